"""calculate: shares, changes, sums and conversions over cited figures, exactly, formula shown.

Percentages are rounded half up to two places, as disclosures round them; everything else is exact
in Decimal. Amounts of different units meet in the unit of the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from ingest.quantity import Quantity, Unit, plain_decimal
from qa_service.model import Calculation, Fact

_TWO_PLACES = Decimal("0.01")
_HUNDRED = Decimal(100)


class NotCalculable(ValueError):
    """The figures do not give the result asked for; the message says why, in Chinese."""


def share(part: Fact, whole: Fact) -> Calculation:
    """What percentage of the whole the part is. Raises NotCalculable for a whole of zero."""
    a, b = _pair(part, whole)
    if b.number == 0:
        raise NotCalculable("分母为0，占比无意义")
    return Calculation(
        f"{_shown(a)} ÷ {_shown(b)} × 100%", _percent(a, b), (part.fact_id, whole.fact_id)
    )


def share_of_sum(parts: Sequence[Fact], whole: Fact) -> Calculation:
    """What percentage of the whole the parts are together. Raises NotCalculable for a whole of 0.

    Also for fewer than two parts.
    """
    added = total(parts)
    numbers = [_quantity(p).to(added.result.unit) for p in parts]
    below = _quantity(whole)
    if not (below.unit.is_money and added.result.unit.is_money) and below.unit != added.result.unit:
        raise NotCalculable("两个数的单位不同，不能相比")
    base = below.to(added.result.unit)
    if base.number == 0:
        raise NotCalculable("分母为0，占比无意义")
    return Calculation(
        f"({' + '.join(map(_shown, numbers))}) ÷ {_shown(base)} × 100%",
        _percent(added.result, base),
        (*added.operands, whole.fact_id),
    )


def difference(later: Fact, earlier: Fact) -> Calculation:
    """How much more the first is than the second (negative: less), in the first one's unit."""
    a, b = _pair(later, earlier)
    return Calculation(
        f"{_shown(a)} − {_shown(b)}",
        Quantity(a.number - b.number, a.unit),
        (later.fact_id, earlier.fact_id),
    )


def growth(later: Fact, earlier: Fact) -> Calculation:
    """The rate of change from the second to the first. Raises NotCalculable for a base of zero."""
    a, b = _pair(later, earlier)
    if b.number == 0:
        raise NotCalculable("基数为0，增长率无可比性")
    result = _percent(Quantity(a.number - b.number, a.unit), b)
    return Calculation(
        f"({_shown(a)} − {_shown(b)}) ÷ {_shown(b)} × 100%",
        result,
        (later.fact_id, earlier.fact_id),
    )


def growth_by_change(amount: Fact, change: Fact) -> Calculation:
    """The rate of change of an amount whose change is stated: change ÷ (amount − change)."""
    a, c = _pair(amount, change)
    base = a.number - c.number
    if base == 0:
        raise NotCalculable("基数为0，增长率无可比性")
    return Calculation(
        f"{_shown(c)} ÷ ({_shown(a)} − {_shown(c)}) × 100%".replace("− -", "+ "),
        _percent(c, Quantity(base, a.unit)),
        (change.fact_id, amount.fact_id),
    )


def before_change(amount: Fact, change: Fact) -> Calculation:
    """What an amount was before its stated change: amount − change, in the amount's unit."""
    a, c = _pair(amount, change)
    return Calculation(
        f"{_shown(a)} − {_shown(c)}".replace("− -", "+ "),
        Quantity(a.number - c.number, a.unit),
        (amount.fact_id, change.fact_id),
    )


def ratio(one: Fact, other: Fact) -> Calculation:
    """How many times the second the first is. Raises NotCalculable for a second of zero."""
    a, b = _pair(one, other)
    if b.number == 0:
        raise NotCalculable("除数为0，倍数无意义")
    times = Quantity(_quotient(a.number, b.number), Unit.MULTIPLE)
    return Calculation(f"{_shown(a)} ÷ {_shown(b)}", times, (one.fact_id, other.fact_id))


