"""Labels: as few words taken off as needed, and no item where two could be meant."""

from __future__ import annotations

import pytest

from ingest.model import Fund
from ingest.subjects import Naming, label_to_plain_subject, label_to_subject

NAMING = Naming(("某某局",), 2025)


@pytest.mark.parametrize(
    ("label", "item", "fund"),
    [
        ("2025年度某某局财政拨款收入", "fiscal_appropriation_income", None),
        ("一般公共预算财政拨款支出预算", "general_public_budget_expenditure", None),
        (
            "某某局2025年度一般公共预算财政拨款基本支出预算",
            "basic_expenditure",
            Fund.GENERAL_PUBLIC_BUDGET,
        ),
        ("政府性基金预算支出总计", "government_managed_fund_expenditure", None),
        (
            "2025年本部门一般公共预算拨款安排的培训费预算支出",
            "training_expense",
            Fund.GENERAL_PUBLIC_BUDGET,
        ),
        (
            "某某局下属1家机关和1家参公事业单位财政拨款的机关运行经费预算",
            "agency_operation",
            Fund.FISCAL_APPROPRIATION,
        ),
        ("政府采购金额（以合同签订为准）", "procurement", None),
    ],
)
def test_a_label_is_found_behind_years_organisations_and_funds(
    label: str, item: str, fund: Fund | None
) -> None:
    subject = label_to_subject(label, NAMING)
    assert subject is not None
    assert (subject.item, subject.fund) == (item, fund)


@pytest.mark.parametrize("label", ["在建工程", "信息化系统日常维护费", "财政", "人员", "新增专项"])
def test_a_name_that_only_ends_like_an_item_is_none(label: str) -> None:
    assert label_to_subject(label, NAMING) is None


def test_income_is_not_made_of_expenditure_by_dropping_a_word() -> None:
    subject = label_to_subject("财政拨款支出安排", NAMING)
    assert subject is not None
    assert subject.item == "fiscal_appropriation_expenditure"


def test_the_year_tells_codes_of_a_renumbered_classification_apart() -> None:
    section = ("六、财政拨款基本支出预算情况说明",)
    old = label_to_subject("住房公积金（款）支出", Naming((), 2017, section))
    new = label_to_subject("住房公积金（款）支出", Naming((), 2018, section))
    assert old is not None
    assert new is not None
    assert (old.code, new.code) == ("30311", "30113")


def test_a_year_before_the_name_is_kept() -> None:
    subject = label_to_plain_subject("2016年度系统维护费", NAMING)
    assert subject is not None
    assert (subject.label, subject.year) == ("系统维护费", 2016)


def test_a_heading_without_its_first_character_still_says_which_fund_it_is_about() -> None:
    naming = Naming(("某局",), 2024, ("二、般公共预算拨款支出预算",))
    subject = label_to_subject("般公共预算拨款项目支出", naming)
    assert subject is not None
    assert (subject.item, subject.fund) == ("project_expenditure", Fund.GENERAL_PUBLIC_BUDGET)
