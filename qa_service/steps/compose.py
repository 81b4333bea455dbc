"""compose: the words of an answer about figures, built from what the figures say of themselves.

No language model takes part; each sentence names the organisation, year, 口径 and item of the
figure it states, and the figure's digits as printed.
"""

from __future__ import annotations

import re

from ingest.model import Aspect, Base, Fund, Kind, Measure
from ingest.quantity import Quantity, Unit, plain_decimal
from qa_service.model import Calculation, Fact
from qa_service.names import day_phrase, document_title
from qa_service.steps.item_names import item_name

_MEASURES = {
    Measure.ADJUSTED: "全年预算数",
    Measure.EXECUTED: "执行数",
    Measure.FINAL: "决算数",
    Measure.BALANCE: "余额",
}
FUND_NAMES = {
    Fund.GENERAL_PUBLIC_BUDGET: "一般公共预算",
    Fund.GOVERNMENT_MANAGED_FUNDS: "政府性基金预算",
    Fund.STATE_CAPITAL_OPERATIONS: "国有资本经营预算",
    Fund.FISCAL_APPROPRIATION: "财政拨款",
}
_TOTALS = ("合计", "小计", "总计")
_PLANNED = re.compile(r"预算(?:金额|资金|数|总额)$")
_BASES = {
    Base.PRIOR_BUDGET: "年预算",
    Base.PRIOR_EXECUTED: "年执行数",
    Base.PRIOR_FINAL: "年决算",
}


def document_phrase(fact: Fact) -> str:
    """'某某局2025年部门预算': whose, which year, what was disclosed."""
    return document_title(fact.document)


def item_label(fact: Fact) -> str:
    """The item's own name, without what it is a part of."""
    f = fact.figure
    label = fact.own_label
    if f.item and label.endswith(("（本级）", "（本部）", "(本级)", "(本部)")):
        return item_name(f.item) or label  # whose money, where the sentence names no item
    if f.item and label in _TOTALS:  # the line of a total says what it is a total of above it
        return item_name(f.item) or label
    return label


def item_phrase(fact: Fact) -> str:
    """The item with what it is a part of or limited to: '财政事务—行政运行（基本支出）'."""
    f = fact.figure
    label = item_label(fact)
    if len(f.item_path) > 1 and (f.code or (f.item is None and f.table_kind is not None)):
        label = "—".join(f.item_path[-3:])
    elif len(f.item_path) > 2 and f.table_kind is None and fact.is_cell:
        label = f"{f.item_path[0]}—{label}"  # a form's line is of the form's project
    if f.facet:
        facet = item_name(f.facet) or (f.column_path[-1] if f.column_path else "")
        label = f"{label}（{facet}）" if facet else label
    return label


def scope_phrase(fact: Fact) -> str:
    """The 口径 of a figure in words: its fund, where it is limited to one."""
    f = fact.figure
    fund = FUND_NAMES.get(f.fund) if f.fund else None
    return fund if fund and fund not in f.label else ""


def measure_phrase(fact: Fact) -> str:
    """'年初预算数', '全年预算数', '执行数', '决算数'; '' where the document's kind says it."""
    f = fact.figure
    if f.aspect is Aspect.COUNT:
        return ""
    if f.measure is Measure.BUDGETED:
        said = fact.kind is not Kind.FINAL_ACCOUNT or says_budgeted(fact)
        return "" if said else "年初预算数"
    name = _MEASURES[f.measure]
    own_year = f.fiscal_year == fact.document.identity.fiscal_year
    return name if own_year or f.fiscal_year is None else f"{f.fiscal_year}年{name}"


def says_budgeted(fact: Fact) -> bool:
    """Whether the item's own name says that its amount was planned: '涉及预算金额'."""
    return not fact.is_cell and _PLANNED.search(fact.own_label) is not None


def amount(quantity: Quantity, printed: str | None = None) -> str:
    """The digits as printed with their unit."""
    digits = printed if printed and any(c.isdigit() for c in printed) else None
    return f"{digits or plain_decimal(quantity.number)}{quantity.unit.name}"


def fact_amount(fact: Fact) -> str:
    """A figure's amount as printed; an explicit 'none' is said to be zero."""
    quantity = fact.figure.quantity
    if quantity is None:
        return "未填数"
    if not any(c.isdigit() for c in fact.figure.printed):
        return f"0{quantity.unit.name}"
    return amount(abs_of(quantity), fact.figure.printed.lstrip("-－−"))


def signed_amount(fact: Fact) -> str:
    """A figure's amount with its sign, for places where no direction word stands before it."""
    quantity = fact.figure.quantity
    negative = quantity is not None and quantity.number < 0
    return ("-" if negative else "") + fact_amount(fact)


def abs_of(quantity: Quantity) -> Quantity:
    """The amount without its sign, for sentences that say the direction in words."""
    return Quantity(abs(quantity.number), quantity.unit)


def says_none(fact: Fact) -> bool:
    """Whether the document says 'none' in words rather than printing a 0."""
    return fact.figure.quantity is not None and not any(c.isdigit() for c in fact.figure.printed)


def direction(quantity: Quantity, aspect: Aspect = Aspect.CHANGE) -> str:
    """增加 or 减少 (增长 or 下降 for a rate); 持平 for zero."""
    if quantity.number == 0:
        return "持平"
    if aspect is Aspect.CHANGE_RATE:
        return "增长" if quantity.number > 0 else "下降"
    return "增加" if quantity.number > 0 else "减少"


def base_phrase(fact: Fact) -> str:
    """'比2024年预算': what a change is measured from."""
    f = fact.figure
    if f.base is None:
        return "比上年"
    if f.base in _BASES and f.fiscal_year:
        return f"比{f.fiscal_year - 1}{_BASES[Base(f.base)]}"
    return f"比{f.base}年" if f.base.isdigit() else "比上年"


def stated(fact: Fact) -> str:
    """'行政运行为16,231,840.80元': item, 口径 and amount of one figure, without its document."""
    scope, measure = scope_phrase(fact), measure_phrase(fact)
    owner = ""
    if fact.figure.level is not None and fact.figure.level is not fact.document.identity.level:
        owner = f"（{fact.figure.level}）"
    name = f"{scope}{'中的' if scope else ''}{item_phrase(fact)}{owner}{measure}"
    if says_none(fact):
        return f"{name}为0（文件写明没有这项收支）"
    day = fact.figure.as_of
    as_of = "" if day is None else f"（截至{day_phrase(day)}）"
    return f"{name}为{signed_amount(fact)}{as_of}"


def calculated(calculation: Calculation, *, unsigned: bool = False) -> str:
    """'23.51%（753.14 ÷ 3204.1 × 100%）': a result with the formula it comes from.

    `unsigned` where a word before it ('减少', '持平') tells the direction.
    """
    result = abs_of(calculation.result) if unsigned else calculation.result
    if unsigned and result.number == 0:
        return f"（{calculation.expression}）"
    unit = "%" if result.unit == Unit.PERCENT else result.unit.name
    return f"{plain_decimal(result.number)}{unit}（{calculation.expression}）"
