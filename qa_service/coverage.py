"""What is loaded of whom: levels, kinds and years, and the years between that are missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.model import StoredDocument
from ingest.model import Kind, Level
from qa_service.corpus import Corpus
from qa_service.intent import Asked
from qa_service.model import Scope
from qa_service.steps.loaded import what_is_loaded
from qa_service.steps.near_names import near_organisations
from qa_service.steps.pinyin import initials


@dataclass(frozen=True)
class Holding:
    """The years of one organisation at one level, of one kind; documents that state no year."""

    level: Level
    kind: Kind
    years: tuple[int, ...]
    undated: int = 0

    @property
    def missing(self) -> tuple[int, ...]:
        """The years between the first and the last that are not loaded."""
        return tuple(y for y in range(min(self.years, default=0), max(self.years, default=0))
                     if y not in self.years)  # fmt: skip


@dataclass(frozen=True)
class Covered:
    """An organisation: its name, every name its documents are filed under, what is loaded."""

    name: str
    filed_under: tuple[str, ...]
    holdings: tuple[Holding, ...]
    documents: int


def covered(corpus: Corpus, words: str = "") -> list[Covered]:
    """The organisations loaded, by name; those that `words` name, a part or the initials of."""
    wanted = "".join(words.split())
    return [
        _covered(asked)
        for organisation, asked in sorted(
            what_is_loaded(corpus, Scope()).organisations, key=lambda pair: pair[1].name
        )
        if not wanted or _is_named(wanted, organisation.names, asked)
    ]


def near_names(corpus: Corpus, words: str) -> list[str]:
    """Loaded organisations whose name is nearly what was typed."""
    loaded = what_is_loaded(corpus, Scope()).asked
    return [asked.name for asked in near_organisations("".join(words.split()), loaded)]


def _is_named(wanted: str, names: Iterable[str], asked: Asked) -> bool:
    every = {asked.name, *names}
    if any(wanted in name for name in every):
        return True
    return wanted.isascii() and any(wanted.lower() in initials(name) for name in every)


def _covered(asked: Asked) -> Covered:
    groups: dict[tuple[Level, Kind], list[StoredDocument]] = {}
    for document in asked.documents:
        identity = document.identity
        groups.setdefault((identity.level, identity.kind), []).append(document)
    holdings = []
    for (level, kind), documents in sorted(groups.items()):
        years = {year for d in documents if (year := d.identity.fiscal_year) is not None}
        undated = sum(d.identity.fiscal_year is None for d in documents)
        holdings.append(Holding(level, kind, tuple(sorted(years, reverse=True)), undated))
    filed = dict.fromkeys(document.identity.organisation for document in asked.documents)
    return Covered(asked.name, tuple(filed), tuple(holdings), len(asked.documents))
