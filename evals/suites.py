"""What the gate asks: samples and freshly written documents anywhere, real ones where they are."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.blind import CASE_FILES as BLIND_FILES
from evals.blind import write_blind_documents
from evals.case_files import read_case_files
from evals.cross import CROSS
from evals.generator.fonts import font_missing
from evals.generator.many import Order, write_many
from evals.generator.questions import truths_to_cases
from evals.generator.truth import read_truth
from evals.in_process import open_in_process
from evals.model import Case, Scores
from evals.run import CASES, run_cases, sources_of

ROOT = Path(__file__).parents[1]
REAL_VARIABLE = "BUDGET_QA_TEST_DOCUMENTS"
_SAMPLE_CASES = "samples.jsonl"
GENERATED = "现写的虚构文件"
# Of every style and of every format that is read without recognition, which takes minutes.
_DOCUMENTS = 12
_FORMATS = ("pdf", "docx", "xlsx", "html", "txt", "two-files")
_SEED = "gate"
_QUESTIONS_EACH = 1


class CannotAsk(Exception):
    """A suite that cannot be asked; the message says what is missing."""


@dataclass(frozen=True)
class Suite:
    """Cases, by the file (or the sort) they are from, over documents that are read for them.

    Without ``vectors`` passages are found by keyword alone: the same wherever it is asked.
    """

    name: str
    documents: Path
    cases: Mapping[str, tuple[Case, ...]]
    vectors: bool = False


@dataclass(frozen=True)
class Asked:
    """The scores of a suite, by the file of their cases, and what was asked."""

    suite: Suite
    service: str
    scores: Mapping[str, Scores]


def suites(*, fast: bool = True, real: bool = True, blind: bool = True) -> Iterator[Suite]:
    """The suites that can be asked here: those that need nothing else (``fast``), the real ones,
    those over other invented documents that are written for them (``blind``).

    Raises CannotAsk.
    """
    if fast:
        yield Suite("samples", ROOT / "samples", _from_files(CASES / _SAMPLE_CASES))
    if (fast or blind) and (missing := font_missing()):
        raise CannotAsk(missing)
    if fast:
        with TemporaryDirectory(prefix="budget-qa-gate-") as folder:
            yield generated_suite(Path(folder))
    blind_files = sorted(CASES.glob(BLIND_FILES))
    if blind:
        with TemporaryDirectory(prefix="budget-qa-gate-") as folder:
            for _ in write_blind_documents(Path(folder)):
                pass
            yield Suite("generated-blind", Path(folder), _from_files(*blind_files))
    if blind:
        for name, collection in CROSS.items():
            with TemporaryDirectory(prefix="budget-qa-gate-") as folder:
                for _ in collection.write(Path(folder)):
                    pass
                yield Suite(f"generated-{collection.seed}", Path(folder), _from_files(CASES / name))
    documents = real_documents() if real else None
    if documents is not None:
        others = {CASES / _SAMPLE_CASES, *blind_files, *(CASES / name for name in CROSS)}
        real_files = (path for path in sorted(CASES.glob("*.jsonl")) if path not in others)
        yield Suite("real", documents, _from_files(*real_files), vectors=True)


def real_documents() -> Path | None:
    """Where the real documents lie; None where they do not."""
    beside = ROOT.parent / "shared" / "data" / "disclosures"
    named = os.environ.get(REAL_VARIABLE)
    folder = Path(named) if named else beside
    return folder if folder.is_dir() else None


def generated_suite(folder: Path) -> Suite:
    """Documents of the generator, written into the folder, and questions from their truth."""
    order = Order(folder, _SEED, formats=_FORMATS)
    for _ in write_many(order, _DOCUMENTS):
        pass
    truths = [read_truth(path) for path in sorted(folder.glob("*.truth.json"))]
    rows = truths_to_cases(truths, _SEED, _QUESTIONS_EACH)
    path = folder / "cases.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    (cases,) = _from_files(path).values()
    named = {_lasting_id(case): case for case in cases}
    lasting = tuple(replace(case, id=name) for name, case in named.items())
    return Suite("generated", folder, {GENERATED: lasting})


def _lasting_id(case: Case) -> str:
    """An id of what is asked: numbers would shift with every question that the generator gains."""
    asked = "\n".join((*case.docs, *case.history, case.question))
    return "g-" + hashlib.sha256(asked.encode()).hexdigest()[:10]


def _from_files(*paths: Path) -> dict[str, tuple[Case, ...]]:
    cases = {}
    for path in paths:
        read, bad = read_case_files([path])
        if bad:
            raise CannotAsk("\n".join(map(str, bad)))
        cases[path.name] = tuple(read)
    return cases


def ask_suite(suite: Suite) -> Asked:
    """Read the documents into a temporary data folder and ask every case once.

    Raises AskFailed where nothing could be read.
    """
    sources = sources_of(suite.documents)
    with open_in_process(suite.documents, vectors=suite.vectors) as opened:
        if suite.vectors:
            opened.warm_up()
        # One at a time: the time that an answer takes is part of the result.
        scores = {
            name: run_cases(cases, opened, sources=sources, loaded=opened.file_names)
            for name, cases in suite.cases.items()
        }
        return Asked(suite, opened.described, scores)
