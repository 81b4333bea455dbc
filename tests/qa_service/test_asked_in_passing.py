"""What a question leaves open or asks in passing: the year, the rest of a change, one of each."""

import pytest

from qa_service.answer import answer
from qa_service.model import Context, Question, Reason, Role, Status
from tests.qa_service.asking import corpus_over, values

FOREST = "云岭市澄溪区林业局"
MUSEUM = "雾屿市月湾新区博物馆"
DOCUMENTS = {
    "林业25.txt": f"""{FOREST}2025年部门预算
第二部分 部门预算情况说明
一、机构情况
编制50名，其中：行政编制30名，事业编制20名。
二、收支预算总体情况
2025年收入预算2000万元，其中：财政拨款收入2000万元，比2024年预算减少400万元。
支出预算2000万元。
三、“三公”经费预算情况
2025年“三公”经费预算数为12万元，比2024年预算减少3万元。其中：
（一）因公出国（境）费0万元，与2024年预算持平。
（二）公务用车购置及运行费10万元，其中：公务用车购置费0万元，公务用车运行费10万元。
（三）公务接待费2万元，比2024年预算减少2万元，下降60%。
四、一般公共服务（类）支出
1.林业事务（款）行政运行（项）支出300万元，比上年增加60万元，增长25%。
五、国有资产
截至2024年12月31日，共有车辆4辆。
六、政府采购
面向中小企业预留政府采购项目预算金额40万元，其中，预留给小型和微型企业的政府采购项目预算为30万元。
七、绩效目标
编报绩效目标的项目4个，涉及项目预算资金880万元。
2025年2月20日
""",
    "林业23.txt": f"""{FOREST}2023年部门预算
一、“三公”经费预算情况
2023年“三公”经费预算数为20万元，比2022年预算增加1万元。
二、支出预算情况
支出预算1000万元。
""",
    "博物25.txt": f"""{MUSEUM}2025年部门预算
一、总体说明
2025年财政拨款收入90.5万元，支出包括：商品和服务支出60万元、资本性支出30.5万元。
二、“三公”经费
“三公”经费预算16万元，其中公务用车购置费4万元，公务用车运行费6万元，公务接待费6万元。
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("data"), DOCUMENTS)


@pytest.fixture
def ask(corpus):
    def ask_of_2025(question, carried=None):
        before = carried or Context(FOREST, fiscal_year=2025)
        return answer(Question(question, carried=before), corpus)

    return ask_of_2025


@pytest.mark.parametrize(
    ("question", "newest", "other"),
    [("三公经费是多少", ("12", "万元"), "20"), ("三公经费比上年增减多少", ("-3", "万元"), "1")],
)
def test_where_no_year_is_said_the_other_loaded_years_stand_beside_the_newest(
    corpus, question, newest, other
):
    given = answer(Question(f"{FOREST}{question}"), corpus)
    assert values(given) == [newest]
    beside = [f.fact.figure for f in given.figures if f.role is Role.CONTEXT]
    assert (2023, other) in [(f.fiscal_year, f.printed) for f in beside]


@pytest.mark.parametrize("question", ["2025年三公经费是多少", "2025年三公经费比上年增减多少"])
def test_where_the_year_is_said_no_other_is_told(corpus, question):
    given = answer(Question(f"{FOREST}{question}"), corpus)
    assert {f.fact.figure.fiscal_year for f in given.figures} == {2025}


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("平均每辆车的运行费是多少", ("2.50", "万元")),
        ("每辆公车运行费多少元", ("25000.00", "元")),
        ("公务用车运行费车均多少", ("2.50", "万元")),
    ],
)
def test_an_average_is_worked_out_where_both_its_numbers_are_disclosed(ask, question, value):
    given = ask(question)
    assert values(given) == [value]
    assert len(given.calculations[0].operands) == 2


@pytest.mark.parametrize(
    "question", ["平均每辆车的接待费是多少", "人均收入预算多少", "公务接待费平均每批多少"]
)
def test_any_other_average_is_refused(ask, question):
    given = ask(question)
    assert (given.status, given.reason) == (Status.REFUSED, Reason.NOT_DERIVABLE)


def test_one_count_is_a_share_of_the_count_that_holds_its_name(ask):
    assert values(ask("事业编制占全部编制多大比例")) == [("40.00", "%")]


@pytest.mark.parametrize("question", ["收入预算比上年增减多少", "收入预算跟2024年比少了多少"])
def test_a_change_is_told_of_what_the_item_consists_of_by_that_name(ask, question):
    given = ask(question)
    assert values(given) == [("-400", "万元")]
    assert "全部是财政拨款收入" in given.text


def test_an_item_is_found_by_its_path_said_in_one_word(ask):
    assert values(ask("林业事务行政运行增长了百分之几")) == [("25", "%")]


@pytest.mark.parametrize("question", ["公务接待费变没变，是多少", "公务接待费有变化吗，多少"])
def test_a_change_and_its_amount_are_told_together_the_amount_first(ask, question):
    assert values(ask(question)) == [("2", "万元"), ("-2", "万元")]


def test_the_part_of_what_changed_is_told_with_its_amount(ask):
    before = ask("三公经费比上年有变化吗").context
    assert values(ask("公务接待的部分呢", before)) == [("2", "万元"), ("-2", "万元")]
    assert values(ask("那公务接待费呢", before)) == [("-2", "万元")]


@pytest.mark.parametrize(
    ("question", "rates"),
    [
        ("公务接待费下降的幅度算得对吗", [("-60", "%"), ("-50.00", "%")]),
        ("林业事务行政运行的增长率写得对不对", [("25", "%"), ("25.00", "%")]),
    ],
)
def test_a_printed_rate_is_worked_out_again(ask, question, rates):
    given = ask(question)
    assert values(given) == rates
    assert given.reason is (None if rates[0][0] == "25" else Reason.DOCUMENTS_DISAGREE)


def test_what_spending_is_divided_into_is_set_against_the_income(corpus):
    given = answer(Question(f"{MUSEUM}2025年两大块支出加起来等不等于收入"), corpus)
    assert values(given) == [("90.5", "万元"), ("90.5", "万元")]
    assert "两者相等" in given.text


def test_two_names_on_one_side_of_a_share_are_one_item(ask):
    assert values(ask("留给小微企业的采购占留给中小企业采购的多少")) == [("75.00", "%")]


def test_a_share_of_several_years_is_worked_out_for_each(corpus):
    given = answer(Question(f"{FOREST}三公经费占支出的比例"), corpus)
    assert values(given) == [("0.60", "%")]
    assert [str(c.result.number) for c in given.calculations] == ["0.60", "2.00"]


def test_a_part_that_is_only_stated_in_pieces_is_summed_for_its_share(corpus):
    given = answer(Question(f"{MUSEUM}2025年三公经费里公车购置和运行占百分之几"), corpus)
    assert values(given) == [("62.50", "%")]


@pytest.mark.parametrize("question", ["一共涉及多少", "总共涉及多少预算资金", "涉及多少钱"])
def test_what_is_involved_is_what_was_just_counted(ask, question):
    before = ask("编报绩效目标的项目有几个").context
    assert values(ask(question, before)) == [("880", "万元")]


def test_projects_with_aims_are_averaged(ask):
    assert values(ask("平均每个绩效目标项目涉及多少资金")) == [("220.00", "万元")]


@pytest.mark.parametrize(
    ("earlier", "question", "value"),
    [
        ("公务接待费是多少", "加上公务用车运行费一共多少", ("12", "万元")),
        ("公务用车运行费是多少", "是公务接待费的几倍", ("5.00", "倍")),
        ("行政编制是多少", "占多少", ("60.00", "%")),
        ("公务接待费比上年减少多少", "幅度呢", ("-60", "%")),
    ],
)
def test_a_question_joins_on_to_the_figure_before_it(ask, earlier, question, value):
    before = ask(earlier).context
    assert values(ask(question, before))[:1] == [value]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("“三公”经费与支出总计的比例", ("0.60", "%")),
        ("公务用车运行费和公务接待费之比", ("5.00", "倍")),
        ("行政编制占总编制的比例", ("60.00", "%")),
    ],
)
def test_two_items_are_set_in_relation(ask, question, value):
    assert values(ask(question)) == [value]
