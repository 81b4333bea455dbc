"""One sheet of a workbook: its cells as displayed, merged ones once, hidden rows and columns."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.errors import DamagedFile, TooLarge
from ingest.read.number_format import Shape, shown_text, stored_number
from ingest.read.sheet import Sheet
from ingest.read.sheet_cells import MOST_CELLS, SheetCell, cell_name, with_merged
from ingest.read.sheet_oddities import Oddities
from ingest.read.xlsx_elements import elements, local_name, rich_text
from ingest.read.xlsx_styles import Style

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_ROWS, _COLUMNS = 1_048_576, 16_384


@dataclass(frozen=True)
class Workbook:
    """What all sheets share. `recalculates`: values stored are not those it would show."""

    strings: tuple[str, ...] = ()
    styles: tuple[Style, ...] = ()
    from_1904: bool = False
    recalculates: bool = False

    def string(self, number: int) -> str:
        """The shared string of that number. Raises ValueError where there is none."""
        if not 0 <= number < len(self.strings):
            raise ValueError(number)
        return self.strings[number]


@dataclass
class _Found:
    """What a sheet's part says, gathered while it is read."""

    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    odd: Oddities = field(default_factory=Oddities)


def part_to_sheet(
    package: zipfile.ZipFile,
    part: str,
    name: str,
    is_hidden: bool,
    workbook: Workbook,
    file_name: str,
) -> Sheet:
    """A worksheet part as a Sheet.

    Raises DamagedFile and TooLarge; KeyError, ValueError and ParseError for a broken part.
    """
    found = _Found()
    row = -1
    for element in elements(package, part):
        match local_name(element):
            case "row":
                row = int(element.get("r", row + 2)) - 1
                if not 0 <= row < _ROWS:
                    raise ValueError(row)
                _read_row(element, row, workbook, found, file_name)
                if len(found.cells) > MOST_CELLS:
                    raise TooLarge(
                        file_name,
                        f"工作表“{name}”超过 {MOST_CELLS} 格",
                        "请删去空白的行列后另存，再提交",
                    )
            case "col":
                if _is_hidden(element, "width"):
                    first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                    found.hidden_columns.update(range(first - 1, min(last, _COLUMNS)))
            case "mergeCell":
                found.merged.append(_range(element.get("ref", "")))
    return Sheet(
        name=name,
        cells=tuple(with_merged(found.cells, found.merged)),
        hidden_rows=frozenset(found.hidden_rows),
        hidden_columns=frozenset(found.hidden_columns),
        is_hidden=is_hidden,
        oddities=found.odd.told(),
    )


def _is_hidden(element: Element, size: str) -> bool:
    sized = element.get(size)
    return element.get("hidden") in ("1", "true") or (sized is not None and float(sized) == 0)


def _read_row(
    element: Element, row: int, workbook: Workbook, found: _Found, file_name: str
) -> None:
    if _is_hidden(element, "ht"):
        found.hidden_rows.add(row)
    column = -1
    for cell in element:
        if local_name(cell) != "c":
            continue
        if (reference := cell.get("r")) is not None:
            in_row, column = _place(reference)
            if in_row != row:
                raise ValueError(reference)
        else:
            column += 1
        style_number = int(cell.get("s", "0"))
        known = 0 <= style_number < len(workbook.styles)
        style = workbook.styles[style_number] if known else Style()
        text, shape = _displayed(cell, style, workbook, found, cell_name(row, column))
        if text.strip() and style.is_unseen:
            found.odd.note("hidden_text", cell_name(row, column))
            text = ""
        if not text.strip() and not style.is_ruled:
            continue
        if (row, column) in found.cells:
            raise DamagedFile(
                file_name, f"同一格 {cell_name(row, column)} 出现了两次", "请另存后再提交"
            )
        found.cells[row, column] = SheetCell(
            text, row, column, is_ruled=style.is_ruled, is_date=shape is Shape.DATE
        )


def _displayed(
    cell: Element, style: Style, workbook: Workbook, found: _Found, name: str
) -> tuple[str, Shape]:
    """What a cell shows, and as what."""
    parts = {local_name(child): child for child in cell}
    kind = cell.get("t", "n")
    formula = parts.get("f")
    stored = parts["v"].text or "" if "v" in parts else None
    if kind == "inlineStr":
        text = rich_text(parts["is"]) if "is" in parts else ""
        return shown_text(text, style.code), Shape.NUMBER
    if stored is None or (stored == "" and kind != "str"):
        if formula is None:
            return "", Shape.NUMBER
        found.odd.note("formula_without_value", name)
        return f"={formula.text or ''}", Shape.NUMBER
    match kind:
        case "s":
            return shown_text(workbook.string(int(stored)), style.code), Shape.NUMBER
        case "b":
            return ("TRUE" if stored == "1" else "FALSE"), Shape.NUMBER
        case "e":
            found.odd.note("cell_error", f"{name}“{stored}”")
            return stored, Shape.NUMBER
        case "n":
            number = stored_number(stored)
            if number is None:
                return stored, Shape.NUMBER
            if formula is not None and number == 0 and workbook.recalculates:
                # Programs that cannot calculate write 0 and leave it to the next reader.
                found.odd.note("formula_without_value", name)
                return f"={formula.text or ''}", Shape.NUMBER
            displayed = found.odd.shown(number, style.code, name, from_1904=workbook.from_1904)
            return displayed.text, displayed.shape
    return shown_text(stored, style.code), Shape.DATE if kind == "d" else Shape.NUMBER


def _place(reference: str) -> tuple[int, int]:
    """Row and column from 0 of 'B7'. Raises ValueError."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    if row > _ROWS or column > _COLUMNS:
        raise ValueError(reference)
    return row - 1, column - 1


def _range(reference: str) -> tuple[int, int, int, int]:
    """Top, left, bottom, right of 'A1:C3'."""
    first, _, last = reference.partition(":")
    top, left = _place(first)
    bottom, right = _place(last or first)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)
