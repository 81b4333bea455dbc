"""Lines of a page as pieces that stand apart: what a table without ruling lines is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.model import Box
from ingest.read.pdf_chars import Char

_APART = 0.9  # of the height of a line: pieces with such a gap are words of different cells
_NUMBERS_APART = 0.3  # the same, of two numbers, and of a number and a word
_NUMERIC = frozenset("0123456789.,-−－—%*()")
_AMOUNT = re.compile(r"[-−－(]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\)?%?|[-−－—]+|\*{2,}")
_SENTENCE = re.compile("[。；，]|^(?:万元|亿元|元|%|％)|^(?:年|月)$|[:：]$")
_LONGEST_LINE = 60  # characters of words


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that stand together on a line, and the box around them."""

    text: str
    box: Box

    @property
    def is_amount(self) -> bool:
        """Whether it is a number, a dash or struck out, and nothing else."""
        return _AMOUNT.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class PieceLine:
    """The pieces of one line from the left."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Its words without blanks."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(piece.box.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(piece.box.bottom for piece in self.pieces)

    @property
    def middle(self) -> float:
        """The height its words stand at."""
        return (self.top + self.bottom) / 2

    @property
    def is_sentence(self) -> bool:
        """Whether it is prose, which no table holds."""
        words = [piece for piece in self.pieces if not piece.is_amount]
        return sum(len(piece.text) for piece in words) > _LONGEST_LINE or any(
            _SENTENCE.search(piece.text) for piece in words
        )

    @property
    def amounts(self) -> tuple[Piece, ...]:
        """Its numbers, without the codes printed before words (201 | 06 | 01 | 行政运行)."""
        worded = [n for n, piece in enumerate(self.pieces) if not piece.is_amount]
        first = worded[0] if worded else -1
        return tuple(
            piece
            for n, piece in enumerate(self.pieces)
            if piece.is_amount and (n > first or not piece.text.isdecimal())
        )

    @property
    def words(self) -> tuple[Piece, ...]:
        """Everything that is no amount: names and codes."""
        amounts = {id(piece) for piece in self.amounts}
        return tuple(piece for piece in self.pieces if id(piece) not in amounts)


def piece_lines(chars: Iterable[Char], outside: Sequence[Box]) -> list[PieceLine]:
    """The lines of a page from the top, without what stands in the boxes `outside`."""
    rows: list[list[Char]] = []
    free = [
        char
        for char in chars
        if char.has_box and char.text.strip() and not any(_in(char, box) for box in outside)
    ]
    for char in sorted(free, key=lambda char: char.middle[1]):
        if rows:
            last = rows[-1][-1]
            height = max(char.bottom - char.top, last.bottom - last.top, 1.0)
            if char.middle[1] - last.middle[1] <= 0.4 * height:
                rows[-1].append(char)
                continue
        rows.append([char])
    return [PieceLine(tuple(_pieces(sorted(row, key=lambda char: char.x0)))) for row in rows]


def _in(char: Char, box: Box) -> bool:
    x, y = char.middle
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _pieces(row: Sequence[Char]) -> list[Piece]:
    groups: list[list[Char]] = []
    for char in row:
        if groups:
            last = groups[-1][-1]
            height = max(char.bottom - char.top, last.bottom - last.top, 1.0)
            numeric = last.text in _NUMERIC or char.text in _NUMERIC
            if char.x0 - last.x1 < (_NUMBERS_APART if numeric else _APART) * height:
                groups[-1].append(char)
                continue
        groups.append([char])
    return [
        Piece(
            "".join(char.text for char in group),
            Box(
                group[0].x0,
                min(char.top for char in group),
                max(char.x1 for char in group),
                max(char.bottom for char in group),
            ),
        )
        for group in groups
    ]
