"""Ruled tables of a scanned page to texts: every cell is recognised for itself.

A number that runs over a drawn line is read whole and belongs to the cell most of it stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ingest.read.scan_lines import cut_out, lines_in_cell, without_specks_beside
from ingest.read.scan_numbers import (
    LEAST_PROBABILITY,
    has_doubtful_digit,
    is_doubtful,
    is_number,
    looks_like_number,
    out_of_pattern,
    repaired,
    tidied,
)
from ingest.read.scan_pixels import PAPER, Pixels, Rect
from ingest.read.scan_recognise import LineReader, ReadLine
from ingest.read.scan_rules import RuledCell, RuledGrid

# In heights of a character.
_OVER_THE_LINE = 0.3
_NO_MORE_THAN_DIRT = 0.25  # squared
_BESIDE_A_STAMP = 0.6
_FAINT = 0.62  # of the usual darkness of the page's ink
_IMPROBABLE = 0.5  # a lone character less probable than this is dirt
_ILLEGIBLE, _SHORT = 0.1, 12  # so few characters, faint and so improbable, are left of a stamp


@dataclass(frozen=True)
class ReadCell:
    """A cell with what stands in it, and whether its number may be misread."""

    cell: RuledCell
    lines: tuple[str, ...]
    doubtful: bool

    @property
    def text(self) -> str:
        """The lines, one below the other."""
        return "\n".join(self.lines)


@dataclass(frozen=True)
class ScannedPage:
    """A page made level, as pixels: `grey` and `ink` hold no drawn lines and no stamps any more.

    `stamps` is the mask of where those were.
    `unit` is pixels a point, `em` the usual height of a character in pixels, `print_grey` how
    grey its ink usually is; `bent` says that its lines are not straight.
    """

    grey: Pixels
    ink: Pixels
    stamps: Pixels
    unit: float
    em: float
    print_grey: float
    bent: bool = False

    def is_faint(self, line: Rect) -> bool:
        """Whether ink is much lighter than the page's print: what is left of a stamp, say."""
        window = np.s_[line.y0 : line.y1, line.x0 : line.x1]
        inked = self.grey[window][self.ink[window] > 0]
        darkness = PAPER - float(np.percentile(inked, 25)) if inked.size else 0.0
        return darkness < _FAINT * (PAPER - self.print_grey)

    def is_stamped(self, line: Rect) -> bool:
        """Whether a stamp lay over a line or right beside it: characters may be lost with it."""
        reach = round(_BESIDE_A_STAMP * self.em)
        return bool(self.stamps[line.y0 : line.y1, max(0, line.x0 - reach) : line.x1 + reach].any())

    def is_left_of_a_stamp(self, line: Rect, read: ReadLine) -> bool:
        """Whether what was recognised is no text, but faint pieces of a stamp taken out."""
        improbable = read.probability < _ILLEGIBLE and len(read.text) <= _SHORT
        return improbable and self.is_faint(line)

    @property
    def rect(self) -> Rect:
        """The whole page."""
        return Rect(0, 0, self.ink.shape[1], self.ink.shape[0])


def read_line(page: ScannedPage, line: Rect, bounds: Rect, model: LineReader) -> ReadLine:
    """What a line says."""
    return model.read(cut_out(page.grey, line, bounds, page.em))


def read_cells(grid: RuledGrid, page: ScannedPage, model: LineReader) -> list[ReadCell]:
    """The cells of a grid, row by row, with what they say."""
    lines = [lines_in_cell(page.ink, cell.rect, page.em, page.is_faint) for cell in grid.cells]
    over = _over_the_line(grid, lines, page)
    cells = []
    for number, (cell, own) in enumerate(zip(grid.cells, lines, strict=True)):
        texts, doubtful = [], number in over
        for line in own:
            bounds = line if number in over else cell.rect
            text, doubt = _said(page, line, bounds, model)
            doubtful |= doubt or (looks_like_number(text) and page.is_stamped(line))
            if text:
                texts.append(text)
        if len(texts) > 1:
            texts = [text for text in texts if not _is_stray(text)] or texts[:1]
        if len(texts) > 1 and any(looks_like_number(text) for text in texts):
            doubtful |= all(looks_like_number(text) for text in texts)
        cells.append(ReadCell(cell, tuple(texts), doubtful))
    return with_column_patterns(cells)


