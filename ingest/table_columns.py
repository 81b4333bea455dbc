"""What a value column says of its cells: item, fund, measure, year, unit (列的口径).

A header is read from its deepest cell outwards; generic words (合计, 金额, 预算数) say nothing of
the item and leave it to the row and the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Aspect, Fund, Kind, Measure, Table
from ingest.quantity import (
    NotAQuantity,
    Unit,
    UnknownUnit,
    is_blank,
    is_dash,
    is_struck,
    read_number,
)
from ingest.quantity import unit_named as _unit_named
from ingest.vocabulary.load import Item, vocabulary, without_numbering
from ingest.vocabulary.standard_tables import StandardTable
from ingest.vocabulary.sums import parts_below

_GENERIC = re.compile(
    r"(?:本年|当年|上年|年初|全年|调整|年中|\d{4}年度?)*"
    r"(?:合计|小计|总计|金额|数额|总额|数|预算|决算|执行|预算数|决算数|执行数|支出数|收入数|预算金额|决算金额"
    r"|预算合计|调整数|全年数|统计数)?(?:[（(](?:万元|元|亿元)[)）])?"
)
_YEAR = re.compile(r"^(\d{4})年度?")
_UNIT_IN_HEADER = re.compile(r"[（(]\s*([^（）()]{1,6})\s*[)）]\s*$")
_FUNDS = (
    (re.compile("^(?:一般公共预算|公共财政)"), Fund.GENERAL_PUBLIC_BUDGET),
    (re.compile("^政府性基金"), Fund.GOVERNMENT_MANAGED_FUNDS),
    (re.compile("^国有资本经营"), Fund.STATE_CAPITAL_OPERATIONS),
)
_FUND_WORDS = re.compile("(?:预算|拨款|财政拨款|收入|支出|资金|安排|补助|支出预算)*$")
_PRIOR = re.compile("上年|上一?年度|去年")


@dataclass(frozen=True)
class ColumnMeaning:
    """`is_total` says that the column adds nothing to the row's item but perhaps a fund.

    `item` is a vocabulary key, `name` the header cell it was read from.
    """

    name: str
    item: str | None
    is_total: bool
    fund: Fund | None
    measure: Measure
    aspect: Aspect
    year: int | None
    unit: Unit | None
    has_numbers: bool


def fund_of(label: str) -> Fund | None:
    """The fund a label names and nothing more ('政府性基金预算财政拨款'), or None."""
    text = without_numbering(label)
    for words, fund in _FUNDS:
        if match := words.match(text):
            rest = text[match.end() :]
            if _FUND_WORDS.fullmatch(rest):
                return fund
    return None


def read_columns(
    table: Table, standard: StandardTable | None, side: str | None, kind: Kind, year: int | None
) -> tuple[ColumnMeaning, ...]:
    """The meaning of each value column of a table."""
    paths = [column.path for column in table.columns]
    shared = _shared_depth(paths)
    return tuple(
        _read_column(table, number, path[shared:], standard, side, kind, year)
        for number, path in enumerate(paths)
    )


def _shared_depth(paths: Sequence[tuple[str, ...]]) -> int:
    """How many outer header cells all columns share: they name the table's side, no column."""
    depth = 0
    for level in zip(*paths, strict=False):
        if len(set(level)) > 1:
            break
        depth += 1
    return depth


def _read_column(
    table: Table,
    number: int,
    own: tuple[str, ...],
    standard: StandardTable | None,
    side: str | None,
    kind: Kind,
    year: int | None,
) -> ColumnMeaning:
    path = table.columns[number].path
    telling = [part for part in own if not _GENERIC.fullmatch(part)]
    name = telling[-1] if telling else ""
    fund = fund_of(name) if name and side != "income" else None
    item = None
    if name and fund is None and (found := item_named(name, side)) is not None:
        item = found.key
        if standard is not None:
            item = standard.means.get(item, item)
    base = standard.total_item(side, kind) if standard else None
    printed = [row.cells[number].printed for row in table.rows]
    return ColumnMeaning(
        name=name,
        item=item,
        is_total=not name or fund is not None or (item is not None and item == base),
        fund=fund,
        measure=_measure(path, table.note, kind),
        aspect=_aspect(path),
        year=_year(path, year),
        unit=_unit(path),
        has_numbers=_has_numbers(printed),
    )


