"""Documents are written, read in child processes and held against their truth, batch by batch."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.extraction.compare import compare
from bench.extraction.score import FileScore, score
from evals.generator.formats import TWO_FILES
from evals.generator.many import Order, write_one
from evals.generator.samples import commission_of, nth_of_assorted
from evals.generator.truth import read_truth
from ingest.child import Outcome, parse_files

# Read documents are held until their batch is counted.
DOCUMENTS_A_BATCH = 20


@dataclass(frozen=True)
class Plan:
    """How many documents of which styles, formats and noises."""

    documents: int
    seed: str
    styles: tuple[str, ...]
    formats: tuple[str, ...]
    noise: tuple[str, ...]
    one_noise_each: bool = False
    contradictions: int = 0
    workers: int = 2


@dataclass
class Run:
    """The scores of all files, and the seconds that writing and reading took."""

    files: list[FileScore]
    writing_seconds: float = 0.0
    reading_seconds: float = 0.0


def run_plan(plan: Plan, keep: Path | None = None) -> Run:
    """Write, read and score all documents; those with differences are kept in a folder if asked."""
    run = Run([])
    for start in range(0, plan.documents, DOCUMENTS_A_BATCH):
        numbers = range(start, min(plan.documents, start + DOCUMENTS_A_BATCH))
        with tempfile.TemporaryDirectory(prefix="extraction-") as folder:
            _run_batch(plan, numbers, Path(folder), run, keep)
    return run


def _run_batch(
    plan: Plan, numbers: Sequence[int], folder: Path, run: Run, keep: Path | None
) -> None:
    order = Order(
        folder, plan.seed, plan.styles, plan.formats, plan.noise, plan.one_noise_each,
        plan.contradictions,
    )  # fmt: skip
    started = perf_counter()
    formats: dict[Path, str] = {}
    for number in numbers:
        for path in write_one(order, number):
            formats[path] = _format_of(plan, number)
    written = perf_counter()
    for outcome in parse_files(list(formats), workers=plan.workers):
        file = _score(outcome, formats[outcome.path])
        run.files.append(file)
        if keep is not None and (file.causes or file.alarms or file.missed or file.error):
            _keep(outcome.path, keep)
    run.writing_seconds += written - started
    run.reading_seconds += perf_counter() - written


def _format_of(plan: Plan, number: int) -> str:
    if len(plan.styles) == 1 and len(plan.formats) == 1:
        return commission_of(
            plan.styles[0], number, plan.seed, plan.styles[0], plan.formats[0]
        ).format
    return nth_of_assorted(number, plan.seed, plan.styles, plan.formats).format


def _score(outcome: Outcome, format_name: str) -> FileScore:
    truth = _truth_of(outcome.path)
    about = truth["about"]
    suffix = outcome.path.suffix.removeprefix(".")
    file = FileScore(
        outcome.path.name,
        about["style"],
        f"{format_name}/{suffix}" if format_name == TWO_FILES else format_name,
        truth.get("noise", []),
        round(outcome.seconds, 3),
    )
    if outcome.document is None:
        file.error = type(outcome.error).__name__
        return file
    score(outcome.document, truth, compare(outcome.document, truth), file)
    return file


def _truth_of(path: Path) -> dict[str, Any]:
    return read_truth(path.with_name(f"{path.stem}.truth.json"))


def _keep(path: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for part in (path, path.with_name(f"{path.stem}.truth.json")):
        (folder / part.name).write_bytes(part.read_bytes())
