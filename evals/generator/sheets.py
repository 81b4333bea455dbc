"""A draft as sheets of a workbook, whatever the file format: cells with their places and formats.

Row 1 holds the table's title, row 2 who and the unit, then the header and the rows; the
narrative, where it is asked for, stands on a first sheet, a paragraph a row.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from evals.generator.draft import Draft, Line, Table
from evals.generator.grid import row_count, table_cells
from evals.generator.truth import Fact

NUMBER = re.compile(r"-?\d[\d,]*(\.\d+)?")
FORBIDDEN = re.compile(r"[\[\]:*?/\\'“”]")
NARRATIVE = "情况说明"
LONGEST_NAME = 31


@dataclass(frozen=True)
class SheetCell:
    """One cell, rows and columns from 0; `number` and its format, or text alone."""

    row: int
    column: int
    down: int
    across: int
    text: str
    align: str = "left"
    ruled: bool = False
    number: Decimal | None = None
    number_format: str = "General"


@dataclass
class Sheet:
    """One sheet: its name, the widths of its columns in characters, and its cells."""

    name: str
    widths: list[float]
    cells: list[SheetCell] = field(default_factory=list)


def draft_to_sheets(draft: Draft, with_narrative: bool = True) -> list[Sheet]:
    """Return the sheets; the `where` of every fact on one of them names sheet and cell."""
    # Most offices keep amounts as numbers with a format, some as text.
    rng = random.Random(f"{draft.about.seed}|sheets|{draft.about.document}")
    as_text, numbered = rng.random() < 0.3, rng.random() < 0.5
    narrative = Sheet(NARRATIVE, [100.0])
    sheets: list[Sheet] = []
    under_table = False
    for block in draft.blocks:
        if isinstance(block, Table):
            name = _sheet_name(block.title, len(sheets) + 1, numbered)
            sheet = _table_sheet(block, name, as_text)
            if not block.left:
                # A workbook lies by itself: it must say whose it is, and of which year.
                about = draft.about
                who = f"编制{about.level}：{about.organisation}　{about.fiscal_year}年度"
                sheet.cells.append(SheetCell(1, 0, 1, 1, who))
            sheets.append(sheet)
            under_table = True
        elif isinstance(block, Line):
            if under_table and block.role == "note":
                _add_row(sheets[-1], block.text)
                continue
            under_table = False
            row = _add_row(narrative, block.text)
            for part in block.parts:
                if isinstance(part, Fact) and with_narrative:
                    part.where |= {"sheet": NARRATIVE, "cell": cell_name(row, 0)}
    return [narrative, *sheets] if with_narrative else sheets


def cell_name(row: int, column: int) -> str:
    """Return 'C7' for row 6 and column 2."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _sheet_name(title: str, number: int, numbered: bool) -> str:
    # Two long titles may be one when cut: the number keeps names apart.
    name = f"{number:02d}" if numbered else f"{number}"
    return f"{name}{FORBIDDEN.sub('', title)}"[:LONGEST_NAME]


def _table_sheet(table: Table, name: str, as_text: bool) -> Sheet:
    total = sum(column.share for column in table.columns)
    width = len(table.columns)
    sheet = Sheet(name, [max(8.0, column.share / total * 130) for column in table.columns])
    sheet.cells.append(SheetCell(0, 0, 1, width, table.title, "centre"))
    unit = f"{table.unit_mark}{table.unit}" if table.unit else ""
    if table.left:
        sheet.cells.append(SheetCell(1, 0, 1, 1, table.left))
    if unit:
        sheet.cells.append(SheetCell(1, width - 1, 1, 1, unit, "right"))
    top = 2
    for cell in table_cells(table):
        number, number_format = (None, "General")
        if cell.fact is not None:
            cell.fact.where |= {"sheet": name, "cell": cell_name(top + cell.row, cell.column)}
            if not as_text:
                number, number_format = _number(cell.text)
        placed = SheetCell(
            top + cell.row, cell.column, cell.down, cell.across, cell.text, cell.align,
            True, number, number_format,
        )  # fmt: skip
        sheet.cells.append(placed)
    for note in table.notes:
        _add_row(sheet, note, at_least=top + row_count(table))
    return sheet


def _add_row(sheet: Sheet, text: str, at_least: int = 0) -> int:
    row = max([at_least, *(cell.row + cell.down for cell in sheet.cells)])
    sheet.cells.append(SheetCell(row, 0, 1, 1, text))
    return row


def _number(printed: str) -> tuple[Decimal | None, str]:
    """Return the value and the format under which a workbook shows it as printed."""
    if not NUMBER.fullmatch(printed):
        return None, "General"
    whole = "#,##0" if "," in printed or "." in printed else "0"
    places = len(printed.partition(".")[2])
    return Decimal(printed.replace(",", "")), whole + ("." + "0" * places if places else "")


def cells_in_order(sheet: Sheet) -> Iterator[SheetCell]:
    """Yield a sheet's cells row by row."""
    yield from sorted(sheet.cells, key=lambda cell: (cell.row, cell.column))
