"""An answer by its id, and what readers say of it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from qa_service.feedback import FeedbackDesk
from qa_service.web.schemas import API, FeedbackRequest


def feedback_router(desk: FeedbackDesk) -> APIRouter:
    """GET /answers/{id} and POST /feedback."""
    router = APIRouter(prefix=API, tags=["问答"])

    @router.get("/answers/{answer_id}", summary="一个答案，按当时给出的样子")
    def answer(answer_id: str) -> Response:
        return JSONResponse(desk.answer(answer_id), headers={"Cache-Control": "no-store"})

    @router.post("/feedback", status_code=201, summary="说一个答案、或其中一个数，对还是不对")
    def feedback(request: FeedbackRequest) -> dict[str, Any]:
        feedback_id = desk.take(
            request.answer_id, request.figure_id, request.verdict, request.comment or ""
        )
        return {"feedback_id": feedback_id}

    return router
