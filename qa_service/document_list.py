"""The loaded documents as a list: how it can be sorted, and the other files of the same account."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from index.model import Filter, StoredDocument

if TYPE_CHECKING:
    from index.store.documents import Documents


class DocumentOrder(StrEnum):
    """How the list is sorted; a leading minus turns it around."""

    TITLE = "title"
    TITLE_DOWN = "-title"
    ORGANISATION = "organisation"
    ORGANISATION_DOWN = "-organisation"
    LEVEL = "level"
    LEVEL_DOWN = "-level"
    YEAR = "fiscal_year"
    YEAR_DOWN = "-fiscal_year"
    KIND = "kind"
    KIND_DOWN = "-kind"
    PAGES = "pages"
    PAGES_DOWN = "-pages"
    FIGURES = "figures"
    FIGURES_DOWN = "-figures"
    PUBLISHED = "published_on"
    PUBLISHED_DOWN = "-published_on"


def sort_documents(
    documents: Sequence[StoredDocument], order: DocumentOrder
) -> list[StoredDocument]:
    """The documents sorted; what is not known (a year, a day) stands last either way."""
    down, name = order.startswith("-"), order.removeprefix("-")
    known = [it for it in documents if _key(it, name) is not None]
    known.sort(key=lambda it: _key(it, name) or "", reverse=down)
    return [*known, *(it for it in documents if _key(it, name) is None)]


def _key(document: StoredDocument, name: str) -> str | None:
    """What is sorted by, as words: numbers with zeros before them."""
    identity = document.identity
    values = {
        "title": identity.title or document.file_name,
        "organisation": identity.organisation,
        "level": identity.level,
        "fiscal_year": identity.fiscal_year,
        "kind": identity.kind,
        "pages": document.pages,
        "figures": document.figures,
        "published_on": identity.published_on.isoformat() if identity.published_on else None,
    }
    value = values[name]
    return f"{value:09d}" if isinstance(value, int) else value


def same_account(documents: Documents, document: StoredDocument) -> list[StoredDocument]:
    """The other files of the same organisation, level, kind and year, corrected ones included."""
    identity = document.identity
    wanted = Filter(
        organisations=(identity.organisation,),
        levels=(identity.level,),
        kinds=(identity.kind,),
        fiscal_years=() if identity.fiscal_year is None else (identity.fiscal_year,),
    )
    return [
        other
        for other in documents.find(wanted)
        if other.document_id != document.document_id
        and other.identity.organisation == identity.organisation
        and other.identity.fiscal_year == identity.fiscal_year
    ]
