"""A table without a unit has the one its numbers are stated with elsewhere, or none."""

from __future__ import annotations

import pytest

from ingest.parse import reading_to_document
from ingest.quantity import Unit
from tests.ingest.drawn import Rows, reading_of

THREE_PUBLIC: Rows = [
    ["合计", "因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费"],
    ["22.91", "0", "0", "21.56", "1.35"],
]
PROSE = "2025年“三公”经费预算数为22.91万元，其中：公务用车运行费21.56万元。"


def _read(*parts: str | Rows) -> tuple[list[Unit | None], list[str]]:
    document = reading_to_document(reading_of(list(parts)), "某局2025年部门预算.pdf")
    codes = [p.code for p in document.problems if p.code in ("unit_inferred", "unit_missing")]
    return [table.unit for table in document.tables], codes


def test_sentences_prove_the_unit() -> None:
    units, codes = _read("2025年部门“三公”经费预算表", THREE_PUBLIC, PROSE)
    assert (units, codes) == ([Unit.WAN], ["unit_inferred"])


def test_another_table_proves_the_unit() -> None:
    first: Rows = [["项目", "预算数"], ["事业收入", "1,234"], ["收入总计", "47,483,458"]]
    second: Rows = [["项目", "合计"], ["教育支出", "47,483,458"], ["支出总计", "47,483,458"]]
    units, codes = _read(
        "2025年部门收入预算总表", "单位：元", first, "2025年部门支出预算总表", second
    )
    assert (units, codes) == ([Unit.YUAN, Unit.YUAN], ["unit_inferred"])


@pytest.mark.parametrize(
    "prose",
    [
        "2025年“三公”经费预算数减少。",  # nothing says it
        "“三公”经费22.91万元，公务用车运行费21.56元。",  # it is said in two ways
        "“三公”经费22.91万元。",  # once may be chance
    ],
)
def test_without_proof_there_is_no_unit(prose: str) -> None:
    units, codes = _read("2025年部门“三公”经费预算表", THREE_PUBLIC, prose)
    assert (units, codes) == ([None], ["unit_missing"])
