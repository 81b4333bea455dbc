"""Where a number of the prose was not read, what does not come out beside it is no finding."""

from __future__ import annotations

from dataclasses import replace

from ingest.checks import Checked, check_figures
from ingest.model import Check
from ingest.unread import Unread
from tests.ingest.made import FINAL
from tests.ingest.made import figures as said


def check(text: str, unread: str = "") -> Checked:
    """A final account's text, checked; the figures that print `unread` were not read."""
    return check_figures([f for f in said(text, FINAL) if f.printed != unread], (), text)


def test_numbers_with_a_unit_that_are_no_figures_are_unread() -> None:
    text = "公务接待费3.20万元，培训费1.50万元，单价100万元以上设备2台，见第12页。"
    known = [f for f in said(text) if f.printed == "3.20"]
    unread = Unread.of(known, text)
    assert [text[at : at + 4] for at in unread.starts] == ["1.50"]
    assert unread.between(0, len(text))
    assert not unread.between(0, text.index("培"))


def test_a_unit_without_its_number_is_a_number_lost() -> None:
    for text in (
        "公务接待费为万元",
        "公务接待费为 万元",
        "增长%",
        "接待费(略)",
        "********支出",
        "（类） 万元",
    ):
        assert Unread.of((), text).starts
    for text in ("单位：万元", "（万元）", "增加XX万元"):
        assert not Unread.of((), text).starts


def test_a_zero_that_was_not_read_is_told() -> None:
    assert Unread.of((), "公务接待费0.00万元").has_zero
    assert not Unread.of((), "公务接待费0.50万元").has_zero


SUM = (
    "2024年度政府采购支出总额20.00万元，其中：政府采购货物支出2.00万元、"
    "政府采购工程支出3.00万元、政府采购服务支出4.00万元。"
)


def test_a_sum_over_numbers_all_of_which_were_read_is_a_finding() -> None:
    assert [p.code for p in check(SUM).problems] == ["check_text_sum"]


LIST = (
    "收入包括：财政拨款收入20.00万元；支出包括：工资福利和对个人家庭补助支出{}，"
    "商品和服务支出2.00万元，资本性支出3.00万元{}。"
)


def test_a_list_is_summed_where_every_item_of_it_was_read_and_is_known() -> None:
    assert [p.code for p in check(LIST.format("5.00万元", "")).problems] == ["check_list_sum"]
    assert check(LIST.format("(略)", "")).problems == ()
    assert check(LIST.format("5.00万元", "，其他经费万元")).problems == ()
    cut = LIST.format("5.00万元", "").replace("工资福利和对个人", "")
    assert {f.label: f.item for f in said(cut, FINAL)}["家庭补助支出"] is None
    assert check(cut).problems == ()


def test_a_sum_beside_a_number_that_was_not_read_is_none() -> None:
    lost = SUM.replace("总额20.00万元，", "总额20.00万元，比预算增加万元，")
    checked = check(lost)
    assert checked.problems == ()
    assert Check.FAILED not in {f.check for f in checked.figures}


RATE = "公务接待费全年预算为5.00万元，支出决算为2.00万元，完成全年预算的60.00%。"


def test_a_rate_of_which_an_operand_was_lost_is_not_held_against_another_one() -> None:
    assert [p.code for p in check(RATE).problems] == ["check_completion_rate"]
    other = "其中：公务接待费全年预算为万元，支出决算为2.00万元，完成全年预算的60.00%。"
    text = "公务接待费全年预算为5.00万元，支出决算为3.00万元，完成全年预算的60.00%。" + other
    figures = said(text, FINAL)
    # As if the last numbers had been taken for those of the item before.
    taken = [replace(f, item="official_reception", label="公务接待费") for f in figures]
    problems = check_figures(taken, (), text).problems
    assert [p.code for p in problems if p.code == "check_completion_rate"] == []


def test_one_amount_said_twice_otherwise_is_a_finding_where_both_sentences_were_read() -> None:
    text = "公务接待费支出2.50万元。公务接待费支出3.50万元。"
    assert [p.code for p in check(text).problems] == ["check_agreement"]
    lost = "公务接待费支出2.50万元。因公出国费用为万元，公务接待费支出3.50万元。"
    assert [p.code for p in check(lost).problems] == ["check_agreement"]
    # Without a name of its own a number may be of the item that was lost: it is not read at all.
    unnamed = lost.replace("万元，公务接待费支出", "万元，支出决算为")
    assert [figure.printed for figure in said(unnamed, FINAL)] == ["2.50"]


DIRECTION = (
    "公务接待费全年预算为4.00万元，支出决算为2.00万元。{}决算数大于全年预算数的主要原因：调整。"
)


def test_a_direction_is_of_the_item_just_spoken_of_where_that_was_read() -> None:
    assert [p.code for p in check(DIRECTION.format("")).problems] == ["check_direction"]
    next_one = "培训交流事务全年预算为1.77万元，支出决算为1.99万元。"
    text = DIRECTION.format(next_one)
    kept = [f for f in said(text, FINAL) if f.printed in ("4.00", "2.00")]
    assert check_figures(kept, (), text).problems == ()


VEHICLES = "截至2024年12月31日，共有车辆8辆，其中：应急保障用车{}、其他用车5辆。"


def test_vehicles_are_summed_where_every_kind_has_its_number() -> None:
    assert [p.code for p in check(VEHICLES.format("2辆")).problems] == ["check_count_sum"]
    assert check(VEHICLES.format("2辆"), unread="2").problems == ()
