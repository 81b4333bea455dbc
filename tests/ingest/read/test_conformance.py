"""All readers read the same: one disclosure in every format gives the same tables and figures.

A reader of a further format joins by one entry in `tests.ingest.read.written.WRITERS`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.model import Document, Kind, Level
from ingest.parse import parse_document
from ingest.quantity import Unit
from tests.ingest.read.written import COVER, NOTE, TITLE, WRITERS

PATHS = [("支出预算", "合计"), ("支出预算", "基本支出"), ("支出预算", "项目支出")]


@pytest.fixture(params=WRITERS)
def document(request: pytest.FixtureRequest, tmp_path: Path) -> Document:
    return parse_document(WRITERS[request.param](tmp_path))


def test_the_document_is_the_same(document: Document) -> None:
    found = document.identity
    assert (found.organisation, found.fiscal_year) == ("某某市某某局", 2024)
    assert (found.level, found.kind, found.title) == (Level.DEPARTMENT, Kind.BUDGET, COVER)
    assert document.problems == ()


def test_the_table_is_the_same(document: Document) -> None:
    (table,) = document.tables
    assert (table.title, table.kind, table.unit) == (TITLE, "expenditure", Unit.WAN)
    assert table.note == NOTE
    assert [column.path for column in table.columns] == PATHS
    assert [(row.label, row.code, [c.printed for c in row.cells]) for row in table.rows] == [
        ("行政运行", "2010301", ["1,200.00", "1,200.00", ""]),
        ("一般行政管理事务", "2010302", ["34.50", "—", "34.50"]),
        ("事业运行", "2010350", ["0.00", "0.00", "—"]),
        ("合计", None, ["1,234.50", "1,200.00", "34.50"]),
    ]


def test_the_figures_are_the_same_and_stand_where_they_are_quoted(document: Document) -> None:
    cells = [f for f in document.figures if f.source.table_id]
    assert [(f.printed, f.quantity is None) for f in cells] == [
        ("1,200.00", False), ("1,200.00", False), ("", True),
        ("34.50", False), ("—", True), ("34.50", False),
        ("0.00", False), ("0.00", False), ("—", True),
        ("1,234.50", False), ("1,200.00", False), ("34.50", False),
    ]  # fmt: skip
    assert all(document.quote(f.source) == f.printed for f in cells)
    assert all((f.fiscal_year, f.unit) == (2024, Unit.WAN) for f in cells)
    said = [f for f in document.figures if not f.source.table_id]
    assert [(f.label, f.printed, f.section_path[-1]) for f in said] == [
        ("支出预算", "1,234.50", "一、支出预算说明"),
        ("基本支出", "1,200.00", "一、支出预算说明"),
    ]


def test_a_place_is_a_page_or_else_a_cell(document: Document) -> None:
    has_pages = bool(document.pages)
    for figure in document.figures:
        assert (figure.source.page is not None) == has_pages
