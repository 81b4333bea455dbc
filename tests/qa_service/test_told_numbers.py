"""Counts that stand in a sentence only: what a body means to do, how many offices it has."""

import pytest

from qa_service.answer import answer
from qa_service.model import Question, Reason, Status
from qa_service.steps.told import asks_count, states_count, wanted_of
from qa_service.steps.told_numbers import telling_words
from tests.qa_service.asking import corpus_over, values

COUNCIL = "云岭市澄溪区议事会办公室"
DOCUMENTS = {
    "议事会23.txt": f"""{COUNCIL}2023年部门预算
第一部分 部门概况
一、主要工作
全年计划召开全体会议1次，座谈会4次，协商会12次。预计办理建议700件左右，其中主任、副主任以及主任会议督办重点建议20件左右。
开展4项执法检查；编印《澄溪议事》简报60期；组织2-3次委员集中调研，安排区外委员开展异地调研6次。
与澄溪日报社联办12期法制专栏。2022年举办夜校18期。每月印发通报1期。
二、机构设置
本部门设秘书处（信息处）、联络处、调研处等5个处室和机关党委。议事会文化中心在职7名人员。
第二部分 部门预算情况说明
2023年收入预算300万元，支出预算300万元。建议办理费35万元。
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("data"), DOCUMENTS)


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("计划办多少件建议", ("700", "件")),
        ("2023年预计要处理几件建议？", ("700", "件")),
        ("督办几件重点建议", ("20", "件")),
        ("开几次全体会议", ("1", "次")),
        ("座谈会要开几次", ("4", "次")),
        ("今年搞几项执法检查", ("4", "项")),
        ("澄溪议事简报编多少期", ("60", "期")),
        ("法制专栏办几期", ("12", "期")),
        ("有多少个处室", ("5", "个")),
    ],
)
def test_a_count_told_in_a_sentence_is_answered_with_the_sentence(corpus, asked, value):
    given = answer(Question(f"{COUNCIL}{asked}"), corpus)
    assert given.status is Status.ANSWERED
    assert values(given) == [value]
    assert value[0] in given.citations[0].quote


def test_a_range_is_quoted_and_no_number_chosen(corpus):
    given = answer(Question(f"{COUNCIL}组织几次委员调研"), corpus)
    assert given.values == ()
    assert "2-3次" in given.text


@pytest.mark.parametrize(
    "asked",
    [
        "审议几件建议草案",  # of another deed
        "有多少名委员",  # named, and not counted
        "在职多少人",  # the centre's staff are not the office's
        "夜校办几期",  # another year's
        "通报印几期",  # a rate: every month
    ],
)
def test_a_count_of_something_near_is_not_given(corpus, asked):
    assert answer(Question(f"{COUNCIL}2023年{asked}"), corpus).values == ()


def test_money_is_no_answer_to_how_many(corpus):
    given = answer(Question(f"{COUNCIL}建议办理费办几件"), corpus)
    assert ("35", "万元") not in values(given)


def test_two_numbers_that_fit_alike_are_both_shown_and_asked_back(tmp_path):
    text = f"""{COUNCIL}2023年部门预算
一、主要工作
上半年，召开座谈会4次。下半年，召开座谈会6次。
"""
    for corpus in corpus_over(tmp_path, {"议事会.txt": text}):
        given = answer(Question(f"{COUNCIL}座谈会开几次"), corpus)
        assert (given.status, given.reason) == (Status.CLARIFY, Reason.AMBIGUOUS)
        assert "4次" in given.text
        assert "6次" in given.text


def test_what_is_counted_is_read_from_both_sides_of_the_counting_word():
    first, apart = wanted_of("计划办多少件提案")
    assert (first.unit, first.things) == ("件", ("办", "提案"))
    assert apart.things == ("提案",)
    assert wanted_of("会议费多少钱") == ()
    assert wanted_of("公开日期") == ()


def test_people_are_counted_by_any_of_their_words():
    assert telling_words().count_alike("人", "名")
    assert not telling_words().count_alike("人", "次")
    assert asks_count("编制有几个人")
    assert not asks_count("会议费多少")
    assert states_count("多少人", "在职7名人员")
    assert not states_count("多少人", "召开会议4次")
