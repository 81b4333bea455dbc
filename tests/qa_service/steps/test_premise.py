"""An amount a question states is read with its words of more, less and about."""

from decimal import Decimal

import pytest

from qa_service.steps.premise import NEARLY, NOT_SO, SO, amount_said


@pytest.mark.parametrize(
    ("said", "amount", "verdict"),
    [
        ("有500万", "5000000", SO),
        ("有五百万元", "5000000", SO),
        ("有500万", "5004999", NEARLY),
        ("有500万", "4990000", NOT_SO),
        ("3.2亿", "320000000", SO),
        ("一千二百万", "12000000", SO),
        ("五百二十元", "520", SO),
        ("八十多万", "880000", SO),
        ("两个亿", "200000000", SO),
        ("有1万", "9500", NOT_SO),
        ("八十多万", "900000", NOT_SO),
        ("大概350万", "3463000", NEARLY),
        ("超过十万", "100000", NOT_SO),
        ("超过十万", "100001", SO),
        ("有没有超过十万", "100001", SO),
        ("没有超过十万", "100000", SO),
        ("不到一百万", "999999", SO),
        ("不到一百万", "1000000", NOT_SO),
        ("达到100万", "1000000", SO),
    ],
)
def test_an_amount_is_held_against_the_documents(said, amount, verdict):
    found = amount_said(said)
    assert found is not None
    assert found.holds_of(Decimal(amount)) == verdict


@pytest.mark.parametrize("text", ["有三个吗", "2025是吗", "十分多吗", "一般吗"])
def test_a_number_without_money_is_no_amount(text):
    found = amount_said(text)
    assert found is None or found.unit != "元"
