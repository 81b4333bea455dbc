"""Word documents (docx) to a Reading: paragraphs, automatic numbers, text boxes, tables.

What cannot be seen (hidden, white on white, smaller than a point) and what a tracked change has
deleted is left out and reported. Macros, links, fields and embedded files are never followed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import cast
from xml.etree.ElementTree import Element
from zipfile import BadZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml

from ingest.errors import DamagedFile, NoTextLayer, TooLarge
from ingest.limits import Limits
from ingest.model import Problem, Source
from ingest.read.docx_numbers import Numbers
from ingest.read.docx_runs import Runs, Words
from ingest.read.docx_styles import VAL, Styles, Surface, W
from ingest.read.docx_tables import TooManyCells, holds_tables, table_cells
from ingest.read.flow import FlowWriter
from ingest.read.package import open_package
from ingest.read.reading import Reading

_HOLDERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_PAGE_NUMBER = re.compile(r"[\s\d\-—─–·.第页共/／]*")
# EMU (914,400 an inch): smaller pictures are emblems and lines.
_LARGE_PICTURE = 2_500_000
_LEAST_TEXT = 20
_BAD_XML = (KeyError, ValueError, IndexError, AttributeError, SyntaxError, BadZipFile,
            PackageNotFoundError)  # fmt: skip


def docx_to_reading(data: bytes, file_name: str, limits: Limits) -> Reading:
    """A Word document's bytes to a Reading without pages.

    Raises DamagedFile, TooLarge, the errors of `open_package`, and NoTextLayer where the
    document is nothing but pictures.
    """
    open_package(data, file_name, limits).close()
    try:
        document = docx.Document(io.BytesIO(data))
        reader = _Reader(document)
    except _BAD_XML as error:
        raise DamagedFile(
            file_name, "不是完整的 Word 文档", "请用 Word 打开并另存为 docx 后再试"
        ) from error
    try:
        reader.read()
    except TooManyCells as error:
        raise TooLarge(file_name, str(error), "请检查文件里的表格") from error
    reading = reader.reading()
    if reader.pictures and len(reading.text.strip()) < _LEAST_TEXT:
        raise NoTextLayer(file_name, "只有图片，没有文字", "请提交原始的 Word 文档或带文字的 PDF")
    return reading


class _Reader:
    """One document on its way into a FlowWriter."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        # lxml's elements, spoken to as the standard library's.
        self._body = cast(Element, document.element.body)
        styles = Styles(cast(Element, document.styles.element))
        self._styles = styles
        self._numbers = Numbers(self._related(RELATIONSHIP_TYPE.NUMBERING), styles)
        self._runs = Runs(styles)
        self._flow = FlowWriter()
        self._headers = self._header_texts()
        self._seen_headers: set[str] = set()
        self._section = 0
        self.pictures = 0

    def read(self) -> None:
        """Body, then footnotes and endnotes."""
        self._write_headers()
        self._blocks(self._body, Surface())
        for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
            notes = self._related(kind)
            for note in notes if notes is not None else ():
                if note.get(f"{W}type") is None:
                    self._blocks(note, Surface())

    def reading(self) -> Reading:
        """What was read, with what was left out as Problems."""
        self._report()
        properties = self._document.core_properties
        metadata = {"title": properties.title or ""}
        return self._flow.reading({name: value for name, value in metadata.items() if value})

    def _blocks(self, parent: Element, surface: Surface) -> None:
        for block in parent:
            if block.tag == f"{W}p":
                self._paragraph(block, surface)
            elif block.tag == f"{W}tbl":
                self._table(block, surface)
            elif block.tag in _HOLDERS:
                self._blocks(block, surface)
            elif block.tag in (f"{W}del", f"{W}moveFrom"):
                self._runs.delete(block)

    def _paragraph(self, paragraph: Element, surface: Surface) -> None:
        properties = paragraph.find(f"{W}pPr")
        words = self._words(paragraph, surface)
        if self._opens(paragraph):
            self._flow.opens_part()
        for number, part in enumerate(words.parts):
            if number:
                self._flow.opens_part()
            self._flow.paragraph(part)
        for box in words.boxes:
            self._blocks(box, Surface())
        section = properties.find(f"{W}sectPr") if properties is not None else None
        if section is not None:
            self._section += 1
            kind = section.find(f"{W}type")
            if kind is None or kind.get(VAL) != "continuous":
                self._flow.opens_part()
            self._write_headers()

    def _words(self, paragraph: Element, surface: Surface) -> Words:
        words = self._runs.of_paragraph(paragraph, surface)
        if any(part.strip() for part in words.parts):
            words.parts[0] = self._numbers.before(paragraph) + words.parts[0]
        return words

    def _opens(self, paragraph: Element) -> bool:
        broken = paragraph.find(f"{W}pPr/{W}pageBreakBefore")
        return (broken is not None and broken.get(VAL, "1") not in ("0", "false")) or (
            self._styles.is_heading(paragraph)
        )

    def _table(self, table: Element, surface: Surface) -> None:
        lifted = self._table_surface(table, surface)
        if holds_tables(table):
            # Such a table is a frame for others: what its cells hold stands for itself.
            for cell in table.iterfind(f"{W}tr/{W}tc"):
                self._blocks(cell, lifted.under(cell.find(f"{W}tcPr")))
            return
        boxes: list[Element] = []

        def cell_text(cell: Element) -> str:
            under = lifted.under(cell.find(f"{W}tcPr"))
            lines = []
            for paragraph in _paragraphs(cell):
                words = self._words(paragraph, under)
                lines += words.parts
                boxes.extend(words.boxes)
            return "\n".join(lines)

        self._flow.table(table_cells(table, cell_text, self._runs.hide_row))
        for box in boxes:
            self._blocks(box, Surface())

    def _table_surface(self, table: Element, surface: Surface) -> Surface:
        """A table's own shading, or that of its style: white headings stand on dark rows."""
        properties = table.find(f"{W}tblPr")
        lifted = surface.under(properties)
        named = properties.find(f"{W}tblStyle") if properties is not None else None
        for style in self._styles.chain(named.get(VAL) if named is not None else None):
            for part in style.iter(f"{W}tcPr"):
                lifted = lifted.under(part)
        return lifted

    def _related(self, kind: str) -> Element | None:
        part = self._document.part
        found = next((r for r in part.rels.values() if r.reltype == kind and not r.is_external),
                     None)  # fmt: skip
        return cast(Element, parse_xml(found.target_part.blob)) if found is not None else None

    def _header_texts(self) -> list[list[str]]:
        """The paragraphs of each section's page headers."""
        texts = []
        for section in self._document.sections:
            first = (
                section.first_page_header if section.different_first_page_header_footer else None
            )
            kept = [header for header in (first, section.header) if header is not None
                    and not header.is_linked_to_previous]  # fmt: skip
            texts.append([
                "".join(self._runs.of_paragraph(p, Surface()).parts)
                for header in kept
                for p in cast(Element, header._element).iter(f"{W}p")
            ])  # fmt: skip
        return texts

    def _write_headers(self) -> None:
        """What a section's page header says, once, where the section begins."""
        if self._section >= len(self._headers):
            return
        for text in self._headers[self._section]:
            if text not in self._seen_headers and not _PAGE_NUMBER.fullmatch(text):
                self._seen_headers.add(text)
                self._flow.paragraph(text)

    def _report(self) -> None:
        whole = (Source(0, 0),)
        found: list[tuple[str, str]] = []
        for why, text in self._runs.unseen.items():
            found.append(
                ("unseen_text", f"有 {len(text)} 个字看不见（{why}），没有读入：{text[:30]}")
            )
        if self._runs.hidden_rows:
            found.append(("hidden_rows", f"表格里有 {self._runs.hidden_rows} 行被隐藏，没有读入"))
        if self._runs.deleted:
            found.append(
                ("tracked_changes",
                 f"文件带有修订标记，标为删除的 {self._runs.deleted} 个字没有读入，请确认是定稿")
            )  # fmt: skip
        self.pictures = _large_pictures(self._body)
        if self.pictures:
            found.append(("pictures", f"有 {self.pictures} 张图片，其中的文字没有读入"))
        embedded = sum(e.tag in (f"{W}object", f"{W}altChunk") for e in self._body.iter())
        if embedded:
            found.append(("embedded_files", f"有 {embedded} 处嵌入的表格或文件，没有读入"))
        self._flow.problems += [Problem(code, message, whole) for code, message in found]


def _paragraphs(cell: Element) -> Iterator[Element]:
    """The paragraphs of a cell, also those inside content controls."""
    for block in cell:
        if block.tag == f"{W}p":
            yield block
        elif block.tag in _HOLDERS:
            yield from _paragraphs(block)


def _large_pictures(body: Element) -> int:
    """How many pictures are large enough to hold a table or a page."""
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/"
    count = 0
    for place in (*body.iter(f"{drawing}wordprocessingDrawing}}inline"),
                  *body.iter(f"{drawing}wordprocessingDrawing}}anchor")):  # fmt: skip
        extent = place.find(f"{drawing}wordprocessingDrawing}}extent")
        sides = [extent.get("cx", "0"), extent.get("cy", "0")] if extent is not None else []
        is_picture = next(place.iter(f"{drawing}picture}}pic"), None) is not None
        if is_picture and all(s.isdecimal() and int(s) > _LARGE_PICTURE for s in sides):
            count += 1
    return count
