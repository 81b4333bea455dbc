"""One small disclosure written in every format there is a reader for.

`WRITERS` has one entry a format: what writes the disclosure into a folder and gives the file.
In a row of the table '<' merges with the cell to the left, '^' with the cell above.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

import docx
import xlwt
from openpyxl import Workbook

from tests.ingest.drawn_pdf import DrawnPdf
from tests.ingest.read.workbooks import RULED

COVER = "某某市某某局2024年部门预算"
HEADING = "一、支出预算说明"
SENTENCE = "2024年，某某市某某局支出预算1,234.50万元，其中：基本支出1,200.00万元。"
TITLE = "2024年部门支出预算总表"
UNIT = "单位：万元"
NOTE = "注：本表数字均为财政拨款。"
ROWS = (
    ("功能科目编码", "功能科目名称", "支出预算", "<", "<"),
    ("^", "^", "合计", "基本支出", "项目支出"),
    ("2010301", "行政运行", "1,200.00", "1,200.00", ""),
    ("2010302", "一般行政管理事务", "34.50", "—", "34.50"),
    ("2010350", "事业运行", "0.00", "0.00", "—"),
    ("合计", "<", "1,234.50", "1,200.00", "34.50"),
)


@dataclass(frozen=True)
class _Placed:
    """A cell of the table with the rows and columns it spans."""

    words: str
    row: int
    column: int
    rows: int
    columns: int


def _cells() -> Iterator[_Placed]:
    for r, row in enumerate(ROWS):
        for c, words in enumerate(row):
            if words not in ("<", "^"):
                across = next((i for i in range(c + 1, len(row)) if row[i] != "<"), len(row)) - c
                down = next((i for i in range(r + 1, len(ROWS)) if ROWS[i][c] != "^"), len(ROWS))
                yield _Placed(words, r, c, down - r, across)


def to_pdf(folder: Path) -> Path:
    drawn = DrawnPdf(folder / "a.pdf")
    for place, line in enumerate((COVER, HEADING, SENTENCE)):
        drawn.write(60, 60 + 24 * place, line)
    drawn.write(200, 150, TITLE)
    drawn.write(420, 172, UNIT)
    top, height = 180.0, 22.0
    edges = [60.0, 140, 260, 340, 420, 500]
    for cell in _cells():
        left, right = edges[cell.column], edges[cell.column + cell.columns]
        bottom = top + height * (cell.row + cell.rows)
        drawn.canvas.rect(left, drawn.height - bottom, right - left, height * cell.rows)
        drawn.write(left + 3, top + height * cell.row + 14, cell.words)
    drawn.write(60, top + height * len(ROWS) + 24, NOTE)
    return drawn.save()


def to_docx(folder: Path) -> Path:
    document = docx.Document()
    for line in (COVER, HEADING, SENTENCE, TITLE, UNIT):
        document.add_paragraph(line)
    table = document.add_table(len(ROWS), len(ROWS[0]))
    for cell in _cells():
        last = table.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1)
        table.cell(cell.row, cell.column).merge(last).text = cell.words
    document.add_paragraph(NOTE)
    document.save(str(folder / "a.docx"))
    return folder / "a.docx"


def to_xlsx(folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    for r, line in enumerate((COVER, HEADING, SENTENCE, None, TITLE, UNIT), 1):
        sheet.cell(r, 1, line)
    for cell in _cells():
        sheet.cell(cell.row + 7, cell.column + 1, cell.words or None)
        sheet.merge_cells(
            start_row=cell.row + 7, start_column=cell.column + 1,
            end_row=cell.row + 6 + cell.rows, end_column=cell.column + cell.columns,
        )  # fmt: skip
        sheet.cell(cell.row + 7, cell.column + 1).border = RULED
    sheet.cell(len(ROWS) + 7, 1, NOTE)
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def to_xls(folder: Path) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    for r, line in enumerate((COVER, HEADING, SENTENCE, "", TITLE, UNIT)):
        sheet.write(r, 0, line)
    lines = xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin")
    for cell in _cells():
        top, left = cell.row + 6, cell.column
        sheet.write_merge(
            top, top + cell.rows - 1, left, left + cell.columns - 1, cell.words, lines
        )
    sheet.write(len(ROWS) + 6, 0, NOTE)
    book.save(str(folder / "a.xls"))
    return folder / "a.xls"


def to_html(folder: Path) -> Path:
    rows = ["" for _ in ROWS]
    for cell in _cells():
        spans = f'rowspan="{cell.rows}" colspan="{cell.columns}"'
        rows[cell.row] += f"<td {spans}>{escape(cell.words)}</td>"
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    body = f"<h1>{COVER}</h1><h2>{HEADING}</h2><p>{SENTENCE}</p><p>{TITLE}</p><p>{UNIT}</p>"
    text = f"<!DOCTYPE html><meta charset=utf-8>{body}<table>{table}</table><p>{NOTE}</p>"
    (folder / "a.html").write_text(text, "utf-8")
    return folder / "a.html"


WRITERS: dict[str, Callable[[Path], Path]] = {
    "pdf": to_pdf,
    "docx": to_docx,
    "xlsx": to_xlsx,
    "xls": to_xls,
    "html": to_html,
}
