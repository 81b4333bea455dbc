"""Each format opens with its own library and holds every number of the truth at its place."""

import io
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser

import docx
import openpyxl
import pypdfium2
import pytest
import xlrd

from evals.generator.draft import Table
from evals.generator.fonts import font_missing
from evals.generator.formats import FORMATS, Made, formats_for
from evals.generator.html import CHARSETS, draft_to_html
from evals.generator.samples import (
    STYLES,
    assorted,
    commission_of,
    make_files,
    write_draft,
)
from evals.generator.scan import Scanner, pdf_to_scan

needs_font = pytest.mark.skipif(font_missing() is not None, reason=str(font_missing()))
WITH_TABLES = [name for name, style in STYLES.items() if style.has_tables]
OFFICE = ("docx", "xlsx", "xls", "two-files")


@cache
def made(style: str, name: str, number: int = 0) -> tuple[Made, ...]:
    return tuple(make_files(commission_of(style, number, "formats", style, name)))


@pytest.mark.parametrize("style", list(STYLES))
def test_a_word_file_holds_every_number_in_its_cell_or_its_paragraph(style: str) -> None:
    (file,) = made(style, "docx")
    document = docx.Document(io.BytesIO(file.content))
    paragraphs = {_tight(paragraph.text) for paragraph in document.paragraphs}
    cells = [
        {_tight(cell.text) for row in table.rows for cell in row.cells} for table in document.tables
    ]
    titles = _all_tables(style)
    assert len(cells) == len(titles)
    for fact in file.truth.facts:
        if "table" in fact.where:
            assert _tight(fact.printed) in cells[titles.index(fact.where["table"])], fact
        else:
            assert _tight(fact.where["narrative"]) in paragraphs, fact


