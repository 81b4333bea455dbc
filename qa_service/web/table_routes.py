"""A rebuilt table of a document to be saved, as CSV and as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.responses import Response

from ingest.model import Table
from qa_service.corpus import Corpus
from qa_service.errors import DocumentNotFound, TableNotFound
from qa_service.web.schemas import API
from qa_service.web.sheets import csv_response, workbook_response
from qa_service.web.table_sheet import table_sheet

if TYPE_CHECKING:
    from index.open import Index


def table_router(index: Index, corpus: Corpus) -> APIRouter:
    """GET /documents/{id}/tables/{table_id}.csv and .xlsx."""
    router = APIRouter(prefix=f"{API}/documents/{{document_id}}/tables", tags=["文件"])

    def table(document_id: str, table_id: str) -> Table:
        document = index.documents.get(document_id)
        if document is None:
            raise DocumentNotFound
        found = corpus.contents(document).tables.get(table_id)
        if found is None:
            raise TableNotFound
        return found

    @router.get("/{table_id}.csv", summary="一张表，CSV", response_class=Response)
    def as_csv(document_id: str, table_id: str) -> Response:
        return csv_response(table_sheet(table(document_id, table_id)))

    @router.get("/{table_id}.xlsx", summary="一张表，Excel", response_class=Response)
    def as_workbook(document_id: str, table_id: str) -> Response:
        return workbook_response(table_sheet(table(document_id, table_id)))

    return router
