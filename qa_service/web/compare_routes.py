"""Figures side by side, what an item is made of, and the charts of both and of answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from ingest.model import Kind, Level
from ingest.quantity import plain_decimal
from qa_service.chart import Chart, chart_of_answer, chart_of_cells, chart_of_parts
from qa_service.comparison import By, Wanted, compare_cells, compare_parts, loaded_years
from qa_service.comparison_notes import difference_of_parts
from qa_service.corpus import Corpus
from qa_service.errors import ChartUnavailable, InvalidRequest
from qa_service.feedback import FeedbackDesk
from qa_service.model import Fact
from qa_service.steps import calculate
from qa_service.steps.calculate import NotCalculable
from qa_service.web.compare_shapes import Address, chart_json, compared_figure_json, comparison_json
from qa_service.web.schemas import API
from qa_service.web.security import ORIGINAL_FILE_POLICY

MOST_CELLS = 1000
Word = Annotated[str, Query(min_length=1, max_length=60)]
Organisations = Annotated[list[Word], Query(min_length=1, max_length=50)]
Items = Annotated[list[Word], Query(min_length=1, max_length=10)]
Year = Annotated[int, Query(ge=1900, le=2200)]
Years = Annotated[list[Year], Query(max_length=30)]
Kinds = Annotated[list[Literal[Kind.BUDGET, Kind.FINAL_ACCOUNT]], Query(max_length=2)]
Theme = Literal["light", "dark"]
Width = Literal["narrow", "wide"]
_BOTH = (Kind.BUDGET, Kind.FINAL_ACCOUNT)


def compare_router(corpus: Corpus, desk: FeedbackDesk) -> APIRouter:
    """GET /compare, /compare/parts, /answers/{id}/chart, and their pictures."""
    router = APIRouter(prefix=API, tags=["比较"])

    def wanted(
        organisations: Sequence[str],
        years: Sequence[int],
        kinds: Sequence[Kind],
        items: Sequence[str],
        level: Level | None,
    ) -> Wanted:
        named = tuple(dict.fromkeys(organisations))
        chosen = tuple(sorted(set(years))) or loaded_years(named, corpus)
        asked = Wanted(
            named, chosen, tuple(dict.fromkeys(kinds)) or _BOTH, tuple(dict.fromkeys(items)), level
        )
        cells = len(named) * len(chosen) * len(asked.kinds) * len(asked.items)
        if cells > MOST_CELLS:
            raise InvalidRequest(f"一次最多比较 {MOST_CELLS} 格，所选的有 {cells} 格。请少选几项。")
        return asked

    def parts_wanted(
        organisation: str, year: int, kind: Kind, item: str, level: Level | None
    ) -> Wanted:
        return Wanted((organisation,), (year,), (kind,), (item,), level)

    @router.get("/compare", summary="单位、年度、预算与决算、项目，逐格对照")
    def compare(
        organisation: Organisations,
        item: Items,
        fiscal_year: Years = [],  # noqa: B006 — FastAPI copies it
        kind: Kinds = [],  # noqa: B006
        level: Level | None = None,
    ) -> dict[str, Any]:
        asked = wanted(organisation, fiscal_year, kind, item, level)
        return comparison_json(asked, compare_cells(asked, corpus))

    @router.get("/compare/chart.svg", summary="对照的图", response_class=Response)
    def compare_chart(
        organisation: Organisations,
        item: Word,
        fiscal_year: Years = [],  # noqa: B006
        kind: Kinds = [],  # noqa: B006
        level: Level | None = None,
        theme: Theme = "light",
        width: Width = "wide",
    ) -> Response:
        asked = wanted(organisation, fiscal_year, kind, (item,), level)
        return _picture(chart_of_cells(compare_cells(asked, corpus)), theme, width)

    @router.get("/compare/parts", summary="一项由什么构成")
    def parts(
        organisation: Word,
        fiscal_year: Year,
        kind: Literal[Kind.BUDGET, Kind.FINAL_ACCOUNT],
        item: Word,
        by: By = By.NAMED,
        level: Level | None = None,
    ) -> dict[str, Any]:
        asked = parts_wanted(organisation, fiscal_year, kind, item, level)
        whole, found = compare_parts(asked, by, corpus)
        address: Address = {
            "organisation": organisation,
            "fiscal_year": fiscal_year,
            "kind": str(kind),
            "item": item,
            "by": str(by),
            **({"level": str(level)} if level else {}),
        }
        chart = chart_of_parts(whole, found) if whole else None
        return {
            "whole": compared_figure_json(whole) if whole else None,
            "parts": [compared_figure_json(part) | _share(part, whole) for part in found],
            "note": difference_of_parts(whole, found) if whole else "",
            "chart": chart_json(chart, "compare/parts", address) if chart else None,
        }

    @router.get("/compare/parts/chart.svg", summary="构成的图", response_class=Response)
    def parts_chart(
        organisation: Word,
        fiscal_year: Year,
        kind: Literal[Kind.BUDGET, Kind.FINAL_ACCOUNT],
        item: Word,
        by: By = By.NAMED,
        level: Level | None = None,
        theme: Theme = "light",
        width: Width = "wide",
    ) -> Response:
        asked = parts_wanted(organisation, fiscal_year, kind, item, level)
        whole, found = compare_parts(asked, by, corpus)
        return _picture(chart_of_parts(whole, found) if whole else None, theme, width)

    @router.get("/answers/{answer_id}/chart", summary="一个答案的图，用文字说")
    def answer_chart(answer_id: str) -> dict[str, Any]:
        chart = chart_of_answer(desk.answer(answer_id)["answer"]["figures"])
        return {"chart": chart_json(chart, f"answers/{answer_id}", {}) if chart else None}

    @router.get("/answers/{answer_id}/chart.svg", summary="一个答案的图", response_class=Response)
    def answer_picture(answer_id: str, theme: Theme = "light", width: Width = "wide") -> Response:
        chart = chart_of_answer(desk.answer(answer_id)["answer"]["figures"])
        return _picture(chart, theme, width)

    return router


def _share(part: Fact, whole: Fact | None) -> dict[str, Any]:
    """What percentage of the whole a part is, with its formula."""
    try:
        found = calculate.share(part, whole) if whole else None
    except NotCalculable:
        found = None
    return {"share": plain_decimal(found.result.number) if found else None,
            "share_expression": found.expression if found else None}  # fmt: skip


def _picture(chart: Chart | None, theme: str, width: str) -> Response:
    if chart is None:
        raise ChartUnavailable
    # Loaded with the first chart: answering needs none of it.
    from qa_service.draw_chart import draw_chart

    return Response(
        draw_chart(chart, theme, width),
        media_type="image/svg+xml",
        headers={"Content-Security-Policy": ORIGINAL_FILE_POLICY, "Cache-Control": "no-cache"},
    )
