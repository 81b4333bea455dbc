"""What PDFium tells of one page object: its matrix, clip, colour, shape and layers.

Handles are PDFium's; everything is measured in the space of the object's container (the page,
or the form XObject it stands in) unless a matrix is given that leads out of it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw

Rect = tuple[float, float, float, float]  # left, bottom, right, top
Matrix = tuple[float, float, float, float, float, float]
Colour = tuple[int, int, int, int]  # red, green, blue, alpha: 0 to 255

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Rect = (float("-inf"), float("-inf"), float("inf"), float("inf"))
_MOST_SEGMENTS = 400  # of a clip path; a longer one is taken to be its bounds
_LONGEST_NAME = 1000  # bytes
_NEAR = 0.5  # points


def matrix_of(thing: object) -> Matrix:
    """The matrix from an object's own space to its container's."""
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, found):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def product(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that does what `inner` does, then what `outer` does."""
    if outer == IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    ka, kb, kc, kd, ke, kf = outer
    return (
        a * ka + b * kc, a * kb + b * kd, c * ka + d * kc, c * kb + d * kd,
        e * ka + f * kc + ke, e * kb + f * kd + kf,
    )  # fmt: skip


def moved(rect: Rect, matrix: Matrix) -> Rect:
    """The bounds of a rectangle after a matrix."""
    if matrix == IDENTITY or rect == EVERYWHERE:
        return rect
    a, b, c, d, e, f = matrix
    points = [
        (a * x + c * y + e, b * x + d * y + f)
        for x in (rect[0], rect[2])
        for y in (rect[1], rect[3])
    ]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def common(one: Rect, other: Rect) -> Rect:
    """What two rectangles share; empty where left is not below right."""
    return (
        max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]),
    )  # fmt: skip


class ObjectReader:
    """Asks PDFium about objects, with buffers kept for the next: it is asked of every one."""

    def __init__(self) -> None:
        self._edges = [ctypes.c_float() for _ in range(4)]
        self._parts = [ctypes.c_uint() for _ in range(4)]
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._size = ctypes.c_float()

    def bounds(self, thing: object, matrix: Matrix) -> Rect | None:
        """The rectangle around an object, after `matrix`; None where it has none."""
        if not raw.FPDFPageObj_GetBounds(thing, *self._edges):
            return None
        left, low, right, high = self._edges
        return moved((left.value, low.value, right.value, high.value), matrix)

    def fill_colour(self, thing: object) -> Colour | None:
        """The colour an object is filled with; None for a pattern or a gradient."""
        return self._colour() if raw.FPDFPageObj_GetFillColor(thing, *self._parts) else None

    def stroke_colour(self, thing: object) -> Colour | None:
        """The colour an object's outline is drawn in; None where it has none."""
        return self._colour() if raw.FPDFPageObj_GetStrokeColor(thing, *self._parts) else None

    def font_size(self, text: object) -> float | None:
        """The font size of a text object in its own space; None where it has none."""
        return self._size.value if raw.FPDFTextObj_GetFontSize(text, self._size) else None

    def clip(self, thing: object, matrix: Matrix) -> Rect:
        """The bounds of the region an object is clipped to, after `matrix`."""
        clip = raw.FPDFPageObj_GetClipPath(thing)
        if not clip:
            return EVERYWHERE
        region = EVERYWHERE
        for number in range(max(0, raw.FPDFClipPath_CountPaths(clip))):
            if (bounds := self._path_bounds(clip, number)) is not None:
                region = common(region, bounds)
        return moved(region, matrix)

    def _colour(self) -> Colour:
        red, green, blue, alpha = self._parts
        return red.value, green.value, blue.value, alpha.value

    def _path_bounds(self, clip: object, number: int) -> Rect | None:
        count = min(raw.FPDFClipPath_CountPathSegments(clip, number), _MOST_SEGMENTS)
        points = []
        for i in range(count):
            segment = raw.FPDFClipPath_GetPathSegment(clip, number, i)
            if segment and raw.FPDFPathSegment_GetPoint(segment, self._x, self._y):
                points.append((self._x.value, self._y.value))
            if i == 2 and count <= 6 and _is_corner(points):
                break  # nearly always a rectangle: two opposite corners are enough
        if not points:
            return None
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return min(xs), min(ys), max(xs), max(ys)


def _is_corner(points: Sequence[tuple[float, float]]) -> bool:
    """Whether three points go level and upright around a corner."""
    if len(points) != 3:
        return False
    (ax, ay), (bx, by), (cx, cy) = points
    return (ax == bx and by == cy) or (ay == by and bx == cx)


def has_plain_clip(thing: object) -> bool:
    """Whether an object is clipped to nothing but rectangles that lie level."""
    return all(_lies_level(points) for points in _clip_paths(thing))


def is_rectangle(path: object) -> bool:
    """Whether a path is one rectangle that lies level on the page."""
    _, b, c, _, _, _ = matrix_of(path)
    count = raw.FPDFPath_CountSegments(path)
    if not 4 <= count <= 6 or abs(b) > 1e-6 or abs(c) > 1e-6:
        return False
    points = _points(raw.FPDFPath_GetPathSegment(path, i) for i in range(count))
    return len(points) == count and _lies_level(points)


def layers_of(thing: object) -> tuple[str, ...]:
    """Names of the optional content (layers) that an object is marked as."""
    names = []
    for i in range(max(0, raw.FPDFPageObj_CountMarks(thing))):
        mark = raw.FPDFPageObj_GetMark(thing, i)
        if _said(raw.FPDFPageObjMark_GetName, mark) == "OC":
            names.append(_said(raw.FPDFPageObjMark_GetParamStringValue, mark, b"Name"))
    return tuple(names)


def _clip_paths(thing: object) -> list[list[tuple[float, float]]]:
    clip = raw.FPDFPageObj_GetClipPath(thing)
    if not clip:
        return []
    paths = []
    for number in range(max(0, raw.FPDFClipPath_CountPaths(clip))):
        count = min(raw.FPDFClipPath_CountPathSegments(clip, number), _MOST_SEGMENTS)
        paths.append(
            _points(raw.FPDFClipPath_GetPathSegment(clip, number, i) for i in range(count))
        )
    return paths


def _points(segments: Any) -> list[tuple[float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    found = []
    for segment in segments:
        if segment and raw.FPDFPathSegment_GetPoint(segment, x, y):
            found.append((x.value, y.value))
    return found


def _lies_level(points: list[tuple[float, float]]) -> bool:
    """Whether points go around a rectangle: four corners, each step level or upright."""
    corners = {(round(x / _NEAR), round(y / _NEAR)) for x, y in points}
    steps = pairwise(points)
    return len(corners) == 4 and all(
        abs(x - to_x) < _NEAR or abs(y - to_y) < _NEAR for (x, y), (to_x, to_y) in steps
    )


def _said(ask: Callable[..., int], *what: object) -> str:
    """A name that PDFium writes in UTF-16 into a buffer."""
    buffer = (ctypes.c_ushort * (_LONGEST_NAME // 2))()
    length = ctypes.c_ulong()
    if not ask(*what, buffer, _LONGEST_NAME, length) or length.value > _LONGEST_NAME:
        return ""
    return bytes(buffer)[: length.value].decode("utf-16-le", "replace").rstrip("\x00")
