"""Mistyped names of items in a question, mended before it is read: 公务街待费, 公务待接费, sgjf.

One slip is mended, and only where it makes a name the vocabulary knows: characters that sound or
look like the right ones, two that changed places, one lost inside a long name, one typed twice. A
word that is known is never mended, nor one whose characters stand together in a name that documents
print: it may be another item. Where two items could be meant, neither is.

Names typed by the initials of their pinyin, or by all of it, are read where they mean one item.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache

from ingest.vocabulary.load import plain_label, vocabulary
from ingest.vocabulary.misspelt import meant_by, misspelt
from qa_service.steps.pinyin import initials, sounds

_SHORTEST, _LONGEST = 3, 14
_SHORTEST_SWAPPED, _SHORTEST_LOST = 4, 5
_LONG = 7  # all of so long a name but one character is that name, whatever pairs it holds
_SIDES = ("支出", "收入")
_SAID_TWICE = "多少"  # '比预算多多少' is no slip of '预算多少'
_NAME = re.compile(rf"[\u4e00-\u9fff]{{{_SHORTEST},{_LONGEST}}}")
# The first 年 of '2022年年末' is the year's own.
_RUN = re.compile(r"(?:(?<=\d)年)?(?P<words>[\u4e00-\u9fff]{3,})")
# '哪几项支出决算' counts lines: 项 is no 项目 that lost a character.
_COUNTED = re.compile(r"[哪几多各每这那一二两三四五六七八九十\d]项(?!目)")
_LETTERS = re.compile(r"[a-z]{3,40}")


@dataclass(frozen=True)
class Mending:
    """What stands at question[start:end], and what it is taken for."""

    start: int
    end: int
    typed: str
    meant: str


@dataclass(frozen=True)
class _Names:
    """The names to mend towards, by how they sound, by what is left without one character."""

    keys: dict[str, frozenset[str]]
    sounding: dict[tuple[str, ...], tuple[str, ...]]
    without: dict[str, tuple[tuple[str, int], ...]]
    pairs: frozenset[str]  # two characters that follow each other in any name, short ones too


def mend_spelling(
    question: str, is_printed: Callable[[str], bool] = lambda text: False
) -> tuple[str, tuple[Mending, ...]]:
    """The question (plain) with its mistyped names mended, and which they were, in order.

    `is_printed` says whether a text stands in a name that the documents, or the organisations
    they are of, bear themselves: such a text is right as it is.
    """
    found = list(_spelt_in_letters(question))
    for run in _RUN.finditer(question):
        found += _slips(run["words"], run.start("words"))
    found = [m for m in found if not _COUNTED.match(question, max(m.start - 1, 0))]
    found = _unambiguous([m for m in found if not is_printed(m.typed)])
    mended = question
    for one in reversed(found):
        mended = mended[: one.start] + one.meant + mended[one.end :]
    return mended, tuple(found)


def _spelt_in_letters(question: str) -> Iterator[Mending]:
    for match in _LETTERS.finditer(question):
        if name := _by_letters().get(match.group()):
            yield Mending(match.start(), match.end(), match.group(), name)


def _slips(run: str, offset: int) -> Iterator[Mending]:
    """Every name that a piece of the run is one slip away from."""
    names, heard = _names(), sounds(run)
    exact = _known_spans(run, names)

    def mending(start: int, end: int, name: str, slipped: Collection[int]) -> Iterator[Mending]:
        typed = run[start:end]
        if typed not in names.keys and not _is_known(run, start, end, name, slipped, exact, names):
            yield Mending(offset + start, offset + end, typed, name)

    for start in range(len(run)):
        for end in range(start + _SHORTEST, min(len(run), start + _LONGEST + 1) + 1):
            typed = run[start:end]
            for name in names.sounding.get(heard[start:end], ()):
                other = [i for i, c in enumerate(name) if c != typed[i]]
                if other and 2 * len(other) <= len(name):
                    yield from mending(start, end, name, [start + i for i in other])
            for name, slipped in _one_slip(typed, names):
                yield from mending(start, end, name, [start + i for i in slipped])


def _one_slip(typed: str, names: _Names) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The names, and where in what was typed the slip is: alike, swapped, lost, typed twice."""
    for name, lost in names.without.get(typed, ()):
        inside = 0 < lost < len(name) - 1
        if inside and len(name) >= _SHORTEST_LOST and not _is_vital(name, lost):
            yield name, (lost - 1, lost)
    for place in range(len(typed)):
        rest = typed[:place] + typed[place + 1 :]
        twice = 0 < place < len(typed) - 1 and typed[place] == typed[place - 1]
        if twice and rest in names.keys and typed[place] not in _SAID_TWICE:
            yield rest, (place - 1, place)
        for name, lost in names.without.get(rest, ()):
            if lost == place and (typed[place], name[place]) in meant_by():
                yield name, (place,)
            swapped = (
                lost == place + 1 and name[place : place + 2] == typed[place : place + 2][::-1]
            )
            if swapped and len(name) >= _SHORTEST_SWAPPED:
                yield name, (place, lost)


