"""Amounts are compared across units, to the digits that the expected one prints."""

from decimal import Decimal

import pytest

from evals.amounts import Amount, read_amount, read_decimal, same_amount


def amount(number: str, unit: str) -> Amount:
    return Amount(Decimal(number), unit)


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (amount("71.00", "万元"), amount("710000", "元")),
        (amount("17192", "万元"), amount("171915169", "元")),
        (amount("2642448.00", "元"), amount("264.2448", "万元")),
        (amount("1.5", "亿元"), amount("15000", "万元")),
        (amount("23.51", "%"), amount("23.5055", "%")),
        (amount("0", "万元"), amount("0.00", "元")),
        (amount("1", "台（套）"), amount("1", "台")),
        (amount("-2582.47", "万元"), amount("-2582.47", "万元")),
    ],
)
def test_the_same_amount_in_another_unit_or_with_more_digits_is_equal(
    expected: Amount, got: Amount
) -> None:
    assert same_amount(expected, got)


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (amount("71.00", "万元"), amount("71", "元")),
        (amount("171915169", "元"), amount("17192", "万元")),
        (amount("312.6", "万元"), amount("212.6", "万元")),
        (amount("2582.47", "万元"), amount("-2582.47", "万元")),
        (amount("0", "万元"), amount("0.4", "万元")),
        (amount("7", "辆"), amount("7", "万元")),
        (amount("23.51", "%"), amount("0.2351", "")),
    ],
)
def test_another_digit_sign_or_kind_of_unit_is_not_equal(expected: Amount, got: Amount) -> None:
    assert not same_amount(expected, got)


@pytest.mark.parametrize("text", ["", "NaN", "Infinity", "1e999999", "三", "1-2"])
def test_what_is_no_number_reads_as_none(text: str) -> None:
    assert read_decimal(text) is None


def test_an_alternative_may_carry_its_own_unit() -> None:
    assert read_amount("24,788,911元", "万元") == amount("24788911", "元")
    assert read_amount("385", "万元") == amount("385", "万元")
    assert read_amount("item_missing", "万元") is None
