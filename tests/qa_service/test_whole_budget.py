"""Questions about all of a budget: nothing named, no total printed, parts under near names."""

from contextlib import contextmanager

import pytest

from qa_service.answer import answer
from qa_service.model import Question, Status
from tests.qa_service.asking import corpus_over, values

HARBOUR = "云岭市澄溪区港务局"
HEAD = f"{HARBOUR}2021年部门预算\n第一部分 部门预算情况说明\n一、总体说明\n"
PARTS = (
    "支出包括：工资福利和对个人家庭补助支出200.50万元，商品和服务支出90万元，资本性支出9.50万元。"
)
PERFORMANCE = "2021年，本部门编制绩效目标3个，预算金额80万元，占项目支出预算比重100%。"


@pytest.fixture
def asked_of(tmp_path):
    def ask(text, question):
        with contextmanager(corpus_over)(tmp_path, {"港务21.txt": HEAD + text}) as corpus:
            return answer(Question(HARBOUR + question), corpus)

    return ask


@pytest.mark.parametrize(
    "question", ["2021年一共要花多少", "2021年预算总共多少", "2021年预算", "2021年总支出"]
)
def test_all_of_it_is_asked_for_without_naming_an_item(asked_of, question):
    given = asked_of("收入预算300万元，支出预算300万元。", question)
    assert values(given) == [("300", "万元")]


def test_a_total_nobody_prints_is_added_up_when_it_comes_to_the_income(asked_of):
    given = asked_of(f"收入包括：财政拨款收入300万元；{PARTS}", "一共要花多少")
    assert values(given) == [("300.00", "万元")]
    assert "200.5 + 90 + 9.5" in given.text


@pytest.mark.parametrize("income", ["财政拨款收入310万元", "财政拨款收入300万元，其他收入5万元"])
def test_parts_that_may_not_be_all_are_not_added_up(asked_of, income):
    given = asked_of(f"收入包括：{income}；{PARTS}", "一共要花多少")
    assert given.status is Status.REFUSED


@pytest.mark.parametrize("whole", ["总支出", "全部支出"])
def test_a_share_of_all_spending_is_of_the_income_that_pays_for_all_of_it(asked_of, whole):
    given = asked_of(f"收入包括：财政拨款收入300万元；{PARTS}", f"商品和服务支出占{whole}的比重")
    assert values(given) == [("30.00", "%")]
    assert "财政拨款收入为300万元" in given.text


def test_no_share_is_given_of_spending_that_may_not_be_all(asked_of):
    given = asked_of(f"收入包括：财政拨款收入310万元；{PARTS}", "商品和服务支出占总支出的比重")
    assert given.status is Status.REFUSED


@pytest.mark.parametrize(
    "question", ["会议费主要用在什么地方", "新买的公车是什么用途", "政府性基金预算主要用于什么"]
)
def test_what_there_is_no_money_for_is_told_to_be_none(asked_of, question):
    text = "会议费0万元。公务用车购置费0万元。政府性基金预算支出0万元。培训费2万元。"
    given = asked_of(text, f"2021年{question}")
    assert values(given) == [("0", "万元")]
    assert "没有安排" in given.text


def test_what_money_that_there_is_is_for_is_not_told_to_be_none(asked_of):
    given = asked_of("培训费2万元，主要用于业务培训。", "2021年培训费主要用在什么地方")
    assert "业务培训" in given.text
    assert "没有安排" not in given.text


def test_a_name_said_in_pieces_of_itself_is_that_name(asked_of):
    given = asked_of(f"收入包括：财政拨款收入300万元；{PARTS}", "工资福利和补助花多少")
    assert values(given) == [("200.50", "万元")]


@pytest.mark.parametrize(
    ("question", "value"),
    [("绩效目标预算多少", ("80", "万元")), ("绩效目标占项目支出比重多少", ("100", "%"))],
)
def test_the_money_of_performance_targets_and_its_stated_share(asked_of, question, value):
    assert values(asked_of(PERFORMANCE, question)) == [value]


@pytest.mark.parametrize("question", ["2021年项目多少钱", "2021年督查多少钱", "2021年谁花钱"])
def test_something_said_beside_is_not_the_whole_budget(asked_of, question):
    given = asked_of("收入预算300万元，支出预算300万元。", question)
    assert given.values == ()


def test_the_amount_of_an_office_is_not_that_of_the_whole(asked_of):
    text = "人员经费200万元。"
    assert values(asked_of(text, "人员经费多少")) == [("200", "万元")]
    assert asked_of(text, "文印中心人员经费多少").values == ()


def test_what_a_car_costs_is_not_how_many_there_are(asked_of):
    given = asked_of("公务用车购置费15万元，安排购置车辆1辆。", "买一辆车花多少")
    assert values(given) == [("15", "万元")]
