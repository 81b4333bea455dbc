"""The format of a file is told by its content, and what cannot be read is refused clearly."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import (
    DamagedFile,
    EmptyFile,
    FileMissing,
    IngestError,
    NotAPdf,
    NotText,
    TooLarge,
    UnsupportedFormat,
)
from ingest.limits import Limits
from ingest.read.read_file import read_file
from tests.ingest.drawn_pdf import DrawnPdf


def _file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_pdf_is_a_pdf_under_any_name(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "下载")
    drawn.write(60, 60, "部门预算")
    assert "部门预算" in read_file(drawn.save()).text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_called_pdf_is_read_as_text_and_told(tmp_path: Path, encoding: str) -> None:
    text = "某某局2025年部门预算\n" + "财政拨款收入3204.1万元。\n" * 8
    reading = read_file(_file(tmp_path, "1.pdf", text.encode(encoding)))
    assert reading.text == text
    assert [problem.code for problem in reading.problems] == ["misnamed"]


@pytest.mark.parametrize(
    ("name", "data", "error", "says"),
    [
        ("a.pdf", b"<!DOCTYPE html><html><body>404</body></html>", NotAPdf, "网页"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n", NotAPdf, "图片"),
        ("a.pdf", "只是文字".encode(), NotAPdf, "不是 PDF"),
        ("a.docx", b"PK\x03\x04....", DamagedFile, "下载完整"),
        ("a.docx", "只是文字".encode(), UnsupportedFormat, "后缀不符"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", DamagedFile, "旧版"),
        ("a.html", b"<html></html>", EmptyFile, "网页"),
        ("a.xls", b'<?xml version="1.0"?><Workbook><Table/></Workbook>', UnsupportedFormat, "XML"),
        ("a.html", b"MIME-Version: 1.0\r\n\r\n<html>", UnsupportedFormat, "mht"),
        ("a.gif", b"GIF89a", UnsupportedFormat, "图片"),
        ("a.txt", b"", EmptyFile, "0 字节"),
        ("a.txt", bytes(range(128, 256)), NotText, "UTF-8"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(
    tmp_path: Path, name: str, data: bytes, error: type[IngestError], says: str
) -> None:
    with pytest.raises(error, match=says):
        read_file(_file(tmp_path, name, data))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match=r"没有\.pdf：文件不存在"):
        read_file(tmp_path / "没有.pdf")


def test_a_file_too_large_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="超过"):
        read_file(_file(tmp_path, "a.txt", b"x" * 100), limits=Limits(file_bytes=99))


@pytest.mark.parametrize(
    ("name", "around"), [("a.txt", "{}"), ("a.html", "<html><p>{}</p></html>")]
)
def test_one_line_of_fifty_megabytes_is_refused(tmp_path: Path, name: str, around: str) -> None:
    line = around.format("本部门收入全部为财政拨款，" * 1_300_000)
    with pytest.raises(TooLarge, match="字的限度"):
        read_file(_file(tmp_path, name, line.encode()))


def test_a_long_line_within_the_limits_is_read(tmp_path: Path) -> None:
    line = "本部门收入全部为财政拨款，" * 10_000 + "收入预算1.00万元。"
    assert read_file(_file(tmp_path, "a.txt", line.encode())).text == line


def test_an_error_names_the_file_as_its_user_knows_it(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile) as caught:
        read_file(_file(tmp_path, "3f2a", b""), file_name="某局2025年预算.pdf")
    assert str(caught.value).startswith("某局2025年预算.pdf：文件是空的")
