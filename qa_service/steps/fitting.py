"""How well a figure fits what is asked: its item, the other words of the question, its limits.

The score falls with every word of the question a figure leaves unmet, and with every limit (a
column, a fund, a level) the question does not ask for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.model import Aspect, Fund, Kind, Measure
from ingest.vocabulary.load import plain_label
from qa_service.model import Fact
from qa_service.steps.compose import says_budgeted
from qa_service.steps.item_names import ItemMention, head_strength, item_name, wholes_of

# A head weaker than this is another item that only shares letters.
_WEAKEST = 60
_TOTAL = re.compile(r"(总额|合计|总计)$")
_FUND_WORDS = {
    "fiscal_appropriation_income": Fund.FISCAL_APPROPRIATION,
    "fiscal_appropriation_expenditure": Fund.FISCAL_APPROPRIATION,
    "fiscal_appropriation_total": Fund.FISCAL_APPROPRIATION,
    "general_public_budget_income": Fund.GENERAL_PUBLIC_BUDGET,
    "general_public_budget_expenditure": Fund.GENERAL_PUBLIC_BUDGET,
    "government_managed_fund_income": Fund.GOVERNMENT_MANAGED_FUNDS,
    "government_managed_fund_expenditure": Fund.GOVERNMENT_MANAGED_FUNDS,
    "state_capital_income": Fund.STATE_CAPITAL_OPERATIONS,
    "state_capital_expenditure": Fund.STATE_CAPITAL_OPERATIONS,
}
# What standing in the table that is named is worth: more than any limit that table has costs.
_IN_TABLE = 45
# What an unasked limit to one kind of money costs: other money than tax money is farthest.
_FUND_COST = {
    None: 0,
    Fund.FISCAL_APPROPRIATION: 4,
    Fund.GENERAL_PUBLIC_BUDGET: 6,
    Fund.GOVERNMENT_MANAGED_FUNDS: 40,
    Fund.STATE_CAPITAL_OPERATIONS: 40,
}


@dataclass(frozen=True)
class Query:
    """What to look for in the facts of one organisation and year."""

    items: tuple[ItemMention, ...]
    aspect: Aspect
    year: int | None
    measure: Measure | None = None
    base: str | None = None
    level: str | None = None
    tables: frozenset[str] = frozenset()  # the standard tables that a named one may be

    @property
    def target(self) -> ItemMention:
        """The item whose figure is wanted; the others narrow it."""
        return self.items[-1]


@dataclass(frozen=True)
class Judged:
    """A fact and how well it fits (higher is better)."""

    fact: Fact
    score: int
    head: int
    unmet: tuple[ItemMention, ...] = ()  # mentions that the fact says nothing of


def judge(query: Query, fact: Fact) -> Judged | None:
    """How well a fact fits the query, None where it states something else."""
    f = fact.figure
    if f.aspect != query.aspect or (query.year is not None and f.fiscal_year != query.year):
        return None
    if query.measure is not None and f.measure != query.measure:
        return None
    if query.base is not None and f.base != query.base:
        return None
    best: Judged | None = None
    for target in reversed(query.items):
        judged = _judge_as(query, fact, target)
        if judged is not None and (best is None or judged.score > best.score):
            best = judged
    return best


def _judge_as(query: Query, fact: Fact, target: ItemMention) -> Judged | None:
    """How well a fact fits when `target` is the item and the other mentions narrow it."""
    f = fact.figure
    head = head_strength(target, fact.own_label, f.item, f.code)
    if head < _WEAKEST and fact.own_label != f.label and _spells_its_path(target, fact):
        head = 97
    if head < _WEAKEST and _TOTAL.search(f.label) and _is_ancestor(target, fact):
        head = 75  # the total of what stands under the asked name, as in a project's form
    if head < _WEAKEST:
        return None
    in_table = f.table_kind in query.tables
    score, fund_asked, unmet = head + (_IN_TABLE if in_table else 0), False, []
    facet_asked = in_table and f.facet in query.tables
    for mention in query.items:
        if mention is target:
            continue
        fund = fund_asked_by(mention)
        if _is_ancestor(mention, fact):
            score += 30
        elif _is_facet(mention, fact):
            score, facet_asked = score + 40, True
        elif fund is not None and covers(fund, f.fund):
            score, fund_asked = score + 35, True
        elif _is_under(mention, target) or _is_place(mention, target, fact):
            score += 10
        else:
            score -= 50
            unmet.append(mention)
    if f.facet is not None and not facet_asked:
        score -= 60
    if not fund_asked and not in_table:
        score -= _FUND_COST[f.fund]
    score -= _measure_cost(query, fact)
    score -= _level_cost(query, fact)
    score -= table_cost(target, fact)
    return Judged(fact, score, head, tuple(unmet))


def _spells_its_path(target: ItemMention, fact: Fact) -> bool:
    """Whether an item is asked by its path in one word, as a sentence has it: '某事务行政运行'."""
    own = plain_label(fact.own_label).lower()
    path = plain_label(fact.figure.label).lower()
    return len(target.text) > len(own) and path.endswith(target.text)


def _is_ancestor(mention: ItemMention, fact: Fact) -> bool:
    path = fact.figure.item_path
    return any(head_strength(mention, label, None, None) >= 85 for label in path[:-1])


def _is_facet(mention: ItemMention, fact: Fact) -> bool:
    f = fact.figure
    if f.facet is not None and f.facet in mention.keys:
        return True
    return f.facet is not None and any(
        head_strength(mention, label, None, None) >= 90 for label in f.column_path[-1:]
    )


def fund_asked_by(mention: ItemMention) -> Fund | None:
    """The money that an item is all of ('一般公共预算支出'), None of any other item."""
    return next((_FUND_WORDS[k] for k in mention.keys if k in _FUND_WORDS), None)


def covers(asked: Fund, stated: Fund | None) -> bool:
    """Whether figures limited to one fund are of what is asked by the other's name."""
    if asked is Fund.FISCAL_APPROPRIATION:
        return stated in (Fund.FISCAL_APPROPRIATION, Fund.GENERAL_PUBLIC_BUDGET)
    return stated is asked


