"""Numbers drawn after the words of a page, put back where they stand on their lines.

Some programs draw all words of a page first and its numbers last; the text of the page then has
holes where the numbers stand, and the numbers in a heap at the end. A number goes back only into
a hole that it fills: words on both sides of it, or, on a page that has such holes (or a line that
begins with 年), on one side.
What is in its place already stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.read.pdf_chars import Char

_DIGITS = frozenset("0123456789.,")
# Shares of a line's height: how close what touches stands, what a blank may part, and how far
# the middles of characters of one line may lie apart.
_TOUCHING, _PARTED, _LEVEL = 0.35, 0.7, 0.3
_STEP = 4.0  # points: lines are looked for in bands of this height


@dataclass(frozen=True)
class _Piece:
    """A number: its characters are chars[start:end] of the page."""

    start: int
    end: int
    x0: float
    x1: float
    middle: float
    height: float


@dataclass(frozen=True)
class _Place:
    """Where a piece belongs: behind chars[left] or before chars[right]; None is no neighbour."""

    piece: _Piece
    left: int | None
    right: int | None
    gap: float  # to the farther neighbour, as a share of the height


def with_numbers_in_place(chars: Sequence[Char]) -> tuple[Char, ...]:
    """The characters of a page in text order, numbers that were drawn apart back in their holes."""
    pieces = [piece for piece in _pieces(chars) if _stands_apart(chars, piece)]
    if not pieces:
        return tuple(chars)
    bands = _bands(chars)
    places = [place for piece in pieces if (place := _place(chars, bands, piece)) is not None]
    filled = [p for p in places if p.left is not None and p.right is not None]
    years = any(_lacks_its_year(chars, place) for place in places)
    if not years and not any(place.gap <= _TOUCHING for place in filled):
        return tuple(chars)
    return tuple(_moved(chars, places))


def _pieces(chars: Sequence[Char]) -> Iterator[_Piece]:
    start = 0
    while start < len(chars):
        first = chars[start]
        end = start + 1
        if first.has_box and first.text in _DIGITS:
            while end < len(chars) and chars[end].text in _DIGITS and chars[end].run == first.run:
                end += 1
            if any(char.text.isdecimal() for char in chars[start:end]):
                last, height = chars[end - 1], first.bottom - first.top
                yield _Piece(start, end, first.x0, last.x1, first.middle[1], height)
        start = end


def _stands_apart(chars: Sequence[Char], piece: _Piece) -> bool:
    """Whether neither the character before it in the text nor the one behind it touches it."""
    around = (_boxed(chars, piece.start - 1, -1), _boxed(chars, piece.end, 1))
    return not any(
        _is_level(piece, chars[i])
        and min(abs(piece.x0 - chars[i].x1), abs(chars[i].x0 - piece.x1))
        <= _TOUCHING * piece.height
        for i in around
        if i is not None
    )


def _lacks_its_year(chars: Sequence[Char], place: _Place) -> bool:
    """Whether four digits stand before a line that begins with 年, which no line does by itself."""
    right = place.right
    if right is None or chars[right].text != "年" or place.piece.end - place.piece.start != 4:
        return False
    before = "".join(char.text for char in chars[max(0, right - 3) : right]).rstrip(" ")
    return not before or before.endswith("\n")


def _boxed(chars: Sequence[Char], i: int, step: int) -> int | None:
    while 0 <= i < len(chars):
        if chars[i].has_box and chars[i].text.strip():
            return i
        i += step
    return None


def _is_level(piece: _Piece, char: Char) -> bool:
    return abs(char.middle[1] - piece.middle) <= _LEVEL * piece.height


def _bands(chars: Sequence[Char]) -> dict[int, list[int]]:
    bands: dict[int, list[int]] = {}
    for i, char in enumerate(chars):
        if char.has_box and char.text.strip():
            bands.setdefault(int(char.middle[1] // _STEP), []).append(i)
    return bands


def _place(chars: Sequence[Char], bands: dict[int, list[int]], piece: _Piece) -> _Place | None:
    """Where a piece belongs; None where no words stand beside it, or something stands on it."""
    reach = _LEVEL * piece.height
    lines = range(int((piece.middle - reach) // _STEP), int((piece.middle + reach) // _STEP) + 1)
    beside: dict[str, tuple[float, int]] = {}
    for i in (i for band in lines for i in bands.get(band, ())):
        char = chars[i]
        if piece.start <= i < piece.end or not _is_level(piece, char):
            continue
        slack = _TOUCHING * piece.height
        if char.x0 < piece.x1 - slack and char.x1 > piece.x0 + slack:
            return None
        side, gap = ("left", piece.x0 - char.x1)
        if char.middle[0] > (piece.x0 + piece.x1) / 2:
            side, gap = ("right", char.x0 - piece.x1)
        if abs(gap) <= _PARTED * piece.height and char.text not in _DIGITS:
            beside[side] = min(beside.get(side, (abs(gap), i)), (abs(gap), i))
    return _chosen(chars, piece, beside)


def _chosen(
    chars: Sequence[Char], piece: _Piece, beside: dict[str, tuple[float, int]]
) -> _Place | None:
    left, right = beside.get("left"), beside.get("right")
    if left is not None and right is not None:
        # A hole: nothing else is said between the two.
        if _boxed(chars, left[1] + 1, 1) != right[1]:
            return None
        return _Place(piece, left[1], right[1], max(left[0], right[0]) / piece.height)
    near = left or right
    year = (
        piece.end - piece.start == 4 and near is right is not None and chars[right[1]].text == "年"
    )
    if near is None or (near[0] > _TOUCHING * piece.height and not year):
        return None
    gap = near[0] / piece.height
    return _Place(piece, left[1] if left else None, right[1] if right else None, gap)


def _moved(chars: Sequence[Char], places: Sequence[_Place]) -> Iterator[Char]:
    gone = {i for place in places for i in range(place.piece.start, place.piece.end)}
    holes: set[int] = set()  # the blanks that stood for a number
    behind: dict[int, _Place] = {}
    before: dict[int, _Place] = {}
    for place in places:
        if place.left is not None:
            behind[place.left] = place
            if place.right is not None:
                holes |= set(range(place.left + 1, place.right))
        elif place.right is not None:
            before[place.right] = place
    is_heap = False  # blanks between numbers that went away part nothing any more
    for i, char in enumerate(chars):
        if i in holes:
            continue
        if i in gone or (is_heap and not char.text.strip()):
            is_heap = True
            continue
        if is_heap and i:
            yield Char("\n")
        is_heap = False
        if (placed := before.get(i)) is not None:
            yield from chars[placed.piece.start : placed.piece.end]
        yield char
        if (placed := behind.get(i)) is not None:
            yield from chars[placed.piece.start : placed.piece.end]
