"""What really printed tables do wrong, each drawn as a small PDF and read to the figures meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.figures import table_problems, table_to_figures
from ingest.limits import Limits
from ingest.model import Figure, Table
from ingest.read.pdf import pdf_to_reading
from ingest.tables import reading_to_tables
from tests.ingest.drawn import BUDGET, FINAL
from tests.ingest.drawn_pdf import ROW, DrawnPdf

CODED = [60.0, 60.0, 60.0, 130.0, 80.0]
HEAD = ["类", "款", "项", "科目名称", "合计"]


def _tables(path: Path) -> tuple[Table, ...]:
    return reading_to_tables(pdf_to_reading(path, path.name, Limits()))


def _headed(path: Path, title: str = "2025年部门支出预算总表") -> DrawnPdf:
    drawn = DrawnPdf(path)
    drawn.write(200, 60, title)
    drawn.write(400, 80, "单位：万元")
    return drawn


def _labels(table: Table) -> list[tuple[str | None, str, str]]:
    return [(row.code, row.label, row.cells[-1].printed) for row in table.rows]


def test_kind_2_blanks_within_numbers(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    drawn.table(90, [120.0, 120.0], [["项目", "合计"], ["教育支出", "24, 169.74"]])
    (table,) = _tables(drawn.save())
    assert [str(f.quantity.number) for f in _figures(table) if f.quantity] == ["24169.74"]


def test_kind_3_thousands_apart_or_not(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    rows = [
        ["项目", "合计"],
        ["教育支出", "2,146.85"],
        ["科学技术支出", "1200"],
        ["卫生健康支出", "1,684"],
    ]
    drawn.table(90, [120.0, 120.0], rows)
    (table,) = _tables(drawn.save())
    assert [str(f.quantity.number) for f in _figures(table) if f.quantity] == [
        "2146.85", "1200", "1684",
    ]  # fmt: skip


@pytest.mark.parametrize("number", ["─8 ─", "- 8 -", "— 11 —", "24", "第 3 页 共 9 页"])
def test_kind_4_a_page_number_between_two_halves_of_a_table(tmp_path: Path, number: str) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    drawn.table(90, [120.0, 120.0], [["项目", "合计"], ["教育支出", "1.00"]])
    drawn.write(280, 800, number)
    drawn.next_page()
    drawn.table(60, [120.0, 120.0], [["科学技术支出", "2.00"]])
    (table,) = _tables(drawn.save())
    assert [label for _, label, _ in _labels(table)] == ["教育支出", "科学技术支出"]


def test_kind_6_title_and_header_repeated_over_the_page(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    drawn.table(90, [120.0, 120.0], [["项目", "合计"], ["教育支出", "1.00"]])
    drawn.next_page()
    drawn.write(200, 60, "2025年部门支出预算总表（续）")
    drawn.write(400, 80, "单位：万元")
    drawn.table(90, [120.0, 120.0], [["项目", "合计"], ["科学技术支出", "2.00"]])
    (table,) = _tables(drawn.save())
    assert [label for _, label, _ in _labels(table)] == ["教育支出", "科学技术支出"]


def test_kind_7_names_of_columns_wrapped_cell_by_cell(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf", "收入决算表")
    drawn.table(
        90, [100.0, 70.0, 70.0, 70.0],
        [["科目名称", "本年收入合\n计", "财政拨款收\n入", "事业单位\n经营收入"],
         ["教育支出", "3.00", "2.00", "1.00"]],
    )  # fmt: skip
    (table,) = _tables(drawn.save())
    assert [column.path for column in table.columns] == [
        ("本年收入合计",), ("财政拨款收入",), ("事业单位经营收入",),
    ]  # fmt: skip


def test_kind_7_the_text_begins_with_data_and_ends_with_title_and_department(
    tmp_path: Path,
) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.table(90, [120.0, 120.0], [["", ""], ["教育支出", "1.00"]])
    drawn.write(63, 104, "项目")
    drawn.write(183, 104, "合计")
    drawn.write(60, 80, "编制部门：某某局 单位：万元")
    drawn.write(200, 60, "支出预算总表")
    (table,) = _tables(drawn.save())
    assert (table.kind, table.unit and table.unit.name) == ("expenditure", "万元")
    assert _labels(table) == [(None, "教育支出", "1.00")]


def test_kind_8_two_sides_whose_number_touches_the_next_label(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.write(200, 60, "收支预算总表")
    drawn.write(400, 80, "单位：元")
    drawn.table(
        90, [130.0, 56.0, 140.0, 70.0],
        [["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"],
         ["一、财政拨款收入", "47,483,458", "一、社会保障和就业支出", "6,397,096"]],
    )  # fmt: skip
    income, expenditure = _tables(drawn.save())
    assert _labels(income) == [(None, "财政拨款收入", "47,483,458")]
    assert _labels(expenditure) == [(None, "社会保障和就业支出", "6,397,096")]


def test_kind_9_blank_cells_keep_their_place(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    drawn.table(
        90, [120.0, 70.0, 70.0, 70.0],
        [["项目", "合计", "基本支出", "项目支出"], ["教育支出", "1.00", "", "1.00"]],
    )  # fmt: skip
    (table,) = _tables(drawn.save())
    assert [cell.printed for cell in table.rows[0].cells] == ["1.00", "", "1.00"]


def test_kind_10_codes_in_three_columns(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    drawn.table(
        90, CODED,
        [HEAD, ["201", "", "", "一般公共服务支出", "3.00"], ["201", "06", "", "财政事务", "3.00"],
         ["201", "06", "01", "行政运行", "3.00"]],
    )  # fmt: skip
    (table,) = _tables(drawn.save())
    assert [code for code, _, _ in _labels(table)] == ["201", "20106", "2010601"]


def test_kind_10_a_class_cut_to_its_last_digit_is_the_one_above(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    drawn.table(
        90, CODED,
        [HEAD, ["210", "", "", "卫生健康支出", "3.00"], ["0", "11", "", "行政事业单位医疗", "3.00"],
         ["0", "11", "02", "事业单位医疗", "3.00"]],
    )  # fmt: skip
    (table,) = _tables(drawn.save())
    assert [code for code, _, _ in _labels(table)] == ["210", "21011", "2101102"]


@pytest.mark.parametrize(
    ("name", "code"), [("事业单位医疗", "2101102"), ("某项没有见过的支出", None)]
)
def test_kind_10_a_class_cut_without_one_above_is_told_by_the_name_or_not_at_all(
    tmp_path: Path, name: str, code: str | None
) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    drawn.table(90, CODED, [HEAD, ["2", "11", "02", name, "3.00"]])
    (table,) = _tables(drawn.save())
    assert _labels(table) == [(code, name, "3.00")]


def test_kind_12_a_number_whose_name_is_lost_is_given_to_no_item(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    rows = [["项目", "合计"], ["教育支出", "1.00"], ["", "7.00"], ["支出总计", "8.00"]]
    drawn.table(90, [120.0, 120.0], rows)
    (table,) = _tables(drawn.save())
    lost = next(f for f in _figures(table) if f.printed == "7.00")
    assert lost.item is None


def test_kind_19_struck_cells(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    drawn.table(90, [120.0, 120.0], [["项目", "合计"], ["* * * *", "****"], ["教育支出", "1.00"]])
    (table,) = _tables(drawn.save())
    assert [(f.printed, f.quantity is None) for f in _figures(table)] == [
        ("****", True), ("1.00", False),
    ]  # fmt: skip
    assert [problem.code for problem in table_problems(table)] == ["struck_out"]


def test_kind_21_a_title_and_names_spaced_letter_by_letter(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf", "支 出 预 算 总 表")
    drawn.table(90, [120.0, 120.0], [["项    目", "合    计"], ["教 育 支 出", "1.00"]])
    (table,) = _tables(drawn.save())
    assert (table.title, table.kind) == ("支出预算总表", "expenditure")
    assert _labels(table) == [(None, "教育支出", "1.00")]
    assert table.columns[0].path == ("合计",)


def test_kind_23_digits_in_another_layer_than_words(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    drawn.table(90, [120.0, 90.0, 90.0], [["项目", "合计", "基本支出"], ["教育支出", "", ""],
                                          ["科学技术支出", "", ""]])  # fmt: skip
    for row, numbers in ((2, ["4.00", "3.00"]), (1, ["2.00", "1.00"])):
        for column, number in enumerate(numbers):
            drawn.write(183 + 90 * column, 90 + ROW * row + 14, number)
    (table,) = _tables(drawn.save())
    assert [[cell.printed for cell in row.cells] for row in table.rows] == [
        ["2.00", "1.00"], ["4.00", "3.00"],
    ]  # fmt: skip


def test_kind_23_the_year_of_a_title_in_another_layer(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.write(220, 60, "年部门支出预算总表")
    drawn.write(400, 80, "单位：万元")
    drawn.table(90, [120.0, 80.0], [["项目", "合计"], ["教育支出", "1.00"]])
    drawn.write(200, 60, "2026")
    (table,) = _tables(drawn.save())
    assert table.title == "2026年部门支出预算总表"


@pytest.mark.parametrize(
    "names",
    [
        ["合计", "因公出国\n(境)费", "公务接待费", "公务用车购置\n及运行费", "购置费", "运行费"],
        ["合计", "因公出国\n(境)费", "公务用车购置\n及运行费", "购置费", "运行费", "公务接待费"],
    ],
)
def test_kind_25_columns_of_any_order_are_bound_by_name(tmp_path: Path, names: list[str]) -> None:
    amounts = {
        "合计": "20.50", "因公出国\n(境)费": "0.00", "公务接待费": "0.50",
        "公务用车购置\n及运行费": "20.00", "购置费": "5.00", "运行费": "15.00",
    }  # fmt: skip
    drawn = _headed(tmp_path / "a.pdf", "财政拨款“三公”经费支出预算表")
    drawn.table(90, [75.0] * 6, [names, [amounts[name] for name in names]])
    (table,) = _tables(drawn.save())
    assert {f.item: f.printed for f in _figures(table)} == {
        "three_public": "20.50", "overseas_travel": "0.00", "official_reception": "0.50",
        "official_vehicles": "20.00", "vehicle_purchase": "5.00", "vehicle_operation": "15.00",
    }  # fmt: skip


def test_rows_and_columns_that_number_the_others_are_no_figures(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf", "收入决算表")
    drawn.table(
        90, [100.0, 50.0, 80.0, 80.0],
        [["项目", "行次", "本年收入合计", "财政拨款收入"], ["栏次", "", "1", "2"],
         ["教育支出", "1", "9.00", "9.00"]],
    )  # fmt: skip
    (table,) = _tables(drawn.save())
    assert [f.printed for f in table_to_figures(table, FINAL)] == ["9.00", "9.00"]


def _figures(table: Table) -> list[Figure]:
    return table_to_figures(table, BUDGET)


def test_kind_10_a_whole_code_cut_to_one_digit_is_told_by_the_name_and_the_row_above(
    tmp_path: Path,
) -> None:
    drawn = _headed(tmp_path / "a.pdf", "一般公共预算基本支出预算表")
    rows = [["科目编码", "科目名称", "合计"], ["301", "工资福利支出", "3.00"],
            ["3", "津贴补贴", "2.00"], ["3", "没有见过的支出", "1.00"]]  # fmt: skip
    drawn.table(90, [80.0, 140.0, 80.0], rows)
    (table,) = _tables(drawn.save())
    assert [code for code, _, _ in _labels(table)] == ["301", "30102", None]


def test_kind_6_a_header_printed_twice_over_the_page(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf")
    head = ["项目", "合计", "基本支出"]
    drawn.table(90, [120.0, 80.0, 80.0], [head, ["教育支出", "1.00", ""]])
    drawn.next_page()
    drawn.table(60, [120.0, 80.0, 80.0], [head, head, ["科学技术支出", "2.00", ""]])
    (table,) = _tables(drawn.save())
    assert [label for _, label, _ in _labels(table)] == ["教育支出", "科学技术支出"]


def test_parts_of_one_table_with_the_same_header_are_tables_of_their_own(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf", "一般公共预算基本支出明细表（工资福利支出）")
    head = ["科目名称", "本年预算"]
    drawn.table(90, [140.0, 80.0], [head, ["合计", "3.00"]])
    drawn.next_page()
    drawn.write(200, 60, "一般公共预算基本支出明细表（商品和服务支出）")
    drawn.write(400, 80, "单位：万元")
    drawn.table(90, [140.0, 80.0], [head, ["合计", "1.00"]])
    wages, goods = _tables(drawn.save())
    assert [(f.item, f.printed) for f in (*_figures(wages), *_figures(goods))] == [
        ("economic:301", "3.00"), ("economic:302", "1.00"),
    ]  # fmt: skip


def test_a_side_whose_names_carry_a_remark_is_a_side(tmp_path: Path) -> None:
    drawn = _headed(tmp_path / "a.pdf", "部门收支总表")
    rows = [["项目", "本年预算", "项目（按功能分类）", "本年预算"],
            ["一、事业收入", "2.00", "（一）教育支出", "1.00"],
            ["", "", "（二）科学技术支出", "1.00"]]  # fmt: skip
    drawn.table(90, [130.0, 80.0, 130.0, 80.0], rows)
    income, expenditure = _tables(drawn.save())
    assert _labels(income) == [(None, "事业收入", "2.00")]
    assert _labels(expenditure) == [(None, "教育支出", "1.00"), (None, "科学技术支出", "1.00")]
