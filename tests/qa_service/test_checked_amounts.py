"""Calculations over parts of one whole, and checks of one amount against another place's."""

import pytest

from qa_service.answer import answer
from qa_service.model import Context, Question, Reason, Status
from tests.qa_service.asking import corpus_over, values

NOTHING = Context()
SURVEY = "青岚省测绘局"
DOCUMENTS = {
    "测绘24.txt": f"""{SURVEY}2024年部门预算
一、收支预算情况
2024年支出预算640万元，其中：基本支出410万元；项目支出230万元。
培训费预算7万元，比2023年预算增加3万元。公务接待费预算2万元，与2023年预算持平。
二、政府采购
政府采购预算60.00万元，其中：政府采购货物预算20.00万元、政府采购服务预算40.00万元。
三、绩效目标
编报绩效目标的项目3个，涉及项目预算资金230万元。其中：测图经费150万元，设备购置费50万元，会务费30万元。
2024年2月20日
""",
    "测绘25.txt": f"""{SURVEY}2025年部门预算
一、收支预算情况
2025年支出预算700万元，其中：基本支出420万元；项目支出280万元。
培训费预算6万元，比2024年预算减少1万元。会议费预算9万元，比2024年预算增加2万元。
会议费预算9万元。
因公出国（境）费预算0万元。
编报绩效目标的项目5个，涉及项目预算资金280万元。
2025年2月20日
""",
    "测绘24单位.txt": f"""{SURVEY}2024年单位预算
一、支出预算情况
2024年支出预算300万元，其中：基本支出250万元；项目支出50万元。
2024年2月20日
""",
    "测绘24决算.txt": f"""{SURVEY}2024年度部门决算
一、支出决算情况
一般公共服务支出（类）自然资源事务（款）行政运行（项）年初预算为300万元，支出决算为330万元，完成年初预算的105.00%。
培训费支出年初预算为7.5万元，支出决算为8万元。
本年度没有“三公”经费支出。
政府采购金额60.00万元，其中：货物采购金额25.00万元、服务采购金额35.00万元。
""",
    "档案23.txt": """青岚省档案局2023年部门预算
一、支出预算情况
支出包括：工资福利支出80万元，商品和服务支出50万元，其中专项经费40万元。
本部门共计编制绩效目标2个，预算金额30万元，占项目支出预算比重100%。
2023年2月20日
""",
    "气象24决算.txt": """青岚省气象局2024年度部门决算
一、支出决算情况
政府采购金额30.00万元，其中：货物采购金额10.00万元、服务采购金额20.00万元。
培训费支出决算5万元。
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("data"), DOCUMENTS)


@pytest.fixture
def ask(corpus):
    return lambda question, carried=NOTHING: answer(Question(question, carried=carried), corpus)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("测绘局2024年采购预算，服务比货物多多少", "20.00"),
        ("测绘局2024年采购预算里货物比服务少多少", "20.00"),
        ("测绘局2024年预算中货物加服务一共采购多少", "60.00"),
        ("2024年测绘局决算和气象局决算的培训费，测绘局多花多少", "3"),
    ],
)
def test_a_whole_said_beside_its_parts_is_no_operand(ask, question, value):
    assert values(ask(question))[0] == (value, "万元")


def test_a_whole_that_is_added_to_its_part_stays_an_operand(ask):
    given = ask("测绘局2024年预算的政府采购和货物采购一共多少")
    assert values(given) == [("80.00", "万元")]
    assert "重复计算" in given.text


def test_the_money_asked_for_stands_before_the_number_of_projects(ask):
    given = ask("测绘局2025年多少个项目编报了绩效目标，涉及多少钱")
    assert values(given) == [("280", "万元"), ("5", "个")]


def test_what_is_listed_under_a_total_is_added_and_set_against_it(ask):
    given = ask("测绘局2024年预算三个绩效项目的钱加总，跟报的一致吗")
    assert [c.expression for c in given.calculations] == ["150 + 50 + 30"]
    assert "两者相等" in given.text


def test_a_total_whose_parts_are_not_listed_cannot_be_checked(ask):
    given = ask("测绘局2025年五个绩效项目的钱加总跟报的合计一致吗")
    assert given.reason is Reason.NOT_DERIVABLE
    assert "280万元" in given.text


def test_a_completion_rate_is_worked_out_from_the_numbers_of_its_sentence(ask):
    given = ask("测绘局2024年决算说行政运行完成年初预算的105%，这个比例算得对吗")
    assert given.reason is Reason.DOCUMENTS_DISAGREE
    assert "110.00%（330 ÷ 300 × 100%）" in given.text


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("测绘局2024年部门预算的培训费和2024年决算里写的年初预算是同一个数吗", ["7", "7.5"]),
        ("测绘局2024年部门预算的培训费，跟决算写的年初预算对得上吗", ["7", "7.5"]),
    ],
)
def test_a_budget_that_its_final_account_remembers_otherwise_contradicts_it(ask, question, stated):
    given = ask(question)
    assert [value for value, _ in values(given)] == stated
    assert given.reason is Reason.DOCUMENTS_DISAGREE
    assert "不符" in given.text


def test_last_years_budget_is_worked_out_from_what_this_years_says_of_it(ask):
    given = ask("测绘局2024年部门预算的培训费，和2025年预算里写的上年预算数一致吗")
    assert [c.expression for c in given.calculations] == ["6 + 1"]
    assert "两处相符" in given.text


def test_a_department_and_its_unit_differ_without_contradiction(ask):
    given = ask("测绘局2024年部门预算和单位预算的项目支出是同一个数吗")
    assert [value for value, _ in values(given)] == ["230", "50"]
    assert given.reason is None


def test_a_column_that_the_account_does_not_state_is_not_checked(ask):
    given = ask("测绘局2024年部门预算的公务接待费和决算写的年初预算是同一个数吗")
    assert given.status is Status.REFUSED
    assert given.reason is Reason.NOT_DERIVABLE


def test_each_place_that_says_none_is_told(ask):
    given = ask("测绘局2024年决算的三公经费，文字里说没有，是真的零吗")
    assert values(given) == [("0", "万元")]
    assert given.text.startswith("是的，与问题所说的相符：")


def test_what_is_said_to_be_zero_and_is_not_is_put_right(ask):
    given = ask("测绘局2025年会议费真的是0吗")
    assert values(given) == [("9", "万元")]
    assert given.text.startswith("不对，与问题所说的不同：")


def test_a_cut_that_did_not_happen_is_put_right(ask):
    given = ask("测绘局2024年预算的公务接待费怎么又压减了")
    assert given.text.startswith("与问题所说的不同：")
    assert "持平" in given.text and "2万元" in given.text


def test_a_place_of_the_ranking_is_named(ask):
    given = ask("测绘局2025年基本支出和项目支出各多少")
    assert [value for value, _ in values(given)] == ["420", "280"]
    given = ask("测绘局2024年预算采购里排第二的是哪项")
    assert values(given) == [("20.00", "万元")]
    assert "从多到少排第二的是政府采购货物" in given.text


def test_the_share_of_all_parts_is_told_behind_each(ask):
    given = ask("测绘局2025年基本支出和项目支出各占支出的多少，加起来是100%吗")
    assert values(given) == [("60.00", "%"), ("40.00", "%"), ("100.00", "%")]


def test_near_amounts_are_told_and_stand_in_for_nothing(ask):
    given = ask("档案局2023年项目支出多少")
    assert given.reason is Reason.ITEM_MISSING
    assert given.values == ()
    assert "专项经费为40万元" in given.text and "30万元" in given.text


def test_the_difference_of_two_organisations_is_asked_in_few_words(ask):
    first = ask("测绘局2024年决算的货物采购金额多少")
    second = ask("换成气象局，同一年又买了多少", first.context)
    given = ask("少了多少", second.context)
    assert values(given)[0] == ("15.00", "万元")


def test_what_was_planned_in_the_beginning_is_asked_in_passing(ask):
    first = ask("测绘局2024年行政运行决算多少")
    assert values(ask("年初本来打算花多少来着", first.context)) == [("300", "万元")]


def test_the_item_is_carried_to_another_organisation_with_few_words(ask):
    first = ask("测绘局2024年决算的货物采购金额多少")
    given = ask("换成气象局，同一年又买了多少", first.context)
    assert values(given) == [("10.00", "万元")]


def test_a_sum_with_a_part_that_nobody_knows_is_not_called_unequal(corpus):
    question = "测绘局2024年预算，货物、彩票、服务三样加起来是政府采购的60万元吗"
    given = answer(Question(question), corpus)
    assert given.status is Status.REFUSED
    assert "彩票" in given.text and "不相等" not in given.text


@pytest.mark.parametrize("said", ["加起来", "凑起来", "凑在一起"])
def test_parts_that_are_put_together_in_other_words_are_added(corpus, said):
    given = answer(Question(f"测绘局2024年预算，货物和服务{said}等于政府采购预算吗"), corpus)
    assert "相加得60.00万元" in given.text and "相符" in given.text
