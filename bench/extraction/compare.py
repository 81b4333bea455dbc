"""Holding a document as read against the truth of its generator, number by number.

A number of a table is looked for on its page, in its table, under its row and column; a number
of running text in its sentence. What is found must agree in value, unit, year, measure, aspect,
base, code and name; a figure answers for one number only, and one that answers for none was read
where nothing is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bench.extraction.names import ITEMS, is_called, is_titled, plain_columns, plain_name, tight
from ingest.model import Check, Document, Figure, Page

_MEANS = re.compile("^(?:是指|指|反映)")
_PAGE_MARK = re.compile(r"[-—─\s]*\d{1,3}[-—─\s]*")


class Verdict(StrEnum):
    """What became of one number: read as it is, read as something else, or not read."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSING = "missing"


@dataclass(frozen=True)
class FactResult:
    """One number of the truth, the figure that answers for it, and what differs."""

    fact: dict[str, Any]
    verdict: Verdict
    place: str
    figure: Figure | None = None
    differs: tuple[str, ...] = ()

    @property
    def in_table(self) -> bool:
        """Whether the number is a cell's."""
        return "table" in self.fact["where"]

    @property
    def is_wrong_and_passed(self) -> bool:
        """Whether it was read as something else, and vouched for."""
        return (
            self.verdict is Verdict.WRONG
            and self.figure is not None
            and self.figure.check is Check.PASSED
        )

    def line(self) -> str:
        """Say in a line what was wanted and what was read."""
        wanted = _shown(_wanted(self.fact).values())
        read = _shown(_read(self.figure).values()) if self.figure else "nothing"
        return f"{self.place}｜{self.fact['label']}: {wanted}, read {read}"


@dataclass
class Comparison:
    """A document held against its truth.

    `lost` is what became of numbers that are only half stated; `other` is what concerns no
    number, a line each.
    """

    identity: list[str] = field(default_factory=list)
    facts: list[FactResult] = field(default_factory=list)
    lost: list[FactResult] = field(default_factory=list)
    extra: list[Figure] = field(default_factory=list)
    other: list[str] = field(default_factory=list)

    def figures_of(self, fact_ids: Iterable[str]) -> set[str]:
        """Return the ids of the figures that answer for these numbers."""
        wanted = set(fact_ids)
        return {
            result.figure.figure_id
            for result in (*self.facts, *self.lost)
            if result.figure is not None and result.fact["fact_id"] in wanted
        }


def compare(document: Document, truth: dict[str, Any]) -> Comparison:
    """Hold all that a document says against its truth (as read by read_truth)."""
    found = Comparison(identity=list(_identity(document, truth["about"])))
    claimed: set[str] = set()
    cells = [fact for fact in truth["facts"] if "table" in fact["where"]]
    said = [fact for fact in truth["facts"] if "table" not in fact["where"]]
    found.facts += _cells(document, cells, claimed)
    found.facts += _sentences(document, said, claimed)
    # What is only half stated need not be read; read as it was meant it is not wrong either.
    lost = truth.get("lost", [])
    found.lost += _cells(document, [fact for fact in lost if "table" in fact["where"]], claimed)
    found.lost += _sentences(
        document, [fact for fact in lost if "table" not in fact["where"]], claimed
    )
    found.other += _definitions(document, truth["glossary"])
    found.other += _statements(document, truth["statements"], claimed)
    claimed |= set(_nothings(document, [*truth["facts"], *lost]))
    found.extra = [f for f in document.figures if f.figure_id not in claimed]
    return found


def differences(document: Document, truth: dict[str, Any]) -> Iterator[str]:
    """What the truth states and the document lacks or says otherwise, one line each."""
    found = compare(document, truth)
    yield from found.identity
    yield from (result.line() for result in found.facts if result.verdict is not Verdict.RIGHT)
    yield from found.other


def unexplained(document: Document, truth: dict[str, Any]) -> list[str]:
    """Figures that the truth knows nothing of: an amount read where none is stated."""
    return [
        f"{figure.label} {figure.aspect.value} “{figure.printed}”"
        for figure in compare(document, truth).extra
    ]


