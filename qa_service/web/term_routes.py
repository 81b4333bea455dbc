"""The terms of an answer that its own documents define."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from qa_service.corpus import Corpus
from qa_service.feedback import FeedbackDesk
from qa_service.glossary import group_definitions, terms_within
from qa_service.model import Scope
from qa_service.web.glossary_routes import definition_json
from qa_service.web.paging import as_list
from qa_service.web.schemas import API


def term_router(desk: FeedbackDesk, corpus: Corpus) -> APIRouter:
    """GET /answers/{id}/terms."""
    router = APIRouter(prefix=API, tags=["问答"])

    @router.get("/answers/{answer_id}/terms", summary="答案里的名词，按所引文件的解释")
    def terms(answer_id: str) -> dict[str, Any]:
        answer = desk.answer(answer_id)["answer"]
        cited = tuple(dict.fromkeys(it["document_id"] for it in answer["citations"]))
        # No document cited is not the same as any document.
        documents = corpus.documents(Scope(document_ids=cited)) if cited else []
        definitions = group_definitions(corpus.glossary(None, documents), None)
        found = terms_within(answer["text"], definitions)
        return as_list([definition_json(definition, corpus) for definition in found], None)

    return router
