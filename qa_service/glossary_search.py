"""Finding definitions by what is typed: a term, a part of one, another name, pinyin initials, or
words that say the same as its meaning.

The glossaries of the loaded documents are short, so each entry is looked at; nothing is guessed:
a definition is found because it has the words, never because it is nearest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from index.model import StoredEntry
from ingest.vocabulary.load import plain_label, vocabulary
from qa_service.steps.item_names import item_name
from qa_service.steps.items import find_items
from qa_service.steps.pinyin import initials

# How much of what was typed a meaning must say, in pairs of neighbouring characters.
_SAID = 0.5
_SHORTEST_PARAPHRASE = 4
_SHORTEST_NAME = 3  # of another name inside a meaning: two characters stand in too many
_SHORTEST_WORD = 2
_SHORTEST_INITIALS = 2


class Match(IntEnum):
    """Why a definition is shown, the best reason first."""

    TERM = 0  # the term itself
    PART = 1  # what is typed stands in the term
    ALIAS = 2  # another name of it: what documents print, what people say
    INITIALS = 3  # the first letters of its pinyin
    MEANING = 4  # what is typed is said by the meaning


@dataclass(frozen=True)
class FoundEntry:
    """An entry and why it was found."""

    stored: StoredEntry
    match: Match


def search_glossary(typed: str, entries: Iterable[StoredEntry]) -> list[FoundEntry]:
    """The entries that what was typed finds, the best reason first, then the shortest term.

    Entries keep their order within one term; where a term or a name is found, meanings that only
    happen to say the words are left out.
    """
    why = _reason_for(typed)
    found = [FoundEntry(stored, match) for stored in entries if (match := why(stored)) is not None]
    best = min((it.match for it in found), default=Match.TERM)
    kept = [it for it in found if it.match is not Match.MEANING or best is Match.MEANING]
    return sorted(kept, key=lambda it: (it.match, len(it.stored.entry.term), it.stored.entry.term))


def _reason_for(typed: str) -> Callable[[StoredEntry], Match | None]:
    key = plain_label(typed)
    names = _other_names(key)
    letters = key.lower() if key.isascii() and key.isalpha() else ""
    pairs = _pairs(key) if len(key) >= _SHORTEST_PARAPHRASE else frozenset()

    def why(stored: StoredEntry) -> Match | None:
        term = plain_label(stored.entry.term)
        own = plain_label(stored.entry.term_path[-1]) if stored.entry.term_path else term
        if key == term:
            return Match.TERM
        if key and key in term:
            return Match.PART
        if term in names or own in names:
            return Match.ALIAS
        if len(letters) >= _SHORTEST_INITIALS and letters in _initials(term):
            return Match.INITIALS
        return Match.MEANING if _is_said(key, names, pairs, stored.entry.meaning) else None

    return why


@lru_cache(maxsize=512)
def _other_names(key: str) -> frozenset[str]:
    """What documents call the items that the words name, however people call them."""
    keys = [k for mention in find_items(key) if not mention.generic for k in mention.keys]
    items = vocabulary().items
    names = [name for k in keys if (name := item_name(k))]
    names += [name for k in keys if k in items for name in items[k].printed]
    return frozenset(plain_label(name) for name in names)


@lru_cache(maxsize=4096)
def _initials(term: str) -> str:
    return initials("".join(c for c in term if c.isalnum()))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _is_said(key: str, names: frozenset[str], pairs: frozenset[str], meaning: str) -> bool:
    """Whether a meaning has the words, another name of what they mean, or most of their pairs."""
    plain = plain_label(meaning)
    if len(key) >= _SHORTEST_WORD and key in plain:
        return True
    if any(len(name) >= _SHORTEST_NAME and name in plain for name in names):
        return True
    return bool(pairs) and len(pairs & _pairs(plain)) >= _SAID * len(pairs)


def best_matches(found: Sequence[FoundEntry]) -> dict[str, Match]:
    """Why each term was found, by the form terms are compared in."""
    reasons: dict[str, Match] = {}
    for it in found:
        reasons.setdefault(plain_label(it.stored.entry.term), it.match)
    return reasons
