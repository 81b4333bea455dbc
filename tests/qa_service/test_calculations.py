"""Sums, differences, ratios and rates: every operand is one the question names, and none is lost."""

import pytest

from qa_service.answer import answer
from qa_service.model import Context, Question, Reason, Status
from tests.qa_service.asking import corpus_over, values

WATER = "云岭市澄溪区水务局"
DOCUMENTS = {
    "水务25.txt": f"""{WATER}2025年部门预算
第二部分 部门预算情况说明
一、收支预算总体情况
2025年收入预算2000万元，其中：财政拨款收入1800万元；事业收入200万元。
支出预算2000万元，其中：基本支出500万元；项目支出1500万元。
二、“三公”经费预算情况
2025年“三公”经费预算数为12万元，比2024年预算减少3万元。其中：
（一）因公出国（境）费0万元，与2024年预算持平。
（二）公务用车购置及运行费10万元，其中：公务用车购置费6万元，公务用车运行费4万元。
（三）公务接待费2万元，比2024年预算减少2万元。
三、机关运行经费
机关运行经费预算88万元。
四、政府采购
政府采购预算60万元，其中：政府采购货物预算20万元、政府采购工程预算10万元、政府采购服务预算30万元。
五、会议费
会议费预算3万元。
2025年2月20日
""",
    "水务24.txt": f"""{WATER}2024年部门预算
一、支出预算情况
2024年支出预算1600万元。会议费预算6万元。机关运行经费预算80万元。
“三公”经费预算数为15万元。
""",
    "气象25.txt": """霁州市临汀县气象局2025年部门预算
一、支出预算情况
2025年支出预算400万元。会议费预算0万元。机关运行经费预算40万元。
“三公”经费预算数为9万元。
""",
    "测绘25.txt": """青岚省测绘局2025年部门预算
一、支出预算情况
2025年支出预算600万元。机关运行经费预算50万元。
“三公”经费预算数为20万元。
""",
    "林业24.txt": """霁州市临汀县林业局2024年部门预算
一、支出情况
“农林水支出（类）林业和草原（款）造林（项）”100.00万元，主要用于造林。
""",
    "林业25.txt": """霁州市临汀县林业局2025年部门预算
一、支出情况
“农林水支出（类）林业和草原（款）造林（项）”130.00万元，主要用于造林。2024年当年预算执行数为90.00万元。
“农林水支出（类）林业和草原（款）防火（项）”50.00万元，主要用于防火。2024年当年预算执行数为40.00万元。
""",
    "统计23.txt": "雾屿市月湾新区统计局2023年部门预算\n一、支出\n机关运行经费预算20万元。\n",
    "统计25.txt": "雾屿市月湾新区统计局2025年部门预算\n一、支出\n机关运行经费预算30万元。\n",
    "测绘23.txt": """青岚省测绘局2023年度部门决算
一、支出决算情况
一般公共预算财政拨款支出年初预算为50万元，全年预算为80万元，支出决算为60万元，完成全年预算的75%。
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("data"), DOCUMENTS)


@pytest.fixture
def ask(corpus):
    def ask_water(question):
        return answer(Question(question, carried=Context(WATER, fiscal_year=2025)), corpus)

    return ask_water


@pytest.mark.parametrize(
    ("question", "value", "operands"),
    [
        ("三公经费里购置费和运行费加起来多少", ("10", "万元"), 2),
        ("政府采购预算中货物和服务一共多少", ("50", "万元"), 2),
        ("公务接待费和购置费在三公经费里一共多少", ("8", "万元"), 2),
        ("三公经费、会议费和机关运行经费加起来多少", ("103", "万元"), 3),
        ("收入减去三公经费是多少", ("1988", "万元"), 2),
        ("支出减掉基本支出还剩多少", ("1500", "万元"), 2),
        ("支出扣除三公经费是多少", ("1988", "万元"), 2),
        ("机关运行经费除以三公经费是多少", ("7.33", "倍"), 2),
        ("三公经费除以机关运行经费是多少", ("13.64", "%"), 2),
        ("减去三公经费后支出还剩多少", ("1988", "万元"), 2),
        ("会议费加上公务接待费多少元", ("50000", "元"), 2),
        ("除三公经费外的支出是多少", ("1988", "万元"), 2),
        ("不含公务接待费的三公经费是多少", ("10", "万元"), 2),
        ("三公经费不包括公务接待费是多少", ("10", "万元"), 2),
        ("基本支出以外的支出有多少", ("1500", "万元"), 2),
        ("公务接待费和购置费加起来占三公经费的百分之几", ("66.67", "%"), 3),
        ("三公经费里公务接待费和购置费一共占多少", ("66.67", "%"), 3),
        ("三公经费和会议费占支出的比例", ("0.75", "%"), 3),
        (f"三公经费占{WATER}支出的百分之几", ("0.60", "%"), 2),
        ("机关运行经费比三公经费多百分之几", ("633.33", "%"), 2),
        ("三公经费是机关运行经费的百分之几", ("13.64", "%"), 2),
        ("货物和服务采购一共多少", ("50", "万元"), 2),
    ],
)
def test_a_calculation_takes_the_operands_named(ask, question, value, operands):
    given = ask(question)
    assert given.status is Status.ANSWERED
    assert values(given)[0] == value
    assert len(given.calculations[0].operands) == operands


def test_shares_asked_for_one_by_one_are_each_given(ask):
    given = ask("公务接待费和公务用车费分别占三公经费的百分之几")
    assert values(given) == [("16.67", "%"), ("83.33", "%")]
    assert len(given.calculations) == 2


def test_the_shares_of_all_parts_are_those_of_the_item(ask):
    given = ask("三公经费各项占比是多少")
    assert values(given) == [("0.00", "%"), ("83.33", "%"), ("16.67", "%")]


def test_two_items_set_against_each_other_are_compared_not_their_years(ask):
    given = ask("公务用车购置费比公务用车运行费多还是少")
    assert given.status is Status.ANSWERED
    assert "公务用车购置费更" in given.text
    assert given.calculations[0].expression == "6 − 4"


def test_a_half_is_no_operand(ask):
    assert values(ask("项目支出占支出的一半吗")) == [("75.00", "%")]


def test_the_year_that_has_most_is_looked_for_in_all(corpus):
    given = answer(Question("水务局哪一年三公经费最高"), corpus)
    assert values(given) == [("15", "万元"), ("12", "万元")]
    assert "最多的是2024年" in given.text
    assert "未指明年度" not in given.text


def test_a_sum_of_a_whole_and_its_part_says_that_one_holds_the_other(ask):
    given = ask("三公经费和公务接待费一共多少")
    assert values(given) == [("14", "万元")]
    assert "已经包含" in given.text


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("三公经费和彩票费加起来多少", "彩票费"),
        ("彩票费和三公经费一共多少", "彩票费"),
        ("三公经费、会议费和彩票费之和是多少", "彩票费"),
        ("三公经费减去彩票费是多少", "彩票费"),
        ("三公经费是彩票费的几倍", "彩票费"),
        ("彩票费占三公经费的百分之几", "彩票费"),
        (f"彩票费占{WATER}支出的百分之几", "彩票费"),
    ],
)
def test_an_operand_nobody_knows_is_named_and_nothing_is_calculated(ask, question, unknown):
    given = ask(question)
    assert (given.status, given.reason) == (Status.REFUSED, Reason.NOT_DERIVABLE)
    assert given.values == ()
    assert given.calculations == ()
    assert f"“{unknown}”" in given.text


@pytest.mark.parametrize(
    "question",
    [
        "三公经费的一半是多少",
        "三公经费翻一番是多少",
        "如果三公经费增加10%是多少",
        "平均一个月三公经费多少",
        "除会议费外的三公经费是多少",
    ],
)
def test_what_the_documents_cannot_give_is_refused_with_what_they_do(ask, question):
    given = ask(question)
    assert (given.status, given.reason) == (Status.REFUSED, Reason.NOT_DERIVABLE)
    assert given.values == ()
    assert "“三公”经费预算数为12万元" in given.text or "“三公”经费为12万元" in given.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("测绘局2023年支出决算占年初预算的比例", ("120.00", "%")),
        ("测绘局2023年支出决算占全年预算的百分之几", ("75.00", "%")),
    ],
)
def test_a_share_of_the_budget_is_the_rate_of_completion(corpus, question, value):
    assert values(answer(Question(question), corpus))[0] == value


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("三公经费有500万吗", "与问题所说的不同"),
        ("三公经费是12万元吗", "与问题所说的相符"),
        ("三公经费有没有超过十万", "与问题所说的相符"),
        ("三公经费超过20万了吗", "与问题所说的不同"),
        ("机关运行经费不到一百万吗", "与问题所说的相符"),
        ("机关运行经费是八十多万吗", "88"),
        ("三公经费比上年减少了5万吗", "与问题所说的不同"),
        ("2025年会议费比2024年少了2000万吗", "与问题所说的不同"),
        ("2025年会议费比2024年少了3万吗", "与问题所说的相符"),
    ],
)
def test_an_amount_the_question_states_is_compared_with_the_documents(ask, question, said):
    given = ask(question)
    assert given.text.startswith(said) or said in given.text
    assert not given.text.startswith("有。")


def test_the_fewest_are_ranked_first(corpus):
    given = answer(Question("2025年哪个单位三公经费最少"), corpus)
    assert values(given) == [("9", "万元"), ("12", "万元"), ("20", "万元")]
    assert "最少的是霁州市临汀县气象局" in given.text
    most = answer(Question("2025年哪个单位三公经费最多"), corpus)
    assert values(most)[0] == ("20", "万元")
    assert "最多的是青岚省测绘局" in most.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("水务局2024年和2025年三公经费一共多少", ("27", "万元")),
        ("水务局2024年三公经费是2025年的几倍", ("1.25", "倍")),
        ("水务局2024年到2025年三公经费增长百分之几", ("-20.00", "%")),
        ("水务局和气象局2025年三公经费一共多少", ("21", "万元")),
        ("水务局和气象局、测绘局2025年三公经费加起来多少", ("41", "万元")),
        ("水务局2025年三公经费是气象局的几倍", ("1.33", "倍")),
        ("水务局2025年机关运行经费比气象局多百分之几", ("120.00", "%")),
        ("气象局2025年机关运行经费比水务局少百分之几", ("-54.55", "%")),
        ("气象局2025年三公经费占水务局的百分之几", ("75.00", "%")),
        ("水务局2024年和2025年三公经费差多少元", ("30000", "元")),
    ],
)
def test_years_and_organisations_are_calculated_as_asked(corpus, question, value):
    given = answer(Question(question), corpus)
    assert given.status is Status.ANSWERED
    assert values(given)[0] == value


def test_a_sum_over_years_of_which_one_is_missing_is_refused(corpus):
    given = answer(Question("水务局2023年到2025年三公经费一共多少"), corpus)
    assert (given.reason, given.values) == (Reason.NOT_DERIVABLE, ())
    assert "2023年" in given.text


def test_a_rate_over_a_span_of_years_needs_its_ends_alone(corpus):
    given = answer(Question("统计局2023年到2025年机关运行经费增长百分之几"), corpus)
    assert values(given)[0] == ("50.00", "%")


def test_a_sum_over_organisations_of_which_one_is_missing_is_refused(corpus):
    given = answer(Question("水务局和测绘局2025年会议费一共多少"), corpus)
    assert (given.reason, given.values) == (Reason.NOT_DERIVABLE, ())
    assert "测绘局" in given.text


def test_times_nothing_is_refused_and_no_mistake(corpus):
    given = answer(Question("水务局2025年会议费是气象局的几倍"), corpus)
    assert (given.status, given.reason) == (Status.REFUSED, Reason.NOT_DERIVABLE)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("三公经费比上年少了多少元", ("-30000", "元")),
        ("2025年会议费比2024年少多少元", ("-30000", "元")),
        ("机关运行经费比三公经费多多少元", ("760000", "元")),
    ],
)
def test_a_change_is_given_in_the_unit_asked_for(ask, question, value):
    given = ask(question)
    assert values(given)[0] == value
    assert f"{value[0].lstrip('-')}元" in given.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        # Both years' own budgets are loaded: one budget is compared with the other.
        ("临汀县林业局造林2025年比2024年多安排多少", "30.00"),
        ("临汀县林业局造林2025年预算比2024年执行数多多少", "40.00"),
        # The budget of the year before says nothing of it: what was executed is told as such.
        ("临汀县林业局防火2025年比2024年多多少", "10.00"),
    ],
)
def test_a_change_that_is_not_stated_is_between_two_budgets_where_both_are_loaded(
    corpus, question, value
):
    assert values(answer(Question(question), corpus)) == [(value, "万元")]
