"""Cells set side by side: each from its own document and level, every gap with its reason."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.model import Kind, Level
from ingest.quantity import wan
from qa_service.answer import answer
from qa_service.chart import chart_of_answer, chart_of_cells, chart_of_parts, chart_text
from qa_service.comparison import By, CellState, Wanted, compare_cells, compare_parts, loaded_years
from qa_service.comparison_notes import changes_of, difference_of_parts, notes_on
from qa_service.model import Question
from tests.qa_service.asking import corpus_over
from tests.qa_service.compared import DOCUMENTS, HILL, LAKE

BOTH = (Kind.BUDGET, Kind.FINAL_ACCOUNT)
UNIT = "青岚省气象服务中心"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("data"), DOCUMENTS)


def wanted(item, organisations=(LAKE,), years=(2024,), kinds=(Kind.BUDGET,), level=None):
    return Wanted(tuple(organisations), tuple(years), tuple(kinds), (item,), level)


def made(given):
    """What was made; a test needs it to be there."""
    assert given is not None
    return given


def told(cells):
    return [c.fact.figure.printed if c.fact else c.state.value for c in cells]


def test_each_cell_is_the_figure_of_its_own_year_and_kind(corpus):
    cells = compare_cells(wanted("培训费", years=(2023, 2024), kinds=BOTH), corpus)
    assert told(cells) == ["5", "not_loaded", "7", "8"]
    assert cells[1].note == "没有载入2023年决算"


def test_a_department_and_its_unit_are_never_in_one_cell(corpus):
    widest, unit = (
        compare_cells(wanted("支出总计", level=level), corpus)[0] for level in (None, Level.UNIT)
    )
    assert (widest.level, told([widest])) == (Level.DEPARTMENT, ["640"])
    assert (unit.level, told([unit])) == (Level.UNIT, ["300"])
    missing = compare_cells(wanted("支出总计", years=(2023,), level=Level.UNIT), corpus)[0]
    assert missing.note == "没有载入单位的2023年预算，载入的是部门的"


def test_blank_dash_and_zero_are_three_statements_and_a_missing_item_is_a_fourth(corpus):
    items = ("因公出国（境）费", "公务接待费", "公务用车购置费", "会议费")
    cells = [compare_cells(wanted(item, (HILL,)), corpus)[0] for item in items]
    assert [c.state for c in cells] == [
        CellState.BLANK,
        CellState.DASH,
        CellState.STATED,
        CellState.ITEM_MISSING,
    ]
    assert made(cells[2].fact).figure.quantity == wan("0")


def test_an_organisation_that_is_not_loaded_is_said_to_be_so(corpus):
    cell = compare_cells(wanted("培训费", ("无此局",)), corpus)[0]
    assert (cell.state, cell.note) == (CellState.NOT_LOADED, "没有载入这个单位的文件")
    assert loaded_years(("无此局",), corpus) == ()


def test_levels_that_differ_are_told_and_not_to_be_added(corpus):
    cells = compare_cells(wanted("培训费", (LAKE, UNIT)), corpus)
    notes = notes_on(cells)
    assert f"部门（{LAKE}）" in notes[0] and f"单位（{UNIT}）" in notes[0]
    assert notes[1] == "部门的数已经包括本级和所属单位，不要与单位的数相加"


def test_changes_are_worked_out_with_their_formula(corpus):
    cells = compare_cells(wanted("培训费", years=(2023, 2024), kinds=BOTH), corpus)
    budget, final = changes_of(cells[2], cells), changes_of(cells[3], cells)
    assert [(c.than, c.difference.expression) for c in budget] == [("2023年预算", "7 − 5")]
    assert [(c.than, c.difference.expression) for c in final] == [("2024年预算", "8 − 7")]
    assert made(budget[0].rate).result.number == Decimal("40.00")
    assert changes_of(cells[1], cells) == []


def test_parts_are_of_the_same_document_and_make_up_the_whole(corpus):
    found, parts = compare_parts(wanted("支出总计"), By.NAMED, corpus)
    whole = made(found)
    assert [(p.figure.label, p.figure.printed) for p in parts] == [
        ("基本支出", "410"),
        ("项目支出", "230"),
    ]
    assert difference_of_parts(whole, parts) == ""
    assert difference_of_parts(whole, [parts[0], parts[0]]).startswith(
        "所列各项之和比总额多180万元"
    )


def test_a_chart_of_years_has_a_series_for_each_kind_and_says_what_is_missing(corpus):
    cells = compare_cells(wanted("培训费", years=(2023, 2024), kinds=BOTH), corpus)
    chart = made(chart_of_cells(cells))
    assert (chart.groups, chart.series) == (["2023", "2024"], ["预算", "决算"])
    assert [bar.yuan for bar in chart.bars] == [50000, None, 70000, 80000]
    assert "2023 决算 没有载入2023年决算" in chart_text(chart)
    assert chart_of_cells(cells[:2]) is None


def test_a_chart_of_parts_stands_in_order_of_size(corpus):
    found, parts = compare_parts(wanted("支出总计"), By.NAMED, corpus)
    whole = made(found)
    chart = made(chart_of_parts(whole, parts[::-1]))
    assert chart.groups == ["基本支出", "项目支出"]


def test_an_answer_has_a_chart_where_its_figures_differ_in_one_thing(corpus):
    def figure(**more):
        alike = {
            "role": "answer", "value_yuan": "10000", "aspect": "amount", "fiscal_year": 2024,
            "organisation": LAKE, "label": "培训费", "kind": "budget", "level": "部门",
            "measure": "budgeted", "value": "1", "unit": "万元",
        }  # fmt: skip
        return alike | more

    years = [figure(fiscal_year=y) for y in (2024, 2022, 2023)]
    assert made(chart_of_answer(years)).groups == ["2022", "2023", "2024"]
    assert chart_of_answer(years[:2]) is None
    assert chart_of_answer([*years[:2], figure(fiscal_year=2021, level="单位")]) is None
    assert chart_of_answer([*years[:2], figure(value_yuan=None, fiscal_year=2021)]) is None
    assert chart_of_answer([*years, figure(organisation=HILL)]) is None
    other_items = [figure(fiscal_year=2020 + n, label=f"{n}号项目") for n in range(3)]
    assert chart_of_answer(other_items) is None
    levels = [
        figure(organisation=f"{n}局", level=level)
        for n, level in enumerate(("部门", "单位", "部门"))
    ]
    assert made(chart_of_answer(levels)).groups == ["0局（部门）", "1局（单位）", "2局（部门）"]
    items = [figure(label=name) for name in ("培训费", "会议费", "差旅费")]
    assert made(chart_of_answer(items)).groups == ["培训费", "会议费", "差旅费"]


def test_a_cell_is_what_the_same_question_is_answered_with(corpus):
    asked = answer(Question(f"{LAKE}2024年培训费预算是多少"), corpus)
    cell = compare_cells(wanted("培训费"), corpus)[0]
    assert asked.figures[0].fact.fact_id == made(cell.fact).fact_id
