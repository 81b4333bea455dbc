"""Grids to blocks: one table over all its pages (续表), with its title, unit, header and data.

A grid goes on with the table before it where nothing but its repeated title or header parts them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.forms import is_form_title
from ingest.model import Classification, Source
from ingest.quantity import Unit, is_dash
from ingest.read.reading import Grid, GridCell, Reading
from ingest.table_grid import (
    GridRow,
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
    with_sides_named,
    without_repeats,
)
from ingest.table_rows import TOTAL
from ingest.table_sides import Role, column_role
from ingest.table_surroundings import Surroundings, surroundings_of, unit_in
from ingest.vocabulary.load import vocabulary
from ingest.vocabulary.standard_tables import is_same_title

# What parts of a form are named for; （续） and （二） are further pages of it.
_REMARK = re.compile(r"[（(]([^（）()]{4,})[)）]$")


@dataclass(frozen=True)
class Block:
    """One table over all its pages, before it is cut into sides."""

    title: str
    unit: Unit | None
    unit_source: Source | None
    note: str
    columns: int
    header: tuple[GridRow, ...]
    data: tuple[GridRow, ...]
    grids: tuple[Grid, ...]


def blocks_of(reading: Reading) -> list[Block]:
    """The tables of a reading, each over all its pages, in order."""
    around = surroundings_of(reading)
    blocks: list[Block] = []
    for number, grid in enumerate(reading.grids):
        rows = grid_rows(grid)
        before, after = around[number], around[number + 1]
        if blocks and (joined := _continued(blocks[-1], grid, rows, before)) is not None:
            blocks[-1] = replace(joined, note=after.note)
            continue
        blocks.append(_new_block(grid, rows, before, after))
    return blocks


def _new_block(grid: Grid, rows: list[GridRow], before: Surroundings, after: Surroundings) -> Block:
    title, unit, unit_source = before.title, before.unit, before.unit_source
    captions = caption_rows(rows)
    caption = _caption(rows[:captions])
    title = title or caption.title
    if unit is None:
        unit, unit_source = caption.unit, caption.unit_source
    start = captions if is_form_title(title) else header_rows(rows, captions)
    first = start - 1 if _totals_in_header(rows[captions:start]) else start
    return Block(
        title=title,
        unit=unit,
        unit_source=unit_source,
        note=after.note,
        columns=grid.columns,
        header=tuple(with_sides_named(rows[captions:start])),
        data=(*rows[first:start], *without_repeats(rows[start:], rows[captions:start])),
        grids=(grid,),
    )


def _totals_in_header(header: Sequence[GridRow]) -> bool:
    """Whether the last row of a header is the total row of the table as well.

    Forms of an empty table print 合计 in the row that divides a merged header cell: 合计 below
    the names, 合计｜基本支出｜项目支出 below 本年支出, and blanks below the columns that are named.
    """
    if len(header) < 2:
        return False
    *above, last = header
    own = [c for c, over in zip(last, above[-1], strict=True) if c is not None and c is not over]
    if not own or own[0] is not last[0] or not TOTAL.match(plain(own[0].text)):
        return False
    names = header_paths(above, len(last))[0]
    stands_below_names = column_role(names, ()) in (Role.NAME, Role.CODE)
    return stands_below_names and any(is_empty(cell) for cell in own)


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


def _continued(block: Block, grid: Grid, rows: list[GridRow], before: Surroundings) -> Block | None:
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
    data = without_repeats(mapped, block.header)
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


def _begins_other(rows: Sequence[GridRow], block: Block) -> bool:
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
