"""A Word table as cells with their places: merged across (gridSpan) and down (vMerge)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from ingest.read.docx_styles import VAL, W
from ingest.read.flow import FlowCell

_MOST_COLUMNS = 500
_MOST_CELLS = 500_000
_HOLDERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins"))


class TooManyCells(ValueError):
    """A table wider or larger than any that people print; the message says how large."""


def holds_tables(table: Element) -> bool:
    """Whether a cell holds a table of its own: then the outer one is only a frame."""
    return any(cell.find(f".//{W}tbl") is not None for cell in table.iter(f"{W}tc"))


def table_cells(
    table: Element, cell_text: Callable[[Element], str], hide_row: Callable[[Element], None]
) -> list[FlowCell]:
    """The cells of a table without tables inside; hidden and deleted rows are told to `hide_row`.

    Raises TooManyCells.
    """
    found: list[FlowCell] = []
    above: dict[int, int] = {}  # column -> index in `found` of the cell merged downwards there
    row_number = 0
    for row in _children(table, f"{W}tr"):
        if _is_hidden(row):
            hide_row(row)
            continue
        column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
        open_below: dict[int, int] = {}
        for cell in _children(row, f"{W}tc"):
            width = max(1, _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1))
            if column + width > _MOST_COLUMNS:
                raise TooManyCells(f"有一张表超过 {_MOST_COLUMNS} 列")
            if len(found) >= _MOST_CELLS:
                raise TooManyCells(f"有一张表超过 {_MOST_CELLS} 格")
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(VAL, "continue") == "continue"
            if goes_on and column in above and found[above[column]].column_span == width:
                index = above[column]
                upper = found[index]
                found[index] = FlowCell(
                    upper.text, upper.row, upper.column, row_number - upper.row + 1, width
                )
                open_below[column] = index
            else:
                found.append(FlowCell(cell_text(cell), row_number, column, 1, width))
                if merge is not None:
                    open_below[column] = len(found) - 1
            column += width
        above = open_below
        row_number += 1
    return found


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Rows or cells, also those inside content controls and tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _HOLDERS:
            yield from _children(child, tag)


def _is_hidden(row: Element) -> bool:
    properties = row.find(f"{W}trPr")
    if properties is None:
        return False
    return properties.find(f"{W}hidden") is not None or properties.find(f"{W}del") is not None


def _number(element: Element | None, default: int) -> int:
    value = "" if element is None else element.get(VAL, "")
    return int(value) if value.isdecimal() and len(value) < 7 else default
