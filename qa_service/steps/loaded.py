"""The organisations of the loaded documents, each with all that is loaded of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.model import StoredDocument
from qa_service.corpus import Corpus
from qa_service.intent import Asked
from qa_service.model import Scope
from qa_service.steps.organisations import Organisation

# A question is read by the documents' own labels where it is about no more than these.
MOST_LABELLED = 40


@dataclass(frozen=True)
class Loaded:
    """What a question may be about: organisations, and the labels of the first documents."""

    organisations: tuple[tuple[Organisation, Asked], ...]
    labels: frozenset[str]

    @property
    def asked(self) -> list[Asked]:
        """The organisations with their documents."""
        return [asked for _, asked in self.organisations]


def what_is_loaded(corpus: Corpus, scope: Scope) -> Loaded:
    """The organisations of a scope; names that mean the same one are one organisation."""

    def read(documents: Sequence[StoredDocument]) -> Loaded:
        return Loaded(tuple(_grouped(documents)), corpus.labels(documents[:MOST_LABELLED]))

    return corpus.derived("loaded", scope, read)


def _grouped(documents: Sequence[StoredDocument]) -> list[tuple[Organisation, Asked]]:
    groups: list[list[StoredDocument]] = []
    by_name: dict[str, list[StoredDocument]] = {}
    for document in documents:
        names = [_canonical(n) for n in _names(document)]
        # A full name of one is a name of the other; short forms alone may be anybody's.
        group = next((by_name[n] for n in names if n in by_name), None)
        if group is None:
            group = by_name.setdefault(_canonical(document.identity.organisation), [])
            groups.append(group)
        group.append(document)
    found = []
    for group in groups:
        every = tuple(dict.fromkeys(n for d in group for n in _names(d)))
        name = min((d.identity.organisation for d in group), key=len)
        found.append((Organisation(name, every), Asked(name, tuple(group))))
    return found


def _names(document: StoredDocument) -> tuple[str, ...]:
    identity = document.identity
    return tuple(n for n in (identity.organisation, *identity.aliases) if n)


def _canonical(name: str) -> str:
    """The name without the party's and the chambers' long forms, which documents use by turns."""
    for long, short in (
        ("中国共产党", ""),
        ("中共", ""),
        ("人民代表大会常务委员会", "人大常委会"),
        ("中国人民政治协商会议", "政协"),
    ):
        name = name.replace(long, short)
    return name
