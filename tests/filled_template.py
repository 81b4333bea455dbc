"""The official blank workbook of a budget, filled in: its labels, our numbers, and the truth.

The blank (部门预算表模板.xlsx, and its .xls in filled_xls.py) is not part of the project; it lies beside the real documents, and a
test that needs it is skipped, with the reason, where it is absent.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from evals.generator.draft import Draft, Line, Table
from evals.generator.grid import Placed, header_depth, table_cells
from evals.generator.ledger import draw_ledgers
from evals.generator.lists import load_lists
from evals.generator.sheets import cell_name
from evals.generator.styles.commission import Commission, Habits
from evals.generator.styles.nine_tables import write_nine_tables
from evals.generator.truth import Fact
from tests.conftest import ROOT

BLANK = "部门预算表模板.xlsx"
YEAR = 2026  # the blank prints it
LINE = Side(style="thin")
RULED = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
NARRATIVE = {
    "部门编制说明": "预算编制说明",
    "单位编制说明": "预算编制说明",
    "其他相关情况说明": "其他相关情况说明",
}
NOT_FILLED = (
    "项目经费情况说明", "部门主要职能", "部门机构设置", "单位职能", "单位机构设置", "目录",
)  # fmt: skip


def blank_file(name: str) -> Path:
    """One of the blanks; the test is skipped where it is not there."""
    documents = os.environ.get("BUDGET_QA_TEST_DOCUMENTS")
    folder = Path(documents).parent if documents else ROOT.parent / "shared" / "data"
    path = folder / name
    if not path.is_file():
        pytest.skip(f"no {name} in {folder}: it lies beside BUDGET_QA_TEST_DOCUMENTS")
    return path


def draft_for_blank(seed: str, level: str = "部门") -> Draft:
    """A budget of nine tables of an invented organisation, for the year of the blank."""
    lists = load_lists()
    place, body = lists.places[int(seed) % len(lists.places)], lists.bodies[int(seed) % 8]
    (ledger,) = draw_ledgers(seed, place.name, body, [YEAR], Decimal("0.01"), rich=True)
    commission = Commission(
        f"{ledger.organisation}-{YEAR}-部门预算.xlsx", "shanghai", seed, place, body, level,
        ledger, Habits(blank="0.00"),
    )  # fmt: skip
    return write_nine_tables(commission)


def fill(blank: Path, draft: Draft) -> tuple[bytes, dict[str, Any]]:
    """The blank with the draft's numbers in its tables, and what it then says (as read_truth)."""
    workbook = openpyxl.load_workbook(blank)
    truth = fill_workbook(workbook, draft)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue(), truth


def fill_workbook(
    workbook: Workbook, draft: Draft, deeper: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """Fill a blank in place, and return what it then says.

    `deeper` counts the rows that the header of a table (by its title without the year) has on
    the blank and not in the draft.
    """
    kept: list[Fact] = []
    tables = {_name(b.title): b for b in draft.blocks if isinstance(b, Table)}
    for sheet in list(workbook.worksheets):
        title = next((_name(c.value) for row in sheet["A1:A3"] for c in row if c.value), "")
        if sheet.title.strip() in NOT_FILLED:
            workbook.remove(sheet)
        elif title in tables:
            kept += _fill_table(sheet, tables[title], (deeper or {}).get(title, 0))
        elif sheet.title in NARRATIVE:
            kept += _fill_words(sheet, draft, NARRATIVE[sheet.title])
        elif sheet.title == "封面":
            sheet["A3"] = draft.about.title
            role = str(sheet["A9"].value).partition("：")[0]
            sheet["A9"] = f"{role}：{draft.about.organisation}"
    draft.truth.facts[:] = kept
    draft.truth.glossary.clear()
    draft.truth.statements.clear()
    truth: dict[str, Any] = json.loads(draft.truth.to_json())
    return truth


def _name(title: object) -> str:
    return "".join(str(title).split()).removeprefix(f"{YEAR}年")


def _fill_table(sheet: Worksheet, table: Table, deeper: int) -> list[Fact]:
    unit = next(
        row for row in range(1, 8) for c in sheet[row] if str(c.value or "").startswith("单位")
    )
    top = next(row for row in range(unit + 1, unit + 4) if sheet.cell(row, 1).value)
    first = top + header_depth(table) + deeper
    fixed = {row: sheet.cell(row, 1).value for row in range(first, sheet.max_row + 1)}
    for merged in list(sheet.merged_cells.ranges):
        if merged.min_row >= first:
            sheet.unmerge_cells(str(merged))
    sheet.delete_rows(first, sheet.max_row)
    for row in sheet.iter_rows(min_row=unit, max_row=unit):
        for cell in row:
            if str(cell.value or "").startswith(("编制部门", "编制单位")):
                cell.value = table.left
    two_sided = table.columns[0].path[-1] == "项目"
    facts: list[Fact] = []
    label = ""
    for placed in table_cells(table):
        if placed.is_header:
            continue
        row = first + placed.row - header_depth(table)
        text = placed.text
        if two_sided and placed.column == 0 and _is_label(fixed.get(row)) and placed.across == 1:
            text = label = str(fixed[row])
        _write(sheet, row, placed, text)
        if placed.fact is not None:
            where = {"sheet": sheet.title, "cell": cell_name(row - 1, placed.column)}
            if two_sided and placed.column == 1 and label:
                where["row"] = label
                label = ""
            placed.fact.where |= where
            facts.append(placed.fact)
    return facts


def _is_label(text: object) -> bool:
    return bool(text) and "…" not in str(text) and "总计" not in str(text)


def _write(sheet: Worksheet, row: int, placed: Placed, text: str) -> None:
    cell = sheet.cell(row, placed.column + 1)
    for column in range(placed.column + 1, placed.column + placed.across + 1):
        sheet.cell(row, column).border = RULED
    if placed.fact is not None and text[-1:].isdigit():
        cell.value = Decimal(text.replace(",", ""))
        cell.number_format = "#,##0.00"
    else:
        cell.value = text or None
    if placed.across > 1:
        sheet.merge_cells(
            start_row=row, start_column=placed.column + 1,
            end_row=row, end_column=placed.column + placed.across,
        )  # fmt: skip


def _fill_words(sheet: Worksheet, draft: Draft, title: str) -> list[Fact]:
    """Our sentences in the place of those of the blank, a paragraph a row."""
    facts: list[Fact] = []
    row, under = 3, False
    for merged in list(sheet.merged_cells.ranges):
        if merged.min_row >= row:
            sheet.unmerge_cells(str(merged))
    sheet.delete_rows(row, sheet.max_row)
    for block in draft.blocks:
        if not isinstance(block, Line):
            under = False
        elif block.role == "page_title":
            under = title in block.text
        elif under:
            sheet.cell(row, 1).value = block.text
            for part in block.parts:
                if isinstance(part, Fact):
                    part.where |= {"sheet": sheet.title, "cell": cell_name(row - 1, 0)}
                    facts.append(part)
            row += 1
    return facts
