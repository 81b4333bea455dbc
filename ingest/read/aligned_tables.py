"""Tables drawn without the lines that would make cells: columns told by what stands aligned.

Only below a table's title or unit, or at the top of the page after such a table, and only where
lines of words and numbers follow one another. The table is given as if its cells were ruled.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from math import inf
from statistics import median

from ingest.model import Box
from ingest.read.aligned_header import Band, header_cells
from ingest.read.aligned_lines import PieceLine, piece_lines
from ingest.read.aligned_rows import TOTAL_NAME, body_cells, column_at, heights_of, rows_of
from ingest.read.pdf_chars import Char
from ingest.read.ruled import RuledTable

_UNIT = re.compile(r"单位[:：][（(]?(?:人民币)?[百千万亿]*元?")
_TITLE = re.compile(r"表(?:[（(].*[)）])?$")
_END = re.compile(r"^(?:注|备注|说明|第[一二三四五六七八九十]+部分)[:：\s]?")
_WHOSE = re.compile(r"^(?:编制|填报|预算|公开)*(?:部门|单位)(?:名称)?[:：]")
_PAGE_NUMBER = re.compile(r"[\d\s\-—─–第页共/]+")
_NEAR = 30.0  # points below a ruled header: its first row
_LOOK_BACK = 8  # lines of header at most
_FEWEST_ROWS = 2
_ENOUGH_AMOUNTS = 3  # in one row, to be a table without names of rows
_FARTHEST = 1.5  # of the pitch of rows: a line farther above the first row is none
_TOUCH = 1.0  # points


def aligned_tables(
    chars: Sequence[Char], ruled: Sequence[Box], before: RuledTable | None = None
) -> tuple[RuledTable, ...]:
    """The tables of a page outside the ruled ones, from the top.

    `before` is the last table of the page before, which may run on.
    """
    lines = [
        line for line in piece_lines(chars, ruled) if not _PAGE_NUMBER.fullmatch(line.text)
        or len(line.pieces) > 1
    ]  # fmt: skip
    found = []
    at = 0
    # A total alone over the page: fewer rows than a table begins with.
    alone = bool(lines) and _is_total(lines[0]) and _end_of(lines, 0) == 1
    if before is not None and alone and (rest := _rest_of(before, lines, 0, 1)) is not None:
        found.append(rest)
        at = 1
    while (span := _next_span(lines, at, goes_on=before is not None and at == 0)) is not None:
        head, first, end = span
        table = None
        if before is not None and head == 0:
            table = _rest_of(before, lines, first, end)
        if table is None:
            table = _table(lines[head:first], lines[first:end])
        if table is not None:
            found.append(table)
        at = end
    return tuple(found)


def with_body_below(table: RuledTable, chars: Sequence[Char], others: Sequence[Box]) -> RuledTable:
    """A table of which only the header is ruled, with the rows that stand below in its columns.

    `others` are the boxes of all ruled tables of the page.
    """
    box = table.box
    head = [line for line in piece_lines(chars, ()) if box.top <= line.middle <= box.bottom]
    if any(line.amounts for line in head):
        return table
    # Where its header is printed again, the table goes on below that.
    floor = min((other.top for other in others if other.top >= box.bottom - 3), default=inf)
    below = [
        line
        for line in piece_lines(
            (c for c in chars if box.x0 - 3 <= c.middle[0] <= box.x1 + 3), others
        )
        if box.bottom - 3 <= line.top
        and line.middle < floor
        and not (len(line.pieces) == 1 and _PAGE_NUMBER.fullmatch(line.text))
    ]
    if not below or below[0].top - box.bottom > _NEAR or _is_end(below[0]):
        return table
    xs = _borders(table)
    if len(xs) != table.columns + 1:
        return table
    body = _with_blank_rows(below, 0, _end_of(below, 0), xs)
    if not any(line.amounts for line in body) and not _is_repeated(box, chars, others):
        return table
    rows = rows_of(body)
    ys = heights_of(rows)
    cells = [*table.cells, *body_cells(rows, xs, ys, table.rows)]
    whole = Box(box.x0, box.top, box.x1, ys[-1])
    return RuledTable(whole, table.rows + len(rows), table.columns, tuple(cells))


def _is_repeated(box: Box, chars: Sequence[Char], others: Sequence[Box]) -> bool:
    """Whether a ruled header higher on the page says the same: blank rows below it are rows."""
    return any(
        other.bottom <= box.top and _words_in(other, chars) == _words_in(box, chars)
        for other in others
    )


def _words_in(box: Box, chars: Sequence[Char]) -> str:
    inside = (c for c in chars if box.x0 <= c.middle[0] <= box.x1)
    lines = piece_lines((c for c in inside if box.top <= c.middle[1] <= box.bottom), ())
    return "".join(line.text for line in lines)


def _borders(table: RuledTable) -> list[float]:
    """Where the columns of a ruled table begin, and where the last ends."""
    starts: dict[int, float] = {}
    for cell in table.cells:
        starts.setdefault(cell.column, cell.box.x0)
        starts.setdefault(cell.column + cell.column_span, cell.box.x1)
    return [starts[column] for column in sorted(starts)]


def _next_span(
    lines: Sequence[PieceLine], at: int, *, goes_on: bool
) -> tuple[int, int, int] | None:
    """Where the next table's header and data begin, and where it ends."""
    anchor = 0 if goes_on else None
    number = at
    while number < len(lines):
        line = lines[number]
        if _is_anchor(line):
            anchor = number + 1
        elif _is_end(line) or (anchor is not None and number - anchor > _LOOK_BACK):
            anchor = None
        elif anchor is not None and _is_data(line):
            end = _end_of(lines, number)
            rows = [row for row in lines[number:end] if _is_data(row)]
            if len(rows) >= _FEWEST_ROWS or len(rows[0].amounts) >= _ENOUGH_AMOUNTS:
                return anchor, number, end
            number = end - 1
        number += 1
    return None


