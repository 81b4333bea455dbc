"""The clauses (分句) of a paragraph: where they begin, whether they name an item, their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.model import Identity
from ingest.reasons import MASK
from ingest.statements import before
from ingest.subjects import Subject
from ingest.vocabulary.load import vocabulary
from ingest.vocabulary.patterns import ClausePattern

SEPARATORS = "，。；：、（）" + MASK
_ENDS_IN_NUMBER = re.compile(r"\d(?:[万亿]?元|万|%|辆|台|套|台（套）|个|家|[名人]次?|项|批次)$")


@dataclass(frozen=True)
class Stated:
    """A clause that fits a pattern and what its numbers are of; nothing where none fits."""

    row: ClausePattern | None = None
    match: re.Match[str] | None = None
    subjects: Sequence[Subject] = ()

    @property
    def is_known(self) -> bool:
        """Whether the clause is of an item that we know."""
        return bool(self.subjects) and self.subjects[0].item is not None

    def is_of_any(self, names: Iterable[str]) -> bool:
        """Whether the clause is of something with one of these names."""
        path = self.subjects[0].item_path if self.subjects else ()
        return not {*names}.isdisjoint(path)


def follows_in_list(match: re.Match[str]) -> bool:
    """Whether a clause follows another's amount in a list: 'A 20万元、B 30万元'."""
    so_far = match.string[: match.start()]
    return so_far.endswith("、") and _ENDS_IN_NUMBER.search(so_far[:-1]) is not None


def names_its_item(match: re.Match[str]) -> bool:
    """Whether a clause names its own item."""
    groups = match.groupdict()
    return bool(groups.get("label") or groups.get("what") or groups.get("kind"))


def numbers_stated(
    row: ClausePattern, match: re.Match[str], subjects: Sequence[Subject], identity: Identity
) -> list[tuple[ClausePattern, str, Subject]]:
    """The numbers a clause states: how each is to be read, its group, its subject."""
    if row.is_silent:
        return []
    groups = ["number", "number2"] if row.label == "both_sides" else ["number"]
    found = [(row, groups[min(i, len(groups) - 1)], subject) for i, subject in enumerate(subjects)]
    if any(further.item for further in row.also):
        # Two items said under one name: '国内公务接待12批次，88人次'.
        found = [(row, group, _by_its_name(subject)) for _, group, subject in found]
    for further in row.also:
        unit = further.group.replace("number", "unit")
        if match.groupdict().get(further.group) is None or match.groupdict().get(unit) is None:
            continue
        subject, measure = subjects[0], further.measure or row.measure
        if further.item == "people":
            people = (subject.item or "").replace("_batches", "_people")
            subject = _by_its_name(replace(subject, item=people))
        elif further.item:
            subject = _by_its_name(replace(subject, item=further.item))
        if further.is_of_base:
            year, measure = before(match["base"], identity)
            if measure is None:
                continue
            subject = replace(subject, year=year)
        stated = replace(row, aspect=further.aspect, measure=measure)
        found.insert(0 if further.is_first else len(found), (stated, further.group, subject))
    return found


def _by_its_name(subject: Subject) -> Subject:
    """The subject called what the vocabulary calls its item."""
    name = vocabulary().items[subject.item or ""].name
    return replace(subject, label=name, item_path=(name,))


def next_clause(text: str, position: int) -> int:
    """Where the next clause may begin; a list inside a label ('会议费、培训费') is passed whole."""
    following = re.compile(f"[{SEPARATORS}]").search(text, position)
    if (
        following is not None
        and following.group() == "、"
        and not _ENDS_IN_NUMBER.search(text, position, following.start())
    ):
        following = re.compile(f"[，。；：{MASK}]").search(text, position)
    return len(text) if following is None else following.start()
