"""Mistyped names of organisations: 某区财证局 is 某区财政局, where one loaded organisation fits.

One slip is mended, in a name of which nothing loaded is known: a character that sounds or looks
like the right one, or two that changed places. Another office may differ in a single character
(财政局, 民政局), so a slip that is neither is no slip, nor one that two organisations could mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ingest.vocabulary.misspelt import meant_by
from qa_service.steps.organisations import (
    Match,
    Mention,
    Organisation,
    best_match,
    find_organisations,
)
from qa_service.steps.pinyin import sound

# As much of a name must be right beside the slip: 财证局 alone may be anybody's.
_SHORTEST = 4


def read_organisations(
    question: str,
    organisations: Sequence[Organisation],
    item_names: Iterable[str] = (),
    labels_of: Callable[[Sequence[Organisation]], Iterable[str]] = lambda known: (),
) -> tuple[str, Mention, str | None]:
    """The question as meant, what it says of organisations, and the name that was mended."""
    mention = find_organisations(question, organisations, item_names, labels_of)
    if mention.known or mention.unknown is None:
        return question, mention, None
    meant = _mended(question, mention.unknown, organisations)
    if meant is None:
        return question, mention, None
    again = find_organisations(meant, organisations, item_names, labels_of)
    if len(again.known) != 1 or again.unknown is not None:
        return question, mention, None
    return meant, again, again.known[0].name


def _mended(question: str, unknown: str, organisations: Sequence[Organisation]) -> str | None:
    """The question with the slip mended, None where it is none or may be another's."""
    start = question.find(unknown)
    if start < 0:
        return None
    found: dict[Organisation, str] = {}
    for place, typed in _candidates(question, start, start + len(unknown), organisations):
        matches = [m for o in organisations if (m := best_match(typed, o))]
        top = max((m.score for m in matches), default=0.0)
        for m in matches:
            covers = m.start <= place < m.end and m.end - m.start >= _SHORTEST
            if covers and m.score >= top - 0.03 and _fits(typed, place, m):
                found.setdefault(m.organisation, typed)
    return next(iter(found.values())) if len(found) == 1 else None


def _fits(typed: str, place: int, match: Match) -> bool:
    """Whether what was mended stands in the name between the same neighbours."""
    pairs = [
        typed[at : at + 2] for at in (place - 1, place) if match.start <= at and at + 2 <= match.end
    ]
    return any(all(pair in name for pair in pairs) for name in match.organisation.names)


def _candidates(
    question: str, start: int, end: int, organisations: Sequence[Organisation]
) -> Iterator[tuple[int, str]]:
    """Where a slip may be, and the question without it."""
    known = {c for o in organisations for name in o.names for c in name}
    by_sound: dict[str, list[str]] = {}
    for character in sorted(known):
        by_sound.setdefault(sound(character), []).append(character)
    for place in range(start, end):
        typed = question[place]
        alike = {*by_sound.get(sound(typed), ()), *(b for a, b in meant_by() if a == typed)}
        for other in sorted((alike & known) - {typed}):
            yield place, question[:place] + other + question[place + 1 :]
        if place + 1 < end:
            swapped = question[place + 1] + typed
            yield place, question[:place] + swapped + question[place + 2 :]
