"""The text of source documents, read apart from the parser that is being judged.

A second reader on purpose: a quotation checked with the parser's own text would prove nothing.
"""

from collections.abc import Iterable, Iterator
from ctypes import byref, c_double
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from evals.office_text import READERS
from evals.wording import squeeze

# Places on a page are given to PDFium in so many steps across and down.
_STEPS = 100_000


class UnreadableSource(Exception):
    """A document that this reader cannot open."""


class SourceText:
    """Squeezed text of some documents, each the texts of its pages, searched as one."""

    def __init__(self, *documents: Iterable[str]) -> None:
        self._documents = [[squeeze(page) for page in pages] for pages in documents]
        self._text = "".join("".join(pages) for pages in self._documents)

    def contains(self, quote: str) -> bool:
        """Whether the quotation stands somewhere, white space and width aside."""
        return squeeze(quote) in self._text

    def has_on_page(self, quote: str, number: int) -> bool:
        """Whether the quotation, or a part of it, stands on that page, from 1, of some document."""
        wanted = squeeze(quote)
        return any(
            _touches(wanted, "".join(pages[max(0, number - 2) : number - 1]), *pages[number - 1 :])
            for pages in self._documents
            if 1 <= number <= len(pages)
        )

    def around(self, quote: str, width: int) -> Iterator[str]:
        """For each place of the squeezed quotation, ``width`` characters to both sides of it."""
        start = self._text.find(quote)
        while start >= 0:
            yield self._text[max(0, start - width) : start + len(quote) + width]
            start = self._text.find(quote, start + 1)


def _touches(wanted: str, before: str, page: str, after: str = "", *_: str) -> bool:
    """Whether it stands in the three pages so that some of it is on the middle one."""
    text, start = before + page + after, -1
    while (start := text.find(wanted, start + 1)) >= 0:
        if start < len(before) + len(page) and start + len(wanted) > len(before):
            return True
    return False


def read_pages(path: Path) -> list[str]:
    """The text of each page; a text file is one page. Raises UnreadableSource."""
    try:
        if path.suffix.lower() == ".pdf":
            with pypdfium2.PdfDocument(path) as document:
                return [page.get_textpage().get_text_range() for page in document]
        if reader := READERS.get(path.suffix.lower()):
            return [reader(path)]
        return [path.read_text("utf-8-sig")]
    except (OSError, UnicodeDecodeError, pypdfium2.PdfiumError) as error:
        raise UnreadableSource(f"读不出 {path.name} 的文字：{error}") from error


def read_sources(folder_or_file: Path) -> SourceText:
    """All PDF and text documents of a folder (or one file). Raises UnreadableSource."""
    if folder_or_file.is_dir():
        files = [
            path
            for path in sorted(folder_or_file.rglob("*"))
            if path.suffix.lower() in (".pdf", ".txt")
        ]
    else:
        files = [folder_or_file]
    return SourceText(*(read_pages(file) for file in files))


def read_frame(pdf: bytes, page: int, frame: tuple[float, float, float, float]) -> str | None:
    """The text within a frame on a page (from 1) as it is seen; None where the page has no text.

    The frame is (left, top, right, bottom) in shares of the page, from its upper left corner.
    Raises UnreadableSource.
    """
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            on = document[page - 1]
            text = on.get_textpage()
            if not text.count_chars():
                return None
            (x0, y0), (x1, y1) = (_on_page(on, *corner) for corner in (frame[:2], frame[2:]))
            sides = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
            return str(text.get_text_bounded(*sides))
    except pypdfium2.PdfiumError as error:
        raise UnreadableSource(f"读不出第 {page} 页的文字：{error}") from error


def _on_page(page: pypdfium2.PdfPage, across: float, down: float) -> tuple[float, float]:
    """A place of the page as it is seen in the page's own coordinates, which may be turned."""
    x, y = c_double(), c_double()
    place = (round(across * _STEPS), round(down * _STEPS))
    raw.FPDF_DeviceToPage(page, 0, 0, _STEPS, _STEPS, 0, *place, byref(x), byref(y))
    return x.value, y.value
