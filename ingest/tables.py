"""Grids to tables (表): titled, with their unit, header paths, rows and codes.

The steps: what is printed around each grid; pages of one table joined; header told from data;
columns cut into sides (收入｜支出), each a Table of its own; rows labelled.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.forms import FORM_COLUMN, form_rows, is_form_title, unit_of_form
from ingest.model import Box, Cell, Classification, Column, Row, Section, Source, Table
from ingest.quantity import Unit, is_dash
from ingest.read.reading import Grid, GridCell, Reading
from ingest.table_grid import (
    GridRow,
    Side,
    caption_rows,
    grid_rows,
    header_paths,
    header_rows,
    is_amount,
    is_empty,
    is_position_row,
    mapped_rows,
    plain,
    same_header,
    table_sides,
    with_sides_named,
    without_repeats,
)
from ingest.table_kinds import kind_of
from ingest.table_rows import LabelledRow, labelled_rows
from ingest.table_surroundings import Surroundings, surroundings_of, unit_in
from ingest.vocabulary.load import vocabulary
from ingest.vocabulary.patterns import patterns
from ingest.vocabulary.standard_tables import is_same_title

# What parts of a form are named for; （续） and （二） are further pages of it.
_REMARK = re.compile(r"[（(]([^（）()]{4,})[)）]$")


@dataclass(frozen=True)
class _Block:
    """One table over all its pages, before it is cut into sides."""

    title: str
    unit: Unit | None
    unit_source: Source | None
    note: str
    columns: int
    header: tuple[GridRow, ...]
    data: tuple[GridRow, ...]
    grids: tuple[Grid, ...]


def reading_to_tables(reading: Reading) -> tuple[Table, ...]:
    """All tables of a reading, in order; empty ones and forms included."""
    tables: list[Table] = []
    for block in _blocks(reading):
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


def _blocks(reading: Reading) -> list[_Block]:
    around = surroundings_of(reading)
    blocks: list[_Block] = []
    for number, grid in enumerate(reading.grids):
        rows = grid_rows(grid)
        before, after = around[number], around[number + 1]
        if blocks and (joined := _continued(blocks[-1], grid, rows, before)) is not None:
            blocks[-1] = replace(joined, note=after.note)
            continue
        blocks.append(_new_block(grid, rows, before, after))
    return blocks


def _new_block(
    grid: Grid, rows: list[GridRow], before: Surroundings, after: Surroundings
) -> _Block:
    title, unit, unit_source = before.title, before.unit, before.unit_source
    captions = caption_rows(rows)
    caption = _caption(rows[:captions])
    title = title or caption.title
    if unit is None:
        unit, unit_source = caption.unit, caption.unit_source
    start = captions if is_form_title(title) else header_rows(rows, captions)
    return _Block(
        title=title,
        unit=unit,
        unit_source=unit_source,
        note=after.note,
        columns=grid.columns,
        header=tuple(with_sides_named(rows[captions:start])),
        data=tuple(without_repeats(rows[start:], rows[captions:start])),
        grids=(grid,),
    )


@dataclass(frozen=True)
class _Caption:
    """A title and a unit drawn inside the grid, where there are any."""

    title: str = ""
    unit: Unit | None = None
    unit_source: Source | None = None


def _caption(rows: Sequence[GridRow]) -> _Caption:
    found = _Caption()
    for row in rows:
        for cell in dict.fromkeys(cell for cell in row if cell is not None):
            if (unit := unit_in(cell.text)) is not None:
                found = replace(found, unit=unit[0], unit_source=cell.source)
            elif not found.title and re.search("表", cell.text):
                found = replace(found, title=plain(cell.text))
    return found


def _continued(
    block: _Block, grid: Grid, rows: list[GridRow], before: Surroundings
) -> _Block | None:
    """The block with a further page of it; None where the grid is another table."""
    last = block.grids[-1]
    repeats_title = bool(before.title) and is_same_title(before.title, block.title)
    if repeats_title and _is_other_part(before.title, block.title):
        return None
    captions = caption_rows(rows)
    # A line or two that is no title (a head of the page, say) does not part a table from rows
    # that have no header of their own.
    interrupted = not before.title and before.unit is None and before.lines <= 2
    headless = interrupted and header_rows(rows, captions) == captions
    on_same_page = grid.page is not None and grid.page == last.page and before.is_bare
    if not (on_same_page or _is_on_next_page(grid, last)) or not (
        before.is_bare or repeats_title or headless
    ):
        return None
    words = _caption(rows[:captions]).title
    own_title = bool(words)
    if own_title and not is_same_title(words, block.title):
        return None
    if is_form_title(block.title) and (own_title or not before.is_bare):
        return None
    if captions and not own_title:
        captions = 0
    mapped = mapped_rows(rows[captions:], (*block.header, *block.data), block.columns)
    if mapped is None:
        return None
    depth = len(block.header)
    # 栏次 1 2 3 is often printed on the first page only.
    bare = [row for row in block.header if not is_position_row(row)]
    repeats_header = same_header(mapped[:depth], block.header) or same_header(
        mapped[: len(bare)], bare
    )
    # On one page, and without pages, nothing cuts a table but its writer, who repeats the header.
    must_repeat = on_same_page or repeats_title or grid.page is None
    if not repeats_header and (must_repeat or _begins_other(mapped, block)):
        return None
    data = without_repeats(without_repeats(mapped, block.header), bare)
    kept = list(block.data)
    if kept and data and not repeats_header and (joined := _cut_row(kept[-1], data[0])) is not None:
        kept[-1] = joined
        data = data[1:]
    return replace(block, data=(*kept, *data), grids=(*block.grids, grid))


def _is_other_part(title: str, other: str) -> bool:
    """Whether two titles name different parts of one form: （工资福利支出）, （资本性支出）."""
    remarks = [_REMARK.search(plain(text)) for text in (title, other)]
    named = [match[1] for match in remarks if match is not None]
    return len(named) == 2 and named[0] != named[1]


def _is_on_next_page(grid: Grid, last: Grid) -> bool:
    """Whether a table may go on in `grid`: on the next page, or where there are no pages."""
    if grid.page is None or last.page is None:
        return grid.page is last.page
    return grid.page == last.page + 1


def _begins_other(rows: Sequence[GridRow], block: _Block) -> bool:
    """Whether the first row prints words where the table has amounts: another table's header."""
    for column, cell in enumerate(rows[0]):
        if cell is None or is_empty(cell) or is_amount(cell.text) or is_dash(cell.text):
            continue
        if cell is rows[0][0] or cell is rows[0][column - 1]:
            continue  # a label, which may be merged over the columns of codes
        above = [row[column] for row in block.data]
        filled = [c.text for c in above if c is not None and not is_empty(c)]
        if filled and all(is_amount(text) or is_dash(text) for text in filled):
            return True
    return False