@pytest.mark.parametrize("style", WITH_TABLES)
@pytest.mark.parametrize("name", ["xlsx", "xls"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_workbook_holds_every_number_at_the_cell_its_truth_names(
    style: str, name: str, number: int
) -> None:
    (file,) = made(style, name, number)
    shown = _shown_in_workbook(file)
    assert file.truth.facts
    for fact in file.truth.facts:
        place = shown.get((fact.where["sheet"], fact.where["cell"]), "")
        if "table" in fact.where:
            assert place == fact.printed, fact
        else:
            assert place == fact.where["narrative"]


@pytest.mark.parametrize("style", WITH_TABLES)
def test_a_workbook_merges_the_cells_of_its_headers(style: str) -> None:
    (file,) = made(style, "xlsx")
    sheets = openpyxl.load_workbook(io.BytesIO(file.content)).worksheets[1:]
    assert all(sheet.merged_cells.ranges for sheet in sheets)
    assert len(sheets) == len(_all_tables(style))


def test_some_workbooks_keep_amounts_as_numbers_and_some_as_text() -> None:
    kinds = set()
    for number in range(8):
        (file,) = made("final", "xlsx", number)
        sheets = openpyxl.load_workbook(io.BytesIO(file.content)).worksheets[1:]
        values = [cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row]
        kinds.add(any(isinstance(value, int | float) for value in values))
    assert kinds == {True, False}


@pytest.mark.parametrize("style", list(STYLES))
@pytest.mark.parametrize("charset", list(CHARSETS))
def test_a_web_page_holds_every_number_in_every_encoding(style: str, charset: str) -> None:
    draft = write_draft(commission_of(style, 0, "formats", style, "html"))
    encoding, declared = CHARSETS[charset]
    page = draft_to_html(draft, charset).decode(encoding)
    assert (f"charset={declared}" in page) == bool(declared)
    parser = _Page()
    parser.feed(page)
    titles = _all_tables(style)
    for fact in draft.truth.facts:
        if "table" in fact.where:
            assert fact.printed in parser.tables[titles.index(fact.where["table"])], fact
        else:
            assert _tight(fact.where["narrative"]) in _tight(parser.text)
    assert "点击量" in parser.text
    assert "打印" in parser.text


@needs_font
def test_a_scan_has_pages_and_no_text() -> None:
    (drawn,) = made("plain", "pdf")
    scanned = pdf_to_scan(drawn.content, "1", Scanner(dpi=50))
    pages = pypdfium2.PdfDocument(scanned)
    assert len(pages) == drawn.truth.pages
    assert "".join(page.get_textpage().get_text_range() for page in pages) == ""
    original = pypdfium2.PdfDocument(drawn.content)
    assert [page.get_size() for page in pages] == [page.get_size() for page in original]
    first = pages[0].render(scale=0.5).to_pil().convert("RGB")
    colours = {pixel for _, pixel in first.getcolors(1 << 20)}
    assert any(red > 180 and green < 110 for red, green, _ in colours), "no stamp"


def test_a_document_in_two_files_is_whole_and_each_half_names_the_other() -> None:
    words, tables = made("shanghai", "two-files")
    (whole,) = made("shanghai", "docx")
    assert (words.truth.about.companion, tables.truth.about.companion) == (
        tables.file_name,
        words.file_name,
    )
    assert all("narrative" in fact.where for fact in words.truth.facts)
    assert all("table" in fact.where for fact in tables.truth.facts)
    assert len(words.truth.facts) + len(tables.truth.facts) == len(whole.truth.facts)
    assert docx.Document(io.BytesIO(words.content)).tables == []
    stated = [*words.truth.statements, *tables.truth.statements]
    assert sorted(s.text for s in stated) == sorted(s.text for s in whole.truth.statements)


@pytest.mark.parametrize("name", [*OFFICE, "html"])
def test_the_same_seed_gives_the_same_bytes(name: str) -> None:
    commission = commission_of("final", 0, "formats", "final", name)
    once, again = make_files(commission), make_files(commission)
    assert [file.content for file in once] == [file.content for file in again]
    assert [file.truth.to_json() for file in once] == [file.truth.to_json() for file in again]


@needs_font
def test_the_same_seed_gives_the_same_scan() -> None:
    (drawn,) = made("plain", "pdf")
    scanner = Scanner(dpi=40)
    assert pdf_to_scan(drawn.content, "1", scanner) == pdf_to_scan(drawn.content, "1", scanner)
    assert pdf_to_scan(drawn.content, "1", scanner) != pdf_to_scan(drawn.content, "2", scanner)


def test_every_style_is_written_in_every_format_that_suits_it() -> None:
    wanted = {(s, f) for s, style in STYLES.items() for f in formats_for(style.has_tables)}
    made_of = {(c.style, c.format) for c in assorted(len(wanted), "1")}
    assert made_of == wanted
    assert {name for _, name in wanted} == set(FORMATS)


def test_ten_thousand_documents_are_of_as_many_organisations_and_years() -> None:
    keys = {
        (c.ledger.organisation, c.year, c.level, STYLES[c.style].word)
        for c in assorted(10_000, "1", formats=("docx",))
    }
    assert len(keys) == 10_000


def _shown_in_workbook(file: Made) -> dict[tuple[str, str], str]:
    if file.file_name.endswith(".xls"):
        return dict(_shown_in_xls(file.content))
    workbook = openpyxl.load_workbook(io.BytesIO(file.content))
    return {
        (sheet.title, cell.coordinate): _as_shown(cell.value, cell.number_format)
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
    }


def _shown_in_xls(content: bytes) -> Iterator[tuple[tuple[str, str], str]]:
    book = xlrd.open_workbook(file_contents=content, formatting_info=True)
    for sheet in book.sheets():
        for row in range(sheet.nrows):
            for column in range(sheet.ncols):
                cell = sheet.cell(row, column)
                form = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
                name = openpyxl.utils.get_column_letter(column + 1) + str(row + 1)
                yield (sheet.name, name), _as_shown(cell.value, form)


def _as_shown(value: object, number_format: str) -> str:
    """What a workbook shows for a value under one of the formats that are written."""
    if value is None or isinstance(value, str):
        return value or ""
    places = len(number_format.partition(".")[2])
    comma = "," if "," in number_format else ""
    return f"{Decimal(str(value)):{comma}.{places}f}"


class _Page(HTMLParser):
    """The text of a page, and the texts of the cells of each of its tables."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tables: list[list[str]] = []
        self.in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "td":
            self.tables[-1].append("")
            self.in_cell = True

    def handle_endtag(self, tag: str) -> None:
        self.in_cell = self.in_cell and tag != "td"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.in_cell:
            self.tables[-1][-1] = (self.tables[-1][-1] + data).strip()


def _all_tables(style: str) -> list[str]:
    """The titles of the tables of the first document, in order."""
    draft = write_draft(commission_of(style, 0, "formats", style))
    return [block.title for block in draft.blocks if isinstance(block, Table)]


def _tight(text: str) -> str:
    return "".join(text.split())
