"""Figures: which item a cell states follows from its row, its column and its table."""

from __future__ import annotations

import pytest

from ingest.figures import table_problems, table_to_figures
from ingest.model import Aspect, Classification, Fund, Measure
from ingest.quantity import Unit, wan
from ingest.row_meanings import class_codes
from ingest.tables import reading_to_tables
from tests.ingest.drawn import BUDGET, FINAL, figures_of, reading_of, stated, table_from, tables_of


def test_a_dash_is_not_zero_and_neither_is_a_blank() -> None:
    table = table_from("支出预算表", "单位：万元", ["项目", "预算数"], ["教育支出", "1,234.50"],
                       ["公务接待费", "—"], ["会议费", ""], ["培训费", "0.00"])  # fmt: skip
    assert [(f.printed, f.quantity) for f in figures_of(table)] == [
        ("1,234.50", wan("1234.50")), ("—", None), ("", None), ("0.00", wan("0.00")),
    ]  # fmt: skip


def test_a_total_row_states_the_item_of_its_column() -> None:
    table = table_from("支出预算总表", "单位：元", ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
                       ["2010601", "行政运行", "9", "8", "1"], ["合计", "<", "9", "8", "1"])  # fmt: skip
    assert stated(table) == {
        ("functional:2010601", None, None): "9",
        ("functional:2010601", "basic_expenditure", None): "8",
        ("functional:2010601", "project_expenditure", None): "1",
        ("total_expenditure", None, None): "9",
        ("basic_expenditure", None, None): "8",
        ("project_expenditure", None, None): "1",
    }


def test_a_revenue_table_states_revenue_of_a_function_never_its_expenditure() -> None:
    table = table_from("收入预算总表", "单位：元", ["科目编码", "科目名称", "合计", "财政拨款收入"],
                       ["205", "教育支出", "9", "8"], ["合计", "<", "9", "8"])  # fmt: skip
    assert stated(table) == {
        ("functional:205", "total_income", None): "9",
        ("functional:205", "fiscal_appropriation_income", None): "8",
        ("total_income", None, None): "9",
        ("fiscal_appropriation_income", None, None): "8",
    }


def test_the_title_limits_a_table_to_a_fund() -> None:
    table = table_from("一般公共预算支出预算表", "单位：元", ["科目编码", "科目名称", "合计", "基本支出"],
                       ["205", "教育支出", "9", "8"], ["合计", "<", "9", "8"])  # fmt: skip
    assert stated(table) == {
        ("functional:205", None, "general_public_budget"): "9",
        ("functional:205", "basic_expenditure", "general_public_budget"): "8",
        ("general_public_budget_expenditure", None, None): "9",
        ("basic_expenditure", None, "general_public_budget"): "8",
    }


def test_a_column_limits_its_cells_to_a_fund() -> None:
    _, expenditure = tables_of(
        ["财政拨款收支预算总表", "单位：元", [
            ["财政拨款收入", "<", "财政拨款支出", "<", "<"],
            ["项目", "预算数", "项目", "合计", "政府性基金预算"],
            ["一、政府性基金", "9", "一、教育支出", "9", "2"],
            ["收入总计", "9", "支出总计", "9", "2"],
        ]],
    )  # fmt: skip
    assert stated(expenditure) == {
        ("functional:205", None, "fiscal_appropriation"): "9",
        ("functional:205", None, "government_managed_funds"): "2",
        ("fiscal_appropriation_expenditure", None, None): "9",
        ("government_managed_fund_expenditure", None, None): "2",
    }