def _is_under(whole: ItemMention, part: ItemMention) -> bool:
    """Whether the part is one of the whole's, at any depth, or is spoken of under it."""
    return any(w in wholes_of(key) for key in part.keys for w in whole.keys)


def _is_place(mention: ItemMention, target: ItemMention, fact: Fact) -> bool:
    """Whether the fact stands in the table or under the heading of the mentioned item.

    A heading that names the target too ('“三公”经费、会议费、培训费') tells nothing.
    """
    f = fact.figure
    names = [mention.text, *(item_name(k) or "" for k in mention.keys)]
    headings = "".join(plain_label(h) for h in f.section_path)
    if target.text in headings:
        return f.table_kind in mention.keys
    return f.table_kind in mention.keys or any(
        plain_label(n) in headings for n in names if len(n) >= 2
    )


def table_cost(target: ItemMention, fact: Fact) -> int:
    """Lines of a shopping list bear the names of expenses without being those expenses."""
    kind = fact.figure.table_kind
    if kind in ("procurement", "project_expenditure") and kind not in target.keys:
        return 12
    return 0


def _measure_cost(query: Query, fact: Fact) -> int:
    """What the document mainly states costs nothing; a budget figure in a final account does.

    Unless its name says that it is one ('涉及预算金额'): who asks by that name wants no other.
    """
    if query.measure is not None or says_budgeted(fact):
        return 0
    main = Measure.FINAL if fact.kind is Kind.FINAL_ACCOUNT else Measure.BUDGETED
    return 0 if fact.figure.measure in (main, Measure.BALANCE) else 30


def _level_cost(query: Query, fact: Fact) -> int:
    stated = fact.figure.level
    if query.level is not None and stated is not None:
        return -20 if stated == query.level else 40
    own = fact.document.identity.level
    return 25 if stated is not None and stated != own else 0
