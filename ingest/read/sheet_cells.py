"""Cells of a sheet as displayed, and their names (B7)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SheetCell:
    """A cell as displayed, rows and columns from 0; `is_ruled` with a line at its left or right."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    is_ruled: bool = False
    is_date: bool = False


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