def test_a_total_that_includes_money_carried_over_is_not_the_years_appropriation() -> None:
    income, expenditure = tables_of(
        ["财政拨款收入支出决算总表", "单位：万元", [
            ["收入", "<", "支出", "<"],
            ["项目", "决算数", "项目", "合计"],
            ["一、一般公共预算财政拨款", "9", "一、教育支出", "8"],
            ["本年收入合计", "9", "本年支出合计", "8"],
            ["年初财政拨款结转和结余", "1", "年末财政拨款结转和结余", "2"],
            ["一、一般公共预算财政拨款", "1", "", ""],
            ["总计", "10", "总计", "10"],
        ]],
    )  # fmt: skip
    assert stated(income, identity=FINAL) == {
        ("general_public_budget_income", None, None): "9",
        ("fiscal_appropriation_income", None, None): "9",
        ("carryover_in", None, "fiscal_appropriation"): "1",
        ("carryover_in", None, "general_public_budget"): "1",
        ("fiscal_appropriation_total", None, None): "10",
    }
    assert (
        stated(expenditure, identity=FINAL)["fiscal_appropriation_expenditure", None, None] == "8"
    )


def test_equal_labels_of_the_two_sides_are_different_items() -> None:
    income, expenditure = tables_of(
        ["收入支出决算总表", "单位：万元", [
            ["收入", "<", "支出", "<"], ["项目", "决算数", "项目", "决算数"],
            ["一、事业收入", "7", "一、教育支出", "6"], ["总计", "7", "总计", "7"],
        ]],
    )  # fmt: skip
    assert [f.item for f in figures_of(income)] == ["business_income", "total_income"]
    assert [f.item for f in figures_of(expenditure)] == ["functional:205", "total_expenditure"]


THREE_PUBLIC = (
    ["合计", "“三公”经费", "<", "<", "<", "<", "<", "会议费"],
    ["^", "小计", "因公出国\n（境）费", "公务用车购置及运行维护费", "<", "<", "公务接待费", "^"],
    ["^", "^", "^", "小计", "公务用车购置费", "公务用车运行维护费", "^", "^"],
    ["9.00", "8.00", "1.00", "5.00", "", "5.00", "2.00", "1.00"],
)


def test_a_row_without_a_name_takes_its_items_from_the_header_not_from_positions() -> None:
    table = table_from("“三公”经费、会议费、培训费支出预算表", "单位：万元", *THREE_PUBLIC)
    assert [(f.item, f.printed) for f in figures_of(table)] == [
        (None, "9.00"),  # 三公 and 会议费 together: no item of its own
        ("three_public", "8.00"), ("overseas_travel", "1.00"), ("official_vehicles", "5.00"),
        ("vehicle_purchase", ""), ("vehicle_operation", "5.00"), ("official_reception", "2.00"),
        ("meeting_expense", "1.00"),
    ]  # fmt: skip


def test_the_total_of_three_public_meetings_and_training_has_a_name_of_its_own() -> None:
    columns = ["合计", "“三公”经费", "会议费", "培训费"]
    table = table_from(
        "“三公”经费、会议费、培训费支出预算表", "单位：万元", columns, ["9", "6", "2", "1"]
    )
    whole = figures_of(table)[0]
    assert (whole.item, whole.label) == (
        "three_public_meeting_training", "“三公”经费、会议费和培训费合计",
    )  # fmt: skip
    with_more = table_from("“三公”经费、会议费、培训费支出预算表", "单位：万元",
                           [*columns, "机关运行经费"], ["9", "6", "2", "1", "8"])  # fmt: skip
    assert figures_of(with_more)[0].item is None  # what it holds, nobody says


def test_a_row_without_a_name_is_named_by_its_columns() -> None:
    table = table_from("“三公”经费、会议费、培训费支出预算表", "单位：万元", *THREE_PUBLIC)
    assert [f.item_path for f in figures_of(table)] == [
        ("合计",), ("“三公”经费",), ("因公出国（境）费",), ("公务用车购置及运行维护费",),
        ("公务用车购置费",), ("公务用车运行维护费",), ("公务接待费",), ("会议费",),
    ]  # fmt: skip


def test_a_row_without_a_name_above_named_rows_is_their_total() -> None:
    table = table_from(
        "支出预算总表", "单位：元", ["科目编码", "科目名称", "合计"],
        ["", "", "2"], ["205", "教育支出", "2"],
    )  # fmt: skip
    assert [f.item_path for f in figures_of(table)] == [("合计",), ("教育支出",)]


