"""Which lines of a final account were spent as budgeted, above it or below it, is told line by line."""

import pytest

from qa_service.answer import answer
from qa_service.model import Question, Reason, Status
from tests.qa_service.asking import corpus_over, values

GAUGE = "云岭市澄溪区验潮局"
DOCUMENTS = {
    "验潮23决算.txt": f"""{GAUGE}2023年度部门决算
一般公共预算财政拨款支出决算具体情况
1．社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位职业年金缴费支出（项）。年初预算为40.00万元，支出决算为40.00万元。决算数与年初预算数持平。
2．卫生健康支出（类）行政事业单位医疗（款）事业单位医疗（项）。年初预算为30.00万元，支出决算为27.00万元，完成年初预算的90.00%。决算数小于年初预算数的主要原因：有人调出。
3．住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算为50.00万元，支出决算为52.50万元，完成年初预算的105.00%。决算数大于年初预算数的主要原因：缴存基数调高。
4．住房保障支出（类）住房改革支出（款）购房补贴（项）。全年预算为12.00万元，支出决算为12.00万元。决算数与全年预算数持平。
2024年8月20日
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("kept"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "amounts"),
    [
        ("哪些科目的决算数和预算数持平", {"40.00", "12.00"}),
        ("哪几项支出决算数等于年初预算数", {"40.00", "12.00"}),
        ("哪些科目决算数小于预算数", {"27.00"}),
        ("有哪些项的决算比预算多", {"52.50"}),
    ],
)
def test_the_lines_are_told_with_both_amounts(corpus, question, amounts):
    given = answer(Question(f"验潮局2023年{question}"), corpus)

    assert given.status is Status.ANSWERED
    assert {number for number, _ in values(given)} == amounts
    assert "预算数为" in given.text


def test_where_no_line_is_so_that_is_said(tmp_path):
    text = DOCUMENTS["验潮23决算.txt"].replace("52.50万元", "50.00万元")
    for one in corpus_over(tmp_path, {"验潮23决算.txt": text}):
        given = answer(Question("验潮局2023年哪些科目的决算数大于预算数"), one)

        assert given.reason is Reason.ITEM_MISSING
        assert "没有决算数大于预算数的" in given.text


def test_the_lines_of_one_class_are_told_alone(corpus):
    given = answer(Question("验潮局2023年住房保障支出里哪些科目的决算数和预算数持平"), corpus)

    assert values(given) == [("12.00", "万元")]


def test_lines_are_not_told_for_what_is_no_line(corpus):
    given = answer(Question("验潮局2023年三公经费里哪几项超支了"), corpus)

    assert "52.50" not in given.text
