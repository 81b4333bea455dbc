"""Tables ruled on a scanned page: the drawn lines to cells, merged ones given once.

Lines are ink longer than a stroke of a character, in places where level and upright lines meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.read.picture import PageTooBusy
from ingest.read.scan_pixels import PAPER, Pixels, Rect, blobs, closed, grown, opened

# In points: a level line is longer than the widest stroke of a title, an upright one than a row.
_LEVEL_LENGTH = 26.0
_UPRIGHT_LENGTH = 10.0
_BROKEN = 1.5  # a gap in a line
_SAME_EDGE = 2.4
_MEETS = 1.3
_LONG_ALONE = 45.0
_CUT = 9.0  # a gap in a line where a stamp lay over it
_DRAWN = 0.65  # of a border's length
_THICKEST = 4.0
_MOST_CELLS = 5000
_BESIDE = 5  # pixels beside a line that are empty
_MOST_BESIDE = 0.3  # of its length where characters may touch it
_SMALLEST_TABLE = 20.0


@dataclass(frozen=True)
class RuledCell:
    """A cell in pixels, and the rows and columns it spans."""

    row: int
    column: int
    row_span: int
    column_span: int
    rect: Rect


@dataclass(frozen=True)
class RuledGrid:
    """A table as drawn, in pixels."""

    rect: Rect
    rows: int
    columns: int
    cells: tuple[RuledCell, ...]


def find_rules(ink: Pixels, unit: float) -> tuple[list[RuledGrid], Pixels]:
    """The ruled tables of a page from top to bottom, and the mask of all drawn lines.

    Raises PageTooBusy.
    """
    gap = max(2, round(_BROKEN * unit))
    level = opened(closed(ink, gap, 1), round(_LEVEL_LENGTH * unit), 1)
    level = _standing_clear(level, ink, unit)
    upright = opened(closed(ink, 1, gap), 1, round(_UPRIGHT_LENGTH * unit))
    upright = _meeting(upright, level, unit)
    rules = np.maximum(level, upright)
    # A crossing that the scan left open still joins its lines.
    network = grown(rules, max(1, round(unit)))
    grids = []
    for blob in blobs(network):
        rect = blob.rect
        if min(rect.width, rect.height) >= _SMALLEST_TABLE * unit:
            grid = _grid(level, upright, rect, unit)
            if grid is not None:
                grids.append(grid)
    grids.sort(key=lambda grid: (grid.rect.y0, grid.rect.x0))
    return _outermost(grids), grown(rules, 1)


def _standing_clear(level: Pixels, ink: Pixels, unit: float) -> Pixels:
    """Level lines without the feet of digits, which may look like one but have ink above."""
    kept = level.copy()
    height = ink.shape[0]
    for blob in blobs(level):
        r = blob.rect
        above = ink[max(0, r.y0 - _BESIDE) : max(0, r.y0 - 1), r.x0 : r.x1]
        below = ink[min(height, r.y1 + 1) : min(height, r.y1 + _BESIDE), r.x0 : r.x1]
        if r.height > _THICKEST * unit + 0.02 * r.width:
            kept[r.y0 : r.y1, r.x0 : r.x1] = 0  # the black edge of a scan, a bar
            continue
        beside = [side.any(axis=0).mean() for side in (above, below) if side.size]
        if beside and max(beside) > _MOST_BESIDE:
            kept[r.y0 : r.y1, r.x0 : r.x1] = 0
    return kept


def _meeting(upright: Pixels, level: Pixels, unit: float) -> Pixels:
    """Upright lines that begin and end at level ones, or are too long to be strokes.

    A piece that goes on such a line, where something cut it, is kept with the gap filled.
    """
    near = grown(level, round(_MEETS * unit))
    kept = np.zeros_like(upright)
    height = upright.shape[0]
    lines: list[_Upright] = []
    pieces: list[_Upright] = []
    for blob in blobs(upright):
        r = blob.rect
        if r.width > max(4.0, 2.5 * unit) + 0.02 * r.height:
            continue
        top = bool(near[r.y0 : min(height, r.y0 + 2), r.x0 : r.x1].any())
        bottom = bool(near[max(0, r.y1 - 2) : r.y1, r.x0 : r.x1].any())
        found = _Upright(r, top, bottom)
        is_line = (top and bottom) or r.height >= _LONG_ALONE * unit
        (lines if is_line else pieces).append(found)
    while goes_on := [(p, gap) for p in pieces if (gap := _gap_to_a_line(p, lines, unit))]:
        for piece, gap in goes_on:
            lines.append(piece)
            pieces.remove(piece)
            kept[gap.y0 : gap.y1, gap.x0 : gap.x1] = PAPER
    for line in lines:
        r = line.rect
        window = np.s_[r.y0 : r.y1, r.x0 : r.x1]
        kept[window] = np.maximum(kept[window], upright[window])
    return kept


@dataclass(frozen=True)
class _Upright:
    """An upright piece of ink, and whether its ends meet level lines."""

    rect: Rect
    top_meets: bool
    bottom_meets: bool


def _gap_to_a_line(piece: _Upright, lines: Sequence[_Upright], unit: float) -> Rect | None:
    """The gap between a piece and the line it goes on, where both end there at no level line."""
    p = piece.rect
    for line in lines:
        r = line.rect
        above = 0 < p.y0 - r.y1 <= _CUT * unit and not (line.bottom_meets or piece.top_meets)
        below = 0 < r.y0 - p.y1 <= _CUT * unit and not (line.top_meets or piece.bottom_meets)
        if (above or below) and p.x0 <= r.x1 + 1 and r.x0 <= p.x1 + 1:
            y0, y1 = (r.y1, p.y0) if above else (p.y1, r.y0)
            return Rect(max(p.x0, r.x0) - 1, y0, max(p.x0, r.x0) + 1, y1)
    return None


def _outermost(grids: Sequence[RuledGrid]) -> list[RuledGrid]:
    """Grids that lie inside no other grid's cell."""
    return [
        g
        for g in grids
        if not any(
            o is not g
            and o.rect.x0 <= g.rect.x0
            and o.rect.y0 <= g.rect.y0
            and g.rect.x1 <= o.rect.x1
            and g.rect.y1 <= o.rect.y1
            for o in grids
        )
    ]


