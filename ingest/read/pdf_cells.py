"""Rectangles of a page filled with its characters: a drawn table to a Grid of cells.

A cell holds the characters that stand inside it, whatever their order in the text; its digits
must be the digits pdfplumber sees at the same place, or a Problem says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.model import Box, Problem, Source
from ingest.read.pdf_chars import Char
from ingest.read.reading import Grid, GridCell
from ingest.read.ruled import RuledPage, RuledTable

_NUMERIC = frozenset("0123456789.,，．-－—%")
_NUMBER = re.compile(r"[-－—]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_PAGE_NUMBER = re.compile(r"[-－—–─]*\d{1,3}[-－—–─]*")
_STICKS_OUT = 0.25
# Characters closer than this share of their height belong to one word.
_WORD_GAP = 0.35


@dataclass(frozen=True)
class PlacedChar:
    """A character of a page with its offset in the canonical text."""

    offset: int
    char: Char


def table_to_grid(
    table: RuledTable, placed: Sequence[PlacedChar], page_number: int, page: RuledPage
) -> tuple[Grid | None, set[int], list[Problem]]:
    """A drawn table with the characters that stand in it; their offsets; what was odd."""
    members: list[list[PlacedChar]] = [[] for _ in table.cells]
    cell_at = _Cells(table).at
    for word in _words(placed, table.box):
        hits = [cell_at(*p.char.middle) for p in word]
        if _NUMBER.fullmatch("".join(p.char.text for p in word)):
            # A number wider than its cell sticks out; it stays whole where most of it stands.
            inside = Counter(h for h in hits if h is not None)
            best = inside.most_common(1)[0][0] if inside else None
            hits = [best] * len(word)
        for p, hit in zip(word, hits, strict=True):
            if hit is not None:
                members[hit].append(p)
    for shape, chars in zip(table.cells, members, strict=True):
        if shape.box.bottom >= table.box.bottom:
            chars[:] = _without_page_number(chars, table.box.bottom)
    if not any(members):
        return None, set(), []
    inside_offsets = {p.offset for cell in members for p in cell}
    cells: list[GridCell] = []
    problems: list[Problem] = []
    end = min(inside_offsets)
    for shape, chars in zip(table.cells, members, strict=True):
        text, ordered = _cell_text(chars)
        source = _cell_source(ordered, text, end, page_number, shape.box)
        end = source.end
        if any(c.isdecimal() for c in text):
            problems += _check_digits(text, ordered, page, source)
        cells.append(
            GridCell(text, shape.row, shape.column, shape.row_span, shape.column_span, source)
        )
    grid = Grid(
        page=page_number,
        box=table.box,
        rows=table.rows,
        columns=table.columns,
        cells=tuple(cells),
        start=min(inside_offsets),
        end=max(inside_offsets) + 1,
    )
    return grid, inside_offsets, problems


def _without_page_number(chars: list[PlacedChar], bottom: float) -> list[PlacedChar]:
    """A cell of the last row without the page number that lies across the line below it.

    A number by itself is the cell's own, however low it stands.
    """
    low = [
        p for p in chars
        if p.char.bottom - bottom > _STICKS_OUT * (p.char.bottom - p.char.top)
    ]  # fmt: skip
    above = [p for p in chars if p not in low]
    is_below = bool(above) and all(
        p.char.middle[1] > max(q.char.bottom for q in above) - 0.5 for p in low
    )
    number = "".join(p.char.text for p in sorted(low, key=lambda p: p.char.x0))
    return above if is_below and _PAGE_NUMBER.fullmatch(number) else chars


def _words(placed: Sequence[PlacedChar], box: Box) -> Iterator[list[PlacedChar]]:
    """Characters near the table in runs that stand closely side by side, numbers for themselves."""
    word: list[PlacedChar] = []
    for p in placed:
        char = p.char
        x, y = char.middle
        if (
            not char.has_box
            or not char.text.strip()
            or not (box.x0 - 60 <= x <= box.x1 + 60 and box.top - 2 <= y <= box.bottom + 2)
        ):
            continue
        if word:
            last = word[-1].char
            height = max(last.bottom - last.top, char.bottom - char.top, last.x1 - last.x0, 1.0)
            near = -height < char.x0 - last.x1 < _WORD_GAP * height
            level = abs(char.bottom - last.bottom) < height
            if not (
                near and level and (char.text in _NUMERIC) == (last.text in _NUMERIC)
                and _joins(word, char)
            ):  # fmt: skip
                yield word
                word = []
        word.append(p)
    if word:
        yield word


def _joins(word: Sequence[PlacedChar], char: Char) -> bool:
    """Whether a character continues the word: not into a second number shown for itself."""
    if char.text not in _NUMERIC or char.run == word[-1].char.run:
        return True
    so_far = "".join(p.char.text for p in word)
    return not (re.search(r"\.\d\d$", so_far) and char.text.isdecimal())


class _Cells:
    """The cells of a table, found by place; characters of one line ask at the same height."""

    def __init__(self, table: RuledTable) -> None:
        self._boxes = [(number, cell.box) for number, cell in enumerate(table.cells)]
        self._level: dict[float, list[tuple[int, Box]]] = {}

    def at(self, x: float, y: float) -> int | None:
        """The number of the first cell that holds a place; None outside all."""
        level = self._level.get(y)
        if level is None:
            level = [(n, box) for n, box in self._boxes if box.top <= y < box.bottom]
            self._level[y] = level
        return next((n for n, box in level if box.x0 <= x < box.x1), None)


def _cell_text(chars: list[PlacedChar]) -> tuple[str, list[PlacedChar]]:
    """The characters of a cell by lines from the top, each from the left; lines joined by \\n."""
    lines: list[list[PlacedChar]] = []
    for p in sorted(chars, key=lambda p: p.char.middle[1]):
        if lines:
            last = lines[-1][-1].char
            height = max(p.char.bottom - p.char.top, last.bottom - last.top, 1.0)
            if p.char.middle[1] - last.middle[1] <= 0.4 * height:
                lines[-1].append(p)
                continue
        lines.append([p])
    ordered: list[PlacedChar] = []
    texts = []
    for line in lines:
        line.sort(key=lambda p: p.char.x0)
        ordered += line
        text = ""
        for before, p in zip([None, *line], line, strict=False):
            if before is not None and _is_word_space(before, p):
                text += " "
            text += p.char.text
        texts.append(text)
    return "\n".join(texts), ordered


def _is_word_space(left: PlacedChar, right: PlacedChar) -> bool:
    """Whether a blank of the text stands between two Latin words (never inside a number)."""
    a, b = left.char.text, right.char.text
    numeric = a in _NUMERIC and b in _NUMERIC
    return right.offset - left.offset == 2 and a.isascii() and b.isascii() and not numeric


def _cell_source(ordered: Sequence[PlacedChar], text: str, end: int, page: int, box: Box) -> Source:
    """The span of canonical text that is the cell, where the text has it in one piece.

    Elsewhere the longest piece; a blank cell is an empty span after the cell before it.
    """
    if not ordered:
        return Source(end, end, page, box)
    offsets = sorted(p.offset for p in ordered)
    pieces: list[tuple[int, int]] = []
    for offset in offsets:
        # PDFium puts at most a blank and a line end between the pieces of one cell.
        if pieces and offset - pieces[-1][1] <= 2:
            pieces[-1] = (pieces[-1][0], offset + 1)
        else:
            pieces.append((offset, offset + 1))
    start, stop = max(pieces, key=lambda piece: piece[1] - piece[0])
    return Source(start, stop, page, box)


def _check_digits(
    text: str, ordered: Sequence[PlacedChar], page: RuledPage, source: Source
) -> list[Problem]:
    """A Problem where pdfplumber sees other digits at the place of the cell's digits."""
    own = [p.char for p in ordered if p.char.text.isdecimal()]
    left, right = min(c.x0 for c in own) - 1, max(c.x1 for c in own) + 1
    top, bottom = min(c.top for c in own) - 2, max(c.bottom for c in own) + 2
    other = Counter(d for d, x, y in page.digits if left <= x <= right and top <= y <= bottom)
    if other == Counter(c.text for c in own):
        return []
    seen = "".join(sorted(other.elements()))
    return [
        Problem(
            "digits_differ",
            f"第{source.page}页单元格“{text[:30]}”：另一种读法得到的数字不同（{seen[:30]}），"
            "已按文字层读取，请核对原文",
            (source,),
        )
    ]
