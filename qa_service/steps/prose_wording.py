"""How prose is asked for and told, read from prose.yaml: projects, units, duties, facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from qa_service.steps.wording import read_table, wording


@dataclass(frozen=True)
class ProseTopic:
    """A part of documents: the headings (or sentences) that tell it, the words that ask for it."""

    name: str
    tells: re.Pattern[str]
    asks: re.Pattern[str]


@dataclass(frozen=True)
class Size:
    """How a size is asked for, and the thing and unit that documents tell it by."""

    asks: re.Pattern[str]
    thing: str
    unit: str


@dataclass(frozen=True)
class Membership:
    """How it is asked whether something is counted in, and how documents say so."""

    asks: re.Pattern[str]
    cue: re.Pattern[str]
    excludes: re.Pattern[str]
    includes: re.Pattern[str]


@dataclass(frozen=True)
class Duty:
    """How duties are asked for: whose one is, which office's, and what somebody's are."""

    headings: re.Pattern[str]
    whose: re.Pattern[str]
    office: re.Pattern[str]
    asks: re.Pattern[str]
    nature: re.Pattern[str]


@dataclass(frozen=True)
class Condition:
    """How it is asked which of several meet a condition (above, below, zero, rose, fell, same)."""

    name: str
    asks: re.Pattern[str]


@dataclass(frozen=True)
class ProseWording:
    """The rows of prose.yaml, compiled."""

    fields: tuple[ProseTopic, ...]
    place: ProseTopic
    sizes: tuple[Size, ...]
    project: re.Pattern[str]
    unit_lists: tuple[ProseTopic, ...]
    unit_headings: re.Pattern[str]
    membership: Membership
    duty: Duty
    topics: tuple[ProseTopic, ...]
    lists: dict[str, re.Pattern[str]]
    conditions: tuple[Condition, ...]
    facts: tuple[tuple[re.Pattern[str], str], ...]
    named: re.Pattern[str]
    naming: str
    asking: re.Pattern[str]

    def content(self, rest: str, *more: re.Pattern[str]) -> tuple[str, ...]:
        """What a question is about, in pieces, without the words that ask (and `more` of them)."""
        for pattern in (*more, self.asking):
            rest = pattern.sub("，", rest)
        return tuple(w for w in wording().names_of_content(rest) if not _NAMES_NOTHING.fullmatch(w))

    def asks_list(self, name: str, question: str) -> bool:
        """Whether a question asks for the list of this name."""
        return self.lists[name].search(question) is not None

    def answers(self, question: str, asked: tuple[str, ...], text: str) -> bool:
        """Whether a text is told in the kind of words that answer how the question asks."""
        if self.named.search(question):
            named = rf"{re.escape(asked[-1])}(?:{self.naming})" if asked else "$^"
            return re.search(named, text) is not None
        needed = self.needed(question)
        return needed is None or needed.search(text) is not None

    def needed(self, question: str) -> re.Pattern[str] | None:
        """What a statement must hold to answer how it is asked; None where that is not known."""
        for asks, needs in self.facts:
            if match := asks.search(question):
                unit = match.groupdict().get("unit") or ""
                return re.compile(needs.replace("{unit}", unit))
        return None


# What names nothing of the documents' own.
_NAMES_NOTHING = re.compile(
    r"工作|业务|事情|内容|情况|东西|方面|本部门|本单位|[一二三四五六七八九十两\d]+[大项条个类]?"
)


def first_asked(topics: tuple[ProseTopic, ...], question: str) -> ProseTopic | None:
    """The first of the topics whose words stand in the question."""
    return next((t for t in topics if t.asks.search(question)), None)


def _topics(rows: list[dict[str, Any]]) -> tuple[ProseTopic, ...]:
    return tuple(
        ProseTopic(
            str(row["name"]),
            re.compile(str(row.get("headings") or row["tells"])),
            re.compile(str(row["asks"])),
        )
        for row in rows
    )


@cache
def prose_wording() -> ProseWording:
    """The table shipped with the package, read on first use."""
    table = read_table("prose.yaml")
    counted, duty = table["membership"], table["duty"]
    return ProseWording(
        fields=_topics(table["fields"]),
        place=_topics([{"name": "位置", **table["place"]}])[0],
        sizes=tuple(
            Size(re.compile(row["asks"]), str(row["thing"]), str(row["unit"]))
            for row in table["sizes"]
        ),
        project=re.compile(table["project"]),
        unit_lists=_topics(table["unit_lists"]),
        unit_headings=re.compile(table["unit_headings"]),
        membership=Membership(
            *(re.compile(counted[k]) for k in ("asks", "cue", "excludes", "includes"))
        ),
        duty=Duty(
            *(re.compile(duty[k]) for k in ("headings", "whose", "office", "asks", "nature"))
        ),
        topics=_topics(table["topics"]),
        conditions=tuple(
            Condition(str(row["name"]), re.compile(row["asks"])) for row in table["conditions"]
        ),
        lists={row["name"]: re.compile(row["asks"]) for row in table["lists"]},
        facts=tuple((re.compile(row["asks"]), str(row["needs"])) for row in table["facts"]),
        named=re.compile(table["named"]),
        naming=str(table["naming"]),
        asking=re.compile(table["asking"]),
    )
