"""Workbooks made by the tests: with openpyxl, or part by part where it cannot write such a thing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from ingest.limits import Limits
from ingest.read.reading import Reading
from ingest.read.xlsx import xlsx_to_reading
from tests.ingest.read.packages import packed

LINE = Side(style="thin")
RULED = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def filled(sheet: Worksheet, rows: Sequence[Sequence[object]], first: int = 1) -> Worksheet:
    """Rows written from row `first` on."""
    for r, row in enumerate(rows, first):
        for c, value in enumerate(row, 1):
            sheet.cell(r, c, value)
    return sheet


def ruled(sheet: Worksheet, area: str) -> None:
    """Lines around every cell of an area."""
    for row in sheet[area]:
        for cell in row:
            cell.border = RULED


def saved(workbook: Workbook) -> bytes:
    """The bytes of a workbook."""
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def read(workbook: Workbook) -> Reading:
    """A workbook as our reader reads it."""
    return xlsx_to_reading(saved(workbook), "a.xlsx", Limits())


def raw_parts(
    rows: str, *, styles: str = "", workbook: str = "", strings: Sequence[str] = ()
) -> dict[str, bytes | str]:
    """The parts of a workbook of one sheet, whose rows are given as XML."""
    shared = "".join(f"<si><t>{escape(s)}</t></si>" for s in strings)
    relation = (
        f'<Relationship Id="r1" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/>'
    )
    relation += (
        f'<Relationship Id="r2" Type="{_DOCUMENT}/sharedStrings" Target="sharedStrings.xml"/>'
    )
    relation += f'<Relationship Id="r3" Type="{_DOCUMENT}/styles" Target="/xl/styles.xml"/>'
    return {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}">{workbook}'
        '<sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relation}</Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}">{rows}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{shared}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
    }


def raw_workbook(
    rows: str, *, styles: str = "", workbook: str = "", strings: Sequence[str] = ()
) -> bytes:
    """A workbook of one sheet whose rows are given as XML."""
    return packed(raw_parts(rows, styles=styles, workbook=workbook, strings=strings))


def with_parts(data: bytes, parts: Mapping[str, bytes | str | None]) -> bytes:
    """A package with other parts in place of its own; None takes one out."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        kept: dict[str, bytes | str] = {name: package.read(name) for name in package.namelist()}
    for name, content in parts.items():
        kept.pop(name, None)
        if content is not None:
            kept[name] = content
    return packed(kept)
