"""Five files of four documents against what was typed from their pages by eye (tests/gold)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from ingest.model import Document
from ingest.parse import reading_to_document
from ingest.quantity import read_number
from tests.ingest.real.gold import GOLD, Gold, load_gold
from tests.ingest.real.gold_comparison import (
    compare_cells,
    compare_identity,
    compare_statements,
)
from tests.ingest.real.readings import reading_of

NAMES = sorted(path.stem for path in GOLD.glob("*.json"))
# What we do not read as the page has it, by cause. A gap that closes is taken out; none is added
# without looking at the page.
KNOWN_GAPS: dict[str, tuple[str, ...]] = {}


@cache
def read(path: Path) -> Document:
    return reading_to_document(reading_of(path), path.name)


def differences(document: Document, gold: Gold) -> set[str]:
    return {
        *compare_identity(document, gold),
        *compare_cells(document, gold).differences(),
        *compare_statements(document, gold).differences(),
    }


@pytest.mark.real
@pytest.mark.parametrize("name", NAMES)
def test_everything_is_read_as_it_stands_on_the_pages(name: str, real_documents: Path) -> None:
    gold = load_gold(GOLD / f"{name}.json")
    found = differences(read(real_documents / gold.document), gold)
    known = set(KNOWN_GAPS.get(name, ()))
    assert found - known == set(), "read otherwise than printed: look at the page"
    assert known - found == set(), "closed: take these out of KNOWN_GAPS"


@pytest.mark.real
def test_one_other_digit_is_a_difference(real_documents: Path) -> None:
    gold = load_gold(GOLD / "jiangsu-cppcc-2017-budget-tables.json")
    document = read(real_documents / gold.document)
    first = gold.cells[0]
    mistyped = replace(gold, cells=(replace(first, printed="9,066.97"), *gold.cells[1:]))
    assert compare_cells(document, mistyped).wrong == (
        "p1 收支预算总表 收入｜一、财政拨款｜金额: '9,066.97', read with digits 9,066.79",
    )


@pytest.mark.real
def test_a_change_the_other_way_is_a_difference(real_documents: Path) -> None:
    gold = load_gold(GOLD / "dalian-2023-budget.json")
    document = read(real_documents / gold.document)
    fell = next(s for s in gold.statements if s.value == Decimal("-72.61"))
    rest = tuple(s for s in gold.statements if s is not fell)
    mistyped = replace(gold, statements=(*rest, replace(fell, value=-fell.value)))
    assert [w.partition(", ")[2] for w in compare_statements(document, mistyped).wrong] == [
        "read with value -72.61"
    ]


@pytest.mark.real
def test_a_number_nobody_typed_is_a_difference(real_documents: Path) -> None:
    gold = load_gold(GOLD / "putuo-finance-2025-budget.json")
    document = read(real_documents / gold.document)
    shorter = replace(gold, cells=gold.cells[1:])
    assert compare_cells(document, shorter).extra == (
        "p9 财政拨款收入/本年收入/预算数: '31,214,205.80' is not there",
    )


@pytest.mark.parametrize("name", NAMES)
def test_what_was_typed_adds_up(name: str) -> None:
    """Each code of a table is the sum of the codes below it; the page's own roundings are noted."""
    gold = load_gold(GOLD / f"{name}.json")
    amounts: dict[tuple[str, str, tuple[str, ...]], dict[str, Decimal]] = {}
    for cell in gold.cells:
        if cell.code:
            column = amounts.setdefault((cell.table, cell.side, cell.column), {})
            column[cell.code] = read_number(cell.printed) or Decimal(0)
    odd = [
        (table, code, str(column[code] - sum(below)))
        for (table, _, _), column in amounts.items()
        for code in column
        if (below := [v for k, v in column.items() if k[:-2] == code])
        and sum(below) != column[code]
    ]
    printed_odd = [("一般公共预算财政拨款基本支出决算表", "302", "0.01")]
    assert odd == (printed_odd if name == "putuo-social-work-2024-final-account" else [])


@pytest.mark.parametrize("name", NAMES)
def test_a_statement_says_the_digits_it_was_typed_from(name: str) -> None:
    for statement in load_gold(GOLD / f"{name}.json").statements:
        if any(character.isdigit() for character in statement.printed):
            assert abs(statement.value) == read_number(statement.printed)
        else:
            assert statement.value == 0
