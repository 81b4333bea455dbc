"""Workbooks (xlsx, xlsm) to a Reading: each sheet as displayed, hidden parts left out and told.

The few parts that say what is displayed are read straight from the package, because exactness
needs the stored digits beside their format, the formula beside its value, and no more work than
there are cells, however large the sheet says it is. Macros and links are never touched.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import ParseError

from ingest.errors import DamagedFile, EmptyFile
from ingest.limits import Limits
from ingest.read.flow import FlowWriter
from ingest.read.package import open_package
from ingest.read.reading import Reading
from ingest.read.sheet import Sheet, sheets_to_flow
from ingest.read.sheet_oddities import Oddities
from ingest.read.xlsx_elements import elements, local_name, rich_text
from ingest.read.xlsx_shapes import shapes_in
from ingest.read.xlsx_sheet import Workbook, part_to_sheet
from ingest.read.xlsx_styles import styles_in

_DAMAGED = "请用 Excel 或 WPS 打开后另存为 xlsx 再提交"


def xlsx_to_reading(data: bytes, file_name: str, limits: Limits | None = None) -> Reading:
    """The bytes of a workbook to a Reading without pages.

    Raises DamagedFile, EmptyFile, EncryptedFile, TooLarge and UnsafeFile.
    """
    package = open_package(data, file_name, limits)
    try:
        sheets = list(_sheets(package, file_name))
        title = _title(package)
    except (ParseError, KeyError, ValueError) as error:
        raise DamagedFile(file_name, "工作簿的内部结构不完整或已损坏", _DAMAGED) from error
    flow = FlowWriter()
    sheets_to_flow(sheets, flow, file_name)
    reading = flow.reading({"title": title} if title else {})
    if not reading.text.strip():
        raise EmptyFile(file_name, "工作簿里没有可见的内容", "请检查文件是否下载完整")
    return reading


def _sheets(package: zipfile.ZipFile, file_name: str) -> Iterator[Sheet]:
    root = "xl/workbook.xml"
    targets = _relations(package, root)
    workbook, parts = _workbook(package, root)
    for name, relation, state in parts:
        kind, part = targets.get(relation, ("", ""))
        if kind != "worksheet":
            continue  # a chart or a dialog
        sheet = part_to_sheet(package, part, name, state, workbook, file_name)
        yield _with_shapes(package, part, sheet)


def _with_shapes(package: zipfile.ZipFile, part: str, sheet: Sheet) -> Sheet:
    """The sheet with the words of the shapes that are drawn over it."""
    folder, name = posixpath.split(part)
    if f"{folder}/_rels/{name}.rels" not in package.namelist():
        return sheet
    odd = Oddities()
    boxes: list[str] = []
    for kind, drawing in _relations(package, part).values():
        if kind == "drawing" and drawing in package.namelist():
            shapes = shapes_in(package, drawing)
            boxes += shapes.paragraphs
            for hidden in shapes.hidden:
                odd.note("hidden_shape", hidden)
    return replace(sheet, boxes=tuple(boxes), oddities=(*sheet.oddities, *odd.told()))


def _workbook(package: zipfile.ZipFile, root: str) -> tuple[Workbook, list[tuple[str, str, bool]]]:
    """What all sheets share; and of each sheet its name, relation and whether it is hidden."""
    parts: list[tuple[str, str, bool]] = []
    from_1904 = recalculates = False
    for element in elements(package, root):
        match local_name(element):
            case "workbookPr":
                from_1904 = _is_true(element.get("date1904"))
            case "calcPr":
                recalculates = _is_true(element.get("fullCalcOnLoad"))
            case "sheet":
                relation = next(
                    (value for key, value in element.attrib.items() if key.endswith("}id")), ""
                )
                hidden = element.get("state", "visible") != "visible"
                parts.append((element.get("name", ""), relation, hidden))
    targets = _relations(package, root).values()
    strings = next((part for kind, part in targets if kind == "sharedStrings"), None)
    styles = next((part for kind, part in targets if kind == "styles"), None)
    workbook = Workbook(
        strings=_strings(package, strings) if strings else (),
        styles=styles_in(elements(package, styles)) if styles else (),
        from_1904=from_1904,
        recalculates=recalculates,
    )
    return workbook, parts


def _relations(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Of each relation of a part its kind and the entry it leads to, unless it leads outside."""
    folder, name = posixpath.split(part)
    found = {}
    for element in elements(package, f"{folder}/_rels/{name}.rels"):
        if local_name(element) != "Relationship" or element.get("TargetMode") == "External":
            continue
        target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))
        kind = element.get("Type", "").rpartition("/")[2]
        found[element.get("Id", "")] = (kind, target.lstrip("/"))
    return found


def _strings(package: zipfile.ZipFile, part: str) -> tuple[str, ...]:
    return tuple(
        rich_text(element) for element in elements(package, part) if local_name(element) == "si"
    )


def _title(package: zipfile.ZipFile) -> str:
    """The title the file states of itself, '' where it states none."""
    if "docProps/core.xml" not in package.namelist():
        return ""
    found = (
        e.text or "" for e in elements(package, "docProps/core.xml") if local_name(e) == "title"
    )
    return next(found, "").strip()


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")
