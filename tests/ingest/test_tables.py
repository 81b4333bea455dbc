"""Tables: what a page draws, bound by place to title, unit, header, codes and ancestors."""

from __future__ import annotations

import pytest

from ingest.model import Row, Section, Source, Table
from ingest.quantity import Unit
from ingest.tables import place_in_sections
from tests.ingest.drawn import FINAL, Rows, figures_of, table_from, tables_of


def _cells(table: Table) -> dict[str, list[str]]:
    return {row.label: [cell.printed for cell in row.cells] for row in table.rows}


def _row(table: Table, label: str) -> Row:
    return next(row for row in table.rows if row.label == label)


def test_title_and_unit_are_read_above_the_grid() -> None:
    table = table_from("2025年部门支出预算总表", "编制部门：某某局 单位：万元",
                       ["项目", "预算数"], ["教育支出", "1,234.50"])  # fmt: skip
    assert (table.title, table.kind, table.unit) == (
        "2025年部门支出预算总表", "expenditure", Unit.WAN,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("declared", "unit"),
    [
        ("单位：元", Unit.YUAN),
        ("单位:万元", Unit.WAN),
        ("单位：万", Unit.WAN),
        ("（单位：万元）", Unit.WAN),
        ("金额单位：人民币元", Unit.YUAN),
        ("单 位 ： 亿元", Unit.YI),
        ("编制单位：某某局", None),
        ("预算单位：元宝镇政府", None),
    ],
)
def test_a_unit_is_a_unit_and_no_name(declared: str, unit: Unit | None) -> None:
    assert table_from("支出预算表", declared, ["项目", "金额"], ["教育支出", "1"]).unit == unit


def test_each_table_has_the_unit_declared_for_it() -> None:
    first, second = tables_of(
        ["收入预算总表", "单位：元", [["项目", "金额"], ["事业收入", "1"]]],
        ["三公经费预算表", "单位：万元", [["合计", "公务接待费"], ["2", "2"]]],
    )
    assert (first.unit, second.unit) == (Unit.YUAN, Unit.WAN)


def test_a_title_broken_over_two_lines_is_one_title() -> None:
    (table,) = tables_of(
        ["“三公”经费、会议费、培训费支出预算", "表", "单位：万元", [["合计", "会议费"], ["1", "1"]]]
    )
    assert table.title == "“三公”经费、会议费、培训费支出预算表"


def test_a_title_at_the_foot_of_the_page_before_belongs_to_the_grid_after_it() -> None:
    (table,) = tables_of(
        ["财政拨款基本支出预算表", "单位：万元"], [[["科目编码", "科目名称", "金额"],
        ["301", "工资福利支出", "5.00"]]],
    )  # fmt: skip
    assert (table.title, table.unit, table.pages) == ("财政拨款基本支出预算表", Unit.WAN, (2,))


def test_wrapped_header_words_are_rejoined_into_a_path() -> None:
    table = table_from(
        "三公经费支出预算表", "单位：万元",
        ["合计", "因公出国\n（境）费", "公务用车购置\n及运行费", "<", "公务接\n待费"],
        ["^", "^", "小计", "购置费", "^"],
        ["3", "1", "1", "1", "1"],
    )  # fmt: skip
    assert [column.path for column in table.columns] == [
        ("合计",), ("因公出国（境）费",), ("公务用车购置及运行费", "小计"),
        ("公务用车购置及运行费", "购置费"), ("公务接待费",),
    ]  # fmt: skip


def test_codes_in_three_columns_are_joined_and_give_the_ancestors() -> None:
    table = table_from(
        "支出预算总表", "单位：元",
        ["项目", "<", "<", "<", "支出预算"],
        ["功能分类科目编码", "<", "<", "功能分类科目名称", "合计"],
        ["类", "款", "项", "^", "^"],
        ["201", "", "", "一般公共服务支出", "10"],
        ["201", "06", "", "财政事务", "10"],
        ["201", "06", "01", "行政运行", "10"],
    )  # fmt: skip
    run = _row(table, "行政运行")
    assert (run.code, run.path) == ("2010601", ("一般公共服务支出", "财政事务"))


def test_code_levels_left_blank_are_those_of_the_row_above() -> None:
    table = table_from(
        "支出预算总表", "单位：元",
        ["科目编码", "<", "<", "科目名称", "合计"], ["类", "款", "项", "^", "^"],
        ["201", "", "", "一般公共服务支出", "10"], ["", "06", "", "财政事务", "10"],
        ["", "", "01", "行政运行", "10"],
    )  # fmt: skip
    assert [row.code for row in table.rows] == ["201", "20106", "2010601"]


