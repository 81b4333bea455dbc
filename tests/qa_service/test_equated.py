"""Amounts that a question sets equal itself: looked up, worked out, and told whether they are."""

import pytest

from qa_service.answer import answer
from qa_service.model import Context, Question, Reason, Role, Status
from tests.qa_service.asking import corpus_over, values

NOTHING = Context()
DOCUMENTS = {
    "水文24.txt": """青岚省水文局2024年部门预算
一、支出预算情况
2024年支出预算640.00万元，其中：基本支出410.00万元；项目支出230.00万元。
基本支出410.00万元，其中：人员经费350.00万元，公用经费60.00万元。
工资福利支出340.00万元。对个人和家庭的补助10.00万元。机关运行经费60.00万元。
会议费预算4.50万元，比2023年预算减少1.20万元。培训费预算9.00万元，比2023年预算增加1.20万元。公务接待费预算3.00万元。因公出国（境）费预算15.50万元。
政府采购预算60.00万元，其中：政府采购货物预算20.00万元、政府采购工程预算5.00万元、政府采购服务预算35.00万元。
公务用车运行维护费预算13.51万元。公务用车购置费预算13万元。
2024年2月20日
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("data"), DOCUMENTS)


@pytest.fixture
def ask(corpus):
    return lambda question: answer(Question(question, carried=NOTHING), corpus)


@pytest.mark.parametrize(
    ("question", "value", "verdict"),
    [
        ("水文局2024年工资福利支出和对个人和家庭的补助加起来等于人员经费吗", "350.00", "相等"),
        ("水文局2024年支出预算比基本支出多出来的是不是项目支出", "230.00", "相等"),
        ("水文局2024年支出预算减去项目支出剩下的是基本支出吗", "410.00", "相等"),
        ("水文局2024年机关运行经费和公用经费是同一个数吗", "60.00", "相同"),
        ("水文局2024年会议费加培训费等于13.5万元吗", "13.50", "与问题所说的相符"),
        ("水文局2024年培训费比会议费多4.5万元，对吗", "4.50", "与问题所说的相符"),
        ("水文局2024年培训费比会议费多5万元，对吗", "4.50", "与问题所说的不同"),
        ("水文局2024年培训费是会议费的两倍吗", "2.00", "与问题所说的相符"),
        ("水文局2024年基本支出是机关运行经费的六倍多吗", "6.83", "与问题所说的相符"),
        ("水文局2024年会议费减少的数和培训费增加的数对得上吗", "1.20", "相同"),
    ],
)
def test_what_is_set_equal_is_worked_out_and_judged(ask, question, value, verdict):
    given = ask(question)
    assert given.status is Status.ANSWERED
    assert [number for number, _ in values(given)] == [value]
    assert verdict in given.text
    assert given.citations


@pytest.mark.parametrize(
    ("question", "stated", "apart"),
    [
        ("水文局2024年培训费加公务接待费等于因公出国费吗", ["12.00", "15.50"], "3.50"),
        ("水文局2024年采购货物加服务等于采购总额吗", ["55.00", "60.00"], "5.00"),
        ("水文局2024年项目支出等于基本支出吗", ["230.00", "410.00"], "180.00"),
    ],
)
def test_unequal_amounts_are_both_told_with_their_difference(ask, question, stated, apart):
    given = ask(question)
    assert [number for number, _ in values(given)] == stated
    assert str(given.calculations[-1].result.number) == apart
    assert "两者不相等" in given.text or "两个数不同" in given.text


def test_a_gap_that_rounding_may_leave_is_told_as_such(ask):
    given = ask("水文局2024年会议费加培训费等于公务用车运行维护费吗")
    assert "相差0.01万元" in given.text
    assert "四舍五入之内" in given.text


def test_digits_left_out_of_a_round_amount_excuse_no_greater_gap(ask):
    given = ask("水文局2024年会议费加培训费等于公务用车购置费吗")
    assert "不相符" in given.text


def test_the_sum_proven_of_a_whole_is_not_told_where_two_of_its_parts_are_compared(ask):
    given = ask("水文局2024年人员经费等于公用经费吗")
    assert [number for number, _ in values(given)] == ["350.00", "60.00"]
    assert "相加" not in given.text


def test_an_item_without_a_figure_makes_the_equation_impossible(ask):
    given = ask("水文局2024年会议费加培训费等于物业管理费吗")
    assert given.reason is Reason.ITEM_MISSING
    assert not [f for f in given.figures if f.role is Role.ANSWER]


def test_a_share_that_is_nowhere_printed_is_worked_out(ask):
    given = ask("水文局2024年培训费占公用经费15%，这个比例对吗")
    assert values(given) == [("15.00", "%")]
    assert given.text.startswith("是的，与问题所说的相符")
