"""An item asked for in other words than it is printed is found; one word more is another item."""

import re

import pytest

from qa_service.answer import answer
from qa_service.model import Question, Reason, Status
from qa_service.steps.wording import read_table
from tests.qa_service.asking import corpus_over, values

BUREAU = "云岭市澄溪区港务局"
DOCUMENTS = {
    "港务24.txt": f"""{BUREAU}2024年部门预算
一、收支情况
2024年支出预算500万元，其中：基本支出300万元，项目支出200万元。
公用经费30.00万元，其中：水费1.50万元，电费2.50万元，培训费4.00万元。
二、政府采购
政府采购预算60.00万元，其中：政府采购货物预算20.00万元、政府采购工程预算5.00万元、政府采购服务预算35.00万元。
预留给小型和微型企业的政府采购项目预算为12.00万元。
三、绩效目标
编报绩效目标的项目5个，涉及项目预算资金200万元。其中：支边干部工作经费3.00万元，信息化系统日常维护费66.00万元，码头、航道维修和保养服务费18.00万元，航标灯购置费7.00万元，台式计算机购置费4.00万元。
2024年2月20日
"""
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("loose"), DOCUMENTS)


def ask(corpus, question):
    return answer(Question(question), corpus)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("港务局给支边干部留了多少工作经费", "3.00"),
        ("港务局2024年养信息系统一年得花多少钱", "66.00"),
        ("港务局计划拿多少钱来采购工程", "5.00"),
        ("我开小公司的，想了解港务局的采购里明确留给小微企业的额度", "12.00"),
        ("港务局码头航道维修保养列了多少", "18.00"),
        ("港务局2024年买航标灯才多少钱", "7.00"),
        ("港务局2024年打算买台式机花多少", "4.00"),
    ],
)
def test_every_word_of_the_question_is_in_the_name_or_says_nothing(corpus, question, value):
    assert values(ask(corpus, question)) == [(value, "万元")]


@pytest.mark.parametrize(
    "question",
    [
        "港务局给援藏干部留了多少工作经费",
        "港务局支边干部的探亲路费有多少",
        "港务局开发信息系统得花多少钱",
        "港务局信息系统的安全测评花多少钱",
        "港务局码头维修列了多少",
        "港务局码头航道疏浚列了多少",
        "港务局航标灯的租金花多少",
        "港务局买航标船花多少钱",
        "港务局留给小微企业的贷款贴息有多少",
        "港务局码头、航道维修和保养服务费里咨询费一共多少",
    ],
)
def test_one_word_more_or_less_is_another_item(corpus, question):
    given = ask(corpus, question)
    assert given.status is Status.REFUSED
    assert given.reason is Reason.ITEM_MISSING
    assert given.values == ()


def test_a_fee_is_asked_by_one_character_after_another_fee(corpus):
    first = ask(corpus, "港务局水费多少").context
    assert values(answer(Question("那电呢", carried=first), corpus)) == [("2.50", "万元")]


def test_one_character_that_names_no_fee_is_not_answered_with_the_one_before(corpus):
    first = ask(corpus, "港务局水费多少").context
    assert answer(Question("那气呢", carried=first), corpus).values == ()


def test_two_names_run_together_are_neither_of_them(corpus):
    assert ask(corpus, "港务局航标灯购置费培训费是多少").values == ()


TABLE = read_table("loose.yaml")


@pytest.mark.parametrize(
    "row", TABLE["alike"] + TABLE["places"] + TABLE["beside"], ids=lambda r: r["said"]
)
def test_each_row_reads_its_own_example(row):
    assert re.search(row["said"], row["example"])
    assert not row.get("names") or any(p in row["names"] for p in row["printed"])
