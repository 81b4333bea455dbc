"""Characters of a PDF page: their boxes as lines have them, and which way they are turned."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_ANGLES_ASKED = 100  # characters of a page asked for their direction
_TOUCHING = 0.05  # of the height of a line: side by side


@dataclass(frozen=True, slots=True)
class Char:
    """A character and its box on the page as displayed; no box where PDFium added it itself.

    `run` tells text objects apart: characters shown by one operator share it. `is_cut` says
    that most of a digit is clipped away; it is read because its text object shows in part.
    """

    text: str
    x0: float = 0.0
    top: float = 0.0
    x1: float = 0.0
    bottom: float = 0.0
    run: int = 0
    is_cut: bool = False

    @property
    def has_box(self) -> bool:
        """Whether the character stands on the page at all."""
        return self.x1 > self.x0 or self.bottom > self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


class BoxReader:
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


def is_control(code: int) -> bool:
    """Whether a code is of no character that is printed."""
    return (code < 0x20 and code not in (0x09, 0x0A)) or 0x7F <= code < 0xA0 or code in (
        0xFEFF, 0xFFFE, 0xFFFF, 0x02,
    )  # fmt: skip


def without_breaks_in_words(chars: Sequence[Char]) -> Iterator[Char]:
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


def turn_of(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage) -> int:
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
