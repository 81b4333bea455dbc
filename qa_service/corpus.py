"""The loaded documents as the answer steps read them: whole, remembered, and never stale.

What a document says does not change while its `stored_at` stays; so its figures, outline and text
are kept in memory once read, the least recently used forgotten first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, Protocol, TypeVar, cast

from index.model import Filter, Hit, StoredDocument, StoredEntry, StoredFigure, StoredPassage
from ingest.model import Page, Problem, Section, Table
from ingest.report_card import ReportCard
from qa_service.model import Fact, Scope

REMEMBERED_DOCUMENTS = 600
REMEMBERED_SCOPES = 64

Derived = TypeVar("Derived")


class DocumentsPart(Protocol):
    """What is asked of the store about documents."""

    def find(self, wanted: Filter = ...) -> list[StoredDocument]: ...
    def text(self, document_id: str) -> str: ...
    def pages(self, document_id: str) -> list[Page]: ...
    def recognised_pages(self, document_id: str) -> frozenset[int]: ...
    def sections(self, document_id: str) -> list[Section]: ...
    def tables(self, document_id: str) -> list[Table]: ...
    def problems(self, document_id: str) -> list[Problem]: ...
    def report_card(self, document_id: str) -> ReportCard | None: ...


class FiguresPart(Protocol):
    """What is asked of the store about figures."""

    def of_document(self, document_id: str) -> list[StoredFigure]: ...
    def names(self, document_ids: Sequence[str]) -> dict[str, frozenset[str]]: ...


class PassagesPart(Protocol):
    """What is asked of the store about passages."""

    def of_document(self, document_id: str) -> list[StoredPassage]: ...


class GlossaryPart(Protocol):
    """What is asked of the store about definitions."""

    def find(
        self, term: str | None = ..., wanted: Filter = ..., *, limit: int | None = ...
    ) -> list[StoredEntry]: ...


@dataclass(frozen=True)
class Tried:
    """An identity (勾稽等式) as it was tried on a document, with the figures it is about.

    `key` leads to vocabulary/identities.yaml. `facts` stand in the order of the identity: a whole
    before its parts, a share before what it is of. `message` says what is wrong, '' where it holds.
    """

    key: str
    holds: bool
    facts: tuple[Fact, ...]
    message: str = ""


@dataclass(frozen=True)
class Contents:
    """What one document says, ready for the answer steps."""

    document: StoredDocument
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    tables: dict[str, Table]
    text: str
    page_ends: tuple[int, ...]  # where each page but the last ends in the text
    recognised: tuple[Page, ...] = ()  # pages whose text was read from their picture

    def recognised_within(self, start: int, end: int) -> tuple[int, ...]:
        """The numbers of the scanned pages that a span of the text stands on."""
        return tuple(p.number for p in self.recognised if p.start < end and start < p.end)


class Corpus:
    """Reads documents out of an opened index; safe to share between threads."""

    def __init__(
        self,
        documents: DocumentsPart,
        figures: FiguresPart,
        passages: PassagesPart,
        glossary: GlossaryPart,
        search: Callable[[str, Filter, int], list[Hit]],
        generation: Callable[[], str],
    ) -> None:
        self._documents = documents
        self._figures = figures
        self._passages = passages
        self._glossary = glossary
        self._search = search
        self.generation = generation
        self._remembered: OrderedDict[tuple[str, str], Contents] = OrderedDict()
        self._tried: OrderedDict[tuple[str, str], tuple[Tried, ...]] = OrderedDict()
        self._labels: OrderedDict[tuple[str, str], frozenset[str]] = OrderedDict()
        self._lock = Lock()
        self._derived: dict[tuple[str, Scope], tuple[str, Any]] = {}

    def derived(
        self, name: str, scope: Scope, build: Callable[[Sequence[StoredDocument]], Derived]
    ) -> Derived:
        """What `build` makes of a scope's documents, made again only when they change.

        Which documents there are is asked each time, so that what another process removed is gone.
        """
        documents = self.documents(scope)
        state = "|".join(f"{d.document_id}{d.stored_at}" for d in documents)
        known = self._derived.get((name, scope))
        if known is not None and known[0] == state:
            return cast(Derived, known[1])
        made = build(documents)
        if len(self._derived) >= REMEMBERED_SCOPES:
            self._derived.clear()
        self._derived[name, scope] = (state, made)
        return made

    def documents(self, scope: Scope = Scope()) -> list[StoredDocument]:  # noqa: B008
        """The loaded documents a scope lets through, superseded ones left out."""
        wanted = Filter(
            organisations=scope.organisations,
            fiscal_years=scope.fiscal_years,
            kinds=scope.kinds,
            document_ids=scope.document_ids,
        )
        return [d for d in self._documents.find(wanted) if d.state != "superseded"]

    def contents(self, document: StoredDocument) -> Contents:
        """What the document says."""
        key = _version(document)
        with self._lock:
            if found := self._remembered.get(key):
                self._remembered.move_to_end(key)
                return found
        read = self._read(document)
        with self._lock:
            self._remembered[key] = read
            while len(self._remembered) > REMEMBERED_DOCUMENTS:
                self._remembered.popitem(last=False)
        return read

    def _read(self, document: StoredDocument) -> Contents:
        figures = [s.figure for s in self._figures.of_document(document.document_id)]
        pages = self._documents.pages(document.document_id)
        scanned = self._documents.recognised_pages(document.document_id)
        return Contents(
            document=document,
            facts=tuple(Fact(document, f) for f in figures),
            sections=tuple(self._documents.sections(document.document_id)),
            tables={t.table_id: t for t in self._documents.tables(document.document_id)},
            text=self._documents.text(document.document_id),
            page_ends=tuple(p.end for p in pages[:-1]),
            recognised=tuple(p for p in pages if p.number in scanned),
        )

    def tried(self, document: StoredDocument) -> tuple[Tried, ...]:
        """What became of the identities tried on a document: those that fail, then those that hold.

        Where a document stands in several files, what fails between them is among it.
        """
        key = _version(document)
        with self._lock:
            if found := self._tried.get(key):
                return found
        facts = {f.figure.figure_id: f for f in self.contents(document).facts}
        card = self._documents.report_card(document.document_id)
        proofs = [(i.key, p.split()) for i in card.identities for p in i.proofs] if card else []
        failed = [p for p in self._documents.problems(document.document_id) if p.identity]
        read = (
            *(Tried(p.identity, False, _known(p.figure_ids, facts), p.message) for p in failed),
            *(Tried(rule, True, _known(ids, facts)) for rule, ids in proofs),
        )
        with self._lock:
            self._tried[key] = read
            while len(self._tried) > REMEMBERED_SCOPES:
                self._tried.popitem(last=False)
        return read

    def facts(self, documents: Iterable[StoredDocument]) -> list[Fact]:
        """Every figure of the documents."""
        return [fact for d in documents for fact in self.contents(d).facts]

    def labels(self, documents: Iterable[StoredDocument]) -> frozenset[str]:
        """Every label of the documents' figures and of what those are parts of (plain_label form).

        Read without the figures themselves: a question may be about hundreds of documents.
        """
        wanted = {d.document_id: _version(d) for d in documents}
        with self._lock:
            known = {k: self._labels[v] for k, v in wanted.items() if v in self._labels}
        unread = [key for key in wanted if key not in known]
        if unread:
            read = self._figures.names(unread)
            with self._lock:
                self._labels.update({wanted[key]: names for key, names in read.items()})
                while len(self._labels) > REMEMBERED_DOCUMENTS:
                    self._labels.popitem(last=False)
            known |= read
        return frozenset().union(*known.values())

    def passages(self, document: StoredDocument) -> list[StoredPassage]:
        """The passages of a document, in order."""
        return self._passages.of_document(document.document_id)

    def glossary(self, term: str | None, documents: Iterable[StoredDocument]) -> list[StoredEntry]:
        """Definitions of a term in the documents, exact ones first."""
        ids = tuple(d.document_id for d in documents)
        return self._glossary.find(term, Filter(document_ids=ids), limit=None) if ids else []

    def definitions(self, documents: Iterable[StoredDocument]) -> list[StoredEntry]:
        """Every definition of the documents, in no order; read once while nothing changes."""
        ids = {d.document_id for d in documents}
        every = self.derived("definitions", Scope(), lambda all_of: self.glossary(None, all_of))
        return [stored for stored in every if stored.document_id in ids]

    def search(self, query: str, documents: Iterable[StoredDocument], limit: int) -> list[Hit]:
        """Passages of the documents nearest to a query."""
        ids = tuple(d.document_id for d in documents)
        return self._search(query, Filter(document_ids=ids), limit) if ids else []


def _version(document: StoredDocument) -> tuple[str, str]:
    return document.document_id, document.stored_at.isoformat()


def _known(figure_ids: Iterable[str], facts: Mapping[str, Fact]) -> tuple[Fact, ...]:
    return tuple(facts[key] for key in figure_ids if key in facts)
