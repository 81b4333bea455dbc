"""Every row of equations.yaml reads its own example, and what is not wholly read is no equation."""

from decimal import Decimal
from importlib.resources import files

import pytest
import yaml

from qa_service.steps.equations import Form, SaidAmount, equation_in
from qa_service.steps.items import find_items
from qa_service.steps.wording import plain_question

TABLE = yaml.safe_load(files("qa_service.steps").joinpath("equations.yaml").read_text("utf-8"))


def read(question):
    plain = plain_question(question)
    return equation_in(plain, find_items(plain))


@pytest.mark.parametrize("row", TABLE["forms"], ids=lambda row: row["example"])
def test_each_form_reads_its_example(row):
    assert read(row["example"]).form == row["form"]


@pytest.mark.parametrize("row", TABLE["marks"], ids=lambda row: row["example"])
def test_each_mark_is_read_within_its_example(row):
    assert read(row["example"]) is not None


@pytest.mark.parametrize(
    ("question", "items", "result"),
    [
        ("支出合计比基本支出多出来的是不是项目支出", ["支出合计", "基本支出"], "项目支出"),
        ("基本支出比支出合计少的是不是项目支出", ["支出合计", "基本支出"], "项目支出"),
        ("采购总额比货物采购多出来的是服务和工程吗", ["货物采购", "服务", "工程"], "采购总额"),
        (
            "工资福利支出和对个人和家庭的补助加起来等于人员经费吗",
            ["工资福利支出", "对个人和家庭的补助"],
            "人员经费",
        ),
    ],
)
def test_what_is_set_equal_is_read_in_its_order(question, items, result):
    found = read(question)
    assert [m.text for m in found.items] == items
    assert found.result.text == result


def test_a_part_named_behind_its_whole_is_the_part():
    found = read("采购的货物是服务的三倍多，对不对")
    assert [m.keys[0] for m in found.items] == ["procurement_goods", "procurement_services"]
    assert found.said.more


def test_what_items_changed_by_is_told_from_what_they_are():
    assert read("会议费减少的数和培训费增加的数对得上吗").of_changes
    assert not read("会议费和培训费对得上吗").of_changes


def test_an_amount_said_stands_for_what_it_should_come_to():
    found = read("项目支出比基本支出多96.66万元，对不对")
    assert (found.form, found.said) == (Form.DIFFERENCE, SaidAmount(Decimal("96.66"), "万元"))


@pytest.mark.parametrize(
    "question",
    [
        "基本支出加项目支出是多少",
        "为什么基本支出和项目支出一样",
        "基本支出和去年一样吗",
        "三公经费表里和说明里一样吗",
        "财政拨款总支出和一般公共预算支出一样吗",
        "公务接待费加某某活动经费等于三公经费吗",
        "机关运行经费是公用经费吗",
        "办公费、印刷费、邮电费三项总和",
    ],
)
def test_what_leaves_words_unread_is_no_equation(question):
    assert read(question) is None
