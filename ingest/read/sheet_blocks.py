"""Where tables begin and end on a sheet: ruled rows; without rules, by what the rows hold.

A sheet holds titles, units, one or several tables and notes in one net of cells. Rows with lines
between their cells are a table, blank ones among them included. Where nothing is ruled, a table
begins with the first row of several cells that is no caption (编制部门： | 单位：), and ends at a
blank row unless what follows is plainly more of its data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.read.sheet_cells import SheetCell

_CAPTION = re.compile(
    r"[:：]|^公开\s*\d+\s*表$|^附?表\s*[\d一二三四五六七八九十\-—]+$|^[（(]?\d{4}年度?[)）]?$"
    r"|^金额单位|^单位$|表(?:[（(][^（）()]*[)）])?$"
)
_TITLE = re.compile(r"^[^，。；：:]{2,60}表(?:[（(][^（）()]*[)）])?(?:续)?$")
_NOTE = re.compile(r"^[\s*（(]*(?:注\s*[:：\d]|说明\s*[:：]|备注\s*[:：]|本表)")
_AMOUNT = re.compile(r"[+\-－]?\d[\d,]*(?:\.\d+)?%?")
_PROSE = 40  # characters
_WIDEST = 200  # columns: a cell merged over more says nothing of how wide its table is
_BETWEEN = "  "  # parts the cells of a row that are written as one line


@dataclass(frozen=True)
class Paragraph:
    """A row outside tables: its cells in one line."""

    text: str


@dataclass(frozen=True)
class TableBlock:
    """A table on a sheet: its rows and columns as counted on the sheet, and its cells."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    cells: tuple[SheetCell, ...]


@dataclass(frozen=True)
class _Row:
    """A row of the sheet with something in it; `filled` holds the cells that begin in it.

    `end` is the row after the last that its merged cells reach.
    """

    number: int
    end: int
    filled: tuple[SheetCell, ...]
    is_ruled: bool

    @property
    def texts(self) -> list[str]:
        return [re.sub(r"\s+", "", cell.text) for cell in self.filled]

    @property
    def is_caption(self) -> bool:
        """Whether it only names: a title, a unit, whose table it is."""
        texts = self.texts
        return all(_CAPTION.search(text) and not _AMOUNT.fullmatch(text) for text in texts)

    @property
    def is_title(self) -> bool:
        return len(self.filled) == 1 and bool(_TITLE.match(self.texts[0]))

    @property
    def is_note(self) -> bool:
        if len(self.filled) != 1:
            return False
        text = self.texts[0]
        return bool(_NOTE.match(text)) or (len(text) > _PROSE and "。" in text)

    @property
    def has_amount(self) -> bool:
        return any(_AMOUNT.fullmatch(text) for text in self.texts)


def sheet_blocks(cells: Sequence[SheetCell]) -> list[Paragraph | TableBlock]:
    """The visible cells of a sheet as paragraphs and tables, from top to bottom."""
    rows = _rows(cells)
    blocks: list[Paragraph | TableBlock] = []
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and rows[end].is_ruled == rows[at].is_ruled:
            if rows[at].is_ruled and rows[end].number > rows[end - 1].number + 1:
                break
            end += 1
        part = rows[at:end]
        spans = _ruled_tables(part) if part[0].is_ruled else _unruled_tables(part)
        for is_table, span in spans:
            if is_table and (block := _table(span)) is not None:
                blocks.append(block)
            else:
                blocks += [Paragraph(text) for row in span if (text := _line(row))]
        at = end
    return blocks


def _rows(cells: Sequence[SheetCell]) -> list[_Row]:
    """The rows that hold or border something, in order."""
    filled: dict[int, list[SheetCell]] = {}
    ruled: dict[int, list[SheetCell]] = {}
    ends: dict[int, int] = {}
    for cell in sorted(cells, key=lambda c: (c.row, c.column)):
        if cell.text.strip():
            filled.setdefault(cell.row, []).append(cell)
            ends[cell.row] = max(ends.get(cell.row, 0), cell.row + cell.row_span)
        if cell.is_ruled:
            for row in range(cell.row, cell.row + cell.row_span):
                ruled.setdefault(row, []).append(cell)
    rows: list[_Row] = []
    for number in sorted({*filled, *ruled}):
        lines = ruled.get(number, ())
        # One cell merged over a whole row is of the table when the row above is.
        is_merged = len(lines) == 1 and lines[0].column_span > 1
        follows = bool(rows) and rows[-1].is_ruled and rows[-1].number == number - 1
        is_ruled = len(lines) >= 2 or (is_merged and follows)
        end = ends.get(number, number + 1)
        rows.append(_Row(number, end, tuple(filled.get(number, ())), is_ruled))
    return rows


