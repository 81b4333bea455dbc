"""Nobody comes to the administrators' addresses without their key, nor is a body read before."""

from __future__ import annotations

import hmac
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from qa_service.errors import AdminClosed, AdminKeyRejected
from qa_service.web.problems import problem_response
from qa_service.web.schemas import API

ADMIN = f"{API}/admin"


class AdminGate:
    """Refuses requests below /api/v1/admin that carry none of the keys."""

    def __init__(self, app: ASGIApp, keys: Sequence[str]) -> None:
        self._app = app
        self._keys = [key.encode() for key in keys]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_admin(scope["path"]):
            if not self._keys:
                await problem_response(AdminClosed())(scope, receive, send)
                return
            if not self._knows(Headers(scope=scope).get("authorization", "")):
                headers = {"WWW-Authenticate": "Bearer"}
                await problem_response(AdminKeyRejected(), headers)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _knows(self, authorization: str) -> bool:
        scheme, _, given = authorization.partition(" ")
        told = given.strip().encode()
        # Every key is compared whole, so that the time taken says nothing of any of them.
        matches = [hmac.compare_digest(told, key) for key in self._keys]
        return scheme.lower() == "bearer" and any(matches)


def _is_admin(path: str) -> bool:
    return path == ADMIN or path.startswith(f"{ADMIN}/")
