"""Names to mend towards, and the misprints (错字、叠字、掉字) that are one slip away from them.

Only slips that cannot make one item of another: a piece struck twice (经经费), a character struck
again beside its place (公务车用车), two that changed places, one lost inside a long name, one that
looks or sounds like another, one that an asterisk stands for.

>>> [m.meant for m in misprints_in("机关运行经经费支出5万元", (names_of_vocabulary(),))]
['机关运行经费支出']
>>> misprints_in("事业单位离退休5万元", (names_of_vocabulary(),))
[]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from operator import eq

from ingest.model import Table
from ingest.vocabulary.load import vocabulary
from ingest.vocabulary.misspelt import meant_by, misspelt

_SHORTEST, _SHORTEST_STRUCK_AGAIN, _SHORTEST_LOST = 4, 5, 6
_LONGEST_PIECE = 4
GONE = "*"  # stands for a character that was not to be read, or not to be found in a font
_IS_NAME = re.compile(r"[\u4e00-\u9fff（）“”、]{3,40}")
_HALF = tuple[str, str]


@dataclass(frozen=True)
class Names:
    """Names to mend towards, found by the two characters either of their halves begins with.

    `may_lose`: whether a name of these may have lost a character; of two projects of a document,
    one name may be the other's without a character.
    """

    first: dict[str, list[_HALF]]
    second: dict[str, list[_HALF]]
    pairs: frozenset[str]  # two characters that follow each other in a name
    may_lose: bool


@dataclass(frozen=True)
class Misprint:
    """What stands at text[start:end], and what is meant."""

    start: int
    end: int
    printed: str
    meant: str


def names_to_index(names: Iterable[str], may_lose: bool) -> Names:
    """The names long enough to be told by what is left of them, indexed."""
    kept = {name for name in names if _IS_NAME.fullmatch(name)}
    first: dict[str, list[_HALF]] = {}
    second: dict[str, list[_HALF]] = {}
    for name in sorted(kept):
        middle = len(name) // 2
        # Two characters that changed places amid a name leave what is before them.
        before = name[: middle - 1] if len(name) >= _SHORTEST_LOST else name[: max(middle, 2)]
        for half, index in ((before, first), (name[middle:], second)):
            index.setdefault(half[:2], []).append((half, name))
    pairs = frozenset(name[i : i + 2] for name in kept for i in range(len(name) - 1))
    return Names(first, second, pairs, may_lose)


@cache
def names_of_vocabulary() -> Names:
    """The names of items and of the classification, and what patterns look for besides."""
    known = vocabulary()
    items = (name for item in known.items.values() for name in (item.name, *item.printed))
    classes = (row.name for row in known.classification)
    return names_to_index((*items, *classes, *misspelt().words), may_lose=True)


def names_in_tables(tables: Iterable[Table]) -> Names:
    """The names that the rows of a document's own tables print."""
    return names_to_index({row.label for table in tables for row in table.rows}, may_lose=False)


def misprints_in(text: str, known: Sequence[Names]) -> list[Misprint]:
    """The misprinted names of a short text, in order; none where two names could be meant."""
    exact: list[tuple[int, int]] = []
    found: list[Misprint] = []
    for names in known:
        for start in range(len(text) - 1):
            pair = text[start : start + 2]
            for half, name in names.first.get(pair, ()):
                if text.startswith(name, start):
                    exact.append((start, start + len(name)))
                if text.startswith(half, start):
                    found += _from(text, start, name, names)
            for half, name in names.second.get(pair, ()):
                if text.startswith(half, start):
                    found += _up_to(text, start + len(half), name, names)
    found = [m for m in found if not any(a <= m.start and m.end <= b for a, b in exact)]
    return sorted(_unambiguous(found), key=lambda misprint: misprint.start)


def mended(text: str, known: Sequence[Names]) -> str:
    """A short text with its misprinted names mended, a heading for instance."""
    for misprint in reversed(misprints_in(text, known)):
        text = text[: misprint.start] + misprint.meant + text[misprint.end :]
    return text


