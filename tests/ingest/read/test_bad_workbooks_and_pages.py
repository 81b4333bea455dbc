"""Hostile and broken workbooks and web pages: a clear error or right figures, within the limits.

Each file is parsed in the child process that parses the files of users.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
import xlwt
from openpyxl import Workbook

from ingest.child import ParsingChild
from ingest.errors import IngestError
from ingest.limits import Limits
from ingest.model import Document
from tests.ingest.read.packages import packed, with_false_size, with_password_mark
from tests.ingest.read.workbooks import filled, raw_parts, raw_workbook, saved, with_parts

LIMITS = Limits(seconds=100, memory_bytes=1_500_000_000)
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
ROW = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
PASSWD = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    "<!DOCTYPE l [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 10))
    + "]>"
)


@pytest.fixture(scope="module")
def child() -> Iterator[ParsingChild]:
    with ParsingChild(LIMITS) as process:
        yield process


def _good() -> Workbook:
    book = Workbook()
    rows: list[list[object]] = [
        ["2024年支出预算表"],
        ["单位：万元"],
        ["项目", "预算数"],
        ["行政运行", 1234.5],
    ]
    filled(book.active, rows)
    return book


def _parts(**changed: bytes | str | None) -> bytes:
    """A sound workbook of raw parts, some changed; '/' is written '__', '.xml' added."""
    parts = {f"{name.replace('__', '/')}.xml": value for name, value in changed.items()}
    return with_parts(raw_workbook(f"<sheetData>{ROW}</sheetData>"), parts)


def _old() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for row in range(2000):
        sheet.write(row, 0, f"项目{row}")
        sheet.write(row, 1, row + 0.5)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _garbage(data: bytes) -> bytes:
    at = data.index(b"\x09\x08") + 20
    return data[:at] + bytes(i * 37 % 251 for i in range(30_000)) + data[at + 30_000 :]


def _strings_of_a_gigabyte() -> bytes:
    """Shared strings that say they unpack to 1 GB."""
    data = raw_workbook(f"<sheetData>{ROW}</sheetData>", strings=["甲"])
    return with_false_size(data, STRINGS, 1_000_000_000)


def _strings_that_unpack_to_much() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in raw_parts(f"<sheetData>{ROW}</sheetData>").items():
            if name != STRINGS:
                package.writestr(name, content)
        with package.open(STRINGS, "w") as entry:
            for _ in range(40):
                entry.write(b"<si><t>0</t></si>" * 60_000)
    return file.getvalue()


def _word() -> bytes:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    return buffer.getvalue()


def _body(xml: str) -> bytes:
    """A Word document with other XML as its body's part."""
    return with_parts(_word(), {"word/document.xml": xml})


