"""What became of one document: counts, what went wrong and why, one record a file."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from bench.extraction.compare import Comparison, FactResult, Verdict
from ingest.model import Check, Document

CHECKS = "check_"  # the codes of problems that say a document contradicts itself begin so
DIGITS = re.compile(r"\d[\d,.]*")
SHORT = 48


@dataclass
class Share:
    """Numbers read right, as something else, and not at all."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.right + self.wrong + self.missing

    def add(self, result: FactResult) -> None:
        """Count one more."""
        name = result.verdict.value
        setattr(self, name, getattr(self, name) + 1)

    def plus(self, other: "Share") -> "Share":
        """Return both together."""
        return Share(
            self.right + other.right, self.wrong + other.wrong, self.missing + other.missing
        )


@dataclass
class FileScore:
    """One file. `extra` are values read where none is stated; `passed` are wrong and vouched for;
    `vouched` says which.

    `filled` are the cells that print something: a blank is easily read right. `causes` counts
    what is not right by a text that is the same for the same cause.
    """

    file: str
    style: str
    format: str
    noise: list[str]
    seconds: float
    error: str = ""
    cells: Share = field(default_factory=Share)
    filled: Share = field(default_factory=Share)
    said: Share = field(default_factory=Share)
    extra: int = 0
    passed: int = 0
    identity: list[str] = field(default_factory=list)
    other: int = 0
    planted: int = 0
    found: int = 0
    alarms: list[str] = field(default_factory=list)
    vouched: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    causes: Counter[str] = field(default_factory=Counter)

    @property
    def wrong(self) -> int:
        """Values that say what the document does not."""
        return self.cells.wrong + self.said.wrong + self.extra

    def as_json(self) -> dict[str, Any]:
        """Return the record as it is kept; causes are kept of the whole run, not of a file."""
        record = asdict(self)
        del record["causes"]
        return {key: value for key, value in record.items() if value not in ("", [], 0)}


def score(document: Document, truth: Mapping[str, Any], found: Comparison, into: FileScore) -> None:
    """Count one document that was read."""
    about = truth["about"]
    into.identity = found.identity
    into.other = len(found.other)
    for line in found.identity:
        into.causes[f"identity: {_masked(line, about)}"] += 1
    for line in found.other:
        into.causes[f"other: {_masked(line, about)}"] += 1
    for result in found.facts:
        (into.cells if result.in_table else into.said).add(result)
        if result.in_table and result.fact["value"] is not None:
            into.filled.add(result)
        if result.is_wrong_and_passed:
            into.passed += 1
            into.vouched.append(result.line())
        if result.verdict is not Verdict.RIGHT:
            kind = "cell" if result.in_table else "text"
            differs = "+".join(result.differs)
            into.causes[f"{kind} {result.verdict.value} {differs}｜{_place(result, about)}"] += 1
    for figure in found.extra:
        if figure.quantity is None:
            continue
        into.extra += 1
        if figure.check is Check.PASSED:
            into.passed += 1
            into.vouched.append(f"{figure.label}: {figure.aspect.value} {figure.printed}")
        place = "cell" if figure.source.table_id else "text"
        said = figure.pattern or "·".join(figure.column_path)
        label = _masked(figure.label, about)
        into.causes[f"{place} extra {figure.aspect.value}｜{said}｜{label}"] += 1
    _contradictions(document, truth, found, into)


def _contradictions(
    document: Document, truth: Mapping[str, Any], found: Comparison, into: FileScore
) -> None:
    """Count what was planted and found, and what was alarmed that no planted one explains."""
    planted, weakened = truth.get("contradictions", []), truth.get("weakened", [])
    problems = [p for p in document.problems if p.code.startswith(CHECKS)]
    named = [set(problem.figure_ids) for problem in problems]
    into.planted = len(planted)
    for one in planted:
        figures = found.figures_of(one["fact_ids"])
        if any(figures & ids for ids in named):
            into.found += 1
        else:
            into.missed.append(f"{one['identity']} {one['kind']}: {one['place']}")
    changed = found.figures_of(one["fact_ids"][0] for one in (*planted, *weakened))
    into.alarms = [
        f"{problem.code}: {problem.message}"
        for problem, ids in zip(problems, named, strict=True)
        if not ids & changed
    ]


def _place(result: FactResult, about: Mapping[str, Any]) -> str:
    if result.in_table:
        table = result.fact["where"]["table"].replace(str(about["fiscal_year"]), "")
        return f"{table}｜{'·'.join(result.fact['column_path'])}"
    sentence = "".join(result.fact["where"]["narrative"].split())
    label = result.fact["label"]
    # The words before the number say which pattern it would have been read by.
    at = sentence.find(result.fact["printed"])
    before = sentence[max(0, at - SHORT // 2) : at + len(result.fact["printed"]) + 4]
    return f"{label} {result.fact['aspect']}｜…{_masked(before, about)}"


def _masked(text: str, about: Mapping[str, Any]) -> str:
    return DIGITS.sub("N", text.replace(about["organisation"], "X"))[: SHORT * 2]
