"""Sheets as a workbook of Excel 97 (the home of xlwt), as older disclosures still come."""

import io
from collections.abc import Sequence

import xlwt

from evals.generator.sheets import Sheet, SheetCell, cells_in_order

CHARACTER = 256  # a column's width is counted in 256ths of a character
WIDEST = 255
ALIGNED = {"left": "left", "centre": "centre", "right": "right"}


def sheets_to_xls(sheets: Sequence[Sheet]) -> bytes:
    """Return the workbook; the same sheets give the same bytes."""
    workbook = xlwt.Workbook(encoding="utf-8")
    styles: dict[tuple[str, bool, str], xlwt.XFStyle] = {}
    for sheet in sheets:
        page = workbook.add_sheet(sheet.name)
        for number, width in enumerate(sheet.widths):
            page.col(number).width = int(min(width, WIDEST) * CHARACTER)
        for cell in cells_in_order(sheet):
            value = cell.text if cell.number is None else cell.number
            style = styles.setdefault((cell.align, cell.ruled, cell.number_format), _style(cell))
            if cell.down > 1 or cell.across > 1:
                page.write_merge(
                    cell.row, cell.row + cell.down - 1, cell.column, cell.column + cell.across - 1,
                    value, style,
                )  # fmt: skip
            else:
                page.write(cell.row, cell.column, value, style)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _style(cell: SheetCell) -> xlwt.XFStyle:
    borders = "; borders: left thin, right thin, top thin, bottom thin" if cell.ruled else ""
    return xlwt.easyxf(
        f"align: horiz {ALIGNED[cell.align]}, wrap on{borders}", num_format_str=cell.number_format
    )
