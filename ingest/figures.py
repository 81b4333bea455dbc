"""Tables to figures (数据): every value cell with what it states, of which year, and where.

Blank, dash and struck cells (****) become figures too, without a quantity: that the author left
a place empty is a statement. Which item a cell states follows from its row, its column and the
table:

* a total row (合计) under a total column states the table's own item;
* a total row under another column states the column's item;
* any other row states its own item, limited to the column's item (`facet`) or fund.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ingest.forms import is_form_title
from ingest.model import (
    Aspect,
    Cell,
    Figure,
    Fund,
    Identity,
    Kind,
    Problem,
    Row,
    Source,
    Table,
)
from ingest.quantity import (
    NotAQuantity,
    Quantity,
    Unit,
    UnitKind,
    is_blank,
    is_dash,
    is_struck,
    read_quantity,
)
from ingest.row_meanings import RowMeaning, read_rows, unit_of_row
from ingest.table_columns import ColumnMeaning, item_named, item_of_bare_total, read_columns
from ingest.vocabulary.load import vocabulary
from ingest.vocabulary.standard_tables import StandardTable, tables_by_key

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
    rows = read_rows(table, standard, side, identity.kind, classes)
    is_worded = any(row.label or row.path for row in table.rows)
    figures = []
    for number, (row, meaning) in enumerate(zip(table.rows, rows, strict=True)):
        for place, (cell, column) in enumerate(zip(row.cells, columns, strict=True)):
            counted = unit_of_row(row.label, row.code)
            unit = column.unit or counted or table.unit
            if not column.has_numbers or unit is None:
                continue
            try:
                quantity = _quantity(cell.printed, unit)
            except NotAQuantity:
                if not is_struck(cell.printed):
                    continue
                quantity = None
            item, facet, fund = _stated(columns, meaning, column, standard, side, identity.kind)
            label = _label(meaning, column, item)
            figures.append(
                Figure(
                    figure_id=f"{table.table_id}r{number + 1}c{place + 1}",
                    label=label,
                    item=item,
                    item_path=_item_path(row, label, is_worded=is_worded),
                    column_path=table.columns[place].path,
                    fiscal_year=column.year,
                    measure=column.measure,
                    aspect=_aspect(column, unit),
                    printed=cell.printed,
                    quantity=quantity,
                    unit=quantity.unit if quantity else unit,
                    source=cell.source,
                    unit_source=_unit_source(table, row, place, unit, cell, quantity),
                    code=meaning.code,
                    classification=meaning.classification,
                    facet=facet,
                    fund=fund,
                    table_kind=table.kind,
                    section_path=table.section_path,
                )
            )
    return figures


def _item_path(row: Row, label: str, *, is_worded: bool) -> tuple[str, ...]:
    """The row with its ancestors; where a table prints no words beside its numbers, the column.

    A row without words among rows that have them is their total.
    """
    if row.label or row.path:
        return (*row.path, row.label) if row.label else row.path
    return ("合计" if is_worded else label,)


def _aspect(column: ColumnMeaning, unit: Unit) -> Aspect:
    is_count = column.aspect is Aspect.AMOUNT and unit.kind is UnitKind.COUNT
    return Aspect.COUNT if is_count else column.aspect


def table_problems(table: Table) -> tuple[Problem, ...]:
    """What keeps cells of a table from being figures: no unit, or digits that are no number."""
    problems: list[Problem] = []
    numbers = 0
    struck: list[Source] = []
    columns = read_columns(table, None, None, Kind.OTHER, None)
    for row in table.rows:
        for cell, column in zip(row.cells, columns, strict=True):
            if not column.has_numbers or _is_empty(cell.printed):
                continue
            if is_struck(cell.printed):
                struck.append(cell.source)
                continue
            try:
                numbers += _quantity(cell.printed, Unit.WAN) is not None
            except NotAQuantity:
                if re.search(r"\d", cell.printed) and not is_form_title(table.title):
                    problems.append(
                        Problem(
                            "unreadable_number",
                            f"{cell.source.page_name}《{table.title}》“{row.label}”一格"
                            f"“{cell.printed[:30]}”不是规范的数字，没有读入",
                            (cell.source,),
                        )
                    )
    if struck:
        problems.append(
            Problem(
                "struck_out",
                f"第{table.source.page}页《{table.title}》有 {len(struck)} 格被涂去"
                "（印作 **** 等），没有数字",
                tuple(struck),
            )
        )
    if numbers and table.unit is None and not any(c.unit for c in columns):
        problems.append(
            Problem(
                "unit_missing",
                f"{table.source.page_name}《{table.title or '无标题的表'}》没有标明单位，"
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


def _unit_source(
    table: Table, row: Row, place: int, unit: Unit, cell: Cell, quantity: Quantity | None
) -> Source | None:
    """Where a cell's unit is declared: by itself, its column, its row, or above the table."""
    if quantity is not None and quantity.unit != unit:
        return cell.source
    return table.columns[place].unit_source or row.unit_source or table.unit_source


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


def _stated(
    columns: Sequence[ColumnMeaning],
    meaning: RowMeaning,
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
            if not column.name:
                item = item_of_bare_total(item, columns, standard)
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


def _label(meaning: RowMeaning, column: ColumnMeaning, item: str | None) -> str:
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
        is_share = cell.printed.strip().endswith(("%", "％"))
        if not is_share and not _FORM_AMOUNT.search("".join((*row.path[1:], row.label))):
            continue
        try:
            quantity = _quantity(cell.printed, table.unit)
        except NotAQuantity:
            continue
        figures.append(
            Figure(
                figure_id=f"{table.table_id}r{number + 1}c1",
                label=row.label,
                item=None,
                item_path=(*row.path, row.label),
                column_path=table.columns[0].path,
                fiscal_year=_table_year(table, identity),
                measure=column.measure,
                aspect=Aspect.SHARE if is_share else column.aspect,
                printed=cell.printed,
                quantity=quantity,
                unit=quantity.unit if quantity else table.unit,
                source=cell.source,
                unit_source=cell.source if is_share else table.unit_source,
                section_path=table.section_path,
            )
        )
    return figures
