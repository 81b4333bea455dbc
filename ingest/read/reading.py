"""What a reader of any format hands on: canonical text, pages, and grids with places.

All readers (`ingest/read/*.py`) return a `Reading`; nothing after them knows the file format.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.model import Box, Page, Problem, Source


@dataclass(frozen=True)
class GridCell:
    """A cell of a ruled grid: its text as printed, and the rows and columns it spans."""

    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    source: Source


@dataclass(frozen=True)
class Grid:
    """A table as drawn on one page: `rows` × `columns` with merged cells given once.

    `page` and `box` are None where the format has no pages (docx, xlsx, html).
    """

    page: int | None
    box: Box | None
    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    start: int  # span of canonical text that lies inside the grid (first to last character)
    end: int


@dataclass(frozen=True)
class Reading:
    """A file, read: `text` is the canonical text all offsets count in.

    `table_spans` are the half-open spans of `text` that stand inside grids, in order; the rest
    is prose. `metadata` holds what the file says of itself ('title', 'producer', 'created').
    `openings` are the offsets at which a part opens in a format without pages: a heading of the
    format, a sheet, a forced page break. `ocr_pages` are
    the numbers of pages read from their picture: their digits are unverified until proven, like
    those in `cut_spans`, of which a page shows only a part.
    """

    text: str
    pages: tuple[Page, ...]
    grids: tuple[Grid, ...] = ()
    table_spans: tuple[tuple[int, int], ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    boxes: tuple[tuple[int, int, Box], ...] = ()  # (start, end, box) of each line of text, by start
    openings: tuple[int, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    cut_spans: tuple[tuple[int, int], ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The number of the page that holds the character at `offset`; None without pages."""
        for page in self.pages:
            if page.start <= offset < page.end:
                return page.number
        return None

    def source(self, start: int, end: int) -> Source:
        """The place of a span of text: its page, and the box of the lines it touches there."""
        page = self.page_at(start)
        first = bisect_left(self.boxes, (start,))
        while first > 0 and self.boxes[first - 1][1] > start:
            first -= 1
        last = bisect_left(self.boxes, (end,), lo=first)
        lines = [b for s, e, b in self.boxes[first:last] if e > start and self.page_at(s) == page]
        box = Box.around(lines) if lines else None
        return Source(start=start, end=end, page=page, box=box)
