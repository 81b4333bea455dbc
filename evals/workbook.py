"""Workbooks (xlsx) in our own words: rows of text in, sheets of text out.

What is written can never be run: every text is stored as text, one that begins like a formula too,
and the same content gives the same bytes.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from evals.generator.zip_bytes import without_times
from ingest.errors import IngestError
from ingest.read.package import open_package

# Beyond any file of questions; a sheet may claim a million empty rows.
_MOST_ROWS = 20_000
_MOST_COLUMNS = 60
_LONGEST_CELL = 32_000  # characters; a workbook holds 32 767
# As many digits as a workbook keeps of a number; the rest is the noise of binary fractions.
_KEPT_DIGITS = ".15g"
_DECIMALS = re.compile(r"[#,]*0(?:\.(0+))?(%)?(?:_\)|_ )?")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class WorkbookUnreadable(Exception):
    """A workbook that cannot be read at all; the message says what to do."""


@dataclass(frozen=True)
class SheetRow:
    """A row as displayed: its number as the program counts, the texts of its cells ("" if empty).

    ``formulas`` are the addresses of its formulas; ``merged`` the merged ranges that touch it.
    """

    number: int
    cells: tuple[str, ...]
    formulas: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet to write: one row of heads, then texts; widths in characters, by column.

    ``choices`` are the texts that a column (from 0) offers to choose from.
    """

    name: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]] = ()
    widths: tuple[int, ...] = ()
    choices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def read_sheet(path: Path, preferred: str) -> Iterator[SheetRow]:
    """The rows that hold anything, of the sheet ``preferred`` (without it, of the first).

    Raises WorkbookUnreadable.
    """
    sheet = _open(path, preferred)
    if sheet.max_row > _MOST_ROWS:
        raise WorkbookUnreadable(
            f"{path.name} 的工作表 {sheet.title} 有 {sheet.max_row} 行，至多 {_MOST_ROWS} 行；"
            "请把题目复制到新的模板里再试"
        )
    merged = [(area.min_row, area.max_row, area.coord) for area in sheet.merged_cells.ranges]
    for number, cells in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS), start=1):
        touching = tuple(name for first, last, name in merged if first <= number <= last)
        formulas = tuple(cell.coordinate for cell in cells if cell.data_type == "f")
        texts = tuple(_displayed(cell) for cell in cells)
        if touching or any(texts):
            yield SheetRow(number, texts, formulas, touching)


def _open(path: Path, preferred: str) -> Worksheet:
    try:
        data = path.read_bytes()
        # Our own check first: sizes, expansion and DTDs, before the library sees the content.
        open_package(data, path.name)
        book = openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
    except OSError as error:
        raise WorkbookUnreadable(f"打不开题目文件 {path}：{error.strerror}") from error
    except IngestError as error:
        raise WorkbookUnreadable(str(error)) from error
    except (*_UNREADABLE, InvalidFileException, BadZipFile) as error:
        raise WorkbookUnreadable(
            f"{path.name} 不是完整的 xlsx 文件；请用 Excel 或 WPS 打开后另存为 xlsx 再试"
        ) from error
    if not book.worksheets:
        raise WorkbookUnreadable(f"{path.name} 里没有工作表")
    named = [sheet for sheet in book.worksheets if sheet.title == preferred]
    return (named or book.worksheets)[0]


# What openpyxl raises over parts that are missing or hold something else.
_UNREADABLE = (AttributeError, KeyError, IndexError, TypeError, ValueError, SyntaxError)


def _displayed(cell: Cell) -> str:
    value = cell.value
    if value is None:
        return ""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return str(value).strip()
    number = Decimal(format(value, _KEPT_DIGITS)) if isinstance(value, float) else Decimal(value)
    shape = _DECIMALS.fullmatch(cell.number_format)
    if shape is None:
        return f"{number:f}"
    if shape[2]:
        number *= 100
    # Never fewer digits than the cell holds: a rounded expectation would let a wrong answer pass.
    places = max(len(shape[1] or ""), -int(number.normalize().as_tuple().exponent), 0)
    return f"{number:.{places}f}{shape[2] or ''}"


def workbook_bytes(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as a workbook; heads stay in sight and can be filtered."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _write(book.create_sheet(sheet.name), sheet)
    out = io.BytesIO()
    book.save(out)
    return without_times(out.getvalue())


def _write(target: Worksheet, sheet: Sheet) -> None:
    for row, texts in enumerate((sheet.heads, *sheet.rows), start=1):
        for column, text in enumerate(texts, start=1):
            _write_text(target.cell(row, column), text)
    for head in target[1]:
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="E6EEF3")
    for column, width in enumerate(sheet.widths, start=1):
        target.column_dimensions[get_column_letter(column)].width = width
        # Written as text, so that 32.20 typed into it keeps its last digit.
        target.column_dimensions[get_column_letter(column)].number_format = "@"
    target.freeze_panes = "A2"
    target.auto_filter.ref = f"A1:{get_column_letter(len(sheet.heads))}{len(sheet.rows) + 1}"
    for column, texts in sheet.choices.items():
        rule = DataValidation("list", formula1=f'"{",".join(texts)}"', allow_blank=True)
        rule.error, rule.errorTitle = "请从列表中选一项", "不认识"
        letter = get_column_letter(column + 1)
        rule.add(f"{letter}2:{letter}{_MOST_ROWS}")
        target.add_data_validation(rule)


def _write_text(cell: Cell, text: str) -> None:
    cell.value = _UNWRITABLE.sub("�", text)[:_LONGEST_CELL] or None
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if text:
        cell.data_type = "s"
    if text.startswith(_LIKE_A_FORMULA):
        cell.quotePrefix = True