_Span = tuple[bool, list[_Row]]


def _ruled_tables(rows: list[_Row]) -> list[_Span]:
    """Ruled rows as tables, parted at titles inside, captions and notes put outside."""
    while rows and not rows[-1].filled:
        rows = rows[:-1]
    spans: list[_Span] = []
    at = 0
    while at < len(rows):
        start = at
        while at < len(rows) and rows[at].filled and rows[at].is_caption:
            at += 1
        if at > start:
            spans.append((False, rows[start:at]))
        end = at + 1
        while end < len(rows) and not rows[end].is_title:
            end += 1
        spans += _without_notes(rows[at:end])
        at = end
    return spans


def _unruled_tables(rows: list[_Row]) -> list[_Span]:
    """Rows without lines, in pieces between blank rows: captions, a table, its notes."""
    spans: list[_Span] = []
    for piece in _pieces([row for row in rows if row.filled]):
        before = next((i for i in reversed(range(len(spans))) if spans[i][0]), None)
        if before is not None and before == len(spans) - 1 and _is_more_data(piece):
            spans[-1:] = _without_notes([*spans[-1][1], *piece])
            continue
        start = next(
            (i for i, row in enumerate(piece) if len(row.filled) > 1 and not row.is_caption),
            len(piece),
        )
        if start:
            spans.append((False, piece[:start]))
        rest = piece[start:]
        is_captioned = start > 0 and piece[start - 1].is_caption
        if _is_table(rest, is_captioned):
            spans += _without_notes(rest)
        elif rest:
            spans.append((False, rest))
    return spans


def _pieces(rows: list[_Row]) -> list[list[_Row]]:
    """Rows parted where a row is blank and where a title stands."""
    pieces: list[list[_Row]] = []
    for row in rows:
        if pieces and row.number <= max(r.end for r in pieces[-1][-3:]):
            table_begun = any(len(r.filled) > 1 and not r.is_caption for r in pieces[-1])
            if not (row.is_title and table_begun):
                pieces[-1].append(row)
                continue
        pieces.append([row])
    return pieces


def _is_more_data(piece: list[_Row]) -> bool:
    """Whether a piece goes on with the table above a blank row: amounts, and no header of words."""
    if piece[0].is_title or piece[0].is_note or piece[0].is_caption:
        return False
    first_worded = next((row for row in piece if len(row.filled) > 1), None)
    return first_worded is not None and first_worded.has_amount


def _is_table(rows: list[_Row], is_captioned: bool) -> bool:
    """Whether rows are a table: two of several cells, or a header of several under a caption."""
    return sum(len(row.filled) > 1 for row in rows) >= 2 or (is_captioned and len(rows) > 1)


def _without_notes(rows: list[_Row]) -> list[_Span]:
    end = len(rows)
    while end and (rows[end - 1].is_note or not rows[end - 1].filled):
        end -= 1
    spans: list[_Span] = [(True, rows[:end])] if end else []
    if end < len(rows):
        spans.append((False, rows[end:]))
    return spans


def _table(rows: list[_Row]) -> TableBlock | None:
    """The table of some rows; None where it has one column, which is text."""
    cells = [cell for row in rows for cell in row.filled]
    if not cells:
        return None
    first = min(cell.column for cell in cells)
    last = max(
        cell.column + (cell.column_span - 1 if cell.column_span <= _WIDEST else 0) for cell in cells
    )
    columns = tuple(range(first, last + 1))
    if len(columns) < 2:
        return None
    return TableBlock(tuple(row.number for row in rows), columns, tuple(cells))


def _line(row: _Row) -> str:
    return _BETWEEN.join(cell.text.strip() for cell in row.filled)