def test_a_code_cut_to_a_digit_is_none_of_another_group_of_its_class() -> None:
    table = table_from("支出表", "单位：万元", ["科目编码", "科目名称", "合计"],
                       ["20406", "司法", "3.00"], ["2040601", "行政运行", "1.00"],
                       ["2", "一般行政管理事务", "2.00"])  # fmt: skip
    assert [row.code for row in table.rows] == ["20406", "2040601", None]


def test_a_class_cut_to_a_digit_is_that_of_its_group_in_the_row_above() -> None:
    table = table_from("支出表", "单位：万元", ["科目编码", "<", "<", "科目名称", "合计"],
                       ["204", "06", "", "司法", "3.00"], ["204", "06", "01", "行政运行", "1.00"],
                       ["2", "06", "02", "一般行政管理事务", "2.00"])  # fmt: skip
    assert [row.code for row in table.rows] == ["20406", "2040601", "2040602"]


def test_economic_codes_are_two_columns_of_three_and_two_digits() -> None:
    table = table_from(
        "一般公共预算基本支出预算表", "单位：元",
        ["经济分类科目编码", "<", "部门经济分类科目名称", "合计"], ["类", "款", "^", "^"],
        ["301", "", "工资福利支出", "10"], ["301", "13", "住房公积金", "10"],
    )  # fmt: skip
    assert [(row.code, row.path) for row in table.rows] == [
        ("301", ()), ("30113", ("工资福利支出",)),
    ]  # fmt: skip


def test_a_code_printed_before_the_name_in_one_cell_is_taken_off() -> None:
    table = table_from("支出决算表", "单位：万元", ["科目名称", "合计"],
                       ["2010301 行政运行", "5"], ["5G基站补助", "1"])  # fmt: skip
    assert [(row.code, row.label) for row in table.rows] == [
        ("2010301", "行政运行"), (None, "5G基站补助"),
    ]  # fmt: skip


def test_numbering_gives_the_ancestors_where_there_are_no_codes() -> None:
    table = table_from(
        "收支预算总表", "单位：元", ["项目", "预算数"],
        ["一、财政拨款收入", "9"], ["1. 一般公共预算", "8"], ["2. 政府性基金", "1"],
        ["二、事业收入", ""], ["收入总计", "9"],
    )  # fmt: skip
    assert [(row.label, row.path) for row in table.rows] == [
        ("财政拨款收入", ()), ("一般公共预算", ("财政拨款收入",)),
        ("政府性基金", ("财政拨款收入",)), ("事业收入", ()), ("收入总计", ()),
    ]  # fmt: skip


def test_numbering_that_begins_again_lists_the_row_before_it() -> None:
    table = table_from(
        "财政拨款收入支出决算总表", "单位：万元", ["项目", "决算数"],
        ["一、一般公共预算财政拨款", "9"], ["本年收入合计", "9"],
        ["年初财政拨款结转和结余", "1"], ["一、一般公共预算财政拨款", "1"], ["总计", "10"],
    )  # fmt: skip
    assert [row.path for row in table.rows] == [(), (), (), ("年初财政拨款结转和结余",), ()]


def test_groups_merged_downwards_are_ancestors_also_where_blank_on_the_next_page() -> None:
    (table,) = tables_of(
        ["收入预算总表", "单位：万元",
         [["项目名称", "", "金额"], ["收入总计", "<", "9"], ["其他资金", "小计", "9"]]],
        [[["", "事业收入", ""], ["^", "其他收入", "9"]]],
    )  # fmt: skip
    assert [(row.path, row.label) for row in table.rows] == [
        ((), "收入总计"), (("其他资金",), "小计"), (("其他资金",), "事业收入"),
        (("其他资金",), "其他收入"),
    ]  # fmt: skip


TWO_SIDED: Rows = [
    ["本年收入", "<", "本年支出", "<"],
    ["项目", "预算数", "项目", "预算数"],
    ["一、财政拨款收入", "12", "一、教育支出", "12"],
    ["收入总计", "12", "支出总计", "12"],
]