def _is_anchor(line: PieceLine) -> bool:
    text = line.text
    if any(piece.is_amount and not piece.text.isdecimal() for piece in line.pieces):
        return False
    return bool(
        _UNIT.search(text) or _WHOSE.match(text) or (_TITLE.search(text) and len(text) < 60)
    )


def _is_end(line: PieceLine) -> bool:
    return line.is_sentence or _END.match(line.text) is not None


def _is_data(line: PieceLine) -> bool:
    """Whether a line has amounts, and words before them that name them, or a row of amounts."""
    named = bool(line.words) or len(line.amounts) >= _ENOUGH_AMOUNTS
    return bool(line.amounts) and named and not _is_end(line)


def _is_total(line: PieceLine) -> bool:
    """Whether a line has amounts and names nothing but totals."""
    names = [re.sub(r"\s", "", piece.text) for piece in line.words]
    return bool(line.amounts and names) and all(TOTAL_NAME.search(name) for name in names)


def _end_of(lines: Sequence[PieceLine], first: int) -> int:
    end = first + 1
    for number in range(first, len(lines)):
        line = lines[number]
        if _is_end(line) or (_is_anchor(line) and not line.amounts):
            break
        if line.amounts:
            end = number + 1
    return end


def _table(head: Sequence[PieceLine], body: Sequence[PieceLine]) -> RuledTable | None:
    bands = _bands(head, body)
    if len(bands) < 2 or not any(band.is_value for band in bands):
        return None
    rows = rows_of(body)
    xs = [bands[0].x0 - 2]
    xs += [(a.x1 + b.x0) / 2 for a, b in pairwise(bands)]
    xs.append(bands[-1].x1 + 2)
    cells, depth = header_cells(head, bands, xs)
    ys = heights_of(rows)
    cells += body_cells(rows, xs, ys, depth)
    top = min(cell.box.top for cell in cells)
    return RuledTable(Box(xs[0], top, xs[-1], ys[-1]), depth + len(rows), len(bands), tuple(cells))


def _rest_of(
    before: RuledTable, lines: Sequence[PieceLine], first: int, end: int
) -> RuledTable | None:
    """Rows in the columns of the table before; None where they do not fit into these."""
    xs = _borders(before)
    if len(xs) != before.columns + 1:
        return None
    lines = _with_blank_rows(lines, first, end, xs)
    for line in lines:
        taken = {column_at(piece.box, xs) for piece in line.amounts}
        for piece in line.pieces:
            inside = _columns_of(piece.box, xs)
            if len(inside) != 1 and (piece.is_amount or inside & taken):
                return None
    rows = rows_of(lines)
    ys = heights_of(rows)
    cells = tuple(body_cells(rows, xs, ys, 0))
    whole = Box(xs[0], ys[0], xs[-1], ys[-1])
    return RuledTable(whole, len(rows), before.columns, cells)


