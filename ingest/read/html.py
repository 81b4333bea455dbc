"""Web pages (html) to a Reading: the document on the page, without what the site puts around it.

Headings open parts; tables keep their merged cells; hidden words are left out and told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest.errors import EmptyFile, NoTextLayer
from ingest.limits import Limits
from ingest.model import Problem, Source
from ingest.read.flow import FlowWriter
from ingest.read.html_content import hidden_words, page_to_content, plain_text
from ingest.read.html_decode import decode_html
from ingest.read.html_tables import caption_of, is_layout, placed_cells
from ingest.read.html_tree import HIDDEN, Element, html_to_page
from ingest.read.reading import Reading
from ingest.read.sheet import block_cells
from ingest.read.sheet_blocks import TableBlock, sheet_blocks
from ingest.vocabulary.web_pages import web_pages

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins",
     "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
     "tt", "u", "var", "wbr", "o:p", "st1:chsdate", "nobr")
)  # fmt: skip
_SITE_NAME = re.compile(r"\s*[_|—–]\s*|\s+-\s+|-(?=[^-]*(?:网站?|政府|平台|公开)$)")
_FURNITURE_LENGTH = 120
_DAY = re.compile(r"((?:19|20)\d\d)\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})")


def html_to_reading(data: bytes, file_name: str, limits: Limits | None = None) -> Reading:
    """The bytes of a web page to a Reading without pages.

    Raises EmptyFile, NoTextLayer, TooLarge and UnsafeFile.
    """
    text, undecoded = decode_html(data)
    page = html_to_page(text, file_name)
    headings, content = page_to_content(page.body)
    flow = FlowWriter()
    writer = _Writer(flow, file_name)
    if day := _DAY.match(page.published):
        writer.published(day)
    for heading in headings:
        if plain_text(heading) not in plain_text(content)[:_FURNITURE_LENGTH]:
            writer.write(heading)
    writer.write(content)
    if undecoded:
        flow.problems.append(
            Problem("undecodable", f"有 {undecoded} 处字节无法按编码解读", (Source(0, 0),))
        )
    if hidden := [words for words in hidden_words(content) if re.search(r"\w", words)]:
        shown = "、".join(f"“{words[:20]}”" for words in hidden[:3])
        flow.problems.append(
            Problem(
                "hidden_text",
                f"网页里有 {len(hidden)} 处看不见的文字没有读入：{shown}",
                (Source(0, 0),),
            )
        )
    title = _SITE_NAME.split(page.title)[0]
    reading = flow.reading({"title": title} if title else {})
    if reading.text.strip():
        return reading
    if b"<img" in data.lower():
        raise NoTextLayer(file_name, "网页里只有图片，没有文字", "请提交图片所对应的原始文件")
    raise EmptyFile(file_name, "网页里没有可见的文字", "请检查网页是否保存完整")


@dataclass
class _Writer:
    """Writes elements into the flow; `words` is the paragraph begun."""

    flow: FlowWriter
    file_name: str
    words: list[str] = field(default_factory=list)
    has_published: bool = False

    def write(self, root: Element) -> None:
        """All of an element, in order."""
        # An element stands twice: to be opened, and (None, element) to be closed.
        waiting: list[tuple[Element | str | None, Element | None]] = [(root, None)]
        while waiting:
            found, closing = waiting.pop()
            if closing is not None:
                self.end_paragraph(is_heading=closing.tag in _HEADINGS)
            elif isinstance(found, str):
                self.words.append(found)
            elif found is not None:
                self._open(found, waiting)
        self.end_paragraph()

    def _open(
        self, element: Element, waiting: list[tuple[Element | str | None, Element | None]]
    ) -> None:
        if element.tag == HIDDEN:
            return
        if element.tag == "br":
            self.words.append("\n")
            return
        if element.tag == "pre":
            self.end_paragraph()
            self.flow.paragraph("".join(_own_texts(element)))
            return
        if element.tag == "table" and not is_layout(element):
            self.end_paragraph()
            self._table(element)
            return
        if element.tag not in _INLINE:
            self.end_paragraph()
            waiting.append((None, element))
        waiting += [(child, None) for child in reversed(element.children)]

    def end_paragraph(self, *, is_heading: bool = False) -> None:
        """Write the paragraph begun, line by line, without what the site puts around it."""
        text = _joined(self.words)
        self.words = []
        lines = [kept for line in text.split("\n") if (kept := self._kept(line))]
        if lines and is_heading:
            self.flow.opens_part()
        for line in lines:
            self.flow.paragraph(line)

    def published(self, day: re.Match[str]) -> None:
        """Say when the page was published, once."""
        if not self.has_published:
            self.has_published = True
            self.flow.paragraph(f"发布日期：{day[1]}-{int(day[2]):02d}-{int(day[3]):02d}")

    def _kept(self, line: str) -> str:
        """A line of the document, '' for one of the site's."""
        if (said := web_pages().published_on(line)) is not None:
            if day := _DAY.match(said):
                self.published(day)
            return ""
        return web_pages().kept(line)

    def _table(self, table: Element) -> None:
        if (caption := caption_of(table)) is not None:
            self.write(caption)
        cells = [
            replace(place, text=_joined(_own_texts(cell)))
            for cell, place in placed_cells(table, self.file_name)
        ]
        for block in sheet_blocks(cells):
            if isinstance(block, TableBlock):
                self.flow.table(block_cells(block, "网页", self.file_name))
            else:
                self.flow.paragraph(block.text)


def _own_texts(root: Element) -> list[str]:
    """The text below an element; blocks and br begin lines."""
    texts: list[str] = []
    waiting: list[Element | str] = [root]
    while waiting:
        found = waiting.pop()
        if isinstance(found, str):
            texts.append(found)
        elif found.tag == "br":
            texts.append("\n")
        elif found.tag != HIDDEN:
            if found.tag not in _INLINE and found is not root:
                texts.append("\n")
                waiting.append("\n")
            waiting += reversed(found.children)
    return texts


def _joined(words: list[str]) -> str:
    """Pieces of text as one; line ends of the source are blanks, '\\n' alone is a line end."""
    pieces = [word if word == "\n" else re.sub(r"[^\S\u3000]+", " ", word) for word in words]
    lines = "".join(pieces).split("\n")
    return "\n".join(line.strip(" ") for line in lines if line.strip())
