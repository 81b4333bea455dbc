"""A sentence's item has the code the document's own tables print for its name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.model import Aspect, Classification, Figure, Measure, Source
from ingest.table_codes import sentences_with_codes

BLANK = Figure(
    "f1", "", None, (), (), 2025, Measure.BUDGETED, Aspect.AMOUNT, "1.00", None, None, Source(0, 4)
)


def cell(code: str, *path: str) -> Figure:
    functional = Classification.FUNCTIONAL
    return replace(
        BLANK, label=path[-1], item_path=path, code=code, item=f"functional:{code}",
        classification=functional,
    )  # fmt: skip


CELLS = [
    cell("2249901", "灾害防治及应急管理支出", "应急事务", "风险防治"),
    cell("2249902", "灾害防治及应急管理支出", "应急事务", "行政运行"),
    cell("2259902", "甲支出", "甲事务", "行政运行"),
    cell("2269902", "乙支出", "甲事务", "行政运行"),
]


@pytest.mark.parametrize(
    ("label", "path", "item"),
    [
        ("灾害防治及应急管理支出（类）应急事务（款）风险防治（项）",
         ("灾害防治及应急管理支出", "应急事务", "风险防治"), "functional:2249901"),
        ("应急事务（款）行政运行（项）", ("应急事务", "行政运行"), "functional:2249902"),
        ("甲事务（款）行政运行（项）", ("甲事务", "行政运行"), None),  # of which class?
        ("行政运行（项）", ("行政运行",), None),
        ("风险防治项目", ("应急事务", "风险防治"), None),  # a project is no item
    ],
)  # fmt: skip
def test_the_code_of_a_name(label: str, path: tuple[str, ...], item: str | None) -> None:
    (figure,) = sentences_with_codes([replace(BLANK, label=label, item_path=path)], CELLS)
    assert figure.item == item
    assert figure.code == (item.split(":")[1] if item else None)


def test_an_item_the_vocabulary_knows_stays() -> None:
    known = replace(BLANK, label="应急事务（款）", item="x", item_path=("应急事务", "行政运行"))
    assert sentences_with_codes([known], CELLS) == [known]
