"""What is asked of the index, and what it gives back.

Dataclasses of `ingest.model` come back as they went in, with the document they belong to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from ingest.model import Classification, Figure, GlossaryEntry, Identity, Kind, Level, Passage


@dataclass(frozen=True)
class Filter:
    """Which documents count; an empty field lets all through, and all fields must agree.

    `organisations` are names as stored, or the shorter names a document uses for its own.
    """

    organisations: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    fiscal_years: tuple[int, ...] = ()
    kinds: tuple[Kind, ...] = ()
    document_ids: tuple[str, ...] = ()

    @property
    def lets_all_through(self) -> bool:
        """Whether nothing is asked of the documents."""
        return self == Filter()


@dataclass(frozen=True)
class StoredDocument:
    """A document as a list shows it: who, what, when; its contents are asked for separately.

    `state` is 'loaded', or 'superseded' when another document names it in `supersedes`.
    """

    document_id: str
    content_sha256: str
    file_name: str
    media_type: str
    identity: Identity
    pages: int
    figures: int
    passages: int
    source_url: str | None
    state: str
    supersedes: str | None
    stored_at: datetime
    reader: str = ""


class StoredFigure(NamedTuple):
    """A figure and its document."""

    document_id: str
    figure: Figure


class StoredPassage(NamedTuple):
    """A passage and its document."""

    document_id: str
    passage: Passage


class StoredEntry(NamedTuple):
    """A glossary entry and its document."""

    document_id: str
    entry: GlossaryEntry


@dataclass(frozen=True)
class Label:
    """A name under which figures of some documents can be asked for, and how many there are."""

    label: str
    item: str | None
    code: str | None
    classification: Classification | None
    figures: int


@dataclass(frozen=True)
class Organisation:
    """An organisation with what is loaded of it."""

    name: str
    aliases: tuple[str, ...]
    levels: tuple[Level, ...]
    fiscal_years: tuple[int, ...]
    kinds: tuple[Kind, ...]
    document_ids: tuple[str, ...]


@dataclass(frozen=True)
class Turn:
    """One question and its answer; `answer` and `context` are JSON text, kept exactly."""

    number: int
    question: str
    answer: str
    context: str
    asked_at: datetime


@dataclass(frozen=True)
class Hit:
    """A passage found, and why: its place (from 1) in each ranking that found it, else None.

    `score` is the sum of reciprocal ranks and orders hits of one search only.
    """

    document_id: str
    passage: Passage
    score: float
    keyword_rank: int | None
    vector_rank: int | None
    cosine: float | None = None


@dataclass(frozen=True)
class Difference:
    """Something in which store, generation and source files do not agree.

    `where` is store | generation | sources; `document_id` is None when it concerns no single one.
    """

    where: str
    document_id: str | None
    message: str
