"""Where the cells of a table stand: header cells merged, rows and columns from 0 (merged spans).

Every writer lays a table out from these cells, so that no format has another table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.generator.draft import Cell, Span, Table
from evals.generator.truth import Fact


@dataclass(frozen=True)
class HeaderCell:
    """One header text, its place from the top left corner of the header, and what it spans."""

    text: str
    top: int
    left: int
    down: int
    across: int


@dataclass(frozen=True)
class Placed:
    """One cell of the whole table, header rows counted; `fact` where it is a number."""

    row: int
    column: int
    down: int
    across: int
    text: str
    align: str
    fact: Fact | None = None
    is_header: bool = False


def header_cells(table: Table) -> Iterator[HeaderCell]:
    """Yield the header's cells, equal neighbours merged."""
    paths = [column.path for column in table.columns]
    depth = header_depth(table)
    for level in range(depth):
        left = 0
        while left < len(paths):
            path = paths[left]
            if level >= len(path):
                left += 1
                continue
            across = 1
            while (
                left + across < len(paths)
                and paths[left + across][: level + 1] == (path[: level + 1])
            ):
                across += 1
            down = depth - level if level == len(path) - 1 else 1
            yield HeaderCell(path[level], level, left, down, across)
            left += across


def header_depth(table: Table) -> int:
    """Return how many rows the header has."""
    return max(len(column.path) for column in table.columns)


def cell_text(cell: Cell) -> str:
    """Return what a cell prints."""
    if isinstance(cell, Fact):
        return cell.printed
    return cell.text if isinstance(cell, Span) else cell


def placed_cells(row: Sequence[Cell]) -> Iterator[tuple[Cell, int, int]]:
    """Yield each cell of a row with its first column and how many columns it spans."""
    left = 0
    for cell in row:
        across = cell.columns if isinstance(cell, Span) else 1
        yield cell, left, across
        left += across


def body_rows(table: Table) -> list[list[Cell]]:
    """Return the rows under the header, with those that are drawn and stay empty."""
    empty: list[list[Cell]] = [[""] * len(table.columns) for _ in range(table.empty_rows)]
    return [*table.rows, *empty]


def table_cells(table: Table) -> Iterator[Placed]:
    """Yield every cell of a table, the header first; what a span covers is left out."""
    depth = header_depth(table)
    yield from _header_at(table, 0)
    top = depth
    for number, row in enumerate(body_rows(table)):
        if number in table.repeated_at:
            yield from _header_at(table, top)
            top += depth
        for content, left, across in placed_cells(row):
            if isinstance(content, Span) and content.rows == 0:
                continue
            down = content.rows if isinstance(content, Span) else 1
            align = table.columns[left].align
            fact = content if isinstance(content, Fact) else None
            if isinstance(content, Span):
                align = "centre"
            elif fact is not None:
                align = "right"
            yield Placed(top, left, down, across, cell_text(content), align, fact)
        top += 1


def _header_at(table: Table, row: int) -> Iterator[Placed]:
    for cell in header_cells(table):
        yield Placed(
            row + cell.top, cell.left, cell.down, cell.across, cell.text, "centre", is_header=True
        )


def row_count(table: Table) -> int:
    """Return how many rows a table has, headers included."""
    rows = body_rows(table)
    headers = 1 + sum(number < len(rows) for number in table.repeated_at)
    return headers * header_depth(table) + len(rows)
