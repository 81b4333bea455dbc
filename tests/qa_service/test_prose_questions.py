"""What prose answers: projects, duties, units, what is counted in, facts and definitions in it."""

import re

import pytest

from qa_service.answer import answer
from qa_service.model import Question, Reason, Status
from qa_service.steps.prose_wording import first_asked, prose_wording
from qa_service.steps.wording import plain_question, read_table
from tests.qa_service.asking import corpus_over, values

ARCHIVE = "云岭市澄溪区档案馆"
HARBOUR = "云岭市澄溪区港务局"
DOCUMENTS = {
    "档案24.txt": f"""{ARCHIVE}2024年部门预算
第一部分 部门概况
一、主要职责
{ARCHIVE}是区政府直属事业单位，主要职责是：
（一）接收、保管本区各机关的档案。
（二）开展地方史料的征集和编研，组织史料展览。
（三）负责本区档案的数字化和异地备份。
二、机构设置和单位构成情况
{ARCHIVE}内设机构包括：接收科、编研科、办公室。下属单位包括：澄溪区史料展览馆、澄溪区缩微所。
纳入预算编制范围的单位包括：{ARCHIVE}（本级）、澄溪区史料展览馆。不含澄溪区缩微所（自收自支）。
三、2024年工作任务
全年计划举办史料展览6次，编印《澄溪旧事》4期。
第二部分 部门预算情况说明
一、总体说明
本年支出500万元，其中基本支出300万元，项目支出200万元。
二、预算绩效管理情况
编报绩效目标的项目2个，涉及预算资金150万元。其中：库房改造项目100万元，旧报数字化项目50万元。
三、旧报数字化项目情况
1.项目概述
旧报数字化项目由扫描、校对、著录三部分组成，用于保存民国旧报。
2.立项依据
依据《澄溪区档案事业规划》。
3.实施主体
由编研科组织实施。
4.实施周期
2024年3月至11月。
5.年度预算安排
2024年安排50万元。
第三部分 名词解释
1.“三公”经费：指因公出国（境）费、公务用车购置及运行费、公务接待费。其中，公务接待费反映按规定开支的接待支出。
2.其他资金：包括事业收入、利息收入等。
""",
    "港务24.txt": f"""{HARBOUR}2024年部门预算
第一部分 部门概况
一、主要职责
（一）管理港口岸线和码头。
（二）负责航道疏浚。
第二部分 部门预算情况说明
一、总体说明
本年支出80万元。
二、预算绩效管理情况
编报绩效目标的项目3个，涉及预算资金60万元。
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("data"), DOCUMENTS)


@pytest.mark.parametrize(
    ("asked", "told", "not_told"),
    [
        ("区档案馆的旧报数字化项目谁来做", "由编研科组织实施", "史料展览馆"),
        ("区档案馆旧报数字化项目什么时候做", "2024年3月至11月", "规划"),
        ("区档案馆旧报数字化项目根据什么立的项", "《澄溪区档案事业规划》", "编研科"),
        ("区档案馆旧报数字化项目是干什么的", "用于保存民国旧报", "编研科"),
        ("区档案馆旧报数字化项目由哪几块组成", "由扫描、校对、著录三部分组成", "编研科"),
        ("区档案馆内设哪些科室", "接收科、编研科、办公室", "缩微所"),
        ("区档案馆下属单位有哪几个", "澄溪区史料展览馆、澄溪区缩微所", "接收科"),
        ("区档案馆纳入预算编制范围的单位有哪些", "不含澄溪区缩微所", "接收科"),
        ("区档案馆管不管史料征集", "开展地方史料的征集和编研", "异地备份"),
        ("区档案馆职责第三条讲什么", "数字化和异地备份", "史料展览"),
        ("区档案馆是什么性质的单位", "是区政府直属事业单位", "异地备份"),
        ("区档案馆2024年给哪几个项目编了绩效目标", "库房改造项目100万元", "编研科"),
        ("区档案馆怎么解释公务接待费", "反映按规定开支的接待支出", "因公出国"),
        ("区档案馆的其他资金包括什么", "包括事业收入、利息收入等", "三公"),
    ],
)
def test_prose_is_answered_with_the_words_that_matter(corpus, asked, told, not_told):
    given = answer(Question(asked), corpus)
    assert given.status is Status.ANSWERED
    assert told in given.text
    assert not_told not in given.text
    assert any(told in re.sub(r"\s", "", c.quote) for c in given.citations)


def test_a_duty_is_found_among_all_organisations(corpus):
    given = answer(Question("航道疏浚是谁的职责"), corpus)
    assert HARBOUR in given.text
    assert "（二）负责航道疏浚" in given.text


@pytest.mark.parametrize(
    ("asked", "opening"),
    [
        ("缩微所算不算在澄溪区档案馆的预算里", "没有算在内"),
        ("史料展览馆在不在澄溪区档案馆的预算里面", "算在内"),
        ("澄溪区档案馆的预算包括缩微所吗", "没有算在内"),
    ],
)
def test_whether_a_unit_is_counted_in_is_said(corpus, asked, opening):
    assert answer(Question(asked), corpus).text.startswith(opening)


def test_what_is_planned_is_told_in_the_sentence_that_counts_it(corpus):
    given = answer(Question("澄溪区档案馆2024年计划举办几次史料展览"), corpus)
    assert "全年计划举办史料展览6次" in given.text
    assert values(given) == [("6", "次")]


@pytest.mark.parametrize(
    "asked",
    [
        "区档案馆管不管地铁建设",
        "区档案馆旧报数字化项目的承包单位叫什么名字",
        "区档案馆旧报数字化项目是哪家公司开发的",
    ],
)
def test_what_the_documents_do_not_say_is_refused_not_answered_with_a_near_passage(corpus, asked):
    given = answer(Question(asked), corpus)
    assert (given.status, given.reason) == (Status.REFUSED, Reason.ITEM_MISSING)


def test_a_part_that_a_project_lacks_is_named_with_those_it_has(corpus):
    given = answer(Question("区档案馆旧报数字化项目的绩效目标是什么"), corpus)
    assert (given.status, given.reason) == (Status.REFUSED, Reason.ITEM_MISSING)
    assert "写了的有：项目概述、立项依据、实施主体、实施周期" in given.text


def test_projects_that_are_only_counted_are_not_made_up(corpus):
    given = answer(Question("区港务局2024年绩效项目有哪些"), corpus)
    assert (given.status, given.reason) == (Status.REFUSED, Reason.ITEM_MISSING)
    assert "编报绩效目标的项目3个" in given.text


def _rows():
    table = read_table("prose.yaml")
    for kind in ("fields", "unit_lists", "topics"):
        for row in table[kind]:
            yield kind, row["name"], row["example"]


@pytest.mark.parametrize(("kind", "name", "example"), list(_rows()))
def test_every_row_is_asked_for_by_its_example(kind, name, example):
    asked = first_asked(getattr(prose_wording(), kind), plain_question(example))
    assert asked is not None and asked.name == name


@pytest.mark.parametrize("row", read_table("prose.yaml")["lists"], ids=lambda row: row["name"])
def test_every_list_is_asked_for_by_its_example(row):
    assert prose_wording().asks_list(row["name"], plain_question(row["example"]))


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("purchases", "社区公共服务中心工程的目标是什么"),
        ("purchases", "一般公共服务支出增长的原因是什么，增了多少"),
        ("projects", "一般行政管理事务专项都包括哪几部分"),
        ("projects_with_goals", "绩效目标的4个项目一共多少钱"),
    ],
)
def test_a_question_near_a_list_asks_for_none(name, question):
    assert not prose_wording().asks_list(name, question)


def test_every_way_to_ask_for_a_fact_knows_its_example():
    table = read_table("prose.yaml")
    for row in table["facts"]:
        assert re.search(row["asks"], plain_question(row["example"]))
    words = prose_wording()
    assert words.membership.asks.search(table["membership"]["example"])
    assert words.duty.asks.search(table["duty"]["example"])