def test_budgeted_and_final_columns_of_one_row_are_two_measures() -> None:
    table = table_from(
        "财政拨款“三公”经费支出决算表", "单位：万元",
        ["财政拨款“三公”经费", "<", "<", "<"], ["合计", "<", "公务接待费", "<"],
        ["预算数", "决算数", "预算数", "决算数"], ["3.00", "2.00", "3.00", "2.00"],
    )  # fmt: skip
    assert [(f.item, f.measure, f.printed) for f in figures_of(table, identity=FINAL)] == [
        ("three_public", Measure.BUDGETED, "3.00"), ("three_public", Measure.FINAL, "2.00"),
        ("official_reception", Measure.BUDGETED, "3.00"),
        ("official_reception", Measure.FINAL, "2.00"),
    ]  # fmt: skip


def test_a_note_says_that_the_budget_of_a_final_account_is_the_revised_one() -> None:
    (table,) = tables_of(
        ["“三公”经费支出决算表", "单位：万元", [["公务接待费", "<"], ["预算数", "决算数"], ["3", "2"]],
         "注：本表预算数为全年预算数。"],
    )  # fmt: skip
    assert [f.measure for f in figures_of(table, identity=FINAL)] == [
        Measure.ADJUSTED, Measure.FINAL,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "year", "measure"),
    [
        ("2024年预算数", 2024, Measure.BUDGETED),
        ("上年执行数", 2024, Measure.EXECUTED),
        ("年初预算数", 2025, Measure.BUDGETED),
        ("全年预算数", 2025, Measure.ADJUSTED),
        ("决算数", 2025, Measure.FINAL),
        ("金额", 2025, Measure.BUDGETED),
    ],
)
def test_year_and_measure_are_those_of_the_column(column: str, year: int, measure: Measure) -> None:
    table = table_from("支出预算表", "单位：元", ["项目", column], ["基本支出", "1"])
    (figure,) = figures_of(table)
    assert (figure.item, figure.fiscal_year, figure.measure) == ("basic_expenditure", year, measure)


def test_a_share_is_no_amount() -> None:
    table = table_from("支出决算表", "单位：万元", ["项目", "决算数", "完成预算%"],
                       ["基本支出", "90.00", "95.89%"])  # fmt: skip
    amount, rate = figures_of(table, identity=FINAL)
    assert (amount.aspect, amount.unit) == (Aspect.AMOUNT, Unit.WAN)
    assert (rate.aspect, rate.unit, rate.item) == (Aspect.COMPLETION_RATE, Unit.PERCENT, None)


def test_a_code_is_functional_or_economic_by_the_header() -> None:
    functional = table_from("支出预算总表", "单位：元", ["功能科目编码", "功能科目名称", "合计"],
                            ["2210201", "住房公积金", "1"])  # fmt: skip
    economic = table_from("一般公共预算基本支出预算表", "单位：元", ["科目编码", "科目名称", "金额"],
                          ["30113", "住房公积金", "1"])  # fmt: skip
    assert [(f.item, f.classification) for f in figures_of(functional, economic)] == [
        ("functional:2210201", Classification.FUNCTIONAL),
        ("economic:30113", Classification.ECONOMIC_DEPARTMENT),
    ]


def test_agency_operation_limits_economic_items_to_itself() -> None:
    table = table_from("一般公共预算机关运行经费支出预算表", "单位：万元",
                       ["科目编码", "科目名称", "机关运行经费支出"], ["合计", "<", "9.00"],
                       ["30201", "办公费", "9.00"])  # fmt: skip
    assert stated(table) == {
        ("agency_operation", None, None): "9.00",
        ("economic:30201", "agency_operation", None): "9.00",
    }


def test_a_subtotal_beside_a_group_states_the_group() -> None:
    table = table_from("收入预算总表", "单位：万元", ["项目名称", "", "金额"],
                       ["其他资金", "小计", "8.00"], ["^", "其他收入", "8.00"])  # fmt: skip
    assert [(f.label, f.item) for f in figures_of(table)] == [
        ("其他资金", "other_funds"), ("其他收入", "other_income"),
    ]  # fmt: skip


