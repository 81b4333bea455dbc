"""What the index hands out: documents, figures and passages of the store, with their identity.

`figure_id` and `passage_id` are unique over a data folder (the document's id before the id within
the document); offsets count in the document's canonical text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ingest.model import (
    Aspect,
    Base,
    Box,
    Check,
    Classification,
    Fund,
    Kind,
    Level,
    Measure,
)
from ingest.quantity import Quantity, Unit


@dataclass(frozen=True)
class Filter:
    """What to look in; an empty field does not narrow."""

    document_ids: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    fiscal_years: tuple[int, ...] = ()
    kinds: tuple[Kind, ...] = ()
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True)
class StoredDocument:
    """A loaded document, without its contents."""

    document_id: str
    content_sha256: str
    file_name: str
    media_type: str
    title: str
    organisation: str
    aliases: tuple[str, ...]
    level: Level
    fiscal_year: int | None
    year_source: str | None
    kind: Kind
    pages: int
    published_on: date | None
    source_url: str | None
    state: str  # loaded | superseded
    supersedes: str | None
    tables: int
    figures: int


@dataclass(frozen=True)
class StoredPassage:
    """A passage with its document's identity."""

    passage_id: str
    document_id: str
    document: str
    organisation: str
    level: Level
    fiscal_year: int | None
    kind_of_document: Kind
    text: str
    section_path: tuple[str, ...]
    kind: str
    start: int
    end: int
    page: int | None


@dataclass(frozen=True)
class StoredGlossaryEntry:
    """A definition with its document's identity."""

    entry_id: str
    document_id: str
    document: str
    organisation: str
    level: Level
    fiscal_year: int | None
    term: str
    term_path: tuple[str, ...]
    meaning: str
    section_path: tuple[str, ...]
    start: int
    end: int
    page: int | None


@dataclass(frozen=True)
class Hit:
    """A passage found, its fused score, and why ('keyword', 'vector')."""

    passage: StoredPassage
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True)
class StoredFigure:
    """A figure of the store with its document: what look-ups return and answers cite.

    `figure_id` is unique over the data folder; offsets count in the document's canonical text.
    """

    figure_id: str
    document_id: str
    document: str
    organisation: str
    level: Level
    fiscal_year: int | None
    kind: Kind
    label: str
    item: str | None
    item_path: tuple[str, ...]
    column_path: tuple[str, ...]
    code: str | None
    classification: Classification | None
    facet: str | None
    fund: Fund | None
    measure: Measure
    aspect: Aspect
    base: Base | str | None
    printed: str
    quantity: Quantity | None
    unit: Unit | None
    check: Check
    start: int
    end: int
    page: int | None
    box: Box | None
    table_id: str | None
    table_title: str | None
    table_kind: str | None
    row: int | None
    column: int | None
    section_path: tuple[str, ...]
    pattern: str | None
    sentence_start: int | None
    sentence_end: int | None
    reason_start: int | None
    reason_end: int | None
    document_published_on: date | None = None
    document_source_url: str | None = None
    document_level: Level | None = None

    @property
    def is_cell(self) -> bool:
        """Whether it stands in a table (else in a sentence)."""
        return self.table_id is not None
