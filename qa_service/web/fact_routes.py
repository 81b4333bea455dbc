"""The figures of the loaded documents: a list, and the same to be saved."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Header, Query
from starlette.responses import JSONResponse, Response, StreamingResponse

from ingest.model import Kind, Measure
from qa_service.corpus import Corpus
from qa_service.figure_list import FigureList, Order, Wanted
from qa_service.model import Fact, Scope
from qa_service.web.paging import (
    DEFAULT_LIMIT,
    Cursor,
    Limit,
    Names,
    Offset,
    Word,
    Year,
    as_list,
    decode_cursor,
    encode_cursor,
    one_page,
)
from qa_service.web.schemas import API
from qa_service.web.sheets import content_disposition, safe_text

if TYPE_CHECKING:
    from index.open import Index

FIGURES_AT_ONCE = 500
Code = Annotated[str | None, Query(max_length=20)]
DocumentId = Annotated[str | None, Query(max_length=64)]


def fact_router(index: Index, corpus: Corpus) -> APIRouter:
    """GET /figures and GET /figures.csv."""
    router = APIRouter(prefix=API, tags=["数据"])

    def listed(
        organisation: list[str] | None, kind: Kind | None, document_id: str | None, wanted: Wanted
    ) -> FigureList:
        scope = Scope(
            document_ids=(document_id,) if document_id else (),
            organisations=tuple(organisation or ()),
            kinds=(kind,) if kind else (),
        )
        return FigureList(index.figures, corpus.documents(scope), wanted)

    @router.get("/figures", summary="数据", response_class=JSONResponse)
    def figures(
        organisation: Names = None,
        fiscal_year: Year = None,
        kind: Kind | None = None,
        item: Word = None,
        code: Code = None,
        measure: Measure | None = None,
        document_id: DocumentId = None,
        limit: Limit = DEFAULT_LIMIT,
        cursor: Cursor = None,
        sort: Order | None = None,
        offset: Offset = 0,
        accept: Annotated[str, Header(include_in_schema=False)] = "",
    ) -> Response:
        wanted = Wanted(item, code, fiscal_year, measure)
        found = listed(organisation, kind, document_id, wanted)
        after: str | None = None
        facts: Sequence[Fact]
        if sort:
            facts, after = one_page(found.sorted_by(sort), limit, cursor, offset)
        else:
            place = decode_cursor(cursor, str, int) if cursor else None
            page = (
                found.from_place(place[0], place[1], limit)
                if place
                else found.from_offset(offset, limit)
            )
            facts, after = page.facts, encode_cursor(*page.after) if page.after else None
        if "text/csv" in accept:
            return _csv_page(facts, after)
        items = [_with_place(fact) for fact in facts]
        return JSONResponse(as_list(items, after, found.total), headers={"Vary": "Accept"})

    @router.get("/figures.csv", summary="全部数据，CSV", response_class=Response)
    def figures_csv(
        organisation: Names = None,
        fiscal_year: Year = None,
        kind: Kind | None = None,
        item: Word = None,
        code: Code = None,
        measure: Measure | None = None,
        document_id: DocumentId = None,
        sort: Order | None = None,
    ) -> Response:
        wanted = Wanted(item, code, fiscal_year, measure)
        found = listed(organisation, kind, document_id, wanted)
        # Sorted before the reply begins, so that too many are refused and not broken off.
        facts = found.sorted_by(sort) if sort else _every(found)
        return StreamingResponse(
            _csv_lines(facts),
            media_type="text/csv",
            headers={"Content-Disposition": content_disposition("数据.csv", shown=False)},
        )

    return router


def _every(found: FigureList) -> Iterator[Fact]:
    place: tuple[str, int] | None = ("", 0)
    while place:
        page = found.from_place(*place, FIGURES_AT_ONCE)
        yield from page.facts
        place = page.after


def _with_place(fact: Fact) -> dict[str, Any]:
    source = fact.figure.source
    document_id = fact.document.document_id
    is_blank = fact.is_cell and source.start == source.end
    blank = f"&f={fact.figure.figure_id}" if is_blank else ""
    return fact.as_json() | {
        "document_id": document_id,
        "document": fact.document.identity.title or fact.document.file_name,
        "page": source.page,
        "start": source.start,
        "end": source.end,
        "url": f"/documents/{document_id}#c={source.start}-{source.end}{blank}",
    }


CSV_COLUMNS = (
    *("organisation", "level", "fiscal_year", "kind", "label", "item_path", "column_path", "code"),
    *("classification", "measure", "aspect", "base", "printed", "value", "unit", "value_yuan"),
    *("check", "document", "page", "url", "figure_id", "document_id"),
)


def _csv_lines(facts: Iterable[Fact]) -> Iterator[str]:
    """The figures as lines of CSV; the mark at the start tells that this is UTF-8."""
    yield "\ufeff" + _csv_line(CSV_COLUMNS)
    for fact in facts:
        item = _with_place(fact)
        yield _csv_line([_csv_cell(item[name]) for name in CSV_COLUMNS])


def _csv_line(cells: Sequence[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _csv_page(facts: Iterable[Fact], after: str | None) -> Response:
    headers = {"Content-Disposition": 'attachment; filename="figures.csv"', "Vary": "Accept"}
    if after:
        headers["Link"] = f'<?cursor={after}>; rel="next"'
        headers["X-Next-Cursor"] = after
    return Response("".join(_csv_lines(facts)), media_type="text/csv", headers=headers)


def _csv_cell(value: Any) -> str:
    """A cell that a spreadsheet program cannot take for a formula."""
    text = " / ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return safe_text(text)
