"""Misprinted names in sentences: read as what they mean, quoted as they stand, told to staff."""

from __future__ import annotations

import pytest

from ingest.misspelt import misprint_problems, spelling_of
from ingest.model import Figure, Fund, Problem
from ingest.narrative import text_to_figures
from ingest.read.reading import Reading
from ingest.sections import pages_to_sections
from tests.ingest.made import BUDGET


def read(text: str) -> tuple[tuple[Figure, ...], list[Problem]]:
    reading, spelling = Reading(text=text, pages=()), spelling_of()
    sections = pages_to_sections(reading)
    found = text_to_figures(reading, sections, BUDGET, spelling)
    return found, list(misprint_problems(spelling, reading, sections, found))


def test_a_misprinted_name_is_its_item_and_staff_are_told() -> None:
    text = "2025年机关运行经经费10.5万元，比2024年预算减少2万元，主要原因是压减。"
    found, (problem,) = read(text)
    assert [(f.item, f.label, f.printed) for f in found] == [
        ("agency_operation", "机关运行经费", "10.5"),
        ("agency_operation", "机关运行经费", "2"),
    ]
    assert problem.code == "misspelt"
    assert "“机关运行经经费”应为“机关运行经费”" in problem.message
    assert text[problem.sources[0].start : problem.sources[0].end] == "机关运行经经费"
    reason = found[1].reason
    assert reason is not None and text[reason.start : reason.end] == "主要原因是压减"


def test_the_sentence_is_quoted_as_printed() -> None:
    text = "2025年“三公”经费费预算数为7万元，比2024年预算减少2万元。"
    found, _ = read(text)
    assert [f.item for f in found] == ["three_public", "three_public"]
    assert found[0].sentence is not None
    assert found[0].sentence.words_in(text) == text


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("2025年度政府釆购支出预算总额5万元，其中：政府釆购货物预算5万元。",
         ["procurement", "procurement_goods"]),
        ("与2024年度相比，机关运行经经费支出增加3万元，增长5%。", ["agency_operation"] * 2),
        ("公务接待费全年预算为3万元，支出决决算为2万元。", ["official_reception"] * 2),
        ("某某局2025年度度收入支出总计9万元。", ["total_income_and_expenditure"]),
        ("一般公预算财政拨款支出9万元。", ["general_public_budget_expenditure"]),
    ],
)  # fmt: skip
def test_what_follows_is_read_too(text: str, items: list[str]) -> None:
    assert [f.item for f in read(text)[0]] == items


def test_an_unusual_character_is_told_where_it_states_a_number() -> None:
    _, problems = read("2025年政府釆购预算5万元。釆集信息。")
    assert [p.message for p in problems] == ["疑为错字：“釆”应为“采”，已按后者读入，请核对"]


def test_a_name_of_its_own_stays_as_it_is() -> None:
    found, problems = read("公务接待餐费5万元；信息化运维经费3万元。")
    assert [(f.item, f.label) for f in found] == [(None, "公务接待餐费"), (None, "信息化运维经费")]
    assert problems == []


def test_a_misprinted_heading_still_says_what_the_sentence_is_of() -> None:
    text = "一、机关运行经经费情况说明\n2025年预算安排10万元，比2024年预算减少2万元。\n"
    found, (problem,) = read(text)
    assert [(f.item, f.section_path) for f in found] == [
        ("agency_operation", ("一、机关运行经经费情况说明",))
    ] * 2
    assert text[problem.sources[0].start : problem.sources[0].end] == "一、机关运行经经费情况说明"


def test_an_asterisk_in_a_heading_stands_for_a_character_and_several_for_a_name() -> None:
    found, _ = read("一、* 般公共预算拨款基本支出情况说明\n2025年基本支出5万元。\n")
    assert [(f.item, f.fund) for f in found] == [("basic_expenditure", Fund.GENERAL_PUBLIC_BUDGET)]
    found, _ = read("教育支出（类）普通教育（款）******（项）。年初预算为5万元。")
    assert found == ()
