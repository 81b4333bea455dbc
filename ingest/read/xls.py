"""Old workbooks (xls, BIFF) to a Reading, with the same meaning as xlsx.

xlrd reads the records; what a cell shows, and where tables begin, is decided as for xlsx.
"""

from __future__ import annotations

import io
import struct

import xlrd
from xlrd.book import Book
from xlrd.formatting import XF
from xlrd.sheet import Sheet as XlrdSheet

from ingest.errors import DamagedFile, EmptyFile, EncryptedFile, TooLarge
from ingest.limits import Limits
from ingest.read.flow import FlowWriter
from ingest.read.number_format import BUILT_IN, Shape, shown_text, stored_number
from ingest.read.reading import Reading
from ingest.read.sheet import Sheet, sheets_to_flow
from ingest.read.sheet_cells import MOST_CELLS, SheetCell, cell_name, with_merged
from ingest.read.sheet_oddities import Oddities

_AGAIN = "请用 Excel 或 WPS 打开后另存为 xlsx 再提交"
# Formats that a Chinese Excel shows otherwise than their name in the file says.
_LOCAL = frozenset((14, *range(27, 37), *range(50, 59)))
_WHITE = frozenset((1, 9))  # colour numbers
# What xlrd raises for files that are cut off or no workbook: it checks little beforehand.
_BROKEN = (
    xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, AssertionError, AttributeError,
    LookupError, NotImplementedError, OverflowError, TypeError, ValueError,
)  # fmt: skip


def xls_to_reading(data: bytes, file_name: str, limits: Limits | None = None) -> Reading:
    """The bytes of an old workbook to a Reading without pages.

    Raises DamagedFile, EmptyFile, EncryptedFile and TooLarge.
    """
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
        sheets = [_sheet(book, sheet, file_name) for sheet in book.sheets()]
    except _BROKEN as error:
        if "encrypt" in str(error).lower():
            raise EncryptedFile(file_name, "文件加了密码", "请去掉密码后再提交") from error
        raise DamagedFile(file_name, "工作簿不完整或已损坏", _AGAIN) from error
    flow = FlowWriter()
    sheets_to_flow(sheets, flow, file_name)
    reading = flow.reading()
    if not reading.text.strip():
        raise EmptyFile(file_name, "工作簿里没有可见的内容", "请检查文件是否下载完整")
    return reading


def _sheet(book: Book, sheet: XlrdSheet, file_name: str) -> Sheet:
    odd = Oddities()
    cells: dict[tuple[int, int], SheetCell] = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            if (cell := _cell(book, sheet, row, column, odd)) is not None:
                cells[row, column] = cell
        if len(cells) > MOST_CELLS:
            raise TooLarge(
                file_name, f"工作表“{sheet.name}”超过 {MOST_CELLS} 格", "请删去空白的行列后再提交"
            )
    ranges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    rows, columns = sheet.rowinfo_map.items(), sheet.colinfo_map.items()
    return Sheet(
        name=sheet.name,
        cells=tuple(with_merged(cells, ranges)),
        hidden_rows=frozenset(n for n, info in rows if info.hidden or info.height == 0),
        hidden_columns=frozenset(n for n, info in columns if info.hidden or info.width == 0),
        is_hidden=sheet.visibility != 0,
        oddities=odd.told(),
    )


def _cell(
    book: Book, sheet: XlrdSheet, row: int, column: int, odd: Oddities
) -> SheetCell | None:  # fmt: skip
    """The cell as displayed; None where nothing is shown and nothing drawn."""
    style = book.xf_list[sheet.cell_xf_index(row, column)]
    text, shape = _displayed(book, sheet, row, column, style, odd)
    if text.strip() and _is_unseen(book, style):
        odd.note("hidden_text", cell_name(row, column))
        text = ""
    is_ruled = bool(style.border.left_line_style or style.border.right_line_style)
    if not text.strip() and not is_ruled:
        return None
    return SheetCell(text, row, column, is_ruled=is_ruled, is_date=shape is Shape.DATE)


def _displayed(
    book: Book, sheet: XlrdSheet, row: int, column: int, style: XF, odd: Oddities
) -> tuple[str, Shape]:
    value = sheet.cell_value(row, column)
    name = cell_name(row, column)
    match sheet.cell_type(row, column):
        case xlrd.XL_CELL_TEXT:
            return shown_text(str(value), _code(book, style)), Shape.NUMBER
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            number = stored_number(repr(value))
            if number is None:
                return str(value), Shape.NUMBER
            displayed = odd.shown(number, _code(book, style), name, from_1904=book.datemode == 1)
            return displayed.text, displayed.shape
        case xlrd.XL_CELL_BOOLEAN:
            return ("TRUE" if value else "FALSE"), Shape.NUMBER
        case xlrd.XL_CELL_ERROR:
            text = xlrd.error_text_from_code.get(value, "#ERROR")
            odd.note("cell_error", f"{name}“{text}”")
            return text, Shape.NUMBER
    return "", Shape.NUMBER


def _code(book: Book, style: XF) -> str:
    if style.format_key in _LOCAL:
        return BUILT_IN[style.format_key]
    found = book.format_map.get(style.format_key)
    return found.format_str if found is not None else "General"


def _is_unseen(book: Book, style: XF) -> bool:
    """Whether its text is white on white."""
    ground = style.background
    is_plain = ground.fill_pattern == 0 or ground.pattern_colour_index in _WHITE
    return is_plain and book.font_list[style.font_index].colour_index in _WHITE
