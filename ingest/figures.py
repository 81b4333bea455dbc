"""Tables to figures (数据): every value cell with what it states, of which year, and where.

Blank and dash cells become figures too, without a quantity: that the author left a place empty
is a statement. Which item a cell states follows from its row, its column and the table:

* a total row (合计) under a total column states the table's own item;
* a total row under another column states the column's item;
* any other row states its own item, limited to the column's item (`facet`) or fund.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ingest.forms import is_form_title
from ingest.model import Classification, Figure, Fund, Identity, Kind, Problem, Row, Table
from ingest.quantity import NotAQuantity, Quantity, Unit, is_blank, is_dash, read_quantity
from ingest.table_columns import ColumnMeaning, fund_of, item_named, read_columns
from ingest.table_rows import TOTAL
from ingest.vocabulary.load import plain_label, vocabulary
from ingest.vocabulary.standard_tables import StandardTable, tables_by_key

_TOTAL_ITEMS = frozenset({"total_income", "total_expenditure", "total_income_and_expenditure"})
_CARRYOVERS = frozenset({"carryover_in", "carryover_out"})
_CURRENT_YEAR = frozenset({"current_year_income", "current_year_expenditure"})
_FUND_EXPENDITURE = {
    Fund.GENERAL_PUBLIC_BUDGET: "general_public_budget_expenditure",
    Fund.GOVERNMENT_MANAGED_FUNDS: "government_managed_fund_expenditure",
    Fund.STATE_CAPITAL_OPERATIONS: "state_capital_expenditure",
    Fund.FISCAL_APPROPRIATION: "fiscal_appropriation_expenditure",
}
# Items whose name says the fund already: stating it twice would hide them from a look-up.
_STATES_FUND = re.compile(
    "^(?:fiscal_appropriation|general_public_budget|government_managed_fund|state_capital)_"
)
_FORM_AMOUNT = re.compile("资金|金额|总额|拨款|经费|预算|结转")
_TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")


@dataclass(frozen=True)
class _RowMeaning:
    """What a row states: `is_total` leaves the item to the column."""

    label: str
    item: str | None
    is_total: bool
    code: str | None = None
    classification: Classification | None = None
    fund: Fund | None = None


def class_codes(tables: Sequence[Table]) -> dict[str, str]:
    """Names of functional classes (类) that coded rows of a document print, to their codes."""
    codes: dict[str, str] = {}
    for table in tables:
        standard = tables_by_key().get(table.kind or "")
        for row in table.rows:
            if row.code is not None and len(row.code) == 3 and row.label:
                kind = _classification(row.code, table, standard)
                if kind is Classification.FUNCTIONAL:
                    codes.setdefault(plain_label(row.label), row.code)
    return codes


def table_to_figures(
    table: Table, identity: Identity, classes: Mapping[str, str] = MappingProxyType({})
) -> list[Figure]:
    """The figures of a table, in order of rows and columns.

    `classes` (see class_codes) names functional classes the vocabulary does not know. Cells of
    words, and numbers in a table that declares no unit, are no figures; `table_problems` reports
    the latter.
    """
    if is_form_title(table.title):
        return _form_figures(table, identity)
    standard = tables_by_key().get(table.kind or "")
    side = _side(table, standard)
    year = _table_year(table, identity)
    columns = read_columns(table, standard, side, identity.kind, year)
    rows = _read_rows(table, standard, side, identity.kind, classes)
    figures = []
    for number, (row, meaning) in enumerate(zip(table.rows, rows, strict=True)):
        for place, (cell, column) in enumerate(zip(row.cells, columns, strict=True)):
            unit = column.unit or table.unit
            if not column.has_numbers or unit is None:
                continue
            try:
                quantity = _quantity(cell.printed, unit)
            except NotAQuantity:
                continue
            item, facet, fund = _stated(table, row, meaning, column, standard, side, identity.kind)
            figures.append(
                Figure(
                    figure_id=f"{table.table_id}r{number + 1}c{place + 1}",
                    label=_label(meaning, column, item),
                    item=item,
                    item_path=(*row.path, row.label) if row.label else row.path,
                    column_path=table.columns[place].path,
                    fiscal_year=column.year,
                    measure=column.measure,
                    aspect=column.aspect,
                    printed=cell.printed,
                    quantity=quantity,
                    unit=quantity.unit if quantity else unit,
                    source=cell.source,
                    code=meaning.code,
                    classification=meaning.classification,
                    facet=facet,
                    fund=fund,
                    table_kind=table.kind,
                    section_path=table.section_path,
                )
            )
    return figures


def table_problems(table: Table) -> tuple[Problem, ...]:
    """What keeps cells of a table from being figures: no unit, or digits that are no number."""
    problems: list[Problem] = []
    numbers = 0
    columns = read_columns(table, None, None, Kind.OTHER, None)
    for row in table.rows:
        for cell, column in zip(row.cells, columns, strict=True):
            if not column.has_numbers or _is_empty(cell.printed):
                continue
            try:
                numbers += _quantity(cell.printed, Unit.WAN) is not None
            except NotAQuantity:
                if re.search(r"\d", cell.printed) and not is_form_title(table.title):
                    problems.append(
                        Problem(
                            "unreadable_number",
                            f"第{cell.source.page}页《{table.title}》“{row.label}”一格"
                            f"“{cell.printed[:30]}”不是规范的数字，没有读入",
                            (cell.source,),
                        )
                    )
    if numbers and table.unit is None and not any(c.unit for c in columns):
        problems.append(
            Problem(
                "unit_missing",
                f"第{table.source.page}页《{table.title or '无标题的表'}》没有标明单位，"
                "其中的数字没有读入；请在表的上方或表头标明单位，例如“单位：万元”",
                (table.source,),
            )
        )
    return tuple(problems)


def _quantity(printed: str, unit: Unit | None) -> Quantity | None:
    """A cell's quantity; 12.5% is a share whatever the table's unit."""
    text = printed.strip()
    if text.endswith(("%", "％")):
        return read_quantity(text[:-1], Unit.PERCENT)
    return None if unit is None else read_quantity(text, unit)


def _is_empty(printed: str) -> bool:
    return is_blank(printed) or is_dash(printed)


def _side(table: Table, standard: StandardTable | None) -> str | None:
    if standard is None:
        return None
    if standard.side != "both":
        return standard.side
    for word in (table.columns[0].path[:1] if table.columns else ()) + (table.title[-8:],):
        income, expenditure = "收入" in word, "支出" in word
        if income != expenditure:
            return "income" if income else "expenditure"
    return None


def _table_year(table: Table, identity: Identity) -> int | None:
    match = _TITLE_YEAR.search(table.title)
    return int(match.group(1)) if match else identity.fiscal_year


def _read_rows(
    table: Table,
    standard: StandardTable | None,
    side: str | None,
    kind: Kind,
    classes: Mapping[str, str],
) -> list[_RowMeaning]:
    rows = [_read_row(row, table, standard, side, classes) for row in table.rows]
    if standard is None:
        return rows
    base = standard.total_item(side, kind)
    total = standard.carried if standard.carried and _carried(table, rows) else base
    meant = []
    for row in rows:
        item = row.item
        if row.is_total and (item is None or item in _TOTAL_ITEMS):
            item = total if standard.fund is not None or item is None else item
        elif item is not None:
            item = standard.means.get(item, item)
        meant.append(
            _RowMeaning(row.label, item, row.is_total, row.code, row.classification, row.fund)
        )
    return meant


def _carried(table: Table, rows: Sequence[_RowMeaning]) -> bool:
    """Whether the total of a side holds more than this year's money."""
    for row, meaning in zip(table.rows, rows, strict=True):
        if meaning.item in _CURRENT_YEAR:
            return True
        if meaning.item in _CARRYOVERS and not all(_is_empty(c.printed) for c in row.cells):
            return True
    return False


