"""What a row of a table states (行的口径): its item, code and classification, or a total."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.model import Classification, Fund, Kind, Row, Table
from ingest.quantity import Unit, UnknownUnit, is_blank, is_dash, unit_named
from ingest.table_columns import fund_of, item_named
from ingest.table_rows import TOTAL
from ingest.vocabulary.load import plain_label, vocabulary
from ingest.vocabulary.standard_tables import StandardTable, tables_by_key

_ROW_UNIT = re.compile(r"[（(]\s*(?![类款项目]\s*[)）])([^（）()\s]{1,4})\s*[)）]$")
_TOTAL_ITEMS = frozenset({"total_income", "total_expenditure", "total_income_and_expenditure"})
_CARRYOVERS = frozenset({"carryover_in", "carryover_out"})
_CURRENT_YEAR = frozenset({"current_year_income", "current_year_expenditure"})


@dataclass(frozen=True)
class RowMeaning:
    """What a row states: `is_total` leaves the item to the column."""

    label: str
    item: str | None
    is_total: bool
    code: str | None = None
    classification: Classification | None = None
    fund: Fund | None = None


def unit_of_row(label: str, code: str | None) -> Unit | None:
    """The unit a row's own name states ('公务用车保有量（辆）'); 类, 款 and 项 are levels."""
    match = _ROW_UNIT.search(label)
    if match is None or code is not None:
        return None
    try:
        return unit_named(match.group(1))
    except UnknownUnit:
        return None


def class_codes(tables: Sequence[Table]) -> dict[str, str]:
    """Names of functional classes (类) that coded rows of a document print, to their codes."""
    codes: dict[str, str] = {}
    for table in tables:
        standard = tables_by_key().get(table.kind or "")
        for row in table.rows:
            if row.code is not None and len(row.code) == 3 and row.label:
                kind = classification_of(row.code, table, standard)
                if kind is Classification.FUNCTIONAL:
                    codes.setdefault(plain_label(row.label), row.code)
    return codes


def read_rows(
    table: Table,
    standard: StandardTable | None,
    side: str | None,
    kind: Kind,
    classes: Mapping[str, str],
) -> list[RowMeaning]:
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
            RowMeaning(row.label, item, row.is_total, row.code, row.classification, row.fund)
        )
    return meant


def _carried(table: Table, rows: Sequence[RowMeaning]) -> bool:
    """Whether the total of a side holds more than this year's money."""
    for row, meaning in zip(table.rows, rows, strict=True):
        if meaning.item in _CURRENT_YEAR:
            return True
        if meaning.item in _CARRYOVERS and not all(
            is_blank(c.printed) or is_dash(c.printed) for c in row.cells
        ):
            return True
    return False


def _read_row(
    row: Row,
    table: Table,
    standard: StandardTable | None,
    side: str | None,
    classes: Mapping[str, str],
) -> RowMeaning:
    if row.code is not None:
        classification = classification_of(row.code, table, standard)
        item = None
        if classification is not None and standard is not None:
            item = vocabulary().key_of(classification, row.code, row.label)
        return RowMeaning(row.label, item, False, row.code, classification)
    if standard is None:
        return RowMeaning(row.label, None, bool(TOTAL.match(row.label)))
    if not row.label and not row.path:
        return RowMeaning("", None, True)
    if row.path and (TOTAL.match(row.label) or not row.label):
        group = row.path[-1]
        found = item_named(group, side)
        return RowMeaning(group, found.key if found else None, False)
    if row.path and standard.top_rows_only:
        return RowMeaning(row.label, None, False)
    if standard.side == "both" and side == "expenditure":
        code = _class_code(row.label, classes)
        if code is not None:
            return RowMeaning(
                row.label, f"functional:{code}", False, code, Classification.FUNCTIONAL
            )
    found = item_named(row.label, side)
    key = found.key if found else None
    if TOTAL.match(row.label) or key in _TOTAL_ITEMS:
        return RowMeaning(row.label, key, True)
    if row.path and (fund := fund_of(row.label)) is not None:
        # 年初结转和结余 → 一般公共预算: the carryover of that fund, not the fund's income.
        above = item_named(row.path[-1], side)
        if above is not None and above.key in _CARRYOVERS:
            return RowMeaning(row.label, above.key, False, fund=fund)
    if key is None and standard.key == "three_public" and len(table.rows) == 1:
        return RowMeaning(row.label, None, True)
    return RowMeaning(row.label, key, False)


def _class_code(label: str, classes: Mapping[str, str]) -> str | None:
    """The code of the functional class (类) a label names, where it is one alone."""
    known = [c for c in vocabulary().codes_named(Classification.FUNCTIONAL, label) if len(c) == 3]
    if len(known) == 1:
        return known[0]
    return classes.get(plain_label(label))


def classification_of(
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
