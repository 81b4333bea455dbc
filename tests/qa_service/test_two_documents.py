"""Two documents of one organisation: each side's own figure, and what is made of the two."""

import pytest

from qa_service.answer import answer
from qa_service.model import Context, Question, Reason, Status
from tests.qa_service.asking import corpus_over, values

SURVEY = "青岚省测绘局"
DOCUMENTS = {
    "测绘23.txt": f"""{SURVEY}2023年部门预算
一、支出预算情况
2023年支出预算600万元，其中：基本支出400万元；项目支出200万元。
培训费预算5万元。
2023年2月20日
""",
    "测绘24.txt": f"""{SURVEY}2024年部门预算
一、支出预算情况
2024年支出预算640万元，其中：基本支出410万元；项目支出230万元。
培训费预算7万元，比2023年预算增加3万元。会议费预算4万元。
2024年2月20日
""",
    "测绘25.txt": f"""{SURVEY}2025年部门预算
一、支出预算情况
2025年支出预算580万元，其中：基本支出420万元；项目支出160万元。
培训费预算6万元。
2025年2月20日
""",
    "测绘24单位.txt": f"""{SURVEY}2024年单位预算
一、支出预算情况
2024年支出预算300万元，其中：基本支出250万元；项目支出50万元。
培训费预算2万元。
2024年2月20日
""",
    "测绘24决算.txt": f"""{SURVEY}2024年度部门决算
一、支出决算情况
2024年支出决算650万元，其中：基本支出415万元；项目支出235万元。
培训费支出决算8万元。会议费支出决算4万元。
一般公共预算财政拨款支出年初预算为610万元，全年预算为660万元，支出决算为640万元。
截至2024年12月31日，共有车辆9辆。
""",
    "测绘22决算.txt": f"""{SURVEY}2022年度部门决算
一、支出决算情况
2022年支出决算500万元。
截至2022年12月31日，共有车辆6辆。
""",
    "气象25.txt": """青岚省气象局2025年部门预算
一、支出预算情况
2025年支出预算400万元。培训费预算9万元。
2025年2月20日
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("data"), DOCUMENTS)


@pytest.fixture
def ask(corpus):
    return lambda question: answer(Question(question), corpus)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("测绘局2024年部门预算的项目支出比2023年部门预算多多少", ("30", "万元")),
        ("测绘局2025年预算的项目支出和2024年预算比，差了多少", ("-70", "万元")),
        ("测绘局2024年部门预算和单位预算相比，培训费差多少", ("5", "万元")),
        ("测绘局2024年单位预算的项目支出比部门预算少多少", ("180", "万元")),
        ("测绘局2024年项目支出，决算比部门预算多多少", ("5", "万元")),
        ("测绘局项目支出2024年部门预算比2023年部门预算增长百分之几", ("15.00", "%")),
        ("测绘局2024年单位预算的基本支出占部门预算的百分之几", ("60.98", "%")),
        ("测绘局2024年单位预算的支出占部门预算支出的百分之几", ("46.88", "%")),
    ],
)
def test_what_two_documents_state_is_calculated_with(ask, question, value):
    given = ask(question)
    assert values(given)[0] == value
    assert len({used.fact.document.document_id for used in given.figures}) == 2


def test_a_change_that_the_later_document_words_otherwise_is_told_beside(ask):
    given = ask("测绘局2024年部门预算的培训费比2023年部门预算多多少")
    assert values(given)[0] == ("2", "万元")
    assert "增加3万元" in given.text
    assert "文件写明的增减与两份文件各自的数不一致，两者均已列出" in given.warnings


def test_a_budget_that_was_spent_just_so_is_level_and_needs_no_warning(ask):
    given = ask("测绘局2024年会议费，部门决算和部门预算相差多少")
    assert values(given)[0] == ("0", "万元")
    assert "部门决算与部门预算持平" in given.text
    assert given.warnings == ()


def test_a_department_is_not_added_to_its_own_office(ask):
    given = ask("测绘局2024年部门预算和单位预算的培训费加起来多少")
    assert (given.status, given.reason) == (Status.REFUSED, Reason.NOT_DERIVABLE)


def test_what_one_of_the_documents_does_not_state_is_not_calculated(ask):
    given = ask("测绘局2024年部门预算的会议费比2023年部门预算多多少")
    assert (given.status, given.reason) == (Status.REFUSED, Reason.NOT_DERIVABLE)
    assert "2023年部门预算中没有这个数" in given.text


def test_a_document_that_is_not_loaded_is_left_to_what_the_loaded_one_says(ask):
    given = ask("测绘局2023年部门预算的培训费比2022年部门预算多多少")
    assert given.status is Status.REFUSED


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("测绘局2023年到2025年项目支出预算变化了多少", ("-40", "万元")),
        ("测绘局2023到2024年基本支出预算涨了多少", ("10", "万元")),
        ("测绘局2023年至2025年培训费预算平均每年多少", ("6.00", "万元")),
        ("测绘局2023到2025年培训费预算合计多少", ("18", "万元")),
        ("测绘局2023年、2024年、2025年培训费预算三年合计多少", ("18", "万元")),
        ("拿测绘局2025年基本支出预算减去2023年的，是多少", ("20", "万元")),
    ],
)
def test_several_years_give_their_change_their_mean_or_their_sum(ask, question, value):
    assert values(ask(question))[0] == value


def test_the_end_of_a_year_is_told_by_that_years_own_account(ask):
    assert values(ask("测绘局到2024年底有多少辆车"))[0] == ("9", "辆")


def test_the_ends_of_two_years_are_compared_by_figures_of_just_those_days(ask):
    assert values(ask("测绘局2024年底比2022年底多几辆车"))[0] == ("3", "辆")
    given = ask("测绘局2024年底比2023年底多几辆车")
    assert given.status is Status.REFUSED


def test_both_budget_figures_of_a_final_account_are_named(ask):
    given = ask("测绘局2024年决算里一般公共预算财政拨款支出的预算数是多少")
    assert values(given) == [("610", "万元"), ("660", "万元")]
    adjusted = ask("测绘局2024年一般公共预算财政拨款支出的全年预算数")
    assert values(adjusted) == [("660", "万元")]
    more = ask("测绘局2024年一般公共预算财政拨款支出的全年预算比年初预算多多少")
    assert values(more)[0] == ("50", "万元")


@pytest.mark.parametrize(
    "question", ["2025年青岚省哪个单位的培训费最多", "把青岚省各单位2025年的培训费从高到低排一下"]
)
def test_organisations_of_a_place_are_ranked_not_asked_back(ask, question):
    given = ask(question)
    assert values(given)[0] == ("9", "万元")
    assert "比较的是已收录的2个单位中的2个" in given.warnings


def test_another_organisation_of_the_same_place_is_the_one_named(corpus):
    carried = Context(SURVEY, fiscal_year=2025, item="培训费", item_key="training")
    given = answer(Question("同一个省的气象局呢", carried=carried), corpus)
    assert values(given) == [("9", "万元")]
