"""Which characters of a PDF page a reader of the page can see.

Hidden are: text drawn invisibly or nearly transparent, smaller than a point, in the colour of
what lies beneath it, painted over, clipped away, off the page, or on a layer that is off.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.read.pdf_objects import (
    EVERYWHERE,
    Colour,
    Matrix,
    ObjectReader,
    Rect,
    common,
    matrix_of,
    product,
)
from ingest.read.pdf_painted import PaintedPage, Shade, painted_page

_SMALLEST = 1.0  # points
_FAINTEST = 16  # of 255: nearly transparent
_ALIKE = 6  # of 255, in each colour: nobody can tell them apart
_LARGEST_PICTURE = 4000.0  # points a side: drawn to be looked at, it takes that many pixels
_PAPER: Colour = (255, 255, 255, 255)
_FILLED = (raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_FILL_CLIP)
_OUTLINED = (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)
_UNDRAWN = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)


@dataclass(frozen=True, slots=True)
class _Run:
    """A text object: `colour` is None where it cannot be told and counts as seen."""

    number: int
    seen: bool
    order: int = 0
    colour: Colour | None = None
    is_alone: bool = True  # nothing is painted around it that matters
    clip: Rect = EVERYWHERE


class VisibleText:
    """Tells for each character its text object, and whether it is seen."""

    def __init__(
        self,
        document: pdfium.PdfDocument,
        page: pdfium.PdfPage,
        text_page: pdfium.PdfTextPage,
        hidden_layers: frozenset[str],
    ) -> None:
        self._document = document
        self._page = page
        self._text_page = text_page
        self._hidden_layers = hidden_layers
        self._painted = painted_page(page, hidden_layers)
        self._objects = ObjectReader()
        self._runs: dict[int, _Run] = {}
        self._pictures: dict[int, pdfium.PdfBitmap | None] = {}

    @property
    def painted(self) -> PaintedPage:
        """What is painted on the page."""
        return self._painted

    def __call__(self, i: int, x: float, y: float) -> tuple[int, bool]:
        """The number of character `i`'s text object, and whether it is seen at (x, y)."""
        handle = raw.FPDFText_GetTextObject(self._text_page.raw, i)
        address = ctypes.cast(handle, ctypes.c_void_p).value or 0
        run = self._runs.get(address)
        if run is None:
            number = len(self._runs)
            run = self._look(handle, address, number) if address else _Run(number, True)
            self._runs[address] = run
        return run.number, run.seen and (run.is_alone or self._is_seen_at(run, x, y))

    def is_cut(self, i: int, x: float, y: float) -> bool:
        """Whether most of character `i`, with its middle at (x, y), is clipped away.

        It may still be read: its word shows in part, and half a number is a wrong one.
        """
        handle = raw.FPDFText_GetTextObject(self._text_page.raw, i)
        run = self._runs.get(ctypes.cast(handle, ctypes.c_void_p).value or 0)
        if run is None:
            return False
        left, bottom, right, top = run.clip
        return not (left <= x <= right and bottom <= y <= top)

    def _look(self, handle: object, address: int, number: int) -> _Run:
        painting = self._painted.texts.get(address)
        mode = raw.FPDFTextObj_GetTextRenderMode(handle)
        if painting is None:
            return _Run(number, mode not in _UNDRAWN)
        size = self._objects.font_size(handle)
        if (
            mode in _UNDRAWN
            or (size is not None and _scale(handle, painting.matrix) * size < _SMALLEST)
            or not self._hidden_layers.isdisjoint(painting.layers)
        ):
            return _Run(number, False)
        colour = None
        if mode in _FILLED:
            colour = self._objects.fill_colour(handle)
        elif mode in _OUTLINED:
            colour = self._objects.stroke_colour(handle)
        else:
            colour = _colour_of_both(
                self._objects.fill_colour(handle), self._objects.stroke_colour(handle)
            )
        if colour is not None and colour[3] < _FAINTEST:
            return _Run(number, False)
        clip = common(painting.clip, self._objects.clip(handle, painting.matrix))
        area = self._objects.bounds(handle, painting.matrix)
        # Words cut by the border of their cell are kept whole: half a number is a wrong one.
        if not _touch(clip, area if area is not None and _touch(area, area) else clip):
            return _Run(number, False)
        around = [s for s in self._painted.shades if area is None or _touch(s.area, area)]
        is_pale = colour is not None and _alike(colour, _PAPER)
        return _Run(
            number,
            True,
            painting.order,
            colour,
            is_alone=not around and not is_pale and area is not None,
            clip=clip,
        )

    def _is_seen_at(self, run: _Run, x: float, y: float) -> bool:
        if any(self._hides(shade, x, y) for shade in self._painted.above(run.order, x, y)):
            return False
        if run.colour is None:
            return True
        beneath = self._painted.beneath(run.order, x, y)
        while beneath is not None and beneath.colour is not None and beneath.colour[3] < _FAINTEST:
            beneath = self._painted.beneath(beneath.order, x, y)
        if beneath is None:
            return not _alike(run.colour, _PAPER)
        ground = beneath.colour if beneath.is_solid else None
        if beneath.handle is not None:
            ground = self._pixel(beneath, x, y)
            if ground is not None and ground[3] < _FAINTEST:
                ground = None
        if ground is None:
            # An odd shape, a gradient, a picture's border: what shows there is not known.
            return not _alike(run.colour, beneath.colour) if beneath.colour else True
        return not _alike(run.colour, ground)

    def _hides(self, shade: Shade, x: float, y: float) -> bool:
        if not shade.is_solid:
            return False
        if shade.handle is None:
            return True
        pixel = self._pixel(shade, x, y)
        return pixel is not None and pixel[3] >= 255 - _ALIKE

    def _pixel(self, shade: Shade, x: float, y: float) -> Colour | None:
        """The colour a picture shows at a place of the page; None where it cannot be told."""
        if shade.order not in self._pictures:
            self._pictures[shade.order] = self._picture(shade)
        bitmap = self._pictures[shade.order]
        if bitmap is None:
            return None
        left, bottom, right, top = shade.extent
        column = int((x - left) / max(right - left, 1e-6) * bitmap.width)
        row = int((top - y) / max(top - bottom, 1e-6) * bitmap.height)
        place = (
            min(max(row, 0), bitmap.height - 1) * bitmap.stride
            + min(max(column, 0), bitmap.width - 1) * bitmap.n_channels
        )
        parts = [bitmap.buffer[place + k] for k in range(bitmap.n_channels)]
        if len(parts) == 1:
            return parts[0], parts[0], parts[0], 255
        alpha = parts[3] if bitmap.format == raw.FPDFBitmap_BGRA else 255
        return parts[2], parts[1], parts[0], alpha

    def _picture(self, shade: Shade) -> pdfium.PdfBitmap | None:
        left, bottom, right, top = shade.extent
        if max(right - left, top - bottom) > _LARGEST_PICTURE:
            return None
        handle = raw.FPDFImageObj_GetRenderedBitmap(
            self._document.raw, self._page.raw, shade.handle
        )
        return pdfium.PdfBitmap.from_raw(handle) if handle else None


def _scale(handle: object, matrix: Matrix) -> float:
    a, b, c, d, _, _ = product(matrix_of(handle), matrix)
    return max(abs(a), abs(b), abs(c), abs(d))


def _alike(one: Colour, other: Colour) -> bool:
    return all(abs(p - q) < _ALIKE for p, q in zip(one[:3], other[:3], strict=True))


def _colour_of_both(fill: Colour | None, outline: Colour | None) -> Colour | None:
    """The colour of filled and outlined text, where it has one."""
    return fill if fill is not None and outline is not None and _alike(fill, outline) else None


def _touch(one: Rect, other: Rect) -> bool:
    """Whether two rectangles share more than an edge; one that is empty shares nothing."""
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(
        one[1], other[1]
    )
