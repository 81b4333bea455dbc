"""Shares and rates that sentences state (占比、增减率、完成率), computed again from their operands.

The operands are what the same section states of the same item just before; for a share of
something named, also what the document states of that. A rate is allowed to be rounded or cut
off, and its operands to be rounded, as they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from ingest.model import Aspect, Base, Classification, Figure, Measure
from ingest.proofs import Places, Proof, amount, number, printed, step, unquoted
from ingest.quantity import UnitKind
from ingest.vocabulary.load import vocabulary
from ingest.vocabulary.sums import parts_below

# How many statements back the operands of a rate may stand.
_REACH = 12
_BASE_MEASURES = {
    Base.PRIOR_BUDGET: Measure.BUDGETED,
    Base.PRIOR_EXECUTED: Measure.EXECUTED,
    Base.PRIOR_FINAL: Measure.FINAL,
}
_BUDGET_NAMES = {Measure.BUDGETED: "年初预算数", Measure.ADJUSTED: "全年预算数"}
# Totals that sentences give the shares of functional classes (类) of.
_SPENT = frozenset(
    {
        "total_expenditure",
        "current_year_expenditure",
        "fiscal_appropriation_expenditure",
        "general_public_budget_expenditure",
        "government_managed_fund_expenditure",
    }
)


def check_rates(figures: Sequence[Figure], places: Places) -> list[Proof]:
    """The rates of the prose, each tried where its operands are stated."""
    said = [f for f in figures if f.source.table_id is None]
    by_item: dict[str, list[Figure]] = {}
    for f in figures:
        if f.item is not None and amount(f) is not None:
            by_item.setdefault(f.item, []).append(f)
    proofs = []
    for i, f in enumerate(said):
        if f.quantity is None or f.aspect is Aspect.AMOUNT:
            continue
        before = _before(said, i)
        proof = None
        if f.aspect is Aspect.SHARE:
            proof = _share(f, before, by_item, places)
        elif f.aspect is Aspect.CHANGE_RATE:
            proof = _change_rate(f, before, places)
        elif f.aspect is Aspect.COMPLETION_RATE:
            proof = _completion_rate(f, before, places)
        if proof is not None:
            proofs.append(proof)
    return proofs


def _before(said: Sequence[Figure], i: int) -> list[Figure]:
    """The statements of the same section before the i-th, the nearest first."""
    near = said[max(0, i - _REACH) : i]
    return [f for f in reversed(near) if f.section_path == said[i].section_path]


def _is_of_same(f: Figure, other: Figure) -> bool:
    """Whether two statements are of the same item, in the same money."""
    named = f.item == other.item if f.item is not None else f.label == other.label
    return named and (f.facet, f.fund, f.level, f.organisation) == (
        *(other.facet, other.fund, other.level, other.organisation),
    )


def _amount_of(f: Figure, before: Iterable[Figure], measure: Measure) -> Figure | None:
    """The nearest amount of the same item and year, in this measure."""
    return next(
        (
            other
            for other in before
            if amount(other) is not None
            and other.measure is measure
            and other.fiscal_year == f.fiscal_year
            and _is_of_same(f, other)
        ),
        None,
    )


def _share(
    f: Figure, before: Sequence[Figure], by_item: dict[str, list[Figure]], places: Places
) -> Proof | None:
    """占比 = part ÷ whole, the whole named ('占…的') or the total the section parts."""
    part = _amount_of(f, before, f.measure)
    if part is None:
        return None
    named = f.column_path[0] if f.column_path else ""
    if named:
        item = vocabulary().item_for(named)
        wholes = by_item.get(item.key, []) if item is not None else []
        wholes = [w for w in wholes if w.facet is None]
    else:
        wholes = [w for w in before if amount(w) is not None and _is_whole_of(w, f)]
    wholes = [
        w
        for w in wholes
        if w.measure is f.measure and w.fiscal_year == f.fiscal_year and w.level == f.level
    ]
    holding = next((w for w in wholes if _is_ratio(f, part, w)), None)
    if holding is not None:
        return Proof("check_share", True, (f, part, holding), (f,), is_exact=False)
    if not wholes:
        return None
    whole = wholes[0]
    shown = _ratio(part, whole)
    message = (
        f"{places.where(f)}“{unquoted(f.label)[:60]}”占比写作{printed(f)}，按{printed(part)}÷"
        f"{places.said(whole)}计算{shown}；请核对"
    )
    return Proof("check_share", False, (f, part, whole), (), (f,), message)


def _is_whole_of(whole: Figure, part: Figure) -> bool:
    """Whether a total is what a share without '占…的' is a share of."""
    if whole.item is None or part.item is None:
        return False
    if part.classification is Classification.FUNCTIONAL:
        return whole.item in _SPENT
    return part.item in parts_below(whole.item)


def _change_rate(f: Figure, before: Sequence[Figure], places: Places) -> Proof | None:
    """增减率 = change ÷ (amount − change), or from the amount of the year before."""
    current = _amount_of(f, before, f.measure)
    change = next(
        (
            c
            for c in before[:4]
            if c.aspect is Aspect.CHANGE and c.base == f.base and _is_of_same(f, c)
        ),
        None,
    )
    if current is None:
        return None
    if change is not None:
        return _rate_from_change(f, current, change, places)
    measure = _BASE_MEASURES.get(Base(f.base)) if f.base in set(Base) else None
    prior = next(
        (
            p
            for p in before
            if amount(p) is not None
            and _is_of_same(f, p)
            and p.measure is measure
            and f.fiscal_year is not None
            and p.fiscal_year == f.fiscal_year - 1
        ),
        None,
    )
    if prior is None or not amount(prior):
        return None
    now, then = amount(current) or Decimal(0), amount(prior) or Decimal(0)
    rounding = (step(current) + step(prior)) / 2
    if _fits(f, abs(now - then), rounding, then, step(prior) / 2):
        return Proof("check_change_rate", True, (f, current, prior), (f, prior), is_exact=False)
    rate = number(round(abs(now - then) / then * 100, 2))
    message = (
        f"{places.where(f)}“{unquoted(f.label)[:60]}”增减率写作{printed(f)}，按{printed(current)}和"
        f"上年{printed(prior)}计算为{rate}%；请核对"
    )
    return Proof("check_change_rate", False, (f, current, prior), (), (f,), message)


def _rate_from_change(f: Figure, current: Figure, change: Figure, places: Places) -> Proof | None:
    if change.quantity is None or change.quantity.yuan is None:
        return None
    now, moved = amount(current) or Decimal(0), change.quantity.yuan
    then = now - moved
    operands = (f, current, change)
    if moved == 0:
        holds = f.quantity is not None and f.quantity.number == 0
        return (
            Proof("check_change_rate", True, operands, (f, change), is_exact=False)
            if holds
            else None
        )
    rounding = step(change) / 2
    if then <= rounding + step(current) / 2:
        return None  # from next to nothing any rate is possible
    if _fits(f, abs(moved), rounding, then, rounding + step(current) / 2):
        return Proof("check_change_rate", True, operands, (f, change), is_exact=False)
    rate = number(round(abs(moved) / then * 100, 2))
    message = (
        f"{places.where(f)}“{unquoted(f.label)[:60]}”增减率写作{printed(f)}，按{printed(current)}和"
        f"增减额{printed(change)}计算为{rate}%；请核对"
    )
    return Proof("check_change_rate", False, operands, (), (f,), message)


def _completion_rate(f: Figure, before: Sequence[Figure], places: Places) -> Proof | None:
    """完成率 = final ÷ the budget it names (年初预算, 全年预算)."""
    final = _amount_of(f, before, Measure.FINAL)
    bases = {m: _amount_of(f, before, m) for m in (Measure.BUDGETED, Measure.ADJUSTED)}
    named = f.column_path[0] if f.column_path else ""
    if "年初" in named:
        measures = [Measure.BUDGETED]
    elif re.search("全年|调整", named):
        measures = [Measure.ADJUSTED]
    else:
        measures = list(bases)
    budgets = [b for m in measures if (b := bases[m]) is not None]
    if final is None or not budgets:
        return None
    for budget in budgets:
        if _is_ratio(f, final, budget):
            return Proof("check_completion_rate", True, (f, final, budget), (f,), is_exact=False)
    message = (
        f"{places.where(f)}“{unquoted(f.label)[:60]}”写作完成{named}的{printed(f)}，"
        f"而{_BUDGET_NAMES[budgets[0].measure]}为{printed(budgets[0])}，"
        f"决算数为{printed(final)}"
    )
    other = next((b for b in bases.values() if b is not None and _is_ratio(f, final, b)), None)
    if other is not None:
        message += f"；按{_BUDGET_NAMES[other.measure]}{printed(other)}才相符"
    operands = (f, final, *budgets, *((other,) if other is not None else ()))
    return Proof("check_completion_rate", False, operands, (), (f,), f"{message}；请核对")


def _is_ratio(f: Figure, part: Figure, whole: Figure) -> bool:
    top, bottom = amount(part), amount(whole)
    if top is None or not bottom:
        return False
    return _fits(f, top, step(part) / 2, bottom, step(whole) / 2)


def _ratio(part: Figure, whole: Figure) -> str:
    top, bottom = amount(part) or Decimal(0), amount(whole)
    return f"为{number(round(top / bottom * 100, 2))}%" if bottom else "没有结果（除数为0）"


def _fits(
    f: Figure, top: Decimal, top_half: Decimal, bottom: Decimal, bottom_half: Decimal
) -> bool:
    """Whether top ÷ bottom, each as exact as it is printed, is the printed rate."""
    if f.quantity is None:
        return False
    scale = Decimal(1) if f.quantity.unit.kind is UnitKind.MULTIPLE else Decimal(100)
    rate, place = abs(f.quantity.number), f.quantity.last_place * 2
    least = (top - top_half) / (bottom + bottom_half) * scale
    most = (top + top_half) / (bottom - bottom_half) * scale
    return least - place <= rate <= most + place
