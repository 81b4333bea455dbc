"""Which of several parts, projects or purchases meet a condition: above an amount, zero, risen."""

import re

import pytest

from qa_service.answer import answer
from qa_service.model import Question, Reason, Status
from qa_service.steps.prose_wording import prose_wording
from qa_service.steps.wording import plain_question, read_table
from tests.qa_service.asking import corpus_over, values

LIBRARY = "云岭市澄溪区图书馆"
HARBOUR = "云岭市澄溪区港务局"
DOCUMENTS = {
    "图书24.txt": f"""{LIBRARY}2024年部门预算
第一部分 部门概况
一、主要职责
（一）拟订本区国有资产管理办法，负责政府采购。
第二部分 部门预算情况说明
一、总体说明
财政拨款支出预算500万元，比2023年预算增加10万元。一般公共预算支出500万元。
文化旅游体育与传媒支出400万元，比2023年预算增加12万元。
住房保障支出100万元，比2023年预算减少2万元。
二、“三公”经费预算情况
“三公”经费预算数为9万元，比2023年预算减少1万元。其中：
（一）因公出国（境）费0万元，与2023年预算持平。
（二）公务用车购置及运行费8万元，比2023年预算减少1万元。主要原因是车辆报废。其中：公务用车购置费0万元，与2023年预算持平；公务用车运行费8万元，比2023年预算减少1万元。
（三）公务接待费1万元，与2023年预算持平，主要原因是接待批次不变。
三、预算绩效管理情况
编报绩效目标的项目2个，涉及预算资金150万元。其中：书库改造项目100万元，旧报数字化项目50万元。
四、国有资产占有使用情况
截至2023年12月31日，共有车辆2辆。
""",
    "港务24.txt": f"""{HARBOUR}2024年部门预算
第二部分 部门预算情况说明
一、总体说明
财政拨款支出预算80万元，比2023年预算增加5万元。
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("conditions"), DOCUMENTS)


def _told(question, corpus):
    return answer(Question(question), corpus)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("区图书馆三公经费里哪几项是零", ["0", "0"]),
        ("区图书馆2024年三公经费中哪一项比上年少了", ["-1", "-1"]),
        ("区图书馆三公经费里哪些和去年持平", ["0", "0", "0"]),
        ("区图书馆超过60万元的项目有哪些", ["100"]),
        ("区图书馆有哪些项目在60万以下", ["50"]),
        ("区图书馆哪些支出比去年增加了", ["12"]),
        ("区图书馆比上年减少的支出有哪些", ["-2"]),
    ],
)
def test_all_that_meet_a_condition_are_listed_and_none_else(corpus, question, expected):
    assert [number for number, _ in values(_told(question, corpus))] == expected


def test_a_list_that_nothing_meets_is_said_to_be_empty(corpus):
    given = _told("区图书馆超过300万元的项目有哪些", corpus)
    assert given.status is Status.ANSWERED
    assert "没有超过所问数额的" in given.text and "100万元" in given.text
    assert not given.values


def test_changes_that_are_not_told_one_by_one_are_no_list(corpus):
    given = _told("区港务局哪些支出比去年增加了", corpus)
    assert (given.status, given.reason) == (Status.REFUSED, Reason.NOT_DERIVABLE)


@pytest.mark.parametrize(
    "question",
    ["哪个科室负责审批100万元以上的项目", "三公经费为什么减少了", "三公经费减少了多少"],
)
def test_a_question_near_a_condition_sets_none(question):
    asked = plain_question(question)
    assert not any(row.asks.search(asked) for row in prose_wording().conditions)


@pytest.mark.parametrize("row", read_table("prose.yaml")["conditions"], ids=lambda row: row["name"])
def test_every_condition_is_set_by_its_example(row):
    assert re.search(row["asks"], plain_question(row["example"]))


def test_a_section_asked_for_by_its_subject_is_told_and_no_duty_that_names_it(corpus):
    given = _told("区图书馆国有资产占有情况怎么样", corpus)
    assert "共有车辆2辆" in given.text and "管理办法" not in given.text


def test_why_a_whole_changed_is_told_of_the_parts_that_did_and_not_of_one_that_did_not(corpus):
    given = _told("区图书馆三公经费为什么少了", corpus)
    assert "车辆报废" in given.text and "接待批次不变" not in given.text


def test_two_items_of_one_document_asked_to_be_the_same_are_both_told(corpus):
    given = _told("区图书馆2024年部门预算的一般公共预算支出和财政拨款支出一样吗", corpus)
    assert "算在内" not in given.text
    assert values(given) == [("500", "万元")]
    assert "一般公共预算支出为500万元[1]，财政拨款支出预算为500万元[2]" in given.text
    assert "相符" in given.text


def test_the_parts_that_explain_a_change_stand_behind_what_was_presumed_wrongly(corpus):
    given = _told("区图书馆三公经费为什么比上年多花1万", corpus)
    assert given.text.startswith("与问题所说的不同") and "车辆报废" in given.text
    assert values(given)[0] == ("-1", "万元")
