"""What a question leaves to the conversation: whom, which of those listed, against what."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from qa_service.answer import answer
from qa_service.corpus import Corpus
from qa_service.model import Answer, Context, Question, Reason, Status
from tests.qa_service.asking import corpus_over, values

BUDGET = """{name}2025年部门预算
一、主要职责
（一）负责{duty}。
本部门中，行政单位1家，事业单位{institutions}家。
二、支出预算情况
2025年支出预算{total}万元，比2024年预算增加50万元，主要原因是新设窗口。其中：基本支出{basic}万元，占{share}%；项目支出100万元。
三、“三公”经费预算情况
2025年“三公”经费预算数为{three}万元，比2024年预算减少1万元，主要原因是少用车。其中：
（一）因公出国（境）费0万元，与2024年预算持平。
（二）公务用车购置及运行费{cars}万元，比2024年预算减少1万元，主要原因是少用车。
（三）公务接待费2万元，与2024年预算持平。
会议费预算{meetings}万元。
"""
FINAL = """云岭市澄溪区水务局2024年度部门决算
一、支出决算情况
2024年度支出决算120万元，其中：基本支出80万元；项目支出40万元。
二、“三公”经费支出决算情况
2024年度“三公”经费财政拨款支出预算为9万元，支出决算为7万元，完成预算的77.78%。决算数小于预算数的主要原因：合并了车辆保养。其中：
公务接待费支出预算为3万元，支出决算为2万元，完成预算的66.67%。
公务用车购置及运行维护费支出预算为6万元，支出决算为5万元。
"""


def _budget(name: str, **more: object) -> str:
    slots: dict[str, object] = {"duty": "天气预报", "total": 300, "basic": 200, "share": "66.67"}
    slots |= {"three": 6, "cars": 4, "meetings": 3, "institutions": 2}
    return BUDGET.format(name=name, **(slots | more))


TEXTS = {
    "甲.txt": _budget("云岭市澄溪区气象局"),
    "乙.txt": _budget("云岭市河东区气象局", three=8, cars=6, meetings=7, duty="人工降雨"),
    "丙.txt": _budget("云岭市河东区档案局", three=5, cars=3, meetings=9, duty="保管档案"),
    "戊.txt": _budget("云岭市河东区地震局", meetings=4, institutions=0),
    "丁.txt": FINAL,
    "己.txt": """云岭市澄溪区航道局2025年部门预算
一、支出预算情况
2025年支出预算300万元，其中：基本支出200万元；项目支出100万元。
二、基本支出情况
基本支出200万元，其中：人员经费180万元；公用经费20万元。
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    yield from corpus_over(tmp_path_factory.mktemp("talk"), TEXTS)


@pytest.fixture
def talk(corpus: Corpus) -> Callable[..., Answer]:
    """Ask in one conversation; the answer to the last question."""

    def ask(*questions: str) -> Answer:
        carried = Context()
        for question in questions:
            given = answer(Question(question, carried=carried), corpus)
            carried = given.context
        return given

    return ask


@pytest.mark.parametrize(
    ("reply", "amount"),
    [
        ("第二个", "3"),
        ("后者", "3"),
        ("最后一个", "3"),
        ("第一家的", "7"),
        ("河东区那个", "7"),
        ("河东区气象局", "7"),
    ],
)
def test_one_of_those_offered_is_chosen(
    talk: Callable[..., Answer], reply: str, amount: str
) -> None:
    given = talk("气象局2025年会议费多少", reply)
    assert values(given) == [(amount, "万元")]


def test_until_one_is_chosen_the_next_question_is_asked_back_among_them(
    talk: Callable[..., Answer],
) -> None:
    given = talk("气象局", "2025年会议费")
    assert given.status is Status.CLARIFY
    assert len(given.options) == 2
    assert all("2025年会议费" in option for option in given.options)


def test_a_list_does_not_reach_beyond_its_end(talk: Callable[..., Answer]) -> None:
    assert talk("气象局2025年会议费多少", "第五个").status is not Status.ANSWERED


def test_the_second_of_those_compared_is_asked_about(talk: Callable[..., Answer]) -> None:
    given = talk("澄溪区气象局和河东区档案局2025年会议费谁多", "第二个单位的三公经费呢")
    assert values(given) == [("5", "万元")]
    assert given.context.organisation == "云岭市河东区档案局"


@pytest.mark.parametrize("asked", ["谁大？大多少", "差多少", "相比，小的小多少"])
def test_how_much_larger_one_is_comes_first(talk: Callable[..., Answer], asked: str) -> None:
    given = talk(f"澄溪区气象局和河东区档案局2025年三公经费{asked}")
    assert values(given)[0] == ("1", "万元")


