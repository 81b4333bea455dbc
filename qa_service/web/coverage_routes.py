"""What is loaded of whom, so that a list can say what it cannot show."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from qa_service.corpus import Corpus
from qa_service.coverage import Covered, covered, near_names
from qa_service.web.paging import DEFAULT_LIMIT, Cursor, Limit, Word, as_list, one_page
from qa_service.web.schemas import API


def coverage_router(corpus: Corpus) -> APIRouter:
    """GET /coverage."""
    router = APIRouter(prefix=API, tags=["文件"])

    @router.get("/coverage", summary="各单位收录了哪些年度，缺哪些年度")
    def coverage(
        q: Word = None, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> dict[str, Any]:
        found = covered(corpus, q or "")
        page, after = one_page(found, limit, cursor)
        listed = as_list([covered_json(it) for it in page], after, len(found))
        return listed | {"near": near_names(corpus, q) if q and not found else []}

    return router


def covered_json(it: Covered) -> dict[str, Any]:
    """An organisation and what is loaded of it; `filed_under` are names to filter lists by."""
    return {
        "organisation": it.name,
        "filed_under": list(it.filed_under),
        "documents": it.documents,
        "holdings": [
            {
                "level": holding.level,
                "kind": holding.kind,
                "fiscal_years": list(holding.years),
                "missing_years": list(holding.missing),
                "undated": holding.undated,
            }
            for holding in it.holdings
        ],
    }
