"""Sheets as an Excel workbook, xlsx (the home of openpyxl)."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from evals.generator.sheets import Sheet, cells_in_order
from evals.generator.zip_bytes import without_times

ALIGNED = {"left": "left", "centre": "center", "right": "right"}


def sheets_to_xlsx(sheets: Sequence[Sheet], title: str) -> bytes:
    """Return the workbook; the same sheets give the same bytes."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = title
    line = Side(style="thin")
    ruled = Border(left=line, right=line, top=line, bottom=line)
    looks = {name: Alignment(horizontal=word, wrap_text=True) for name, word in ALIGNED.items()}
    for sheet in sheets:
        page = workbook.create_sheet(sheet.name)
        for number, width in enumerate(sheet.widths, 1):
            page.column_dimensions[get_column_letter(number)].width = width
        for cell in cells_in_order(sheet):
            held = page.cell(cell.row + 1, cell.column + 1)
            held.alignment = looks[cell.align]
            if cell.number is not None:
                held.value, held.number_format = cell.number, cell.number_format
            elif cell.text:
                # Never a formula, whatever the text begins with.
                held.value, held.data_type = cell.text, "s"
            if cell.ruled:
                held.border = ruled
            if cell.row == 0 and cell.across > 1:
                held.font = Font(bold=True, size=14)
            if cell.down > 1 or cell.across > 1:
                page.merge_cells(
                    start_row=cell.row + 1, start_column=cell.column + 1,
                    end_row=cell.row + cell.down, end_column=cell.column + cell.across,
                )  # fmt: skip
    out = io.BytesIO()
    workbook.save(out)
    return without_times(out.getvalue())
