"""Tables of a page as rectangles of cells, whoever found them."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.model import Box


@dataclass(frozen=True)
class CellBox:
    """A cell of a ruled table: the rows and columns it spans, and its rectangle."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True)
class RuledTable:
    """A table as drawn: its rectangle, how many rows and columns, its cells row by row."""

    box: Box
    rows: int
    columns: int
    cells: tuple[CellBox, ...]


@dataclass(frozen=True)
class RuledPage:
    """The tables of a page, and every digit on it with its middle (x, y)."""

    tables: tuple[RuledTable, ...]
    digits: tuple[tuple[str, float, float], ...]