def _read_row(
    row: Row,
    table: Table,
    standard: StandardTable | None,
    side: str | None,
    classes: Mapping[str, str],
) -> _RowMeaning:
    if row.code is not None:
        classification = _classification(row.code, table, standard)
        item = None
        if classification is not None and standard is not None:
            kind = "functional" if classification is Classification.FUNCTIONAL else "economic"
            item = f"{kind}:{row.code}"
        return _RowMeaning(row.label, item, False, row.code, classification)
    if standard is None:
        return _RowMeaning(row.label, None, bool(TOTAL.match(row.label)))
    if not row.label and not row.path:
        return _RowMeaning("", None, True)
    if row.path and (TOTAL.match(row.label) or not row.label):
        group = row.path[-1]
        found = item_named(group, side)
        return _RowMeaning(group, found.key if found else None, False)
    if row.path and standard.top_rows_only:
        return _RowMeaning(row.label, None, False)
    if standard.side == "both" and side == "expenditure":
        code = _class_code(row.label, classes)
        if code is not None:
            return _RowMeaning(
                row.label, f"functional:{code}", False, code, Classification.FUNCTIONAL
            )
    found = item_named(row.label, side)
    key = found.key if found else None
    if TOTAL.match(row.label) or key in _TOTAL_ITEMS:
        return _RowMeaning(row.label, key, True)
    if row.path and (fund := fund_of(row.label)) is not None:
        # 年初结转和结余 → 一般公共预算: the carryover of that fund, not the fund's income.
        above = item_named(row.path[-1], side)
        if above is not None and above.key in _CARRYOVERS:
            return _RowMeaning(row.label, above.key, False, fund=fund)
    if key is None and standard.key == "three_public" and len(table.rows) == 1:
        return _RowMeaning(row.label, None, True)
    return _RowMeaning(row.label, key, False)