def _locked_old() -> bytes:
    """An old workbook whose records are encrypted from the second on (FILEPASS)."""
    data = _old()
    at = data.index(b"\x09\x08") + 4 + 16
    mark = b"\x2f\x00\x06\x00" + bytes(6)
    return data[:at] + mark + data[at + len(mark) :]


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "cut off": ("a.xlsx", lambda: saved(_good())[:-400], "damaged_file"),
    "only a mark": ("a.xlsx", lambda: b"PK\x03\x04" + bytes(100), "damaged_file"),
    "no workbook": ("a.xlsx", lambda: _parts(xl__workbook=None), "unsupported_format"),
    "no sheet": ("a.xlsx", lambda: _parts(xl__worksheets__sheet1=None), "damaged_file"),
    "no relations": (
        "a.xlsx",
        lambda: with_parts(_parts(), {"xl/_rels/workbook.xml.rels": None}),
        "damaged_file",
    ),
    "sheet is no XML": ("a.xlsx", lambda: _parts(xl__worksheets__sheet1="<a><b>"), "damaged_file"),
    "sheet is text": ("a.xlsx", lambda: _parts(xl__worksheets__sheet1="预算"), "unsafe_file"),
    "string that is not there": (
        "a.xlsx",
        lambda: raw_workbook('<sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData>'),
        "damaged_file",
    ),
    "cell beyond the last": (
        "a.xlsx",
        lambda: raw_workbook('<sheetData><row r="1"><c r="ZZZ1"><v>7</v></c></row></sheetData>'),
        "damaged_file",
    ),
    "cell given twice": (
        "a.xlsx",
        lambda: raw_workbook(
            '<sheetData><row r="1"><c r="A1"><v>7</v></c><c r="A1"><v>8</v></c></row></sheetData>'
        ),
        "damaged_file",
    ),
    "says 1 GB of strings": ("a.xlsx", _strings_of_a_gigabyte, "too_large"),
    "40 MB of strings in 40 kB": ("a.xlsx", _strings_that_unpack_to_much, "unsafe_file"),
    "10,001 entries": (
        "a.xlsx",
        lambda: packed({"xl/workbook.xml": "", **{f"{i}.xml": "" for i in range(10_001)}}),
        "unsafe_file",
    ),
    "false size": (
        "a.xlsx",
        lambda: with_false_size(raw_workbook(f"<sheetData>{ROW}</sheetData>"), SHEET, 30),
        "damaged_file",
    ),
    "DTD that names a file": (
        "a.xlsx",
        lambda: _parts(xl__worksheets__sheet1=f"{PASSWD}<worksheet>&x;</worksheet>"),
        "unsafe_file",
    ),
    "billion laughs": (
        "a.xlsx",
        lambda: _parts(xl__sharedStrings=f"{LAUGHS}<sst><si><t>&a9;</t></si></sst>"),
        "unsafe_file",
    ),
    "password": ("a.xlsx", lambda: with_password_mark(saved(_good())), "encrypted_file"),
    "word, 10,001 entries": (
        "a.docx",
        lambda: with_parts(_word(), {f"word/{i}.xml": "" for i in range(10_001)}),
        "unsafe_file",
    ),
    "word, says 1 GB": (
        "a.docx",
        lambda: with_false_size(_word(), "word/document.xml", 1_000_000_000),
        "too_large",
    ),
    "word, false size": (
        "a.docx",
        lambda: with_false_size(_word(), "word/document.xml", 30),
        "damaged_file",
    ),
    "word, DTD that names a file": (
        "a.docx",
        lambda: _body(f"{PASSWD}<document>&x;</document>"),
        "unsafe_file",
    ),
    "word, billion laughs": (
        "a.docx",
        lambda: _body(f"{LAUGHS}<document>&a9;</document>"),
        "unsafe_file",
    ),
    "word, password": ("a.docx", lambda: with_password_mark(_word()), "encrypted_file"),
    "word, cut off": ("a.docx", lambda: _word()[:-400], "damaged_file"),
    "old, password": ("a.xls", _locked_old, "encrypted_file"),
    "hollow": ("a.xlsx", lambda: saved(Workbook()), "empty_file"),
    "old, cut off": ("a.xls", lambda: _old()[: len(_old()) // 2], "damaged_file"),
    "old, of garbage": ("a.xls", lambda: _garbage(_old()), "damaged_file"),
    "old, no stream": ("a.xls", lambda: _old()[:512] + bytes(60_000), "damaged_file"),
    "nested 100,000 deep": ("a.html", lambda: b"<html>" + b"<div>" * 100_000, "unsafe_file"),
    "spans without end": (
        "a.html",
        lambda: b"<html><table>" + b"<tr><td rowspan=65534 colspan=1000>1<td>2" * 3000,
        "too_large",
    ),
    "pictures only": ("a.html", lambda: b"<html><img src=1.jpg></html>", "no_text_layer"),
    "archive as a page": ("a.html", lambda: b"Rar!\x1a\x07" + bytes(50), "unsupported_format"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_clearly(
    name: str, child: ParsingChild, tmp_path: Path
) -> None:
    file_name, make, code = REFUSED[name]
    (tmp_path / file_name).write_bytes(make())
    with pytest.raises(IngestError) as caught:
        child.parse(tmp_path / file_name, file_name="某局2024年部门预算")
    assert caught.value.code == code
    assert str(caught.value).startswith("某局2024年部门预算：")
    assert "Error" not in str(caught.value)


def _nested() -> bytes:
    """A workbook with another zip inside, which is no part of it."""
    return with_parts(saved(_good()), {"xl/embeddings/a.zip": packed({"a.xml": "<a/>"})})


def _used_range() -> bytes:
    book = _good()
    book.active["XFD1048576"] = " "
    book.active["A1048576"] = "注：完。"
    return saved(book)


def _wrong_types() -> bytes:
    return with_parts(saved(_good()), {"[Content_Types].xml": "<Types/>"})


def _page(extra: str = "", encoding: str = "utf-8") -> bytes:
    rows = "<tr><td>项目</td><td>预算数</td></tr><tr><td>行政运行</td><td>1,234.50</td></tr>"
    return (
        f"<html><meta charset=utf-8><p>2024年支出预算表</p><p>单位：万元</p>{extra}<table>{rows}</table>"
    ).encode(encoding)


READ: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a zip inside": ("a.xlsx", _nested),
    "used range of 17 billion cells": ("a.xlsx", _used_range),
    "wrong content types": ("a.xlsx", _wrong_types),
    "macros": ("a.xlsm", lambda: with_parts(saved(_good()), {"xl/vbaProject.bin": b"\xd0\xcf" * 99})),
    "a path that climbs": ("a.xlsx", lambda: with_parts(saved(_good()), {"../../etc/x": b"1"})),
    "a workbook called xls": ("a.xls", lambda: saved(_good())),
    "a page called xls": ("a.xls", _page),
    "GBK declared as UTF-8": ("a.html", lambda: _page(encoding="gb18030")),
    "1,000 deep": ("a.html", lambda: _page("<div>" * 1000 + "</div>" * 1000)),
    "a span of a billion": (
        "a.html",
        lambda: _page().replace(b"<td>", b"<td rowspan=1>", 1).replace(b"</table>", b"<tr><td colspan=1000000000></td></tr></table>"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_a_file_that_only_looks_bad_gives_its_figures(
    name: str, child: ParsingChild, tmp_path: Path
) -> None:
    file_name, make = READ[name]
    (tmp_path / file_name).write_bytes(make())
    document: Document = child.parse(tmp_path / file_name)
    amounts = [f for f in document.figures if f.quantity is not None]
    assert [(f.label, str(f.quantity and f.quantity.number)) for f in amounts] in (
        [("行政运行", "1234.5")],
        [("行政运行", "1234.50")],
    )
