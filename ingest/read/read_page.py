"""One page read for itself, and such pages joined to a Reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.model import Box, Page, Problem, Source
from ingest.read.reading import Grid, Reading


@dataclass(frozen=True)
class ReadPage:
    """A page with what a Reading holds of it; offsets count from the start of its own text."""

    page: Page
    text: str
    grids: tuple[Grid, ...] = ()
    table_spans: tuple[tuple[int, int], ...] = ()
    boxes: tuple[tuple[int, int, Box], ...] = ()
    problems: tuple[Problem, ...] = ()

    def moved(self, by: int) -> ReadPage:
        """The same page, its text beginning `by` characters later."""

        def place(source: Source) -> Source:
            return replace(source, start=source.start + by, end=source.end + by)

        return ReadPage(
            replace(self.page, start=self.page.start + by, end=self.page.end + by),
            self.text,
            tuple(
                replace(
                    grid,
                    cells=tuple(replace(c, source=place(c.source)) for c in grid.cells),
                    start=grid.start + by,
                    end=grid.end + by,
                )
                for grid in self.grids
            ),
            tuple((start + by, end + by) for start, end in self.table_spans),
            tuple((start + by, end + by, box) for start, end, box in self.boxes),
            tuple(
                replace(problem, sources=tuple(place(source) for source in problem.sources))
                for problem in self.problems
            ),
        )


def join_pages(
    pages: Sequence[ReadPage], metadata: Mapping[str, str], problems: Sequence[Problem] = ()
) -> Reading:
    """Scanned pages, in order, as one Reading; `problems` are those of no single page."""
    placed: list[ReadPage] = []
    offset = 0
    for page in pages:
        placed.append(page.moved(offset))
        offset += len(page.text)
    return Reading(
        text="".join(page.text for page in placed),
        pages=tuple(page.page for page in placed),
        grids=tuple(grid for page in placed for grid in page.grids),
        table_spans=tuple(span for page in placed for span in page.table_spans),
        metadata=metadata,
        problems=(*problems, *(problem for page in placed for problem in page.problems)),
        boxes=tuple(box for page in placed for box in page.boxes),
        ocr_pages=tuple(page.page.number for page in placed),
    )
