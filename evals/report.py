"""A run as JSON, compared with an earlier one; `python -m evals.report` writes docs/accuracy.md.

Every page about accuracy is made from this JSON, never typed.
"""

import argparse
import json
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.accuracy_page import runs_to_page
from evals.metrics import metrics_to_json, percentile
from evals.model import Score, Scores, Tally
from evals.report_markdown import run_to_markdown

# A run read back from its file: the shape that run_to_json writes.
Run = Mapping[str, Any]


class RunFileError(Exception):
    """A run's JSON that cannot be read."""


def run_to_json(scores: Scores, *, cases: Sequence[str], service: str) -> dict[str, Any]:
    """The whole run, with the machine and the moment filled in; rates are shares, times in ms.

    What is held out is in the totals and not among the scores.
    """
    return {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "service": service,
        "cases": list(cases),
        "total": _tally(scores.tally()),
        "by_type": {kind: _tally(tally) for kind, tally in scores.by_type().items()},
        "latency_ms": latency(scores),
        "metrics": metrics_to_json(scores),
        "scores": [_score(score) for score in scores.listed],
        "bad_rows": [str(row) for row in scores.bad_rows],
    }


def latency(scores: Scores) -> dict[str, float | None]:
    """Median and 95th percentile of the time to an answer, in milliseconds."""
    times = sorted(score.elapsed_ms for score in scores.scores if score.elapsed_ms is not None)
    return {"p50": percentile(times, 50), "p95": percentile(times, 95)}


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "cases": tally.cases,
        "right": tally.right,
        "refused": tally.refused,
        "wrong": tally.wrong,
        "failed": tally.failed,
        "points": tally.points,
        "accuracy": round(tally.accuracy, 4),
        "wrong_rate": round(tally.wrong_rate, 4),
        "cited": tally.cited,
        "to_cite": tally.to_cite,
    }


def _score(score: Score) -> dict[str, Any]:
    case = score.case
    return {
        "id": case.id,
        "type": case.type,
        "style": case.style,
        "history": list(case.history),
        "question": case.question,
        "expected": case.answer,
        "evidence": case.evidence,
        "source": case.source,
        "verdict": score.verdict.value,
        "why": score.why,
        "got": score.got,
        "citations": list(score.citations),
        "cited": score.cited,
        "formula_shown": score.formula_shown,
        "elapsed_ms": None if score.elapsed_ms is None else round(score.elapsed_ms, 2),
    }


@dataclass(frozen=True)
class Comparison:
    """Case ids that became right, and that no longer are, since an earlier run."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]


def compare(run: Run, earlier: Run) -> Comparison:
    """Gains and losses among the cases that both runs asked, in the order asked."""
    before = {score["id"]: score["verdict"] for score in earlier["scores"]}
    both = [(score["id"], score["verdict"], before.get(score["id"])) for score in run["scores"]]
    known = [(name, now == "right", then == "right") for name, now, then in both if then]
    return Comparison(
        gained=tuple(name for name, now, then in known if now and not then),
        lost=tuple(name for name, now, then in known if then and not now),
    )


def write_json(run: Run, path: Path) -> None:
    """Write a run; read_run reads it."""
    path.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", "utf-8")


def read_run(path: Path) -> Run:
    """A run that write_json wrote. Raises RunFileError."""
    return _read(path, "scores")


def _read(path: Path, part: str) -> Run:
    try:
        run = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise RunFileError(f"读不出 {path}：{error}；应是 --json 写出的文件") from error
    if not isinstance(run, dict) or not isinstance(run.get(part), list):
        raise RunFileError(f"{path} 不是一次评测的结果；应是 --json 写出的文件")
    return run


def main(arguments: Sequence[str] | None = None) -> int:
    """Write docs/accuracy.md, and what the page /accuracy shows, from runs' JSON files."""
    parser = argparse.ArgumentParser(prog="python -m evals.report", description=main.__doc__)
    parser.add_argument("runs", nargs="+", type=Path, help="JSON files written by --json")
    parser.add_argument("--markdown", type=Path, help="the page of the docs to write")
    parser.add_argument(
        "--page",
        type=Path,
        help="the JSON to write that /accuracy shows (web/static/accuracy.json)",
    )
    parser.add_argument(
        "--outside",
        nargs="+",
        type=Path,
        default=[],
        help="results over public sets (python -m evals.outside … --json)",
    )
    chosen = parser.parse_args(arguments)
    try:
        runs = [read_run(path) for path in chosen.runs]
        outside = [_read(path, "measures") for path in chosen.outside]
    except RunFileError as error:
        print(error, file=sys.stderr)
        return 2
    if chosen.markdown:
        chosen.markdown.write_text(run_to_markdown(runs, outside), "utf-8")
    if chosen.page:
        write_json(runs_to_page(runs), chosen.page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