def _cut_row(above: GridRow, below: GridRow) -> GridRow | None:
    """Two halves of a row that a page break cut through, rejoined; None for two rows.

    The lower half has only words, no amount and no code, and goes on with words above it which
    together name an item; alone it does not.
    """
    worded = [i for i, c in enumerate(below) if c is not None and not is_empty(c)]
    if not worded or any(is_amount(below[i].text) for i in worded):  # type: ignore[union-attr]
        return None
    for i in worded:
        upper, lower = above[i], below[i]
        if upper is None or lower is None or is_empty(upper) or is_amount(upper.text):
            return None
        if not _names_item(plain(upper.text) + plain(lower.text)) or _names_item(plain(lower.text)):
            return None
    joined: dict[int, GridCell] = {}
    for i in worded:
        upper, lower = above[i], below[i]
        if upper is not None and lower is not None:
            joined[id(upper)] = replace(upper, text=f"{upper.text}\n{lower.text}")
    return tuple(joined.get(id(cell), cell) if cell is not None else None for cell in above)


def _names_item(label: str) -> bool:
    known = vocabulary()
    return known.item_for(label) is not None or any(
        known.codes_named(classification, label) for classification in Classification
    )


def _table(block: _Block, side: Side, paths: Sequence[tuple[str, ...]], table_id: str) -> Table:
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
        columns=tuple(Column(paths[column]) for column in side.values),
        rows=tuple(rows),
        note=block.note,
        section_path=(),
        source=_extent(cells, block.grids[0], table_id),
        unit_source=block.unit_source,
    )


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
    return Row(row.label, row.printed_label, row.code, row.path, tuple(cells))


def _form(block: _Block, table_id: str) -> Table:
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
    box = (
        Box(
            min(b.x0 for b in boxes),
            min(b.top for b in boxes),
            max(b.x1 for b in boxes),
            max(b.bottom for b in boxes),
        )
        if boxes
        else first.box
    )
    start = min((s.start for s in filled), default=first.start)
    end = max((s.end for s in filled), default=first.end)
    return Source(start, end, first.page, box, table_id)