def test_those_compared_stay_compared(talk: Callable[..., Answer]) -> None:
    given = talk("澄溪区气象局和河东区档案局2025年会议费谁多", "三公经费呢")
    assert values(given) == [("6", "万元"), ("5", "万元")]
    assert "云岭市澄溪区气象局更多" in given.text


def test_one_organisation_named_ends_the_comparison(talk: Callable[..., Answer]) -> None:
    given = talk("澄溪区气象局和河东区档案局2025年会议费谁多", "河东区气象局呢", "三公经费多少")
    assert values(given) == [("8", "万元")]


def test_each_against_its_own_year_before_is_not_one_against_the_other(
    talk: Callable[..., Answer],
) -> None:
    given = talk("澄溪区气象局和河东区档案局2025年三公经费比上年各减少多少")
    assert values(given) == [("-1", "万元"), ("-1", "万元")]


def test_the_duties_of_two_are_told_one_after_the_other(talk: Callable[..., Answer]) -> None:
    given = talk("澄溪区气象局和河东区档案局的主要职责")
    assert "天气预报" in given.text
    assert "保管档案" in given.text


def test_the_second_item_of_a_list_is_asked_about(talk: Callable[..., Answer]) -> None:
    given = talk("河东区档案局2025年三公经费包括哪些、分别多少", "第二项比上年呢")
    assert values(given)[0] == ("-1", "万元")
    assert "公务用车购置及运行费" in given.text


@pytest.mark.parametrize("ask", ["第二季度的会议费多少", "第三方服务费多少"])
def test_what_counts_nothing_that_was_listed_stays_as_said(
    talk: Callable[..., Answer], ask: str
) -> None:
    given = talk("河东区档案局2025年三公经费包括哪些、分别多少", ask)
    assert given.status is Status.REFUSED


def test_a_change_is_never_set_against_an_amount(talk: Callable[..., Answer]) -> None:
    given = talk("河东区档案局2025年三公经费多少", "比上年少了吗", "少多少")
    assert values(given)[0] == ("-1", "万元")


def test_the_amount_behind_a_share_is_told(talk: Callable[..., Answer]) -> None:
    given = talk("河东区档案局2025年基本支出占比多少", "金额是多少")
    assert values(given) == [("200", "万元")]


@pytest.mark.parametrize(
    ("ask", "value"),
    [
        ("省了多少", ("2", "万元")),
        ("超支了多少", ("-2", "万元")),
    ],
)
def test_what_was_spent_is_told_beside_its_budget(
    talk: Callable[..., Answer], ask: str, value: tuple[str, str]
) -> None:
    given = talk("澄溪区水务局2024年三公经费决算多少", ask)
    assert values(given) == [value]
    assert ("没有超支" in given.text) is ("超支" in ask)


def test_whether_it_was_overspent_is_answered_by_both_amounts(talk: Callable[..., Answer]) -> None:
    given = talk("澄溪区水务局2024年三公经费决算多少", "超支了吗")
    assert given.text.startswith("没有超支：")
    assert values(given) == [("2", "万元"), ("7", "万元"), ("9", "万元")]


def test_why_it_was_overspent_is_put_right_first(talk: Callable[..., Answer]) -> None:
    given = talk("澄溪区水务局2024年三公经费超预算的原因是什么")
    assert given.text.startswith("与问题所说的不同：")
    assert "没有超支" in given.text


def test_what_is_missing_for_a_completion_rate_is_named(talk: Callable[..., Answer]) -> None:
    given = talk("河东区档案局2025年会议费完成率是多少")
    assert given.reason is Reason.NOT_DERIVABLE
    assert "缺少会议费预算的决算数" in given.text
    assert "9万元" in given.text


def test_why_less_than_the_budget_does_not_make_the_next_question_one_of_the_budget(
    talk: Callable[..., Answer],
) -> None:
    given = talk("澄溪区水务局2024年三公经费花了多少", "为什么比预算少", "那公务接待费呢")
    assert values(given) == [("2", "万元")]


def test_where_money_was_cut_is_put_right_when_it_rose(talk: Callable[..., Answer]) -> None:
    given = talk("河东区档案局2025年支出预算比上年砍掉50万元，砍在哪")
    assert given.text.startswith("与问题所说的不同：")
    assert values(given) == [("50", "万元")]


@pytest.mark.parametrize("ask", ["在哪一页", "出处呢", "刚才那个数对吗", "确定吗"])
def test_where_the_last_figure_stands_is_told(talk: Callable[..., Answer], ask: str) -> None:
    given = talk("河东区档案局2025年会议费多少", ask)
    assert values(given) == [("9", "万元")]
    assert "三、“三公”经费预算情况" in given.text


