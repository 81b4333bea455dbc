"""Words beside an item that no figure explains ask for less than the whole, which is not told."""

import pytest

from qa_service.answer import answer
from qa_service.model import Question, Reason, Role, Status
from tests.qa_service.asking import corpus_over, values

DOCUMENTS = {
    "港务24.txt": """云岭市澄溪区港务局2024年部门预算
一、收支情况
2024年支出预算500万元，其中：基本支出300万元，项目支出200万元。
公用经费30.00万元，其中：水费1.50万元，电费2.50万元，培训费4.00万元。
二、三公经费
2024年“三公”经费预算9.00万元，其中：公务接待费6.00万元，比2023年预算减少1.00万元。
2024年2月20日
"""
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("qualified"), DOCUMENTS)


def ask(corpus, question):
    return answer(Question(question), corpus)


@pytest.mark.parametrize(
    "question",
    [
        "港务局航标灯的电费是多少",
        "港务局2024年团委的公用经费总数",
        "港务局文印中心公务接待费花多少",
        "港务局国庆期间的公务接待费是多少",
        "港务局公用经费里东片区的有多少",
        "港务局培训费（东片区）是多少",
        "港务局公务接待费，只算老船坞的是多少",
        "港务局东片区的公务接待费比上年减少多少",
        "港务局老船坞的电费占公用经费多少",
    ],
)
def test_what_is_asked_of_a_part_nobody_states_is_not_told_of_the_whole(corpus, question):
    given = ask(corpus, question)
    assert (given.status, given.reason) == (Status.REFUSED, Reason.ITEM_MISSING)
    assert given.values == ()


def test_the_refusal_names_the_words_and_tells_the_whole_by_its_own_name(corpus):
    given = ask(corpus, "港务局航标灯的电费是多少")
    assert "没有“航标灯”的电费" in given.text
    assert "电费为2.50万元" in given.text
    assert [f.role for f in given.figures] == [Role.CONTEXT]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("港务局给职工安排的培训费有多少", "4.00"),
        ("我想再问问港务局公用经费里的电费", "2.50"),
        ("单独算港务局的水费是多少", "1.50"),
        ("港务局三公经费里的公务接待费定了几万", "6.00"),
        ("港务局向外面请客的公务接待费是多少", "6.00"),
    ],
)
def test_words_that_are_said_of_the_figure_or_say_nothing_narrow_nothing(corpus, question, value):
    assert values(ask(corpus, question))[0] == (value, "万元")


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("港务局除了水费，还有多少培训费", "4.00"),
        ("港务局除了基本支出，还有多少项目支出", "200"),
        ("港务局除了基本支出，还有多少支出", "200"),
    ],
)
def test_what_is_asked_beside_something_is_told_alone(corpus, question, value):
    assert values(ask(corpus, question)) == [(value, "万元")]


@pytest.mark.parametrize(
    "question", ["港务局给老船坞装吊机，2024年要花多少钱", "港务局2024年修东闸口，一共花多少钱"]
)
def test_a_total_is_not_told_where_something_is_named_that_it_pays_for(corpus, question):
    given = ask(corpus, question)
    assert (given.status, given.values) == (Status.REFUSED, ())
    assert "500" not in given.text


@pytest.mark.parametrize(
    "question",
    [
        "港务局2024年实打实花的公务接待费是多少",
        "港务局2024年用来应酬宾朋的“公务接待费”是多少",
        "港务局2024年接待来客花了多少",
    ],
)
def test_what_only_says_what_a_line_is_for_narrows_nothing(corpus, question):
    assert values(ask(corpus, question)) == [("6.00", "万元")]


def test_a_name_in_quotation_marks_is_still_narrowed_by_whose_it_is(corpus):
    assert ask(corpus, "港务局2024年东片区的“公务接待费”是多少").status is Status.REFUSED
