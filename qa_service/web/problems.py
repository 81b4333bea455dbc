"""Every failure as application/problem+json (RFC 9457): ours, FastAPI's and the unforeseen."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.errors import DocumentNotLoaded, GenerationDamaged, StoreUnusable
from qa_service.errors import (
    BodyTooLarge,
    BodyUnreadable,
    DocumentNotFound,
    InternalError,
    InvalidRequest,
    MethodNotAllowed,
    NotFound,
    NotReady,
    ServiceError,
)

logger = logging.getLogger(__name__)
PROBLEM = "application/problem+json"
DISCARDED_BYTES = 32 * 1024 * 1024
BytesOfPath = Callable[[str], int]
"""How many bytes a request body may have, by the path it is sent to."""

KNOWN_FAILURES = (ServiceError, DocumentNotLoaded, StoreUnusable, GenerationDamaged)


def problem_response(error: ServiceError, headers: Mapping[str, str] | None = None) -> Response:
    """A problem as a response."""
    body = json.dumps(error.as_problem(), ensure_ascii=False)
    return Response(body, error.status, media_type=PROBLEM, headers=dict(headers or {}))


class BodyLimit:
    """Refuses a body by its declared length without parsing it, else where it passes the limit."""

    def __init__(self, app: ASGIApp, limit_of: BytesOfPath) -> None:
        self._app = app
        self._limit_of = limit_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._limit_of(scope["path"])
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared) > limit:
            await _discard_body(receive)
            response = problem_response(BodyTooLarge(limit))
            await response(scope, receive, send)
            return
        read = 0

        async def receive_within_limit() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit:
                # The framework lets this pass to the handlers below.
                raise HTTPException(413)
            return message

        await self._app(scope, receive_within_limit, send)


async def _discard_body(receive: Receive) -> None:
    """Let a body go by unkept, up to a limit: most clients read no answer while they still send."""
    discarded = 0
    while discarded < DISCARDED_BYTES:
        message = await receive()
        discarded += len(message.get("body", b""))
        if not message.get("more_body"):
            return


def install_problem_handlers(app: FastAPI, limit_of: BytesOfPath) -> None:
    """Make the app answer every failure with a problem."""

    def ours(_: Request, error: Exception) -> Response:
        return problem_response(as_service_error(error))

    def http(request: Request, error: Exception) -> Response:
        headers = error.headers if isinstance(error, HTTPException) else None
        status = error.status_code if isinstance(error, HTTPException) else 500
        return problem_response(_of_status(request, status, limit_of(request.url.path)), headers)

    def validation(_: Request, error: Exception) -> Response:
        errors = error.errors() if isinstance(error, RequestValidationError) else ()
        return problem_response(_of_validation(errors))

    for kind in KNOWN_FAILURES:
        app.add_exception_handler(kind, ours)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, validation)
    # What is left; the server's error middleware has logged the trace.
    app.add_exception_handler(Exception, ours)


def as_service_error(error: Exception) -> ServiceError:
    """What a caller is told of any failure."""
    if isinstance(error, ServiceError):
        return error
    if isinstance(error, DocumentNotLoaded):
        return DocumentNotFound()
    if isinstance(error, StoreUnusable | GenerationDamaged):
        logger.error("数据文件夹不能使用：%s", error)
        return NotReady("数据文件夹暂时不能使用。请管理员运行 budget-qa verify 查看原因。")
    return InternalError()


def _of_status(request: Request, status: int, max_body_bytes: int) -> ServiceError:
    if status == 404:
        return NotFound()
    if status == 405:
        return MethodNotAllowed(request.method)
    if status == 413:
        return BodyTooLarge(max_body_bytes)
    if status == 400:
        return BodyUnreadable("请求体不能读取。请发送 UTF-8 编码的 JSON。")
    return InternalError()


_MESSAGES = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项，请检查拼写",
    "string_type": "应为字符串",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "list_type": "应为数组",
    "model_type": "应为对象",
    "model_attributes_type": "应为对象",
    "dict_type": "应为对象",
    "string_too_long": "不能超过 {max_length} 个字",
    "string_too_short": "不能少于 {min_length} 个字",
    "too_long": "不能超过 {max_length} 项",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "enum": "应为其中之一：{expected}",
    "literal_error": "应为其中之一：{expected}",
    "string_pattern_mismatch": "格式不对",
    "string_unicode": "含有不能编码的字符",
}


def _of_validation(errors: Sequence[Any]) -> ServiceError:
    """One problem for all wrong fields, each named."""
    if any(error["type"] == "json_invalid" for error in errors):
        return BodyUnreadable("请求体不是 JSON。请检查引号和逗号，并用 UTF-8 编码。")
    rows = tuple(
        {
            "field": ".".join(str(part) for part in error["loc"][1:]) or "（整个请求体）",
            "message": _MESSAGES.get(error["type"], "不符合要求").format(**error.get("ctx", {})),
        }
        for error in errors[:20]
    )
    return InvalidRequest("；".join(f"{row['field']}：{row['message']}" for row in rows), rows)