def test_where_it_stands_does_not_become_what_is_asked(talk: Callable[..., Answer]) -> None:
    given = talk("河东区档案局2025年会议费多少", "在哪一页", "河东区气象局呢")
    assert values(given) == [("7", "万元")]


@pytest.mark.parametrize("ask", ["不是部门，是本级", "我说的是本级", "不看部门，要单位的"])
def test_a_level_that_is_not_loaded_is_said_to_be_so(talk: Callable[..., Answer], ask: str) -> None:
    given = talk("河东区档案局2025年会议费多少", ask)
    assert given.reason is Reason.NOT_LOADED
    assert given.values == ()
    assert "已收录的是部门预算" in given.text


def test_a_department_is_not_answered_for_its_office(talk: Callable[..., Answer]) -> None:
    given = talk("河东区档案局本级2025年会议费多少")
    assert given.reason is Reason.NOT_LOADED
    assert talk(given.options[0]).status is Status.ANSWERED


def test_a_department_that_is_its_own_only_unit_is_answered_with_its_level_named(
    talk: Callable[..., Answer],
) -> None:
    given = talk("河东区地震局本级2025年会议费多少")
    assert values(given) == [("4", "万元")]
    assert "没有收录本级口径的文件，按部门口径回答" in given.text


def test_a_unit_budget_asked_for_loosely_is_answered_with_its_level_named(
    talk: Callable[..., Answer],
) -> None:
    given = talk("河东区档案局2025年单位预算里会议费多少")
    assert values(given) == [("9", "万元")]
    assert "没有收录单位口径的文件，按部门口径回答" in given.text


def test_a_name_typed_wrong_is_offered_and_can_be_taken_up(talk: Callable[..., Answer]) -> None:
    given = talk("河东区档玉局2025年会议费多少")
    assert given.reason is Reason.NOT_LOADED
    assert "您是不是要问：云岭市河东区档案局" in given.text
    assert values(talk("河东区档玉局2025年会议费多少", "第一个")) == [("9", "万元")]


def test_what_is_asked_of_the_service_keeps_what_was_spoken_of(talk: Callable[..., Answer]) -> None:
    given = talk("河东区档案局2025年会议费多少", "你们的数准不准", "那三公经费呢")
    assert values(given) == [("5", "万元")]


@pytest.mark.parametrize(
    "ask",
    ["2025年出国花了50万，都去哪了", "2025年出国为什么花那么多钱", "2025年出国的大额开销是多少"],
)
def test_what_cost_nothing_is_not_explained_but_put_right(
    talk: Callable[..., Answer], ask: str
) -> None:
    given = talk(f"河东区档案局{ask}")
    assert given.text.startswith("与问题所说的不同：")
    assert values(given)[0] == ("0", "万元")


def test_as_many_as_said_are_added_up(talk: Callable[..., Answer]) -> None:
    first = ("河东区档案局2025年公务接待费多少", "会议费呢", "项目支出呢")
    assert values(talk(*first, "这三个加起来"))[0] == ("111", "万元")
    assert values(talk(*first, "这两个加起来"))[0] == ("109", "万元")
    assert talk(*first[:2], "这三个加起来").status is Status.REFUSED


def test_a_direction_taken_for_granted_of_where_money_went_is_put_right(
    talk: Callable[..., Answer],
) -> None:
    given = talk("河东区档案局2025年公务用车购置及运行费多花的1万花在哪了")
    assert given.text.startswith("与问题所说的不同：")
    assert values(given) == [("-1", "万元")]


def test_a_number_of_cars_bought_is_no_amount_spent(talk: Callable[..., Answer]) -> None:
    assert ("0", "万元") not in values(talk("河东区档案局2025年买了几台公车"))


@pytest.mark.parametrize("ask", ["会议费翻倍了吧", "三公经费翻番了吗"])
def test_what_is_said_to_have_doubled_is_no_hypothesis(
    talk: Callable[..., Answer], ask: str
) -> None:
    given = talk(f"河东区档案局2025年{ask}")
    assert "假想" not in given.text


def test_how_much_it_went_up_or_down_is_a_change_and_no_amount(talk: Callable[..., Answer]) -> None:
    given = talk("澄溪区气象局三公经费多少", "是涨了还是跌了", "具体差几万")
    assert values(given) == [("-1", "万元")]


def test_parts_are_named_in_two_characters_beside_their_whole(talk: Callable[..., Answer]) -> None:
    given = talk("航道局2025年基本支出多少", "其中人员和公用各多少")
    assert values(given) == [("180", "万元"), ("20", "万元")]
