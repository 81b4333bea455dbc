"""Readings drawn as literal grids: lines of text, and rows of cells between them.

In a row '<' merges with the cell to the left, '^' with the cell above.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.figures import table_to_figures
from ingest.model import Box, Figure, Identity, Kind, Level, Page, Source, Table
from ingest.read.reading import Grid, GridCell, Reading
from ingest.tables import reading_to_tables

BUDGET = Identity("某某局", Level.DEPARTMENT, Kind.BUDGET, 2025, "某某局2025年部门预算")
FINAL = Identity("某某局", Level.DEPARTMENT, Kind.FINAL_ACCOUNT, 2024, "某某局2024年度部门决算")

Rows = list[list[str]]
_ROW, _COLUMN = 20.0, 60.0  # points


@dataclass
class _Drawing:
    text: str = ""
    pages: list[Page] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    boxes: list[tuple[int, int, Box]] = field(default_factory=list)

    def write(self, words: str, box: Box) -> tuple[int, int]:
        start = len(self.text)
        self.text += words + "\n"
        if words:
            self.boxes.append((start, start + len(words), box))
        return start, start + len(words)


def reading_of(*pages: list[str | Rows]) -> Reading:
    """A reading of pages, each a list of text lines and grids from top to bottom."""
    drawing = _Drawing()
    for number, parts in enumerate(pages, start=1):
        begin, top = len(drawing.text), 40.0
        for part in parts:
            if isinstance(part, str):
                drawing.write(part, Box(60, top, 60 + 10 * len(part), top + 10))
                top += _ROW
            else:
                _draw(drawing, part, number, top)
                top += _ROW * (len(part) + 1)
        drawing.pages.append(Page(number, 600, 840, begin, len(drawing.text)))
    return Reading(
        text=drawing.text,
        pages=tuple(drawing.pages),
        grids=tuple(drawing.grids),
        table_spans=tuple(drawing.spans),
        boxes=tuple(drawing.boxes),
    )


def _draw(drawing: _Drawing, rows: Rows, page: int, top: float) -> None:
    begin = len(drawing.text)
    cells = []
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            if words in ("<", "^"):
                continue
            wide = next((i for i in range(c + 1, len(row)) if row[i] != "<"), len(row)) - c
            tall = next((i for i in range(r + 1, len(rows)) if rows[i][c] != "^"), len(rows)) - r
            box = Box(60 + c * _COLUMN, top + r * _ROW,
                      60 + (c + wide) * _COLUMN, top + (r + tall) * _ROW)  # fmt: skip
            start, end = drawing.write(words, box)
            cells.append(GridCell(words, r, c, tall, wide, Source(start, end, page, box)))
    box = Box(60, top, 60 + len(rows[0]) * _COLUMN, top + len(rows) * _ROW)
    drawing.grids.append(
        Grid(page, box, len(rows), len(rows[0]), tuple(cells), begin, len(drawing.text))
    )
    drawing.spans.append((begin, len(drawing.text)))


def tables_of(*pages: list[str | Rows]) -> tuple[Table, ...]:
    """The tables of drawn pages."""
    return reading_to_tables(reading_of(*pages))


def table_from(title: str, unit: str, *rows: list[str]) -> Table:
    """The one table of a page with a title, a unit and a grid."""
    (table,) = tables_of([title, unit, list(rows)])
    return table


def figures_of(*tables: Table, identity: Identity = BUDGET) -> list[Figure]:
    """The figures of tables, one after another."""
    return [figure for table in tables for figure in table_to_figures(table, identity)]


def stated(*tables: Table, identity: Identity = BUDGET) -> dict[tuple[str | None, ...], str]:
    """What cells print, by the item, facet and fund they state; items alone where named once."""
    return {
        (figure.item, figure.facet, figure.fund.value if figure.fund else None): figure.printed
        for figure in figures_of(*tables, identity=identity)
    }
