"""What an item is made of is listed whole; whether parts make up their whole is worked out."""

import pytest

from qa_service.answer import answer
from qa_service.model import Question, Status
from tests.qa_service.asking import corpus_over, values

PORT = "云岭市澄溪区航运局"
DOCUMENTS = {
    "航运25.txt": f"""{PORT}2025年部门预算
第一部分 部门预算情况说明
一、支出预算情况
2025年支出预算900.5万元，其中：基本支出500万元；项目支出400.5万元。
二、基本支出情况
其中：人员经费480.01万元，主要包括：基本工资、绩效工资；公用经费20万元，主要包括：办公费、邮电费。
三、政府采购
政府采购预算60万元，其中：政府采购货物预算20万元、政府采购工程预算10万元、政府采购服务预算30万元。
四、国有资产
截至2024年12月31日，共有车辆8辆。2025年安排购置车辆1辆。
第二部分 名词解释
1.项目支出：指为完成特定任务安排的支出。
2025年2月20日
""",
    "航运23.txt": f"""{PORT}2023年部门预算
第一部分 部门预算情况说明
一、财政拨款支出预算情况
2023年财政拨款支出预算100万元。其中：
1.一般公共服务支出60万元。
2.社会保障和就业支出30万元。
3.卫生健康支出8万元。
4.住房保障支出2万元。
2023年2月20日
""",
    "航运24.txt": f"""{PORT}2024年部门预算
第一部分 部门预算情况说明
2024年支出预算800万元。
第二部分 名词解释
1.项目支出：包括专项业务和建设的支出。
2024年2月20日
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("data"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "listed", "unasked"),
    [
        ("2025年人员经费花在哪些名目上", ("基本工资", "绩效工资"), "邮电费"),
        ("2025年公用经费里有些什么", ("办公费", "邮电费"), "绩效工资"),
        ("2025年公用经费由哪些组成", ("办公费", "邮电费"), "绩效工资"),
    ],
)
def test_what_an_item_is_made_of_is_listed_without_what_others_are(
    corpus, question, listed, unasked
):
    given = answer(Question(question), corpus)
    assert given.status is Status.ANSWERED
    assert all(name in given.text for name in listed)
    assert unasked not in given.text


def test_spending_is_divided_as_the_question_says(corpus):
    given = answer(Question("2025年支出按用途分成哪几种"), corpus)
    assert values(given) == [("500", "万元"), ("400.5", "万元")]


@pytest.mark.parametrize(("year", "meaning"), [(2025, "特定任务"), (2024, "专项业务")])
def test_a_definition_is_that_of_the_year_asked(corpus, year, meaning):
    given = answer(Question(f"{year}年预算怎么界定项目支出"), corpus)
    assert meaning in given.text
    assert "另一种说法" not in given.text


@pytest.mark.parametrize(
    "question",
    ["名词请教：项目支出", "2025年文件说的项目支出都算哪些", "2025年那份里项目支出指的是"],
)
def test_a_meaning_is_told_and_not_the_amount(corpus, question):
    given = answer(Question(question), corpus)
    assert "指为完成特定任务安排的支出" in given.text
    assert values(given) == []


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("2023年支出按功能分类包括哪几类", ["60", "30", "8", "2"]),
        ("2023年的钱花在了哪几大类上", ["60", "30", "8", "2"]),
    ],
)
def test_spending_by_function_is_listed_whole(corpus, question, told):
    given = answer(Question(question), corpus)
    assert sorted(n for n, _ in values(given)) == sorted(told)


def test_as_many_are_ranked_as_the_question_wants(corpus):
    given = answer(Question("2023年支出最多的三大类是哪三类"), corpus)
    assert "卫生健康" in given.text
    assert "住房保障" not in given.text


@pytest.mark.parametrize(
    "question",
    [
        "2025年采购总额是不是货物、工程、服务三样之和",
        "2025年政府采购，货物、工程和服务加起来够数吗",
        "2025年政府采购的货物、工程、服务加得拢吗",
    ],
)
def test_a_whole_is_set_against_its_parts_and_never_added_to_them(corpus, question):
    given = answer(Question(question), corpus)
    assert values(given) == [("60", "万元")]
    assert "两者相等" in given.text


def test_a_whole_that_its_parts_do_not_make_up_is_told_with_both_amounts(corpus):
    given = answer(Question("2025年人员经费加公用经费，跟基本支出对得上吗"), corpus)
    assert values(given) == [("500.01", "万元"), ("500", "万元")]
    assert "两者不相等" in given.text
    assert len(given.citations) >= 2


def test_a_sum_is_no_check(corpus):
    given = answer(Question("2025年基本支出和项目支出加起来是多少"), corpus)
    assert values(given) == [("900.5", "万元")]


@pytest.mark.parametrize("question", ["公用经费加得拢吗", "码头新建工程的占地面积加得拢吗"])
def test_what_is_to_be_checked_must_be_known(corpus, question):
    given = answer(Question(question), corpus)
    assert given.status is Status.REFUSED
    assert given.values == ()


def test_vehicles_to_be_bought_are_not_those_owned(corpus):
    assert values(answer(Question("2025年车辆购置数是几"), corpus)) == [("1", "辆")]
    assert values(answer(Question("2025年有几辆车"), corpus)) == [("8", "辆")]
