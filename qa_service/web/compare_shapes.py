"""Comparisons and charts as the API shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from qa_service.chart import Chart, chart_of_cells, chart_text
from qa_service.comparison import ComparedCell, Wanted
from qa_service.comparison_notes import Change, changes_of, fund_name, notes_on
from qa_service.model import Fact
from qa_service.steps.compose import signed_amount
from qa_service.web.schemas import API

Address = Mapping[str, str | int | Sequence[str | int]]


def comparison_json(wanted: Wanted, cells: Sequence[ComparedCell]) -> dict[str, Any]:
    """The table, what must be known of it, and a chart of each item that has one."""
    charts = []
    for item in wanted.items:
        chart = chart_of_cells([c for c in cells if c.item == item])
        if chart is not None:
            charts.append({"item": item} | chart_json(chart, "compare", _asked(wanted, item)))
    return {
        "organisations": list(wanted.organisations),
        "fiscal_years": list(wanted.fiscal_years),
        "kinds": list(wanted.kinds),
        "items": list(wanted.items),
        "level": wanted.level,
        "cells": [compared_cell_json(cell, cells) for cell in cells],
        "notes": notes_on(cells),
        "charts": charts,
    }


def compared_cell_json(cell: ComparedCell, cells: Sequence[ComparedCell]) -> dict[str, Any]:
    """A cell: what is said there, its figure with its place, and how it changed."""
    return {
        "organisation": cell.organisation,
        "fiscal_year": cell.fiscal_year,
        "kind": cell.kind,
        "item": cell.item,
        "state": cell.state,
        "note": cell.note,
        "level": cell.level,
        "figure": compared_figure_json(cell.fact) if cell.fact else None,
        "changes": [change_json(change) for change in changes_of(cell, cells)],
    }


def compared_figure_json(fact: Fact) -> dict[str, Any]:
    """A figure as it is said, the money it is limited to and the place it stands at."""
    source, document = fact.figure.source, fact.document
    return fact.as_json() | {
        "said": signed_amount(fact),
        "fund": fund_name(fact.figure.fund),
        "document_id": document.document_id,
        "document": document.identity.title or document.file_name,
        "page": source.page,
        "url": f"/documents/{document.document_id}#c={source.start}-{source.end}",
    }


def change_json(change: Change) -> dict[str, Any]:
    """A change between two cells, each number with its formula."""
    return {
        "than": change.than,
        "difference": change.difference.as_json(),
        "rate": change.rate.as_json() if change.rate else None,
    }


def chart_json(chart: Chart, path: str, asked: Address) -> dict[str, Any]:
    """A chart: its title, itself in words, and where its picture is (theme and width to add)."""
    query = urlencode(asked, doseq=True)
    return {
        "title": chart.title,
        "shape": chart.shape,
        "unit": chart.unit.name,
        "text": chart_text(chart),
        "url": f"{API}/{path}/chart.svg?{query}" if query else f"{API}/{path}/chart.svg?",
    }


def _asked(wanted: Wanted, item: str) -> Address:
    asked: dict[str, str | int | Sequence[str | int]] = {
        "organisation": wanted.organisations,
        "fiscal_year": wanted.fiscal_years,
        "kind": [str(kind) for kind in wanted.kinds],
        "item": item,
    }
    return asked | ({"level": str(wanted.level)} if wanted.level else {})
