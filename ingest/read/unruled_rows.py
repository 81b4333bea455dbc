"""Rows of ruled tables between which no lines are drawn: told by what stands level.

A row of cells that holds several lines of words, each with amounts level with it, is as many
rows. A number broken over two lines beside one line of words stays what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.model import Box
from ingest.read.aligned_lines import PieceLine, piece_lines
from ingest.read.pdf_chars import Char
from ingest.read.ruled import CellBox, RuledTable

_LEVEL = 3.0  # points
_LINE = 30.0  # points: no single line of words makes a row this high


def with_all_rows(table: RuledTable, chars: Sequence[Char]) -> RuledTable:
    """The table with rows cut where only the lines of words in it tell them apart."""
    cuts: dict[int, list[float]] = {}
    for row in range(table.rows):
        cells = [cell for cell in table.cells if cell.row == row]
        if len(cells) < 2 or any(cell.row_span > 1 for cell in cells):
            continue
        if any(cell.row < row < cell.row + cell.row_span for cell in table.cells):
            continue
        if max(cell.box.bottom - cell.box.top for cell in cells) > _LINE:
            cuts[row] = _cuts([_lines_in(cell.box, chars) for cell in cells])
    if not any(cuts.values()):
        return table
    cells = []
    shift = 0
    for row in range(table.rows):
        here = [cell for cell in table.cells if cell.row == row]
        for cell in here:
            cells += _cut(replace(cell, row=row + shift), cuts.get(row, []))
        shift += len(cuts.get(row, []))
    return RuledTable(table.box, table.rows + shift, table.columns, tuple(cells))


def _lines_in(box: Box, chars: Sequence[Char]) -> list[PieceLine]:
    inside = []
    for char in chars:
        x, y = char.middle
        if box.x0 <= x < box.x1 and box.top <= y < box.bottom:
            inside.append(char)
    return piece_lines(inside, ())


def _cuts(cells: Sequence[Sequence[PieceLine]]) -> list[float]:
    """Heights between the rows that cells hold; none where they hold one."""
    amounts = [lines for lines in cells if lines and all(_is_amount(line) for line in lines)]
    names = [lines for lines in cells if lines and not any(_is_amount(line) for line in lines)]
    levels: list[float] = []
    for line in sorted((line for lines in amounts for line in lines), key=lambda line: line.middle):
        if not levels or line.middle - levels[-1] > _LEVEL:
            levels.append(line.middle)
    if len(levels) < 2 or not names:
        return []
    if not any(_stand_level(lines, levels) for lines in names):
        return []
    return [(a + b) / 2 for a, b in pairwise(levels)]


def _is_amount(line: PieceLine) -> bool:
    return len(line.pieces) == 1 and line.pieces[0].is_amount


def _stand_level(lines: Sequence[PieceLine], levels: Sequence[float]) -> bool:
    """Whether each line of words has a line of amounts beside it."""
    return len(lines) == len(levels) and all(
        abs(line.middle - level) <= _LEVEL for line, level in zip(lines, levels, strict=True)
    )


def _cut(cell: CellBox, cuts: Sequence[float]) -> list[CellBox]:
    edges = [cell.box.top, *cuts, cell.box.bottom]
    return [
        replace(cell, row=cell.row + number, box=Box(cell.box.x0, top, cell.box.x1, bottom))
        for number, (top, bottom) in enumerate(pairwise(edges))
    ]