def _grid(level: Pixels, upright: Pixels, rect: Rect, unit: float) -> RuledGrid | None:
    window = np.s_[rect.y0 : rect.y1, rect.x0 : rect.x1]
    across, down = level[window], upright[window]
    ys = _edges([(b.rect.y0 + b.rect.y1) / 2 for b in blobs(across)], unit)
    xs = _edges([(b.rect.x0 + b.rect.x1) / 2 for b in blobs(down)], unit)
    if len(ys) < 2 or not xs:
        return None
    xs = _with_open_sides(xs, across, unit)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows * columns > _MOST_CELLS:
        raise PageTooBusy
    if rows < 1 or columns < 1 or rows * columns < 2:
        return None
    below = [  # a line drawn under cell (row, column)
        [_drawn(across, xs[c], xs[c + 1], ys[r + 1], unit, True) for c in range(columns)]
        for r in range(rows)
    ]
    right = [
        [_drawn(down, ys[r], ys[r + 1], xs[c + 1], unit, False) for c in range(columns)]
        for r in range(rows)
    ]
    shapes = [s for group in _groups(rows, columns, below, right) for s in _rectangles(group)]
    # A piece of a line that parts no cells is no line of the table.
    row_of = _numbered(edge for shape in shapes for edge in (shape[0], shape[2]))
    column_of = _numbered(edge for shape in shapes for edge in (shape[1], shape[3]))
    cells = []
    for top, left, bottom, end in shapes:
        cells.append(
            RuledCell(
                row_of[top],
                column_of[left],
                row_of[bottom] - row_of[top],
                column_of[end] - column_of[left],
                Rect(
                    rect.x0 + round(xs[left]),
                    rect.y0 + round(ys[top]),
                    rect.x0 + round(xs[end]),
                    rect.y0 + round(ys[bottom]),
                ),
            )
        )
    cells.sort(key=lambda cell: (cell.row, cell.column))
    if len(cells) < 2:
        return None
    return RuledGrid(
        Rect(
            rect.x0 + round(xs[0]),
            rect.y0 + round(ys[0]),
            rect.x0 + round(xs[-1]),
            rect.y0 + round(ys[-1]),
        ),
        len(row_of) - 1,
        len(column_of) - 1,
        tuple(cells),
    )


def _numbered(edges: Iterable[int]) -> dict[int, int]:
    """Edges to their numbers, without gaps."""
    return {edge: number for number, edge in enumerate(sorted(set(edges)))}


def _edges(places: Sequence[float], unit: float) -> list[float]:
    """Places of lines, those of one line taken together."""
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][-1] <= _SAME_EDGE * unit:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [sum(group) / len(group) for group in groups]


def _with_open_sides(xs: list[float], across: Pixels, unit: float) -> list[float]:
    """A table drawn open at its sides ends where its level lines end."""
    spans = [blob.rect for blob in blobs(across)]
    left, right = min(r.x0 for r in spans), max(r.x1 for r in spans)
    reach = 4 * unit
    starts = sum(abs(r.x0 - left) <= reach for r in spans)
    ends = sum(abs(r.x1 - right) <= reach for r in spans)
    if xs[0] - left > reach and starts >= 3:
        xs = [float(left), *xs]
    if right - xs[-1] > reach and ends >= 3:
        xs = [*xs, float(right)]
    return xs


def _drawn(lines: Pixels, start: float, end: float, at: float, unit: float, is_level: bool) -> bool:
    """Whether a line is drawn along a border for most of its length."""
    reach = max(2, round(_SAME_EDGE * unit))
    inset = min(3 * unit, (end - start) * 0.2)
    a, b = round(start + inset), max(round(start + inset) + 1, round(end - inset))
    low, high = max(0, round(at) - reach), round(at) + reach + 1
    strip = lines[low:high, a:b] if is_level else lines[a:b, low:high].T
    if strip.size == 0:
        return False
    return bool(strip.any(axis=0).mean() >= _DRAWN)


def _groups(
    rows: int, columns: int, below: list[list[bool]], right: list[list[bool]]
) -> list[set[tuple[int, int]]]:
    """Places of the grid joined where no line parts them."""
    group_of = {(r, c): {(r, c)} for r in range(rows) for c in range(columns)}

    def join(one: tuple[int, int], other: tuple[int, int]) -> None:
        a, b = group_of[one], group_of[other]
        if a is not b:
            a |= b
            for place in b:
                group_of[place] = a

    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not right[r][c]:
                join((r, c), (r, c + 1))
            if r + 1 < rows and not below[r][c]:
                join((r, c), (r + 1, c))
    return list({id(group): group for group in group_of.values()}.values())


def _rectangles(group: set[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """A group as one rectangle (top, left, bottom, right); its places singly where it is none."""
    top, bottom = min(r for r, _ in group), max(r for r, _ in group) + 1
    left, right = min(c for _, c in group), max(c for _, c in group) + 1
    if len(group) == (bottom - top) * (right - left):
        return [(top, left, bottom, right)]
    return [(r, c, r + 1, c + 1) for r, c in sorted(group)]