def _is_stray(text: str) -> bool:
    """Whether a line beside others is no word: what is left of a drawn line or of a stamp."""
    return text == "—" or (len(text) == 1 and not text.isdecimal() and text < "一")


def _said(page: ScannedPage, line: Rect, bounds: Rect, model: LineReader) -> tuple[str, bool]:
    """The text of a line of a cell, '' for dirt; whether it is doubtful."""
    read = read_line(page, line, bounds, model)
    text = tidied(read.text)
    if len(text) > 2 and page.is_left_of_a_stamp(line, read):
        return "", True  # something may have stood below it
    if len(text) <= 2 and (
        (read.probability < LEAST_PROBABILITY and page.is_faint(line))
        or (read.probability < _IMPROBABLE and not text.isdecimal())
    ):
        # Nothing legible: dirt, or where there is much ink something that nobody could read.
        ink = int(np.count_nonzero(page.ink[line.y0 : line.y1, line.x0 : line.x1]))
        return "", ink > _NO_MORE_THAN_DIRT * page.em * page.em and not page.is_faint(line)
    if read.probability >= LEAST_PROBABILITY and not is_doubtful(read.text, read.probability):
        return text, False
    # A second look, at the characters alone and at another size. A number is certain where it
    # agrees with the first, or where the first saw specks beside it; words where it is surer.
    core = without_specks_beside(page.ink, line, page.em)
    again = model.read(cut_out(page.grey, core, core, 1.25 * page.em))
    second = tidied(again.text)
    if is_number(second) and not is_doubtful(again.text, again.probability):
        return second, second != text
    if second == text and is_number(text):
        return text, is_doubtful(text, max(read.probability, again.probability))
    if looks_like_number(text):
        return repaired(text), True
    if again.probability > read.probability and second:
        read, text = again, second
    return text, has_doubtful_digit(read.text, read.certain)


def _over_the_line(grid: RuledGrid, lines: list[list[Rect]], page: ScannedPage) -> set[int]:
    """Joins lines that a drawn line cut in two; the numbers of the cells that hold them whole."""
    held: set[int] = set()
    reach = _OVER_THE_LINE * page.em
    for i, left in enumerate(grid.cells):
        for j, right in enumerate(grid.cells):
            border = left.rect.x1
            if abs(right.rect.x0 - border) > 2 or i == j:
                continue
            for a, one in enumerate(lines[i]):
                for b, other in enumerate(lines[j]):
                    level = min(one.y1, other.y1) - max(one.y0, other.y0)
                    if (
                        border - one.x1 < reach / 2
                        and other.x0 - border < reach / 2
                        and other.x0 - one.x1 < reach
                        and level > 0.6 * min(one.height, other.height)
                    ):
                        keeper, loser = (i, j) if one.width >= other.width else (j, i)
                        kept, lost = (a, b) if keeper == i else (b, a)
                        lines[keeper][kept] = one.joined(other)
                        del lines[loser][lost]
                        held.add(keeper)
                        break
                else:
                    continue
                break
    return held


def with_column_patterns(cells: Sequence[ReadCell]) -> list[ReadCell]:
    """Numbers that lack the point all others of their column have are doubtful."""
    columns: dict[int, list[int]] = {}
    for number, read in enumerate(cells):
        if read.cell.column_span == 1:
            columns.setdefault(read.cell.column, []).append(number)
    marked = list(cells)
    for column in columns.values():
        for place in out_of_pattern([cells[number].text for number in column]):
            number = column[place]
            marked[number] = replace(cells[number], doubtful=True)
    return marked
