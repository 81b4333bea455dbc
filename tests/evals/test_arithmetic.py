"""Expressions as answers write them, worked out exactly."""

from decimal import Decimal

import pytest

from evals.arithmetic import NotArithmetic, evaluate, numbers_in


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 × 3", "7"),
        ("（1，000.5－0.5）÷ 4", "250"),
        ("-(2 − 5) * 100%", "300"),
        ("10 - 2 - 3", "5"),
    ],
)
def test_an_expression_is_worked_out(expression: str, value: str) -> None:
    assert evaluate(expression) == Decimal(value)


@pytest.mark.parametrize(
    "expression",
    ["", "甲 + 乙", "1 +", "(1 + 2", "1 2", "1 ÷ 0", "(" * 50 + "1", "1+" * 2000 + "1", "9**9"],
)
def test_what_is_no_arithmetic_is_refused(expression: str) -> None:
    with pytest.raises(NotArithmetic):
        evaluate(expression)


def test_the_numbers_of_an_expression_have_no_sign() -> None:
    assert numbers_in("-1,234.5 ÷ (2 − 3)") == [Decimal("1234.5"), Decimal(2), Decimal(3)]
