"""The canonical text of a scanned page as it grows, line by line and table by table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Box, Page, Problem, Source
from ingest.read.read_page import ReadPage
from ingest.read.reading import Grid, GridCell
from ingest.read.scan_cells import ReadCell
from ingest.read.scan_columns import Said
from ingest.read.scan_numbers import page_number, punctuated
from ingest.read.scan_pixels import Rect

_SHOWN_DOUBTS = 5
_SAME_MARGIN = 2.5  # points


class PageText:
    """The text of page `number`; `scale` is pixels a point."""

    def __init__(self, number: int, scale: float) -> None:
        self._number = number
        self._scale = scale
        self._parts: list[str] = []
        self._length = 0
        self._boxes: list[tuple[int, int, Box]] = []
        self._prose: list[int] = []  # which of the boxes are lines outside tables
        self._grids: list[Grid] = []
        self._spans: list[tuple[int, int]] = []
        self._doubtful: list[tuple[str, Source]] = []

    def add_line(self, line: Sequence[Said], is_margin: bool = False) -> None:
        """A line outside tables; one at the page's top or foot (`is_margin`) may number it."""
        rect = line[0].rect
        for said in line:
            rect = rect.joined(said.rect)
        words = punctuated(" ".join(said.text for said in line))
        number = page_number(words) if is_margin else None
        start, end = self._add(number or words)
        self._add("\n")
        box = self._box(rect)
        self._prose.append(len(self._boxes))
        self._boxes.append((start, end, box))
        if number is None and any(said.doubtful for said in line):
            self._doubtful.append((words, Source(start, end, self._number, box)))

    def add_grid(self, rect: Rect, rows: int, columns: int, cells: Sequence[ReadCell]) -> None:
        """A table, its cells row by row; none where nothing stands in it."""
        if not any(read.lines for read in cells):
            return
        begin = self._length
        placed: list[GridCell] = []
        row = cells[0].cell.row
        for read in cells:
            cell = read.cell
            if cell.row != row:
                self._add("\n")
                row = cell.row
            start, end = self._add(read.text)
            box = self._box(cell.rect)
            source = Source(start, end, self._number, box)
            placed.append(
                GridCell(read.text, cell.row, cell.column, cell.row_span, cell.column_span, source)
            )
            if read.text:
                self._add(" ")
                self._boxes.append((start, end, box))
            if read.doubtful:
                self._doubtful.append((read.text, source))
        end = self._length
        self._add("\n")
        self._spans.append((begin, end))
        self._grids.append(
            Grid(self._number, self._box(rect), rows, columns, tuple(placed), begin, end)
        )

    def page(self, width: float, height: float, turn: float) -> ReadPage:
        """What the page holds; its size in points, and by how much it was turned."""
        self._add("\n")
        self._share_margins()
        return ReadPage(
            Page(self._number, width, height, 0, self._length, round(turn, 2) or None),
            "".join(self._parts),
            tuple(self._grids),
            tuple(self._spans),
            tuple(self._boxes),
            self._problems(),
        )

    def _share_margins(self) -> None:
        """Lines that begin at nearly one place begin there: ink begins later in 一 than in 本."""
        lefts = sorted({self._boxes[i][2].x0 for i in self._prose})
        margin_of: dict[float, float] = {}
        for before, left in zip([None, *lefts], lefts, strict=False):
            near = before is not None and left - before <= _SAME_MARGIN
            margin_of[left] = margin_of[before] if near and before is not None else left
        for i in self._prose:
            start, end, box = self._boxes[i]
            self._boxes[i] = start, end, replace(box, x0=margin_of[box.x0])

    def _add(self, text: str) -> tuple[int, int]:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start, self._length

    def _box(self, rect: Rect) -> Box:
        edges = (rect.x0, rect.y0, rect.x1, rect.y1)
        return Box(*(round(edge / self._scale, 2) for edge in edges))

    def _problems(self) -> tuple[Problem, ...]:
        if not self._doubtful:
            return ()
        words = [f"“{text[:20]}”" if text else "一格" for text, _ in self._doubtful]
        shown = "、".join(dict.fromkeys(words[:_SHOWN_DOUBTS]))
        more = f"等 {len(words)} 处" if len(words) > _SHOWN_DOUBTS else ""
        return (
            Problem(
                "ocr_doubtful",
                f"第{self._number}页是扫描识别的，{shown}{more}认得没有把握，请对照页面图像核对",
                tuple(source for _, source in self._doubtful),
            ),
        )
