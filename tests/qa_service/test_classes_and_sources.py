"""What income comes from, and which classes spending is divided into, of a form that prints all."""

import pytest

from ingest.vocabulary.load import vocabulary
from qa_service.answer import answer
from qa_service.model import Question, Status
from qa_service.steps.wording import wording
from tests.qa_service.asking import corpus_over

DOCUMENTS = {
    "气象25.txt": """云岭市澄溪区气象局2025年部门预算
第一部分 部门预算情况说明
一、收入预算情况
2025年收入预算总计100万元，其中：
1.财政拨款收入90万元。
2.事业收入0万元。
3.其他收入10万元。
二、支出预算情况
2025年支出预算总计100万元，其中：
1.一般公共服务支出0万元。
2.社会保障和就业支出30万元。
3.卫生健康支出0万元。
4.住房保障支出70万元。
2025年2月20日
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("data"), DOCUMENTS)


@pytest.mark.parametrize(
    "question", ["2025年支出总计由哪几类支出组成", "2025年预算支出分为哪几大类"]
)
def test_classes_printed_zero_are_left_out_of_what_spending_consists_of(corpus, question):
    given = answer(Question(question), corpus)
    assert given.status is Status.ANSWERED
    assert "社会保障和就业支出" in given.text and "住房保障支出" in given.text
    assert "一般公共服务" not in given.text and "卫生健康" not in given.text
    assert "列为零" in given.text


def test_classes_printed_zero_are_told_where_each_amount_is_asked(corpus):
    given = answer(Question("2025年按功能分类各类支出分别是多少"), corpus)
    assert "一般公共服务支出" in given.text


@pytest.mark.parametrize("question", ["2025年收入有哪几种来源", "2025年的收入都有哪些来源"])
def test_sources_of_income_are_no_classes_of_spending(corpus, question):
    given = answer(Question(question), corpus)
    assert "财政拨款" in given.text and "其他收入" in given.text
    assert "社会保障" not in given.text and "住房保障" not in given.text


def test_every_source_is_an_item_of_income():
    keys = [key for row in wording().sources for key in row]
    assert {vocabulary().items[key].side for key in keys} == {"income"}
