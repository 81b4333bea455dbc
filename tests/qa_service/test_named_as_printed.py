"""Items asked for by a name that says where they stand or what they leave out."""

import pytest

from qa_service.answer import answer
from qa_service.model import Question, Reason
from tests.qa_service.asking import corpus_over, values

HARBOUR = "云岭市澄溪区港务局"
DOCUMENTS = {
    "港务22.txt": f"""{HARBOUR}2022年部门预算
第一部分 部门预算情况说明
一、收支说明
2022年支出预算380万元，比2021年预算减少20万元，下降5%。
财政拨款收入300万元。其他资金收入80万元。
第一季度用款计划25万元，第二季度用款计划35万元。
""",
    "港务22决算.txt": f"""{HARBOUR}2022年部门决算
一、决算说明
本年支出合计350万元，其中：基本支出200万元，项目支出150万元。支出总计372万元。
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("data"), DOCUMENTS)


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("2022年预算除财政拨款以外的其他资金收入是多少", ("80", "万元")),
        ("2022年预算二季度用款计划是多少", ("35", "万元")),
        ("2022年决算的支出合计是多少", ("350", "万元")),
        ("2022年决算的支出总计是多少", ("372", "万元")),
        ("2022年预算大幅增长，增加了多少", ("-20", "万元")),
    ],
)
def test_an_item_is_found_by_the_name_documents_print(corpus, asked, value):
    assert values(answer(Question(asked), corpus))[0] == value


def test_a_month_that_no_document_lists_is_still_not_answered(corpus):
    given = answer(Question("2022年预算到8月底花了多少钱"), corpus)
    assert given.reason is Reason.NOT_DERIVABLE
