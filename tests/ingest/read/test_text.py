"""Text files: any encoding that officials' programs write, and bytes that are no text."""

from __future__ import annotations

import pytest

from ingest.errors import EmptyFile, NotText
from ingest.read.text import text_to_reading

WORDS = "某某局2023年部门预算\n财政拨款收入3204.1万元。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_every_usual_encoding_is_found_out(encoding: str) -> None:
    assert text_to_reading(WORDS.encode(encoding), "a.txt").text == WORDS


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0c", "\u2028"])
def test_line_ends_are_one_kind(end: str) -> None:
    data = WORDS.replace("\n", end).encode("utf-8")
    assert text_to_reading(data, "a.txt").text == WORDS


def test_nul_bytes_are_taken_out_and_reported() -> None:
    reading = text_to_reading("收入\x00预算\x003204.1\x07万元".encode(), "a.txt")
    assert reading.text == "收入预算3204.1万元"
    assert [(p.code, p.message) for p in reading.problems] == [
        ("control_characters", "去掉了 3 个不可见的控制字符")
    ]


@pytest.mark.parametrize("data", [b"", b"  \r\n\t", b"\xef\xbb\xbf", b"\x00\x00\x00"])
def test_nothing_but_blanks_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        text_to_reading(data, "a.txt")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(NotText, match=r"a\.txt：.*UTF-8"):
        text_to_reading(bytes(range(128, 256)) * 10, "a.txt")


def test_a_text_has_neither_pages_nor_grids() -> None:
    reading = text_to_reading(WORDS.encode(), "a.txt")
    assert (reading.pages, reading.grids, reading.page_at(3)) == ((), (), None)
