"""Figures and definitions of the loaded documents."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Header, Query
from starlette.responses import JSONResponse, Response

from index.model import Filter
from ingest.model import Kind, Measure
from qa_service.corpus import Corpus
from qa_service.glossary import Definition, group_definitions
from qa_service.model import Fact, Scope
from qa_service.web.paging import (
    DEFAULT_LIMIT,
    Cursor,
    Limit,
    as_list,
    decode_cursor,
    encode_cursor,
    one_page,
)
from qa_service.web.schemas import API
from qa_service.web.shapes import definition_citation

if TYPE_CHECKING:
    from index.open import Index

Word = Annotated[str | None, Query(max_length=200)]
Year = Annotated[int | None, Query(ge=1900, le=2200)]


def fact_router(index: Index, corpus: Corpus) -> APIRouter:
    """GET /figures and GET /glossary."""
    router = APIRouter(prefix=API, tags=["数据"])

    @router.get("/figures", summary="数据", response_class=JSONResponse)
    def figures(
        organisation: Word = None,
        fiscal_year: Year = None,
        kind: Kind | None = None,
        item: Word = None,
        code: Annotated[str | None, Query(max_length=20)] = None,
        measure: Measure | None = None,
        document_id: Annotated[str | None, Query(max_length=64)] = None,
        limit: Limit = DEFAULT_LIMIT,
        cursor: Cursor = None,
        accept: Annotated[str, Header(include_in_schema=False)] = "",
    ) -> Response:
        scope = Scope(
            document_ids=(document_id,) if document_id else (),
            organisations=(organisation,) if organisation else (),
            kinds=(kind,) if kind else (),
        )
        first, offset = decode_cursor(cursor, str, int) if cursor else ("", 0)
        found: list[Fact] = []
        after: str | None = None
        for document in sorted(corpus.documents(scope), key=lambda it: it.document_id):
            if document.document_id < first:
                continue
            skipped = offset if document.document_id == first else 0
            wanted = limit - len(found)
            rows = index.figures.find(
                [document.document_id],
                item=item if item and item.isascii() else None,
                label_part=item if item and not item.isascii() else None,
                code=code,
                fiscal_year=fiscal_year,
                measure=measure,
                limit=wanted + 1,
                offset=skipped,
            )
            found.extend(Fact(document, row.figure) for row in rows[:wanted])
            if len(rows) > wanted:
                after = encode_cursor(document.document_id, skipped + wanted)
                break
        items = [_with_place(fact) for fact in found]
        if "text/csv" in accept:
            return _csv(items, after)
        return JSONResponse(as_list(items, after), headers={"Vary": "Accept"})

    @router.get("/glossary", summary="名词解释")
    def glossary(
        q: Word = None,
        organisation: Word = None,
        fiscal_year: Year = None,
        limit: Limit = DEFAULT_LIMIT,
        cursor: Cursor = None,
    ) -> dict[str, Any]:
        wanted = Filter(
            organisations=(organisation,) if organisation else (),
            fiscal_years=(fiscal_year,) if fiscal_year else (),
        )
        term = q.strip() if q and q.strip() else None
        entries = index.glossary.find(term, wanted, limit=None)
        page, after = one_page(group_definitions(entries, term), limit, cursor)
        return as_list([definition_json(definition, corpus) for definition in page], after)

    return router


def definition_json(definition: Definition, corpus: Corpus) -> dict[str, Any]:
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
        "citation": citations[0] if citations else None,
        "also": citations[1:],
    }


def _with_place(fact: Fact) -> dict[str, Any]:
    source = fact.figure.source
    document_id = fact.document.document_id
    return fact.as_json() | {
        "document_id": document_id,
        "document": fact.document.identity.title or fact.document.file_name,
        "page": source.page,
        "start": source.start,
        "end": source.end,
        "url": f"/documents/{document_id}#c={source.start}-{source.end}",
    }


CSV_COLUMNS = (
    *("organisation", "level", "fiscal_year", "kind", "label", "item_path", "column_path", "code"),
    *("classification", "measure", "aspect", "base", "printed", "value", "unit", "value_yuan"),
    *("check", "document", "page", "url", "figure_id", "document_id"),
)


def _csv(items: Sequence[dict[str, Any]], after: str | None) -> Response:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(CSV_COLUMNS)
    writer.writerows([_csv_cell(name, item[name]) for name in CSV_COLUMNS] for item in items)
    headers = {"Content-Disposition": 'attachment; filename="figures.csv"', "Vary": "Accept"}
    if after:
        headers["Link"] = f'<?cursor={after}>; rel="next"'
        headers["X-Next-Cursor"] = after
    # The mark at the start tells spreadsheet programs that this is UTF-8.
    return Response("\ufeff" + out.getvalue(), media_type="text/csv", headers=headers)


# Numbers of ours: a leading minus is theirs by right.
_NUMERIC = {"value", "value_yuan", "fiscal_year", "page"}


def _csv_cell(name: str, value: Any) -> str:
    """A cell that a spreadsheet program cannot take for a formula."""
    text = " / ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    if name not in _NUMERIC and text.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + text
    return text
