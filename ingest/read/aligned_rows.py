"""Rows of a table drawn without lines: lines joined to rows, and the cells these have.

The borders of the columns are known here, from where amounts stand or from a ruled header.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.model import Box
from ingest.read.aligned_lines import Piece, PieceLine
from ingest.read.ruled import CellBox

TOTAL_NAME = re.compile(r"(?:合计|总计|小计)$")
_CENTRED = 2.0  # points
_WRAPPED = 0.75  # of the pitch of rows: a line nearer than that is part of the row


@dataclass(frozen=True)
class RowLines:
    """The lines of one row."""

    lines: tuple[PieceLine, ...]

    @property
    def top(self) -> float:
        """Where the first line begins."""
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        """Where the last line ends."""
        return max(line.bottom for line in self.lines)

    @property
    def pieces(self) -> Iterator[Piece]:
        """What stands in the row, line by line."""
        return (piece for line in self.lines for piece in line.pieces)


def rows_of(body: Sequence[PieceLine]) -> list[RowLines]:
    """Lines joined to rows: a line of words much nearer to another than rows are belongs to it."""
    steps = [b.middle - a.middle for a, b in pairwise(body) if b.amounts]
    pitch = median(steps) if steps else 0.0
    rows: list[list[PieceLine]] = []
    waiting: list[PieceLine] = []
    for number, line in enumerate(body):
        above = line.middle - body[number - 1].middle if number else float("inf")
        below = body[number + 1].middle - line.middle if number + 1 < len(body) else float("inf")
        if line.amounts and line.words and not waiting:
            rows.append([line])
        elif line.amounts:
            rows.append([*waiting, line])
            waiting = []
        elif min(above, below) >= _WRAPPED * pitch:
            rows += [[held] for held in waiting]
            waiting = []
            rows.append([line])
        elif rows and above <= below and not waiting:
            rows[-1].append(line)
        else:
            waiting.append(line)
    rows += [[held] for held in waiting]
    return [RowLines(tuple(row)) for row in rows]


def heights_of(rows: Sequence[RowLines]) -> list[float]:
    """Where rows begin, and where the last ends."""
    between = [(a.bottom + b.top) / 2 for a, b in pairwise(rows)]
    return [rows[0].top - 1, *between, rows[-1].bottom + 1]


def body_cells(
    rows: Sequence[RowLines], xs: Sequence[float], ys: Sequence[float], first: int
) -> Iterator[CellBox]:
    """The cells of rows between the borders of columns and rows, numbered from `first`."""
    valued = {column_at(p.box, xs) for row in rows for p in row.pieces if p.is_amount}
    for number, row in enumerate(rows):
        yield from _row_cells(row, xs, valued, (ys[number], ys[number + 1]), first + number)


def _row_cells(
    row: RowLines,
    xs: Sequence[float],
    valued: Collection[int],
    between: tuple[float, float],
    number: int,
) -> list[CellBox]:
    """The cells of a row; words that reach over a border between columns merge them.

    `valued` are the columns of amounts: a total's name that stands in one is in the middle of all
    columns of its side before the amount.
    """
    joined: set[int] = set()
    for piece in row.pieces:
        if piece.is_amount:
            continue
        over = [i for i in range(1, len(xs) - 1) if piece.box.x0 + 1 < xs[i] < piece.box.x1 - 1]
        others = [other.box for other in row.pieces if other is not piece]
        if over or (TOTAL_NAME.search(piece.text) and column_at(piece.box, xs) in valued):
            joined |= set(_borders_within(piece.box, xs, others) or over)
    top, bottom = between
    cells = []
    column = 0
    while column < len(xs) - 1:
        end = column + 1
        while end in joined:
            end += 1
        box = Box(xs[column], top, xs[end], bottom)
        cells.append(CellBox(number, column, 1, end - column, box))
        column = end
    return cells


def _borders_within(box: Box, xs: Sequence[float], others: Sequence[Box]) -> range:
    """The borders inside the cell in whose middle words stand; none where that cannot be told."""
    middle = (box.x0 + box.x1) / 2
    for first in range(len(xs) - 2, 0, -1):
        for last in range(first, len(xs) - 1):
            x0, x1 = xs[first - 1], xs[last + 1]
            if not (x0 <= box.x0 and box.x1 <= x1) or abs((x0 + x1) / 2 - middle) > _CENTRED:
                continue
            if not any(other.x0 < x1 and x0 < other.x1 for other in others):
                return range(first, last + 1)
    return range(0)


def column_at(box: Box, xs: Sequence[float]) -> int:
    """The column in which the middle of a box stands; -1 where it stands in none."""
    middle = (box.x0 + box.x1) / 2
    return next((n for n, (x0, x1) in enumerate(pairwise(xs)) if x0 <= middle < x1), -1)
