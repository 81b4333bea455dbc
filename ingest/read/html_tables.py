"""Tables of a web page as cells in rows and columns, spans bounded as browsers bound them.

A table that holds tables is there for the layout; so is one of a single column.
"""

from __future__ import annotations

from bisect import bisect_left

from ingest.errors import TooLarge
from ingest.read.html_tree import Element
from ingest.read.sheet_cells import MOST_CELLS, SheetCell

_MOST_COLUMNS = 1000  # that a cell may span: HTML, 4.9.11
_MOST_ROWS = 65534
_SECTIONS = ("thead", "tbody", "tfoot")


def is_layout(table: Element) -> bool:
    """Whether a table only arranges the page."""
    if table.attributes.get("role") == "presentation":
        return True
    waiting = [child for child in table.children if isinstance(child, Element)]
    while waiting:
        element = waiting.pop()
        if element.tag == "table":
            return True
        waiting += [child for child in element.children if isinstance(child, Element)]
    return all(len(row) < 2 for _, row in _rows(table))


def _rows(table: Element) -> list[tuple[int, list[Element]]]:
    """Of each row the number of its section and its cells; a foot stands last."""
    rows: list[tuple[int, list[Element]]] = []
    feet: list[tuple[int, list[Element]]] = []
    for number, part in enumerate(c for c in table.children if isinstance(c, Element)):
        if part.tag == "tr":
            rows.append((-1, _cells(part)))
        elif part.tag in _SECTIONS:
            into = feet if part.tag == "tfoot" else rows
            into += [
                (number, _cells(row))
                for row in part.children
                if isinstance(row, Element) and row.tag == "tr"
            ]
    return rows + feet


def _cells(row: Element) -> list[Element]:
    return [c for c in row.children if isinstance(c, Element) and c.tag in ("td", "th")]


def placed_cells(table: Element, file_name: str) -> list[tuple[Element, SheetCell]]:
    """The cells of a table in their rows and columns, without text.

    Columns in which no cell begins are merged with the one before. Raises TooLarge.
    """
    rows = _rows(table)
    ends = _section_ends(rows)
    placed: list[tuple[Element, int, int, int, int]] = []
    open_until: dict[int, int] = {}  # column -> the row up to which a cell from above reaches
    steps = 0
    for number, (_, cells) in enumerate(rows):
        column = 0
        for cell in cells:
            while open_until.get(column, 0) > number:
                column += 1
                steps += 1
            across = _span(cell, "colspan", _MOST_COLUMNS) or 1
            down = _span(cell, "rowspan", _MOST_ROWS) or ends[number]
            end = min(number + down, ends[number])
            for covered in range(column, column + across):
                open_until[covered] = max(open_until.get(covered, 0), end)
            steps += across + end - number
            if steps > MOST_CELLS:
                raise TooLarge(file_name, "网页中的表格范围过大", "请另存为文本或 PDF 后提交")
            placed.append((cell, number, column, end - number, across))
            column += across
    starts = sorted({column for _, _, column, _, _ in placed})
    found = []
    for cell, row, column, down, across in placed:
        first, last = bisect_left(starts, column), bisect_left(starts, column + across)
        found.append((cell, SheetCell("", row, first, down, last - first, is_ruled=True)))
    return found


def _section_ends(rows: list[tuple[int, list[Element]]]) -> list[int]:
    """For each row the row after the last of its section, which no cell reaches beyond."""
    ends = [len(rows)] * len(rows)
    for number in reversed(range(len(rows) - 1)):
        ends[number] = ends[number + 1] if rows[number][0] == rows[number + 1][0] else number + 1
    return ends


def _span(cell: Element, name: str, most: int) -> int:
    """A span as browsers read it: 1 where it is no number."""
    text = cell.attributes.get(name, "1").strip()
    digits = text[:9] if text[:9].isdecimal() else ""
    return min(int(digits), most) if digits else 1


def caption_of(table: Element) -> Element | None:
    """The caption of a table, or None."""
    return next(
        (c for c in table.children if isinstance(c, Element) and c.tag == "caption"), None
    )  # fmt: skip
