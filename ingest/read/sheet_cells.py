"""Cells of a sheet as displayed, and their names (B7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

MOST_CELLS = 1_000_000  # of one sheet or table


@dataclass(frozen=True)
class SheetCell:
    """A cell as displayed, rows and columns from 0; `is_ruled` with a line at its left or right.

    `name` is what its reader knows it as ('B7'), once hidden rows and columns are closed up.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    is_ruled: bool = False
    is_date: bool = False
    name: str = ""


def column_name(column: int) -> str:
    """'A' for 0, 'AA' for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_name(row: int, column: int) -> str:
    """'B7' for row 6, column 1."""
    return f"{column_name(column)}{row + 1}"


def with_merged(
    cells: Mapping[tuple[int, int], SheetCell], ranges: Iterable[tuple[int, int, int, int]]
) -> Iterator[SheetCell]:
    """The cells, merged ones spanning their range; what lies under these is not seen.

    A range is its first row and column and its last.
    """
    covering: dict[tuple[int, int], SheetCell] = {}
    under: set[tuple[int, int]] = set()
    by_row: dict[int, list[int]] = {}
    for row, column in cells:
        by_row.setdefault(row, []).append(column)
    last_row = max((row for row, _ in cells), default=0)
    last_column = max((column for _, column in cells), default=0)
    for top, left, bottom, right in sorted(ranges):
        # What is merged beyond all that is shown is nothing to be seen.
        bottom, right = min(bottom, last_row), min(right, last_column)
        rows = range(top, bottom + 1) if bottom - top < len(by_row) else sorted(by_row)
        inside = [
            (row, column)
            for row in rows
            if top <= row <= bottom
            for column in by_row.get(row, ())
            if left <= column <= right
        ]
        if not inside or any(place in under for place in inside):
            continue
        first = cells.get((top, left))
        under.update(inside)
        covering[top, left] = SheetCell(
            text=first.text if first else "",
            row=top,
            column=left,
            row_span=bottom - top + 1,
            column_span=right - left + 1,
            is_ruled=any(cells[place].is_ruled for place in inside),
            is_date=first.is_date if first else False,
        )
    yield from covering.values()
    for place, cell in cells.items():
        if place not in under:
            yield cell
