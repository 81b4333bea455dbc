"""What tables list by name, tables named as the place to look in, and what is said to be none."""

import pytest

from qa_service.answer import answer
from qa_service.model import Context, Question, Reason, Status
from tests.qa_service.asking import corpus_over, values

FERRY = "云岭市澄溪区渡运局"


def _table(title, *rows):
    cells = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
    return f"<p>{title}</p><p>单位：万元</p><table>{cells}</table>"


BUDGET = f"""<html><head><meta charset="utf-8"><title>{FERRY}2025年部门预算</title></head><body>
<h1>{FERRY}2025年部门预算</h1>
<h2>第一部分 2025年部门预算表</h2>
{
    _table(
        "一般公共预算支出表",
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["合计", "", "80.00", "50.00", "30.00"],
        ["201", "一般公共服务支出", "60.00", "30.00", "30.00"],
        ["208", "社会保障和就业支出", "20.00", "20.00", ""],
    )
}
{
    _table(
        "一般公共预算基本支出表",
        ["科目编码", "科目名称", "合计", "人员经费", "公用经费"],
        ["合计", "", "50.00", "48.00", "2.00"],
        ["301", "工资福利支出", "48.00", "48.00", ""],
        ["302", "商品和服务支出", "2.00", "", "2.00"],
        ["30216", "培训费", "2.00", "", "2.00"],
    )
}
{
    _table(
        "项目支出表",
        ["项目名称", "科目名称", "金额"],
        ["合计", "", "30.00"],
        ["渡口巡查", "一般行政管理事务", "12.00"],
        ["渡船检修", "一般行政管理事务", "8.00"],
        ["航标专项工作", "航务管理", "10.00"],
    )
}
{
    _table(
        "政府采购支出预算表",
        ["采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购组织形式", "总计"],
        ["合计", "", "", "", "", "9.00"],
        ["货物A", "", "", "", "", "6.00"],
        ["", "公用经费", "办公设备购置", "台式计算机", "集中采购", "4.00"],
        ["", "公用经费", "办公设备购置", "打印设备", "集中采购", "2.00"],
        ["服务C", "", "", "", "", "3.00"],
        ["", "公用经费", "物业管理费", "物业管理服务", "集中采购", "3.00"],
    )
}
<h2>第二部分 部门概况</h2>
<h3>一、机构设置</h3>
<p>纳入预算编制范围的单位有：{FERRY}、渡口管理站、航标管理站。</p>
<h2>第三部分 情况说明</h2>
<h3>一、培训费</h3>
<p>2025年培训费预算7万元，其中部门统一安排的5万元。</p>
<h3>二、政府性基金</h3>
<p>无政府性基金预算收支。</p>
</body></html>"""
ACCOUNT = f"""{FERRY}2023年部门决算
第一部分 情况说明
一、“三公”经费
2023年度无“三公”经费财政拨款支出。
二、政府采购
2023年政府采购支出60万元，其中：政府采购货物支出20万元、政府采购工程支出10万元、政府采购服务支出30万元。
三、支出决算情况
本年支出合计90万元，其中：基本支出50万元；项目支出40万元。
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    texts = {"渡运25.html": BUDGET, "渡运23.txt": ACCOUNT}
    yield from corpus_over(tmp_path_factory.mktemp("data"), texts)


def talk(corpus, *questions):
    carried = Context()
    for question in questions:
        given = answer(Question(question, carried=carried), corpus)
        carried = given.context
    return given


def test_the_projects_of_a_table_are_listed_with_their_amounts(corpus):
    given = answer(Question("渡运局2025年项目支出表里列了哪些项目"), corpus)
    assert values(given) == [("12.00", "万元"), ("8.00", "万元"), ("10.00", "万元")]
    assert "渡口巡查12.00万元" in given.text
    assert any("渡口巡查" in c.quote and "航标专项工作" in c.quote for c in given.citations)


def test_the_projects_under_a_subject_are_those_of_the_subject_alone(corpus):
    given = answer(Question("渡运局2025年一般行政管理事务下面有哪些项目"), corpus)
    assert values(given) == [("12.00", "万元"), ("8.00", "万元")]


def test_a_project_of_a_table_has_the_amount_of_its_row(corpus):
    assert values(answer(Question("附表3里渡船检修给了多少钱，渡运局2025年"), corpus)) == [
        ("8.00", "万元")
    ]


def test_the_largest_project_is_one_of_the_projects(corpus):
    given = answer(Question("渡运局2025年金额最大的项目是哪个"), corpus)
    assert values(given) == [("12.00", "万元")]
    assert "最多的是渡口巡查" in given.text


def test_what_is_bought_is_listed_of_the_kind_that_is_asked(corpus):
    given = answer(Question("渡运局2025年货物类采购打算买哪些东西"), corpus)
    assert values(given) == [("4.00", "万元"), ("2.00", "万元")]
    assert "物业" not in given.text


def test_what_is_not_listed_is_not_made_up_of_what_a_word_looks_like(corpus):
    given = answer(Question("渡运局2025年工程采购都买什么"), corpus)
    assert (given.status, given.reason) == (Status.REFUSED, Reason.ITEM_MISSING)


def test_a_table_that_is_named_is_where_the_item_is_looked_for(corpus):
    given = answer(Question("渡运局2025年基本支出明细表里，培训费是多少"), corpus)
    assert values(given) == [("2.00", "万元")]


def test_a_table_asked_about_for_itself_is_no_place(corpus):
    given = answer(Question("渡运局2025年一般公共预算基本支出表合计多少"), corpus)
    assert values(given) == [("50.00", "万元")]


def test_the_classes_of_one_kind_of_money_are_listed(corpus):
    given = answer(Question("渡运局2025年一般公共预算的钱都用在了哪几大类支出上"), corpus)
    assert values(given) == [("60.00", "万元"), ("20.00", "万元")]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("渡运局2023年三公经费主要花在接待还是用车上", "无“三公”经费财政拨款支出"),
        ("渡运局2025年政府性基金主要花在什么地方", "无政府性基金预算收支"),
        ("渡运局2025年政府性基金支出为什么增加了", "无政府性基金预算收支"),
    ],
)
def test_what_presupposes_money_there_is_none_of_gets_the_sentence_that_says_so(
    corpus, question, said
):
    given = answer(Question(question), corpus)
    assert values(given) == [("0", "万元")]
    assert said in given.text


def test_no_statement_of_a_final_account_has_what_there_is_none_of(corpus):
    given = answer(Question("渡运局2023年公务接待费的预算数和决算数分别是多少"), corpus)
    assert values(given) == [("0", "万元")]


def test_other_parts_are_named_by_their_short_names_after_one_of_them(corpus):
    given = talk(corpus, "渡运局2023年政府采购货物支出多少", "工程和服务又分别是多少")
    assert values(given) == [("10", "万元"), ("30", "万元")]


def test_what_is_left_of_a_whole_beside_the_part_is_named(corpus):
    given = talk(corpus, "渡运局2023年支出合计多少", "其中基本支出多少", "剩下的是什么，多少钱")
    assert values(given) == [("40", "万元")]
    assert "项目支出" in given.text


def test_what_stood_at_a_place_of_a_list_is_named(corpus):
    given = talk(corpus, "渡运局2025年机构设置有哪些单位", "第三个是什么")
    assert "航标管理站" in given.text
    assert any("航标管理站" in c.quote for c in given.citations)


@pytest.mark.parametrize("question", ["采购了哪几类东西", "采购了哪些大类"])
def test_kinds_of_purchases_are_listed(tmp_path_factory, question):
    text = f"""{FERRY}2024年部门预算
一、政府采购情况
政府采购预算9万元，其中：政府采购货物预算6万元、政府采购服务预算3万元。
"""
    folder = tmp_path_factory.mktemp("kinds")
    for corpus in corpus_over(folder, {"渡运24.txt": text}):
        given = answer(Question(f"渡运局2024年{question}"), corpus)
        assert values(given) == [("6", "万元"), ("3", "万元")]
