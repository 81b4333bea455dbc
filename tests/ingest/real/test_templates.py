"""The empty templates of a finance bureau: every table known, and every figure read once filled."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ingest.model import Document, Kind
from ingest.parse import parse_document
from ingest.quantity import Unit

pytestmark = pytest.mark.real

KINDS = [
    *("summary", "summary", "income", "expenditure", "appropriation_summary"),
    *("appropriation_summary", "general_public_budget_expenditure", "government_managed_funds"),
    *("state_capital_operations", "basic_expenditure", "three_public"),
]
# Of each sheet with a table: its first data row, the columns of labels, and those of amounts
# that each of them names.
AREAS = {
    "部门收支总表": (8, {"A": "B", "C": "D"}),
    "部门收入总表": (9, {"D": "EFGHI"}),
    "部门支出总表": (9, {"D": "EFG"}),
    "部门财政拨款收支总表": (8, {"A": "B", "C": "DEFG"}),
    "部门一般公共预算拨款表": (9, {"D": "EFG"}),
    "部门政府性基金拨款表": (9, {"D": "EFG"}),
    "部门国有资本经营预算拨款表 ": (9, {"D": "EFG"}),
    "部门一般公共预算拨款基本支出明细表": (9, {"C": "DEF"}),
}


@pytest.fixture(scope="module")
def templates(real_documents: Path) -> Path:
    """The folder of the templates, beside the real disclosures; skipped where they are absent."""
    folder = real_documents.parent
    if not (folder / "部门预算表模板.xlsx").is_file():
        pytest.skip(f"no templates at {folder}: they lie beside BUDGET_QA_TEST_DOCUMENTS")
    return folder


@cache
def parsed(path: Path) -> Document:
    return parse_document(path)


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_every_table_of_the_template_is_known_with_its_unit(templates: Path, suffix: str) -> None:
    document = parsed(templates / f"部门预算表模板.{suffix}")
    assert [table.kind for table in document.tables] == KINDS
    units = [table.unit for table in document.tables]
    assert units == [Unit.YUAN] * 10 + [Unit.WAN]
    assert all(table.title.startswith("2026年") for table in document.tables)
    assert (document.identity.kind, document.identity.fiscal_year) == (Kind.BUDGET, 2026)
    # The last has a header alone: its one row is blank.
    assert all(table.rows and table.columns for table in document.tables[:-1])
    assert all(path.path for table in document.tables for path in table.columns)


def test_the_old_and_the_new_workbook_have_the_same_columns(templates: Path) -> None:
    new, old = (parsed(templates / f"部门预算表模板.{suffix}") for suffix in ("xlsx", "xls"))
    differing = [
        (one.title, other.title)
        for one, other in zip(new.tables, old.tables, strict=True)
        if [c.path for c in one.columns] != [c.path for c in other.columns]
    ]
    # A unit's summary parts its expenditure further than a department's.
    assert [title for title, _ in differing] == ["2026年部门财务收支预算总表（本年支出）"]


def _fill(sheet: Worksheet, first: int, areas: dict[str, str], number: int) -> list[str]:
    """Distinct amounts in all rows with a label; as they are displayed, side by side, row by row."""
    displayed = []
    for labels, columns in areas.items():
        for row in range(first, 22):
            cell = f"{labels}{row}"
            is_total = any(cell in area for area in sheet.merged_cells.ranges)  # 合计 over all
            if not is_total and not sheet[cell].value:
                continue
            for column in columns:
                number += 1
                sheet[f"{column}{row}"] = number * 1001
                displayed.append(_displayed(sheet, f"{column}{row}", number * 1001))
    return displayed


def _displayed(sheet: Worksheet, cell: str, value: int) -> str:
    return f"{value:,}" if "#,##0" in sheet[cell].number_format else str(value)


def test_every_figure_of_a_filled_template_is_read(templates: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(templates / "部门预算表模板.xlsx")
    expected: list[str] = []
    for place, (name, (first, areas)) in enumerate(AREAS.items(), 1):
        expected += _fill(book[name], first, areas, 10_000 * place)
    public = book["部门“三公”经费和机关运行费预算表"]
    for place, column in enumerate("ABCDEFG"):
        public[f"{column}7"] = 3.5 + place
        expected.append(str(3.5 + place))
    book.save(tmp_path / "某某局.xlsx")
    document = parse_document(tmp_path / "某某局.xlsx")
    stored = [f for f in document.figures if f.source.table_id and f.quantity is not None]
    assert [figure.printed for figure in stored] == expected
    assert len(expected) == 200
    assert all(f.item_path or f.column_path for f in stored)
    by_code = {(f.code, f.column_path[-1], f.table_kind): f for f in stored if f.code}
    higher = by_code["2050205", "财政拨款收入", "income"]
    assert (higher.item_path, higher.unit) == (("教育支出", "普通教育", "高等教育"), Unit.YUAN)
    assert by_code["30101", "人员经费", "basic_expenditure"].label == "基本工资"
    (reception,) = [f for f in stored if f.column_path[-1] == "公务接待费"]
    assert (reception.printed, reception.unit) == ("5.5", Unit.WAN)
