"""Names cut in two are known by their halves."""

from __future__ import annotations

import pytest

from ingest.vocabulary.cut_names import cuts_name, is_rest_of_name


@pytest.mark.parametrize(
    ("before", "after", "cut"),
    [
        ("（二）公务用车购", "置及运行费12万元。", True),
        ("4.“社会保障和就业支出-行政事业单位养", "老支出-职业年金”", True),
        ("（一）机构设置", "本部门内设科室，共三个。", False),
        ("一、支出预算情况说明", "支出预算8万元。", False),
    ],
)
def test_a_name_is_cut_where_both_halves_make_one(before: str, after: str, cut: bool) -> None:
    assert cuts_name(before, after) is cut


@pytest.mark.parametrize(
    ("label", "rest"),
    [("保险缴费支出（项）", True), ("退休（项）", True), ("公务接待费", False), ("某项目", False)],
)
def test_the_end_of_a_name_is_none(label: str, rest: bool) -> None:
    assert is_rest_of_name(label) is rest
