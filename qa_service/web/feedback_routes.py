"""An answer by its id, and what readers say of it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from qa_service.feedback import FeedbackDesk
from qa_service.web.schemas import API, FeedbackRequest


def feedback_router(desk: FeedbackDesk) -> APIRouter:
    """GET /answers/{id}, POST /feedback and DELETE /feedback/{id}."""
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

    @router.delete("/feedback/{feedback_id}", status_code=204, summary="收回自己的反馈")
    def withdraw(feedback_id: str) -> None:
        # Its id was told to the one who gave it, and cannot be guessed.
        desk.withdraw(feedback_id)

    return router
