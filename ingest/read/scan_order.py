"""Lines of a scanned page outside its tables, in the order they are read."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from ingest.read.scan_pixels import Rect

# A column of prose is at least this wide, in heights of a character, and so many lines long.
_COLUMN_WIDTH = 10
_COLUMN_LINES = 4
_GUTTER = 1.0


def lines_of(runs: Sequence[Rect], em: float) -> list[list[Rect]]:
    """Runs that stand side by side, from top to bottom; columns of prose one after the other."""
    ordered: list[list[Rect]] = []
    rest = sorted(runs, key=lambda r: (r.y0, r.x0))
    while rest:
        columns = _columns(rest, em)
        if columns is None:
            ordered += _side_by_side(rest)
            break
        before, left, right, rest = columns
        ordered += _side_by_side(before) + _side_by_side(left) + _side_by_side(right)
    return ordered


def _side_by_side(runs: Sequence[Rect]) -> list[list[Rect]]:
    lines: list[list[Rect]] = []
    for run in sorted(runs, key=lambda r: r.y0 + r.y1):
        if lines:
            last = lines[-1][0]
            level = min(run.y1, last.y1) - max(run.y0, last.y0)
            if level > 0.5 * min(run.height, last.height):
                lines[-1].append(run)
                continue
        lines.append([run])
    return [sorted(line, key=lambda r: r.x0) for line in lines]


def _columns(
    runs: Sequence[Rect], em: float
) -> tuple[list[Rect], list[Rect], list[Rect], list[Rect]] | None:
    """The first stretch printed in two columns: what stands before, left, right and after it."""
    start, end = min(r.x0 for r in runs), max(r.x1 for r in runs)
    middle = (start + end) / 2
    near = 0.2 * (end - start)
    for first in range(len(runs)):
        left: list[Rect] = []
        right: list[Rect] = []
        last = first
        for number in range(first, len(runs)):
            run = runs[number]
            if run.x0 < middle - near and run.x1 > middle + near:
                break
            (left if run.x0 + run.x1 < 2 * middle else right).append(run)
            last = number + 1
        if min(len(left), len(right)) < _COLUMN_LINES:
            continue
        apart = min(r.x0 for r in right) - max(r.x1 for r in left)
        wide = min(median(r.width for r in side) for side in (left, right))
        if apart >= _GUTTER * em and wide >= _COLUMN_WIDTH * em:
            return list(runs[:first]), left, right, list(runs[last:])
    return None
