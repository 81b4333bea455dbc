"""Questions in the wording of reports: 差额, 平均值, 增减额及增减率, 加…等于多少."""

import pytest

from qa_service.answer import answer
from qa_service.model import Question, Status
from tests.qa_service.asking import corpus_over, values

DOCUMENTS = {
    "验波23.txt": """青岚省验波局2023年部门预算
一、支出预算情况
2023年支出预算600万元，其中：基本支出400万元；项目支出200万元。
培训费预算5万元。会议费预算2万元。
2023年2月20日
""",
    "验波24.txt": """青岚省验波局2024年部门预算
一、支出预算情况
2024年支出预算640万元，其中：基本支出410万元；项目支出230万元。
培训费预算7万元。会议费预算4万元。政府采购预算50万元。
2024年2月20日
""",
    "验波24单位.txt": """青岚省验波局2024年单位预算
一、支出预算情况
2024年支出预算300万元，其中：基本支出250万元；项目支出50万元。
2024年2月20日
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("reports"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("验波局2024年部门预算与单位预算支出总额之差是多少", ("340", "万元")),
        ("验波局2024年项目支出，全部门的比单位预算多多少", ("180", "万元")),
        ("验波局2023年与2024年培训费预算的平均值是多少", ("6.00", "万元")),
        ("验波局2024年部门预算中，培训费加会议费等于多少", ("11", "万元")),
    ],
)
def test_the_result_is_worked_out(corpus, question, wanted):
    given = answer(Question(question), corpus)

    assert given.status is Status.ANSWERED
    assert wanted in values(given)


@pytest.mark.parametrize("asked", ["增减额及增减率", "变动金额和变动比例"])
def test_the_amount_and_the_rate_of_a_change_are_both_told(corpus, asked):
    given = answer(Question(f"验波局2024年培训费预算与2023年相比{asked}"), corpus)

    assert {("2", "万元"), ("40.00", "%")} <= set(values(given))


def test_a_total_that_ends_the_name_of_a_line_asks_of_no_total(corpus):
    given = answer(Question("验波局2024年会议费支出预算是多少"), corpus)

    assert values(given) == [("4", "万元")]
    assert "640" not in given.text


def test_the_part_of_a_share_stands_before_it_however_many_items_follow(corpus):
    question = "验波局2024年会议费占一般公共预算拨款安排的项目支出的比重"
    given = answer(Question(question), corpus)

    assert values(given) == [("1.74", "%")]
