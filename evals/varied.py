"""The same case asked otherwise: one typo in an item's name, in traditional characters, spoken.

What is right stays right: only the last question changes, and no number, year or organisation in
it. A typo is one slip in the longest name the vocabulary knows: a common character of the same
sound, two characters that change places, or one left out. Seeded by the case.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from evals.model import Case
from evals.wording import squeeze
from ingest.vocabulary.load import vocabulary
from ingest.vocabulary.traditional import simplified
from qa_service.steps.pinyin import sound

_SHORTEST, _SHORTEST_SWAPPED, _SHORTEST_LOST = 3, 4, 5


class Way(StrEnum):
    """How a case is varied."""

    TYPO = "typo"
    TRADITIONAL = "traditional"
    SPOKEN = "spoken"


def vary(case: Case, way: Way, seed: str) -> Case | None:
    """The case asked in that way; None where there is nothing in it to vary."""
    chance = random.Random(f"{seed}|{way}|{case.id}")
    question = _WAYS[way](case.question, chance)
    return None if question in (None, case.question) else replace(case, question=str(question))


def longest_name(question: str) -> str | None:
    """The longest name the vocabulary knows in a question; None where it names no item."""
    return max((name for name in _names() if name in question), key=len, default=None)


def _with_typo(question: str, chance: random.Random) -> str | None:
    name = longest_name(question)
    if name is None:
        return None
    slips = [_sounding_alike]
    if len(name) >= _SHORTEST_SWAPPED:
        slips.append(_swapped)
    if len(name) >= _SHORTEST_LOST:
        slips.append(_lost)
    typed = chance.choice(slips)(name, chance)
    return question.replace(name, typed, 1)


def _sounding_alike(name: str, chance: random.Random) -> str:
    places = [i for i, c in enumerate(name) if len(_common_by_sound().get(sound(c), "")) > 1]
    if not places:
        return name
    place = chance.choice(places)
    others = [c for c in _common_by_sound()[sound(name[place])] if c != name[place]]
    return name[:place] + chance.choice(others) + name[place + 1 :]


def _swapped(name: str, chance: random.Random) -> str:
    place = chance.randrange(len(name) - 1)
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def _lost(name: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(name) - 1)
    return name[:place] + name[place + 1 :]


def _in_traditional(question: str, chance: random.Random) -> str:
    return "".join(chance.choice(_traditional().get(c, (c,))) for c in question)


def _spoken(question: str, chance: random.Random) -> str:
    said = _style()
    bare = question.rstrip("？?。")
    for row in said.spoken:
        if row["written"] in bare:
            bare = bare.replace(row["written"], row["said"], 1)
            break
    # 'X呢' and 'X吗' end as speech does.
    closer = "" if bare.endswith(said.ends) else chance.choice(said.closers)
    return f"{chance.choice(said.openers)}{bare}{closer}？"


_WAYS: Mapping[Way, Callable[[str, random.Random], str | None]] = {
    Way.TYPO: _with_typo,
    Way.TRADITIONAL: _in_traditional,
    Way.SPOKEN: _spoken,
}


@dataclass(frozen=True)
class _Style:
    openers: tuple[str, ...]
    closers: tuple[str, ...]
    ends: tuple[str, ...]
    spoken: tuple[Mapping[str, str], ...]


def narrowings() -> tuple[Mapping[str, str], ...]:
    """What no document holds, to be put before or behind the name of an item (`put`, `words`)."""
    return tuple(_table()["narrowed"])


@cache
def _table() -> dict[str, Any]:
    rows: dict[str, Any] = yaml.safe_load(files("evals").joinpath("varied.yaml").read_text("utf-8"))
    return rows


@cache
def _style() -> _Style:
    rows = _table()
    return _Style(
        tuple(rows["openers"]), tuple(rows["closers"]), tuple(rows["ends"]), tuple(rows["spoken"])
    )


@cache
def _names() -> tuple[str, ...]:
    items = vocabulary().items.values()
    names = {squeeze(text) for item in items for text in (item.name, *item.printed)}
    names |= {squeeze(row.name) for row in vocabulary().classification}
    chinese = (n for n in names if all("\u4e00" <= c <= "\u9fff" for c in n))
    return tuple(sorted(n for n in chinese if len(n) >= _SHORTEST))


@cache
def _traditional() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for character, simple in simplified().items():
        found.setdefault(simple, []).append(character)
    return {simple: tuple(them) for simple, them in found.items()}


@cache
def _common_by_sound() -> dict[str, str]:
    """The common characters (GB 2312, level 1) of each sound."""
    found: dict[str, str] = {}
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            character = bytes((row, cell)).decode("gb2312", "ignore")
            if character:
                found[sound(character)] = found.get(sound(character), "") + character
    return found