def test_a_list_of_projects_names_each_row_by_its_project_below_the_subject_it_is_paid_under() -> (
    None
):
    table = table_from("项目支出表", "单位：万元", ["科目编码", "项目名称", "科目名称", "金额"],
                       ["", "合计", "", "9.00"], ["2010302", "早餐网点补助", "一般行政管理事务", "4.00"],
                       ["2010302", "消费季活动", "一般行政管理事务", "3.00"],
                       ["2010308", "信访专项工作", "信访事务", "2.00"])  # fmt: skip
    assert [(f.label, f.item, f.code, f.item_path) for f in figures_of(table)] == [
        ("项目支出", "project_expenditure", None, ("合计",)),
        ("早餐网点补助", None, None, ("一般行政管理事务", "早餐网点补助")),
        ("消费季活动", None, None, ("一般行政管理事务", "消费季活动")),
        ("信访专项工作", None, None, ("信访事务", "信访专项工作")),
    ]


def test_subjects_that_one_project_is_paid_under_stand_below_it() -> None:
    table = table_from("项目支出表", "单位：万元", ["项目名称", "科目名称", "金额"],
                       ["消费季活动", "一般行政管理事务", "4.00"], ["^", "信访事务", "2.00"])  # fmt: skip
    assert [f.item_path for f in figures_of(table)] == [
        ("消费季活动", "一般行政管理事务"),
        ("消费季活动", "信访事务"),
    ]


def test_purposes_below_a_procurement_category_are_no_items_of_their_own() -> None:
    table = table_from("政府采购预算表", "单位：万元", ["采购品目大类", "专项名称", "总计"],
                       ["合计", "", "9.00"], ["三、服务C", "", "9.00"], ["", "会议费", "9.00"])  # fmt: skip
    assert [f.item for f in figures_of(table)] == ["procurement", "procurement_services", None]


def test_an_unknown_table_states_values_but_no_items() -> None:
    table = table_from(
        "某专项资金安排情况一览表", "单位：万元", ["项目", "金额"], ["基本支出", "5.00"]
    )
    assert [(f.label, f.item, f.quantity) for f in figures_of(table)] == [
        ("基本支出", None, wan("5.00"))
    ]


def test_without_a_unit_there_is_no_figure_but_a_problem() -> None:
    (table,) = tables_of(["支出预算表", [["项目", "金额"], ["教育支出", "5.00"]]])
    assert figures_of(table) == []
    assert [problem.code for problem in table_problems(table)] == ["unit_missing"]


def test_a_unit_in_the_header_serves_its_column() -> None:
    (table,) = tables_of(["支出预算表", [["项目", "金额（万元）"], ["基本支出", "5.00"]]])
    assert [f.quantity for f in figures_of(table)] == [wan("5.00")]


@pytest.mark.parametrize("printed", ["12,34", "1.2.3", "3O5.00"])
def test_digits_that_are_no_number_are_reported_not_guessed(printed: str) -> None:
    table = table_from("支出预算表", "单位：万元", ["项目", "金额"], ["基本支出", printed],
                       ["项目支出", "1.00"])  # fmt: skip
    assert [f.item for f in figures_of(table)] == ["project_expenditure"]
    assert [problem.code for problem in table_problems(table)] == ["unreadable_number"]


def test_a_class_unknown_to_the_vocabulary_is_known_by_the_documents_own_codes() -> None:
    summary = table_from(
        "收支预算总表（支出）", "单位：元", ["支出项目", "预算数"], ["二、外交支出", "5"]
    )
    coded = table_from("支出预算总表", "单位：元", ["科目编码", "科目名称", "合计"],
                       ["202", "外交支出", "5"])  # fmt: skip
    (figure,) = table_to_figures(summary, BUDGET, class_codes([coded]))
    assert (figure.item, figure.code) == ("functional:202", "202")


