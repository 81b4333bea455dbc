"""One amount stated in several places (表间、文表勾稽): the same everywhere, or a contradiction.

Two statements are of the same amount where item, facet, fund, measure, year and level are the
same. Two funds are the same money where the document's totals of both are equal: then so is
every part of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from ingest.model import Figure, Fund, Kind
from ingest.proofs import Places, Proof, agree, amount, in_unit_of, step
from ingest.quantity import Quantity
from ingest.vocabulary.load import vocabulary
from ingest.vocabulary.standard_tables import tables_by_key
from ingest.vocabulary.sums import beside

# Items that speak of all, of the fiscal appropriation, and of the general public budget alone.
_SPENT: tuple[tuple[Fund | None, tuple[str, ...]], ...] = (
    (None, ("current_year_expenditure", "total_expenditure")),
    (Fund.FISCAL_APPROPRIATION, ("fiscal_appropriation_expenditure",)),
    (Fund.GENERAL_PUBLIC_BUDGET, ("general_public_budget_expenditure",)),
)
_CARRIED = frozenset({"carryover_in", "carryover_out", "fiscal_appropriation_total"})
# Of the general public budget by definition, whatever a sentence or a title says besides.
_OF_ONE_FUND = frozenset({"agency_operation"})
_FINE = Decimal(100)  # yuan: the second decimal of 万元
_SAME_ITEM = {"total_income_and_expenditure": "total_income"}
# 收入总计 = 支出总计: table, the two totals, and the item that says both where it is printed.
_BALANCES = (
    ("summary", "total_income", "total_expenditure", ""),
    (
        "appropriation_summary",
        "fiscal_appropriation_income",
        "fiscal_appropriation_expenditure",
        "fiscal_appropriation_total",
    ),
)
# Totals that sentences name by a part of their names ('支出预算').
_TOTALS = frozenset(
    {
        *("total_income", "current_year_income", "fiscal_appropriation_income"),
        *("total_expenditure", "current_year_expenditure", "fiscal_appropriation_expenditure"),
        *("general_public_budget_income", "general_public_budget_expenditure"),
        *("total_income_and_expenditure", "fiscal_appropriation_total"),
    }
)
# Words that say there is none: of what exactly, a sentence often leaves open.
_NOTHING = frozenset({"nothing", "nothing_at_all"})


def check_balance(figures: Sequence[Figure], places: Places) -> list[Proof]:
    """Whether income and expenditure of the summary tables come to the same."""
    proofs = []
    for kind, income, expenditure, both in _BALANCES:
        totals: dict[object, dict[str | None, list[Figure]]] = {}
        for f in figures:
            if (
                f.table_kind == kind
                and f.fund is None
                and f.facet is None
                and amount(f) is not None
            ):
                stated = totals.setdefault((f.measure, f.fiscal_year), {})
                stated.setdefault(f.item, []).append(f)
        for stated in totals.values():
            left, right = stated.get(income, []), stated.get(expenditure, [])
            if len(left) != 1 or len(right) != 1 or both in stated:
                continue
            pair = (left[0], right[0])
            holds = agree(*pair)
            message = (
                f"收入与支出的总计不等：{places.said(pair[0])}，{places.said(pair[1])}；请核对"
            )
            if holds:
                proofs.append(Proof("check_balance", True, pair, pair))
                continue
            proofs.append(Proof("check_balance", False, pair, (), None, message, *_apart(*pair)))
    return proofs


def check_agreement(
    figures: Sequence[Figure], confirmed: Collection[str], places: Places
) -> list[Proof]:
    """Whether what is stated several times is stated alike.

    `confirmed` are the ids of figures that other identities vouch for: where two places differ,
    they tell which is wrong.
    """
    money = [f for f in figures if f.item is not None and amount(f) is not None]
    funds = _equal_funds(money)
    groups: dict[object, list[Figure]] = {}
    for f in money:
        groups.setdefault(_what(f, funds), []).append(f)
    stated: dict[str, list[Figure]] = {}
    for f in money:
        if f.item is not None:
            stated.setdefault(f.item, []).append(f)
    single = [_without_lists(group) for group in groups.values()]
    return [
        proof
        for group in single
        if len(group) > 1
        for proof in _compare(group, confirmed, stated, places)
    ]


def _without_lists(group: Sequence[Figure]) -> Sequence[Figure]:
    """The statements without those of a table that says several things by one name.

    A table with several totals is several tables on one sheet, each a part.
    """
    values: dict[str, set[Decimal | None]] = {}
    for f in group:
        if f.source.table_id is not None:
            values.setdefault(f.source.table_id, set()).add(amount(f))
    lists = {table for table, found in values.items() if len(found) > 1}
    return [f for f in group if f.source.table_id not in lists] if lists else group


def _what(f: Figure, funds: Mapping[Fund | None, Fund | None]) -> object:
    """What a figure states the amount of: equal for two statements of one amount."""
    item, facet, fund = f.item or "", f.facet, f.fund
    if facet is None and f.table_kind is not None and f.code is not None:
        table = tables_by_key()[f.table_kind]
        if table.total_item(None, Kind.BUDGET) == "basic_expenditure":
            facet = "basic_expenditure"  # the codes of such a table part the basic expenditure
    if item in _OF_ONE_FUND:
        fund = None
    elif item not in _CARRIED:
        fund = funds.get(fund, fund)
    return (
        _SAME_ITEM.get(item, item),
        *(facet, fund, f.measure, f.fiscal_year, f.level, f.organisation),
    )


def _equal_funds(money: Sequence[Figure]) -> dict[Fund | None, Fund | None]:
    """Funds that are all the money there is, to the widest name of it.

    Told by the tables, or by the prose of a document without them.
    """
    totals: dict[Fund | None, Figure] = {}
    in_tables = [f for f in money if f.source.table_id is not None] or list(money)
    years = {f.fiscal_year for f in in_tables if f.fiscal_year is not None}
    for fund, items in _SPENT:
        for item in items:
            found = [
                f
                for f in in_tables
                if f.item == item and f.fund is None and f.facet is None and f.level is None
                and f.fiscal_year == max(years, default=None)
            ]  # fmt: skip
            if found:
                totals.setdefault(fund, found[0])
    equal: dict[Fund | None, Fund | None] = {}
    for fund, figure in totals.items():
        wider = next((w for w, other in totals.items() if amount(other) == amount(figure)), fund)
        equal[fund] = wider
    return equal


def _compare(
    group: Sequence[Figure],
    confirmed: Collection[str],
    stated: Mapping[str, Sequence[Figure]],
    places: Places,
) -> Iterator[Proof]:
    """One proof for the statements that agree, one for each other value.

    The value that more is known for is taken as the right one; where nothing tells, all are
    doubtful.
    """
    group = [f for f in group if f.pattern not in _NOTHING or amount(f)] or group
    if len({amount(f) for f in group}) == 1:
        yield Proof("check_agreement", True, tuple(group), tuple(group))
        return
    values: list[list[Figure]] = []
    for f in sorted(group, key=step):
        for same in values:
            if agree(same[0], f):
                same.append(f)
                break
        else:
            values.append([f])
    weights = [(sum(f.figure_id in confirmed for f in same), len(same)) for same in values]
    right = values[weights.index(max(weights))]
    if len(right) > 1:
        yield Proof("check_agreement", True, tuple(right), _shown_by(right))
    is_certain = weights.count(max(weights)) == 1
    reference = next((f for f in right if f.figure_id in confirmed), right[0])
    for same in values:
        if same is right or all(_may_be_another(f, group, stated) for f in same):
            continue
        blamed = tuple(same) if is_certain else (*same, *right)
        others = f"等{len(same)}处" if len(same) > 1 else ""
        message = (
            f"同一数据前后不一：{places.said(same[0])}{others}，"
            f"而{places.said(reference)}；请核对后统一"
        )
        apart = _apart(same[0], reference)
        yield Proof("check_agreement", False, (*same, reference), (), blamed, message, *apart)


def _shown_by(group: Sequence[Figure]) -> tuple[Figure, ...]:
    """Those of statements that agree which another shows to their digits, or to two of 万元.

    '5万元' does not show that 5.90 is right.
    """
    return tuple(
        f
        for f in group
        if any(
            o is not f
            and (
                step(o) <= _FINE
                or abs((amount(f) or Decimal(0)) - (amount(o) or Decimal(0))) <= step(f)
            )
            for o in group
        )
    )


def _apart(one: Figure, other: Figure) -> tuple[Quantity, Quantity]:
    """By how much two statements differ, and what rounding would explain."""
    gap = (amount(one) or Decimal(0)) - (amount(other) or Decimal(0))
    return in_unit_of(gap, one), in_unit_of(max(step(one), step(other)), one)


def _may_be_another(
    f: Figure, group: Sequence[Figure], stated: Mapping[str, Sequence[Figure]]
) -> bool:
    """Whether a sentence may speak of another amount than its words name.

    It says there is none; or it leaves open of which fund, or of how much of a total, it speaks,
    and what it says is stated of another.
    """
    if f.source.table_id is not None or f.item is None:
        return False
    if f.pattern in _NOTHING:
        return True
    near = {f.item}
    if f.item in _TOTALS:
        items = vocabulary().items
        near |= {*items[f.item].see, *beside(f.item)}
        near |= {key for key, item in items.items() if f.item in item.see}
    others = (o for key in near for o in stated.get(key, ()) if o not in group)
    return any(agree(o, f) for o in others)
