"""Ruled tables of a PDF page as rectangles of cells, and pdfplumber's reading of the digits.

This file and pdf_content.py alone know pdfplumber. It is slow, so it is asked only for pages on
which lines are drawn.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import literal_name
from pdfminer.utils import decode_text
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from ingest.model import Box
from ingest.read.pdf_content import drawn_page
from ingest.read.ruled import CellBox, RuledPage, RuledTable

# A filled rectangle at most this thick (points) is a ruling line; a thicker one is shading.
_LINE_THICKNESS = 3.0
# What pdfminer and pdfplumber raise over a file that is broken or made to break them.
_BROKEN = (
    *(PDFException, PSException, PdfminerException, MalformedPDFException),
    *(ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError),
    *(RuntimeError, OSError, EOFError, StopIteration, struct.error, zlib.error),
)
_SAME_EDGE = 1.5  # points
_BORDER_NEAR = 5.0  # points


class PlumbedPdf:
    """A PDF opened by pdfplumber, asked page by page."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf

    def hidden_layers(self) -> frozenset[str]:
        """Names of the optional content (layers) that is off when the file is opened.

        '' among them stands for all that is shown by membership (OCMD): it has no name, and where
        some of it is off none of it is trusted.
        """
        try:
            off = frozenset(_layers_off(self._pdf.doc.catalog))
            return off | {""} if off and _has_members_off(self._pdf.doc, off) else off
        except _BROKEN:
            return frozenset()

    def digits(self, number: int) -> tuple[tuple[str, float, float], ...]:
        """Every digit of page `number` (from 1) with its middle; none where it cannot be read."""
        try:
            page = drawn_page(self._pdf, number)
            found = tuple(_digits(page.chars))
        except _BROKEN:
            return ()
        page.close()
        return tuple((d, x - page.cropbox[0], y - page.cropbox[1]) for d, x, y in found)

    def page(self, number: int) -> RuledPage | None:
        """What is ruled on page `number` (from 1), or None where pdfplumber cannot read it."""
        try:
            page = drawn_page(self._pdf, number)
            ruled = page.filter(_is_visible)
            tables = tuple(
                table
                for found in ruled.find_tables(
                    {"explicit_vertical_lines": _missing_sides(ruled.edges)}
                )
                if (table := _table_of([tuple(cell) for cell in found.cells])) is not None
            )
            digits = tuple(_digits(page.chars)) if tables else ()
        except _BROKEN:
            return None
        page.close()
        # PDFium counts from the corner of the crop box, pdfplumber from the media box.
        x, y = page.cropbox[0], page.cropbox[1]
        if x or y:
            tables = tuple(_moved(t, x, y) for t in tables)
            digits = tuple((d, dx - x, dy - y) for d, dx, dy in digits)
        return RuledPage(tables, digits)


@contextmanager
def open_plumbed(path: Path) -> Iterator[PlumbedPdf | None]:
    """The document for pdfplumber, or None where it cannot open it (pypdfium2 decides then)."""
    try:
        pdf = pdfplumber.open(io.BytesIO(path.read_bytes()))
    except _BROKEN:
        yield None
        return
    with pdf:
        yield PlumbedPdf(pdf)


def _layers_off(catalog: dict[str, Any]) -> Iterator[str]:
    properties = resolve1(catalog.get("OCProperties"))
    if not isinstance(properties, dict):
        return
    default = resolve1(properties.get("D")) or {}
    state = resolve1(default.get("BaseState"))
    listed = "ON" if state is not None and literal_name(state) == "OFF" else "OFF"
    named = [_layer_name(layer) for layer in resolve1(default.get(listed)) or []]
    if listed == "OFF":
        yield from named
        return
    for layer in resolve1(properties.get("OCGs")) or []:
        if (name := _layer_name(layer)) not in named:
            yield name


def _has_members_off(doc: Any, off: Collection[str]) -> bool:
    """Whether a page shows content by membership (OCMD) of layers that are off."""
    for page in PDFPage.create_pages(doc):
        properties = resolve1(resolve1(page.resources).get("Properties")) or {}
        for value in properties.values():
            if _is_off_by_membership(resolve1(value), off):
                return True
    return False


def _is_off_by_membership(content: Any, off: Collection[str]) -> bool:
    if not isinstance(content, dict) or "OCGs" not in content:
        return False
    groups = resolve1(content["OCGs"])
    groups = groups if isinstance(groups, list) else [groups]
    are_off = [_layer_name(group) in off for group in groups if resolve1(group)]
    policy = content.get("P")
    shown = {
        "AllOn": not any(are_off),
        "AnyOff": any(are_off),
        "AllOff": all(are_off),
    }.get(literal_name(policy) if policy is not None else "", not all(are_off))
    return bool(are_off) and not shown


def _layer_name(layer: Any) -> str:
    name = resolve1(resolve1(layer).get("Name"))
    return decode_text(name) if isinstance(name, bytes) else str(name)