def average(amount: Fact, count: Fact, unit: Unit | None) -> Calculation:
    """An amount over the number it is spent on, to two places, in `unit` or the amount's own.

    Raises NotCalculable for a count of zero.
    """
    a, b = _quantity(amount), _quantity(count)
    if unit is not None and unit.is_money and a.unit.is_money:
        a = a.to(unit)
    if b.number == 0:
        raise NotCalculable("除数为0，平均数无意义")
    each = Quantity(_quotient(a.number, b.number), a.unit)
    return Calculation(f"{_shown(a)} ÷ {_shown(b)}", each, (amount.fact_id, count.fact_id))


def total(facts: Sequence[Fact]) -> Calculation:
    """The sum, in the unit of the first. Raises NotCalculable for fewer than two figures."""
    if len(facts) < 2:
        raise NotCalculable("不足两项，无从相加")
    first = _quantity(facts[0])
    parts = [_quantity(f).to(first.unit) for f in facts]
    return Calculation(
        " + ".join(_shown(p) for p in parts),
        Quantity(sum((p.number for p in parts), Decimal(0)), first.unit),
        tuple(f.fact_id for f in facts),
    )


def mean(facts: Sequence[Fact]) -> Calculation:
    """The mean, to two places, in the unit of the first. Raises NotCalculable for fewer than two.

    Every figure counts once; the caller sees to it that none is missing.
    """
    added = total(facts)
    each = Quantity(_quotient(added.result.number, Decimal(len(facts))), added.result.unit)
    return Calculation(f"({added.expression}) ÷ {len(facts)}", each, added.operands)


def converted(fact: Fact, unit: Unit) -> Calculation:
    """The figure in another money unit, exactly."""
    quantity = _quantity(fact)
    result = quantity.to(unit)
    return Calculation(
        f"{_shown(quantity)}{quantity.unit.name} = {_shown(result)}{unit.name}",
        _trimmed(result),
        (fact.fact_id,),
    )


def result_in(calculation: Calculation, unit: Unit | None) -> Calculation:
    """The calculation with its result in the money unit asked for, the conversion shown."""
    result = calculation.result
    if unit is None or unit == result.unit or not (unit.is_money and result.unit.is_money):
        return calculation
    there = result.to(unit)
    shown = f"{calculation.expression} = {_shown(result)}{result.unit.name}"
    return Calculation(shown, _trimmed(there), calculation.operands)


def _quantity(fact: Fact) -> Quantity:
    quantity = fact.figure.quantity
    if quantity is None:
        raise NotCalculable(f"“{fact.figure.label}”没有填数")
    return quantity


def _pair(one: Fact, other: Fact) -> tuple[Quantity, Quantity]:
    a, b = _quantity(one), _quantity(other)
    if a.unit == b.unit:
        return a, b
    if not (a.unit.is_money and b.unit.is_money):
        raise NotCalculable("两个数的单位不同，不能相比")
    return a, _trimmed(b.to(a.unit))


def _percent(part: Quantity, whole: Quantity) -> Quantity:
    return Quantity(_quotient(part.number * _HUNDRED, whole.number), Unit.PERCENT)


def _quotient(number: Decimal, divisor: Decimal) -> Decimal:
    """The quotient to two places, rounded half up."""
    with localcontext() as context:
        context.prec = 50
        return (number / divisor).quantize(_TWO_PLACES, rounding=ROUND_HALF_UP)


def _trimmed(quantity: Quantity) -> Quantity:
    """Without zeros behind the last place that says something."""
    number = quantity.number
    if number == number.to_integral_value():
        return Quantity(number.quantize(Decimal(1)), quantity.unit)
    return Quantity(number.normalize(), quantity.unit)


def _shown(quantity: Quantity) -> str:
    return plain_decimal(_trimmed(quantity).number)
