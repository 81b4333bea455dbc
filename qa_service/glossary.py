"""Definitions of a term (名词解释): the same words of several documents told once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.model import StoredEntry
from ingest.vocabulary.load import plain_label

_SHORTEST_TERM = 2


@dataclass(frozen=True)
class Definition:
    """One wording of one term, and every entry that has it, the newest document first."""

    key: str  # the form terms are compared in
    term: str
    term_path: tuple[str, ...]
    meaning: str
    exact: bool
    entries: tuple[StoredEntry, ...]


def group_definitions(entries: list[StoredEntry], term: str | None) -> list[Definition]:
    """Distinct definitions in the order given, those of one term beside each other."""
    asked = plain_label(term) if term else None
    groups: dict[str, dict[str, list[StoredEntry]]] = {}
    for stored in entries:
        wording = re.sub(r"\s+", "", stored.entry.meaning)
        of_term = groups.setdefault(plain_label(stored.entry.term), {})
        of_term.setdefault(wording, []).append(stored)
    return [
        Definition(
            key=key,
            term=same[0].entry.term,
            term_path=same[0].entry.term_path,
            meaning=same[0].entry.meaning,
            exact=key == asked,
            entries=tuple(same),
        )
        for key, wordings in groups.items()
        for same in wordings.values()
    ]


def terms_within(text: str, definitions: list[Definition]) -> list[Definition]:
    """Those whose term stands in the text, the longest first; of one term the first wording."""
    standing: dict[str, Definition] = {}
    for definition in definitions:
        if len(definition.term) >= _SHORTEST_TERM and definition.term in text:
            standing.setdefault(definition.term, definition)
    return sorted(standing.values(), key=lambda it: -len(it.term))
