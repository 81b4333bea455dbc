"""Tables printed without drawn lines: columns told by what stands below each other.

Prose never becomes a table: three lines or more must be parted in three or more places, or in
two where amounts stand on the right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

from ingest.read.scan_cells import ReadCell, with_column_patterns
from ingest.read.scan_pixels import Rect
from ingest.read.scan_rules import RuledCell

_FEWEST_ROWS = 3
_APART = 0.6  # heights of a character between columns
_AMOUNT = re.compile(r"-?\d{1,3}(?:,\d{3})*\.\d+|-?\d{1,3}(?:,\d{3})+|0|—")


@dataclass(frozen=True)
class Said:
    """A run of text with what it says, and whether its digits may be misread."""

    text: str
    rect: Rect
    doubtful: bool


@dataclass(frozen=True)
class Columns:
    """Lines that are a table, as cells row by row; nothing stands in some."""

    rect: Rect
    lines: tuple[tuple[Said, ...], ...]
    columns: int
    cells: tuple[ReadCell, ...]


def tables_among(lines: Sequence[Sequence[Said]], em: float) -> list[Columns | tuple[Said, ...]]:
    """Lines in order, those that make a table together."""
    found: list[Columns | tuple[Said, ...]] = []
    number = 0
    while number < len(lines):
        end = _stretch(lines, number)
        table = _table(lines[number:end], em) if end - number >= _FEWEST_ROWS else None
        if table is None:
            found.append(tuple(lines[number]))
            number += 1
        else:
            found.append(table)
            number = end
    return found


def _stretch(lines: Sequence[Sequence[Said]], start: int) -> int:
    """Where lines that fall apart into runs end, when they begin at `start`."""
    end = start
    while end < len(lines) and len(lines[end]) > 1:
        end += 1
    return end


def _table(lines: Sequence[Sequence[Said]], em: float) -> Columns | None:
    most = max(len(line) for line in lines)
    full = [line for line in lines if len(line) >= max(2, most - 1)]
    if len(full) < _FEWEST_ROWS:
        return None
    bands = _bands([said.rect for line in full for said in line], em)
    if len(bands) < 2 or (len(bands) == 2 and not _has_amounts(lines)):
        return None
    around = _around([said.rect for line in lines for said in line])
    edges = [around.x0, *((a[1] + b[0]) // 2 for a, b in pairwise(bands)), around.x1]
    cells: list[ReadCell] = []
    for row, line in enumerate(lines):
        level = _around([said.rect for said in line])
        taken: dict[int, tuple[int, Said]] = {}
        for said in line:
            over = [
                i for i, (x0, x1) in enumerate(bands) if said.rect.x0 < x1 and x0 < said.rect.x1
            ]
            if not over or any(i in taken for i in over):
                return None
            taken |= dict.fromkeys(over, (over[0], said))
        for i in range(len(bands)):
            first, words = taken.get(i, (i, None))
            if first == i:
                span = sum(place == first for place, _ in taken.values()) or 1
                rect = Rect(edges[i], level.y0, edges[i + span], level.y1)
                said_there = (words.text,) if words else ()
                doubtful = words is not None and words.doubtful
                cells.append(ReadCell(RuledCell(row, i, 1, span, rect), said_there, doubtful))
    return Columns(around, tuple(map(tuple, lines)), len(bands), tuple(with_column_patterns(cells)))


def _around(rects: Sequence[Rect]) -> Rect:
    return reduce(Rect.joined, rects)


def _bands(rects: Sequence[Rect], em: float) -> list[tuple[int, int]]:
    """Stretches across the page in which runs stand, parted by what all lines leave empty."""
    bands: list[tuple[int, int]] = []
    for rect in sorted(rects, key=lambda r: r.x0):
        if bands and rect.x0 - bands[-1][1] < _APART * em:
            bands[-1] = (bands[-1][0], max(bands[-1][1], rect.x1))
        else:
            bands.append((rect.x0, rect.x1))
    return bands


def _has_amounts(lines: Sequence[Sequence[Said]]) -> bool:
    return sum(bool(_AMOUNT.fullmatch(line[-1].text)) for line in lines) >= _FEWEST_ROWS
