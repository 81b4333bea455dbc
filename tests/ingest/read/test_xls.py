"""An old workbook (xls) says what the same workbook as xlsx says."""

from __future__ import annotations

import io
import re

import pytest
import xlwt
from openpyxl import Workbook
from openpyxl.styles import Font

from ingest.errors import DamagedFile, EncryptedFile
from ingest.limits import Limits
from ingest.read.media_types import DOC, XLS, media_type_of
from ingest.read.ole import ole_names
from ingest.read.reading import Reading
from ingest.read.xls import xls_to_reading
from tests.ingest.read.workbooks import RULED, read

ROWS: list[list[object]] = [
    ["2024年收入预算表"],
    ["编制部门：某某局", None, "单位：万元"],
    ["科目编码", "科目名称", "预算数", "比重"],
    [2010301, "行政运行", 1234.5600000000001, 0.125],
    [2010350, "事业运行", 0, None],
    [205, "隐藏的科目", 5, 0.5],
    [None, "合计", 1239.56, "——"],
    ["注：本表数字均为财政拨款。"],
]
FORMATS = {2: '#,##0.00_ ;-#,##0.00;"-"', 3: "0.0%"}


def old_workbook() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    lines = "borders: left thin, right thin, top thin, bottom thin"
    for r, row in enumerate(ROWS):
        for c, value in enumerate(row):
            ruled = lines if 2 <= r <= 6 else ""
            style = xlwt.easyxf(ruled, num_format_str=FORMATS.get(c, "General"))
            if r and value is not None:
                sheet.write(r, c, value, style)
            elif 2 <= r <= 6:
                sheet.write(r, c, "", style)
    sheet.write_merge(0, 0, 0, 3, ROWS[0][0])
    sheet.write(9, 0, "看不见", xlwt.easyxf("font: colour white"))
    sheet.row(5).hidden = True
    hidden = book.add_sheet("测算")
    hidden.write(0, 0, "底数")
    hidden.visibility = 1
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def new_workbook() -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    for r, row in enumerate(ROWS, 1):
        for c in range(1, 5):
            cell = sheet.cell(r, c, row[c - 1] if c <= len(row) else None)
            cell.number_format = FORMATS.get(c - 1, "General")
            if 3 <= r <= 7:
                cell.border = RULED
    sheet.merge_cells("A1:D1")
    sheet["A10"] = "看不见"
    sheet["A10"].font = Font(color="FFFFFFFF")
    sheet.row_dimensions[6].hidden = True
    book.create_sheet("测算")["A1"] = "底数"
    book["测算"].sheet_state = "hidden"
    return book


def told(reading: Reading) -> list[str]:
    return sorted(f"{p.code}: {p.message}" for p in reading.problems)


def test_an_old_workbook_reads_as_the_new_one_with_the_same_content() -> None:
    old, new = xls_to_reading(old_workbook(), "a.xls", Limits()), read(new_workbook())
    assert old.text == new.text
    assert old.grids == new.grids
    assert told(old) == told(new)
    assert "1,234.56\t12.5%" in old.text
    assert [message.partition("：")[0] for message in told(old)] and len(told(old)) == 3


def test_errors_of_formulas_and_days_among_codes_are_told() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    day = xlwt.easyxf(num_format_str="yyyy/m/d")
    for c, words in enumerate(("科目编码", "科目名称", "金额")):
        sheet.write(0, c, words)
    for c, value in enumerate((2010301, "行政运行", 5)):
        sheet.write(1, c, value)
    sheet.write(2, 0, 40299, day)
    sheet.write(2, 1, "事业运行")
    sheet.row(2).set_cell_error(2, "#REF!")
    buffer = io.BytesIO()
    book.save(buffer)
    reading = xls_to_reading(buffer.getvalue(), "a.xls")
    assert "2010/5/1\t事业运行\t#REF!" in reading.text
    assert [p.code for p in reading.problems] == ["cell_error", "date_for_number"]


def _garbled(data: bytes) -> bytes:
    """The workbook with its records after the first overwritten."""
    at = data.index(b"\x09\x08")  # the first record: BOF
    return data[: at + 20] + bytes(i * 37 % 251 for i in range(3000)) + data[at + 3020 :]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (old_workbook()[:-1024], "目录"),
        (old_workbook()[:700], "目录"),
        (_garbled(old_workbook()), "损坏"),
        (old_workbook()[:512] + bytes(5000), "目录"),
        (old_workbook().replace(b"\x42\x00\x02\x00\xb0\x04", b"\x42\x00\x02\x00\x8a\x04"), "损坏"),
    ],
    ids=["cut off", "hardly begun", "records of garbage", "zeros", "code page of none"],
)
def test_a_broken_old_workbook_is_refused_clearly(data: bytes, says: str) -> None:
    with pytest.raises(DamagedFile, match=says) as caught:
        media_type_of(data, "某局.xls")
        xls_to_reading(data, "某局.xls")
    assert str(caught.value).startswith("某局.xls")


def test_what_an_ole_file_is_stands_in_its_root() -> None:
    data = old_workbook()
    assert ole_names(data) == {"Workbook"}
    assert media_type_of(data, "a.xls") == XLS
    assert media_type_of(_renamed(data, "Workbook", "WordDocument"), "a.doc") == DOC
    with pytest.raises(EncryptedFile, match="密码"):
        media_type_of(_renamed(data, "Workbook", "EncryptedPackage"), "a.xlsx")


def _renamed(data: bytes, name: str, other: str) -> bytes:
    """The file with another name for a stream of its directory."""
    coded = name.encode("utf-16-le")
    at = [m.start() for m in re.finditer(re.escape(coded), data)][-1]
    entry = bytearray(data[at : at + 128])
    entry[:64] = other.encode("utf-16-le").ljust(64, b"\0")
    entry[64:66] = (2 * len(other) + 2).to_bytes(2, "little")
    return data[:at] + bytes(entry) + data[at + 128 :]
