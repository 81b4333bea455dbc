"""Words against figures: directions, reasons, and what is said of empty tables."""

from __future__ import annotations

import pytest

from ingest.checks import check_figures
from ingest.model import Identity, Kind
from tests.ingest.drawn import BUDGET, FINAL, figures_of, tables_of
from tests.ingest.made import figures as said

HEADER = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
TITLE = "政府性基金预算支出功能分类预算表"


def problems(text: str, identity: Identity = FINAL) -> list[str]:
    found = check_figures(said(text, identity), (), text, identity.kind).problems
    return [problem.identity for problem in found]


ITEM = "公务接待费全年预算为{}万元，支出决算为{}万元。{}主要原因：厉行节约。"


@pytest.mark.parametrize(
    ("budget", "final", "words", "expected"),
    [
        ("4.00", "2.00", "决算数小于全年预算数的", []),
        ("4.00", "2.00", "决算数大于全年预算数的", ["direction_of_final"]),
        ("2.00", "4.00", "决算数低于预算数的", ["direction_of_final"]),
        ("2.00", "2.00", "决算数与全年预算数持平。", []),
        ("2.00", "3.00", "决算数与全年预算数持平。", ["direction_of_final"]),
        ("2.00", "2.01", "决算数与全年预算数基本持平。", []),
        ("4.00", "2.00", "决算数大于年初预算数的", []),  # of that budget nothing is said
    ],
)
def test_larger_and_smaller_go_with_the_numbers(
    budget: str, final: str, words: str, expected: list[str]
) -> None:
    assert problems(ITEM.format(budget, final, words)) == expected


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("主要原因是接待任务减少，压减支出。", []),
        ("主要原因是接待经费增加。", ["direction_of_reason"]),
        ("主要原因是一是车辆经费增加；二是压减接待。", []),
        ("主要原因是从会议费中调增10万元用于其他支出。", []),
        ("增加的主要原因是接待任务变化。", ["direction_of_reason"]),
    ],
)
def test_a_reason_goes_with_its_change(reason: str, expected: list[str]) -> None:
    text = f"公务接待费3.00万元，比2024年预算减少2.00万元，{reason}"
    assert problems(text, BUDGET) == expected


def of_table(row: list[str], note: str = "", text: str = "公务接待费3.00万元。") -> list[str]:
    tables = tables_of([TITLE, "单位：元", [HEADER, row], *([note] if note else [])])
    figures = [*figures_of(*tables), *said(text)]
    return [p.message for p in check_figures(figures, tables, text, Kind.BUDGET).problems]


def test_an_empty_table_says_so_below_it_or_in_the_prose() -> None:
    empty = ["", "合计", "", "", ""]
    assert of_table(empty, "注：本部门无政府性基金预算，故本表为空表。") == []
    assert of_table(empty, text="本部门2025年无政府性基金预算支出。") == []
    (message,) = of_table(empty)
    assert message == f"第1页《{TITLE}》没有数，表下和文字中都没有说明为空表；请补上说明"


def test_of_an_empty_table_nothing_is_missed_where_the_words_may_say_it() -> None:
    empty = ["", "合计", "", "", ""]
    # The prose is in the document's other file; or it has a 0 that was not read.
    assert of_table(empty, text="本部门2025年无国有资本经营预算支出。") == []
    assert of_table(empty, text="公务接待费3.00万元。政府釆购其他0.00万元。") == []


def test_a_table_with_numbers_does_not_call_itself_empty() -> None:
    filled = ["212", "城乡社区支出", "9", "", "9"]
    assert of_table(filled) == []
    (message,) = of_table(filled, "注：本部门无政府性基金预算，故本表为空表。")
    assert "有数（如“城乡社区支出”9元），表下却写" in message


def test_a_dash_states_that_there_is_none() -> None:
    assert of_table(["", "合计", "—", "—", "—"]) == []
