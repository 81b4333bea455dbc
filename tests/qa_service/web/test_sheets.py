"""What is saved from the pages: no formula, no rounded number, printed dashes and blanks kept."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest

from qa_service.web.sheets import Sheet, csv_text, safe_text, workbook_bytes


@pytest.mark.parametrize(
    "hostile", ["=1+2", "+A1", "-A1+2", "@SUM(A1)", "\t=1", " =1", "＝1+2", "\r=1", "-1+2"]
)
def test_a_cell_that_begins_like_a_formula_is_quoted(hostile: str) -> None:
    assert safe_text(hostile) == "'" + hostile


@pytest.mark.parametrize(
    "harmless", ["-20.5", "+3.2", "-1,234.50", "-12.5%", "—", "-", "--", "", "教育支出", "a=b"]
)
def test_numbers_dashes_and_words_stay_as_they_are(harmless: str) -> None:
    assert safe_text(harmless) == harmless


def test_csv_writes_amounts_with_the_digits_they_were_printed_with() -> None:
    sheet = Sheet("表", [("项目", "金额")], [("a", Decimal("1234567890123456.70")), ("b", None)])
    assert csv_text(sheet) == "\ufeff项目,金额\r\na,1234567890123456.70\r\nb,\r\n"


def test_a_workbook_keeps_every_digit() -> None:
    amounts = [Decimal("0.1"), Decimal("-20.50"), Decimal("1234567890123456.78")]
    sheet = Sheet("a/b:c", [("金额",)], [(amount,) for amount in amounts])
    page = openpyxl.load_workbook(io.BytesIO(workbook_bytes(sheet))).worksheets[0]
    cells = [page.cell(row, 1) for row in (2, 3, 4)]
    assert [str(cell.value) for cell in cells] == ["0.1", "-20.5", "1234567890123456.78"]
    assert [cell.data_type for cell in cells] == ["n", "n", "s"]
    assert cells[1].number_format == "#,##0.00"


def test_a_workbook_holds_no_formula_and_nothing_that_cannot_be_written() -> None:
    sheet = Sheet("表", [("=1",)], [("=1+2",), ("a\x07b",), ("—",)])
    page = openpyxl.load_workbook(io.BytesIO(workbook_bytes(sheet))).worksheets[0]
    cells = [page.cell(row, 1) for row in (1, 2, 3, 4)]
    assert [cell.data_type for cell in cells] == ["s"] * 4
    assert [cell.value for cell in cells] == ["=1", "=1+2", "a\ufffdb", "—"]
    assert cells[1].quotePrefix
