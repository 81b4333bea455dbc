"""Recognised numbers: what is certain is put right, everything else is doubted."""

from __future__ import annotations

import pytest

from ingest.read.scan_numbers import (
    has_doubtful_digit,
    is_doubtful,
    out_of_pattern,
    page_number,
    punctuated,
    repaired,
    tidied,
)


@pytest.mark.parametrize(
    ("recognised", "stands"),
    [
        ("1,234.50", "1,234.50"),
        ("１，２３４．５０", "1,234.50"),
        ("1，234.50", "1,234.50"),
        ("1, 234.50", "1,234.50"),
        ("一12.30", "-12.30"),
        ("一", "—"),
        (".880.91", "880.91"),
        ("2080501", "2080501"),
        ("12.5％", "12.5%"),
        ("会议费.", "会议费"),
        ("(一）收入:", "（一）收入："),
        ("決算数", "决算数"),
        # Nobody knows what stood there.
        ("l23.4O", "l23.4O"),
        ("12，34.50", "12，34.50"),
        ("12 345", "12 345"),
    ],
)
def test_only_what_is_certain_is_put_right(recognised: str, stands: str) -> None:
    assert tidied(recognised) == stands


@pytest.mark.parametrize(
    ("recognised", "probability", "doubted"),
    [
        ("1,234.50", 0.99, False),
        ("1,234.50", 0.6, True),
        ("1，234.50", 0.99, False),
        ("l23.4O", 0.99, True),
        ("123。40", 0.99, True),
        ("1,23.40", 0.99, True),
        (".880.91", 0.99, True),
        ("行政运行", 0.2, False),
        ("—", 0.2, False),
    ],
)
def test_a_number_is_doubted_by_its_probability_and_by_its_form(
    recognised: str, probability: float, doubted: bool
) -> None:
    assert is_doubtful(recognised, probability) is doubted


def test_the_colon_of_a_declared_unit_is_put_back():
    said = ["单位 万元", "金额单位万元", "单位;元", "单位：万元", "单位名称", "本单位12万元"]
    assert [punctuated(words) for words in said] == [
        *("单位：万元", "金额单位：万元", "单位：元", "单位：万元", "单位名称", "本单位12万元"),
    ]


def test_digits_tell_which_separator_was_misread() -> None:
    assert repaired("17,588;000.00") == "17,588,000.00"
    assert repaired("2,607.380 55") == "2,607,380.55"
    assert repaired("1,2345.00") == "1,2345.00"


def test_a_column_shows_where_a_point_was_lost() -> None:
    assert out_of_pattern(["12.30", "5.00", "合计", "31.07", "1234", "0"]) == [4]
    assert out_of_pattern(["2080501", "2080502", "12", "5"]) == []
    assert out_of_pattern(["12.30", "40", "7", "31.07", "15"]) == []


def test_a_line_is_doubted_for_its_digits_not_for_its_words() -> None:
    sure = [0.99] * 8
    assert not has_doubtful_digit("共12.30万元", sure)
    assert not has_doubtful_digit("共12.30万元", [0.3, *sure[1:]])
    assert has_doubtful_digit("共12.30万元", [*sure[:3], 0.5, *sure[4:]])


@pytest.mark.parametrize(
    ("recognised", "stands"),
    [("一17一", "- 17 -"), ("8一", "- 8 -"), ("-9", "- 9 -"), ("5", "5"), ("84.58%", None)],
)
def test_the_dashes_beside_a_page_number_are_put_back(recognised: str, stands: str | None) -> None:
    assert page_number(recognised) == stands
