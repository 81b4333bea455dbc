"""The pages people open, and the files they are made of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fastapi import APIRouter
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = Path(__file__).parent / "static"
# Asked for again each time (a 304 mostly), so that a new version is seen at once.
_FRESH = {"Cache-Control": "no-cache"}


class FreshFiles(StaticFiles):
    """Static files that browsers ask for again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(_FRESH)
        return response


def page_router(is_loaded: Callable[[str], bool]) -> APIRouter:
    """The pages by their addresses."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def ask() -> Response:
        return _page("index.html")

    @router.get("/documents")
    def documents() -> Response:
        return _page("documents.html")

    @router.get("/documents/{document_id}")
    def document(document_id: str) -> Response:
        # The page itself says that the document is not there.
        return _page("document.html", 200 if is_loaded(document_id) else 404)

    @router.get("/accuracy")
    def accuracy() -> Response:
        return _page("accuracy.html")

    @router.get("/compare")
    def compare() -> Response:
        return _page("compare.html")

    @router.get("/admin")
    def admin() -> Response:
        return _page("admin.html")

    @router.get("/favicon.ico")
    def icon() -> Response:
        return FileResponse(STATIC / "icon.svg")

    return router


def _page(name: str, status: int = 200) -> Response:
    return FileResponse(STATIC / name, status, headers=_FRESH, media_type="text/html")
