"""What sentences state, and what they do not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.model import Aspect, Base, Figure, Fund, Level, Measure
from ingest.narrative import text_to_figures
from ingest.sections import pages_to_sections
from tests.ingest.made import BUDGET, FINAL, figures, pages


def short(figure: Figure) -> tuple[str | None, str, str]:
    number = figure.quantity.number if figure.quantity else None
    return figure.item, figure.aspect.value, f"{number}{figure.unit.name if figure.unit else ''}"


def test_a_total_with_its_parts_and_their_changes() -> None:
    found = figures(
        "2025年，某某局收入预算9,101.68万元，其中：财政拨款收入9,101.68万元，比2024年预算减少"
        "2,389.52万元；事业收入0万元；其他收入0万元。"
    )
    assert [short(f) for f in found] == [
        ("total_income", "amount", "9101.68万元"),
        ("fiscal_appropriation_income", "amount", "9101.68万元"),
        ("fiscal_appropriation_income", "change", "-2389.52万元"),
        ("business_income", "amount", "0万元"),
        ("other_income", "amount", "0万元"),
    ]
    assert found[2].base == Base.PRIOR_BUDGET
    assert found[1].printed == "9,101.68"


def test_the_place_is_the_number_with_its_unit_blanks_included() -> None:
    text = "公务接待费 1.35 万\n元，与2024年预算持平。"
    amount, change = figures(text)
    assert text[amount.source.start : amount.source.end] == "1.35 万\n元"
    assert text[change.source.start : change.source.end] == "与2024年预算持平"
    assert (change.printed, change.quantity and change.quantity.number) == ("持平", Decimal(0))
    assert amount.sentence is not None
    assert text[amount.sentence.start : amount.sentence.end] == text


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("比2024年预算增加3万元", "3"),
        ("与上年相比，减少3万元", "-3"),
        ("较上年（减少）3万元", "-3"),
        ("与上年相比增加（减少）0万元", "0"),
        ("与2024年预算一致0万元", "0"),
        ("与上年相比无变化", "0"),
        ("本年数小于上年预算数3万元", "-3"),
        ("培训费预算数高于上年预算数3万元", "3"),
        ("比上年预算少3万元", "-3"),
    ],
)
def test_a_change_is_signed(words: str, change: str) -> None:
    (figure,) = [f for f in figures(f"培训费5万元，{words}。") if f.aspect is Aspect.CHANGE]
    assert figure.item == "training_expense"
    assert figure.quantity is not None
    assert figure.quantity.number == Decimal(change)


def test_a_sign_that_a_template_left_open_is_not_guessed() -> None:
    found = figures("培训费5万元，与上年相比增加（减少）3万元，增长（减少）2%。")
    assert [f.aspect for f in found] == [Aspect.AMOUNT]


@pytest.mark.parametrize(
    ("words", "rate"),
    [
        ("低于上年3.5%", "-3.5"),
        ("增长1,055.4%", "1055.4"),
        ("下降0.18%", "-0.18"),
        ("增长16倍", "16"),
        ("减幅2%", "-2"),
    ],
)
def test_a_rate_is_signed_by_its_direction(words: str, rate: str) -> None:
    figure = figures(f"培训费5万元，比上年增加1万元，{words}。")[-1]
    assert (figure.aspect, figure.quantity and figure.quantity.number) == (
        Aspect.CHANGE_RATE,
        Decimal(rate),
    )


@pytest.mark.parametrize(
    ("words", "base"),
    [
        ("比2024年预算增加1万元", Base.PRIOR_BUDGET),
        ("比2024年预算执行数增加1万元", Base.PRIOR_EXECUTED),
        ("比上年决算数增加1万元", Base.PRIOR_FINAL),
        ("比2019年增加1万元", "2019"),
        ("与上年相比增加1万元", Base.PRIOR_BUDGET),
    ],
)
def test_a_change_keeps_its_base(words: str, base: str) -> None:
    assert figures(f"培训费5万元，{words}。")[-1].base == base


def test_in_a_final_account_last_year_means_its_final_account() -> None:
    found = figures("收入支出总计307.82万元。与2023年度相比，收入支出总计增加7.82万元。", FINAL)
    assert [(f.measure, f.base) for f in found] == [
        (Measure.FINAL, None),
        (Measure.FINAL, Base.PRIOR_FINAL),
    ]


def test_opening_adjusted_and_final_amounts_and_the_rate_of_completion() -> None:
    found = figures(
        "一般公共预算财政拨款支出年初预算为0万元，全年预算为321.02万元，支出决算为307.82万元，"
        "完成年初预算的95.89%。",
        FINAL,
    )
    assert {f.item for f in found} == {"general_public_budget_expenditure"}
    assert [f.measure for f in found[:3]] == [Measure.BUDGETED, Measure.ADJUSTED, Measure.FINAL]
    assert found[3].aspect is Aspect.COMPLETION_RATE
    assert found[3].column_path == ("年初预算",)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("“一般公共服务支出（类）财政事务（款）行政运行（项）”科目", "2010601"),
        ("“一般公共服务支出-财政事务-行政运行”科目", "2010601"),
        ("“住房保障支出”科目", "221"),
        ("一般公共服务（类）财政事务（款）信息化建设（项）支出", "2010607"),
        (
            "“社会保障和就业支出（类）行政事业单位养老支出（款）其它行政事业单位养老支出（项）”",
            "2080599",
        ),
        ("住房保障支出", "221"),
    ],
)
def test_a_functional_item_is_found_along_its_path(label: str, code: str) -> None:
    (figure,) = figures(f"3. {label}43.83万元，主要用于运转。")
    assert (figure.item, figure.code) == (f"functional:{code}", code)


def test_the_class_of_a_heading_completes_the_path() -> None:
    (figure,) = figures(
        "第一部分 情况\n五、财政拨款支出情况\n（三）住房保障支出（类）\n"
        "1．住房改革支出（款）住房公积金（项）支出715.28万元。"
    )
    assert figure.item_path == ("住房保障支出", "住房改革支出", "住房公积金")
    assert (figure.item, figure.fund) == ("functional:2210201", Fund.FISCAL_APPROPRIATION)


def test_a_path_that_leads_nowhere_is_kept_without_a_code() -> None:
    (figure,) = figures("“卫生健康支出（类）卫生健康支出（款）计划生育事务（项）”科目20.00万元。")
    assert (figure.item, figure.code) == (None, None)
    assert figure.item_path == ("卫生健康支出", "卫生健康支出", "计划生育事务")


def test_economic_items_of_basic_expenditure_are_not_the_three_public_ones() -> None:
    (figure,) = figures("第一部分 情况\n六、基本支出情况\n（8）公务接待费（款）支出 16 万元。")
    assert (figure.item, figure.facet) == ("economic:30217", "basic_expenditure")


def test_executed_last_year_is_a_figure_of_last_year() -> None:
    found = figures("公务接待费1.35万元。2024年当年预算执行数为1.20万元，2025年预算安排1.35万元。")
    assert [(f.fiscal_year, f.measure) for f in found] == [
        (2025, Measure.BUDGETED),
        (2024, Measure.EXECUTED),
        (2025, Measure.BUDGETED),
    ]


def test_amounts_of_reasons_and_purposes_are_not_the_item_s() -> None:
    text = (
        "项目支出预算数为6333.96万元，主要用于购置15万元设备。与上年相比增加480万元。"
        "主要原因一是新增专项280万元；二是改造200万元。增减相抵后增加480万元。公用经费3万元。"
    )
    found = figures(text)
    assert [short(f)[::2] for f in found] == [
        ("project_expenditure", "6333.96万元"),
        ("project_expenditure", "480万元"),
        ("public_expenditure", "3万元"),
    ]
    reason = found[1].reason
    assert reason is not None
    assert text[reason.start : reason.end].startswith("主要原因一是新增专项280万元；二是")
    assert found[2].reason is None


def test_a_reason_after_a_semicolon_is_not_the_next_item_s() -> None:
    found = figures(
        "其中：公务用车购置费15万元，主要原因是车型不同；公务用车运行费21.56万元，比2024年预算持平。"
    )
    assert [(f.item, f.reason is not None) for f in found] == [
        ("vehicle_purchase", True),
        ("vehicle_operation", False),
        ("vehicle_operation", False),
    ]


def test_a_reason_that_names_its_item_goes_to_that_item_s_change() -> None:
    found = figures(
        "第一部分 编制说明\n收入预算9万元，其中：财政拨款收入9万元，比2024年预算减少2万元。\n"
        "政府性基金拨款支出预算0万元，比2024年预算持平。\n财政拨款收入支出减少的主要原因是项目调整。"
    )
    assert [(f.item, f.aspect.value) for f in found if f.reason] == [
        ("fiscal_appropriation_income", "change")
    ]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("无“三公”经费支出。", ["three_public"]),
        ("某某局2025年度无政府性基金预算财政拨款支出。", ["government_managed_fund_expenditure"]),
        (
            "全部为一般公共预算收支，无国有资本经营预算收支。",
            ["state_capital_expenditure", "state_capital_income"],
        ),
        (
            "注：本部门2025年无政府性基金预算财政拨款安排的预算，故本表为空表。",
            ["government_managed_fund_expenditure"],
        ),
        (
            "一般公共预算拨款安排的“三公”经费预算支出情况：无。政府采购情况：无。",
            ["three_public", "procurement"],
        ),
        ("本部门无下属单位，无2024年预算对比。主要原因：无。附件：无。", []),
    ],
)
def test_saying_there_is_none_states_zero(text: str, items: list[str]) -> None:
    found = figures(text)
    assert [f.item for f in found] == items
    assert all(f.quantity is not None and f.quantity.number == 0 for f in found)
    assert all(f.printed == "无" for f in found)


def test_nothing_as_all_a_section_says_is_of_its_heading() -> None:
    (figure,) = figures("第一部分 说明\n七、政府性基金支出预算表情况说明\n本表数为零。")
    assert figure.item == "government_managed_fund_expenditure"
    assert figure.printed == "本表数为零"


def test_the_office_s_own_figures_say_so_to_the_end_of_their_sentence() -> None:
    found = figures(
        "某市某某局（本级）比2024年预算数减少258.47万元，其中商品和服务支出减少253.82万元。公用经费3万元。"
    )
    assert [(f.level, short(f)[2]) for f in found] == [
        (Level.OWN, "-258.47万元"),
        (Level.OWN, "-253.82万元"),
        (None, "3万元"),
    ]


def test_kinds_of_vehicles_are_parts_of_what_is_owned_or_bought() -> None:
    found = figures(
        "共有车辆8辆，其中：机要通信用车1辆、其他用车7辆；单价100万元（含）以上设备1台（套）。"
        "2025年部门预算安排购置车辆1辆，其中：其他用车1辆。"
    )
    assert [(f.item, f.item_path) for f in found] == [
        ("vehicles_owned", ("共有车辆",)),
        (None, ("共有车辆", "机要通信用车")),
        (None, ("共有车辆", "其他用车")),
        ("equipment_owned", ("单价100万元（含）以上设备",)),
        ("vehicles_to_buy", ("安排购置车辆",)),
        (None, ("安排购置车辆", "其他用车")),
    ]


def test_equipment_above_a_price_is_another_item_than_all_of_its_kind() -> None:
    found = figures(
        "车辆7辆（一般公务用车 3 辆，执法执勤用车4辆）；单价50万元以上通用设备0台/套；专用设备818台/套，"
        "其中：单价100万元以上专用设备0台/套；通用设备33台（套）。"
    )
    assert [(f.item, f.item_path[-1], f.printed) for f in found] == [
        ("vehicles_owned", "车辆", "7"),
        (None, "一般公务用车", "3"),
        (None, "执法执勤用车", "4"),
        ("equipment_owned", "单价50万元以上通用设备", "0"),
        ("special_equipment", "专用设备", "818"),
        ("special_equipment_owned", "单价100万元以上专用设备", "0"),
        ("general_equipment", "通用设备", "33"),
    ]


@pytest.mark.parametrize("word", ["持平", "相同", "一致"])
def test_the_last_of_a_list_of_changes_may_be_none(word: str) -> None:
    last = figures(
        f"某某局（本级）比2024年预算数增加1万元，其中商品和服务支出增加1万元，资本性支出{word}。"
    )[-1]
    assert (last.item, last.aspect, last.printed) == ("economic:310", Aspect.CHANGE, word)
    assert (last.base, last.quantity and last.quantity.number) == (Base.PRIOR_BUDGET, Decimal(0))


def test_two_numbers_in_one_list_are_income_s_and_expenditure_s() -> None:
    found = figures("某某局收、支总计各是1,200.50,1,200.50万元。与上年相比，各减少10,10万元。")
    assert [short(f) for f in found] == [
        ("total_income", "amount", "1200.50万元"),
        ("total_expenditure", "amount", "1200.50万元"),
        ("total_income", "change", "-10万元"),
        ("total_expenditure", "change", "-10万元"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "由我局申请400.00万元以上基本建设项目的评审经费。",
        "建安工程投资费用3000.00万元及以下的审计由区财政局负责。",
        "拟制定和修改12件法规，并对10个立法项目开展调研。",
        "用地面积约为4000.6平方米。",
        "主要原因是。",
        "图1：收入预算图",
        "政府性基金支出预算支出万元，占基本支出预算%。",
        "某项活动安排得当，花费3万元，比上年增加1万元。",
    ],
)
def test_thresholds_tasks_blanks_and_names_unknown_give_no_figure(text: str) -> None:
    assert figures(text) == ()


def test_what_follows_an_amount_without_a_name_is_not_the_last_named_item_s() -> None:
    found = figures("公务接待费3万元，某项活动的花销5万元，比上年增加1万元。")
    assert [short(f)[2] for f in found] == ["3万元"]


def test_projects_are_named_by_their_sentence_or_their_heading() -> None:
    listed = figures("第一部分 项目\n六、年度预算安排\n系统维护费166.66万元，古桥修缮89.98万元。")
    assert [f.label for f in listed] == ["系统维护费", "古桥修缮"]
    (headed,) = figures(
        "第一部分 说明\n八、某局工作业务经费项目情况\n6.年度预算安排\n"
        "2025年拟安排该项目一般公共预算112.79万元。"
    )
    assert (headed.label, headed.fund) == ("某局工作业务经费项目", Fund.GENERAL_PUBLIC_BUDGET)


def test_a_page_number_between_number_and_unit_is_not_quoted() -> None:
    line = "本单位按照规定的程序和要求编制年度部门预算并按要求公开，"
    reading = pages(f"1\n{line}\n{line}\n{line}\n公务接待费403.75", "2\n万元，与上年持平。")
    found = text_to_figures(reading, pages_to_sections(reading), BUDGET)
    amount = next(f for f in found if f.aspect is Aspect.AMOUNT)
    assert short(amount)[2] == "403.75万元"
    assert reading.text[amount.source.start : amount.source.end] == "403.75"


def test_definitions_are_not_read_for_figures() -> None:
    assert figures("第四部分 名词解释\n一、公务接待费：指公务接待费3万元以内的支出。") == ()


def test_a_sentence_and_a_reason_over_a_page_break_are_whole_without_the_page_number() -> None:
    line = "本单位按照规定的程序和要求编制年度部门预算并按要求公开，"
    reading = pages(
        f"4\n{line}\n{line}\n{line}\n培训费3万元，与上年相比增加1万元，增长",
        "5\n13.11%。主要原因是培训的人数和次数都有所增加以及按照政策性调",
        "6\n增培训费。",
    )
    rate = text_to_figures(reading, pages_to_sections(reading), BUDGET)[-1]
    assert short(rate) == ("training_expense", "change_rate", "13.11%")
    assert rate.sentence is not None
    assert rate.reason is not None
    assert rate.reason.words_in(reading.text).replace("\n", "").endswith("以及按照政策性调增培训费")
    assert rate.sentence.words_in(reading.text).replace("\n", "").endswith("增长13.11%。")
    assert [reading.text[slice(*gap)] for gap in rate.reason.gaps] == ["6"]


def test_a_number_says_where_its_unit_stands() -> None:
    text = "收、支总计各是1,200.50,1,300.50 万\n元。与上年相比，各减少10%、5%，公务接待费3元，与上年持平。"
    units = [f.unit_source and text[f.unit_source.start : f.unit_source.end] for f in figures(text)]
    assert units == ["万\n元", "万\n元", "%", "%", "元", None]


def test_the_problems_a_self_review_found_are_counted_apart_from_the_projects() -> None:
    found = figures(
        "绩效自评的2024年度项目1个，平均得分100分（其中，绩效评级为“优”的项目1个。"
        "绩效自评中共发现问题0个）。",
        FINAL,
    )
    assert [(f.label, f.printed) for f in found if f.unit and f.unit.name == "个"] == [
        ("绩效自评的2024年度项目", "1"),
        ("绩效评级为“优”的项目", "1"),
        ("发现问题", "0"),
    ]


def test_two_counts_under_one_name_have_names_of_their_own() -> None:
    found = figures("国内公务接待12批次，88人次；公务用车购置数及保有量分别为1辆、3辆。")
    assert [(f.label, f.printed) for f in found] == [
        ("国内公务接待批次", "12"),
        ("国内公务接待人次", "88"),
        ("购置车辆", "1"),
        ("车辆", "3"),
    ]


def test_a_part_that_is_only_named_is_what_the_next_sentence_speaks_of() -> None:
    found = figures(
        "一般公共预算财政拨款支出年初预算为30.00万元。其中："
        "教育支出（类）普通教育（款）学前教育（项）。年初预算为10.00万元，支出决算为9.00万元。",
        FINAL,
    )
    assert [(f.label, f.printed) for f in found] == [
        ("一般公共预算财政拨款支出", "30.00"),
        ("教育支出（类）普通教育（款）学前教育（项）", "10.00"),
        ("教育支出（类）普通教育（款）学前教育（项）", "9.00"),
    ]


def test_totals_under_a_heading_on_all_money_are_totals() -> None:
    found = figures(
        "一、部门收支总体情况\n"
        "（一）收入预算：2025年本部门收入预算80万元，其中：一般公共预算拨款80万元，"
        "政府性基金预算拨款0万元。与2024年预算相比，收入预算减少2万元，下降2.44%。\n"
        "（二）支出预算：2025年本部门支出预算80万元，其中：基本支出80万元。"
    )
    assert [short(f) for f in found] == [
        ("total_income", "amount", "80万元"),
        ("general_public_budget_income", "amount", "80万元"),
        ("government_managed_fund_income", "amount", "0万元"),
        ("total_income", "change", "-2万元"),
        ("total_income", "change_rate", "-2.44%"),
        ("total_expenditure", "amount", "80万元"),
        ("basic_expenditure", "amount", "80万元"),
    ]


def test_what_projects_of_a_final_account_were_planned_to_cost_is_a_budget() -> None:
    found = figures(
        "编报绩效目标的项目2个，涉及预算金额17.50万元；绩效自评的2024年度项目1个，"
        "涉及预算金额7.50万元。涉及财政性资金合计9万元。",
        FINAL,
    )
    measures = [f.measure for f in found if f.aspect is Aspect.AMOUNT]
    assert measures == [Measure.BUDGETED, Measure.BUDGETED, Measure.FINAL]


def test_awards_of_one_name_are_told_apart_by_their_projects() -> None:
    label = "由中小企业供应商中标或成交的，采购金额"
    found = figures(
        f"在面向中小企业预留的政府采购项目中，{label}20万元；在其他政府采购项目中，{label}3万元。"
        f"{label}1万元。",
        FINAL,
    )
    assert [f.item_path for f in found] == [
        ("在面向中小企业预留的政府采购项目中", label),
        ("在其他政府采购项目中", label),
        (label,),
    ]
    assert {f.label for f in found} == {label}


@pytest.mark.parametrize("struck", ["（略）", "万元", "****万元", "(略)", " 万元"])
def test_what_follows_a_struck_amount_is_of_the_item_that_was_named(struck: str) -> None:
    found = figures(
        f"“三公”经费预算数为10万元。其中：公务接待费{struck}，比2024年预算减少0.10万元，下降3%。"
    )
    assert [short(f) for f in found] == [
        ("three_public", "amount", "10万元"),
        ("official_reception", "change", "-0.10万元"),
        ("official_reception", "change_rate", "-3%"),
    ]


def test_of_a_struck_budget_the_final_account_is_the_same_item_s() -> None:
    found = figures(
        "财政拨款“三公”经费支出决算为5万元。公务接待费全年预算为（略），支出决算为2万元，"
        "完成全年预算的80%；公务用车购置费全年预算为3万元，支出决算为（略），完成全年预算的90%。",
        FINAL,
    )
    assert [short(f) for f in found] == [
        ("three_public", "amount", "5万元"),
        ("official_reception", "amount", "2万元"),
        ("official_reception", "completion_rate", "80%"),
        ("vehicle_purchase", "amount", "3万元"),
        ("vehicle_purchase", "completion_rate", "90%"),
    ]


def test_a_rate_behind_a_struck_change_keeps_what_it_is_measured_from() -> None:
    [_, rate] = figures("公务接待费3万元。与2023年决算数相比增加（略），增长0.74%。")
    assert (rate.aspect, rate.base) == (Aspect.CHANGE_RATE, "2023")


@pytest.mark.parametrize(
    "text",
    [
        "公共安全支出（类）司法（款）******（项）。主要用于：服务。全年预算为3万元，支出决算为2万元。",
        "“社会保障和就业支出-行政事业单位养老支出-******”科目128.24万元。",
        "保险缴费支出（项）12万元，完成年初预算的90%。",
        "社会保障和就业支出（类）行政事业单位养老571.7028.307保险缴费支出（项）12万元。",
    ],
)
def test_no_figure_is_of_half_a_name_or_of_asterisks(text: str) -> None:
    assert figures(text, FINAL) == ()


def test_an_item_named_at_the_end_of_a_page_is_what_the_next_page_speaks_of() -> None:
    found = figures(
        "1、公共安全支出（类）司法（款）公共法律服务（项）。\n- 9 -\n主要用于：服务。全年预算为3万元，"
        "支出决算为2万元。\n公务接待费1万元。\n全年预算为9万元。",
        FINAL,
    )
    assert [short(f) for f in found] == [
        ("functional:2040607", "amount", "3万元"),
        ("functional:2040607", "amount", "2万元"),
        ("official_reception", "amount", "1万元"),
    ]


def test_a_count_before_a_struck_one_is_read() -> None:
    found = figures("共有车辆6辆，其中：应急保障用车0辆、其他用车（略）。")
    assert [(f.label, f.printed) for f in found] == [("共有车辆", "6"), ("应急保障用车", "0")]


def test_projects_under_a_heading_that_lost_its_first_character_are_read() -> None:
    found = figures(
        "八、园区扶持项目经费情况说明\n六、度预算安排\n2025年园区扶持安排9万元，其中：展会服务4万元。"
    )
    assert [(f.label, f.printed) for f in found][-1] == ("展会服务", "4")


def test_a_name_that_began_on_the_page_before_is_not_read_by_its_rest() -> None:
    reading = pages("（一）某某设\n1", "备购置经费12万元，会议费3万元。\n2", "某费1万元。\n3")
    found = text_to_figures(reading, pages_to_sections(reading), BUDGET)
    assert [(f.label, f.printed) for f in found] == [("会议费", "3"), ("某费", "1")]


def test_an_item_that_no_code_is_known_of_keeps_its_path() -> None:
    [figure] = figures("3某某事务（款）某某管理（项）支出12万元。")
    assert figure.label.endswith("某某管理（项）")
    assert figures("务管理支出（项）12万元。") == ()
