"""Documents without pages: paragraphs and tables in order, each value with its place."""

from __future__ import annotations

import pytest

from ingest.model import Document
from ingest.parse import reading_to_document
from ingest.read.flow import FlowCell, FlowWriter
from ingest.sections import pages_to_sections


def cells(*rows: tuple[str, ...]) -> list[FlowCell]:
    return [FlowCell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)]


def budget(*rows: tuple[str, ...]) -> Document:
    flow = FlowWriter()
    flow.paragraph("某某局2024年部门预算")
    flow.paragraph("财政拨款支出预算表")
    flow.paragraph("单位：万元")
    flow.table(cells(("功能科目名称", "合计", "基本支出", "项目支出"), *rows))
    flow.paragraph("注：本表数字均为财政拨款。")
    return reading_to_document(flow.reading(), "a.docx")


def test_a_table_is_titled_and_its_figures_stand_where_they_are_quoted() -> None:
    document = budget(("行政运行", "1,234.50", "1,200.00", "34.50"))
    (table,) = document.tables
    assert (table.title, table.pages) == ("财政拨款支出预算表", ())
    assert table.note == "注：本表数字均为财政拨款。"
    assert [(f.printed, document.quote(f.source)) for f in document.figures] == [
        ("1,234.50", "1,234.50"),
        ("1,200.00", "1,200.00"),
        ("34.50", "34.50"),
    ]
    assert document.identity.fiscal_year == 2024


def test_a_blank_a_dash_and_a_zero_are_three_statements() -> None:
    document = budget(("行政运行", "", "—", "0.00"))
    assert [(f.printed, f.quantity is None) for f in document.figures] == [
        ("", True),
        ("—", True),
        ("0.00", False),
    ]


def test_a_merged_cell_is_written_once_and_covers_its_columns() -> None:
    flow = FlowWriter()
    flow.table([FlowCell("支出", 0, 0, 1, 2), FlowCell("基本\n支出", 1, 0), FlowCell("项目", 1, 1)])
    reading = flow.reading()
    assert reading.text == "支出\n基本\n支出\t项目\n"
    assert [cell.source.words_in(reading.text) for cell in reading.grids[0].cells] == [
        "支出",
        "基本\n支出",
        "项目",
    ]


def test_two_tables_with_nothing_between_them_stay_two_unless_the_header_comes_again() -> None:
    def tables(second_header: tuple[str, ...]) -> list[int]:
        flow = FlowWriter()
        flow.paragraph("支出预算表")
        flow.paragraph("单位：万元")
        flow.table(cells(("科目名称", "合计"), ("行政运行", "1.00")))
        flow.table(cells(second_header, ("事业运行", "2.00")))
        return [len(t.rows) for t in reading_to_document(flow.reading(), "a.docx").tables]

    assert tables(("科目名称", "合计")) == [2]
    assert tables(("项目名称", "金额")) == [1, 1]


@pytest.mark.parametrize("opens", [True, False], ids=["opens a part", "runs on"])
def test_an_unnumbered_heading_is_one_where_a_part_opens(opens: bool) -> None:
    flow = FlowWriter()
    flow.paragraph("某某局2024年部门预算")
    if opens:
        flow.opens_part()
    flow.paragraph("某某局主要职能")
    flow.paragraph("本部门收入全部为财政拨款。")
    found = [s.path for s in pages_to_sections(flow.reading())]
    assert found == ([("某某局主要职能",)] if opens else [])


def test_control_characters_are_taken_out_and_told() -> None:
    flow = FlowWriter()
    flow.table([FlowCell("预\x07算数", 0, 0)])
    reading = flow.reading()
    assert reading.text == "预算数\n"
    assert [p.code for p in reading.problems] == ["control_characters"]


def test_a_table_without_a_word_is_left_out() -> None:
    flow = FlowWriter()
    flow.table([FlowCell(" \t", 0, 0), FlowCell("\n", 0, 1)])
    assert (flow.reading().text, flow.reading().grids) == ("", ())
