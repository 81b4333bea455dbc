"""A run on the terminal: counts by type, and every failure with what was expected and given."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from evals.model import Score, Scores, Tally
from evals.names import TYPE_NAMES
from evals.report import Comparison, latency

_COLUMNS = ("题数", "答对", "拒答", "答错", "无回答", "得分", "准确率", "错误率", "引用")


def print_report(scores: Scores) -> None:
    """Print a run: bad rows, failures, the table by type and the time an answer takes."""
    console = Console(soft_wrap=True)
    for row in scores.bad_rows:
        _line(console, f"没能问：{row}")
    for score in scores.failures:
        _print_failure(console, score)
    console.print(_table(scores))
    if unlisted := len(scores.scores) - len(scores.listed):
        _line(console, f"其中 {unlisted} 题是保留题，只计总数；要逐题看，用 --list-held-out。")
    times = latency(scores)
    if times["p50"] is not None:
        _line(console, f"每问用时（毫秒）：中位数 {times['p50']}，第 95 百分位 {times['p95']}")


def _table(scores: Scores) -> Table:
    table = Table("类型", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in _COLUMNS:
        table.add_column(name, justify="right", no_wrap=True)
    for kind, tally in scores.by_type().items():
        table.add_row(TYPE_NAMES[kind], *_cells(tally))
    table.add_section()
    table.add_row("合计", *_cells(scores.tally()))
    return table


def _cells(tally: Tally) -> tuple[str, ...]:
    counts = (tally.cases, tally.right, tally.refused, tally.wrong, tally.failed, tally.points)
    rates = (f"{tally.accuracy:.1%}", f"{tally.wrong_rate:.1%}", f"{tally.cited}/{tally.to_cite}")
    return (*map(str, counts), *rates)


def _print_failure(console: Console, score: Score) -> None:
    case = score.case
    asked = " → ".join((*case.history, case.question))
    _line(console, f"[{score.verdict.value}] {case.id} {asked}")
    _line(console, f"    应为：{case.answer}（{case.source or '—'}）")
    _line(console, f"    给出：{score.got or '—'}")
    why = score.why or "引用没有落在应引的地方"
    _line(console, f"    原因：{why}")
    for citation in score.citations:
        _line(console, f"    引用：{citation}")


def print_comparison(comparison: Comparison) -> None:
    """Print which cases a run gained and lost against an earlier one."""
    console = Console(soft_wrap=True)
    _line(console, f"比基线多对：{'、'.join(comparison.gained) or '无'}")
    _line(console, f"比基线少对：{'、'.join(comparison.lost) or '无'}")


def print_error(message: str) -> None:
    """Say on the error stream why nothing could be asked."""
    _line(Console(stderr=True), message)


@contextmanager
def progress_bar(total: int) -> Iterator[Callable[[Score], None]]:
    """A bar on the error stream, where somebody watches; call what it gives after each score."""
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("提问", total=total)
        yield lambda score: progress.advance(task)


def _line(console: Console, text: str) -> None:
    # An answer may hold square brackets: they are text, not markup.
    console.print(text, markup=False, highlight=False, soft_wrap=True)
