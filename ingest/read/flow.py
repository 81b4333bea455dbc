"""Documents without pages (docx, xlsx, html) to a Reading: paragraphs and tables as they follow.

A table is written row by row, cells parted by tabs, so that the canonical text reads like the
document; a merged cell is written once, where it begins.

>>> flow = FlowWriter()
>>> flow.paragraph("单位：万元")
>>> flow.table([FlowCell("项目", 0, 0), FlowCell("预算数", 0, 1), FlowCell("1,234.50", 1, 1)])
>>> reading = flow.reading()
>>> reading.text, [cell.source.words_in(reading.text) for cell in reading.grids[0].cells]
('单位：万元\\n项目\\t预算数\\n\\t1,234.50\\n', ['项目', '预算数', '1,234.50'])
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.model import Problem, Source
from ingest.read.reading import Grid, GridCell, Reading
from ingest.read.text import clean_text


@dataclass(frozen=True)
class FlowCell:
    """A cell as the format gives it: its text (lines parted by \\n), its place and its spans."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


class FlowWriter:
    """Collects paragraphs and tables in reading order."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._grids: list[Grid] = []
        self._spans: list[tuple[int, int]] = []
        self._openings: list[int] = []
        self._control_characters = 0
        self.problems: list[Problem] = []

    @property
    def here(self) -> int:
        """The offset at which what is written next will stand."""
        return self._length

    def opens_part(self) -> None:
        """What is written next opens a part: a heading of the format, a sheet, a new page."""
        if not self._openings or self._openings[-1] != self._length:
            self._openings.append(self._length)

    def paragraph(self, text: str) -> None:
        """One paragraph; lines inside it are parted by \\n. A blank one is left out."""
        cleaned = self._clean(text).strip("\n")
        if cleaned.strip():
            self._write(cleaned + "\n")

    def table(self, cells: Sequence[FlowCell]) -> None:
        """One table; `cells` in any order, merged ones once. One without text is left out.

        A cell's text has no blanks at its ends; tabs and runs of blanks in it become one blank.
        """
        texts = {(cell.row, cell.column): self._cell_text(cell.text) for cell in cells}
        if not any(texts.values()):
            return
        ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
        rows = max(cell.row + cell.row_span for cell in ordered)
        columns = max(cell.column + cell.column_span for cell in ordered)
        start = self._length
        written: list[GridCell] = []
        row = column = 0
        for cell in ordered:
            if cell.row > row:
                self._write("\n" * (cell.row - row))
                row, column = cell.row, 0
            self._write("\t" * (cell.column - column))
            column = cell.column
            text = texts[cell.row, cell.column]
            source = Source(self._length, self._length + len(text))
            self._write(text)
            written.append(
                GridCell(text, cell.row, cell.column, cell.row_span, cell.column_span, source)
            )
        self._write("\n" * (rows - row))
        end = self._length
        self._grids.append(
            Grid(
                page=None, box=None, rows=rows, columns=columns, cells=tuple(written),
                start=start, end=end,
            )
        )  # fmt: skip
        self._spans.append((start, end))

    def reading(self, metadata: Mapping[str, str] | None = None) -> Reading:
        """All that was written, as a Reading without pages."""
        problems = list(self.problems)
        if self._control_characters:
            problems.append(
                Problem(
                    "control_characters",
                    f"去掉了 {self._control_characters} 个不可见的控制字符",
                    (Source(0, 0),),
                )
            )
        return Reading(
            text="".join(self._parts),
            pages=(),
            grids=tuple(self._grids),
            table_spans=tuple(self._spans),
            metadata=dict(metadata or {}),
            problems=tuple(problems),
            openings=tuple(self._openings),
        )

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _clean(self, text: str) -> str:
        cleaned, removed = clean_text(text)
        self._control_characters += removed
        return cleaned

    def _cell_text(self, text: str) -> str:
        lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in self._clean(text).split("\n"))
        return "\n".join(line for line in lines if line)
