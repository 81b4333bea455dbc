"""Counts asked by their counting word, other base years, and what is printed instead of a number."""

import pytest

from ingest.model import Source
from qa_service.answer import answer
from qa_service.intent import Asked, Intent
from qa_service.model import Operation, Question, Reason, Status
from qa_service.steps.missing import missing
from qa_service.steps.select import Selection
from tests.qa_service.asking import corpus_over, values
from tests.qa_service.facts import DOCUMENT, fact_of

HARBOUR = "云岭市澄溪区港务局"
DOCUMENTS = {
    "港务21.txt": f"""{HARBOUR}2021年部门预算
第一部分 部门预算情况说明
一、收支说明
2021年收入预算300万元，比2019年预算减少20万元，下降6.25%。
机关运行经费20万元，比2019年减少3万元。会议费2万元，比上年增加1万元。
公务接待费1.35万元，与上年基本持平；公务用车购置费0.5万元，上年未安排，不可比。
国内公务接待12批次、88人次。
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("data"), DOCUMENTS)


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("公务接待多少批次", ("12", "批次")),
        ("公务接待了几批？", ("12", "批次")),
        ("国内公务接待多少批次", ("12", "批次")),
        ("公务接待多少人次", ("88", "人次")),
        ("国内公务接待多少人", ("88", "人次")),
    ],
)
def test_receptions_are_counted_by_the_word_that_counts_them(corpus, asked, value):
    given = answer(Question(asked), corpus)
    assert values(given) == [value]
    assert "不一致" not in given.text


def test_a_change_from_an_earlier_year_is_answered_as_stated(corpus):
    given = answer(Question("收入预算比2019年减少多少"), corpus)
    assert values(given) == [("-20", "万元")]
    assert "比2019年减少20万元" in given.text
    assert values(answer(Question("收入预算比2019年下降百分之几"), corpus)) == [("-6.25", "%")]


def test_a_change_from_another_year_than_the_stated_one_is_not_answered_with_it(corpus):
    assert answer(Question("机关运行经费比2018年减少多少"), corpus).status is Status.REFUSED
    assert answer(Question("会议费比2019年增加多少"), corpus).status is Status.REFUSED


@pytest.mark.parametrize(
    ("item", "words"), [("公务接待费", "基本持平"), ("公务用车购置费", "不可比")]
)
def test_a_change_stated_without_a_number_is_answered_in_its_words(corpus, item, words):
    given = answer(Question(f"{item}比上年增加多少"), corpus)
    assert given.status is Status.ANSWERED
    assert given.values == ()
    assert f"写作“{words}”" in given.text


@pytest.mark.parametrize(
    ("printed", "said"),
    [("", "空白不等于0"), ("—", "印的是“—”"), ("****", "被涂去，印作“****”")],
)
def test_what_is_printed_instead_of_a_number_is_said_as_it_is(corpus, printed, said):
    cell = fact_of(None, printed=printed, source=Source(0, 1, table_id="t1"))
    chosen = Selection(Asked("某局", (DOCUMENT,)), (DOCUMENT,), (2025,))
    draft = missing(Intent("", "", Operation.VALUE), chosen, [cell], corpus)
    assert draft.reason is Reason.ITEM_BLANK
    assert said in draft.text
    assert (printed == "") == ("空白" in draft.text)
