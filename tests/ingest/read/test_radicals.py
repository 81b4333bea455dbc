"""Radicals become the characters they show, one for one."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from ingest.limits import Limits
from ingest.read.pdf import pdf_to_reading
from ingest.read.radicals import without_radicals
from tests.ingest.drawn_pdf import DrawnPdf


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("⼀⽉⾄⼗⼆⽉", "一月至十二月"),
        ("⼈⼤⼯作", "人大工作"),
        ("⻓期⻋辆⻔⼾", "长期车辆门户"),
        ("1,234.50 万元（一般公共预算）", "1,234.50 万元（一般公共预算）"),
    ],
)
def test_radicals_are_read_as_the_characters_they_show(printed: str, meant: str) -> None:
    assert without_radicals(printed) == meant
    assert len(printed) == len(meant)


def test_every_kangxi_radical_is_a_character() -> None:
    text = "".join(chr(code) for code in range(0x2F00, 0x2FD6))
    assert all(unicodedata.name(c).startswith("CJK UNIFIED") for c in without_radicals(text))


def test_the_text_of_a_pdf_holds_characters(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.write(60, 60, "2024年⼀⽉⾄⼗⼆⽉")
    assert pdf_to_reading(drawn.save(), "a.pdf", Limits()).text == "2024年一月至十二月\n"