def item_named(label: str, side: str | None) -> Item | None:
    """The item of a header cell or row label, year and 预算数 aside; the side's own first."""
    text = _YEAR.sub("", label)
    shorter = re.sub(r"(?:预算|决算|执行)数$", "", text)
    for candidate in dict.fromkeys((text, shorter, re.sub(r"[（(][^（）()]*[)）]$", "", shorter))):
        if not candidate:
            continue
        known = vocabulary()
        found = known.item_for(candidate, side) if side else known.item_for(candidate)
        if found is None and side:
            found = known.item_for(candidate)
            if found is not None and {found.side, side} == {"income", "expenditure"}:
                found = found if found.key in _BOTH_SIDES else None
        if found is not None:
            return found
    return None


def item_of_bare_total(
    item: str | None, columns: Sequence[ColumnMeaning], standard: StandardTable
) -> str | None:
    """What 合计 without another name states: the table's item, or its sum with those beside it.

    None where something stands beside it and it is not sure that 合计 holds that too.
    """
    named = {column.item for column in columns if column.name}
    if not any(named.intersection(apart) for apart in standard.apart.values()):
        return item
    for total, apart in standard.apart.items():
        if named.issuperset(apart) and named <= parts_below(total):
            return total
    return None


# Items of one side that tables of the other print among their columns or rows.
_BOTH_SIDES = frozenset(
    {"current_year_income", "carryover_in", "carryover_out", "total_income_and_expenditure"}
)


def _measure(path: tuple[str, ...], note: str, kind: Kind) -> Measure:
    text = "/".join(path)
    if re.search("年初预算|当年预算数", text):
        return Measure.BUDGETED
    if re.search("全年预算|调整(?:后)?预算|预算调整|调整数", text):
        return Measure.ADJUSTED
    if re.search("执行数|预计执行", text):
        return Measure.EXECUTED
    if "决算" in text:
        return Measure.FINAL
    if any(re.search(r"预算数$|预算金额$", part) for part in path):
        # Whether it is the first or the revised budget, the remark below the table says.
        adjusted = re.search('预算数(?:为|是|指|系)?[“"]?(?:全年预算|调整)', note) is not None
        return Measure.ADJUSTED if kind is Kind.FINAL_ACCOUNT and adjusted else Measure.BUDGETED
    return Measure.FINAL if kind is Kind.FINAL_ACCOUNT else Measure.BUDGETED


def _aspect(path: tuple[str, ...]) -> Aspect:
    leaf = path[-1] if path else ""
    if re.search("完成(?:率|比例|.{0,4}[%％])|执行率", leaf):
        return Aspect.COMPLETION_RATE
    if re.search("增减.{0,4}(?:[%％]|率|幅|比例)|增长.{0,4}(?:[%％]|率|幅)", leaf):
        return Aspect.CHANGE_RATE
    if re.search("占比|比重|比例|占.{0,8}[%％]", leaf):
        return Aspect.SHARE
    if re.search("增减|增加额|减少额|比上年", leaf):
        return Aspect.CHANGE
    return Aspect.AMOUNT


def _year(path: tuple[str, ...], year: int | None) -> int | None:
    for part in reversed(path):
        if match := _YEAR.match(part):
            return int(match.group(1))
        if _PRIOR.match(part) and "结转" not in part and year is not None:
            return year - 1
    return year


def _unit(path: tuple[str, ...]) -> Unit | None:
    units = (unit_in_name(part) for part in reversed(path))
    return next((unit for unit in units if unit is not None), None)


def unit_in_name(name: str) -> Unit | None:
    """The unit a header cell states behind its words ('金额（万元）', '占比%'), or None."""
    if re.search("[%％]", name):
        return Unit.PERCENT
    if match := _UNIT_IN_HEADER.search(name):
        try:
            return _unit_named(match.group(1))
        except UnknownUnit:
            return None
    return None


def _has_numbers(printed: Sequence[str]) -> bool:
    """Whether a column holds numbers; one of words alone (采购组织形式) is none of figures."""
    worded = False
    for text in printed:
        if is_blank(text) or is_dash(text) or is_struck(text):
            continue
        try:
            read_number(text.removesuffix("%"))
        except NotAQuantity:
            worded = True
            continue
        return True
    return not worded
