"""Characters of a PDF with their boxes, its metadata and page images (pypdfium2).

Only this file and those it is made of (pdf_chars, pdf_visible, pdf_painted, pdf_objects) know
pypdfium2. PDFium is not thread-safe: one lock guards it, so that page images may be asked for
from several threads.
"""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.errors import DamagedPdf, EncryptedPdf
from ingest.model import Box
from ingest.read.pdf_chars import BoxReader, Char, is_control, turn_of, without_breaks_in_words
from ingest.read.pdf_objects import Rect, common
from ingest.read.pdf_order import with_numbers_in_place
from ingest.read.pdf_visible import VisibleText
from ingest.read.radicals import CHARACTERS

OpenPdf: TypeAlias = pdfium.PdfDocument
_LOCK = threading.RLock()
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD


@dataclass(frozen=True)
class PageChars:
    """A page: its size in points, its visible characters in text order.

    `ruled` says whether enough paths are drawn to make a table; `unseen` is text that a
    reader of the page cannot see (ingest/read/pdf_visible.py), which is left out.
    `turn` is how far (degrees clockwise) a page shown sideways or upside down was turned so that
    its text stands upright; sizes and boxes are those of the turned page. `pictures` are what
    shows of the page's pictures.
    """

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    ruled: bool
    unseen: str
    control_characters: int
    turn: int = 0
    pictures: tuple[Box, ...] = ()


@contextmanager
def open_pdf(path: Path, file_name: str) -> Iterator[pdfium.PdfDocument]:
    """An open document. Raises EncryptedPdf and DamagedPdf."""
    with _LOCK:
        try:
            document = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            if getattr(error, "err_code", None) == _PASSWORD_ERROR or "assword" in str(error):
                raise EncryptedPdf(file_name, "文件有密码保护", "请取消密码后重新提交") from error
            raise DamagedPdf(
                file_name, "文件已损坏或不完整，无法打开", "请重新下载后再试"
            ) from error
        try:
            yield document
        finally:
            document.close()


def is_xfa_form(document: OpenPdf) -> bool:
    """Whether the pages are only a placeholder for a form that other software must lay out."""
    return bool(document.get_formtype() == raw.FORMTYPE_XFA_FULL)


def attachments(document: OpenPdf) -> int:
    """How many files are embedded; they are never opened."""
    return max(0, int(document.count_attachments()))


def read_metadata(document: pdfium.PdfDocument) -> dict[str, str]:
    """What the file says of itself: title, producer, created, ... in lower case keys."""
    found: dict[str, str] = {}
    for key in ("Title", "Author", "Subject", "Creator", "Producer", "CreationDate"):
        value = document.get_metadata_value(key).replace("\x00", "").strip()
        if value:
            name = "created" if key == "CreationDate" else key.lower()
            found[name] = _metadata_text(value)
    return found


_HEX = re.compile(r"<((?:[0-9A-Fa-f]{2})+)>")


def _metadata_text(value: str) -> str:
    """Some writers store the bytes of a GBK string as hex between angle brackets, as text."""
    if match := _HEX.fullmatch(value):
        data = bytes.fromhex(match.group(1))
    elif any("\x80" <= c <= "\xff" for c in value) and all(c <= "\xff" for c in value):
        data = value.encode("latin-1")
    else:
        return value
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return value


def read_page(
    document: pdfium.PdfDocument,
    number: int,
    file_name: str,
    hidden_layers: frozenset[str] = frozenset(),
) -> PageChars:
    """The characters of page `number` (from 1). Raises DamagedPdf where it cannot be loaded."""
    try:
        page = document[number - 1]
        text_page = page.get_textpage()
    except pdfium.PdfiumError as error:
        raise DamagedPdf(file_name, f"第{number}页已损坏，无法读取", "请重新下载后再试") from error
    try:
        visible = VisibleText(document, page, text_page, hidden_layers)
        return _page_chars(page, text_page, number, visible)
    finally:
        text_page.close()
        page.close()


def _page_chars(
    page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, number: int, run_of: VisibleText
) -> PageChars:
    left, bottom, right, top = page.get_bbox()
    turn = turn_of(page, text_page)
    rotation = (page.get_rotation() + turn) % 360
    width, height = right - left, top - bottom
    if rotation in (90, 270):
        width, height = height, width

    def shown(place: Rect) -> tuple[float, float, float, float]:
        """A rectangle of the page's own space on the page as displayed, from its top left."""
        x0, y0, x1, y1 = place
        if rotation == 0:
            return x0 - left, top - y1, x1 - left, top - y0
        if rotation == 90:
            return y0 - bottom, x0 - left, y1 - bottom, x1 - left
        if rotation == 180:
            return right - x1, y0 - bottom, right - x0, y1 - bottom
        return top - y1, right - x1, top - y0, right - x0

    box_of = BoxReader(text_page)
    chars: list[Char] = []
    unseen: list[str] = []
    controls = 0
    high = 0
    for i in range(raw.FPDFText_CountChars(text_page.raw)):
        code = raw.FPDFText_GetUnicode(text_page.raw, i)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
        if code == 0x0D:
            continue
        if code in (0x0B, 0x0C):
            code = 0x0A
        if is_control(code):
            controls += 1
            continue
        code = ord(CHARACTERS.get(code, chr(code)))
        cl, cb, cr, ct = box_of(i)
        if cr <= cl and ct <= cb:
            chars.append(Char(chr(code)))
            continue
        middle = (cl + cr) / 2, (cb + ct) / 2
        run, visible = run_of(i, *middle)
        inside = left <= middle[0] <= right and bottom <= middle[1] <= top
        if not (visible and inside) and chr(code).strip():
            unseen.append(chr(code))
            continue
        is_cut = chr(code).isdecimal() and run_of.is_cut(i, *middle)
        chars.append(Char(chr(code), *shown((cl, cb, cr, ct)), run, is_cut))
    paths = run_of.painted.paths
    whole = with_numbers_in_place(tuple(without_breaks_in_words(chars)))
    pictures = tuple(
        Box(*shown(common(shade.area, (left, bottom, right, top))))
        for shade in run_of.painted.shades
        if shade.is_image
    )
    return PageChars(
        number, width, height, whole, paths >= 2, "".join(unseen), controls, turn, pictures,
    )  # fmt: skip


def render_page(path: Path, number: int, dpi: int = 110) -> bytes:
    """Page `number` (from 1) as PNG bytes, turned as its boxes are.

    Raises IndexError for a page that is not there.
    """
    with open_pdf(path, path.name) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        page = document[number - 1]
        turn = turn_of(page, page.get_textpage())
        image = page.render(scale=dpi / 72, rotation=turn).to_pil()
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
