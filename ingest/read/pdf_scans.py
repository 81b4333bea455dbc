"""Pages of a PDF that are pictures (扫描件): told from pages with text, drawn, and recognised.

It knows pypdfium2 beside pdf_text, which holds the lock: the document is open already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.errors import NoTextLayer
from ingest.limits import Limits
from ingest.read.pdf_text import PageChars
from ingest.read.picture import Picture, working_scale
from ingest.read.scan import INSTALL, Announce, Scans, can_read_scans, read_scans

# A page is a scan where pictures cover so much of it and so few characters stand on it.
_A_SCAN = 0.5
_FEW_CHARACTERS = 40
_FORMS_WITHIN_FORMS = 3


def sheets_to_scans(
    document: pdfium.PdfDocument,
    sheets: Sequence[PageChars],
    file_name: str,
    limits: Limits,
    announce: Announce | None,
) -> Scans:
    """What stands on the pages that are pictures.

    Raises NoTextLayer where no page has text, and recognition is not installed or finds none.
    """
    has_text = any(char.text.strip() for sheet in sheets for char in sheet.chars)
    if not has_text and not can_read_scans():
        raise NoTextLayer(file_name, "没有文字层，可能是扫描件", INSTALL)
    numbers = [sheet.number for sheet in sheets if _is_scan(document, sheet)]
    scans = read_scans(numbers, lambda number: _picture(document, number), limits, announce)
    if not has_text and not any(page.text.strip() for page in scans.pages.values()):
        raise NoTextLayer(
            file_name, "没有文字层，也没有认出文字", "请提交更清楚的扫描件或带文字的文件"
        )
    return replace(scans, wanted=tuple(numbers))


def _is_scan(document: pdfium.PdfDocument, sheet: PageChars) -> bool:
    """Whether a page is to be read from its picture: it has no text, or next to none beside one.

    (A scan may carry a page number or a watermark as text, or the unseen text of another OCR.)
    """
    characters = sum(not char.text.isspace() for char in sheet.chars)
    if characters >= _FEW_CHARACTERS:
        return False
    covered = _pictured(document, sheet.number)
    return covered >= _A_SCAN or (not characters and (covered > 0 or sheet.ruled))


def _pictured(document: pdfium.PdfDocument, number: int) -> float:
    """The share of a page that its pictures cover; 1 where they overlap and cover more."""
    page = document[number - 1]
    try:
        left, bottom, right, top = page.get_bbox()
        covered = 0.0
        kinds = (raw.FPDF_PAGEOBJ_IMAGE,)
        for thing in page.get_objects(filter=kinds, max_depth=_FORMS_WITHIN_FORMS):
            x0, y0, x1, y1 = thing.get_bounds()
            wide, high = min(x1, right) - max(x0, left), min(y1, top) - max(y0, bottom)
            covered += max(0.0, wide) * max(0.0, high)
    finally:
        page.close()
    return float(min(1.0, covered / max(1.0, (right - left) * (top - bottom))))


def _picture(document: pdfium.PdfDocument, number: int) -> Picture:
    """A page as displayed, drawn to be recognised."""
    page = document[number - 1]
    try:
        width, height = page.get_size()
        image = page.render(scale=working_scale(width, height)).to_pil().convert("RGB")
    finally:
        page.close()
    return Picture(number, image.width, image.height, image.tobytes(), width, height)