def _from(text: str, start: int, name: str, names: Names) -> Iterator[Misprint]:
    """The misprints of a name that begins at `start`: what follows the slip is its rest."""
    size = len(name)
    left = shared(text[start : start + size], name)
    if left == size:
        rests = [(more, name[-more:]) for more in range(1, _LONGEST_PIECE + 1)]
    else:
        rests = [(-1, name[left + 1 :]), (0, name[left + 2 :])]
        rests += [(more, name[left:]) for more in range(1, _LONGEST_PIECE + 1)]
    for more, rest in rests:
        end = start + size + more
        if end <= len(text) and text.startswith(rest, end - len(rest)):
            yield from _checked(text, start, end, name, names)


def _up_to(text: str, end: int, name: str, names: Names) -> Iterator[Misprint]:
    """The misprints of a name that stops at `end`: what is before the slip is its beginning."""
    size = len(name)
    right = shared(text[max(0, end - size) : end][::-1], name[::-1])
    if right == size:
        parts = [(more, name[:more]) for more in range(1, _LONGEST_PIECE + 1)]
    else:
        parts = [(-1, name[: size - right - 1]), (0, name[: max(0, size - right - 2)])]
        parts += [(more, name[: size - right]) for more in range(1, _LONGEST_PIECE + 1)]
    for more, part in parts:
        start = end - size - more
        if start >= 0 and text.startswith(part, start):
            yield from _checked(text, start, end, name, names)


def _checked(text: str, start: int, end: int, name: str, names: Names) -> Iterator[Misprint]:
    printed = text[start:end]
    if not _is_misprint(printed, name, names.may_lose):
        return
    # What seems struck twice at an end may begin or end the word beside it: '公务接待费|费用'.
    if printed == name + name[-1] and text[end - 1 : end + 1] in names.pairs:
        return
    if printed == name[0] + name and start and text[start - 1 : start + 1] in names.pairs:
        return
    # A name behind asterisks; one alone is one character.
    if GONE in text[max(0, start - 1) : start] + text[end : end + 1]:
        return
    yield Misprint(start, end, printed, name)


def _is_misprint(printed: str, name: str, may_lose: bool) -> bool:
    """Whether one slip makes the one of the other that says nothing else."""
    if printed == name:
        return False
    size, more = len(name), len(printed) - len(name)
    if size < _SHORTEST and more != 1:
        return False
    left = shared(printed, name)
    right = shared(printed[::-1], name[::-1])
    if more > 0:
        places = range(max(size - right, 1), min(left, size) + 1)
        doubled = any(printed[i : i + more] == name[i - more : i] for i in places if i >= more)
        return doubled or (more == 1 and any(_is_struck_again(printed, i) for i in places))
    if more < 0:
        if not may_lose or size < _SHORTEST_LOST or left + right < size - 1:
            return False
        return 0 < left < size - 1 and name[left] not in misspelt().vital
    middle = slice(left, size - right)
    if size - left - right == 1:
        is_gone = printed[middle] == GONE and size >= _SHORTEST_STRUCK_AGAIN
        return is_gone or (printed[middle], name[middle]) in meant_by()
    return len(printed[middle]) == 2 and printed[middle] == name[middle][::-1]


def shared(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    return sum(1 for _ in takewhile(bool, map(eq, one, other)))


def _is_struck_again(printed: str, place: int) -> bool:
    """Whether the character there is one of those beside it: '公务车用车' for '公务用车'."""
    one = printed[place]
    beside = printed[max(0, place - 2) : place] + printed[place + 1 : place + 3]
    return (
        0 < place < len(printed) - 1
        and len(printed) > _SHORTEST_STRUCK_AGAIN
        and one in beside
        and one not in misspelt().vital
    )


def _unambiguous(found: Iterable[Misprint]) -> Iterator[Misprint]:
    """The misprints of the longest names; none where two mend the same words differently."""
    kept: list[Misprint] = []
    for one in sorted(set(found), key=lambda m: (-len(m.meant), m.start, m.end)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    for one in kept:
        rivals = [m for m in found if m.start < one.end and one.start < m.end]
        if not any(len(m.meant) == len(one.meant) and m.meant != one.meant for m in rivals):
            yield one
