"""Lists of the prose against the totals before them."""

from __future__ import annotations

from ingest.checks import check_figures
from ingest.model import Identity
from tests.ingest.drawn import BUDGET, FINAL
from tests.ingest.made import figures as said

ITEMS = (
    "一般公共预算财政拨款支出年初预算为30.00万元，支出决算为25.00万元。其中："
    "教育支出（类）普通教育（款）学前教育（项）。年初预算为10.00万元，支出决算为9.00万元。"
    "教育支出（类）普通教育（款）小学教育（项）。{}预算为20.00万元，支出决算为16.00万元。"
)


def problems(text: str, identity: Identity = FINAL) -> list[str]:
    found = check_figures(said(text, identity), (), text, identity.kind).problems
    return [problem.message for problem in found]


def test_items_come_to_the_total() -> None:
    assert problems(ITEMS.format("年初")) == []
    (message,) = problems(ITEMS.replace("20.00", "25.00").format("年初"))
    assert "各项之和与总数不符" in message and "合计为35万元，相差5万元" in message


def test_a_list_in_which_some_items_have_another_budget_is_not_all_there_is() -> None:
    assert problems(ITEMS.format("全年")) == []


def test_a_list_that_may_leave_items_out_can_only_be_too_large() -> None:
    text = "支出预算300.00万元。主要内容：教育支出（类）100.00万元；科学技术支出（类）{}万元。"
    assert problems(text.format("150.00"), BUDGET) == []
    assert len(problems(text.format("250.00"), BUDGET)) == 1


def test_an_item_whose_name_is_not_known_keeps_the_list_open() -> None:
    text = (
        "一般公共预算财政拨款支出300.00万元，用于以下方面：教育支出（类）100.00万元；"
        "科学技术支出（类）150.00万元；某某支出（类）占{}。"
    )
    assert problems(text.format("其余")) == []


def test_new_items_without_a_change_keep_the_changes_open() -> None:
    text = (
        "财政拨款支出300.00万元，与上年相比，财政拨款支出增加50.00万元。其中："
        "教育支出（类）100.00万元，与上年相比增加10.00万元；"
        "科学技术支出（类）200.00万元{}。"
    )
    assert problems(text.format("，此项支出是今年新增支出")) == []
    assert len(problems(text.format("，与上年相比增加20.00万元"))) == 1