def test_a_two_sided_table_is_one_table_per_side() -> None:
    income, expenditure = tables_of(["收支预算总表", "单位：元", TWO_SIDED])
    assert (income.title, expenditure.title) == (
        "收支预算总表（本年收入）", "收支预算总表（本年支出）",
    )  # fmt: skip
    assert _cells(income) == {"财政拨款收入": ["12"], "收入总计": ["12"]}
    assert _cells(expenditure) == {"教育支出": ["12"], "支出总计": ["12"]}


def test_a_total_merged_over_two_sides_belongs_to_the_side_of_its_amount() -> None:
    income, functions, purposes = tables_of(
        ["收支预算总表", "单位：万元", [
            ["收入", "<", "支出", "<", "<", "<"],
            ["项目名称", "金额", "功能分类", "<", "支出用途", "<"],
            ["^", "^", "功能科目名称", "金额", "项目名称", "金额"],
            ["一、财政拨款", "9.00", "一、教育支出", "9.00", "一、基本支出", "9.00"],
            ["收入合计", "9.00", "支出合计", "<", "<", "9.00"],
        ]],
    )  # fmt: skip
    assert _cells(income) == {"财政拨款": ["9.00"], "收入合计": ["9.00"]}
    assert _cells(functions) == {"教育支出": ["9.00"]}
    assert _cells(purposes) == {"基本支出": ["9.00"], "支出合计": ["9.00"]}
    assert purposes.title == "收支预算总表（支出用途）"


def test_code_blocks_side_by_side_are_two_tables() -> None:
    left, right = tables_of(
        ["一般公共预算财政拨款基本支出决算表", "单位：万元", [
            ["经济分类\n科目编码", "科目名称", "决算数", "经济分类\n科目编码", "科目名称", "决算数"],
            ["301", "工资福利支出", "9.00", "302", "商品和服务支出", "2.00"],
            ["人员经费合计", "<", "9.00", "公用经费合计", "<", "2.00"],
        ]],
    )  # fmt: skip
    assert _cells(left) == {"工资福利支出": ["9.00"], "人员经费合计": ["9.00"]}
    assert _cells(right) == {"商品和服务支出": ["2.00"], "公用经费合计": ["2.00"]}


def test_a_header_that_comes_again_inside_a_grid_is_no_row() -> None:
    header: Rows = [["科目", "收入", "<"], ["^", "合计", "其中：拨款"]]
    table = table_from(
        "收入表", "单位：万元", *header, ["甲", "1.00", "—"], *header, ["乙", "2.00", "—"]
    )
    assert _cells(table) == {"甲": ["1.00", "—"], "乙": ["2.00", "—"]}


def test_a_header_that_comes_again_without_the_numbers_of_its_columns_is_no_row() -> None:
    head = [["项目", "<", "本年支出合计", "经营支出"], ["科目编码", "科目名称", "^", "^"]]
    table = table_from("支出决算表", "单位：万元", *head,
                       ["栏次", "<", "1", "2"], ["205", "教育支出", "1.00", ""],
                       *head, ["206", "科学技术支出", "2.00", ""])  # fmt: skip
    assert _cells(table) == {"教育支出": ["1.00", ""], "科学技术支出": ["2.00", ""]}
    blank = [f.printed for f in figures_of(table, identity=FINAL) if f.column_path == ("经营支出",)]
    assert blank == ["", ""]


def test_parts_of_a_form_named_behind_its_title_are_tables_of_their_own() -> None:
    def page(part: str, amount: str) -> list[str | Rows]:
        return [f"基本支出明细表（{part}）", "单位：万元", [["科目", "本年预算"], ["合计", amount]]]

    parts = tables_of(page("工资福利支出", "1.00"), page("资本性支出", "2.00"))
    assert [[c.printed for row in t.rows for c in row.cells] for t in parts] == [["1.00"], ["2.00"]]
    (joined,) = tables_of(page("工资福利支出", "1.00"), page("工资福利支出", "2.00"))
    assert len(joined.rows) == 2


def test_a_table_goes_on_over_pages_with_and_without_its_header_repeated() -> None:
    header = ["科目编码", "科目名称", "合计"]
    (table,) = tables_of(
        ["支出预算总表", "单位：元", [header, ["201", "一般公共服务支出", "1"]], "- 1 -"],
        [[["205", "教育支出", "2"]], "- 2 -"],
        ["支出预算总表", "单位：元", [header, ["206", "科学技术支出", "3"]]],
        [[header, ["合计", "<", "6"]]],
    )
    assert _cells(table) == {
        "一般公共服务支出": ["1"], "教育支出": ["2"], "科学技术支出": ["3"], "合计": ["6"],
    }  # fmt: skip
    assert (table.pages, table.unit) == ((1, 2, 3, 4), Unit.YUAN)


