"""Characters of a PDF with their boxes, its metadata and page images (pypdfium2).

This is the only file that knows pypdfium2. PDFium is not thread-safe: one lock guards it, so
that page images may be asked for from several threads.
"""

from __future__ import annotations

import ctypes
import io
import math
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.errors import DamagedPdf, EncryptedPdf

_LOCK = threading.RLock()
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD
_ANGLES_ASKED = 100  # characters of a page asked for their direction
_WHITE = 250  # of 255: as good as paper
_TOUCHING = 0.05  # of the height of a line: side by side


@dataclass(frozen=True, slots=True)
class Char:
    """A character and its box on the page as displayed; no box where PDFium added it itself.

    `run` tells text objects apart: characters shown by one operator share it.
    """

    text: str
    x0: float = 0.0
    top: float = 0.0
    x1: float = 0.0
    bottom: float = 0.0
    run: int = 0

    @property
    def has_box(self) -> bool:
        """Whether the character stands on the page at all."""
        return self.x1 > self.x0 or self.bottom > self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class PageChars:
    """A page: its size in points, its visible characters in text order.

    `ruled` says whether enough paths are drawn to make a table; `unseen` is text that a
    reader of the page cannot see (outside the page, or drawn invisibly), which is left out.
    `turn` is how far (degrees clockwise) a page shown sideways or upside down was turned so that
    its text stands upright; sizes and boxes are those of the turned page.
    """

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    ruled: bool
    unseen: str
    control_characters: int
    turn: int = 0


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


def read_page(document: pdfium.PdfDocument, number: int, file_name: str) -> PageChars:
    """The characters of page `number` (from 1). Raises DamagedPdf where it cannot be loaded."""
    try:
        page = document[number - 1]
        text_page = page.get_textpage()
    except pdfium.PdfiumError as error:
        raise DamagedPdf(file_name, f"第{number}页已损坏，无法读取", "请重新下载后再试") from error
    try:
        return _page_chars(page, text_page, number)
    finally:
        text_page.close()
        page.close()


def _page_chars(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, number: int) -> PageChars:
    left, bottom, right, top = page.get_bbox()
    turn = _turn(page, text_page)
    rotation = (page.get_rotation() + turn) % 360
    width, height = right - left, top - bottom
    if rotation in (90, 270):
        width, height = height, width
    box_of = _BoxReader(text_page)
    chars: list[Char] = []
    unseen: list[str] = []
    controls = 0
    run_of = _RunReader(page, text_page)
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
        if _is_control(code):
            controls += 1
            continue
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
        if rotation == 0:
            box = cl - left, top - ct, cr - left, top - cb
        elif rotation == 90:
            box = cb - bottom, cl - left, ct - bottom, cr - left
        elif rotation == 180:
            box = right - cr, cb - bottom, right - cl, ct - bottom
        else:
            box = top - ct, right - cr, top - cb, right - cl
        chars.append(Char(chr(code), *box, run))
    paths = sum(
        raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page.raw, i)) != raw.FPDF_PAGEOBJ_TEXT
        for i in range(raw.FPDFPage_CountObjects(page.raw))
    )
    whole = tuple(_without_breaks_in_words(chars))
    return PageChars(number, width, height, whole, paths >= 2, "".join(unseen), controls, turn)


def _without_breaks_in_words(chars: list[Char]) -> Iterator[Char]:
    """The characters, but for line ends between two that stand side by side on one line.

    PDFium adds these after a text object of one character, on pages shown sideways above all
    ('金\\n额单位：万元'). Digits are never brought together: two columns may touch.
    """
    for i, char in enumerate(chars):
        if char.text == "\n" and 0 < i < len(chars) - 1:
            left, right = chars[i - 1], chars[i + 1]
            close = _TOUCHING * (left.bottom - left.top)
            if (
                left.has_box
                and right.has_box
                and abs(right.x0 - left.x1) < close
                and abs(right.bottom - left.bottom) < close
                and not (left.text.isdecimal() or right.text.isdecimal())
            ):
                continue
        yield char


