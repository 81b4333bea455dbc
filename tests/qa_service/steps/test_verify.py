"""No number leaves that a figure, a calculation or a quoted place does not vouch for."""

from types import SimpleNamespace
from typing import cast

import pytest

from ingest.quantity import wan
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.model import Role
from qa_service.steps import calculate
from qa_service.steps.verify import verify_numbers
from tests.qa_service.facts import fact_of

CORPUS = cast(
    Corpus, SimpleNamespace(contents=lambda document: SimpleNamespace(text="公用经费88.50万元"))
)
FACT = fact_of(wan("88.50"))


def draft(text):
    made = Draft(text=text)
    made.mark(FACT, Role.ANSWER)
    return made


@pytest.mark.parametrize(
    "text", ["2025年为88.50万元⟦f0⟧", "比2024年多", "没有数字", "为８８.５万元"]
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
    ],
)
def test_any_other_number_is_named(text, number):
    assert verify_numbers(draft(text), CORPUS) == (number,)


def test_a_piece_of_a_longer_number_is_another_number():
    made = draft("为100万元")
    made.calculations.append(calculate.total([FACT, fact_of(wan("100.5"), "f2")]))
    assert verify_numbers(made, CORPUS) == ("100",)


def test_a_calculation_vouches_for_its_result_and_operands():
    made = draft("88.5 ÷ 177 × 100% = 50.00%")
    made.calculations.append(calculate.share(FACT, fact_of(wan("177"), "f2")))
    assert verify_numbers(made, CORPUS) == ()
