"""Definitions of the loaded documents: found as one types, and saved whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from starlette.responses import Response

from index.model import Filter, StoredEntry
from qa_service.corpus import Corpus
from qa_service.glossary import Definition, group_definitions
from qa_service.glossary_search import Match, best_matches, search_glossary
from qa_service.names import KIND_NAMES
from qa_service.web.paging import (
    DEFAULT_LIMIT,
    Cursor,
    Limit,
    Names,
    Word,
    Year,
    as_list,
    one_page,
)
from qa_service.web.schemas import API
from qa_service.web.shapes import definition_citation
from qa_service.web.sheets import Sheet, csv_response, workbook_response

if TYPE_CHECKING:
    from index.open import Index

HEADS = ("名词", "解释", "单位", "级次", "年度", "类别", "文件", "页码", "位置")


def glossary_router(index: Index, corpus: Corpus) -> APIRouter:
    """GET /glossary, /glossary.csv and /glossary.xlsx."""
    router = APIRouter(prefix=API, tags=["数据"])

    def found(
        q: str | None, organisation: list[str] | None, fiscal_year: int | None
    ) -> tuple[list[StoredEntry], dict[str, Match]]:
        wanted = Filter(
            organisations=tuple(organisation or ()),
            fiscal_years=(fiscal_year,) if fiscal_year else (),
        )
        in_force = {document.document_id for document in corpus.documents()}
        entries = [
            stored
            for stored in index.glossary.find(None, wanted, limit=None)
            if stored.document_id in in_force
        ]
        if not q or not q.strip():
            return entries, {}
        matches = search_glossary(q.strip(), entries)
        return [it.stored for it in matches], best_matches(matches)

    @router.get("/glossary", summary="名词解释")
    def glossary(
        q: Word = None,
        organisation: Names = None,
        fiscal_year: Year = None,
        limit: Limit = DEFAULT_LIMIT,
        cursor: Cursor = None,
    ) -> dict[str, Any]:
        entries, reasons = found(q, organisation, fiscal_year)
        definitions = group_definitions(entries, q)
        page, after = one_page(definitions, limit, cursor)
        items = [definition_json(it, corpus, reasons.get(it.key)) for it in page]
        return as_list(items, after, len(definitions))

    @router.get("/glossary.csv", summary="名词解释，CSV", response_class=Response)
    def glossary_csv(
        q: Word = None, organisation: Names = None, fiscal_year: Year = None
    ) -> Response:
        return csv_response(_sheet(found(q, organisation, fiscal_year)[0], corpus))

    @router.get("/glossary.xlsx", summary="名词解释，Excel", response_class=Response)
    def glossary_workbook(
        q: Word = None, organisation: Names = None, fiscal_year: Year = None
    ) -> Response:
        return workbook_response(_sheet(found(q, organisation, fiscal_year)[0], corpus))

    return router


def definition_json(
    definition: Definition, corpus: Corpus, match: Match | None = None
) -> dict[str, Any]:
    """A definition with the place it stands in; `also` are documents with the same words."""
    by_id = {document.document_id: document for document in corpus.documents()}
    citations = [
        definition_citation(stored, corpus.contents(by_id[stored.document_id]), number).as_json()
        for number, stored in enumerate(definition.entries, 1)
        if stored.document_id in by_id
    ]
    return {
        "term": definition.term,
        "term_path": list(definition.term_path),
        "definition": definition.meaning,
        "exact": definition.exact,
        "match": match.name.lower() if match is not None else None,
        "citation": citations[0] if citations else None,
        "also": citations[1:],
    }


def _sheet(entries: Sequence[StoredEntry], corpus: Corpus) -> Sheet:
    by_id = {document.document_id: document for document in corpus.documents()}
    rows = []
    for stored in entries:
        document = by_id[stored.document_id]
        identity, source = document.identity, stored.entry.source
        rows.append(
            (
                stored.entry.term,
                stored.entry.meaning,
                identity.organisation,
                identity.level,
                identity.fiscal_year,
                KIND_NAMES[identity.kind],
                identity.title or document.file_name,
                source.page,
                f"/documents/{document.document_id}#c={source.start}-{source.end}",
            )
        )
    return Sheet("名词解释", [HEADS], rows)
