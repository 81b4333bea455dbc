"""A rebuilt table of a document as a sheet to download: heads as columns, cells as printed."""

from __future__ import annotations

from ingest.model import Table
from ingest.quantity import NotAQuantity, read_number
from qa_service.web.sheets import Cell, Sheet


def table_sheet(table: Table) -> Sheet:
    """The table: code (where its rows have one), item, then its value columns."""
    has_codes = any(row.code for row in table.rows)
    lead = ("编码", "项目") if has_codes else ("项目",)
    depth = max((len(column.path) for column in table.columns), default=1) or 1
    heads = [
        [*(lead if level == depth - 1 else [""] * len(lead)), *_level(table, level, depth)]
        for level in range(depth)
    ]
    if table.unit is not None:
        heads.insert(0, [f"{table.title}（单位：{table.unit.name}）"])
    elif table.title:
        heads.insert(0, [table.title])
    rows = [
        [
            *((row.code,) if has_codes else ()),
            row.printed_label.strip() or row.label,
            *(_value(cell.printed) for cell in row.cells),
        ]
        for row in table.rows
    ]
    return Sheet(table.title or "表", heads, rows)


def _level(table: Table, level: int, depth: int) -> list[str]:
    """The names of the columns at one level of the head; the last name stands in the last."""
    found = []
    for column in table.columns:
        path = ("",) * (depth - len(column.path)) + column.path
        found.append(path[level])
    return found


def _value(printed: str) -> Cell:
    """A number where the cell is one, else what is printed: a dash stays a dash."""
    try:
        number = read_number(printed)
    except NotAQuantity:
        return printed
    return printed if number is None else number
