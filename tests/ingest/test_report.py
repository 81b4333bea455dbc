"""The report card: standard tables, numbers captured of numbers printed, what was left out."""

from __future__ import annotations

from dataclasses import replace

from ingest.document_json import document_from_json, document_to_json
from ingest.model import Kind, Problem
from ingest.parse import reading_to_document
from ingest.read.reading import Reading
from ingest.report_card import ReportCard
from ingest.vocabulary.standard_tables import expected_tables, table_sets, tables_by_key
from tests.ingest.drawn import Rows, reading_of
from tests.ingest.samples import FILES, sample

TITLE = "2025年部门支出预算总表"
HEADER = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
ROWS: Rows = [
    HEADER,
    ["205", "教育支出", "90", "80", "10"],
    ["2050201", "学前教育", "90", "80", "10"],
    ["合计", "<", "90", "80", "10"],
]


def card_of(*parts: str | Rows, reading: Reading | None = None) -> ReportCard:
    read = reading or reading_of(["某某局2025年部门预算"], list(parts))
    card = reading_to_document(read, "某某局2025年部门预算.pdf").report_card
    assert card is not None
    return card


def test_codes_are_no_printed_numbers_and_every_amount_is_captured() -> None:
    card = card_of(TITLE, "单位：元", ROWS)
    assert (card.in_tables.printed, card.in_tables.captured) == (9, 9)
    assert card.in_tables.missed == ()


def test_a_table_without_a_unit_is_not_captured_and_says_where() -> None:
    card = card_of(TITLE, ROWS)
    assert (card.in_tables.printed, card.in_tables.captured) == (9, 0)
    missed = card.in_tables.missed[0]
    assert (missed.printed, missed.where, missed.page, missed.reason) == (
        *("90", TITLE, 2, "no_unit"),
    )


def test_in_prose_only_numbers_with_a_unit_are_printed_figures() -> None:
    text = (
        "2025年，公务接待费3.5万元，比2024年预算减少1.5万元，下降30%。",
        "根据某发〔2024〕12号第3条，开展12次调研、3个方面的工作，采购100万元以上设备。",
        "该费用另有7.25万元。",
    )
    card = card_of(*text)
    assert (card.in_prose.printed, card.in_prose.captured) == (4, 3)
    assert [it.printed for it in card.in_prose.missed] == ["7.25万元"]


def test_amounts_of_reasons_and_definitions_are_not_the_items_own() -> None:
    card = card_of(
        "公务接待费3.5万元，比2024年预算减少1.5万元，主要原因是压减会议2万元。",
        "第四部分 名词解释",
        "1.机关运行经费：指单价100万元的各项资金。",
    )
    assert (card.in_prose.printed, card.in_prose.captured) == (2, 2)


def test_tables_are_expected_by_kind_and_style() -> None:
    card = card_of(TITLE, "单位：元", ROWS)
    assert (card.tables_expected, card.tables_found) == (9, ("expenditure",))
    assert "three_public" in card.tables_missing
    twelve = expected_tables(Kind.BUDGET, ["summary", "procurement", "agency_operation"])
    assert len(twelve) == 12
    assert expected_tables(Kind.BUDGET, []) == ()


def test_sets_of_tables_name_tables_that_there_are() -> None:
    for one in table_sets():
        assert set(one.tables) <= set(tables_by_key()), one.key


def test_what_cannot_be_seen_and_what_was_read_by_ocr_is_told() -> None:
    reading = reading_of(["某某局2025年部门预算"], ["公务接待费3.5万元。"])
    unseen = [
        Problem("unseen_text", f"第{page}页有 {count} 个字看不见（不显示），没有读入：合计")
        for page, count in ((1, 30), (2, 4))
    ]
    card = card_of(reading=replace(reading, problems=tuple(unseen), ocr_pages=(2,)))
    assert (card.hidden_characters, card.ocr_pages) == (34, (2,))


def test_the_samples_are_captured_whole() -> None:
    for path in FILES:
        card = sample(path).report_card
        assert card is not None and card.tables_missing == ()
        # A sum of “三公”经费, 会议费 and 培训费 has no name of its own.
        assert [it.reason for it in card.in_tables.missed] in ([], ["no_item"]), path.name
        assert card.in_tables.captured + len(card.in_tables.missed) == card.in_tables.printed
        assert card.failed == 0
        assert card.in_prose.captured == card.in_prose.printed, path.name


def test_the_card_goes_with_the_document_and_stays_small() -> None:
    document = max((sample(path) for path in FILES), key=lambda d: len(d.figures))
    written = document_to_json(document)
    assert document_from_json(written).report_card == document.report_card
    without = document_to_json(replace(document, report_card=None))
    assert len(written) - len(without) < len(written) / 20
