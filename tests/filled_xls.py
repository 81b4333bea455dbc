"""The official blank of a budget as an old workbook (xls), filled in like the xlsx.

It is the blank of a 单位, and splits what is spent in its first table by kind.
"""

from __future__ import annotations

import copy
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import xlrd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from evals.generator.sheets import Sheet, SheetCell, cell_name
from evals.generator.xls import sheets_to_xls
from tests.filled_template import RULED, draft_for_blank, fill_workbook

BLANK = "部门预算表模板.xls"
SPLIT, ROWS = "预算单位财务收支预算总表", 2  # the header rows that split 预算数
WHOLE = ("本年支出", "预算数")
PARTS = (("基本支出", "人员经费"), ("基本支出", "公用经费"), ("项目支出",))


def fill_xls(blank: Path, seed: str) -> tuple[bytes, dict[str, Any]]:
    """The blank with the numbers of a draft in its tables, and what it then says."""
    workbook = _opened(blank)
    truth = fill_workbook(workbook, draft_for_blank(seed, "单位"), {SPLIT: ROWS})
    truth["facts"] += _split(workbook, truth["facts"], random.Random(seed))
    return sheets_to_xls([_sheet(sheet) for sheet in workbook.worksheets]), truth


def _opened(blank: Path) -> Workbook:
    """The old workbook with what it shows: values, merged cells, ruled cells."""
    book = xlrd.open_workbook(blank, formatting_info=True)
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for old in book.sheets():
        sheet = workbook.create_sheet(old.name.strip())
        for row in range(old.nrows):
            for column in range(old.row_len(row)):
                cell = sheet.cell(row + 1, column + 1)
                cell.value = old.cell_value(row, column) or None
                if book.xf_list[old.cell_xf_index(row, column)].border.left_line_style:
                    cell.border = RULED
        for top, bottom, left, right in old.merged_cells:
            sheet.merge_cells(
                start_row=top + 1, end_row=bottom, start_column=left + 1, end_column=right
            )
    return workbook


def _split(
    workbook: Workbook, facts: list[dict[str, Any]], rng: random.Random
) -> list[dict[str, Any]]:
    """Split the spent amounts of the first table, whose sum becomes the column 合计."""
    parts: list[dict[str, Any]] = []
    for fact in facts:
        if fact["where"].get("column") != list(WHOLE):
            continue
        sheet = workbook[fact["where"]["sheet"]]
        row = sheet[fact["where"]["cell"]].row
        left = Decimal(fact["value"] or 0)
        for n, path in enumerate(PARTS):
            amount = left if path == PARTS[-1] else left * rng.randrange(1, 60) / 100
            amount = amount.quantize(Decimal("0.01"))
            left -= amount
            part = copy.deepcopy(fact)
            part |= {
                "value": str(amount),
                "printed": f"{amount:,.2f}",
                "exact_yuan": str(amount),
                "column_path": [*WHOLE, *path],
                "fact_id": f"{fact['fact_id']}-{n}",
            }
            part["where"] |= {"column": [*WHOLE, *path], "cell": cell_name(row - 1, 4 + n)}
            cell = sheet.cell(row, 5 + n)
            cell.value, cell.number_format, cell.border = amount, "#,##0.00", RULED
            parts.append(part)
        fact["column_path"] = fact["where"]["column"] = [*WHOLE, "合计"]
    return parts


def _sheet(sheet: Worksheet) -> Sheet:
    spans = {(r.min_row, r.min_col): r for r in sheet.merged_cells.ranges}
    inside = {
        (row, column)
        for r in spans.values()
        for row in range(r.min_row, r.max_row + 1)
        for column in range(r.min_col, r.max_col + 1)
    } - set(spans)
    cells = [
        _cell(cell, spans.get((cell.row, cell.column)))
        for row in sheet.iter_rows()
        for cell in row
        if (cell.row, cell.column) not in inside
        and (cell.value is not None or cell.border.left.style is not None)
    ]
    return Sheet(sheet.title, [], cells)


def _cell(cell: Cell, span: CellRange | None) -> SheetCell:
    number = cell.value if isinstance(cell.value, Decimal | float | int) else None
    return SheetCell(
        cell.row - 1, cell.column - 1,
        span.max_row - span.min_row + 1 if span else 1,
        span.max_col - span.min_col + 1 if span else 1,
        str(cell.value or ""),
        ruled=cell.border.left.style is not None,
        number=Decimal(str(number)) if number is not None else None,
        number_format=cell.number_format,
    )  # fmt: skip
