"""Questions of one row's columns, of what stands below it, and of one item in two tables."""

import pytest

from qa_service.answer import answer
from qa_service.model import Context, Question, Reason, Status
from tests.qa_service.asking import corpus_over, values

BEACON = "云岭市澄溪区航标局"


def _table(title, *rows):
    cells = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
    return f"<p>{title}</p><p>单位：万元</p><table>{cells}</table>"


DOCUMENTS = {
    "航标25.html": f"""<html><head><meta charset="utf-8"><title>{
        BEACON
    }2025年部门预算</title></head>
<body><h1>{BEACON}2025年部门预算</h1>
<h2>主要职责</h2>
<p>（一）负责航标巡检。</p>
<h2>机构设置</h2>
<p>{BEACON}设2个内设机构，包括：</p>
<p>（一）文秘科。起草《航标年报》，承担印章管理。</p>
<p>（二）巡检科。负责灯塔巡检。</p>
{
        _table(
            "收支预算总表",
            ["收入", "", "支出", ""],
            ["项目", "预算数", "项目", "预算数"],
            ["一、财政拨款收入", "90.00", "一、一般公共服务支出", "70.00"],
            ["二、其他资金", "10.00", "二、社会保障和就业支出", "30.00"],
            ["收入总计", "100.00", "支出总计", "100.00"],
        )
    }{
        _table(
            "收入预算总表",
            ["项目", "金额"],
            ["合计", "100.00"],
            ["财政拨款收入", "90.00"],
            ["其他资金", "10.00"],
        )
    }{
        _table(
            "财政拨款支出预算表",
            ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
            ["合计", "", "90.00", "65.00", "25.00"],
            ["201", "一般公共服务支出", "60.00", "35.00", "25.00"],
            ["208", "社会保障和就业支出", "30.00", "30.00", ""],
            ["20805", "行政事业单位养老支出", "30.00", "30.00", ""],
            ["2080501", "行政单位离退休", "12.00", "12.00", ""],
            ["2080505", "机关事业单位基本养老保险缴费支出", "18.00", "18.00", ""],
        )
    }
<h2>名词解释</h2>
<p>其他资金：包括事业收入、经营收入、其他收入等。</p>
</body></html>"""
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("rows"), DOCUMENTS)


@pytest.fixture
def ask(corpus):
    def asked(*questions):
        context = Context()
        for question in questions:
            given = answer(Question(question, carried=context), corpus)
            context = given.context
        assert given.status is Status.ANSWERED, given.text
        return given

    return asked


def test_the_columns_of_the_row_spoken_of_are_told_together(ask):
    given = ask("航标局2025年财政拨款的一般公共服务支出多少", "基本支出和项目支出各多少")
    assert values(given) == [("35.00", "万元"), ("25.00", "万元")]


@pytest.mark.parametrize(
    "question",
    [
        "航标局2025年20805行政事业单位养老支出底下分成哪几项",
        "航标局2025年行政事业单位养老支出包括哪些项",
        "航标局2025年行政事业单位养老支出下面有哪几项，各多少钱",
    ],
)
def test_what_stands_below_a_code_is_listed(ask, question):
    text = ask(question).text
    assert "行政单位离退休为12.00万元" in text
    assert "机关事业单位基本养老保险缴费支出为18.00万元" in text


def test_what_an_item_includes_is_told_as_the_glossary_puts_it(ask):
    assert "事业收入、经营收入、其他收入" in ask("航标局2025年“其他资金”都包含什么").text


def test_one_item_in_two_tables_named_is_told_from_both(ask):
    given = ask("航标局2025年一般公共服务支出，收支预算总表和财政拨款支出预算表的数一样吗")
    assert given.reason is Reason.DOCUMENTS_DISAGREE
    assert [v[0] for v in values(given)][:2] == ["70.00", "60.00"]


@pytest.mark.parametrize(
    "question", ["《航标年报》归哪个科起草", "起草《航标年报》是哪个科的职责", "哪个科起草航标年报"]
)
def test_which_office_does_something_is_told_with_its_name(ask, question):
    text = ask(f"航标局2025年预算里，{question}").text
    assert "文秘科" in text
    assert "巡检科" not in text


def test_what_stands_below_a_code_is_listed_for_its_everyday_name(ask):
    text = ask("航标局2025年社保支出具体有哪些科目").text
    assert "行政事业单位养老支出为30.00万元" in text


def test_the_largest_of_one_kind_of_money_are_ranked(ask):
    given = ask("航标局2025年财政拨款支出最大的两项")
    assert values(given)[0] == ("60.00", "万元")
    assert given.text.index("一般公共服务支出") < given.text.index("社会保障和就业支出")


def test_what_income_there_is_is_no_list_of_units(ask):
    text = ask("航标局2025年单位预算有哪些收入").text
    assert "财政拨款收入为90.00万元" in text
    assert "科" not in text.replace("科目", "")