def test_the_same_columns_under_another_title_are_another_table() -> None:
    grid: Rows = [["项目", "金额"], ["教育支出", "1"]]
    assert (
        len(tables_of(["支出预算表", "单位：元", grid], ["基金支出预算表", "单位：元", grid])) == 2
    )


def test_a_row_cut_by_the_page_break_is_one_row() -> None:
    (table,) = tables_of(
        ["支出预算表", "单位：万元", [["项目", "金额"], ["八、社会保障和就", "1,608.51"]]],
        [[["业支出", ""], ["九、教育支出", "2.00"]]],
    )
    assert _cells(table) == {"社会保障和就业支出": ["1,608.51"], "教育支出": ["2.00"]}


def test_a_row_of_its_own_after_a_page_break_stays_a_row() -> None:
    (table,) = tables_of(
        ["支出预算表", "单位：万元", [["项目", "金额"], ["八、教育支出", "1.00"]]],
        [[["结转下年资金", ""], ["支出合计", "1.00"]]],
    )
    assert [row.label for row in table.rows] == ["教育支出", "结转下年资金", "支出合计"]


def test_columns_that_only_number_the_lines_are_no_values() -> None:
    income, expenditure = tables_of(
        ["收入支出决算总表", "单位：万元", [
            ["收入", "<", "<", "支出", "<", "<"],
            ["项目", "行次", "决算数", "项目", "行次", "决算数"],
            ["栏次", "", "1", "栏次", "", "2"],
            ["一、财政拨款收入", "1", "9.00", "一、教育支出", "31", "8.00"],
        ]],
    )  # fmt: skip
    assert _cells(income) == {"财政拨款收入": ["9.00"]}
    assert _cells(expenditure) == {"教育支出": ["8.00"]}


def test_an_empty_table_is_kept_with_its_note() -> None:
    (table,) = tables_of(
        ["政府性基金预算支出预算表", "单位：元",
         [["科目编码", "科目名称", "合计"], ["", "", ""], ["合计", "<", ""]],
         "注：本部门2025年无政府性基金预算财政拨款安排的预算，故本表为空表。"],
    )  # fmt: skip
    assert table.kind == "government_managed_funds"
    assert _cells(table) == {"合计": [""]}
    assert "本表为空表" in table.note


def test_a_note_belongs_to_the_table_above_and_not_to_the_one_below() -> None:
    first, second = tables_of(
        ["收入决算表", "单位：万元", [["项目", "决算数"], ["事业收入", "1"]], "注：本表反映收入。",
         "支出决算表", "单位：万元", [["项目", "决算数"], ["教育支出", "1"]]],
    )  # fmt: skip
    assert (first.note, second.note, second.title) == ("注：本表反映收入。", "", "支出决算表")


def test_a_list_of_units_is_a_table_without_kind_or_unit() -> None:
    (table,) = tables_of(
        ["纳入编制范围的单位包括：", [["序号", "单位名称", "备注"], ["1", "某某局（本级）", ""]]]
    )
    assert (table.kind, table.unit, [row.label for row in table.rows]) == (
        None, None, ["某某局（本级）"],
    )  # fmt: skip


def test_words_among_the_value_columns_are_kept_in_their_cells() -> None:
    table = table_from(
        "政府采购支出预算表", "单位：万元",
        ["采购品目大类", "专项名称", "采购物品名称", "采购组织形式", "总计"],
        ["合计", "", "", "", "59.00"],
        ["一、货物A", "", "", "", "59.00"],
        ["", "办公设备购置费", "", "", "59.00"],
        ["", "", "复印机", "分散自行组织", "59.00"],
    )  # fmt: skip
    copier = _row(table, "复印机")
    assert copier.path == ("货物A", "办公设备购置费")
    assert [cell.printed for cell in copier.cells] == ["分散自行组织", "59.00"]


def test_cells_know_where_they_stand() -> None:
    (table,) = tables_of(["支出预算表", "单位：元", [["项目", "金额"], ["教育支出", "12"]]])
    source = table.rows[0].cells[0].source
    assert (source.page, source.table_id, source.row, source.column) == (1, table.table_id, 0, 0)


