"""Printed digits become exact quantities; a blank, a dash and a 0 are three statements."""

from decimal import Decimal

import pytest

from ingest.quantity import (
    NotAQuantity,
    Quantity,
    Unit,
    UnitKind,
    UnknownUnit,
    is_blank,
    is_dash,
    plain_decimal,
    read_number,
    read_quantity,
    unit_named,
    wan,
)


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("3,204.10", "3204.10"),
        ("47,483,458", "47483458"),
        ("1200", "1200"),
        ("１，２３４．５", "1234.5"),
        ("24, 169.74", "24169.74"),
        ("-0.5", "-0.5"),
        ("－12", "-12"),
        ("（－）12.5", "-12.5"),
        ("0.00", "0.00"),
    ],
)
def test_numbers_are_read_as_printed(printed, number):
    assert str(read_number(printed)) == number


@pytest.mark.parametrize("printed", ["", "  ", "\u3000", "—", "--", "－"])
def test_blank_and_dash_have_no_number(printed):
    assert read_number(printed) is None


def test_a_dash_is_not_a_blank_and_neither_is_zero():
    assert (is_dash("—"), is_blank("—")) == (True, False)
    assert (is_dash(""), is_blank("")) == (False, True)
    assert read_quantity("0.00", Unit.WAN) == wan("0")


@pytest.mark.parametrize(
    "printed", ["****", "12,34", "1.2.3", "3e5", "1.23E+07", "#REF!", "12辆", "1,234,5"]
)
def test_what_is_no_number_is_refused_not_guessed(printed):
    with pytest.raises(NotAQuantity):
        read_number(printed)


def test_the_same_amount_in_another_unit_is_equal():
    assert read_quantity("4748.3458", Unit.WAN) == read_quantity("47,483,458", Unit.YUAN)
    assert wan("1") != Quantity(Decimal(1), Unit.PERCENT)


def test_turning_units_is_exact():
    in_yuan, worth = read_quantity("47,483,459", Unit.YUAN), wan("3204.1").yuan
    assert in_yuan is not None and worth is not None
    assert plain_decimal(in_yuan.to(Unit.WAN).number) == "4748.3459"
    assert plain_decimal(worth) == "32041000.0"


def test_a_share_is_not_money():
    with pytest.raises(UnknownUnit):
        Quantity(Decimal(5), Unit.PERCENT).to(Unit.WAN)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("万元", Unit.WAN),
        ("万", Unit.WAN),
        ("元", Unit.YUAN),
        ("亿元", Unit.YI),
        ("％", Unit.PERCENT),
        ("倍", Unit.MULTIPLE),
    ],
)
def test_units_are_known_by_name(name, unit):
    assert unit_named(name) == unit


def test_counting_words_are_counts():
    assert unit_named("台(套)").kind is UnitKind.COUNT
    assert unit_named("辆").name == "辆"


def test_an_unknown_unit_is_refused():
    with pytest.raises(UnknownUnit):
        unit_named("斤")


def test_rounding_leeway_is_half_the_last_printed_digit():
    assert wan("4748.35").last_place == Decimal("0.005")
    assert wan("17").last_place == Decimal("0.5")
