"""Where a span of a document's text is printed on its page: the frame that a reader is shown."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ingest.model import Box, LineBox, Source
from qa_service.corpus import Contents


def place_on_page(
    contents: Contents, lines: Sequence[LineBox], start: int, end: int
) -> Source | None:
    """The page that a span begins on and the smallest box known to hold what of it stands there.

    That is its cell, else its lines, else (documents read in before their lines were kept) the
    sentence, the section or the table that it is part of. None where no box is known: in formats
    without pages, and where the span is not of the text.
    """
    if not 0 <= start < end <= len(contents.text):
        return None
    cell = _smallest(_cells(contents), start, end)
    if cell is not None:
        return cell
    page = bisect_left(contents.page_ends, start + 1) + 1
    ends = (*contents.page_ends, len(contents.text))[page - 1]
    boxes = _boxes(lines, start, min(end, ends))
    if boxes:
        return Source(start, end, page, Box.around(boxes))
    known = [it for it in _wider(contents) if it is not None and it.page == page]
    return _smallest(known, start, end)


def _boxes(lines: Sequence[LineBox], start: int, end: int) -> list[Box]:
    """Those of the lines that a span touches."""
    last = bisect_left(lines, end, key=lambda line: line.start)
    first = last
    while first > 0 and lines[first - 1].end > start:
        first -= 1
    return [line.box for line in lines[first:last]]


def _cells(contents: Contents) -> list[Source]:
    return [
        cell.source
        for table in contents.tables.values()
        for row in table.rows
        for cell in row.cells
    ]


def _wider(contents: Contents) -> list[Source | None]:
    places: list[Source | None] = []
    for fact in contents.facts:
        places += (fact.figure.source, fact.figure.sentence, fact.figure.reason)
    places += (table.source for table in contents.tables.values())
    places += (section.source for section in contents.sections)
    return places


def _smallest(places: Sequence[Source], start: int, end: int) -> Source | None:
    holding = [it for it in places if it.box and it.start <= start and end <= it.end]
    return min(holding, key=lambda it: it.end - it.start, default=None)
