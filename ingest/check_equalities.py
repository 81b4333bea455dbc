"""Equalities and limits between items of tables (表间勾稽), as identities.yaml lists them.

Some hold only for a document of one kind of money: with other income beside the fiscal
appropriation, or with a fund beside the general public budget, they are not tried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ingest.model import Figure, Kind, Measure
from ingest.proofs import (
    Places,
    Proof,
    agree,
    amount,
    envelope,
    in_unit_of,
    is_nothing,
    number,
    printed,
)
from ingest.vocabulary.identities import IdentityRule, Term, identities

_OTHER_INCOME = frozenset(
    {
        *("business_income", "operating_income", "superior_subsidy_income"),
        *("affiliated_unit_income", "other_income", "special_account_income", "other_funds"),
        *("carryover_in", "non_appropriation_surplus_used"),
    }
)
_OTHER_FUNDS = frozenset(
    {
        *("government_managed_fund_income", "government_managed_fund_expenditure"),
        *("state_capital_income", "state_capital_expenditure"),
    }
)
_TEXT = "text"

_Told = tuple[Measure, int | None]
_Stated = Mapping[tuple[str, str], Sequence[Figure]]


def check_equalities(
    figures: Sequence[Figure], kind: Kind, places: Places
) -> tuple[list[Proof], dict[str, str]]:
    """What was tried, and of the identities whose condition is not met, why they were not."""
    told: dict[_Told, dict[tuple[str, str], list[Figure]]] = {}
    for f in figures:
        if f.item is None or f.facet is not None or f.level is not None or f.organisation:
            continue
        if f.source.table_id is None:
            table = _TEXT
        elif f.table_kind is not None and f.code is None:
            table = f.table_kind
        else:
            continue
        if f.quantity is None or amount(f) is not None:
            said = told.setdefault((f.measure, f.fiscal_year), {})
            said.setdefault((table, f.item), []).append(f)
    proofs: list[Proof] = []
    unmet: dict[str, str] = {}
    for rule in identities():
        if not rule.left or kind not in rule.kinds:
            continue
        for stated in told.values():
            sides = _operands(rule.left, stated), _operands(rule.right, stated)
            if sides[0] is None or sides[1] is None:
                continue
            if reason := _not_met(rule.condition, stated):
                unmet[rule.key] = reason
                continue
            proofs.append(_proof(rule, sides[0], sides[1], places))
    return proofs, unmet


def _operands(terms: Sequence[Term], stated: _Stated) -> tuple[Figure, ...] | None:
    """The figure of each term; None where one is not stated, or stated with several values."""
    found: list[Figure] = []
    for term in terms:
        figures = next((f for place in term.places if (f := _printed(place, stated))), [])
        if not figures and not term.is_optional:
            return None
        if len({amount(f) for f in figures}) > 1:
            return None
        found += figures[:1]
    return tuple(found) or None


def _printed(place: tuple[str, str], stated: _Stated) -> list[Figure]:
    return [f for f in stated.get(place, ()) if f.quantity is not None]


def _not_met(condition: str, stated: _Stated) -> str:
    """Why the condition does not hold, '' where it does (and for none)."""
    if not condition:
        return ""
    incomes = [
        f
        for (table, item), figures in stated.items()
        if table in ("summary", "income") and item in _OTHER_INCOME
        for f in figures
    ]
    if not incomes:
        return "文件没有列出财政拨款以外的收入项目，不知道是否全部为财政拨款"
    if other := next((f for f in incomes if not is_nothing(f)), None):
        return f"有财政拨款以外的收入：“{other.label}”{printed(other)}"
    if condition == "only_general_budget":
        funds = [
            f
            for (_, item), figures in stated.items()
            if item in _OTHER_FUNDS
            for f in figures
            if not is_nothing(f)
        ]
        if funds:
            return f"有一般公共预算以外的资金：“{funds[0].label}”{printed(funds[0])}"
    return ""


def _proof(
    rule: IdentityRule, left: Sequence[Figure], right: Sequence[Figure], places: Places
) -> Proof:
    operands = (*left, *right)
    one, other = (
        sum((amount(f) or Decimal(0) for f in side), Decimal(0)) for side in (left, right)
    )
    most = envelope(operands)
    if rule.relation == "<=":
        if one <= other + most:
            return Proof("check_limit", True, operands, (), identity=rule.key)
        words = f"{_said(left, places)}，大于{_said(right, places)}"
        apart = in_unit_of(one - other, left[0]), in_unit_of(most, left[0])
        message = f"“{rule.name}”不成立：{words}；请核对"
        return Proof("check_limit", False, operands, (), None, message, *apart, rule.key)
    is_pair = len(operands) == 2
    if agree(left[0], right[0]) if is_pair else abs(one - other) <= most:
        return Proof("check_equality", True, operands, operands, identity=rule.key)
    apart = in_unit_of(one - other, left[0]), in_unit_of(most, left[0])
    message = (
        f"“{rule.name}”不成立：{_said(left, places)}，而{_said(right, places)}，"
        f"相差{number(apart[0].number)}{apart[0].unit.name}；请核对"
    )
    return Proof("check_equality", False, operands, (), None, message, *apart, rule.key)


def _said(side: Sequence[Figure], places: Places) -> str:
    return "、".join(places.said(f) for f in side)
