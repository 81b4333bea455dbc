"""The web application: API, pages, health. Made from parts that are ready; opens nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, Response

from qa_service.examples import example_questions
from qa_service.web.admin_gate import AdminGate
from qa_service.web.admin_routes import TAKES_FILES, admin_router
from qa_service.web.chat_routes import chat_router
from qa_service.web.compare_routes import compare_router
from qa_service.web.coverage_routes import coverage_router
from qa_service.web.document_routes import document_router
from qa_service.web.fact_routes import fact_router
from qa_service.web.feedback_routes import feedback_router
from qa_service.web.glossary_routes import glossary_router
from qa_service.web.metrics import Metrics, RequestCounter
from qa_service.web.page_routes import STATIC, FreshFiles, page_router
from qa_service.web.problems import BodyLimit, install_problem_handlers
from qa_service.web.schemas import API
from qa_service.web.security import SecurityHeaders
from qa_service.web.table_routes import table_router
from qa_service.web.term_routes import term_router

if TYPE_CHECKING:
    from qa_service.service import Service

# Far above any question, so that a long one is told its length; more is not even read.
MAX_BODY_BYTES = 4 * 1024 * 1024
# So many of the largest files may be sent at once, or any number of smaller ones.
FILES_A_REQUEST = 4


def create_app(service: Service, on_queued: Callable[[], object] = lambda: None) -> FastAPI:
    """The ASGI app over one opened data folder; `on_queued` hears that there is work to do."""
    index, corpus, settings = service.index, service.corpus, service.settings
    metrics = Metrics(lambda: len(corpus.documents()))
    app = FastAPI(
        title="预算问答",
        summary="用中文询问公开的部门预算与决算，得到准确的数字和它在原文中的位置",
        # The usual API pages fetch scripts from elsewhere; the description itself is served.
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
        telemetry={"tracing": False, "metrics": False},
    )
    limits = settings.limits

    def body_bytes(path: str) -> int:
        files = FILES_A_REQUEST * limits.file_bytes if path in TAKES_FILES else 0
        return MAX_BODY_BYTES + files

    install_problem_handlers(app, body_bytes)
    app.add_middleware(BodyLimit, limit_of=body_bytes)
    app.add_middleware(AdminGate, keys=settings.admin_key_list)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RequestCounter, metrics=metrics)

    app.include_router(chat_router(service.conversations, metrics.count_answer))
    app.include_router(feedback_router(service.feedback))
    app.include_router(term_router(service.feedback, corpus))
    app.include_router(admin_router(index, service.feedback, limits, on_queued))
    app.include_router(document_router(index, corpus, service.page_images))
    app.include_router(table_router(index, corpus))
    app.include_router(coverage_router(corpus))
    app.include_router(fact_router(index, corpus))
    app.include_router(compare_router(corpus, service.feedback))
    app.include_router(glossary_router(index, corpus))
    app.include_router(
        page_router(lambda key: index.documents.get(key) is not None, bool(settings.admin_key_list))
    )
    app.mount("/static", GZipMiddleware(FreshFiles(directory=STATIC)))

    @app.get(f"{API}/examples", tags=["问答"], summary="可以问的问题")
    def examples() -> dict[str, object]:
        documents = corpus.documents()
        questions = example_questions(corpus, documents)
        return {
            "items": [{"question": question} for question in questions],
            "next_cursor": None,
            "documents": len(documents),
        }

    @app.get("/healthz", tags=["运行"], summary="进程活着")
    def alive() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz", tags=["运行"], summary="可以回答")
    def ready() -> Response:
        state = {
            "status": "ok",
            "generation": corpus.generation(),
            # False until the embedding model is loaded: passages are then found by keyword.
            "searches_by_meaning": index.searches_by_meaning,
        }
        return JSONResponse(state, headers={"Cache-Control": "no-store"})

    @app.get("/metrics", tags=["运行"], summary="Prometheus 指标")
    def exposition() -> Response:
        return Response(metrics.exposition(), media_type=metrics.content_type)

    return app
