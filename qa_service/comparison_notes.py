"""What a reader of a comparison must know: cells of different 口径, and changes between cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.model import Fund, Kind, Level
from ingest.quantity import Unit, plain_decimal
from qa_service.comparison import CellState, ComparedCell
from qa_service.model import Calculation, Fact
from qa_service.names import KIND_NAMES
from qa_service.steps import calculate
from qa_service.steps.calculate import NotCalculable
from qa_service.steps.compose import FUND_NAMES


@dataclass(frozen=True)
class Change:
    """From one cell to another, worked out from both figures; `rate` None for a base of zero."""

    than: str
    difference: Calculation
    rate: Calculation | None


def notes_on(cells: Sequence[ComparedCell]) -> list[str]:
    """Where the figures are not of one 口径, in the order a reader should hear it."""
    stated = [c for c in cells if c.state is CellState.STATED and c.fact is not None]
    found = [*_levels(stated)]
    for item in dict.fromkeys(c.item for c in cells):
        facts = [c.fact for c in stated if c.item == item and c.fact is not None]
        found += [*_funds(item, facts), *_labels(item, facts)]
    if any("取自决算文件" in c.note for c in stated):
        found.append("没有载入预算文件的年度，预算数取自决算文件所载的年初或调整预算数")
    return found


def changes_of(cell: ComparedCell, cells: Sequence[ComparedCell]) -> list[Change]:
    """Against the nearest earlier year of the kind, and for a final account against its budget."""
    alike = [
        c
        for c in cells
        if (c.item, c.organisation, c.level) == (cell.item, cell.organisation, cell.level)
        and c.state is CellState.STATED is cell.state
    ]
    earlier = [c for c in alike if c.kind is cell.kind and c.fiscal_year < cell.fiscal_year]
    bases = [max(earlier, key=lambda c: c.fiscal_year)] if earlier else []
    if cell.kind is Kind.FINAL_ACCOUNT:
        bases += [c for c in alike if c.kind is Kind.BUDGET and c.fiscal_year == cell.fiscal_year]
    return [change for base in bases if (change := _change(cell, base)) is not None]


def _change(cell: ComparedCell, base: ComparedCell) -> Change | None:
    one, other = cell.fact, base.fact
    if one is None or other is None or one.figure.fund != other.figure.fund:
        return None
    try:
        difference = calculate.difference(one, other)
    except NotCalculable:
        return None
    than = f"{base.fiscal_year}年{KIND_NAMES[base.kind]}"
    try:
        return Change(than, difference, calculate.growth(one, other))
    except NotCalculable:
        return Change(than, difference, None)


def difference_of_parts(whole: Fact, parts: Sequence[Fact]) -> str:
    """What the parts together lack of the whole or exceed it by; '' where they make it up."""
    amounts = [p.figure.quantity for p in parts]
    yuan = [q.yuan for q in amounts if q is not None and q.yuan is not None]
    total = whole.figure.quantity.yuan if whole.figure.quantity else None
    if total is None or len(yuan) < 2:
        return ""
    # Every part may be rounded by half of its last digit.
    leeway = sum((q.last_place * q.unit.yuan / 2 for q in amounts if q and q.unit.yuan), Decimal(0))
    lacking = total - sum(yuan, Decimal(0))
    if abs(lacking) <= leeway:
        return ""
    amount = plain_decimal(abs(lacking) / (Unit.WAN.yuan or Decimal(1)))
    return (
        f"所列各项之和比总额{'少' if lacking > 0 else '多'}{amount}万元，文件没有列出全部或有重叠"
    )


def _levels(stated: Sequence[ComparedCell]) -> Iterator[str]:
    levels = list(dict.fromkeys(c.level for c in stated if c.level))
    if len(levels) < 2:
        return
    told = "、".join(
        f"{level}（{'、'.join(dict.fromkeys(c.organisation for c in stated if c.level is level))}）"
        for level in levels
    )
    yield f"各列的级次不同：{told}，不宜直接比较"
    if Level.DEPARTMENT in levels:
        yield "部门的数已经包括本级和所属单位，不要与单位的数相加"


def _funds(item: str, facts: Sequence[Fact]) -> Iterator[str]:
    funds = list(dict.fromkeys(f.figure.fund for f in facts))
    if len(funds) > 1:
        yield f"“{item}”的资金口径不同：{'、'.join(fund_name(fund) for fund in funds)}"


def fund_name(fund: Fund | None) -> str:
    """'一般公共预算'; all money together where an amount is limited to none."""
    return FUND_NAMES[fund] if fund else "不限资金"


def _labels(item: str, facts: Sequence[Fact]) -> Iterator[str]:
    labels = list(dict.fromkeys(f.own_label for f in facts))
    if len(labels) > 1:
        yield f"“{item}”在各文件中写作：{'、'.join(labels[:6])}{'等' if len(labels) > 6 else ''}"
