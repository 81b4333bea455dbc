"""Units of tables that declare none, where the document itself proves them.

A number of the table that the same document also states with a unit, in another table or in a
sentence, says in which unit the table is printed. Several must say so, and none otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.model import Problem, Table
from ingest.quantity import NotAQuantity, Unit, UnknownUnit, read_number, unit_named

_STATED = re.compile(r"((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(亿元|万元|元)")
_FEWEST_DIGITS = 3  # significant ones: fewer agree by chance
_FEWEST_PROOFS = 2
_DIGITS_ALONE = 5  # of the only number of a table


def with_proven_units(
    tables: Sequence[Table], text: str
) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    """The tables, those of money without a unit with the one their numbers prove; and which."""
    if all(table.unit is not None for table in tables):
        return tuple(tables), ()
    stated = _stated(tables, text)
    units: list[Table] = []
    problems: list[Problem] = []
    for table in tables:
        unit = _proven(table, stated) if table.unit is None and table.kind is not None else None
        if unit is None:
            units.append(table)
            continue
        units.append(replace(table, unit=unit))
        problems.append(
            Problem(
                "unit_inferred",
                f"第{table.source.page}页《{table.title or '无标题的表'}》没有标明单位；"
                f"其中的数字在本文件别处以“{unit.name}”写出，按{unit.name}读入，请核对",
                (table.source,),
            )
        )
    return tuple(units), tuple(problems)


def _stated(tables: Sequence[Table], text: str) -> dict[Decimal, set[Unit]]:
    """The units in which the document states each number."""
    found: dict[Decimal, set[Unit]] = {}
    for table in tables:
        if table.unit is not None and table.unit.is_money:
            for number in _numbers(table):
                found.setdefault(number, set()).add(table.unit)
    for printed, name in _STATED.findall(text):
        try:
            value = read_number(printed)
            unit = unit_named(name)
        except (NotAQuantity, UnknownUnit):
            continue
        if value is not None:
            found.setdefault(value, set()).add(unit)
    return found


def _proven(table: Table, stated: dict[Decimal, set[Unit]]) -> Unit | None:
    numbers = set(_numbers(table))
    said = [stated[number] for number in numbers if number in stated]
    units = set().union(*said)
    alone = len(numbers) == 1 and _digits(next(iter(numbers))) >= _DIGITS_ALONE
    enough = 1 if alone else _FEWEST_PROOFS
    return units.pop() if len(units) == 1 and len(said) >= enough else None


def _numbers(table: Table) -> Iterator[Decimal]:
    """The numbers of a table with enough digits to be known again."""
    for row in table.rows:
        for cell in row.cells:
            try:
                number = read_number(cell.printed)
            except NotAQuantity:
                continue
            if number is None or number == 0:
                continue
            if _digits(number) >= _FEWEST_DIGITS:
                yield number


def _digits(number: Decimal) -> int:
    """How many significant digits a number has."""
    return len(number.normalize().as_tuple().digits)
