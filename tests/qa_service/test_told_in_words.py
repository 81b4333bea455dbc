"""Terms by their description, projects by a part of their name, limits, and reasons beside amounts."""

from importlib.resources import files

import pytest
import yaml

from qa_service.answer import answer
from qa_service.model import Question, Reason, Status
from qa_service.steps.defining import defining
from qa_service.steps.prose_wording import prose_wording
from tests.qa_service.asking import corpus_over, values

OFFICE = "云岭市澄溪区水务局"
DOCUMENTS = {
    "水务24.txt": f"""{OFFICE}2024年部门预算
第一部分 部门概况
一、主要职责
（一）管理河道和堤防。
（二）审批建设单位的取水申请。
（三）负责离退休干部的服务保障。
第二部分 部门预算情况说明
一、总体说明
本年支出500万元，其中基本支出300万元，项目支出200万元。
二、“三公”经费预算情况说明
因公出国（境）费0万元，与2023年预算持平，此项经费由区里统一安排。
公务接待费2万元，与2023年预算持平。
三、泵站新建工程情况
1.项目概述
泵站新建工程位于澄溪区月牙路与长堤路路口，用地面积约为900平方米，建筑高度为12.5米，泵房主楼3层，管理房2层。总投资80.00万元及以下的维修工程由水务局批准，500万元以上的报区政府。
2.实施方案
先打桩，后砌筑。
3.实施周期
2024年3月至11月。
4.年度预算安排
第一季度用款计划10万元，第二季度用款计划25万元。
第三部分 名词解释
1.基本支出：指为保证单位正常运转而必须安排的人员经费和公用经费。
2.项目支出：指在基本支出以外，为完成一项专门任务而安排的资金。
3.年初结转和结余：指上一年度没有用完、按规定可以在本年继续使用的资金。
4.年末结转和结余：指本年度没有用完、按规定留到以后年度使用的资金。
""",
}
TABLE = yaml.safe_load(files("qa_service.steps").joinpath("defining.yaml").read_text("utf-8"))
PROSE = yaml.safe_load(files("qa_service.steps").joinpath("prose.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("data"), DOCUMENTS)


def ask(question, corpus):
    return answer(Question(question), corpus)


@pytest.mark.parametrize("row", TABLE["named"], ids=lambda r: r["example"])
def test_each_way_to_ask_for_a_name_finds_what_is_described(row):
    assert defining().described(row["example"]) == row["said"]


@pytest.mark.parametrize("row", PROSE["sizes"], ids=lambda r: r["example"])
def test_each_size_is_asked_for_as_its_example_does(row):
    assert (
        next(s.thing for s in prose_wording().sizes if s.asks.search(row["example"]))
        == row["thing"]
    )


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("上年没花完、按规定今年还能接着用的钱叫什么", "年初结转和结余"),
        ("今年没花完留到明年用的那部分钱，决算里叫什么", "年末结转和结余"),
        ("在基本支出以外为专门任务安排的资金，专门名称是什么", "项目支出"),
        ("保证单位正常运转必须安排的人员和公用经费叫什么", "基本支出"),
    ],
)
def test_a_described_term_is_named(corpus, question, term):
    given = ask(question, corpus)
    assert given.status is Status.ANSWERED
    assert given.text.startswith(f"{term}：")


@pytest.mark.parametrize(
    "question",
    ["水务局管河道的那个科室叫什么", "水务局最大的一笔支出叫什么", "食堂里卖的早点叫什么"],
)
def test_what_is_no_term_is_not_taken_for_one(corpus, question):
    assert "名词解释）" not in ask(question, corpus).text


def test_what_fits_two_terms_alike_is_asked_back(corpus):
    given = ask("没有用完、按规定可以留用的资金叫什么", corpus)
    assert given.status is not Status.ANSWERED or "年" in given.text[:2]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("2024年那个泵站新建工程在什么位置", "月牙路与长堤路路口"),
        ("泵站新建工程从什么时候做到什么时候", "2024年3月至11月"),
        ("泵站新建工程怎么实施", "先打桩，后砌筑"),
        ("2024年因公出国费是0，说明里怎么解释的", "此项经费由区里统一安排"),
        ("水务局能不能审批取水申请", "审批建设单位的取水申请"),
        ("老同志服务归水务局管吗，离退休干部", "离退休干部的服务保障"),
    ],
)
def test_the_sentence_that_tells_it_is_quoted(corpus, question, said):
    given = ask(question, corpus)
    assert given.status is Status.ANSWERED
    assert said in given.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2024年泵站新建工程二季度打算用多少钱", ("25", "万元")),
        ("泵站新建工程各季度一共安排多少", ("35", "万元")),
        ("泵站新建工程四个季度打算付的钱合起来多少", ("35", "万元")),
        ("泵站新建工程的泵房主楼盖几层", ("3", "层")),
        ("泵站新建工程有多高", ("12.5", "米")),
        ("泵站新建工程占地多大", ("900", "平方米")),
        ("总投资多少万元以下的维修工程由水务局批准", ("80.00", "万元")),
        ("多少万元以上的维修工程要报区政府", ("500", "万元")),
    ],
)
def test_a_number_of_a_project_is_told_with_its_sentence(corpus, question, value):
    assert values(ask(question, corpus)) == [value]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("水务局2024年公务接待费二季度花多少", Reason.NOT_DERIVABLE),
        ("水务局能不能审批营业执照", Reason.ITEM_MISSING),
        ("泵站新建工程的门房盖几层", Reason.ITEM_MISSING),
    ],
)
def test_what_is_told_of_another_thing_does_not_answer(corpus, question, reason):
    given = ask(question, corpus)
    assert (given.status, given.reason) == (Status.REFUSED, reason)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("月牙路那个泵站工程，水务局的材料里说要盖多高", ("12.5", "米")),
        ("水务局2024年的项目说明里，新建的泵站占多大一块地", ("900", "平方米")),
        ("2024年泵站新建工程的管理房是几层的", ("2", "层")),
    ],
)
def test_where_it_is_told_is_no_part_of_what_is_asked(corpus, question, value):
    assert values(ask(question, corpus)) == [value]


def test_the_side_of_a_place_is_told_with_the_place(corpus):
    assert "月牙路与长堤路路口" in ask("泵站新建工程北边是哪条路", corpus).text
