"""How two terms differ is told in our words, said to be ours, beside what documents define."""

import pytest

from qa_service.answer import answer
from qa_service.model import Question, Status
from qa_service.steps.telling_apart import asks_what_parts
from qa_service.steps.wording import plain_question, read_table
from tests.qa_service.asking import corpus_over

BUREAU = "云岭市澄溪区港务局"
DOCUMENTS = {
    "港务24.txt": f"""{BUREAU}2024年部门预算
一、收支情况
2024年支出预算500万元，其中：基本支出300万元，项目支出200万元。
二、名词解释
1.基本支出：指为保障机构正常运转、完成日常工作任务而发生的支出。
2.项目支出：指在基本支出之外为完成特定任务发生的支出。
"""
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("apart"), DOCUMENTS)


def ask(corpus, question):
    return answer(Question(question), corpus)


@pytest.mark.parametrize(
    "row", read_table("telling_apart.yaml")["asks"], ids=lambda r: r["example"]
)
def test_each_way_of_asking_reads_its_example_and_is_answered(corpus, row):
    assert asks_what_parts(plain_question(row["example"]))
    given = ask(corpus, row["example"])
    assert given.status is Status.ANSWERED
    assert "的区别：" in given.text and "不出自文件" in given.text


def test_the_definitions_of_both_terms_are_quoted_in_the_order_asked(corpus):
    given = ask(corpus, "项目支出跟基本支出有什么区别")
    assert [c.quote.partition("：")[0] for c in given.citations] == ["项目支出", "基本支出"]
    assert given.values == ()


def test_terms_that_no_document_defines_are_told_apart_without_a_citation(corpus):
    given = ask(corpus, "结转和结余怎么区分")
    assert given.status is Status.ANSWERED
    assert given.citations == ()


@pytest.mark.parametrize(
    "question",
    [
        "基本支出和项目支出差多少，有什么区别",
        "港务局2024年基本支出和项目支出有什么变化",
        "说明里和表里的项目支出是不是一回事，数字一样吗",
        "基本支出是多少",
    ],
)
def test_a_question_of_numbers_is_not_told_what_the_terms_mean(corpus, question):
    assert "的区别：" not in ask(corpus, question).text


def test_a_refusal_tells_the_item_asked_from_the_near_one_there_is(corpus):
    near = ask(corpus, "港务局2024年编报绩效目标的项目涉及多少资金")
    assert near.status is Status.REFUSED
    assert "项目支出是全部项目的支出" in near.text