def _identity(document: Document, about: dict[str, Any]) -> Iterator[str]:
    who = document.identity
    # A title may stop before 公开; tables published by themselves print none.
    if not tight(about["title"]).startswith(tight(who.title)) and "companion" not in about:
        yield f"title: {who.title!r}, not {about['title']!r}"
    for name in ("organisation", "level", "fiscal_year", "kind"):
        if tight(str(getattr(who, name))) != tight(str(about[name])):
            yield f"{name}: {getattr(who, name)!r}, not {about[name]!r}"


def _cells(document: Document, facts: list[dict[str, Any]], claimed: set[str]) -> list[FactResult]:
    tables = {table.table_id: table for table in document.tables}
    by_column: dict[tuple[str, ...], list[Figure]] = {}
    for figure in document.figures:
        if figure.source.table_id is not None:
            by_column.setdefault(plain_columns(figure.column_path), []).append(figure)
    places = []
    for fact in facts:
        where, page = fact["where"], fact.get("page")
        here = [
            figure
            for figure in by_column.get(plain_columns(fact["column_path"]), [])
            for table in [tables[figure.source.table_id or ""]]
            # A format without pages may be read in parts that are numbered.
            if page in (None, figure.source.page)
            and is_titled(tight(table.title), tight(where["table"]))
            and fact.get("code") in (None, figure.code)
            # A row of 合计 is known by the item it states; in a table of one row the columns are.
            and (
                plain_name(where["row"])
                == plain_name(table.rows[figure.source.row or 0].printed_label)
                or plain_name(fact["label"]) == plain_name(figure.label)
                or ITEMS.get(fact["label"], "") == figure.item
            )
        ]
        places.append((fact, f"{where['table']}｜{'·'.join(fact['column_path'])}", here))
    return _answer(places, claimed)


def _sentences(
    document: Document, facts: list[dict[str, Any]], claimed: set[str]
) -> list[FactResult]:
    text, offsets = _squeezed(document)
    figures = sorted(
        (figure for figure in document.figures if figure.source.table_id is None),
        key=lambda figure: figure.source.start,
    )
    found: dict[str, list[Figure]] = {}
    places = []
    for fact in facts:
        sentence = tight(fact["where"]["narrative"])
        if sentence not in found:
            starts = [match.start() for match in re.finditer(re.escape(sentence), text)]
            spans = [(offsets[i], offsets[i + len(sentence) - 1] + 1) for i in starts]
            # A sentence that was recognised with a fault is looked for everywhere.
            found[sentence] = [
                figure
                for figure in figures
                if not spans or any(start <= figure.source.start < end for start, end in spans)
            ]
        here = [
            figure
            for figure in found[sentence]
            if tight(figure.printed) == tight(fact["printed"]) and is_called(figure, fact["label"])
        ]
        places.append((fact, sentence[:40], here))
    return _answer(places, claimed)


def _answer(
    places: list[tuple[dict[str, Any], str, list[Figure]]], claimed: set[str]
) -> list[FactResult]:
    """Give each number a figure of its place that no other has: those that agree come first."""
    results: dict[int, FactResult] = {}
    for number, (fact, place, figures) in enumerate(places):
        wanted = _wanted(fact)
        for figure in figures:
            if figure.figure_id not in claimed and _read(figure) == wanted:
                claimed.add(figure.figure_id)
                results[number] = FactResult(fact, Verdict.RIGHT, place, figure)
                break
    for number, (fact, place, figures) in enumerate(places):
        if number in results:
            continue
        wanted = _wanted(fact)
        other = next((f for f in figures if f.figure_id not in claimed), None)
        if other is None:
            results[number] = FactResult(fact, Verdict.MISSING, place)
            continue
        claimed.add(other.figure_id)
        read = _read(other)
        differs = tuple(name for name in wanted if wanted[name] != read[name])
        # Read as a blank, or of no year, it is not wrong but missing: it answers nothing.
        missing = other.quantity is None or (differs == ("year",) and other.fiscal_year is None)
        results[number] = FactResult(
            fact, Verdict.MISSING if missing else Verdict.WRONG, place, other, differs
        )
    return [results[number] for number in range(len(places))]


