"""Tables drawn without lines, or with level lines only, are read by what stands aligned."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.figures import table_to_figures
from ingest.limits import Limits
from ingest.model import Box, Figure, Table
from ingest.read.pdf import pdf_to_reading
from ingest.read.pdf_chars import Char
from ingest.read.ruled import CellBox, RuledTable
from ingest.read.unruled_rows import with_all_rows
from ingest.tables import reading_to_tables
from tests.ingest.drawn import BUDGET
from tests.ingest.drawn_pdf import ROW, DrawnPdf

WIDTHS = [70.0, 140.0, 90.0, 90.0, 90.0]
ROWS = [
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["201", "一般公共服务支出", "1,234.50", "1,000.00", "234.50"],
    ["20106", "财政事务", "1,234.50", "1,000.00", "234.50"],
    ["2010601", "行政运行", "1,000.00", "1,000.00", "—"],
    ["2010602", "一般行政管理事务", "234.50", "", "234.50"],
    ["", "合计", "1,234.50", "1,000.00", "234.50"],
]


def _tables(path: Path) -> tuple[Table, ...]:
    reading = pdf_to_reading(path, path.name, Limits())
    assert [problem.code for problem in reading.problems] == []
    return reading_to_tables(reading)


def _printed(table: Table) -> list[tuple[str | None, str, list[str]]]:
    return [(row.code, row.label, [cell.printed for cell in row.cells]) for row in table.rows]


def _headed(path: Path) -> DrawnPdf:
    drawn = DrawnPdf(path)
    drawn.write(200, 60, "2025年部门支出预算总表")
    drawn.write(60, 80, "编制部门：某某局")
    drawn.write(400, 80, "单位：万元")
    return drawn


@pytest.mark.parametrize("level", [True, False], ids=["level lines only", "no lines"])
def test_columns_are_told_by_what_stands_aligned(tmp_path: Path, level: bool) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    drawn.table(90, WIDTHS, ROWS, level=level, upright=False)
    (table,) = _tables(drawn.save())
    assert (table.kind, table.unit and table.unit.name) == ("expenditure", "万元")
    assert [column.path for column in table.columns] == [("合计",), ("基本支出",), ("项目支出",)]
    assert _printed(table) == [(row[0] or None, row[1], row[2:]) for row in ROWS[1:]]


def test_rows_between_which_no_lines_are_drawn_are_rows(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    drawn.table(90, WIDTHS, ROWS, level=False)
    for y in (90, 90 + ROW, 90 + ROW * len(ROWS)):
        drawn.canvas.line(60, 842 - y, 60 + sum(WIDTHS), 842 - y)
    (table,) = _tables(drawn.save())
    assert _printed(table) == [(row[0] or None, row[1], row[2:]) for row in ROWS[1:]]


def test_rows_below_a_ruled_header_stand_in_its_columns(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.write(200, 60, "收支预算总表")
    drawn.write(400, 80, "单位：万元")
    widths = [130.0, 90.0, 130.0, 90.0]
    drawn.table(90, widths, [["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"]])
    body = [
        ["一、财政拨款收入", "12.00", "一、教育支出", "11.00"],
        ["二、事业收入", "", "二、科学技术支出", ""],
        ["", "", "三、住房保障支出", "1.00"],
        ["年初结转和结余", "0.00", "年末结转和结余", "0.00"],
        ["收入总计", "12.00", "支出总计", "12.00"],
    ]
    drawn.table(90 + 2 * ROW, widths, body, upright=False)
    drawn.write(290, 800, "2")
    income, expenditure = _tables(drawn.save())
    assert [(label, cells) for _, label, cells in _printed(income)] == [
        ("财政拨款收入", ["12.00"]), ("事业收入", [""]), ("年初结转和结余", ["0.00"]),
        ("收入总计", ["12.00"]),
    ]  # fmt: skip
    assert [(label, cells) for _, label, cells in _printed(expenditure)] == [
        ("教育支出", ["11.00"]), ("科学技术支出", [""]), ("住房保障支出", ["1.00"]),
        ("年末结转和结余", ["0.00"]), ("支出总计", ["12.00"]),
    ]  # fmt: skip


def test_rows_below_a_ruled_header_end_where_it_is_ruled_again(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    header = [["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"]]
    widths = [130.0, 90.0, 130.0, 90.0]
    body = [
        ["一、财政拨款收入", "12.00", "一、教育支出", "11.00"],
        ["二、事业收入", "—", "二、科学技术支出", "—"],
        ["", "", "三、住房保障支出", "1.00"],
    ]
    drawn.table(90, widths, header)
    drawn.table(90 + 2 * ROW, widths, body, level=False, upright=False)
    drawn.table(90 + 5 * ROW, widths, header)
    # Its amount is blank: a header printed twice says that the table goes on.
    drawn.table(90 + 7 * ROW, widths, [["", "", "四、其他支出", ""]], level=False, upright=False)
    drawn.write(290, 800, "2")
    path = drawn.save()
    first, second = pdf_to_reading(path, path.name, Limits()).grids
    rows = len(header)
    assert [cell.text for cell in first.cells if cell.row >= rows] == [
        w for row in body for w in row
    ]
    assert [cell.text for cell in second.cells if cell.row >= rows] == ["", "", "四、其他支出", ""]


def test_a_number_broken_over_two_lines_is_one_number() -> None:
    def char(text: str, x: float, y: float) -> Char:
        return Char(text, x, y, x + 8, y + 10)

    table = RuledTable(
        Box(0, 0, 200, 40), 1, 2,
        (CellBox(0, 0, 1, 1, Box(0, 0, 100, 40)), CellBox(0, 1, 1, 1, Box(100, 0, 200, 40))),
    )  # fmt: skip
    words = [char("教", 10, 15), char("育", 20, 15)]
    broken = [char("1", 110, 8), char("2", 118, 8), char("3", 110, 22), char("4", 118, 22)]
    assert with_all_rows(table, [*words, *broken]) == table
    level = [char("教", 10, 8), char("农", 10, 22)]
    assert with_all_rows(table, [*level, *broken]).rows == 2


def test_a_table_without_lines_goes_on_over_the_page(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    drawn.table(90, WIDTHS, ROWS[:3], level=False, upright=False)
    drawn.next_page()
    drawn.table(60, WIDTHS, ROWS[3:], level=False, upright=False)
    (table,) = _tables(drawn.save())
    assert table.pages == (1, 2)
    assert [row.label for row in table.rows] == [row[1] for row in ROWS[1:]]


def test_a_ruled_table_goes_on_over_the_page_without_lines(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    drawn.table(90, WIDTHS, ROWS[:3])
    drawn.next_page()
    drawn.table(60, WIDTHS, ROWS[3:], level=False, upright=False)
    (table,) = _tables(drawn.save())
    assert _printed(table) == [(row[0] or None, row[1], row[2:]) for row in ROWS[1:]]


def test_rows_over_the_page_stand_in_the_columns_of_the_table_they_continue(tmp_path: Path) -> None:
    widths = [90.0, 60.0, 120.0, 60.0, 90.0, 60.0]
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.write(200, 60, "收支预算总表")
    drawn.write(400, 80, "单位：万元")
    head = [
        ["项目名称", "金额", "功能科目名称", "金额", "项目名称", "金额"],
        ["一、事业收入", "9.00", "一、教育支出", "2.00", "一、基本支出", "8.00"],
    ]
    drawn.table(90, widths, head)
    drawn.next_page()
    for y, name, amount in [(60, "二、农林水支出", ""), (82, "三、金融支出", "6.00"),
                            (104, "四、其他支出", "1.00"), (126, "五、国防支出", "")]:  # fmt: skip
        drawn.write(214, y, name)
        drawn.write(370, y, amount)
    for x, words in [(64, "收入合计"), (180, "9.00"), (325, "支出合计"), (510, "9.00")]:
        drawn.write(x, 148, words)
    _, functional, uses = _tables(drawn.save())
    assert [(label, cells) for _, label, cells in _printed(functional)] == [
        ("教育支出", ["2.00"]), ("农林水支出", [""]), ("金融支出", ["6.00"]),
        ("其他支出", ["1.00"]), ("国防支出", [""]),
    ]  # fmt: skip
    assert [cells for _, _, cells in _printed(uses)] == [["8.00"], ["9.00"]]


def test_a_total_alone_over_the_page_is_the_table_s(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    drawn.table(90, WIDTHS, ROWS[:5])
    drawn.next_page()
    drawn.table(60, WIDTHS[:3], [["", "合计", "1,234.50"]], level=False, upright=False)
    (table,) = _tables(drawn.save())
    assert _printed(table)[-1] == (None, "合计", ["1,234.50", "", ""])


def test_names_over_groups_and_names_wrapped_over_lines(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    for x, y, words in [
        (60, 120, "项目"), (200, 120, "合计"), (345, 110, "财政拨款"),
        (300, 130, "一般公共"), (300, 142, "预算"), (400, 130, "政府性"), (400, 142, "基金"),
        (60, 165, "教育支出"), (200, 165, "9.00"), (300, 165, "8.00"), (400, 165, "1.00"),
        (60, 187, "科学技术支出"), (200, 187, "3.00"), (300, 187, "3.00"), (400, 187, "0.00"),
    ]:  # fmt: skip
        drawn.write(x, y, words)
    (table,) = _tables(drawn.save())
    assert [column.path for column in table.columns] == [
        ("合计",), ("财政拨款", "一般公共预算"), ("财政拨款", "政府性基金"),
    ]  # fmt: skip
    assert _printed(table)[1] == (None, "科学技术支出", ["3.00", "3.00", "0.00"])


def test_two_sides_without_lines_are_two_tables(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.write(200, 60, "收支预算总表")
    drawn.write(400, 80, "单位：万元")
    rows = [
        ["收入", "", "支出", ""],
        ["项目", "预算数", "项目", "预算数"],
        ["一、财政拨款收入", "12.00", "一、教育支出", "11.00"],
        ["二、事业收入", "", "二、科学技术支出", "1.00"],
        ["收入总计", "12.00", "支出总计", "12.00"],
    ]
    drawn.table(90, [130.0, 90.0, 130.0, 90.0], rows, level=False, upright=False)
    income, expenditure = _tables(drawn.save())
    assert [(label, cells) for _, label, cells in _printed(income)] == [
        ("财政拨款收入", ["12.00"]), ("事业收入", [""]), ("收入总计", ["12.00"]),
    ]  # fmt: skip
    assert [(label, cells) for _, label, cells in _printed(expenditure)] == [
        ("教育支出", ["11.00"]), ("科学技术支出", ["1.00"]), ("支出总计", ["12.00"]),
    ]  # fmt: skip


def test_a_side_of_which_the_next_page_prints_only_the_total(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.write(200, 60, "收支预算总表")
    drawn.write(400, 80, "单位：万元")
    widths = [130.0, 90.0, 130.0, 90.0]
    head = [["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"]]
    drawn.table(90, widths, [*head, ["一、事业收入", "3.00", "一、教育支出", "1.00"]])
    drawn.next_page()
    rest = [["", "", "二、科学技术支出", "2.00"], ["收入总计", "3.00", "支出总计", "3.00"]]
    drawn.table(60, widths, rest, upright=False)
    income, expenditure = _tables(drawn.save())
    assert [(label, cells) for _, label, cells in _printed(income)] == [
        ("事业收入", ["3.00"]), ("收入总计", ["3.00"]),
    ]  # fmt: skip
    assert [(label, cells) for _, label, cells in _printed(expenditure)] == [
        ("教育支出", ["1.00"]), ("科学技术支出", ["2.00"]), ("支出总计", ["3.00"]),
    ]  # fmt: skip


def test_a_label_wrapped_over_two_lines_is_one_row(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    lines = [
        (120, "项目", "金额"), (145, "教育支出", "9.00"), (167, "机关事业单位基本养老", ""),
        (179, "保险缴费支出", "3.00"), (201, "住房保障支出", "1.00"), (223, "农林水支出", "2.00"),
    ]  # fmt: skip
    for y, label, amount in lines:
        drawn.write(60, y, label)
        drawn.write(300, y, amount)
    (table,) = _tables(drawn.save())
    assert [(label, cells) for _, label, cells in _printed(table)] == [
        ("教育支出", ["9.00"]), ("机关事业单位基本养老保险缴费支出", ["3.00"]),
        ("住房保障支出", ["1.00"]), ("农林水支出", ["2.00"]),
    ]  # fmt: skip


def test_one_row_of_the_three_public_expenses_without_lines(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.write(160, 60, "财政拨款“三公”经费支出预算表")
    drawn.write(400, 80, "单位：万元")
    for x, head, amount in [
        (60, "合计", "9.00"), (140, "因公出国（境）费", "1.00"), (300, "公务用车购置费", "0"),
        (400, "公务用车运行费", "5.00"), (500, "公务接待费", "3.00"),
    ]:  # fmt: skip
        drawn.write(x, 110, head)
        drawn.write(x + 20, 140, amount)
    (table,) = _tables(drawn.save())
    figures: list[Figure] = table_to_figures(table, BUDGET)
    assert [(f.item, f.printed) for f in figures] == [
        ("three_public", "9.00"), ("overseas_travel", "1.00"), ("vehicle_purchase", "0"),
        ("vehicle_operation", "5.00"), ("official_reception", "3.00"),
    ]  # fmt: skip


def test_prose_with_amounts_is_no_table(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.write(60, 60, "支出预算总表")
    drawn.write(60, 80, "单位：万元")
    for number in range(4):
        drawn.write(60, 110 + 20 * number, "教育支出 1,234.50 万元，比上年增加 12.00 万元。")
    assert _tables(drawn.save()) == ()
