"""Every identity of identities.yaml: it holds in its example, and is missed when that is broken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from ingest.checks import Checked, check_figures
from ingest.model import Identity, Kind, Page
from ingest.narrative import text_to_figures
from ingest.read.reading import Reading
from ingest.sections import pages_to_sections
from ingest.vocabulary.identities import IdentityRule, identities
from ingest.vocabulary.load import vocabulary
from ingest.vocabulary.standard_tables import tables_by_key
from tests.ingest.drawn import BUDGET, FINAL, figures_of, tables_of

RULES = identities()


def checked(example: Mapping[str, Any], broken: bool) -> Checked:
    """The example read and checked, as it stands or with its words replaced."""
    page, old, new = example["broken"]

    def changed(words: str, where: int | str) -> str:
        return words.replace(old, new) if broken and where == page else words

    identity = FINAL if example.get("kind") == "final_account" else BUDGET
    drawn = [
        [
            one["title"],
            one["unit"],
            [changed(row, number).split("|") for row in one["rows"]],
            *([one["note"]] if "note" in one else []),
        ]
        for number, one in enumerate(example.get("pages", ()))
    ]
    tables = tables_of(*drawn) if drawn else ()
    text = changed(example.get("text", ""), "text")
    said = prose(text, identity)
    cells = figures_of(*tables, identity=identity)
    return check_figures([*cells, *said], tables, text, identity.kind)


def prose(text: str, identity: Identity) -> list[Any]:
    reading = Reading(text=text, pages=(Page(1, 600, 800, 0, len(text)),))
    return list(text_to_figures(reading, pages_to_sections(reading), identity))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_an_identity_holds_in_its_example(rule: IdentityRule) -> None:
    result = checked(rule.example, broken=False)
    held = {one.key: one.held for one in result.identities}
    assert [problem.message for problem in result.problems] == []
    assert held[rule.key] > 0


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_an_identity_is_missed_where_its_example_is_broken(rule: IdentityRule) -> None:
    result = checked(rule.example, broken=True)
    failed = {one.key: one.failed for one in result.identities}
    assert failed[rule.key] > 0
    (problem, *_) = [p for p in result.problems if p.identity == rule.key]
    assert problem.message.endswith(("请核对", "请核对后统一", "请补上说明"))
    assert problem.sources


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_an_identity_names_tables_and_items_that_there_are(rule: IdentityRule) -> None:
    known = {*tables_by_key(), "text", "table"}
    named = {table for choices in rule.tables for table in choices}
    named |= {table for kin in rule.proofs for table in (*kin.tables, *kin.both)}
    terms = [place for term in (*rule.left, *rule.right) for place in term.places]
    named |= {table for table, _ in terms}
    items = {item for _, item in terms} | {item for kin in rule.proofs for item in kin.items}
    assert named <= known
    assert items <= set(vocabulary().items)
    assert rule.condition in ("", "only_appropriation", "only_general_budget")
    assert (rule.condition == "") == (rule.when == "")
    assert rule.relation in ("=", "<=")


def test_keys_are_unique_and_every_number_of_the_list_is_there() -> None:
    assert len({rule.key for rule in RULES}) == len(RULES)
    assert {rule.number for rule in RULES} >= {str(number) for number in range(1, 29)}


def test_what_cannot_be_tried_says_why() -> None:
    result = check_figures(prose("公务接待费2.5万元。", BUDGET), (), "", Kind.BUDGET)
    untried = {one.key: one.untried for one in result.identities}
    assert untried["income_equals_expenditure"] == "文件里没有《收支总表》"
    assert untried["share"] == "没有同时印出等式两边的数"


def test_an_identity_of_fiscal_money_alone_is_not_tried_beside_other_income() -> None:
    rule = next(rule for rule in RULES if rule.key == "total_income_across_tables")
    pages = [dict(page) for page in rule.example["pages"]]
    pages[0]["rows"] = [
        "收入|<|支出|<",
        "项目|预算数|项目|预算数",
        "一、财政拨款收入|90|一、教育支出|95",
        "二、事业收入|5||",
        "收入总计|95|支出总计|95",
    ]
    result = checked({**rule.example, "pages": pages}, broken=False)
    untried = {one.key: one.untried for one in result.identities}
    assert result.problems == ()
    assert untried[rule.key] == "有财政拨款以外的收入：“事业收入”5元"
