"""Sums, shares and changes are exact, shown, and refused where the figures do not give them."""

from decimal import Decimal

import pytest

from ingest.quantity import Quantity, Unit, plain_decimal, wan
from qa_service.steps import calculate
from qa_service.steps.calculate import NotCalculable
from tests.qa_service.facts import fact_of


def result(calculation):
    return plain_decimal(calculation.result.number), calculation.result.unit.name


def test_a_share_has_two_places_and_shows_its_formula():
    found = calculate.share(fact_of(wan("753.14")), fact_of(wan("3204.1")))
    assert result(found) == ("23.51", "%")
    assert found.expression == "753.14 ÷ 3204.1 × 100%"


def test_amounts_of_different_units_meet_in_the_first_ones_unit():
    later = fact_of(wan("100"))
    earlier = fact_of(Quantity(Decimal("990000"), Unit.YUAN))
    assert result(calculate.difference(later, earlier)) == ("1", "万元")


def test_growth_is_measured_from_the_earlier_amount():
    assert result(calculate.growth(fact_of(wan("120")), fact_of(wan("100")))) == ("20.00", "%")
    assert result(calculate.growth(fact_of(wan("80")), fact_of(wan("100")))) == ("-20.00", "%")


def test_a_stated_change_gives_its_rate():
    amount, change = fact_of(wan("80")), fact_of(wan("-20"))
    assert result(calculate.growth_by_change(amount, change)) == ("-20.00", "%")


def test_a_sum_names_every_operand():
    found = calculate.total([fact_of(wan("1.50"), "a"), fact_of(wan("2.25"), "b")])
    assert result(found) == ("3.75", "万元")
    assert len(found.operands) == 2


def test_a_mean_counts_every_operand_once_and_has_two_places():
    found = calculate.mean(
        [fact_of(wan("3.1"), "a"), fact_of(wan("3.5"), "b"), fact_of(wan("3.5"))]
    )
    assert result(found) == ("3.37", "万元")
    assert found.expression == "(3.1 + 3.5 + 3.5) ÷ 3"


def test_turning_yuan_into_wan_is_exact():
    found = calculate.converted(fact_of(Quantity(Decimal("47483459"), Unit.YUAN)), Unit.WAN)
    assert result(found) == ("4748.3459", "万元")


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: calculate.share(fact_of(wan("1")), fact_of(wan("0"))),
        lambda: calculate.growth(fact_of(wan("1")), fact_of(wan("0"))),
        lambda: calculate.difference(fact_of(wan("1")), fact_of(None)),
        lambda: calculate.difference(
            fact_of(wan("1")), fact_of(Quantity(Decimal(3), Unit.PERCENT))
        ),
        lambda: calculate.total([fact_of(wan("1"))]),
    ],
)
def test_what_cannot_be_calculated_is_refused(attempt):
    with pytest.raises(NotCalculable):
        attempt()
