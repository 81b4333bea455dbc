"""The picture of one page to what a Reading holds of it: text, tables, and where they stand.

The page is turned upright and made level first; all places are points of the page so turned,
which is how it is shown to readers (`Page.turn`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ingest.model import Box, Page, Problem, Source
from ingest.read.picture import Picture
from ingest.read.read_page import ReadPage
from ingest.read.reading import Grid, GridCell
from ingest.read.scan_cells import ReadCell, ScannedPage, read_cells, read_line
from ingest.read.scan_level import skew_of
from ingest.read.scan_lines import find_runs, text_size, without_dirt
from ingest.read.scan_numbers import has_doubtful_digit
from ingest.read.scan_order import lines_of
from ingest.read.scan_pixels import PAPER, Pixels, Rect, ink_of, levelled, quarter_turned, without
from ingest.read.scan_recognise import Recogniser
from ingest.read.scan_rules import RuledGrid, find_rules
from ingest.read.scan_stamps import grey_of

_SAMPLES = 6  # runs that tell which way up a page is
_SURE = 0.85
_DIRT = 0.5  # a short run less probable than this is dirt
_LARGEST_PAGE, _A4_LONG = 1300.0, 842.0  # points
_NOTHING_SEEN = 25  # of 255: a page whose darkest is this close to its lightest is blank


@dataclass
class _Text:
    """The text of a page as it grows."""

    number: int
    scale: float  # pixels a point
    parts: list[str] = field(default_factory=list)
    length: int = 0
    boxes: list[tuple[int, int, Box]] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    doubtful: list[tuple[str, Source]] = field(default_factory=list)

    def add(self, text: str) -> tuple[int, int]:
        """Append; the span it stands in."""
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start, self.length

    def box(self, rect: Rect) -> Box:
        """A rectangle of pixels in points."""
        return Box(*(round(v / self.scale, 2) for v in (rect.x0, rect.y0, rect.x1, rect.y1)))


def picture_to_page(picture: Picture, model: Recogniser) -> ReadPage:
    """A page from its picture."""
    number, width, height = picture.number, picture.page_width, picture.page_height
    shape = (picture.height, picture.width, 3)
    colours = np.frombuffer(picture.colours, dtype=np.uint8).reshape(shape)
    scale = colours.shape[1] / width
    # Some writers state a page of pixels as one of points: what is large is measured as A4.
    unit = scale if max(width, height) <= _LARGEST_PAGE else max(shape) / _A4_LONG
    grey = grey_of(colours, unit)
    if int(np.ptp(grey)) < _NOTHING_SEEN:
        return ReadPage(Page(number, width, height, 0, 1), "\n")
    page, grids, turn = _upright(grey, unit, model)
    if round(turn / 90) % 2:
        width, height = height, width
    text = _Text(number, scale)
    outside = page.ink.copy()
    for grid in grids:
        r = grid.rect
        outside[r.y0 : r.y1, r.x0 : r.x1] = 0
    runs = find_runs(outside, unit, page.em)
    for grid in grids:
        above = [r for r in runs if r.y0 + r.y1 < 2 * grid.rect.y0]
        runs = [r for r in runs if r.y0 + r.y1 >= 2 * grid.rect.y0]
        _add_lines(text, above, page, model)
        _add_grid(text, grid, read_cells(grid, page, model))
    _add_lines(text, runs, page, model)
    text.add("\n")
    return ReadPage(
        Page(number, width, height, 0, text.length, round(turn, 2) or None),
        "".join(text.parts),
        tuple(text.grids),
        tuple(text.spans),
        tuple(text.boxes),
        _problems(text),
    )


def _upright(
    grey: Pixels, unit: float, model: Recogniser
) -> tuple[ScannedPage, list[RuledGrid], float]:
    """A page turned upright and level, its tables, and by how much it was turned clockwise."""
    best = None
    for quarter in (0, 180, 90, 270):
        page, grids, skew = _levelled(quarter_turned(grey, quarter), unit)
        sure = _legibility(page, model)
        if best is None or sure > best[0] + 0.1:
            best = sure, page, grids, quarter + skew
        if sure >= _SURE or not page.ink.any():
            break
    if best is None:
        raise ValueError("no way to turn the page")
    return best[1], best[2], best[3]


def _levelled(grey: Pixels, unit: float) -> tuple[ScannedPage, list[RuledGrid], float]:
    ink = ink_of(grey, unit)
    skew = skew_of(ink)
    if skew:
        grey = levelled(grey, skew)
        ink = ink_of(grey, unit)
    grids, rules = find_rules(ink, unit)
    ink = without(ink, rules)
    grey = np.where(rules > 0, PAPER, grey).astype(np.uint8)
    em = text_size(ink, unit)
    ink = without_dirt(ink, em)
    print_grey = float(np.percentile(grey[ink > 0], 25)) if ink.any() else 0.0
    return ScannedPage(grey, ink, unit, em, print_grey), grids, skew


def _legibility(page: ScannedPage, model: Recogniser) -> float:
    """How sure the model is of some words of the page, between 0 and 1."""
    runs = [
        run
        for run in find_runs(page.ink, page.unit, page.em)
        if 3 * page.em <= run.width <= 25 * page.em and run.height <= 2.5 * page.em
    ]
    step = max(1, len(runs) // _SAMPLES)
    sure = [
        sum(read.certain) / len(read.certain) if read.certain else 0.0
        for run in runs[::step][:_SAMPLES]
        if (read := read_line(page, run, page.rect, model))
    ]
    return sum(sure) / len(sure) if sure else 0.0


def _add_lines(text: _Text, runs: list[Rect], page: ScannedPage, model: Recogniser) -> None:
    for line in lines_of(runs, page.em):
        said = []
        for run in line:
            read = read_line(page, run, page.rect, model)
            words = read.text.strip()
            if not words or (len(words) <= 2 and read.probability < _DIRT):
                continue
            said.append((words, run, has_doubtful_digit(read.text, read.certain)))
        if not said:
            continue
        rect = said[0][1]
        for _, run, _ in said:
            rect = rect.joined(run)
        words = " ".join(word for word, _, _ in said)
        start, end = text.add(words)
        text.add("\n")
        box = text.box(rect)
        text.boxes.append((start, end, box))
        if any(doubt for _, _, doubt in said):
            text.doubtful.append((words, Source(start, end, text.number, box)))


def _add_grid(text: _Text, grid: RuledGrid, cells: list[ReadCell]) -> None:
    if not any(read.lines for read in cells):
        return
    begin = text.length
    placed: list[GridCell] = []
    row = cells[0].cell.row
    for read in cells:
        if read.cell.row != row:
            text.add("\n")
            row = read.cell.row
        start, end = text.add(read.text)
        if read.text:
            text.add(" ")
        box = text.box(read.cell.rect)
        source = Source(start, end, text.number, box)
        cell = read.cell
        placed.append(
            GridCell(read.text, cell.row, cell.column, cell.row_span, cell.column_span, source)
        )
        if read.text:
            text.boxes.append((start, end, box))
        if read.doubtful:
            text.doubtful.append((read.text, source))
    start, end = begin, text.length
    text.add("\n")
    text.spans.append((start, end))
    text.grids.append(
        Grid(text.number, text.box(grid.rect), grid.rows, grid.columns, tuple(placed), start, end)
    )


def _problems(text: _Text) -> tuple[Problem, ...]:
    if not text.doubtful:
        return ()
    shown = "、".join(f"“{words[:20]}”" if words else "空格" for words, _ in text.doubtful[:5])
    more = f"等 {len(text.doubtful)} 处" if len(text.doubtful) > 5 else ""
    return (
        Problem(
            "ocr_doubtful",
            f"第{text.number}页是扫描识别，{shown}{more}的数字没有把握，请对照页面图像核对",
            tuple(source for _, source in text.doubtful),
        ),
    )
