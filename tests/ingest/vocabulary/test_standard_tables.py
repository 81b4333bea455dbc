"""Standard tables are known by their titles, in every style, and by nothing narrower."""

from __future__ import annotations

import pytest

from ingest.model import Classification, Kind
from ingest.vocabulary.load import vocabulary
from ingest.vocabulary.standard_tables import StandardTable, standard_table, standard_tables


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("2025年部门财务收支预算总表", "summary"),
        ("收入支出决算总表", "summary"),
        ("某某局2024年部门收支总表", "summary"),
        ("2025年预算单位收入预算总表", "income"),
        ("支出决算表", "expenditure"),
        ("2025年部门财政拨款收支预算总表", "appropriation_summary"),
        ("财政拨款收入支出决算总表", "appropriation_summary"),
        ("财政拨款支出预算表（功能科目）", "appropriation_expenditure"),
        ("2025年部门一般公共预算支出功能分类预算表", "general_public_budget_expenditure"),
        ("一般公共预算财政拨款支出决算表", "general_public_budget_expenditure"),
        ("一般公共预算财政拨款基本支出决算表", "basic_expenditure"),
        ("“三公”经费、会议费、培训费支出预算表（一般公共预算）", "three_public"),
        ("财政拨款“三公”经费支出决算表", "three_public"),
        ("财政拨款政府性基金支出预算表", "government_managed_funds"),
        ("国有资本经营预算财政拨款收入支出决算表", "state_capital_operations"),
        ("一般公共预算机关运行经费支出预算表", "agency_operation"),
        ("2018年政府采购预算表", "procurement"),
        ("支出预算总表（续）", "expenditure"),
        ("部门收支总体情况表", "summary"),
        ("收支预算总体情况表", "summary"),
        ("部门综合预算收支总表", "summary"),
        ("表一 收入支出决算总表", "summary"),
        ("附表1：收入支出决算总表", "summary"),
        ("收入决算表 公开02表", "income"),
        ("收入决算表（公开02表）", "income"),
        ("一般公共预算基本支出情况表（按支出经济分类科目）", "basic_expenditure"),
        ("政府性基金预算支出情况表", "government_managed_funds"),
        ("政府性基金“三公”经费支出预算表", "fund_three_public"),
        ("财政拨款“三公”经费、行政参公单位机关运行经费情况表", "three_public"),
        ("一般公共预算拨款“三公”经费及会议费、培训费支出预算表", "three_public"),
        ("一般公共预算安排的行政经费及“三公”经费预算表", "three_public"),
        ("一般公共预算财政拨款项目支出决算表", "general_public_project_expenditure"),
        ("支出预算分类汇总表（按政府预算经济分类）", "expenditure_by_economy"),
        ("部门基本支出预算表", "all_basic_expenditure"),
        ("部门项目支出预算表（其他运转类、特定目标类项目）", "project_expenditure"),
        ("一般公共预算基本支出明细表（工资福利支出）", "basic_wages"),
        ("一般公共预算基本支出表--公用经费（商品和服务支出）（按部门预算经济分类）", "basic_goods"),
        ("一般公共预算基本支出预算明细表（对个人和家庭的补助）", "basic_household"),
        ("支出预算表（工资福利支出）", None),
        ("政府性基金预算收支总表", None),
        ("工资福利支出预算表", None),
        ("商品和服务支出预算表", None),
        ("支出预算表（政府性基金）", None),
        ("上级补助项目支出预算表", None),
        ("省对下转移支付预算表", None),
        ("政府购买服务预算表", None),
        ("新增资产配置表", None),
        ("财政专户管理资金预算支出表", None),
        ("社会保险基金支出预算表", None),
        ("财政项目支出绩效目标填报表", None),
        ("", None),
    ],
)
def test_a_title_names_its_table_or_none(title: str, key: str | None) -> None:
    found = standard_table(title)
    assert (found.key if found else None) == key


@pytest.mark.parametrize("table", standard_tables(), ids=lambda table: table.key)
def test_every_item_a_table_states_is_in_the_vocabulary(table: StandardTable) -> None:
    keys = {*table.total.values(), *table.means, *table.means.values(), *table.apart}
    keys -= {key for key in keys if vocabulary().names_of(*_economic(key))}
    assert (
        keys | ({table.carried} if table.carried else set())
    ) - vocabulary().items.keys() == set()


@pytest.mark.parametrize("table", standard_tables(), ids=lambda table: table.key)
def test_every_side_and_kind_of_a_table_has_a_total(table: StandardTable) -> None:
    sides = ("income", "expenditure") if table.side == "both" else (table.side,)
    for side in sides:
        for kind in (Kind.BUDGET, Kind.FINAL_ACCOUNT):
            assert table.total_item(side, kind) is not None


def _economic(key: str) -> tuple[Classification, str]:
    return Classification.ECONOMIC_DEPARTMENT, key.removeprefix("economic:")


def test_no_two_tables_share_a_title() -> None:
    endings = [(table.part, ending) for table in standard_tables() for ending in table.endings]
    assert sorted(endings) == sorted(set(endings))