def _missing_sides(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Left and right borders for tables drawn open at the sides.

    Where three level lines or more begin (end) at one place, columns are ruled between them, and
    no border is drawn there, the border is supplied.
    """
    level = [e for e in edges if e["orientation"] == "h" and e["x1"] - e["x0"] > 4]
    upright = [e for e in edges if e["orientation"] == "v"]
    if not upright:
        return []
    sides = []
    for key in ("x0", "x1"):
        for x in _edges([e[key] for e in level]):
            lines = [e for e in level if abs(e[key] - x) <= _SAME_EDGE]
            tops = _edges([e["top"] for e in lines])
            if len(tops) < 3 or any(
                e["x0"] < x - _BORDER_NEAR and x + _BORDER_NEAR < e["x1"]
                and tops[0] <= e["top"] <= tops[-1]
                for e in level
            ):  # fmt: skip
                continue
            near = [e for e in upright if e["top"] < tops[-1] and e["bottom"] > tops[0]]
            drawn = any(abs(e["x0"] - x) <= _BORDER_NEAR for e in near)
            ruled = any(min(f["x0"] for f in lines) < e["x0"] < max(f["x1"] for f in lines)
                        for e in near)  # fmt: skip
            if ruled and not drawn:
                sides.append(
                    {"object_type": "line", "x0": x, "x1": x, "top": tops[0], "bottom": tops[-1],
                     "width": 0, "height": tops[-1] - tops[0]}
                )  # fmt: skip
    return sides


def _is_visible(thing: dict[str, Any]) -> bool:
    """Whether a drawn object can rule a table: shading behind text and white lines cannot."""
    kind = thing.get("object_type")
    if kind == "char":
        return False
    if kind == "rect" and not thing.get("stroke"):
        thin = min(thing["x1"] - thing["x0"], thing["bottom"] - thing["top"]) <= _LINE_THICKNESS
        return thin and not _is_white(thing.get("non_stroking_color"))
    if kind in ("line", "curve", "rect"):
        return not (thing.get("stroke") and _is_white(thing.get("stroking_color")))
    return False


def _is_white(colour: Any) -> bool:
    if isinstance(colour, (int, float)):
        return bool(colour >= 0.98)
    if not isinstance(colour, (tuple, list)) or not colour:
        return False
    if not all(isinstance(part, (int, float)) for part in colour):
        return False
    if len(colour) == 4:
        return all(part <= 0.02 for part in colour)
    return all(part >= 0.98 for part in colour)


def _table_of(cells: list[tuple[float, ...]]) -> RuledTable | None:
    """Rectangles (x0, top, x1, bottom) to a grid of rows and columns."""
    xs = _edges([c[0] for c in cells] + [c[2] for c in cells])
    ys = _edges([c[1] for c in cells] + [c[3] for c in cells])
    if len(xs) < 2 or len(ys) < 2:
        return None
    placed = []
    for x0, top, x1, bottom in cells:
        column, end_column = _nearest(xs, x0), _nearest(xs, x1)
        row, end_row = _nearest(ys, top), _nearest(ys, bottom)
        if end_column > column and end_row > row:
            placed.append(
                CellBox(row, column, end_row - row, end_column - column, Box(x0, top, x1, bottom))
            )
    placed.sort(key=lambda cell: (cell.row, cell.column))
    return RuledTable(Box(xs[0], ys[0], xs[-1], ys[-1]), len(ys) - 1, len(xs) - 1, tuple(placed))


def _edges(values: list[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SAME_EDGE:
            edges.append(value)
    return edges


def _nearest(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def _digits(chars: list[dict[str, Any]]) -> Iterator[tuple[str, float, float]]:
    """Digits once each: bold drawn by printing twice counts once."""
    seen: set[tuple[str, int, int]] = set()
    for char in chars:
        text = char["text"]
        if text.isdecimal():
            x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
            keys = {(text, round(x + dx), round(y)) for dx in (-0.5, 0.5)}
            if not keys & seen:
                seen |= keys
                yield text, x, y


def _moved(table: RuledTable, x: float, y: float) -> RuledTable:
    return _mapped(table, lambda box: Box(box.x0 - x, box.top - y, box.x1 - x, box.bottom - y))


def turned(page: RuledPage, turn: int, width: float, height: float) -> RuledPage:
    """A page turned clockwise by 90, 180 or 270 degrees; its size is the one it has turned."""
    if turn == 0:
        return page

    def point(x: float, y: float) -> tuple[float, float]:
        if turn == 90:
            return width - y, x
        if turn == 180:
            return width - x, height - y
        return y, height - x

    def box(old: Box) -> Box:
        (ax, ay), (bx, by) = point(old.x0, old.top), point(old.x1, old.bottom)
        return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    tables = []
    for table in page.tables:
        boxes = [box(cell.box) for cell in table.cells]
        found = _table_of([(b.x0, b.top, b.x1, b.bottom) for b in boxes])
        if found is not None:
            tables.append(found)
    tables.sort(key=lambda table: (table.box.top, table.box.x0))
    digits = tuple((digit, *point(x, y)) for digit, x, y in page.digits)
    return RuledPage(tuple(tables), digits)


def _mapped(table: RuledTable, move: Callable[[Box], Box]) -> RuledTable:
    cells = tuple(
        CellBox(c.row, c.column, c.row_span, c.column_span, move(c.box)) for c in table.cells
    )
    return RuledTable(move(table.box), table.rows, table.columns, cells)
