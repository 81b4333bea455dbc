"""What operators watch (Prometheus): requests by route, how turns end, what is loaded."""

from __future__ import annotations

import time
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa_service.model import Answer

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)


class Metrics:
    """The instruments of one app; a registry of its own, so that two apps do not collide."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self, loaded_documents: Callable[[], int]) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "budget_qa_requests",
            "HTTP requests",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._request_seconds = Histogram(
            "budget_qa_request_seconds",
            "Seconds until the response was complete",
            ("route",),
            buckets=SECONDS,
            registry=self._registry,
        )
        self._turns = Counter(
            "budget_qa_turns",
            "Questions by how they ended",
            ("status", "reason"),
            registry=self._registry,
        )
        self._answer_seconds = Histogram(
            "budget_qa_answer_seconds",
            "Seconds to answer a question",
            buckets=SECONDS,
            registry=self._registry,
        )
        documents = Gauge("budget_qa_documents", "Documents loaded", registry=self._registry)
        documents.set_function(lambda: float(loaded_documents()))

    def count_answer(self, answer: Answer) -> None:
        """Count a turn."""
        self._turns.labels(answer.status, answer.reason or "").inc()
        self._answer_seconds.observe(answer.elapsed_ms / 1000)

    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def exposition(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self._registry)


_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


class RequestCounter:
    """Counts every request by its route's template, so that ids do not become labels."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500
        began = time.perf_counter()

        async def note_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, note_status)
        finally:
            route = getattr(scope.get("route"), "path", "(none)")
            method = scope["method"] if scope["method"] in _METHODS else "other"
            seconds = time.perf_counter() - began
            self._metrics.count_request(method, route, status, seconds)
