"""The styles of a workbook, as far as they decide what is seen: formats, lines, white on white."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ingest.read.number_format import BUILT_IN
from ingest.read.xlsx_elements import local_name

_WHITE_INDEXED = ("1", "9")
_WHITE_THEME = "0"


@dataclass(frozen=True)
class Style:
    """How a cell is shown: its number format, lines at its sides, white text on white."""

    code: str = "General"
    is_ruled: bool = False
    is_unseen: bool = False


def styles_in(parts: Iterable[Element]) -> tuple[Style, ...]:
    """The cell styles of styles.xml, by their number in the cells' `s`."""
    codes = dict(BUILT_IN)
    whites: list[bool] = []
    plain_fills: list[bool] = []
    ruled: list[bool] = []
    styles: list[Style] = []
    named: list[Style] = []  # cellStyleXfs, which come first and are no cell's own
    for element in parts:
        match local_name(element):
            case "numFmt":
                codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "General")
            case "font":
                whites.append(any(local_name(e) == "color" and _is_white(e) for e in element))
            case "fill":
                plain_fills.append(_shows_white(element))
            case "border":
                ruled.append(any(_is_line(e) for e in element))
            case "xf":
                styles.append(
                    Style(
                        code=codes.get(int(element.get("numFmtId", "0")), "General"),
                        is_ruled=_at(ruled, element.get("borderId")),
                        is_unseen=_at(whites, element.get("fontId"))
                        and _at(plain_fills, element.get("fillId")),
                    )
                )
            case "cellStyleXfs":
                named, styles = styles, []
            case "cellXfs":
                return tuple(styles)
    return tuple(styles or named)


def _at(flags: list[bool], number: str | None) -> bool:
    place = int(number or "0")
    return 0 <= place < len(flags) and flags[place]


def _is_white(colour: Element) -> bool:
    if colour.get("tint", "0") not in ("0", "0.0"):
        return False
    if (rgb := colour.get("rgb")) is not None:
        return rgb.upper().endswith("FFFFFF")
    return colour.get("theme") == _WHITE_THEME or colour.get("indexed") in _WHITE_INDEXED


def _shows_white(fill: Element) -> bool:
    for pattern in fill:
        kind = pattern.get("patternType", "none")
        if local_name(pattern) != "patternFill":
            return False
        if kind == "solid":
            return any(local_name(e) == "fgColor" and _is_white(e) for e in pattern)
        return kind == "none"
    return True


def _is_line(edge: Element) -> bool:
    sides = ("left", "right", "start", "end")
    return local_name(edge) in sides and edge.get("style", "none") != "none"
