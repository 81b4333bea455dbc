"""The picture of one page to what a Reading holds of it: text, tables, and where they stand.

The page is turned upright and made level first; all places are points of the page so turned,
which is how it is shown to readers (`Page.turn`).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ingest.model import Page
from ingest.read.picture import PageBent, Picture
from ingest.read.read_page import ReadPage
from ingest.read.scan_cells import ScannedPage, read_cells, read_line
from ingest.read.scan_columns import Columns, Said, tables_among
from ingest.read.scan_level import is_bent, skew_of
from ingest.read.scan_lines import cleaned, find_runs
from ingest.read.scan_numbers import (
    has_doubtful_digit,
    is_doubtful,
    looks_like_number,
    punctuated,
    tidied,
)
from ingest.read.scan_order import lines_of
from ingest.read.scan_pixels import PAPER, Pixels, Rect, ink_of, levelled, quarter_turned, without
from ingest.read.scan_recognise import LineReader
from ingest.read.scan_rules import RuledGrid, find_rules
from ingest.read.scan_stamps import grey_of
from ingest.read.scan_text import PageText

_WORDS = 25  # characters of a run that are read for it
_SAMPLES = 6  # runs that tell which way up a page is
_SURE = 0.85
_DIRT = 0.5  # a short run less probable than this is dirt
_LARGEST_PAGE, _A4_LONG = 1300.0, 842.0  # points
_MARGIN = 0.12  # of a page's height, at its top and at its foot: where its number stands
_NOTHING_SEEN = 25  # of 255: a page whose darkest is this close to its lightest is blank


def picture_to_page(picture: Picture, model: LineReader) -> ReadPage:
    """A page from its picture. Raises PageTooBusy and PageBent."""
    number, width, height = picture.number, picture.page_width, picture.page_height
    shape = (picture.height, picture.width, 3)
    colours = np.frombuffer(picture.colours, dtype=np.uint8).reshape(shape)
    scale = colours.shape[1] / width
    # Some writers state a page of pixels as one of points: what is large is measured as A4.
    unit = scale if max(width, height) <= _LARGEST_PAGE else max(shape) / _A4_LONG
    grey, stamps = grey_of(colours, unit)
    if int(np.ptp(grey)) < _NOTHING_SEEN:
        return ReadPage(Page(number, width, height, 0, 1), "\n")
    page, grids, turn = _upright(grey, stamps, unit, model)
    if page.bent:
        raise PageBent
    if round(turn / 90) % 2:
        width, height = height, width
    text = PageText(number, scale)
    outside = page.ink.copy()
    for grid in grids:
        r = grid.rect
        outside[r.y0 : r.y1, r.x0 : r.x1] = 0
    runs = find_runs(outside, unit, page.em)
    for grid in grids:
        above = [r for r in runs if r.y0 + r.y1 < 2 * grid.rect.y0]
        runs = [r for r in runs if r.y0 + r.y1 >= 2 * grid.rect.y0]
        _add_lines(text, above, page, model)
        cells = read_cells(grid, page, model)
        text.add_grid(grid.rect, grid.rows, grid.columns, cells)
    _add_lines(text, runs, page, model)
    return text.page(width, height, turn)


def _upright(
    grey: Pixels, stamps: Pixels, unit: float, model: LineReader
) -> tuple[ScannedPage, list[RuledGrid], float]:
    """A page turned upright and level, its tables, and by how much it was turned clockwise."""
    best = None
    for quarter in (0, 180, 90, 270):
        page, grids, skew = _levelled(
            quarter_turned(grey, quarter), quarter_turned(stamps, quarter), unit
        )
        sure = _legibility(page, model)
        if best is None or sure > best[0] + 0.1:
            best = sure, page, grids, quarter + skew
        if sure >= _SURE or not page.ink.any():
            break
    if best is None:
        raise ValueError("no way to turn the page")
    return best[1], best[2], best[3]


def _levelled(
    grey: Pixels, stamps: Pixels, unit: float
) -> tuple[ScannedPage, list[RuledGrid], float]:
    ink = ink_of(grey, unit)
    skew = skew_of(ink)
    if skew:
        grey = levelled(grey, skew)
        stamps = levelled(stamps, skew, paper=0, is_mask=True)
        ink = ink_of(grey, unit)
    bent = is_bent(ink)
    grids, rules = find_rules(ink, unit)
    ink = without(ink, rules)
    grey = np.where(rules > 0, PAPER, grey).astype(np.uint8)
    ink, em = cleaned(ink, unit)
    print_grey = float(np.percentile(grey[ink > 0], 25)) if ink.any() else 0.0
    return ScannedPage(grey, ink, stamps, unit, em, print_grey, bent), grids, skew


def _legibility(page: ScannedPage, model: LineReader) -> float:
    """How sure the model is of some words of the page, between 0 and 1; 0 without any.

    Of a long line the beginning is enough.
    """
    longest = round(_WORDS * page.em)
    runs = [
        replace(run, x1=min(run.x1, run.x0 + longest))
        for run in find_runs(page.ink, page.unit, page.em)
        if 3 * page.em <= run.width and run.height <= 2.5 * page.em
    ]
    step = max(1, len(runs) // _SAMPLES)
    sure = [
        sum(read.certain) / len(read.certain) if read.certain else 0.0
        for run in runs[::step][:_SAMPLES]
        if (read := read_line(page, run, page.rect, model))
    ]
    return sum(sure) / len(sure) if sure else 0.0


def _add_lines(text: PageText, runs: list[Rect], page: ScannedPage, model: LineReader) -> None:
    lines = []
    for line in lines_of(runs, page.em):
        said = [words for run in line if (words := _said(run, page, model)) is not None]
        if said:
            lines.append(said)
    for found in tables_among(lines, page.em):
        if isinstance(found, Columns):
            text.add_grid(found.rect, len(found.lines), found.columns, found.cells)
        else:
            middle = (found[0].rect.y0 + found[0].rect.y1) / 2 / page.rect.height
            is_margin = len(found) == 1 and not _MARGIN < middle < 1 - _MARGIN
            text.add_line(found, is_margin)


def _said(run: Rect, page: ScannedPage, model: LineReader) -> Said | None:
    """What a run outside ruled tables says; None for dirt."""
    read = read_line(page, run, page.rect, model)
    text = tidied(read.text)
    is_dirt = read.probability < _DIRT or page.is_faint(run)
    if not text or (len(text) <= 2 and is_dirt) or page.is_left_of_a_stamp(run, read):
        return None
    if looks_like_number(text):
        doubtful = is_doubtful(read.text, read.probability) or page.is_stamped(run)
        return Said(text, run, doubtful)
    return Said(punctuated(read.text.strip()), run, has_doubtful_digit(read.text, read.certain))
