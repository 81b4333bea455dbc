"""Mistyped names are mended where they can mean one item only, and nothing else is touched."""

from __future__ import annotations

import pytest

from qa_service.steps.item_names import item_names
from qa_service.steps.pinyin import initials, sounds
from qa_service.steps.spelling import mend_spelling
from qa_service.steps.wording import plain_question


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("公务街待费是多少", "公务接待费是多少"),  # 同音
        ("三功经费是多少", "三公经费是多少"),
        ("会仪费花了多少", "会议费花了多少"),
        ("培讯费花了多少", "培训费花了多少"),
        ("机关云行精费多少", "机关运行经费多少"),  # 两个字同音
        ("正府采购预算", "政府采购预算"),
        ("公务接侍费是多少", "公务接待费是多少"),  # 形近
        ("公务待接费是多少", "公务接待费是多少"),  # 调换
        ("提租贴补是多少", "提租补贴是多少"),
        ("基本出支是多少", "基本支出是多少"),
        ("公务接费是多少", "公务接待费是多少"),  # 掉字
        ("会议议费是多少", "会议费是多少"),  # 叠字
        ("社会保和就业支出同比", "社会保障和就业支出同比"),  # 长名字里掉字
        ("一般公共服务出占比", "一般公共服务支出占比"),
        ("住房报障支出合计", "住房保障支出合计"),  # 后面连着另一个名字
        ("住房公基金预算比上年增长", "住房公积金预算比上年增长"),  # 错字和后面连成另一个词
    ],
)
def test_one_slip_in_a_name_is_mended(typed: str, meant: str) -> None:
    assert mend_spelling(typed)[0] == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("sgjf是多少", "三公经费是多少"), ("zfcg预算", "政府采购预算"), ("jgyxjf", "机关运行经费"),
     ("sangongjingfei多少", "三公经费多少")],
)  # fmt: skip
def test_names_are_read_by_their_pinyin(typed: str, meant: str) -> None:
    assert mend_spelling(typed)[0] == meant


@pytest.mark.parametrize(
    "question",
    [
        "公务接待费比公务用车运行维护费多多少",
        "税务局2024年三公经费",
        "水务局的基本支出和项目支出",
        "事业单位离退休是多少",
        "上年结转和年末结转",
        "政协会议支出有多大",  # 科目“政协会议”，不是掉了字的“会议费支出”
        "协政会议支出",  # “政协会议”还是“会议费支出”
        "比上年预算少多少",
        "决算比部门预算多多少",
        "要采购多少万的东西",
        "gdp是多少",
        "hello",
        "人员经费和公用经费一共多少",
    ],
)
def test_what_is_typed_as_it_should_be_is_left_alone(question: str) -> None:
    assert mend_spelling(question) == (question, ())


def test_what_documents_print_is_left_alone() -> None:
    assert mend_spelling("实业收入是多少", lambda typed: typed in "下属实业收入")[1] == ()
    assert mend_spelling("实业收入是多少")[0] == "事业收入是多少"


def test_every_known_name_is_left_as_it_is() -> None:
    assert [name for name in sorted(item_names()) if mend_spelling(name)[1]] == []


def test_it_is_told_where_the_slip_stood_and_what_was_meant() -> None:
    (mending,) = mend_spelling("2024年公务街待费")[1]
    assert (mending.start, mending.end) == (5, 10)
    assert (mending.typed, mending.meant) == ("公务街待费", "公务接待费")


def test_a_text_sounds_character_by_character() -> None:
    assert sounds("三公经费") == ("san", "gong", "jing", "fei")
    assert initials("三公经费") == "sgjf"


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("請問三公經費預算是多少萬元？", "三公经费预算是多少万元?"),
        ("為什麼機關運行經費減少了", "为什么机关运行经费减少了"),
        ("２０２４年ＳＧＪＦ", "2024年sgjf"),
    ],
)
def test_traditional_and_full_width_characters_are_read(typed: str, plain: str) -> None:
    assert plain_question(typed) == plain


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("麻烦帮我看看，三公经费是多少来着？", "三公经费是多少?"),
        ("老师您好，我就是想了解下会议费啊，谢谢", "会议费"),
        ("那公用经费呢，谢谢啦", "那公用经费呢"),
        ("请客吃饭花了多少", "请客吃饭花了多少"),
        ("咨询费是多少", "咨询费是多少"),
        ("会议费是多少啊？", "会议费是多少?"),
        ("谢谢", "谢谢"),
        ("你好", "你好"),
    ],
)
def test_what_is_said_around_a_question_is_left_out(asked: str, plain: str) -> None:
    assert plain_question(asked) == plain


@pytest.mark.parametrize("typed", ["哪几项支出决算数等于预算数", "这三项支出预算各多少"])
def test_lines_that_are_counted_are_no_projects(typed: str) -> None:
    assert mend_spelling(typed)[0] == typed


@pytest.mark.parametrize("typed", ["2022年年末结转结余是多少", "2022年年初结转和结余是多少"])
def test_the_last_character_of_a_year_is_not_typed_twice(typed: str) -> None:
    assert mend_spelling(typed)[0] == typed
