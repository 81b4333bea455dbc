"""Asking, and the turns of a conversation."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response, StreamingResponse

from qa_service.conversation import Conversations, check_id
from qa_service.errors import InternalError, ServiceError
from qa_service.model import Answer
from qa_service.web.problems import KNOWN_FAILURES, as_service_error
from qa_service.web.schemas import API, ChatRequest


def chat_router(conversations: Conversations, count: Callable[[Answer], None]) -> APIRouter:
    """POST /chat, GET and DELETE /conversations/{id}."""
    router = APIRouter(prefix=API, tags=["问答"])

    @router.post("/chat", summary="提问", response_class=JSONResponse)
    def chat(request: ChatRequest) -> Response:
        # What can be wrong with the request is told before a stream begins.
        conversations.readable(request.question)
        if request.conversation_id is not None:
            check_id(request.conversation_id)
        asked = request.as_turn()

        def turn() -> dict[str, Any]:
            given = conversations.given(asked)
            if given is not None:
                return given
            answer = conversations.take(asked)
            count(answer)
            return answer.as_json()

        if request.stream:
            return StreamingResponse(
                _events(turn),
                media_type="text/event-stream",
                headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
            )
        return JSONResponse(turn(), headers={"Cache-Control": "no-store"})

    @router.get("/conversations/{conversation_id}", summary="对话的各轮")
    def history(conversation_id: str) -> Response:
        turns = {
            "conversation_id": conversation_id,
            "items": conversations.history(conversation_id),
            "next_cursor": None,
        }
        return JSONResponse(turns, headers={"Cache-Control": "no-store"})

    @router.delete("/conversations/{conversation_id}", status_code=204, summary="删除对话")
    def forget(conversation_id: str) -> None:
        conversations.forget(conversation_id)

    return router


def _events(turn: Callable[[], dict[str, Any]]) -> Iterator[str]:
    """status, then the verified text in pieces, then the answer; or error, always last."""
    yield _event("status", {"step": "look_up", "text": "正在查找……"})
    answer: dict[str, Any] | None = None
    failure: ServiceError = InternalError()
    try:
        answer = turn()
    except KNOWN_FAILURES as error:
        failure = as_service_error(error)
        return
    finally:
        # The status line is long gone, so no handler can answer any more. Something unforeseen
        # is told in the same way, and goes on to the server's log.
        if answer is None:
            yield _event("error", failure.as_problem())
    for piece in text_pieces(answer["text"]):
        yield _event("delta", {"text": piece})
    yield _event("answer", answer)


def text_pieces(text: str) -> list[str]:
    """A verified text cut behind its punctuation: never within a number or a citation mark."""
    return re.findall(r"[^，。；：！？\n]*[，。；：！？\n]+|[^，。；：！？\n]+$", text)


def _event(name: str, data: dict[str, Any]) -> str:
    # JSON has no line breaks of its own, so one data line is enough.
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
