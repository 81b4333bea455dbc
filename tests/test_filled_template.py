"""The official blank, filled in, holds its own labels and our numbers."""

import io
from decimal import Decimal

import openpyxl
import pytest

from tests.filled_template import blank_workbook, draft_for_blank, fill

pytestmark = pytest.mark.real


@pytest.mark.parametrize("seed", ["1", "2"])
def test_every_number_stands_in_the_cell_that_its_truth_names(seed: str) -> None:
    content, truth = fill(blank_workbook(), draft_for_blank(seed))
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
    blank = openpyxl.load_workbook(blank_workbook())
    content, truth = fill(blank_workbook(), draft_for_blank("1"))
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
    content, _ = fill(blank_workbook(), draft_for_blank("1"))
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        if "表" in sheet.title:
            values = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
            assert not [value for value in values if "…" in str(value)]
