"""What is painted on a PDF page, in the order of painting: where, how solidly, in which colour.

Needed to tell text that a reader of the page sees from text that is hidden. Places are in page
space (points, origin bottom left); what stands in form XObjects is brought there.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.read.pdf_objects import (
    EVERYWHERE,
    IDENTITY,
    Colour,
    Matrix,
    ObjectReader,
    Rect,
    common,
    has_plain_clip,
    is_rectangle,
    layers_of,
    matrix_of,
    product,
)

_THIN = 3.0  # points: a line, which hides nothing
_SOLID = 250  # of 255
_DEEPEST_FORM = 8  # forms within forms
_MOST_OBJECTS = 200_000
_LOOK = 1.0  # pixels a point, enough to see whether anything is there


@dataclass(frozen=True, slots=True)
class Shade:
    """An area painted over: `order` counts the page's objects as they are painted.

    `colour` is None where it has none of its own (a picture, a gradient). `is_solid` says that
    nothing beneath shows through anywhere in `area`.
    """

    order: int
    area: Rect
    colour: Colour | None
    is_solid: bool
    handle: object = None  # of a picture
    extent: Rect = EVERYWHERE  # of a picture, before anything is clipped away
    is_image: bool = False

    def holds(self, x: float, y: float) -> bool:
        """Whether the place lies in the area."""
        left, bottom, right, top = self.area
        return left <= x <= right and bottom <= y <= top


@dataclass(frozen=True, slots=True)
class Painting:
    """How a text object is painted: its place in the order, and the form it stands in."""

    order: int
    matrix: Matrix  # from the form's space to the page's
    clip: Rect  # of the forms around it
    layers: tuple[str, ...]  # optional content it belongs to


@dataclass(frozen=True)
class PaintedPage:
    """Text objects by address, shades in order, and how many objects are no text."""

    texts: dict[int, Painting]
    shades: tuple[Shade, ...]
    paths: int

    def beneath(self, order: int, x: float, y: float) -> Shade | None:
        """What was painted last at a place before the object of that number."""
        below = (s for s in reversed(self.shades) if s.order < order and s.holds(x, y))
        return next(below, None)

    def above(self, order: int, x: float, y: float) -> Iterator[Shade]:
        """What was painted at a place after the object of that number."""
        return (s for s in self.shades if s.order > order and s.holds(x, y))


def painted_page(page: pdfium.PdfPage, hidden_layers: frozenset[str]) -> PaintedPage:
    """The objects of a page; those of hidden layers paint nothing."""
    reader = _PaintReader(hidden_layers)
    count = raw.FPDFPage_CountObjects(page.raw)
    for i in range(count):
        thing = raw.FPDFPage_GetObject(page.raw, i)
        layers: tuple[str, ...] = ()
        if hidden_layers and raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_FORM:
            layers = tuple(hidden_layers) if _shows_nothing(page, thing) else ()
        reader.read(thing, IDENTITY, EVERYWHERE, layers, 0)
    return PaintedPage(reader.texts, tuple(reader.shades), reader.paths)


def _shows_nothing(page: pdfium.PdfPage, form: Any) -> bool:
    """Whether the page looks the same without a form: PDFium does not say which layer it is on."""
    with_it = bytes(page.render(scale=_LOOK).buffer)
    raw.FPDFPageObj_SetIsActive(form, False)
    without_it = bytes(page.render(scale=_LOOK).buffer)
    raw.FPDFPageObj_SetIsActive(form, True)
    return with_it == without_it


class _PaintReader:
    def __init__(self, hidden_layers: frozenset[str]) -> None:
        self.texts: dict[int, Painting] = {}
        self.shades: list[Shade] = []
        self.paths = 0
        self._order = 0
        self._hidden_layers = hidden_layers
        self._objects = ObjectReader()
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()

    def read(
        self, thing: Any, matrix: Matrix, clip: Rect, layers: tuple[str, ...], depth: int
    ) -> None:
        self._order += 1
        if self._order > _MOST_OBJECTS:
            return
        kind = raw.FPDFPageObj_GetType(thing)
        if self._hidden_layers:
            layers = (*layers, *layers_of(thing))
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            address = ctypes.cast(thing, ctypes.c_void_p).value or 0
            self.texts[address] = Painting(self._order, matrix, clip, layers)
            return
        self.paths += 1
        if not self._hidden_layers.isdisjoint(layers):
            if kind != raw.FPDF_PAGEOBJ_FORM:
                return
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(thing, matrix, clip)
        elif kind != raw.FPDF_PAGEOBJ_FORM:
            self._picture(thing, kind, matrix, clip)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            inner = product(matrix_of(thing), matrix)
            inside = common(clip, self._objects.clip(thing, matrix))
            for i in range(raw.FPDFFormObj_CountObjects(thing)):
                self.read(raw.FPDFFormObj_GetObject(thing, i), inner, inside, layers, depth + 1)

    def _path(self, thing: Any, matrix: Matrix, clip: Rect) -> None:
        if not raw.FPDFPath_GetDrawMode(thing, self._fill, self._stroke) or not self._fill.value:
            return
        area = self._objects.bounds(thing, matrix)
        if area is None or min(area[2] - area[0], area[3] - area[1]) <= _THIN:
            return
        area = common(area, common(clip, self._objects.clip(thing, matrix)))
        if area[0] >= area[2] or area[1] >= area[3]:
            return
        colour = self._objects.fill_colour(thing)
        solid = (
            colour is not None
            and colour[3] >= _SOLID
            and not raw.FPDFPageObj_HasTransparency(thing)
            and is_rectangle(thing)
            and has_plain_clip(thing)
        )
        self.shades.append(Shade(self._order, area, colour, solid))

    def _picture(self, thing: Any, kind: int, matrix: Matrix, clip: Rect) -> None:
        extent = self._objects.bounds(thing, matrix)
        if extent is None:
            return
        area = common(extent, common(clip, self._objects.clip(thing, matrix)))
        is_image = kind == raw.FPDF_PAGEOBJ_IMAGE
        solid = (
            is_image
            and matrix == IDENTITY
            and not raw.FPDFPageObj_HasTransparency(thing)
            and has_plain_clip(thing)
        )
        handle = thing if solid else None
        self.shades.append(Shade(self._order, area, None, solid, handle, extent, is_image))
