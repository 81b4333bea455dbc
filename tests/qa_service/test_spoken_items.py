"""Items asked for in the public's words, and the largest of what something is made of."""

import re

import pytest

from ingest.vocabulary.spoken import spoken
from qa_service.answer import answer
from qa_service.model import Question, Reason, Status
from qa_service.steps.items import find_items
from qa_service.steps.wording import plain_question
from tests.qa_service.asking import corpus_over, values

HARBOUR = "云岭市澄溪区港务局"
DOCUMENTS = {
    "港务21.txt": f"""{HARBOUR}2021年部门预算
第一部分 部门预算情况说明
一、收支说明
2021年收入预算300万元，支出预算300万元。
二、“三公”经费预算情况说明
公务用车运行维护费9万元，公务接待费1.35万元，因公出国（境）费0万元。
三、绩效目标设置情况
2021年度，本单位编报绩效目标的项目共3个，涉及项目预算资金198.46万元。其中：中介机构服务费118.80万元，港口业务费10.00万元，航道维护费69.66万元。
四、人员情况
实际在编在职人员27名，离退休人员15名。
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("data"), DOCUMENTS)


@pytest.mark.parametrize("row", spoken(), ids=lambda row: row.example)
def test_what_is_said_at_length_is_read_as_one_item(row):
    found = find_items(plain_question(re.sub(r"[〔〕]", "", row.example)))
    assert found[-1].keys == row.keys


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("离退休费多少", "economic:30302"),
        ("公务用车购置费多少", "vehicle_operation"),
        ("绩效工资总共多少钱", "performance_amount"),
        ("提租补贴多少", "economic:30214"),
        ("专用设备购置费多少", "economic:310"),
        ("会议费多少", "meeting_expense_of_others"),
    ],
)
def test_a_name_near_what_is_spoken_keeps_its_own_meaning(asked, key):
    assert all(key not in m.keys for m in find_items(asked))


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("修公车花多少", ("9", "万元")),
        ("公款吃喝花了多少", ("1.35", "万元")),
        ("三个绩效项目总共涉及多少资金", ("198.46", "万元")),
        ("有3个绩效项目，对应的资金是多少", ("198.46", "万元")),
        ("请中介机构的服务费有多少", ("118.80", "万元")),
        ("实际在编在职有多少人", ("27", "名")),
        ("退休的有多少人", ("15", "名")),
        ("绩效项目里金额最大的是哪个", ("118.80", "万元")),
        ("绩效项目里金额最小的是哪个", ("10.00", "万元")),
    ],
)
def test_the_publics_words_find_the_figure(corpus, asked, value):
    given = answer(Question(f"{HARBOUR}2021年{asked}"), corpus)
    assert values(given)[0] == value


def test_a_place_in_brackets_tells_the_organisation_and_nothing_of_the_item(corpus):
    given = answer(Question("港务局2021年公务接待费多少（澄溪）"), corpus)
    assert values(given) == [("1.35", "万元")]


def test_the_lowest_of_a_name_is_not_a_ranking(corpus):
    given = answer(Question("最低生活保障是什么"), corpus)
    assert (given.status, given.reason) == (Status.REFUSED, Reason.ITEM_MISSING)


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("给职工交公积金花了多少", "functional:2210201"),
        ("单位给干部职工缴的医保是多少", "economic:30110"),
        ("交的公积金有多少", "functional:2210201"),
    ],
)
def test_who_is_paid_for_narrows_nothing(asked, key):
    assert key in find_items(asked)[-1].keys


def test_a_name_that_ends_like_a_payment_is_no_payment(corpus):
    given = answer(Question("港务局2021年外交支出多少钱"), corpus)
    assert (given.status, given.values) == (Status.REFUSED, ())


@pytest.mark.parametrize("asked", ["2021年渔民助餐有多少预算", "2021年渔民助餐多少钱"])
def test_what_is_missing_is_named_and_no_general_word(corpus, asked):
    given = answer(Question(f"港务局{asked}"), corpus)
    assert given.status is Status.REFUSED
    assert "没有“渔民助餐”的数" in given.text


def test_a_third_party_is_an_agency(corpus):
    given = answer(Question("港务局2021年请第三方机构花多少"), corpus)
    assert values(given) == [("118.80", "万元")]


@pytest.mark.parametrize(
    "asked", ["编报绩效目标的那3个项目一共涉及多少预算", "3个绩效项目涉及多少钱"]
)
def test_things_that_are_counted_are_no_item_of_spending(corpus, asked):
    given = answer(Question(f"港务局2021年{asked}"), corpus)
    assert values(given) == [("198.46", "万元")]