def test_title_and_unit_are_read_inside_the_grid_too() -> None:
    (table,) = tables_of(
        [[["某某局2025年支出预算总表", "<", "<"], ["部门：某某局", "<", "单位：万元"],
          ["科目编码", "科目名称", "合计"], ["205", "教育支出", "1.00"]]]
    )  # fmt: skip
    assert (table.kind, table.unit, _cells(table)) == (
        "expenditure", Unit.WAN, {"教育支出": ["1.00"]},
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["公开02表 收入决算表", "收入决算表 单位：万元", "部门：某某局 收入决算表 金额单位：万元"],
)
def test_a_title_is_read_beside_the_number_or_unit_of_the_form(line: str) -> None:
    (table,) = tables_of([line, "单位：万元", [["项目", "决算数"], ["事业收入", "1.00"]]])
    assert (table.title, table.unit) == ("收入决算表", Unit.WAN)


def test_rows_without_a_header_continue_the_table_below_a_running_head() -> None:
    (table,) = tables_of(
        ["支出预算总表", "单位：元", [["科目编码", "科目名称", "合计"], ["205", "教育支出", "1"]]],
        ["某某局部门预算公开", [["206", "科学技术支出", "2"]]],
    )
    assert _cells(table) == {"教育支出": ["1"], "科学技术支出": ["2"]}


def test_a_new_header_below_prose_begins_another_table() -> None:
    grid: Rows = [["项目", "金额"], ["教育支出", "1"]]
    assert len(tables_of(["支出预算表", "单位：元", grid], ["二、其他情况", grid])) == 2


def test_a_note_of_several_points_is_kept_whole() -> None:
    (table,) = tables_of(
        ["政府采购预算表", "单位：元", [["项目", "金额"], ["货物", "1"]],
         "注：1.采购组织形式为：集中采购。", "2.品目名称按目录填写。"],
    )  # fmt: skip
    assert table.note == "注：1.采购组织形式为：集中采购。\n2.品目名称按目录填写。"


def test_another_header_at_the_top_of_a_page_is_not_a_row_of_the_table_before() -> None:
    first, second = tables_of(
        ["支出预算总表", "单位：元", [["科目编码", "科目名称", "合计"], ["205", "教育支出", "1"]]],
        [[["科目编码", "科目名称", "执行数"], ["205", "教育支出", "2"]]],
    )
    assert (_cells(first), _cells(second)) == ({"教育支出": ["1"]}, {"教育支出": ["2"]})
    assert (second.kind, second.unit) == (None, None)


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("支出预算总表", ("第二部分 预算表", "支出预算总表")),
        ("收入预算总表", ("第二部分 预算表",)),  # another table's title
        ("三、支出预算情况说明", ("第二部分 预算表", "三、支出预算情况说明")),
    ],
)
def test_a_table_is_under_the_heading_before_it_but_not_under_another_s_title(
    heading: str, path: tuple[str, ...]
) -> None:
    table = table_from("支出预算总表", "单位：万元", ["项目", "预算数"], ["教育支出", "1.00"])
    whole = ("第二部分 预算表", heading)
    section = Section("s1", "", heading, 2, whole, Source(0, 1))
    (placed,) = place_in_sections([table], [section])
    assert placed.section_path == path


@pytest.mark.parametrize(
    ("lines", "title", "kind"),
    [
        (["附表6", "一般公共预算财政拨款基本", "支出决算表"],
         "一般公共预算财政拨款基本支出决算表", "basic_expenditure"),
        (["某某局2024年度", "支出决算表"], "支出决算表", "expenditure"),
        (["支出决算表", "预算01-1表"], "支出决算表", "expenditure"),
        (["支出决算表公开03表"], "支出决算表公开03表", "expenditure"),
        (["支出决算表单位：万元"], "支出决算表", "expenditure"),
        (["支 出 决 算 表", "财决公开03表"], "支出决算表", "expenditure"),
        (["三、支出决算表", "（GK03表）"], "三、支出决算表", "expenditure"),
        (["2024 年支出决算表"], "2024年支出决算表", "expenditure"),
    ],
)  # fmt: skip
def test_a_title_is_whole_and_is_not_the_number_of_the_form(
    lines: list[str], title: str, kind: str
) -> None:
    (table,) = tables_of([*lines, "单位：万元", [["项目", "决算数"], ["教育支出", "1.00"]]])
    assert (table.title, table.kind) == (title, kind)


