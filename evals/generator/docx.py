"""A draft as a Word document (the home of python-docx): headings, paragraphs, real tables.

Tables are written cell by cell as the format has them (gridSpan, vMerge), because merging cells
through the library takes seconds a table. Pages are Word's to break, so facts have none.
"""

import io
import random
from collections.abc import Iterator
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Emu, Pt

from evals.generator.draft import Draft, Line, PageBreak, Table
from evals.generator.grid import Placed, header_depth, row_count, table_cells
from evals.generator.zip_bytes import without_times

CENTRED = ("cover", "cover_field", "page_title", "centre")
SIZES = {"cover": 24, "cover_field": 14, "page_title": 15, "heading": 12, "note": 9}
TWIPS_A_CENTIMETRE = 567
JUSTIFICATION = {"left": "left", "centre": "center", "right": "right"}


def draft_to_docx(draft: Draft, with_tables: bool = True) -> bytes:
    """Return the docx of a draft; without its tables, and the notes under them, if so asked."""
    document = docx.Document()
    document.core_properties.title = draft.about.title
    # Some offices mark headings as headings, others only make them bold.
    styled = random.Random(f"{draft.about.seed}|docx|{draft.about.document}").random() < 0.5
    under_table = fresh = False
    for block in draft.blocks:
        if isinstance(block, PageBreak):
            if not fresh:
                _page(document, block.landscape)
            fresh = True
            continue
        note = isinstance(block, Line) and block.role == "note" and under_table
        under_table = isinstance(block, Table) or note
        if isinstance(block, Table):
            if with_tables:
                _table(document, block)
                fresh = False
        elif with_tables or not note:
            _line(document, block, styled)
            fresh = False
    out = io.BytesIO()
    document.save(out)
    return without_times(out.getvalue())


def _page(document: Document, landscape: bool) -> None:
    last = document.sections[-1]
    if landscape == (last.orientation == WD_ORIENT.LANDSCAPE):
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        return
    new = document.add_section(WD_SECTION.NEW_PAGE)
    new.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    new.page_width, new.page_height = last.page_height, last.page_width


def _line(document: Document, line: Line, styled: bool) -> None:
    if styled and line.role in ("page_title", "heading"):
        level = 1 if line.role == "page_title" else 2
        paragraph = document.add_heading("", level)
    else:
        paragraph = document.add_paragraph()
    run = paragraph.add_run(line.text)
    run.font.size = Pt(SIZES.get(line.role, 11))
    run.bold = line.role in ("cover", "page_title", "heading") or None
    if line.role in CENTRED:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif line.role == "body":
        paragraph.paragraph_format.first_line_indent = Pt(22)


def _table(document: Document, table: Table) -> None:
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run(table.title).font.size = Pt(14)
    section = document.sections[-1]
    room = (section.page_width or Emu(0)) - (section.left_margin or 0) - (section.right_margin or 0)
    if table.left or table.unit:
        over = document.add_paragraph()
        over.paragraph_format.tab_stops.add_tab_stop(Emu(room), WD_TAB_ALIGNMENT.RIGHT)
        unit = f"{table.unit_mark}{table.unit}" if table.unit else ""
        over.add_run(f"{table.left}\t{unit}")
    element = parse_xml(_table_xml(table, int(Emu(room).cm * TWIPS_A_CENTIMETRE)))
    document.element.body.insert_element_before(element, "w:sectPr")
    for note in table.notes:
        document.add_paragraph().add_run(note).font.size = Pt(SIZES["note"])
    if not table.notes:
        document.add_paragraph()


def _table_xml(table: Table, room: int) -> str:
    total = sum(column.share for column in table.columns)
    widths = [int(column.share / total * room) for column in table.columns]
    rows: list[list[Placed | None]] = [[None] * len(widths) for _ in range(row_count(table))]
    starts = set()
    for cell in table_cells(table):
        starts.add((cell.row, cell.column))
        for row in range(cell.row, cell.row + cell.down):
            for column in range(cell.column, cell.column + cell.across):
                rows[row][column] = cell
    depth = header_depth(table)
    parts = [f"<w:tbl {nsdecls('w')}>", PROPERTIES, "<w:tblGrid>"]
    parts += [f'<w:gridCol w:w="{width}"/>' for width in widths]
    parts.append("</w:tblGrid>")
    for number, row_of_cells in enumerate(rows):
        repeated = table.repeats_header and number < depth
        header = "<w:trPr><w:tblHeader/></w:trPr>" if repeated else ""
        cells = "".join(_row_xml(number, row_of_cells, widths))
        parts.append(f"<w:tr>{header}{cells}</w:tr>")
    parts.append("</w:tbl>")
    return "".join(parts)


def _row_xml(number: int, row: list[Placed | None], widths: list[int]) -> Iterator[str]:
    column = 0
    while column < len(row):
        cell = row[column]
        across = cell.across if cell else 1
        width = sum(widths[column : column + across])
        merged = ""
        if cell and cell.down > 1:
            merged = '<w:vMerge w:val="restart"/>' if cell.row == number else "<w:vMerge/>"
        span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
        text = cell.text if cell and cell.row == number else ""
        align = JUSTIFICATION[cell.align if cell else "left"]
        yield (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merged}</w:tcPr>'
            f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr>{_run_xml(text)}</w:p></w:tc>'
        )
        column += across


def _run_xml(text: str) -> str:
    if not text:
        return ""
    pieces = [f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in text.split("\n")]
    return f'<w:r><w:rPr><w:sz w:val="17"/></w:rPr>{"<w:br/>".join(pieces)}</w:r>'


PROPERTIES = (
    '<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
)