def test_amounts_of_a_form_keep_project_and_label() -> None:
    (form,) = tables_of(
        [[["财政项目支出绩效目标填报表", "<", "<", "<", "<"],
          ["项目名称", "道路养护", "<", "项目性质", "经常性项目"],
          ["项目资金\n（元）", "项目资金总额", "300.00", "其中：当年财政拨款", "100.00"],
          ["一级指标", "二级指标", "<", "三级指标", "指标值"],
          ["产出指标", "数量指标", "<", "养护里程", "90"],
          ["^", "质量指标", "<", "验收合格率", "98%"]]],
    )  # fmt: skip
    assert [(f.label, f.item_path[0], f.printed, f.unit, f.item) for f in figures_of(form)] == [
        ("项目资金总额", "道路养护", "300.00", Unit.YUAN, None),
        ("当年财政拨款", "道路养护", "100.00", Unit.YUAN, None),
        ("验收合格率", "道路养护", "98%", Unit.PERCENT, None),
    ]
    assert {f.column_path for f in figures_of(form)} == {("内容",)}


def test_figure_ids_name_table_row_and_column_and_the_source_is_the_cell() -> None:
    table = table_from(
        "支出预算总表", "单位：元", ["项目", "合计", "基本支出"], ["支出总计", "9", "8"]
    )
    first, second = figures_of(table)
    assert (first.figure_id, second.figure_id) == ("t1r1c1", "t1r1c2")
    assert second.source == table.rows[0].cells[1].source
    assert first.fund is None and Fund.GENERAL_PUBLIC_BUDGET not in (first.fund, second.fund)


def test_a_code_given_to_another_item_is_told_by_the_name_beside_it() -> None:
    def items(*rows: list[str]) -> list[str | None]:
        table = table_from(
            "财政拨款基本支出预算表", "单位：元", ["科目编码", "科目名称", "金额"], *rows
        )
        return [f.item for f in figures_of(table)]

    assert items(["30311", "住房公积金", "1"], ["30307", "医疗费", "2"]) == [
        "economic:30113", "economic:30114",
    ]  # fmt: skip
    assert items(["30311", "代缴社会保险费", "1"], ["30307", "医疗费补助", "2"]) == [
        "economic:30311", "economic:30307",
    ]  # fmt: skip
    # A class only renamed keeps its code.
    assert items(["310", "其他资本性支出", "1"], ["310", "资本性支出", "2"]) == ["economic:310"] * 2


def test_goods_of_equal_name_are_told_apart_by_their_project() -> None:
    head = ["采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购组织形式", "总计"]
    (table,) = tables_of(
        ["政府采购支出预算表", "单位：万元", [
            head,
            ["合计", "", "", "", "", "9.00"],
            ["服务C", "", "", "", "", "9.00"],
            ["", "全体会议", "会议费", "", "", "5.00"],
            ["", "", "", "住宿服务", "集中采购", "3.00"],
            ["", "", "", "餐饮服务", "集中采购", "2.00"],
            ["", "委员培训", "培训费", "", "", "4.00"]]],
        [[["", "", "", "住宿服务", "集中采购", "1.00"],
          ["", "", "会议费", "", "", "3.00"],
          ["", "", "", "住宿服务", "集中采购", "3.00"]]],
    )  # fmt: skip
    found = [f for f in figures_of(table) if f.label in ("住宿服务", "餐饮服务")]
    assert [("/".join(f.item_path), f.printed) for f in found] == [
        ("服务C/全体会议/会议费/住宿服务", "3.00"), ("服务C/全体会议/会议费/餐饮服务", "2.00"),
        ("服务C/委员培训/培训费/住宿服务", "1.00"), ("服务C/委员培训/会议费/住宿服务", "3.00"),
    ]  # fmt: skip


def test_codes_of_the_middle_level_are_whole_where_the_last_column_is_blank() -> None:
    table = table_from(
        "支出预算总表", "单位：元",
        ["功能分类科目编码", "<", "<", "功能分类科目名称", "合计"], ["类", "款", "项", "^", "^"],
        ["206", "", "", "科学技术支出", "9"], ["206", "05", "", "科技条件与服务", "9"],
        ["206", "05", "03", "科技条件专项", "9"],
    )  # fmt: skip
    assert [f.code for f in figures_of(table)] == ["206", "20605", "2060503"]


