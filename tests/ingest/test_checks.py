"""Identities between figures: each holding, each failing, and where nothing may be said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ingest.checks import Checked, check_figures
from ingest.model import Check, Figure, Identity, Table
from ingest.quantity import Quantity
from tests.ingest.drawn import BUDGET, FINAL, figures_of, table_from, tables_of
from tests.ingest.made import figures as said

HEADER = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]


def check(*tables: Table, text: str = "", identity: Identity = BUDGET) -> Checked:
    return check_figures([*figures_of(*tables, identity=identity), *said(text, identity)], tables)


def found(checked: Checked) -> list[str]:
    return [problem.code for problem in checked.problems]


def printed_as(checked: Checked, state: Check) -> list[str]:
    return [figure.printed for figure in checked.figures if figure.check is state]


def expenditure(*rows: list[str], unit: str = "单位：元") -> Table:
    return table_from("支出预算总表", unit, HEADER, *rows)


def test_a_balanced_table_passes_whole():
    checked = check(expenditure(
        ["205", "教育支出", "90", "80", "10"], ["20502", "普通教育", "90", "80", "10"],
        ["2050201", "学前教育", "60", "60", ""], ["2050202", "小学教育", "30", "20", "10"],
        ["合计", "<", "90", "80", "10"],
    ))  # fmt: skip
    assert (found(checked), checked.failed) == ([], 0)
    assert printed_as(checked, Check.UNCHECKED) == [""]
    assert checked.passed > 5


def recognised(*tables: Table) -> Checked:
    """The same, where the tables were read from a picture."""
    figures = [replace(f, check=Check.UNVERIFIED) for f in figures_of(*tables, identity=BUDGET)]
    return check_figures(figures, tables)


def test_what_was_recognised_passes_where_its_row_and_its_column_sum_up():
    checked = recognised(expenditure(
        ["205", "教育支出", "90.00", "71.25", "18.75"],
        ["2050201", "学前教育", "60.50", "50.15", "10.35"],
        ["2050202", "小学教育", "29.50", "21.10", "8.40"],
    ))  # fmt: skip
    assert {figure.check for figure in checked.figures} == {Check.PASSED}


def test_what_was_recognised_is_not_proven_by_a_sum_that_holds_but_for_rounding():
    # The last digit may be a rounded one, or a misread one.
    checked = recognised(expenditure(["205", "教育支出", "90.00", "80.00", "10.01"]))
    assert (found(checked), printed_as(checked, Check.PASSED)) == ([], [])
    assert printed_as(checked, Check.UNVERIFIED) == ["90.00", "80.00", "10.01"]


def test_what_was_recognised_and_a_sum_contradicts_has_failed():
    checked = recognised(expenditure(["205", "教育支出", "90.00", "80.00", "16.00"]))
    assert printed_as(checked, Check.FAILED) == ["90.00", "80.00", "16.00"]


def test_a_wrong_cell_is_pointed_at_by_its_row_and_its_column():
    checked = check(expenditure(
        ["205", "教育支出", "90", "80", "10"], ["2050201", "学前教育", "60", "60", "0"],
        ["2050202", "小学教育", "30", "28", "10"], ["合计", "<", "90", "80", "10"],
    ))  # fmt: skip
    assert found(checked) == ["check_row_sum", "check_code_sum"]
    assert printed_as(checked, Check.FAILED) == ["28"]


def test_a_problem_names_place_numbers_and_difference():
    (problem,) = check(expenditure(["205", "教育支出", "1,290.00", "80.00", "10.00"])).problems
    assert problem.message == (
        "合计与分项不符：第1页《支出预算总表》“教育支出”一行“合计”一列1,290.00元，"
        "而“基本支出”80.00元、“项目支出”10.00元合计为90元，相差1,200元；请核对"
    )
    assert len(problem.sources) == len(problem.figure_ids) == 3


def test_rounding_is_allowed_for_as_far_as_digits_are_printed():
    rounded = ["205", "教育支出", "0.02", "0.01", "0.02"]  # 3 × half of 0.01
    beyond = ["205", "教育支出", "0.02", "0.02", "0.02"]
    assert found(check(expenditure(rounded, unit="单位：万元"))) == []
    assert found(check(expenditure(beyond, unit="单位：万元"))) == ["check_row_sum"]


def test_a_whole_number_among_decimals_is_not_rounded():
    checked = check(expenditure(["205", "教育支出", "1200", "1100.50", "100"], unit="单位：万元"))
    assert found(checked) == ["check_row_sum"]


def test_a_blank_part_is_none_only_where_the_table_shows_it():
    wrong = ["205", "教育支出", "90", "80", ""]
    assert found(check(expenditure(wrong))) == []
    assert found(check(expenditure(wrong, ["206", "科学技术支出", "5", "5", "—"]))) == [
        "check_row_sum"
    ]


def test_parts_larger_than_their_total_fail_whatever_is_blank():
    assert found(check(expenditure(["205", "教育支出", "70", "80", ""]))) == ["check_row_sum"]


def test_a_column_that_is_no_part_keeps_the_row_from_being_tried():
    table = table_from("支出预算总表", "单位：元", [*HEADER, "其他用途"],
                       ["205", "教育支出", "95", "80", "10", "5"])  # fmt: skip
    assert (found(check(table)), check(table).passed) == ([], 0)


def test_codes_that_list_only_some_of_a_class_are_left_alone():
    checked = check(expenditure(
        ["205", "教育支出", "90", "", ""], ["2050201", "其中：学前教育", "60", "", ""],
        ["合计", "<", "90", "", ""],
    ))  # fmt: skip
    assert found(checked) == []
    assert printed_as(checked, Check.UNCHECKED).count("60") == 1


def test_a_class_is_the_sum_of_its_codes_where_another_class_is():
    checked = check(expenditure(
        ["205", "教育支出", "90", "", ""], ["2050201", "学前教育", "60", "", ""],
        ["2050202", "小学教育", "40", "", ""], ["206", "科学技术支出", "5", "", ""],
        ["2060101", "行政运行", "3", "", ""], ["2060102", "一般行政管理事务", "2", "", ""],
        ["合计", "<", "95", "", ""],
    ))  # fmt: skip
    assert found(checked) == ["check_code_sum"]
    assert "“学前教育”60元、“小学教育”40元合计为100元，相差10元" in checked.problems[0].message
    assert printed_as(checked, Check.FAILED) == ["60", "40"]  # 90 is confirmed by the total


def test_a_row_that_lost_its_code_keeps_the_codes_from_being_summed():
    rows = [["205", "教育支出", "90", "", ""], ["2050201", "学前教育", "60", "", ""],
            ["{}", "小学教育", "30", "", ""], ["合计", "<", "90", "", ""]]  # fmt: skip
    for cut in ("", "02", "50202"):
        assert found(check(expenditure(*[[c.format(cut) for c in row] for row in rows]))) == []


def test_a_row_named_like_a_class_that_lost_its_code_is_not_taken_for_one():
    rows = [["205", "教育支出", "90", "", ""], ["20502", "普通教育", "90", "", ""],
            ["2050201", "学前教育", "60", "", ""], ["2050202", "小学教育", "20", "", ""],
            ["2", "其他某某事务支出", "10", "", ""], ["206", "科学技术支出", "5", "", ""],
            ["20601", "科学技术管理事务", "5", "", ""], ["2060101", "行政运行", "3", "", ""],
            ["2060102", "一般行政管理事务", "2", "", ""], ["合计", "<", "95", "", ""]]  # fmt: skip
    assert found(check(expenditure(*rows))) == []


def test_a_class_that_lost_its_code_is_not_counted_beside_its_own_parts():
    rows = [["205", "教育支出", "90", "", ""], ["", "科学技术支出", "30", "", ""],
            ["20601", "科学技术管理事务", "30", "", ""], ["合计", "<", "120", "", ""]]  # fmt: skip
    assert found(check(expenditure(*rows))) == []


def test_a_class_that_lost_its_code_is_not_counted_beside_its_only_part():
    for klass, part in (
        ("资本性支出", ["31002", "办公设备购置"]),
        ("其他支出", ["22960", "彩票公益金安排的支出"]),
    ):
        rows = [["", klass, "30", "", ""], [*part, "30", "", ""], ["合计", "<", "30", "", ""]]
        assert found(check(expenditure(*rows))) == []


def test_several_lists_of_codes_in_one_table_are_left_alone():
    rows = [["205", "教育支出", "9", "", ""], ["2050201", "学前教育", "9", "", ""],
            ["205", "教育支出", "7", "", ""], ["2050201", "学前教育", "7", "", ""]]  # fmt: skip
    assert check(expenditure(*rows)).passed == 0


def three_public(*cells: str) -> Table:
    vehicles = "公务用车购置及运行费"
    return table_from("“三公”经费和机关运行经费预算表", "单位：万元",
                      ["“三公”经费预算数", *"<<<<<", "机关运行经费预算数"],
                      ["合计", "因公出国（境）费", "公务接待费", vehicles, "<", "<", "^"],
                      ["^", "^", "^", "小计", "购置费", "运行费", "^"], list(cells))  # fmt: skip


def test_three_public_expenses_are_their_three_parts():
    assert found(check(three_public("9.5", "0", "1.5", "8", "0", "8", "70"))) == []
    assert found(check(three_public("9.5", "0", "7.5", "8", "0", "8", "70"))) == ["check_row_sum"]
    assert found(check(three_public("9.5", "0", "1.5", "8", "5", "8", "70"))) == ["check_row_sum"]


def test_three_public_expenses_of_prose_are_their_three_parts():
    text = ("“三公”经费预算数为{}万元，其中：因公出国（境）费0万元；公务用车购置及运行费8万元；"
            "公务接待费1.5万元。")  # fmt: skip
    assert found(check(text=text.format("9.5"))) == []
    assert found(check(text=text.format("19.5"))) == ["check_text_sum"]


def summary(income: str, expenditure: str) -> tuple[Table, ...]:
    return tables_of(["收支预算总表", "单位：万元", [
        ["收入", "<", "支出", "<"], ["项目", "预算数", "项目", "预算数"],
        ["一、财政拨款收入", "80", "一、教育支出", "70"],
        ["二、事业收入", "10", "二、科学技术支出", "20"],
        ["收入总计", income, "支出总计", expenditure],
    ]])  # fmt: skip


def test_income_and_expenditure_balance():
    assert found(check(*summary("90", "90"))) == []
    checked = check(*summary("90", "95"))
    assert sorted(found(checked)) == ["check_balance", "check_code_sum"]
    assert "收入与支出的总计不等" in "".join(p.message for p in checked.problems)


def test_a_total_is_the_sum_of_its_sources():
    checked = check(*summary("95", "90"))
    assert sorted(found(checked)) == ["check_balance", "check_column_sum"]


def test_what_is_carried_over_is_part_of_the_total_not_of_the_year():
    tables = tables_of(["收入支出决算总表", "单位：万元", [
        ["收入", "<", "支出", "<"], ["项目", "决算数", "项目", "决算数"],
        ["一、财政拨款收入", "80", "一、教育支出", "85"],
        ["本年收入合计", "80", "本年支出合计", "85"],
        ["年初结转和结余", "10", "年末结转和结余", "5"],
        ["总计", "90", "总计", "90"],
    ]])  # fmt: skip
    checked = check(*tables, identity=FINAL)
    assert (found(checked), printed_as(checked, Check.UNCHECKED)) == ([], ["80"])


def test_the_same_amount_in_yuan_and_in_wan_agrees_rounded_or_cut_off():
    table = expenditure(["2080506", "机关事业单位职业年金缴费支出", "2,049,197.00", "", ""])
    name = "社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位职业年金缴费支出（项）"
    for amount, problems in [("204.92", []), ("204.91", []), ("204.90", ["check_agreement"])]:
        assert found(check(table, text=f"“{name}”{amount}万元。")) == problems


def test_two_places_that_differ_are_both_doubtful_and_a_proven_one_is_not():
    text = "公务接待费2.5万元。"
    alone = table_from("“三公”经费预算表", "单位：万元", ["项目", "预算数"], ["公务接待费", "1.5"])
    assert printed_as(check(alone, text=text), Check.FAILED) == ["1.5", "2.5"]
    proven = three_public("9.5", "0", "1.5", "8", "0", "8", "70")
    assert printed_as(check(proven, text=text), Check.FAILED) == ["2.5"]


def test_a_table_with_several_totals_is_compared_with_nothing():
    rows = [["301", "工资福利支出", "80"], ["合计", "<", "80"],
            ["302", "商品和服务支出", "10"], ["合计", "<", "10"]]  # fmt: skip
    header = ["科目编码", "科目名称", "金额"]
    tables = tables_of(
        ["一般公共预算基本支出表", "单位：元", [header, *rows]],
        ["一般公共预算支出预算表", "单位：元", [HEADER, ["合计", "<", "100", "90", "10"]]],
    )
    assert found(check(*tables)) == []


def test_a_sentence_of_another_fund_contradicts_nothing():
    tables = tables_of(
        ["支出预算总表", "单位：元", [HEADER, ["205", "教育支出", "90", "80", "10"],
                                  ["合计", "<", "90", "80", "10"]]],
        ["一般公共预算支出预算表", "单位：元", [HEADER, ["205", "教育支出", "70", "60", "10"],
                                         ["合计", "<", "70", "60", "10"]]],
    )  # fmt: skip
    assert found(check(*tables, text="财政拨款支出预算70元。教育支出70元。")) == []


def test_that_there_is_none_of_something_contradicts_no_amount():
    table = table_from("“三公”经费预算表", "单位：万元", ["项目", "预算数"], ["公务接待费", "1.5"])
    assert found(check(table, text="无公务接待费支出。")) == []


def test_a_blank_is_compared_with_nothing():
    table = table_from("“三公”经费预算表", "单位：万元", ["项目", "预算数"], ["公务接待费", "—"])
    checked = check(table, text="公务接待费0.2万元。")
    assert (checked.passed, checked.failed) == (0, 0)


def test_a_printed_zero_is_no_rounded_amount():
    table = table_from("“三公”经费预算表", "单位：万元", ["项目", "预算数"], ["公务接待费", "0.4"])
    assert found(check(table, text="公务接待费为0万元。")) == ["check_agreement"]


def test_a_change_rate_is_computed_from_amount_and_change():
    text = "机关运行经费10万元，比2024年预算{}2万元，下降{}%。"
    assert found(check(text=text.format("减少", "16.67"))) == []
    assert found(check(text=text.format("减少", "16.66"))) == []  # cut off
    checked = check(text=text.format("减少", "26.67"))
    assert found(checked) == ["check_change_rate"]
    assert "计算为16.67%" in checked.problems[0].message
    assert printed_as(checked, Check.FAILED) == ["26.67"]


def test_a_change_rate_is_computed_from_the_year_before():
    text = ("“教育支出（类）普通教育（款）小学教育（项）”45.41万元，主要用于小学教育。"
            "2024年当年预算执行数为11.67万元，2025年预算安排45.41万元，比2024年预算执行数增加{}%。")  # fmt: skip
    assert found(check(text=text.format("289.12"))) == []
    assert found(check(text=text.format("314.82"))) == ["check_change_rate"]


def test_growth_from_nothing_has_no_rate_to_check():
    text = "机关运行经费10万元，比2024年预算增加10万元，增长100%。"
    assert (check(text=text).passed, check(text=text).failed) == (0, 0)


def test_a_share_is_of_what_it_names():
    parts = ("“三公”经费预算支出中，因公出国（境）费支出2万元，占“三公”经费的{}%；"
             "公务接待费支出7.5万元，占“三公”经费的78.95%。")  # fmt: skip
    table = three_public("9.5", "2", "7.5", "0", "0", "0", "70")
    assert found(check(table, text=parts.format("21.05"))) == []
    assert found(check(table, text=parts.format("8.75"))) == ["check_share"]


def test_a_share_without_a_name_is_of_the_total_before_it():
    text = "本年支出合计300万元，其中：基本支出100万元，占{}%；项目支出200万元，占66.67%。"
    assert found(check(text=text.format("33.33"), identity=FINAL)) == []
    assert found(check(text=text.format("43.33"), identity=FINAL)) == ["check_share"]


def test_a_completion_rate_is_of_the_budget_it_names():
    text = "公务接待费年初预算为{}万元，全年预算为4万元，支出决算为2万元，完成{}的50.00%。"
    assert found(check(text=text.format("0", "全年预算"), identity=FINAL)) == []
    checked = check(text=text.format("0", "年初预算"), identity=FINAL)
    assert found(checked) == ["check_completion_rate"]
    assert "年初预算数为0万元" in checked.problems[0].message
    assert "按全年预算数4万元才相符" in checked.problems[0].message


def form(this_year: str) -> Table:
    return table_from("财政项目支出绩效目标填报表", "（2025年度）",
                      ["项目名称", "某项目", "<", "项目性质", "经常性项目"],
                      ["项目资金（元）", "项目资金总额", "109.00", "年度资金申请总额", "109.00"],
                      ["^", "其中：财政资金", "109.00", "其中：当年财政拨款", this_year],
                      ["^", "^", "^", "上年结转资金", "0.00"],
                      ["^", "其他资金", "0.00", "其他资金", "0.00"])  # fmt: skip


def test_a_form_adds_up():
    assert (check(form("109.00")).passed, found(check(form("109.00")))) == (2, [])
    checked = check(form("114.00"))
    assert found(checked) == ["check_form_sum"]
    assert printed_as(checked, Check.FAILED) == ["109.00", "114.00"]


amounts = st.integers(min_value=1, max_value=10**7)
trees = st.dictionaries(
    st.sampled_from(["205", "206", "208", "210"]),
    st.dictionaries(
        st.sampled_from(["01", "02", "03"]),
        st.lists(st.tuples(amounts, amounts), min_size=1, max_size=3),
        min_size=1,
        max_size=3,
    ),
    min_size=2,
    max_size=4,
)
Tree = dict[str, dict[str, list[tuple[int, int]]]]


def tree_to_table(tree: Tree) -> Table:
    """A balanced table of 类、款、项 with 基本支出 and 项目支出, in 元 with two decimals."""
    sums: dict[str, list[int]] = {}
    for klass, sections in tree.items():
        for section, leaves in sections.items():
            for place, pair in enumerate(leaves, start=1):
                for code in ("", klass, klass + section, f"{klass}{section}{place:02}"):
                    known = sums.setdefault(code, [0, 0])
                    sums[code] = [known[0] + pair[0], known[1] + pair[1]]
    rows = [
        [
            code or "合计",
            f"科目{code}" if code else "<",
            *(f"{v / 100:,.2f}" for v in (a + b, a, b)),
        ]
        for code, (a, b) in sorted(sums.items(), key=lambda pair: pair[0] or "9")
    ]
    return expenditure(*rows)


@given(trees)
def test_a_balanced_tree_never_fails(tree: Tree):
    checked = check(tree_to_table(tree))
    assert checked.failed == 0
    assert {figure.check for figure in checked.figures} == {Check.PASSED}


@given(trees, st.data())
def test_a_changed_digit_is_found_and_pointed_at(tree: Tree, data: st.DataObject):
    table = tree_to_table(tree)
    figures = figures_of(table)
    place = data.draw(st.integers(0, len(figures) - 1))
    changed = with_another_digit(figures[place], data)
    checked = check_figures([*figures[:place], changed, *figures[place + 1 :]], (table,))
    assert checked.figures[place].check is Check.FAILED
    assert {f.check for f in checked.figures if f.figure_id != changed.figure_id} <= {
        Check.PASSED, Check.UNCHECKED,
    }  # fmt: skip


def with_another_digit(figure: Figure, data: st.DataObject) -> Figure:
    """The figure with one digit changed, not the last: that one may be a matter of rounding."""
    assert figure.quantity is not None
    text = str(figure.quantity.number)
    where = data.draw(st.sampled_from([i for i, c in enumerate(text[:-1]) if c.isdigit()]))
    digit = data.draw(st.sampled_from([d for d in "123456789" if d != text[where]]))
    number = Decimal(text[:where] + digit + text[where + 1 :])
    return replace(figure, printed=str(number), quantity=Quantity(number, figure.quantity.unit))
