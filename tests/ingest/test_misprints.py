"""Slips that are mended, and names that are near each other and are not."""

from __future__ import annotations

import pytest

from ingest.misprints import mended, names_of_vocabulary, names_to_index


def mend(text: str, *names: str) -> str:
    return mended(text, (names_of_vocabulary(), names_to_index(names, may_lose=False)))


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("机关运行经经费支出5万元", "机关运行经费支出5万元"),
        ("“三公”经费费预算数为7万元", "“三公”经费预算数为7万元"),
        ("培训训费预算支出3万元", "培训费预算支出3万元"),
        ("员人经费3万元", "人员经费3万元"),
        ("公务公务接待费3万元", "公务接待费3万元"),
        ("公务车用车运行维护费预算支出3万元", "公务用车运行维护费预算支出3万元"),
        ("机关行运经费10万元", "机关运行经费10万元"),
        ("一般公预算财政拨款支出9万元", "一般公共预算财政拨款支出9万元"),
        ("财政拔款收入9万元", "财政拨款收入9万元"),
        ("*般公共预算支出9万元", "一般公共预算支出9万元"),
        ("支出决决算为9万元", "支出决算为9万元"),
    ],
)
def test_a_slip_is_mended(printed: str, meant: str) -> None:
    assert mend(printed) == meant


@pytest.mark.parametrize(
    "printed",
    [
        "事业单位离退休5万元",
        "行政单位医疗5万元",
        "使用财政拨款结余5万元",  # 使用非财政拨款结余 is another item
        "公务接待餐费5万元",  # part of 公务接待费
        "政府采购软件预算5万元",
        "公务用车维护费5万元",
        "公用经费费用5万元",  # 公用经费 and 费用
        "会议费费用5万元",
        "城市管理支出5万元",
        "****预算支出5万元",
        "信息化建设项目5万元",
    ],
)
def test_another_name_is_not_mended(printed: str) -> None:
    assert mend(printed) == printed


def test_names_of_the_documents_own_tables_are_mended_towards() -> None:
    assert mend("云岭湖湖岸整治专项5万元", "云岭湖岸整治专项") == "云岭湖岸整治专项5万元"


def test_of_two_projects_one_letter_apart_neither_is_the_others_misprint() -> None:
    names = ("湖岸整治一期工程", "湖岸整治二期工程")
    assert mend("湖岸整治三期工程5万元", *names) == "湖岸整治三期工程5万元"
    assert mend("湖岸整治期工程5万元", *names) == "湖岸整治期工程5万元"