def _turn(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage) -> int:
    """Degrees clockwise by which a page as shown must be turned for its text to stand upright."""
    count = raw.FPDFText_CountChars(text_page.raw)
    angles: Counter[int] = Counter()
    for i in range(0, count, max(1, count // _ANGLES_ASKED)):
        # Measured clockwise, and -1 where PDFium cannot say; blanks have no direction.
        angle = raw.FPDFText_GetCharAngle(text_page.raw, i)
        if angle >= 0 and chr(raw.FPDFText_GetUnicode(text_page.raw, i)).strip():
            angles[round(-math.degrees(angle) / 90) * 90 % 360] += 1
    if not angles:
        return 0
    commonest, times = angles.most_common(1)[0]
    if times < 0.6 * angles.total():
        return 0
    return int(commonest - page.get_rotation()) % 360


class _BoxReader:
    """Boxes of characters by the font's own height and advance: ink alone is no help with lines.

    (The ink of 一 or of a comma covers a fraction of its line.) Where a font states no height
    the ink is taken.
    """

    def __init__(self, text_page: pdfium.PdfTextPage) -> None:
        self._page = text_page
        self._rect = raw.FS_RECTF()
        self._ink = [ctypes.c_double() for _ in range(4)]

    def __call__(self, i: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top in page space; all equal where there is none."""
        raw.FPDFText_GetCharBox(self._page.raw, i, *self._ink)
        left, right, bottom, top = (value.value for value in self._ink)
        if right <= left and top <= bottom:
            return left, bottom, right, top
        rect = self._rect
        if raw.FPDFText_GetLooseCharBox(self._page.raw, i, rect):
            middle = (bottom + top) / 2
            if rect.top > rect.bottom and rect.bottom <= middle <= rect.top:
                bottom, top = rect.bottom, rect.top
            if rect.right > rect.left and rect.left <= (left + right) / 2 <= rect.right:
                left, right = rect.left, rect.right
        return left, bottom, right, top


def _is_control(code: int) -> bool:
    return (code < 0x20 and code not in (0x09, 0x0A)) or 0x7F <= code < 0xA0 or code in (
        0xFEFF, 0xFFFE, 0xFFFF, 0x02,
    )  # fmt: skip


class _RunReader:
    """Text objects by number, and whether a reader of the page can see what they show.

    Unseen are: neither filled nor stroked, fully transparent, smaller than a point, and white
    where nothing dark lies behind.
    """

    def __init__(self, page: pdfium.PdfPage, text_page: pdfium.PdfTextPage) -> None:
        self._page = page
        self._text_page = text_page
        self._runs: dict[int, tuple[int, bool, bool]] = {}
        self._backgrounds: list[tuple[float, float, float, float]] | None = None

    def __call__(self, i: int, x: float, y: float) -> tuple[int, bool]:
        """The number of character `i`'s text object, and whether it is seen at (x, y)."""
        handle = raw.FPDFText_GetTextObject(self._text_page.raw, i)
        address = ctypes.cast(handle, ctypes.c_void_p).value or 0
        if address not in self._runs:
            seen, white = (True, False) if not address else self._look(handle)
            self._runs[address] = len(self._runs), seen, white
        run, seen, white = self._runs[address]
        return run, seen and not (white and not self._is_covered(x, y))

    def _look(self, handle: object) -> tuple[bool, bool]:
        mode = raw.FPDFTextObj_GetTextRenderMode(handle)
        if mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            return False, False
        size = ctypes.c_float()
        if raw.FPDFTextObj_GetFontSize(handle, size) and self._scale(handle) * size.value < 1.0:
            return False, False
        if mode not in (raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_FILL_CLIP):
            return True, False
        colour = _fill_colour(handle)
        if colour is None:
            return True, False
        return colour[3] > 0, min(colour[:3]) >= _WHITE

    @staticmethod
    def _scale(handle: object) -> float:
        matrix = raw.FS_MATRIX()
        if not raw.FPDFPageObj_GetMatrix(handle, matrix):
            return 1.0
        return float(max(abs(matrix.a), abs(matrix.b), abs(matrix.c), abs(matrix.d)))

    def _is_covered(self, x: float, y: float) -> bool:
        """Whether something not white is painted around a place on the page."""
        if self._backgrounds is None:
            self._backgrounds = list(self._painted())
        return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in self._backgrounds)

    def _painted(self) -> Iterator[tuple[float, float, float, float]]:
        for i in range(raw.FPDFPage_CountObjects(self._page.raw)):
            thing = raw.FPDFPage_GetObject(self._page.raw, i)
            kind = raw.FPDFPageObj_GetType(thing)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                continue
            if kind == raw.FPDF_PAGEOBJ_PATH:
                fill, stroke = ctypes.c_int(), ctypes.c_int()
                colour = _fill_colour(thing)
                drawn = raw.FPDFPath_GetDrawMode(thing, fill, stroke)
                if not drawn or not fill.value or colour is None or min(colour[:3]) >= _WHITE:
                    continue
            edges = [ctypes.c_float() for _ in range(4)]
            if raw.FPDFPageObj_GetBounds(thing, *edges):
                left, low, right, high = (edge.value for edge in edges)
                yield left, low, right, high


def _fill_colour(handle: object) -> tuple[int, int, int, int] | None:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(handle, *parts):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def render_page(path: Path, number: int, dpi: int = 110) -> bytes:
    """Page `number` (from 1) as PNG bytes, turned as its boxes are.

    Raises IndexError for a page that is not there.
    """
    with open_pdf(path, path.name) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        page = document[number - 1]
        turn = _turn(page, page.get_textpage())
        image = page.render(scale=dpi / 72, rotation=turn).to_pil()
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
