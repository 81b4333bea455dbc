"""Where lines of text stand on a scanned page, by the ink itself.

Every run of ink is found, however small: a lone 0 or dash of a table counts. A run is the
rectangle around characters that stand closely side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median

import numpy as np
import numpy.typing as npt

from ingest.read.picture import PageTooBusy
from ingest.read.scan_pixels import PAPER, Blob, Pixels, Rect, blobs, closed, grown, labelled

# In points.
_STROKES_APART = 1.0  # strokes of one character, one above the other
_WORDS_APART = 11.0  # a wider gap parts two runs; the blank beside a colon is narrower
# In heights of a character: smaller ink is part of a character (the point of a number) where one
# stands near, and dirt elsewhere.
_PART = 0.33
_NEAR = 0.5
_APART = 0.8
_NUMBER_APART = 1.5
_HIGHEST = 6.0  # what is higher is a picture, or the black edge of a scan
_MOST_RUNS = 3000


def cleaned(ink: Pixels, unit: float) -> tuple[Pixels, float]:
    """The ink of a page without dirt, and the usual height of its characters in pixels.

    Raises PageTooBusy.
    """
    labels, found = labelled(ink)
    em = _text_size(found, unit)
    return _without_dirt(ink, labels, found, em), em


def _text_size(found: Sequence[Blob], unit: float) -> float:
    heights = [
        b.rect.height
        for b in found
        if 4 * unit <= b.rect.height <= 24 * unit and b.rect.width <= 1.5 * b.rect.height
    ]
    return median(heights) * 1.1 if heights else 10 * unit


def find_runs(ink: Pixels, unit: float, em: float) -> list[Rect]:
    """Runs of text of a page or a part of it, from top to bottom; `ink` is without dirt.

    Raises PageTooBusy.
    """
    joined = closed(ink, round(max(_WORDS_APART * unit, 1.15 * em)), round(_STROKES_APART * unit))
    found = [b.rect for b in blobs(joined) if max(b.rect.width, b.rect.height) >= _PART * em]
    found = [rect for rect in found if rect.height <= _HIGHEST * em]
    if len(found) > _MOST_RUNS:
        raise PageTooBusy
    return sorted(_stacked(found, em), key=lambda r: (r.y0, r.x0))


def _without_dirt(
    ink: Pixels, labels: npt.NDArray[np.int32], found: Sequence[Blob], em: float
) -> Pixels:
    """A mask without specks that stand apart from all characters."""
    is_part = np.array([False, *(max(b.rect.width, b.rect.height) < _PART * em for b in found)])
    small = is_part[labels]
    large = np.where((labels > 0) & ~small, 255, 0).astype(np.uint8)
    near = grown(large, round(_NEAR * em))
    return np.where(small & (near == 0), 0, ink).astype(np.uint8)


def _stacked(runs: list[Rect], em: float) -> list[Rect]:
    """Runs that are strokes of the same characters, one above the other, as one (二, 三, ：)."""
    runs = sorted(runs, key=lambda r: r.y0)
    done: list[Rect] = []
    for run in runs:
        for i, other in enumerate(done):
            both = other.joined(run)
            overlap = min(run.x1, other.x1) - max(run.x0, other.x0)
            small = min(run.height, other.height) < 0.55 * em
            if (
                overlap >= 0.5 * min(run.width, other.width)
                and small
                and both.height <= 1.15 * max(em, run.height, other.height)
            ):
                done[i] = both
                break
        else:
            done.append(run)
    return done


def lines_in_cell(
    ink: Pixels, cell: Rect, em: float, is_faint: Callable[[Rect], bool]
) -> list[Rect]:
    """The lines of text in a cell, from top to bottom, each in one piece.

    Faint ink that stands apart from all other is what is left of a stamp.
    """
    window = ink[cell.y0 : cell.y1, cell.x0 : cell.x1]
    if not window.any():
        return []
    found = [b.rect for b in blobs(window)]
    solid = [r for r in found if max(r.width, r.height) >= _PART * em]
    faint = [r for r in solid if is_faint(r.moved(cell.x0, cell.y0))]
    if 0 < len(faint) < len(solid):
        dark = [r for r in solid if r not in faint]
        solid = [r for r in solid if r not in faint or _belongs(r, dark, em)]
    bands: list[list[Rect]] = []
    for rect in sorted(solid, key=lambda r: r.y0):
        if bands and rect.y0 < max(r.y1 for r in bands[-1]):
            bands[-1].append(rect)
        else:
            bands.append([rect])
    rows = [_around(band) for band in bands]
    merged: list[Rect] = []
    for row in rows:
        if merged:
            both = merged[-1].joined(row)
            small = min(row.height, merged[-1].height) < 0.5 * em
            if both.height <= 1.1 * em and small:
                merged[-1] = both
                continue
        merged.append(row)
    parts = [r for r in found if max(r.width, r.height) < _PART * em]
    whole = [_with_parts(row, parts, em) for row in merged]
    return [r.moved(cell.x0, cell.y0) for r in whole]


def _belongs(faint: Rect, dark: Sequence[Rect], em: float) -> bool:
    """Whether faint ink is of the words that dark ink says, not what is left of a stamp.

    It stands close, or within their line at the distance of a list number (一、二、), whose strokes
    are thin.
    """
    if min(map(faint.gap, dark)) <= _APART * em:
        return True
    near = [r for r in dark if faint.gap(r) <= _NUMBER_APART * em]
    if not near:
        return False
    line, slack = _around(near), 0.1 * em
    return line.y0 - slack <= faint.y0 and faint.y1 <= line.y1 + slack


def _with_parts(line: Rect, parts: Sequence[Rect], em: float) -> Rect:
    """A line with the small ink that stands right beside it."""
    for part in parts:
        apart = max(part.x0 - line.x1, line.x0 - part.x1)
        if apart <= _NEAR * em and line.y0 <= part.y0 and part.y1 <= line.y1 + 0.25 * em:
            line = line.joined(part)
    return line


def without_specks_beside(ink: Pixels, line: Rect, em: float) -> Rect:
    """A line less the small ink before its first and after its last character."""
    window = ink[line.y0 : line.y1, line.x0 : line.x1]
    large = [b.rect for b in blobs(window) if max(b.rect.width, b.rect.height) >= _PART * em]
    if not large:
        return line
    x0, x1 = min(r.x0 for r in large) - 1, max(r.x1 for r in large) + 1
    y0, y1 = min(r.y0 for r in large) - 1, max(r.y1 for r in large) + round(0.2 * em)
    return Rect(
        max(line.x0, line.x0 + x0),
        max(line.y0, line.y0 + y0),
        min(line.x1, line.x0 + x1),
        min(line.y1, line.y0 + y1),
    )


def _around(rects: Sequence[Rect]) -> Rect:
    return Rect(
        min(r.x0 for r in rects),
        min(r.y0 for r in rects),
        max(r.x1 for r in rects),
        max(r.y1 for r in rects),
    )


def cut_out(grey: Pixels, line: Rect, bounds: Rect, em: float) -> Pixels:
    """The picture of a line with paper around it, as the recogniser wants it.

    Nothing outside `bounds` (its cell, say) is in it.
    """
    # A line of digits is lower than one of Chinese characters; the model knows both in one box.
    above = max(round(0.12 * em), round((1.2 * em - line.height) / 2))
    beside = round(0.35 * em)
    canvas = np.full((line.height + 2 * above, line.width + 2 * beside), PAPER, dtype=np.uint8)
    x0, y0 = max(bounds.x0, line.x0 - beside), max(bounds.y0, line.y0 - above)
    x1, y1 = min(bounds.x1, line.x1 + beside), min(bounds.y1, line.y1 + above)
    x, y = x0 - (line.x0 - beside), y0 - (line.y0 - above)
    piece = grey[y0:y1, x0:x1]
    canvas[:, :] = int(np.percentile(piece, 90)) if piece.size else PAPER
    canvas[y : y + piece.shape[0], x : x + piece.shape[1]] = piece
    return canvas
