"""Tables of the real documents: cells read by eye on the page, and sums that prove the rest."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from ingest.model import Document, Table
from ingest.parse import reading_to_document
from ingest.quantity import NotAQuantity, read_number
from ingest.table_grid import is_amount
from tests.ingest.real.readings import reading_of

pytestmark = pytest.mark.real

SHANGHAI = {
    "summary", "income", "expenditure", "appropriation_summary",
    "general_public_budget_expenditure", "government_managed_funds", "state_capital_operations",
    "basic_expenditure", "three_public",
}  # fmt: skip
JIANGSU = (SHANGHAI - {"state_capital_operations"}) | {
    "appropriation_expenditure", "appropriation_basic_expenditure", "agency_operation",
    "procurement",
}  # fmt: skip
STANDARD = {
    "上海市普陀区万里街道-2023-部门预算.pdf": SHANGHAI,
    "上海市普陀区万里街道-2025-部门预算.pdf": SHANGHAI,
    "上海市普陀区人民政府办公室-2025-单位预算.pdf": SHANGHAI,
    "上海市普陀区人民政府办公室-2025-部门预算.pdf": SHANGHAI,
    "上海市普陀区财政局-2025-部门预算.pdf": SHANGHAI,
    "上海市财政局-2025-部门预算.pdf": SHANGHAI,
    "中共上海市普陀区委社会工作部-2024-部门决算.pdf": SHANGHAI,
    "江苏省人大办公厅-2017-部门预算.pdf": JIANGSU,
    "江苏省人大办公厅-2018-部门预算.pdf": JIANGSU,
    "江苏省委办公厅-2018-部门预算表.pdf": JIANGSU,
    "江苏省委办公厅-2019-部门预算表.pdf": JIANGSU,
    "江苏省政协办公厅-2017-部门预算表.pdf": JIANGSU,
}
# Read by eye: file, page, table, item, facet, fund, printed, unit.
CELLS = """
万里街道-2023 10 summary fiscal_appropriation_income - - 164,978,640 元
万里街道-2023 10 summary functional:212 - - 121,319,878 元
万里街道-2023 11 income functional:2010506 fiscal_appropriation_income - 26,300 元
万里街道-2023 16 expenditure functional:2049999 basic_expenditure - 0 元
万里街道-2023 16 expenditure functional:2080505 - - 4,412,547 元
万里街道-2023 28 three_public official_reception - - 1.35 万元
万里街道-2023 28 three_public agency_operation - - 786.09 万元
万里街道-2025 18 expenditure basic_expenditure - - 101,341,746 元
万里街道-2025 18 expenditure project_expenditure - - 88,425,805 元
万里街道-2025 19 appropriation_summary functional:212 - general_public_budget 154,369,326 元
万里街道-2025 24 general_public_budget_expenditure functional:2210399 project_expenditure general_public_budget 2,177,200 元
万里街道-2025 27 basic_expenditure economic:30113 - general_public_budget 3,846,732 元
万里街道-2025 27 basic_expenditure economic:30201 personnel_expenditure general_public_budget 0 元
人民政府办公室-2025-单位 8 summary functional:201 personnel_expenditure - 13,819,399.88 元
人民政府办公室-2025-单位 8 summary functional:201 project_expenditure - 66,410,000.00 元
人民政府办公室-2025-单位 9 income functional:2010301 total_income - 12,029,501.84 元
人民政府办公室-2025-单位 13 appropriation_summary functional:208 - general_public_budget 4,213,779.28 元
人民政府办公室-2025-单位 13 appropriation_summary functional:221 - state_capital_operations blank 元
人民政府办公室-2025-单位 18 basic_expenditure economic:30107 personnel_expenditure general_public_budget 2,335,998.00 元
人民政府办公室-2025-部门 13 appropriation_summary functional:221 - fiscal_appropriation 3,609,125.22 元
人民政府办公室-2025-部门 19 basic_expenditure economic:30217 public_expenditure general_public_budget 185,000.00 元
人民政府办公室-2025-部门 19 basic_expenditure public_expenditure - general_public_budget 2,132,777.54 元
人民政府办公室-2025-部门 20 three_public overseas_travel - - 839.00 万元
人民政府办公室-2025-部门 20 three_public vehicle_purchase - - blank 万元
普陀区财政局 9 summary functional:201 - - 22,186,440.80 元
普陀区财政局 12 expenditure functional:2010601 project_expenditure - 138,514.80 元
普陀区财政局 12 expenditure functional:2010602 basic_expenditure - blank 元
普陀区财政局 13 expenditure functional:2210203 - - 2,687,760.00 元
普陀区财政局 21 three_public three_public - - 0.95 万元
上海市财政局 7 summary functional:210 project_expenditure - 48,000 元
上海市财政局 7 summary public_expenditure - - 25,177,779 元
上海市财政局 18 basic_expenditure economic:30209 - general_public_budget 9,265,733 元
上海市财政局 19 basic_expenditure economic:31002 public_expenditure general_public_budget 337,000 元
上海市财政局 20 three_public agency_operation - - 2,517.78 万元
社会工作部 5 summary functional:221 - - 29.42 万元
社会工作部 5 summary functional:205 - - blank 万元
社会工作部 6 income functional:2080505 fiscal_appropriation_income - 6.18 万元
社会工作部 8 expenditure functional:2013999 project_expenditure - 202.24 万元
社会工作部 12 general_public_budget_expenditure functional:2210203 basic_expenditure general_public_budget 11.72 万元
社会工作部 13 basic_expenditure economic:30211 - general_public_budget 1.15 万元
社会工作部 13 basic_expenditure personnel_expenditure - general_public_budget 95.36 万元
人大办公厅-2017 7 summary contingency_reserve - - 128.43 万元
人大办公厅-2017 7 summary functional:208 - - 1,608.51 万元
人大办公厅-2017 8 summary current_year_income - - 13,649.07 万元
人大办公厅-2017 11 appropriation_expenditure functional:2010105 - fiscal_appropriation 810.00 万元
人大办公厅-2017 13 appropriation_basic_expenditure economic:30211 - fiscal_appropriation 230.00 万元
人大办公厅-2017 15 appropriation_basic_expenditure economic:30312 - fiscal_appropriation 1,018.01 万元
人大办公厅-2017 20 three_public vehicle_purchase - - 0 万元
人大办公厅-2017 20 three_public official_reception - - 427.50 万元
人大办公厅-2018 8 summary functional:221 - - 2122.38 万元
人大办公厅-2018 10 expenditure contingency_reserve - - 1685.72 万元
人大办公厅-2018 11 appropriation_expenditure functional:2080505 - fiscal_appropriation 580.01 万元
人大办公厅-2018 12 appropriation_basic_expenditure economic:30113 - fiscal_appropriation 572.56 万元
人大办公厅-2018 15 three_public training_expense - - 403.75 万元
人大办公厅-2018 17 procurement procurement_services - - 2,005.25 万元
省委办公厅-2018-部门预算表 3 summary project_expenditure - - 12,081.46 万元
省委办公厅-2018-部门预算表 4 income general_public_budget_income - - 24,458.43 万元
省委办公厅-2018-部门预算表 11 three_public official_vehicles - - 411.20 万元
省委办公厅-2018-部门预算表 11 three_public meeting_expense - - 933.50 万元
省委办公厅-2018-部门预算表 13 agency_operation economic:30211 agency_operation - 350.00 万元
省委办公厅-2019-部门预算表 1 summary functional:221 - - 3,894.09 万元
省委办公厅-2019-部门预算表 1 summary contingency_reserve - - 2,938.21 万元
省委办公厅-2019-部门预算表 6 appropriation_basic_expenditure economic:30231 - fiscal_appropriation 411.20 万元
省委办公厅-2019-部门预算表 9 three_public overseas_travel - - 70.00 万元
省委办公厅-2019-部门预算表 12 procurement procurement_services - - 1,338.50 万元
政协办公厅-2017-部门预算表 1 summary other_funds - - 80.00 万元
政协办公厅-2017-部门预算表 1 summary contingency_reserve - - 106.84 万元
政协办公厅-2017-部门预算表 2 income other_income - - 80.00 万元
政协办公厅-2017-部门预算表 10 agency_operation economic:310 agency_operation - 95.00 万元
政协办公厅-2017-部门预算表 11 three_public official_reception - - 443.50 万元
""".strip().splitlines()


@cache
def _parsed(path: Path) -> Document:
    return reading_to_document(reading_of(path), path.name)


def _document(folder: Path, part: str) -> Document:
    (path,) = (p for p in sorted(folder.glob("*.pdf")) if part in p.name)
    return _parsed(path)


@pytest.mark.parametrize("line", CELLS)
def test_a_cell_read_by_eye_is_the_figure(real_documents: Path, line: str) -> None:
    part, page, table, item, facet, fund, printed, unit = line.split()
    document = _document(real_documents, part)
    found = [
        figure
        for figure in document.figures
        if figure.table_kind == table
        and figure.source.page == int(page)
        and figure.item == item
        and figure.facet == (None if facet == "-" else facet)
        and (figure.fund.value if figure.fund else "-") == fund
    ]
    assert {figure.printed for figure in found} == {"" if printed == "blank" else printed}
    assert {figure.unit.name for figure in found if figure.unit} == {unit}
    for figure in found:
        assert re.sub(r"\s", "", document.quote(figure.source)) == figure.printed


@pytest.mark.parametrize("name", STANDARD)
def test_every_standard_table_is_found_with_its_unit(real_documents: Path, name: str) -> None:
    document = _parsed(real_documents / name)
    standard = [table for table in document.tables if table.kind]
    assert {table.kind for table in standard} == STANDARD[name]
    assert {table.title for table in standard if table.unit is None} == set()


@pytest.mark.parametrize("name", STANDARD)
def test_every_number_of_a_grid_is_a_figure_or_a_code(real_documents: Path, name: str) -> None:
    reading = reading_of(real_documents / name)
    stated = {(f.source.start, f.source.end) for f in _parsed(real_documents / name).figures}
    lost = [
        cell.text
        for grid in reading.grids
        for cell in grid.cells
        if is_amount(cell.text) and (cell.source.start, cell.source.end) not in stated
    ]
    # What is left are codes (201 | 06 | 01), places in a list, and one target of a form (90%).
    assert [text for text in lost if not re.fullmatch(r"\d{1,7}|90%", text)] == []


@pytest.mark.parametrize("name", STANDARD)
def test_sums_prove_that_rows_and_columns_are_bound_rightly(
    real_documents: Path, name: str
) -> None:
    """Parts sum to their class, classes to the total, columns to 合计, but for rounding."""
    wrong = [
        f"{table.title} {what}: {stated} ≠ {summed}"
        for table in _parsed(real_documents / name).tables
        if table.kind is not None and table.kind != "three_public"
        for what, stated, summed in (*_sums_of_rows(table), *_sums_of_columns(table))
        if abs(stated - summed) > (Decimal(1) if "." not in str(stated) else Decimal("0.02"))
    ]
    assert wrong == []


def _number(printed: str) -> Decimal:
    try:
        return read_number(printed) or Decimal(0)
    except NotAQuantity:
        return Decimal(0)


def _sums_of_rows(table: Table) -> Iterator[tuple[str, Decimal, Decimal]]:
    coded = [row for row in table.rows if row.code]
    for column in range(len(table.columns)):
        parts: dict[str, Decimal] = defaultdict(Decimal)
        for row in coded:
            parts[(row.code or "")[:-2] if len(row.code or "") > 3 else ""] += _number(
                row.cells[column].printed
            )
        for row in table.rows:
            key = row.code or ("" if row.label.endswith("合计") else None)
            if key in parts:
                yield row.label, _number(row.cells[column].printed), parts[key]


def _sums_of_columns(table: Table) -> Iterator[tuple[str, Decimal, Decimal]]:
    leaves = [column.path[-1] if column.path else "" for column in table.columns]
    total = next((i for i, leaf in enumerate(leaves) if leaf.endswith("合计")), None)
    if total is None or table.kind == "government_managed_funds":
        return
    for row in table.rows:
        numbers = [_number(cell.printed) for cell in row.cells]
        yield row.label, numbers[total], sum(numbers) - numbers[total]
