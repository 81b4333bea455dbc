"""What is loaded: documents, their outline, tables, checks, text, page images, original files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import FileResponse, Response

from index.model import StoredDocument
from ingest.model import Check, Kind
from qa_service.corpus import Contents, Corpus
from qa_service.document_list import DocumentOrder, same_account, sort_documents
from qa_service.errors import DocumentNotFound, PageNotFound, SourceMissing
from qa_service.figure_list import FigureList, Wanted
from qa_service.model import Scope
from qa_service.names import KIND_NAMES
from qa_service.page_images import PageImages
from qa_service.places import place_on_page
from qa_service.web.paging import (
    DEFAULT_LIMIT,
    Cursor,
    Limit,
    Names,
    Offset,
    Word,
    as_list,
    one_page,
)
from qa_service.web.schemas import API
from qa_service.web.security import ORIGINAL_FILE_POLICY
from qa_service.web.shapes import (
    box_json,
    document_json,
    facts_by_cell,
    identity_json,
    page_json,
    problem_json,
    report_card_json,
    section_json,
    table_json,
)
from qa_service.web.sheets import Sheet, content_disposition, csv_response

if TYPE_CHECKING:
    from index.open import Index

# Shown by the browser itself; anything else (HTML above all) is saved, not opened.
_SHOWN = {"application/pdf", "text/plain", "image/png", "image/jpeg"}
Years = Annotated[list[int] | None, Query(max_length=50)]


def document_router(index: Index, corpus: Corpus, images: PageImages) -> APIRouter:
    """GET /documents and everything below /documents/{id}."""
    router = APIRouter(prefix=f"{API}/documents", tags=["文件"])

    def stored(document_id: str) -> StoredDocument:
        found = index.documents.get(document_id)
        if found is None:
            raise DocumentNotFound
        return found

    def contents(document_id: str) -> Contents:
        return corpus.contents(stored(document_id))

    def listed(
        organisation: list[str] | None,
        fiscal_year: list[int] | None,
        kind: list[Kind] | None,
        item: str | None,
        sort: DocumentOrder | None,
    ) -> list[StoredDocument]:
        scope = Scope((), tuple(organisation or ()), tuple(fiscal_year or ()), tuple(kind or ()))
        found = corpus.documents(scope)
        if item:
            stating = FigureList(index.figures, found, Wanted(item=item)).document_ids()
            found = [document for document in found if document.document_id in stating]
        return sort_documents(found, sort) if sort else found

    @router.get("", summary="已载入的文件")
    def documents(
        organisation: Names = None,
        fiscal_year: Years = None,
        kind: Annotated[list[Kind] | None, Query(max_length=10)] = None,
        limit: Limit = DEFAULT_LIMIT,
        cursor: Cursor = None,
        item: Word = None,
        sort: DocumentOrder | None = None,
        offset: Offset = 0,
    ) -> dict[str, Any]:
        found = listed(organisation, fiscal_year, kind, item, sort)
        page, after = one_page(found, limit, cursor, offset)
        return as_list([document_json(document) for document in page], after, len(found))

    @router.get(".csv", summary="已载入的文件，CSV", response_class=Response)
    def documents_csv(
        organisation: Names = None,
        fiscal_year: Years = None,
        kind: Annotated[list[Kind] | None, Query(max_length=10)] = None,
        item: Word = None,
        sort: DocumentOrder | None = None,
    ) -> Response:
        return csv_response(documents_sheet(listed(organisation, fiscal_year, kind, item, sort)))

    @router.get("/{document_id}", summary="一份文件")
    def document(document_id: str) -> dict[str, Any]:
        return document_json(stored(document_id))

    @router.get("/{document_id}/versions", summary="同一单位、级次、年度、种类的其他文件")
    def versions(document_id: str) -> dict[str, Any]:
        others = same_account(index.documents, stored(document_id))
        return as_list([document_json(other) for other in others])

    @router.get("/{document_id}/sections", summary="目录")
    def sections(
        document_id: str, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> dict[str, Any]:
        of_it = contents(document_id)
        page, after = one_page(of_it.sections, limit, cursor)
        return as_list([section_json(section, of_it.text) for section in page], after)

    @router.get("/{document_id}/tables", summary="表格")
    def tables(
        document_id: str, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> dict[str, Any]:
        of_it = contents(document_id)
        facts = facts_by_cell(of_it)
        page, after = one_page(tuple(of_it.tables.values()), limit, cursor)
        return as_list([table_json(table, facts) for table in page], after)

    @router.get("/{document_id}/checks", summary="勾稽与疑点")
    def checks(
        document_id: str, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> dict[str, Any]:
        of_it = contents(document_id)
        page, after = one_page(index.documents.problems(document_id), limit, cursor)
        counted = Counter(fact.figure.check for fact in of_it.facts)
        card = index.documents.report_card(document_id)
        seconds = index.documents.seconds(document_id)
        return {
            **as_list([problem_json(problem, of_it) for problem in page], after),
            "figures": {check.value: counted[check] for check in Check},
            "report_card": None if card is None else report_card_json(card, seconds),
            "identities": [identity_json(it) for it in card.identities] if card else [],
        }

    @router.get("/{document_id}/text", summary="文字（所有位置都按它计数）")
    def text(document_id: str) -> dict[str, Any]:
        of_it = contents(document_id)
        return {
            "document_id": document_id,
            "text": of_it.text,
            "length": len(of_it.text),
            "pages": [page_json(page) for page in index.documents.pages(document_id)],
        }

    @router.get("/{document_id}/place", summary="一段文字在页面上的位置")
    def place(
        document_id: str,
        start: Annotated[int, Query(ge=0, le=2**31)],
        end: Annotated[int, Query(ge=0, le=2**31)],
    ) -> dict[str, Any]:
        found = place_on_page(contents(document_id), index.documents.lines(document_id), start, end)
        return {
            "page": found.page if found else None,
            "box": box_json(found.box) if found else None,
        }

    @router.get(
        "/{document_id}/pages/{number}.png", summary="页面图像", response_class=FileResponse
    )
    def page_image(document_id: str, number: Annotated[int, Path(ge=1, le=100_000)]) -> Response:
        document = stored(document_id)
        if number > document.pages:
            raise PageNotFound(number, document.pages)
        turn = index.documents.pages(document_id)[number - 1].turn
        image = images.page(
            source_path(document), document.content_sha256, document.media_type, number, turn
        )
        # The id stands for the content, so its pages never change.
        forever = {"Cache-Control": "public, max-age=31536000, immutable"}
        return FileResponse(image, media_type="image/png", headers=forever)

    @router.get("/{document_id}/source", summary="原文件", response_class=FileResponse)
    def source(document_id: str) -> Response:
        document = stored(document_id)
        shown = document.media_type in _SHOWN
        media_type = document.media_type if shown else "application/octet-stream"
        return FileResponse(
            source_path(document),
            media_type="text/plain; charset=utf-8" if media_type == "text/plain" else media_type,
            headers={
                "Content-Disposition": content_disposition(document.file_name, shown),
                "Content-Security-Policy": ORIGINAL_FILE_POLICY,
            },
        )

    def source_path(document: StoredDocument) -> FilePath:
        path = index.sources.path(document.content_sha256)
        if path is None:
            raise SourceMissing
        return path

    return router


DOCUMENT_HEADS = (
    *("文件", "单位", "级次", "年度", "类别", "页数", "数据", "公开日期", "公开网址", "文件名"),
    "编号",
)


def documents_sheet(documents: Sequence[StoredDocument]) -> Sheet:
    """The list of documents to be saved."""
    rows = [
        (
            document.identity.title or document.file_name,
            document.identity.organisation,
            document.identity.level,
            document.identity.fiscal_year,
            KIND_NAMES[document.identity.kind],
            document.pages,
            document.figures,
            document.identity.published_on.isoformat() if document.identity.published_on else None,
            document.source_url,
            document.file_name,
            document.document_id,
        )
        for document in documents
    ]
    return Sheet("文件", [DOCUMENT_HEADS], rows)