def _wanted(fact: dict[str, Any]) -> dict[str, object]:
    base = fact.get("base")
    return {
        "printed": tight(fact["printed"]),
        "value": None if fact["value"] is None else Decimal(fact["value"]),
        "unit": fact["unit"],
        "year": fact["fiscal_year"],
        "measure": fact["measure"],
        "aspect": fact["aspect"],
        "base": None if base is None else str(base),
    }


def _read(figure: Figure | None) -> dict[str, object]:
    if figure is None:
        return {}
    return {
        "printed": tight(figure.printed),
        "value": figure.quantity and figure.quantity.number,
        "unit": figure.unit and figure.unit.name,
        "year": figure.fiscal_year,
        "measure": figure.measure.value,
        "aspect": figure.aspect.value,
        "base": figure.base and str(figure.base),
    }


def _definitions(document: Document, entries: list[dict[str, Any]]) -> Iterator[str]:
    read = {(tight(e.term), _MEANS.sub("", tight(e.meaning))) for e in document.glossary}
    for entry in entries:
        if (tight(entry["term"]), tight(entry["definition"])) not in read:
            yield f"definition of {entry['term']}"
    if more := len(document.glossary) - len(entries):
        yield f"{more} definitions too many"


def _statements(
    document: Document, statements: list[dict[str, Any]], claimed: set[str]
) -> Iterator[str]:
    """“无…” is a figure of 0 at its sentence; a reason stands in the text."""
    text, _ = _squeezed(document)
    for statement in statements:
        said = tight(statement["text"])
        if said not in text:
            yield f"{statement['topic']}: “{said[:40]}” is not in the text"
            continue
        zeros = [
            figure.figure_id
            for figure in document.figures
            if figure.source.table_id is None
            and figure.quantity is not None
            and figure.quantity.number == 0
            and _said_at(document, figure) in said
        ]
        claimed |= set(zeros)
        if statement["meaning"] == "none" and not zeros:
            yield f"{statement['topic']}: “{said[:40]}” is not read as 0"


def _nothings(document: Document, facts: list[dict[str, Any]]) -> Iterator[str]:
    """Figures of words without digits (“无…”, “无可比性”) in a sentence that states numbers."""
    words = "".join(tight(fact["where"].get("narrative", "")) for fact in facts)
    for figure in document.figures:
        is_worded = tight(figure.printed) in ("无", "没有") or figure.quantity is None
        if is_worded and figure.source.table_id is None:
            at = tight(figure.source.words_in(document.text))
            if _said_at(document, figure) in words or at in words:
                yield figure.figure_id


def _said_at(document: Document, figure: Figure) -> str:
    """The sentence of a figure, without the page number it may run over."""
    return tight((figure.sentence or figure.source).words_in(document.text))


def _shown(values: Iterable[object]) -> str:
    return " ".join(str(value) for value in values)


def _squeezed(document: Document) -> tuple[str, list[int]]:
    """The text without white space and page numbers, and where each character stood."""
    kept = []
    pages = document.pages or (Page(1, 0, 0, 0, len(document.text)),)
    for page in pages:
        body = document.text[page.start : page.end]
        lines, at = body.splitlines(keepends=True), page.start
        printed = [number for number, line in enumerate(lines) if line.strip()]
        edges = {*printed[:1], *printed[-1:]}  # a scanned page ends with a blank line
        for number, line in enumerate(lines):
            if not (number in edges and len(pages) > 1 and _PAGE_MARK.fullmatch(line)):
                kept += [at + i for i, c in enumerate(line) if not c.isspace()]
            at += len(line)
    return "".join(document.text[i] for i in kept), kept
