"""Grids to tables (表): titled, with their unit, header paths, rows and codes.

The steps: what is printed around each grid; pages of one table joined; header told from data;
columns cut into sides (收入｜支出), each a Table of its own; rows labelled.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.forms import FORM_COLUMN, form_rows, is_form_title, unit_of_form
from ingest.model import Box, Cell, Column, Row, Section, Source, Table
from ingest.read.reading import Grid, GridCell, Reading
from ingest.row_meanings import unit_of_row
from ingest.table_columns import unit_in_name
from ingest.table_grid import (
    GridRow,
    header_paths,
    plain,
)
from ingest.table_kinds import kind_of
from ingest.table_pages import Block, blocks_of
from ingest.table_rows import LabelledRow, labelled_rows
from ingest.table_sides import Side, table_sides
from ingest.vocabulary.patterns import patterns


def reading_to_tables(reading: Reading) -> tuple[Table, ...]:
    """All tables of a reading, in order; empty ones and forms included."""
    tables: list[Table] = []
    for block in blocks_of(reading):
        number = len(tables) + 1
        if is_form_title(block.title):
            tables.append(_form(block, f"t{number}"))
            continue
        paths = header_paths(block.header, block.columns)
        sides = table_sides(paths, block.data)
        for side in sides:
            tables.append(_table(block, side, paths, f"t{len(tables) + 1}"))
    return tuple(tables)


def place_in_sections(tables: Sequence[Table], sections: Sequence[Section]) -> tuple[Table, ...]:
    """Tables with the path of the last heading that stands before them.

    The title of another table is no heading of this one: not every table's own is known as one.
    """
    ordered = sorted(sections, key=lambda section: section.source.start)
    placed = []
    for table in tables:
        path: tuple[str, ...] = ()
        for section in ordered:
            if section.source.start > table.source.start:
                break
            path = section.path
        if path and _is_title_of_another(path[-1], table):
            path = path[:-1]
        placed.append(replace(table, section_path=path))
    return tuple(placed)


def _is_title_of_another(heading: str, table: Table) -> bool:
    named, own = (re.sub(r"（[^（）]*）$|\s", "", title) for title in (heading, table.title))
    return named != own and any(
        row.is_table and row.pattern.fullmatch(heading) for row in patterns().headings
    )


def _table(block: Block, side: Side, paths: Sequence[tuple[str, ...]], table_id: str) -> Table:
    rows = [
        _row(row, side, table_id, number)
        for number, row in enumerate(labelled_rows(block.data, side))
    ]
    kind = kind_of(block.title, paths, block.data, block.note)
    title = f"{block.title}（{side.name}）" if side.name and block.title else block.title
    cells = [
        row[column]
        for row in (*block.header, *block.data)
        for column in (*side.codes, *side.names, *side.values)
    ]
    return Table(
        table_id=table_id,
        title=title,
        kind=kind.key if kind else None,
        unit=block.unit,
        pages=_pages(block.grids),
        header=tuple(
            tuple(plain(row[c].text) if row[c] is not None else "" for c in _columns(side))  # type: ignore[union-attr]
            for row in block.header
        ),
        columns=tuple(Column(paths[c], _unit_cell(block.header, c)) for c in side.values),
        rows=tuple(rows),
        note=block.note,
        section_path=(),
        source=_extent(cells, block.grids[0], table_id),
        unit_source=block.unit_source,
    )


def _unit_cell(header: Sequence[GridRow], column: int) -> Source | None:
    """The deepest header cell above a column that states a unit ('金额（万元）')."""
    cells = [row[column] for row in reversed(header)]
    stating = (c for c in cells if c is not None and unit_in_name(plain(c.text)) is not None)
    return next((cell.source for cell in stating), None)


def _columns(side: Side) -> tuple[int, ...]:
    return tuple(sorted((*side.codes, *side.names, *side.values)))


def _row(row: LabelledRow, side: Side, table_id: str, number: int) -> Row:
    anchor = row.label_cell.source if row.label_cell is not None else None
    cells = []
    for place, cell in enumerate(row.values):
        if cell is not None:
            source = replace(cell.source, table_id=table_id, row=number, column=place)
            cells.append(Cell("".join(cell.text.split("\n")).strip(), source))
            continue
        where = anchor or next((c.source for c in row.values if c is not None), Source(0, 0))
        empty = replace(where, start=where.end, table_id=table_id, row=number, column=place)
        cells.append(Cell("", empty))
    unit_source = anchor if unit_of_row(row.label, row.code) is not None else None
    return Row(row.label, row.printed_label, row.code, row.path, tuple(cells), unit_source)


def _form(block: Block, table_id: str) -> Table:
    unit, unit_source = block.unit, block.unit_source
    if unit is None and (found := unit_of_form(block.data)) is not None:
        unit, unit_source = found[0], found[1].source
    rows = tuple(
        Row(
            row.label,
            row.printed_label,
            None,
            row.path,
            (
                Cell(
                    plain(row.content.text),
                    replace(row.content.source, table_id=table_id, row=number, column=0),
                ),
            ),
        )
        for number, row in enumerate(form_rows(block.data))
    )
    cells = [cell for row in block.data for cell in row]
    return Table(
        table_id=table_id,
        title=block.title,
        kind=None,
        unit=unit,
        pages=_pages(block.grids),
        header=(),
        columns=(Column((FORM_COLUMN,)),),
        rows=rows,
        note=block.note,
        section_path=(),
        source=_extent(cells, block.grids[0], table_id),
        unit_source=unit_source,
    )


def _pages(grids: Sequence[Grid]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(grid.page for grid in grids if grid.page is not None))


def _extent(cells: Sequence[GridCell | None], first: Grid, table_id: str) -> Source:
    """From the first to the last character of the cells; page and box of the first page."""
    filled = [c.source for c in cells if c is not None and c.source.end > c.source.start]
    boxes = [c.source.box for c in cells if c is not None and c.source.box is not None
             and c.source.page == first.page]  # fmt: skip
    box = Box.around(boxes) if boxes else first.box
    start = min((s.start for s in filled), default=first.start)
    end = max((s.end for s in filled), default=first.end)
    return Source(start, end, first.page, box, table_id)
