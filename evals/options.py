"""What a run was asked to do, as its command line says it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class RunOptions:
    """The choices of `budget-qa eval run`.

    Without ``url`` and ``openai`` the service is asked in this process; with ``documents`` that
    path is read into a temporary data folder first, with vectors, and quotations are checked
    against it. ``rows`` are files (.jsonl or .xlsx) with one row for each question. ``strict``
    makes anything that is not right, or a bad row, exit code 1. ``with_times`` False leaves out
    of every file what differs between two runs of the same. ``list_held_out`` lists the cases held
    out as well, which are otherwise in the totals alone.
    """

    cases: tuple[Path, ...] = ()
    url: str | None = None
    openai: str | None = None
    model: str | None = None
    key: str | None = None
    timeout: float = 30.0
    documents: Path | None = None
    jobs: int | None = None
    sample: int | None = None
    seed: str = "1"
    resume: Path | None = None
    report: Path | None = None
    json: Path | None = None
    rows: tuple[Path, ...] = ()
    baseline: Path | None = None
    strict: bool = False
    list_held_out: bool = False
    with_times: bool = True
