"""The official blanks, filled in, hold their own labels and our numbers, and are read whole."""

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
import xlrd
from openpyxl.utils.cell import coordinate_to_tuple

from bench.extraction.compare import compare
from ingest.errors import UnsupportedFormat
from ingest.parse import parse_document
from tests import filled_pdf, filled_xls
from tests.filled_template import BLANK, blank_file, draft_for_blank, fill

# The blank names no organisation: who it is of is not compared.
NOBODY = {"title": "", "organisation": "", "level": "", "fiscal_year": "", "kind": ""}
pytestmark = pytest.mark.real


@pytest.mark.parametrize("seed", ["1", "2"])
def test_every_number_stands_in_the_cell_that_its_truth_names(seed: str) -> None:
    content, truth = fill(blank_file(BLANK), draft_for_blank(seed))
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    assert len(truth["facts"]) > 200
    for fact in truth["facts"]:
        value = workbook[fact["where"]["sheet"]][fact["where"]["cell"]].value
        if fact["value"] is None:
            assert value in (None, fact["printed"])
        elif "table" in fact["where"]:
            assert Decimal(str(value)) == Decimal(fact["value"]), fact
        else:
            assert value == fact["where"]["narrative"]


def test_headers_and_labels_are_those_of_the_blank() -> None:
    blank = openpyxl.load_workbook(blank_file(BLANK))
    content, truth = fill(blank_file(BLANK), draft_for_blank("1"))
    filled = openpyxl.load_workbook(io.BytesIO(content))
    tables = {f["where"]["sheet"] for f in truth["facts"] if "table" in f["where"]}
    assert len(tables) == 9
    for name in tables:
        for row in (6, 7) if "三公" not in name else (4, 5, 6):
            head = [cell.value for cell in blank[name][row] if cell.value]
            assert [cell.value for cell in filled[name][row] if cell.value] == head
    labels = [filled["部门收支总表"].cell(row, 1).value for row in range(8, 15)]
    assert labels == [blank["部门收支总表"].cell(row, 1).value for row in range(8, 15)]


def test_the_blank_keeps_no_ellipsis_where_numbers_were_filled_in() -> None:
    content, _ = fill(blank_file(BLANK), draft_for_blank("1"))
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        if "表" in sheet.title:
            values = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
            assert not [value for value in values if "…" in str(value)]


def test_a_filled_workbook_is_read_cell_by_cell(tmp_path: Path) -> None:
    content, truth = fill(blank_file(BLANK), draft_for_blank("1"))
    path = tmp_path / truth["about"]["document"]
    path.write_bytes(content)
    try:
        document = parse_document(path)
    except UnsupportedFormat as error:
        pytest.skip(f"workbooks are not read: {error}")
    found = compare(document, truth)
    assert [r.line() for r in found.facts if r.verdict != "right"] == []


@pytest.mark.parametrize("seed", ["1", "2"])
def test_a_filled_old_workbook_is_read_cell_by_cell(seed: str, tmp_path: Path) -> None:
    content, truth = filled_xls.fill_xls(blank_file(filled_xls.BLANK), seed)
    path = tmp_path / "filled.xls"
    path.write_bytes(content)
    assert len({f["where"]["table"] for f in truth["facts"] if "table" in f["where"]}) == 9
    book = xlrd.open_workbook(path)
    for fact in truth["facts"]:
        value = _value_of(book, fact["where"])
        if fact["value"] is None:
            assert value in ("", fact["printed"])
        elif "table" in fact["where"]:
            assert Decimal(str(value)) == Decimal(fact["value"]), fact
    found = compare(parse_document(path), truth)
    assert [r.line() for r in found.facts if r.verdict != "right"] == []


def _value_of(book: xlrd.Book, where: dict[str, str]) -> object:
    row, column = coordinate_to_tuple(where["cell"])
    return book.sheet_by_name(where["sheet"]).cell_value(row - 1, column - 1)


def test_a_filled_account_is_read_cell_by_cell(tmp_path: Path) -> None:
    content, truth = filled_pdf.fill_pdf(blank_file(filled_pdf.BLANK), "1")
    path = tmp_path / "filled.pdf"
    path.write_bytes(content)
    assert len(truth["facts"]) > 200
    pages = pypdfium2.PdfDocument(content)
    for fact in truth["facts"]:
        assert fact["printed"] in pages[fact["page"] - 1].get_textpage().get_text_range()
    truth |= {"about": NOBODY, "glossary": [], "statements": []}
    found = compare(parse_document(path), truth)
    assert [r.line() for r in found.facts if r.verdict != "right"] == []