def test_a_cell_says_where_its_unit_is_declared() -> None:
    table = table_from("支出预算表", "单位：万元", ["项目", "预算数", "增长率"], ["教育支出", "2", "5%"],
                       ["公务接待费", "—", ""])  # fmt: skip
    figures = figures_of(table)
    assert table.unit_source is not None
    assert [figure.unit_source for figure in figures] == [
        table.unit_source, figures[1].source, table.unit_source, table.unit_source,
    ]  # fmt: skip


def test_a_unit_in_the_name_of_a_column_or_a_row_stands_there() -> None:
    reading = reading_of([
        "支出预算表", "单位：万元",
        [["项目", "预算数", "本年预算（元）"], ["教育支出", "2", "20000"], ["车辆（辆）", "", "3"]],
    ])  # fmt: skip
    figures = figures_of(*reading_to_tables(reading))
    words = [
        reading.text[f.unit_source.start : f.unit_source.end] for f in figures if f.unit_source
    ]
    assert list(zip([f.printed for f in figures], words, strict=True)) == [
        ("2", "单位：万元"), ("20000", "本年预算（元）"), ("", "车辆（辆）"), ("3", "本年预算（元）"),
    ]  # fmt: skip


def test_a_row_that_states_its_own_unit_counts_in_it() -> None:
    table = table_from(
        "财政拨款“三公”经费、行政参公单位机关运行经费情况表", "单位：万元",
        ["项目", "行次", "全年预算数", "统计数"],
        ["一、“三公”经费支出", "1", "—", "—"],
        ["（一）支出合计", "2", "9.00", "8.00"],
        ["1．因公出国（境）费", "3", "1.00", "1.00"],
        ["（二）相关统计数", "4", "—", "—"],
        ["1．因公出国（境）团组数（个）", "5", "—", "2"],
        ["2．公务用车保有量（辆）", "6", "—", "3"],
        ["二、机关运行经费", "7", "—", "5.00"],
    )  # fmt: skip
    found = figures_of(table, identity=FINAL)
    stated = [(f.label, f.item, f.printed, f.unit.name if f.unit else None, f.aspect)
              for f in found if f.printed != "—" and f.measure is Measure.FINAL]  # fmt: skip
    assert stated == [
        ("“三公”经费支出", "three_public", "8.00", "万元", Aspect.AMOUNT),
        ("因公出国（境）费", "overseas_travel", "1.00", "万元", Aspect.AMOUNT),
        ("因公出国（境）团组数（个）", "overseas_groups", "2", "个", Aspect.COUNT),
        ("公务用车保有量（辆）", "vehicles_owned", "3", "辆", Aspect.COUNT),
        ("机关运行经费", "agency_operation", "5.00", "万元", Aspect.AMOUNT),
    ]


def test_a_struck_cell_is_no_number_and_is_reported() -> None:
    table = table_from("支出预算总表", "单位：万元", ["项目", "合计", "基本支出"],
                       ["教育支出", "****", "1.00"], ["支出总计", "＊＊", "（略）"])  # fmt: skip
    assert [(f.printed, f.quantity is None) for f in figures_of(table)] == [
        ("****", True), ("1.00", False), ("＊＊", True), ("（略）", True),
    ]  # fmt: skip
    (problem,) = table_problems(table)
    assert (problem.code, len(problem.sources)) == ("struck_out", 3)


def test_a_number_struck_in_part_is_no_number() -> None:
    table = table_from("支出预算总表", "单位：万元", ["项目", "合计"],
                       ["教育支出", "1,2**.50"], ["科学技术支出", "1.00"])  # fmt: skip
    assert [f.printed for f in figures_of(table)] == ["1.00"]
    assert [problem.code for problem in table_problems(table)] == ["unreadable_number"]
