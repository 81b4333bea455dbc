"""Shares and completion rates of sentences (占比、完成率), computed again from their operands.

The operands are what the same section states of the same item just before; for a share of
something named, and for a budget that no sentence states, also what the tables state. A rate is
allowed to be rounded or cut off, and its operands to be rounded, as they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ingest.model import Aspect, Classification, Figure, Measure
from ingest.operands import (
    ByItem,
    amount_in_tables,
    amount_said,
    amounts_by_item,
    each_said,
    is_ratio,
    scale_of,
)
from ingest.proofs import Places, Proof, amount, number, printed, unquoted
from ingest.quantity import Quantity
from ingest.vocabulary.load import vocabulary
from ingest.vocabulary.sums import parts_below

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
    """The shares and completion rates of the prose, each tried where its operands are stated."""
    by_item = amounts_by_item(figures)
    proofs = []
    for f, before in each_said(figures, (Aspect.SHARE, Aspect.COMPLETION_RATE)):
        if f.aspect is Aspect.SHARE:
            proof = _share(f, before, by_item, places)
        else:
            proof = _completion_rate(f, before, by_item, places)
        if proof is not None:
            proofs.append(proof)
    return proofs


def _share(f: Figure, before: Sequence[Figure], by_item: ByItem, places: Places) -> Proof | None:
    """占比 = part ÷ whole, the whole named ('占…的') or the total the section parts."""
    part = amount_said(f, before, f.measure)
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
    holding = next((w for w in wholes if is_ratio(f, part, w)), None)
    if holding is not None:
        return Proof("check_share", True, (f, part, holding), (f,))
    if not wholes:
        return None
    whole = wholes[0]
    shown = _ratio(part, whole)
    message = (
        f"{places.where(f)}“{unquoted(f.label)[:60]}”占比写作{printed(f)}，按{printed(part)}÷"
        f"{places.said(whole)}计算{shown}；请核对"
    )
    apart = _apart(f, part, whole)
    return Proof("check_share", False, (f, part, whole), (), (f,), message, *apart)


def _is_whole_of(whole: Figure, part: Figure) -> bool:
    """Whether a total is what a share without '占…的' is a share of."""
    if whole.item is None or part.item is None:
        return False
    if part.classification is Classification.FUNCTIONAL:
        return whole.item in _SPENT
    return part.item in parts_below(whole.item)


def _completion_rate(
    f: Figure, before: Sequence[Figure], by_item: ByItem, places: Places
) -> Proof | None:
    """完成率 = final ÷ the budget it names (年初预算, 全年预算).

    A rate that fits the revised budget but is worded as one of the first is a contradiction;
    both budgets are named.
    """

    def stated(measure: Measure) -> Figure | None:
        said = amount_said(f, before, measure)
        return said or amount_in_tables(f, by_item, measure, f.fiscal_year)

    final = stated(Measure.FINAL)
    bases = {m: stated(m) for m in (Measure.BUDGETED, Measure.ADJUSTED)}
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
        if is_ratio(f, final, budget):
            return Proof("check_completion_rate", True, (f, final, budget), (f,))
    message = (
        f"{places.where(f)}“{unquoted(f.label)[:60]}”写作完成{named}的{printed(f)}，"
        f"而{_BUDGET_NAMES[budgets[0].measure]}为{_placed(budgets[0], places)}，"
        f"决算数为{_placed(final, places)}"
    )
    other = next((b for b in bases.values() if b is not None and is_ratio(f, final, b)), None)
    if other is not None:
        message += f"；按{_BUDGET_NAMES[other.measure]}{_placed(other, places)}才相符"
    operands = (f, final, *budgets, *((other,) if other is not None else ()))
    apart = _apart(f, final, budgets[0])
    message = f"{message}；请核对"
    return Proof("check_completion_rate", False, operands, (), (f,), message, *apart)


def _placed(operand: Figure, places: Places) -> str:
    """An operand; with its place where that is a table, not the sentence itself."""
    in_table = operand.source.table_id is not None
    return f"{printed(operand)}（{places.where(operand)}）" if in_table else printed(operand)


def _apart(f: Figure, part: Figure, whole: Figure) -> tuple[Quantity | None, Quantity | None]:
    """By how much a rate is off, and what rounding it would explain."""
    top, bottom = amount(part), amount(whole)
    if f.quantity is None or top is None or not bottom:
        return None, None
    off = abs(top / bottom * scale_of(f) - f.quantity.number)
    unit = f.quantity.unit
    return Quantity(round(off, 2), unit), Quantity(f.quantity.last_place * 2, unit)


def _ratio(part: Figure, whole: Figure) -> str:
    top, bottom = amount(part) or Decimal(0), amount(whole)
    return f"为{number(round(top / bottom * 100, 2))}%" if bottom else "没有结果（除数为0）"
