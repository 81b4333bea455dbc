"""No number leaves that a figure, a calculation or a quoted place does not vouch for."""

from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from ingest.model import Aspect
from ingest.quantity import wan
from qa_service.corpus import Corpus
from qa_service.draft import Draft, Quote
from qa_service.model import Role, Status
from qa_service.steps import calculate
from qa_service.steps.verify import verify_numbers
from tests.qa_service.facts import fact_of

TEXT = "公用经费88.50万元，其中12\n3万元用于2025年第2 期，至2019年8月31日。"
CORPUS = cast(
    Corpus, SimpleNamespace(contents=lambda document: SimpleNamespace(text=TEXT, tables={}))
)
FACT = fact_of(wan("88.50"))


def draft(text):
    made = Draft(text=text)
    made.mark(FACT, Role.ANSWER)
    return made


@pytest.mark.parametrize(
    "text",
    ["2025年为88.50万元⟦f0⟧", "比2024年多", "没有数字", "为８８.５万元", "两者相同", "公用经费"],
)
def test_numbers_of_the_figures_used_are_said(text):
    assert verify_numbers(draft(text), CORPUS) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("为88.60万元", "88.60"),
        ("为885万元", "885"),
        ("2023年为88.50万元", "2023"),
        ("占51%", "51"),
        ("为88.50元", "88.50"),
        ("为88.50亿元", "88.50"),
        ("占88.50%", "88.50"),
        ("为-88.50万元", "88.50"),
        ("为2025万元", "2025"),
        ("有2025辆", "2025"),
        ("为八十八万元", "八十八万"),
        ("占百分之五", "百分之五"),
        ("是三倍", "三"),
    ],
)
def test_any_other_number_is_named(text, number):
    assert verify_numbers(draft(text), CORPUS) == (number,)


def test_the_day_that_a_stock_is_stated_as_of_is_said():
    # The day may stand in another sentence than the figure: '截至…日，资产如下：车辆4辆。'
    made = Draft(text="为88.50万元（截至2022年12月31日）")
    made.mark(fact_of(wan("88.50"), as_of=date(2022, 12, 31)), Role.ANSWER)
    assert verify_numbers(made, CORPUS) == ()
    assert verify_numbers(draft("为88.50万元（截至2022年12月31日）"), CORPUS) == (
        "2022",
        "12",
        "31",
    )


def test_a_piece_of_a_longer_number_is_another_number():
    made = draft("为100万元")
    made.calculations.append(calculate.total([FACT, fact_of(wan("100.5"), "f2")]))
    assert verify_numbers(made, CORPUS) == ("100",)


def test_a_calculation_vouches_for_its_result_and_operands():
    made = draft("88.5 ÷ 177 × 100% = 50.00%")
    made.calculations.append(calculate.share(FACT, fact_of(wan("177"), "f2")))
    assert verify_numbers(made, CORPUS) == ()


def test_a_decrease_is_said_with_its_direction_or_its_sign():
    fallen = fact_of(-wan("3"), "f3", aspect=Aspect.CHANGE)
    for text in ("减少3万元", "少3万元", "为-3万元"):
        made = Draft(text=text)
        made.mark(fallen)
        assert verify_numbers(made, CORPUS) == ()
    made = Draft(text="增加3万元")
    made.mark(fallen)
    assert verify_numbers(made, CORPUS) == ("3",)


def quoting(text):
    made = Draft(text=text)
    made.mark_quote(Quote(FACT.document, 0, len(TEXT), (), 1))
    return made


def test_a_quote_vouches_for_its_numbers_as_they_stand():
    assert (
        verify_numbers(quoting("写道：“其中12 3万元用于2025年第2期，至2019年8月31日”"), CORPUS)
        == ()
    )


def test_digits_of_two_lines_are_not_one_number():
    assert verify_numbers(quoting("写道：“其中123万元”"), CORPUS) == ("123",)


def test_a_value_that_no_figure_and_no_calculation_gives_is_named():
    made = draft("为88.50万元")
    made.give(wan("88.50"), "公用经费")
    assert verify_numbers(made, CORPUS) == ()
    made.give(wan("99"), "公用经费")
    assert verify_numbers(made, CORPUS) == ("99",)


def test_a_refusal_states_no_amount_that_nothing_vouches_for():
    refused = Draft(
        text="没有“5万元以上设备”的数，只收录3个单位的2025年预算", status=Status.REFUSED
    )
    assert verify_numbers(refused, CORPUS, "5万元以上设备多少") == ()
    refused.say("可以回答的是：公用经费为7万元。")
    assert verify_numbers(refused, CORPUS, "5万元以上设备多少") == ("7",)