def _is_vital(name: str, place: int) -> bool:
    """Whether a name without that character is another; the side is told by 出 and 入 alone too."""
    return name[place] in misspelt().vital and name[place : place + 2] not in _SIDES


def _is_known(
    run: str,
    start: int,
    end: int,
    name: str,
    slipped: Collection[int],
    exact: Collection[range],
    names: _Names,
) -> bool:
    """Whether what is thought a slip stands in a known name, or beside what it stands with."""
    # '住房公基金预算': so long a name, sound for sound, is no other that runs on into 基金预算.
    in_sound = len(name) >= _SHORTEST_LOST and sounds(name) == sounds(run[start:end])
    for span in () if in_sound and len(slipped) == 1 else exact:
        reaches_out = span.start < start < span.stop or span.start < end < span.stop
        if len(name) >= _SHORTEST_LOST and not any(place in span for place in slipped):
            reaches_out = False  # '住房报障支出合计': 支出合计 is as it should be
        if reaches_out or all(place in span for place in slipped):
            return True
    pairs = {(i, i + 1) for i in slipped} | {(i - 1, i) for i in slipped}
    if len(name) >= _LONG and end - start < len(name):
        return False
    if len(slipped) > 1:  # lost or typed twice: the pair itself is what is no word
        pairs = {(i, i + 1) for i in slipped if i + 1 in slipped} or pairs
    if sorted(run[start:end]) == sorted(name):
        return False  # swapped: the very characters of a name, however two of them read
    inside = [run[a : b + 1] in names.pairs for a, b in pairs if a >= start and b < end]
    # A character between two others may make a word with one of them: '讯费' of 培讯费.
    return all(inside) if len(slipped) == 1 else any(inside)


def _known_spans(run: str, names: _Names) -> list[range]:
    """Where a run holds a name typed as it should be."""
    return [
        range(start, end)
        for start in range(len(run))
        for end in range(start + _SHORTEST, min(len(run), start + _LONGEST) + 1)
        if run[start:end] in names.keys
    ]


def _unambiguous(found: list[Mending]) -> list[Mending]:
    """The mendings of the longest names, in order; none where two items could be meant."""
    keys, kept = _names().keys, list[Mending]()
    for one in sorted(set(found), key=lambda m: (-len(m.meant), m.start, m.end, m.meant)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    for one in tuple(kept):
        rivals = [m for m in found if m.start < one.end and one.start < m.end]
        within = (m for m in rivals if one.start <= m.start and m.end <= one.end)
        lesser = {m for m in within if len(m.meant) < len(one.meant)}
        if any(keys.get(m.meant) != keys.get(one.meant) for m in rivals if m not in lesser):
            kept.remove(one)
    return sorted(kept, key=lambda m: m.start)


@cache
def _names() -> _Names:
    keys: dict[str, set[str]] = {}
    for key, text in (*_printed(), *_spoken()):
        keys.setdefault(plain_label(text).lower(), set()).add(key)
    sounding: dict[tuple[str, ...], list[str]] = {}
    without: dict[str, list[tuple[str, int]]] = {}
    long = sorted(name for name in keys if _NAME.fullmatch(name))
    # Spoken phrases hold words of questions ('采购了多少'): they are known, not mended towards.
    printed = {plain_label(text).lower() for _, text in _printed()}
    for name in sorted(printed.intersection(long)):
        sounding.setdefault(sounds(name), []).append(name)
        for place in range(len(name)):
            without.setdefault(name[:place] + name[place + 1 :], []).append((name, place))
    return _Names(
        {name: frozenset(keys[name]) for name in long},
        {heard: tuple(them) for heard, them in sounding.items()},
        {rest: tuple(them) for rest, them in without.items()},
        frozenset(name[i : i + 2] for name in keys for i in range(len(name) - 1)),
    )


def _printed() -> Iterator[tuple[str, str]]:
    """The key and the text of every name documents print."""
    known = vocabulary()
    for item in known.items.values():
        yield from ((item.key, text) for text in (item.name, *item.printed))
    for row in known.classification:
        yield known.key_of(row.classification, row.code, row.name), row.name
    yield from ((word, word) for word in misspelt().words)


def _spoken() -> Iterator[tuple[str, str]]:
    """The same of everyday names."""
    known = vocabulary()
    for item in known.items.values():
        yield from ((item.key, text) for text in item.everyday)
    for key, everyday in known.everyday.items():
        yield from ((key, text) for text in everyday)


@cache
def _by_letters() -> dict[str, str]:
    """The name of each item that initials, or pinyin in full, mean and no other item's do."""
    meant: dict[str, dict[str, str]] = {}
    for item in vocabulary().items.values():
        for text in (item.name, *item.printed):
            name = plain_label(text).lower()
            if _NAME.fullmatch(name):
                for letters in (initials(name), "".join(sounds(name))):
                    meant.setdefault(letters, {}).setdefault(item.key, name)
    return {letters: next(iter(by.values())) for letters, by in meant.items() if len(by) == 1}
