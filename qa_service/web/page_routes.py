"""The pages people open, and the files they are made of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Header
from jinja2 import Environment, FileSystemLoader
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from qa_service.errors import AdminClosed

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"
# Asked for again each time (a 304 mostly), so that a new version is seen at once.
_FRESH = {"Cache-Control": "no-cache"}
# Address and template. The pages fetch what they show, so that they are the same for everybody.
PAGES = {
    "/": "index.html",
    "/documents": "documents.html",
    "/figures": "figures.html",
    "/glossary": "glossary.html",
    "/accuracy": "accuracy.html",
    "/compare": "compare.html",
    "/admin": "admin.html",
}
IfNoneMatch = Annotated[str, Header(include_in_schema=False)]


class FreshFiles(StaticFiles):
    """Static files that browsers ask for again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(_FRESH)
        return response


def page_router(is_loaded: Callable[[str], bool], admin_is_open: bool) -> APIRouter:
    """The pages by their addresses, written once, when the service starts."""
    router = APIRouter(include_in_schema=False)
    templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    closed = "" if admin_is_open else AdminClosed().detail

    def serve(address: str, template: str) -> None:
        html = templates.get_template(template).render(closed=closed)

        @router.get(address)
        def page(if_none_match: IfNoneMatch = "") -> Response:
            return _page(html, if_none_match)

    for address, template in PAGES.items():
        serve(address, template)
    document_page = templates.get_template("document.html").render()

    @router.get("/documents/{document_id}")
    def document(document_id: str, if_none_match: IfNoneMatch = "") -> Response:
        if is_loaded(document_id):
            return _page(document_page, if_none_match)
        # The page itself says that the document is not there.
        return HTMLResponse(document_page, 404, headers=_FRESH)

    @router.get("/favicon.ico")
    def icon() -> Response:
        return FileResponse(STATIC / "icon.svg")

    return router


def _page(html: str, known: str) -> Response:
    """The page, or that it is the one the browser knows."""
    tag = f'"{hashlib.sha256(html.encode()).hexdigest()[:32]}"'
    headers = _FRESH | {"ETag": tag}
    if tag in known:
        return Response(status_code=304, headers=headers)
    return HTMLResponse(html, headers=headers)
