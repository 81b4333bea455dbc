"""One sheet of a workbook: its cells as displayed, merged ones once, hidden rows and columns."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.errors import DamagedFile, TooLarge
from ingest.read.number_format import Shape, shown, shown_text, stored_number
from ingest.read.sheet import Oddity, Sheet
from ingest.read.sheet_cells import SheetCell, cell_name
from ingest.read.xlsx_elements import elements, local_name, rich_text
from ingest.read.xlsx_styles import Style

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_ROWS, _COLUMNS = 1_048_576, 16_384
_MOST_CELLS = 1_000_000  # that show something or are ruled, of one sheet


@dataclass(frozen=True)
class Workbook:
    """What all sheets share. `recalculates`: values stored are not those it would show."""

    strings: tuple[str, ...] = ()
    styles: tuple[Style, ...] = ()
    from_1904: bool = False
    recalculates: bool = False


@dataclass
class _Found:
    """What a sheet's part says, gathered while it is read."""

    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    odd: dict[str, list[str]] = field(default_factory=dict)


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
                if len(found.cells) > _MOST_CELLS:
                    raise TooLarge(
                        file_name,
                        f"工作表“{name}”超过 {_MOST_CELLS} 格",
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
        cells=tuple(_with_merged(found)),
        hidden_rows=frozenset(found.hidden_rows),
        hidden_columns=frozenset(found.hidden_columns),
        is_hidden=is_hidden,
        oddities=tuple(oddities(found.odd)),
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
        style = workbook.styles[style_number] if style_number < len(workbook.styles) else Style()
        text, shape = _displayed(cell, style, workbook, found, cell_name(row, column))
        if text.strip() and style.is_unseen:
            found.odd.setdefault("hidden_text", []).append(cell_name(row, column))
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
        found.odd.setdefault("formula_without_value", []).append(name)
        return f"={formula.text or ''}", Shape.NUMBER
    match kind:
        case "s":
            return shown_text(workbook.strings[int(stored)], style.code), Shape.NUMBER
        case "b":
            return ("TRUE" if stored == "1" else "FALSE"), Shape.NUMBER
        case "e":
            found.odd.setdefault("cell_error", []).append(f"{name}“{stored}”")
            return stored, Shape.NUMBER
        case "n":
            number = stored_number(stored)
            if number is None:
                return stored, Shape.NUMBER
            if formula is not None and number == 0 and workbook.recalculates:
                # Programs that cannot calculate write 0 and leave it to the next reader.
                found.odd.setdefault("formula_without_value", []).append(name)
                return f"={formula.text or ''}", Shape.NUMBER
            displayed = shown(number, style.code, from_1904=workbook.from_1904)
            if displayed.shape in (Shape.SCIENTIFIC, Shape.UNKNOWN):
                found.odd.setdefault(displayed.shape.value, []).append(f"{name}“{displayed.text}”")
            return displayed.text, displayed.shape
    return shown_text(stored, style.code), Shape.DATE if kind == "d" else Shape.NUMBER


_ODDITIES = {
    "formula_without_value": "{places}是公式，文件里没有存下它的值，没有读入；"
    "请用 Excel 或 WPS 打开后保存再提交",
    "cell_error": "{places}是出错的公式，没有读入",
    "scientific": "{places}以科学计数法显示，看不出全部数位，没有读入",
    "unknown": "{places}的显示格式不常见，按存下的数读入，请核对",
    "hidden_text": "{places}是白底白字，看不见，没有读入",
}


def oddities(found: dict[str, list[str]]) -> Iterable[Oddity]:
    """What was odd about cells, by the code of each oddity, with its message."""
    codes = {"scientific": "scientific_number", "unknown": "number_format"}
    return [
        Oddity(codes.get(code, code), _ODDITIES[code], tuple(places))
        for code, places in found.items()
    ]


def _with_merged(found: _Found) -> Iterable[SheetCell]:
    """The cells with merged ones spanning their range; what lies under these is not seen."""
    covering: dict[tuple[int, int], SheetCell] = {}
    cells = found.cells
    under: set[tuple[int, int]] = set()
    ranges = sorted(found.merged)
    by_row: dict[int, list[int]] = {}
    for row, column in cells:
        by_row.setdefault(row, []).append(column)
    for top, left, bottom, right in ranges:
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
