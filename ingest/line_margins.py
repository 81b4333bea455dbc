"""Where printed lines begin and end between the margins (版心) of their page, in half characters.

A width in characters only guesses whether a line is full; where the format knows the place of a
line, its distance from the margins that the lines of prose share says so.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingest.read.reading import Reading

_ENOUGH_LEFT, _ENOUGH_RIGHT = 3, 5
_OF_TITLES = 1.25  # titles are printed larger than that
_OF_PARAGRAPHS = range(-1, 10)  # of the insets that paragraphs begin with, a list's among them


@dataclass(frozen=True)
class Margins:
    """How far a line is set in at its left, and how much room is left at its right.

    None where too few lines share a margin to know it by.
    """

    inset: int | None = None
    room: float | None = None


UNPLACED = Margins()


@dataclass(frozen=True)
class _Edges:
    first: int
    page: int | None
    left: float
    right: float
    half: float  # how wide half a character is


def printed_width(text: str) -> int:
    """How wide a text is printed, in half characters."""
    return sum(2 if ord(c) > 0x2E80 or c in "“”…—" else 1 for c in text)


def line_margins(reading: Reading, inside: bytearray) -> dict[int, Margins]:
    """By their first visible character, the margins of the lines outside tables.

    `inside` marks the characters of tables. Only of lines that go on or begin a paragraph can it
    be said how full they are: one set in further is centred, and ends where it happens to.
    """
    edges = _edges(reading, inside)
    lefts = _left_margins(edges)
    insets = {e.first: round((e.left - lefts[e.page]) / e.half) for e in edges if e.page in lefts}
    widths = {page.number: round(page.width / 10) for page in reading.pages}
    flush = [e for e in edges if insets.get(e.first) == 0]
    usual = median(e.half for e in flush) if flush else 0.0
    rights = _right_margins(flush, widths)
    found: dict[int, Margins] = {}
    for e in edges:
        inset, right = insets.get(e.first), rights.get(widths.get(e.page or 0))
        room = None
        if right is not None and inset in _OF_PARAGRAPHS and e.half <= _OF_TITLES * usual:
            room = (right - e.right) / e.half
        found[e.first] = Margins(inset, room)
    return found


def _edges(reading: Reading, inside: bytearray) -> list[_Edges]:
    found = []
    for start, end, box in reading.boxes:
        line = reading.text[start:end].lstrip()
        first = end - len(line)
        width = printed_width(line.rstrip())
        if width and not inside[first] and box.x1 > box.x0:
            page = reading.page_at(start)
            found.append(_Edges(first, page, box.x0, box.x1, (box.x1 - box.x0) / width))
    return found


def _left_margins(edges: Sequence[_Edges]) -> dict[int | None, int]:
    """By page, where most of its lines begin; absent where too few begin there."""
    by_page: dict[int | None, Counter[int]] = {}
    for e in edges:
        by_page.setdefault(e.page, Counter())[round(e.left)] += 1
    found: dict[int | None, int] = {}
    for page, counts in by_page.items():
        place, lines = min(counts.items(), key=lambda one: (-one[1], one[0]))
        if lines >= _ENOUGH_LEFT:
            found[page] = place
    return found


def _right_margins(edges: Sequence[_Edges], widths: dict[int, int]) -> dict[int | None, float]:
    """By width of page, where its full lines end: most end within a character of it."""
    by_width: dict[int | None, list[_Edges]] = {}
    for e in edges:
        by_width.setdefault(widths.get(e.page or 0), []).append(e)
    found: dict[int | None, float] = {}
    for width, lines in by_width.items():
        ends = sorted(e.right for e in lines)
        near = {
            e.right: bisect_right(ends, e.right) - bisect_left(ends, e.right - 2 * e.half)
            for e in lines
        }
        best = max(near, key=lambda right: (near[right], right))
        if near[best] >= _ENOUGH_RIGHT:
            found[width] = best
    return found
