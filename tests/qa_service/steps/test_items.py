"""Items are read by name, everyday word, code or a document's own label; nothing is forced."""

import pytest

from qa_service.steps.item_names import head_strength
from qa_service.steps.items import find_items
from qa_service.steps.labels_like import labels_like


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("三公经费多少", "three_public"),
        ("花多少钱买东西", "procurement"),
        ("吃喝花了多少", "official_reception"),
        ("公车几辆", "vehicles_owned"),
        ("总共花了多少钱", "total_expenditure"),
        ("一般公共服务支出", "functional:201"),
    ],
)
def test_everyday_words_and_terms_mean_items(question, key):
    assert key in find_items(question)[-1].keys


def test_the_longest_name_wins():
    assert [m.text for m in find_items("公务用车运行维护费")] == ["公务用车运行维护费"]


def test_a_general_word_yields_to_a_name():
    assert [m.text for m in find_items("一般行政管理事务支出多少")] == ["一般行政管理事务"]


def test_a_code_is_an_item():
    assert find_items("2010301花了多少")[0].code == "2010301"


def test_goods_mean_procurement_only_beside_procurement():
    assert find_items("政府采购里服务多少")[-1].keys == ("procurement_services",)
    assert find_items("服务对象多少") == ()


def test_labels_of_documents_are_items():
    assert find_items("信息化系统日常维护费多少", ["信息化系统日常维护费"])[0].strong


def test_a_long_label_is_found_by_its_core():
    mention = labels_like("工作业务经费项目", ["某局工作业务经费项目", "差旅费"])[0]
    assert head_strength(mention, "某局工作业务经费项目", None, None)
    assert not head_strength(mention, "差旅费", None, None)


def test_characters_may_be_left_out_of_a_label():
    assert labels_like("社保和就业支出", ["社会保障和就业支出"])[0].text == "社会保障和就业支出"


def test_an_unlike_label_is_not_forced():
    assert labels_like("绿化养护", ["办公费", "其他养老支出"]) == ()


def test_a_name_that_only_contains_the_item_is_weaker_than_the_item():
    meeting = find_items("会议费")[0]
    assert head_strength(meeting, "会议费", None, None) > head_strength(
        meeting, "政协会议费用", None, None
    )
    assert head_strength(meeting, "培训费", None, None) == 0


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("2240109应急管理，一般公共预算里安排多少", ["应急管理", "一般公共预算"]),
        ("服务类采购占政府采购的比重", ["服务类", "政府采购"]),
        ("收入预算是多少", ["收入"]),
    ],
)
def test_what_only_says_again_what_stands_before_is_no_item_of_its_own(question, named):
    assert [m.text for m in find_items(question, ["应急管理"])] == named


def test_a_code_with_its_name_counts_where_codes_are_printed_else_the_name_does():
    (mention,) = find_items("30102津贴补贴多少")
    assert head_strength(mention, "津贴补贴", None, "30102") == 100
    assert head_strength(mention, "津贴补贴", None, "50101") == 0
    assert head_strength(mention, "津贴补贴", "economic:30102", None) > 90


def test_a_code_before_the_name_of_a_column_is_an_item_of_its_own():
    found = find_items("2040610项目支出多少")
    assert [(m.text, m.code) for m in found] == [("2040610", "2040610"), ("项目支出", None)]


def test_a_code_before_its_own_name_is_one_item_with_it():
    found = find_items("30201办公费多少")
    assert [(m.text, m.code) for m in found] == [("办公费", "30201")]


@pytest.mark.parametrize("question", ["总表,2040610多少", "总表2040610多少"])
def test_a_code_is_read_behind_a_comma_and_behind_a_word(question):
    assert "2040610" in [m.code for m in find_items(question)]


@pytest.mark.parametrize("question", ["2,040,610元对吗", "1,300多少", "300万元"])
def test_an_amount_is_no_code(question):
    assert not [m for m in find_items(question) if m.code]


def test_an_everyday_name_is_read_behind_what_it_is_set_against():
    assert [m.text for m in find_items("接待费超过出国费了吗")] == ["接待费", "出国费"]
