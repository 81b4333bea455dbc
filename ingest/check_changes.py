"""Changes and their rates (增减额、增减率), computed again from their operands.

What sentences state of them. A change is this year's amount less the other year's; its rate is
the change as a part of the other year's amount, in the same direction. Both are allowed to be
rounded or cut off.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ingest.model import Aspect, Figure
from ingest.operands import (
    ByItem,
    amount_of_base,
    amount_said,
    amounts_by_item,
    each_said,
    fits,
    is_of_same,
    scale_of,
)
from ingest.proofs import (
    Places,
    Proof,
    amount,
    envelope,
    in_unit_of,
    number,
    printed,
    step,
    unquoted,
)
from ingest.quantity import Quantity


def check_changes(figures: Sequence[Figure], text: str, places: Places) -> list[Proof]:
    """The changes and rates of change of the prose, each tried where its operands are stated."""
    by_item = amounts_by_item(figures)
    proofs = []
    for f, before in each_said(figures, (Aspect.CHANGE, Aspect.CHANGE_RATE)):
        if f.aspect is Aspect.CHANGE_RATE:
            proof = _rate(f, before, by_item, places)
        else:
            is_vague = "基本" in text[f.source.start : f.source.end]
            proof = None if is_vague else _change(f, before, by_item, places)
        if proof is not None:
            proofs.append(proof)
    return proofs


def _change(f: Figure, before: Sequence[Figure], by_item: ByItem, places: Places) -> Proof | None:
    """增减额 = this year's amount − the other year's."""
    now, then = amount_said(f, before, f.measure), amount_of_base(f, before, by_item)
    if now is None or then is None or f.quantity is None or f.quantity.yuan is None:
        return None
    operands = (f, now, then)
    moved = (amount(now) or Decimal(0)) - (amount(then) or Decimal(0))
    # The number printed may be cut off; words ('持平') are as exact as the amounts are.
    most = max(envelope((now, then)) + _half(f), _half(f) * 2)
    if abs(moved - f.quantity.yuan) <= most:
        return Proof("check_change", True, operands, operands)
    right = in_unit_of(moved, f)
    way = "增加" if moved > 0 else "减少"
    message = (
        f"{places.where(f)}“{unquoted(f.label)[:60]}”写作{_way(f)}{printed(f)}，"
        f"而{places.said(now)}，{places.said(then)}，计算为"
        f"{f'{way}{number(right.number)}{right.unit.name}' if moved else '没有增减'}；请核对"
    )
    apart = in_unit_of(moved - f.quantity.yuan, f), in_unit_of(most, f)
    return Proof("check_change", False, operands, (), (f,), message, *apart)


def _half(f: Figure) -> Decimal:
    return step(f) / 2


def _rate(f: Figure, before: Sequence[Figure], by_item: ByItem, places: Places) -> Proof | None:
    """增减率 = change ÷ (amount − change), or from the amount of the year before."""
    current = amount_said(f, before, f.measure)
    change = next(
        (
            c
            for c in before[:4]
            if c.aspect is Aspect.CHANGE and c.base == f.base and is_of_same(f, c)
        ),
        None,
    )
    if change is not None and (turned := _against(f, change, places)) is not None:
        return turned
    if current is None:
        return None
    if change is not None:
        return _rate_from_change(f, current, change, places)
    prior = amount_of_base(f, before, by_item)
    if prior is None or not amount(prior) or f.quantity is None:
        return None
    now, then = amount(current) or Decimal(0), amount(prior) or Decimal(0)
    rounding = (step(current) + step(prior)) / 2
    operands = (f, current, prior)
    same_way = (now - then) * f.quantity.number >= 0 or abs(now - then) <= rounding
    if same_way and fits(f, abs(now - then), rounding, then, step(prior) / 2):
        return Proof("check_change_rate", True, operands, (f, prior))
    right = (now - then) / then * scale_of(f)
    message = (
        f"{places.where(f)}“{unquoted(f.label)[:60]}”增减率写作{_way(f)}{printed(f)}，"
        f"按{printed(current)}和上年{printed(prior)}计算为{_rated(f, right)}；请核对"
    )
    return _wrong_rate(f, operands, right, message)


def _against(f: Figure, change: Figure, places: Places) -> Proof | None:
    """A rate in the other direction than the change it is of."""
    if f.quantity is None or change.quantity is None:
        return None
    if f.quantity.number * change.quantity.number >= 0:
        return None
    message = (
        f"{places.where(f)}“{unquoted(f.label)[:60]}”增减额写作{_way(change)}{printed(change)}，"
        f"增减率却写作{_way(f)}{printed(f)}，方向相反；请核对"
    )
    return Proof("check_change_rate", False, (f, change), (), (f, change), message)


def _rate_from_change(f: Figure, current: Figure, change: Figure, places: Places) -> Proof | None:
    if change.quantity is None or change.quantity.yuan is None or f.quantity is None:
        return None
    now, moved = amount(current) or Decimal(0), change.quantity.yuan
    then = now - moved
    operands = (f, current, change)
    if moved == 0:
        if f.quantity.number == 0:
            return Proof("check_change_rate", True, operands, (f, change))
        message = (
            f"{places.where(f)}“{unquoted(f.label)[:60]}”写作没有增减，"
            f"增减率却写作{_way(f)}{printed(f)}；请核对"
        )
        return Proof("check_change_rate", False, operands, (), (f, change), message)
    rounding = step(change) / 2
    if then <= rounding + step(current) / 2:
        return None  # from next to nothing any rate is possible
    if fits(f, abs(moved), rounding, then, rounding + step(current) / 2):
        # Where nothing is left, any change is 100 %.
        return Proof("check_change_rate", True, operands, (f, change) if now else (f,))
    right = moved / then * scale_of(f)
    message = (
        f"{places.where(f)}“{unquoted(f.label)[:60]}”增减率写作{printed(f)}，按{printed(current)}和"
        f"增减额{printed(change)}计算为{_rated(f, abs(right))}；请核对"
    )
    return _wrong_rate(f, operands, right, message)


def _wrong_rate(
    f: Figure, operands: tuple[Figure, ...], right: Decimal, message: str
) -> Proof | None:
    if f.quantity is None:
        return None
    gap = Quantity(round(abs(right - f.quantity.number), 2), f.quantity.unit)
    allowed = Quantity(f.quantity.last_place * 2, f.quantity.unit)
    return Proof("check_change_rate", False, operands, (), (f,), message, gap, allowed)


def _rated(f: Figure, rate: Decimal) -> str:
    unit = f.quantity.unit.name if f.quantity is not None else "%"
    return f"{number(round(rate, 2))}{unit}"


def _way(f: Figure) -> str:
    """The direction a change is worded in, '' where its words ('持平') say it themselves."""
    if f.quantity is None or f.quantity.number == 0:
        return ""
    return "增加" if f.quantity.number > 0 else "减少"
