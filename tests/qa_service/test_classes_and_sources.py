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
    "乡镇24.txt": """云岭市澄溪区石桥镇人民政府2024年部门预算
一、支出预算情况
“一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）”60.00万元。
“一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）一般行政管理事务（项）”25.00万元。
“住房保障支出（类）住房改革支出（款）住房公积金（项）”15.00万元。
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("data"), DOCUMENTS)


@pytest.mark.parametrize(
    "question", ["气象局2025年支出总计由哪几类支出组成", "气象局2025年预算支出分为哪几大类"]
)
def test_classes_printed_zero_are_left_out_of_what_spending_consists_of(corpus, question):
    given = answer(Question(question), corpus)
    assert given.status is Status.ANSWERED
    assert "社会保障和就业支出" in given.text and "住房保障支出" in given.text
    assert "一般公共服务" not in given.text and "卫生健康" not in given.text
    assert "列为零" in given.text


def test_classes_printed_zero_are_told_where_each_amount_is_asked(corpus):
    given = answer(Question("气象局2025年按功能分类各类支出分别是多少"), corpus)
    assert [v.quantity.number for v in given.values] == [0, 30, 0, 70]


def test_the_items_of_the_lowest_level_are_listed_under_their_class(corpus):
    question = "石桥镇2024年一般公共服务支出下的项级科目有哪些"
    given = answer(Question(question), corpus)
    assert [str(v.quantity.number) for v in given.values] == ["60.00", "25.00"]
    assert "住房公积金" not in given.text


def test_all_items_of_the_lowest_level_are_listed_where_no_class_is_named(corpus):
    given = answer(Question("石桥镇2024年支出的项级科目有哪些，各多少"), corpus)
    assert [str(v.quantity.number) for v in given.values] == ["60.00", "25.00", "15.00"]


@pytest.mark.parametrize(
    "question", ["气象局2025年收入有哪几种来源", "气象局2025年的收入都有哪些来源"]
)
def test_sources_of_income_are_no_classes_of_spending(corpus, question):
    given = answer(Question(question), corpus)
    assert "财政拨款" in given.text and "其他收入" in given.text
    assert "社会保障" not in given.text and "住房保障" not in given.text


def test_every_source_is_an_item_of_income():
    keys = [key for row in wording().sources for key in row]
    assert {vocabulary().items[key].side for key in keys} == {"income"}