def _class_code(label: str, classes: Mapping[str, str]) -> str | None:
    """The code of the functional class (类) a label names, where it is one alone."""
    known = [c for c in vocabulary().codes_named(Classification.FUNCTIONAL, label) if len(c) == 3]
    if len(known) == 1:
        return known[0]
    return classes.get(plain_label(label))


def _classification(
    code: str, table: Table, standard: StandardTable | None
) -> Classification | None:
    words = "".join("".join(row) for row in table.header)
    if "政府预算经济" in words or "政府预算支出经济" in words:
        return Classification.ECONOMIC_GOVERNMENT
    if "经济" in words and "功能" not in words:
        economic = Classification.ECONOMIC_DEPARTMENT
        return Classification.ECONOMIC_GOVERNMENT if code.startswith("5") else economic
    if "功能" in words and "经济" not in words:
        return Classification.FUNCTIONAL
    if len(code) == 7 or code.startswith("2"):
        return Classification.FUNCTIONAL
    if code.startswith("3") and len(code) in (3, 5):
        return Classification.ECONOMIC_DEPARTMENT
    if code.startswith("5") and len(code) in (3, 5):
        return Classification.ECONOMIC_GOVERNMENT
    return standard.codes if standard else None


def _stated(
    table: Table,
    row: Row,
    meaning: _RowMeaning,
    column: ColumnMeaning,
    standard: StandardTable | None,
    side: str | None,
    kind: Kind,
) -> tuple[str | None, str | None, Fund | None]:
    """Item, facet and fund that a cell states."""
    if standard is None:
        return None, None, column.fund
    fund = column.fund or meaning.fund or standard.fund
    facet = None
    if meaning.is_total:
        if not column.is_total:
            item = column.item
        elif column.fund is not None and meaning.item != standard.carried:
            item = _FUND_EXPENDITURE[column.fund]
        else:
            item = meaning.item
            if not column.name and _stands_apart(table, standard, side):
                item = None
    else:
        item = meaning.item
        if not column.is_total:
            facet = column.item
            if facet is None:
                item = None
        elif meaning.code is not None and standard.limits_rows:
            facet = column.item or standard.total_item(side, kind)
    if item is not None and item == standard.carried:
        fund = column.fund
    elif item is not None and _STATES_FUND.match(item):
        fund = None
    return item, facet, fund


def _stands_apart(table: Table, standard: StandardTable, side: str | None) -> bool:
    """Whether the table has columns beside its own item (会议费 beside “三公”经费)."""
    for column in table.columns:
        found = item_named(column.path[-1], side) if column.path else None
        if found is not None and found.key in standard.apart:
            return True
    return False


def _label(meaning: _RowMeaning, column: ColumnMeaning, item: str | None) -> str:
    """The item's own name: the column's for a total row, the vocabulary's for a bare 合计."""
    if not meaning.is_total:
        return meaning.label
    if not column.is_total and column.name:
        return _TITLE_YEAR.sub("", column.name).removesuffix("预算数").removesuffix("决算数")
    if item is not None and item in vocabulary().items:
        known = vocabulary().items[item]
        printed = item_named(meaning.label, known.side) if meaning.label else None
        if printed is None or printed.key != item:
            return known.name
    return meaning.label or column.name or "合计"


def _form_figures(table: Table, identity: Identity) -> list[Figure]:
    """The amounts of a form (绩效目标表): named by label and project, without an item."""
    figures: list[Figure] = []
    if table.unit is None:
        return figures
    column = read_columns(table, None, None, identity.kind, None)[0]
    for number, row in enumerate(table.rows):
        cell = row.cells[0]
        if not _FORM_AMOUNT.search("".join((*row.path[1:], row.label))):
            continue
        try:
            quantity = read_quantity(cell.printed, table.unit)
        except NotAQuantity:
            continue
        figures.append(
            Figure(
                figure_id=f"{table.table_id}r{number + 1}c1",
                label=row.label,
                item=None,
                item_path=(*row.path, row.label),
                column_path=(),
                fiscal_year=_table_year(table, identity),
                measure=column.measure,
                aspect=column.aspect,
                printed=cell.printed,
                quantity=quantity,
                unit=table.unit,
                source=cell.source,
                section_path=table.section_path,
            )
        )
    return figures