def test_a_table_without_title_is_known_by_its_columns() -> None:
    (table,) = tables_of(
        ["单位：万元", [
            ["“三公”经费合计", "因公出国\n（境）费", "公务用车购置及运行费", "<", "<", "公务接待费"],
            ["^", "^", "小计", "购置费", "运行费", "^"],
            ["9.00", "1.00", "6.00", "0.00", "6.00", "2.00"]]],
    )  # fmt: skip
    assert (table.title, table.kind) == ("", "three_public")


def test_a_table_whose_title_lost_a_word_is_known_by_its_remark() -> None:
    (table,) = tables_of(
        ["出决算表", "单位：万元", [["科目名称", "合计", "基本支出", "项目支出"],
         ["教育支出", "9.00", "9.00", ""]], "注：本表反映部门本年度各项支出情况。"],
    )  # fmt: skip
    assert table.kind == "expenditure"


def test_a_title_that_names_another_table_is_believed() -> None:
    (table,) = tables_of(
        ["某某局项目绩效目标一览表", "单位：万元",
         [["合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费"], ["1", "1", "0", "0"]]],
    )  # fmt: skip
    assert table.kind is None


def test_numbers_of_columns_printed_on_the_first_page_only() -> None:
    header = ["项目", "本年收入合计", "财政拨款收入", "事业收入"]
    (table,) = tables_of(
        ["收入决算表", "单位：万元",
         [header, ["栏次", "1", "2", "3"], ["教育支出", "3.00", "2.00", "1.00"]]],
        [[header, ["科学技术支出", "1.00", "1.00", ""]]],
    )  # fmt: skip
    assert _cells(table) == {
        "教育支出": ["3.00", "2.00", "1.00"], "科学技术支出": ["1.00", "1.00", ""],
    }  # fmt: skip


def test_a_table_broken_off_on_its_page_goes_on_below_its_header_repeated() -> None:
    header = ["科目编码", "科目名称", "合计"]
    first: Rows = [header, ["205", "教育支出", "1"]]
    (table,) = tables_of(
        ["支出预算总表", "单位：元", first, [header, ["206", "科学技术支出", "2"]]]
    )
    assert _cells(table) == {"教育支出": ["1"], "科学技术支出": ["2"]}


def test_the_total_row_of_an_empty_table_that_divides_its_header_is_read_as_a_row_too() -> None:
    table = table_from(
        "政府性基金预算财政拨款收入支出决算表", "单位：万元",
        ["项目", "<", "本年收入", "本年支出", "<", "<", "年末结转和结余"],
        ["功能分类科目编码", "科目名称", "^", "^", "^", "^", "^"],
        ["合计", "<", "", "合计", "基本支出", "项目支出", ""],
        ["", "", "", "", "", "", ""],
    )  # fmt: skip
    assert [column.path for column in table.columns][1:3] == [
        ("本年支出", "合计"), ("本年支出", "基本支出"),
    ]  # fmt: skip
    assert [(f.item_path, f.column_path, f.printed) for f in figures_of(table, identity=FINAL)] == [
        (("合计",), ("本年收入",), ""),
        (("合计",), ("年末结转和结余",), ""),
    ]


def test_a_header_that_begins_with_a_column_of_totals_is_no_row() -> None:
    table = table_from(
        "“三公”经费预算表", "单位：万元",
        ["合计", "公务用车费", "<", "备注"],
        ["^", "购置费", "运行费", "^"],
        ["3", "1", "2", ""],
    )  # fmt: skip
    assert len(table.rows) == 1


def test_a_table_in_traditional_characters_is_the_table_it_is() -> None:
    table = table_from(
        "2025年部門支出預算總表", "編制部門：某某局 單位：萬元",
        ["功能分類科目編碼", "科目名稱", "合計", "基本支出", "項目支出"],
        ["2010301", "行政運行", "12.50", "10.00", "2.50"],
        ["", "合計", "12.50", "10.00", "2.50"],
    )  # fmt: skip
    assert (table.kind, table.unit) == ("expenditure", Unit.WAN)
    assert [(f.item, f.facet, f.printed) for f in figures_of(table)] == [
        ("functional:2010301", None, "12.50"),
        ("functional:2010301", "basic_expenditure", "10.00"),
        ("functional:2010301", "project_expenditure", "2.50"),
        ("total_expenditure", None, "12.50"),
        ("basic_expenditure", None, "10.00"),
        ("project_expenditure", None, "2.50"),
    ]