def _with_blank_rows(
    lines: Sequence[PieceLine], first: int, end: int, xs: Sequence[float]
) -> list[PieceLine]:
    """The lines from `first` to `end` and those beside them that are rows whose amounts are blank.

    They stand at the distance of rows, and in columns that hold words and no amounts.
    """
    body = lines[first:end]
    steps = [b.middle - a.middle for a, b in pairwise(body)]
    if not steps:
        return list(body)
    farthest = _FARTHEST * median(steps)
    valued = {column_at(piece.box, xs) for line in body for piece in line.amounts}
    worded = {column_at(piece.box, xs) for line in body for piece in line.words} - valued - {-1}

    def is_row(line: PieceLine, beside: PieceLine) -> bool:
        return (
            abs(line.middle - beside.middle) <= farthest
            and not (_is_end(line) or _is_anchor(line))
            and all(_columns_of(p.box, xs) <= worded for p in line.pieces)
        )

    while first > 0 and is_row(lines[first - 1], lines[first]):
        first -= 1
    while end < len(lines) and is_row(lines[end], lines[end - 1]):
        end += 1
    return list(lines[first:end])


def _columns_of(box: Box, xs: Sequence[float]) -> set[int]:
    """The columns into which a box reaches by more than a touch."""
    return {
        number
        for number, (x0, x1) in enumerate(pairwise(xs))
        if min(box.x1, x1) - max(box.x0, x0) > _TOUCH
    }


def _bands(head: Sequence[PieceLine], body: Sequence[PieceLine]) -> list[Band]:
    """The columns: where amounts stand, and where words stand, from the left."""
    values = _merged([p.box for line in body for p in line.amounts])
    plain = [p for line in body for p in line.words if not TOTAL_NAME.search(p.text)]
    names = []
    for x0, x1 in _merged([p.box for p in plain]):
        inside = [v for v in values if v[0] < x1 and v[1] > x0]
        if inside:
            if x0 >= inside[0][0]:
                continue  # a word in a column of amounts
            x1 = inside[0][0] - 1
        names.append((x0, x1))
    for x0, x1 in _merged(
        [p.box for line in body for p in line.words if TOTAL_NAME.search(p.text)]
    ):
        if not any(a < x1 and x0 < b for a, b in (*values, *names)):
            names.append((x0, x1))  # a side that prints nothing but its totals here
    bands = [Band(x0, x1, True) for x0, x1 in values] + [Band(x0, x1, False) for x0, x1 in names]
    bands.sort(key=lambda band: band.x0)
    return _with_names(head, bands)


def _merged(boxes: Sequence[Box]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for box in sorted(boxes, key=lambda box: box.x0):
        if merged and box.x0 < merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(merged[-1][1], box.x1)
        else:
            merged.append((box.x0, box.x1))
    return merged


def _with_names(head: Sequence[PieceLine], bands: Sequence[Band]) -> list[Band]:
    """The columns as wide as their names, and columns in which only their name is printed."""
    named = [(number, p.box) for number, line in enumerate(head) for p in line.pieces]
    found = list(bands)
    for _, box in named:
        over = [i for i, band in enumerate(found) if _overlap(band, box)]
        if len(over) == 1:
            found[over[0]] = found[over[0]].reaching(box, found)
    for number, box in named:
        if any(_overlap(band, box) for band in found):
            continue
        below_left = [b for n, b in named if n > number and b.x1 <= box.x0 + 1]
        below_right = [b for n, b in named if n > number and b.x0 >= box.x1 - 1]
        if below_left and below_right:
            continue  # the name of a group of columns
        unnamed = [
            i for i, band in enumerate(found) if not any(_overlap(band, b) for _, b in named)
        ]
        beside = [i for i in unnamed if not any(_between(found[i], box, band) for band in found)]
        if beside:
            found[beside[0]] = found[beside[0]].reaching(box, found)
        else:
            found.append(Band(box.x0, box.x1, True))
    return sorted(found, key=lambda band: band.x0)


def _overlap(band: Band, box: Box) -> bool:
    return band.x0 < box.x1 and box.x0 < band.x1


def _between(one: Band, box: Box, other: Band) -> bool:
    """Whether another column stands between a column and a box."""
    return min(one.x1, box.x1) <= other.x0 and other.x1 <= max(one.x0, box.x0)
