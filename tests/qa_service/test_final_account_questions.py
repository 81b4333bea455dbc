"""What people ask of a final account: what was planned, what was left, how much was used, and why."""

import pytest

from qa_service.answer import answer
from qa_service.model import Question, Status
from qa_service.steps.premise import NOT_SO
from tests.qa_service.asking import corpus_over, values

LOCK = "云岭市澄溪区船闸局"


def _rows(*rows):
    return "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)


DOCUMENTS = {
    "船闸23决算.html": f"""<html><head><meta charset="utf-8"><title>{
        LOCK
    }2023年度部门决算</title></head>
<body><h1>{LOCK}2023年度部门决算</h1>
<p>收入支出决算总表</p><p>单位：万元</p><table>{
        _rows(
            ["收入", "", "支出", ""],
            ["项目", "决算数", "项目", "决算数"],
            ["一、财政拨款收入", "500.00", "一、社会保障和就业支出", "80.00"],
            ["二、其他收入", "3.00", "二、交通运输支出", "420.00"],
            ["本年收入合计", "503.00", "本年支出合计", "500.00"],
            ["年初结转和结余", "4.00", "年末结转和结余", "7.00"],
            ["总计", "507.00", "总计", "507.00"],
        )
    }</table>
<p>一般公共预算财政拨款支出决算表</p><p>单位：万元</p><table>{
        _rows(
            ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
            ["合计", "", "500.00", "300.00", "200.00"],
            ["208", "社会保障和就业支出", "80.00", "80.00", ""],
            ["214", "交通运输支出", "420.00", "220.00", "200.00"],
        )
    }</table>
<h2>一般公共预算财政拨款支出决算情况说明</h2>
<p>一般公共预算财政拨款支出500.00万元。与2022年度相比，一般公共预算财政拨款支出增加20.00万元，增长4.17%。主要原因：新开一座船闸。</p>
<p>一般公共预算财政拨款支出年初预算为450.00万元，全年预算为560.00万元，支出决算为500.00万元，完成全年预算的89.29%。决算数小于预算数的主要原因：闸门检修推迟到下一年。</p>
</body></html>""",
    "船闸23预算.txt": f"""{LOCK}2023年部门预算
一、收支预算情况
2023年收入预算450万元，其中：财政拨款收入448万元；其他收入2万元。
培训费预算5万元。
2023年2月20日
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("final"), DOCUMENTS)


@pytest.fixture
def ask(corpus):
    def asked(question):
        given = answer(Question(f"船闸局2023年{question}"), corpus)
        assert given.status is Status.ANSWERED, given.text
        return given

    return asked


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("底账上还结余多少钱", ("7.00", "万元")),
        ("决算里，年初的一般公共预算定的是多少", ("450.00", "万元")),
        ("一般公共预算全年预算里有多少钱到年底没花出去", ("60.00", "万元")),
        ("一般公共预算完成了全年预算的百分之几", ("89.29", "%")),
        ("决算每花100块钱，有多少用在社会保障和就业支出上", ("16.00", "%")),
    ],
)
def test_what_was_planned_left_and_used_is_told(ask, question, expected):
    assert values(ask(question)) == [expected]


def test_why_money_was_left_is_not_why_spending_rose(ask):
    assert "闸门检修推迟" in ask("一般公共预算的钱没有全部花完，官方怎么解释").text
    assert "闸门检修推迟" in ask("一般公共预算支出决算数为什么小于全年预算数").text
    assert "新开一座船闸" in ask("一般公共预算支出为什么比上年增加").text


@pytest.mark.parametrize(
    "question", ["一般公共预算支出用在了哪几个方面", "一般公共预算支出包括哪些功能分类"]
)
def test_what_one_kind_of_money_was_spent_on_is_listed_by_function(ask, question):
    text = ask(question).text
    assert "社会保障和就业支出" in text
    assert "交通运输支出" in text


def test_a_final_account_that_answers_by_our_choice_names_the_budgets_amount_too(ask):
    given = ask("的其他收入列了多少")
    assert values(given) == [("3.00", "万元")]
    assert "船闸局2023年部门预算中为2万元" in given.text
    assert "部门预算中为" not in ask("其他收入决算是多少").text


def test_a_rate_of_completion_that_a_question_claims_is_put_right(ask):
    given = ask("一般公共预算支出完成全年预算的95.10%，对吗")
    assert given.text.startswith(NOT_SO)
    assert values(given) == [("89.29", "%")]


@pytest.mark.parametrize(
    "question",
    [
        "一般公共预算支出“完成全年预算的89.29%”准不准",
        "一般公共预算支出500.00万元是全年预算560.00万元的89.29%，对吗",
    ],
)
def test_a_rate_of_completion_that_is_printed_so_is_proven(ask, question):
    given = ask(question)
    assert "相符" in given.text
    assert "500 ÷ 560" in given.text


@pytest.mark.parametrize(
    "question", ["其他收入决算比预算多多少", "决算的其他收入和当年预算的其他收入相比，多收了多少"]
)
def test_what_a_final_account_lacks_is_taken_from_the_budget_of_the_year(ask, question):
    given = ask(question)
    assert ("1.00", "万元") in values(given)
    assert "部门决算比部门预算多1.00万元" in given.text
