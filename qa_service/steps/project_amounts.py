"""project_amounts: money of a project that no item of the vocabulary names.

By quarter ('第二季度用款计划15万元') in the description of the project, by the row that a table of
projects has for it, or as what its description arranges of one fund for it.
"""

from __future__ import annotations

import re

from ingest.model import Aspect, Measure
from ingest.vocabulary.load import plain_label
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent
from qa_service.model import Fact, Operation, Role
from qa_service.steps import calculate, compose
from qa_service.steps.projects import all_projects, held_by
from qa_service.steps.prose_wording import prose_wording
from qa_service.steps.select import Selection
from qa_service.steps.told_numbers import telling_words
from qa_service.steps.values import give
from qa_service.steps.wording import wording

_MEANT = 0.75
_QUARTER = re.compile(r"第[一二三四]季度")
_EVERY_QUARTER = re.compile(r"(四个|各(个)?|每(一)?(个)?|分|按)季度")
_SAID_OF_MONEY = re.compile(r"用款|付款|计划|打算|支付|拨付|拨|付|安排|使用|的?钱|多少|几")
_ASKS_MONEY = re.compile(r"多少|几(个)?(钱|万|亿)|金额|钱|资金")
_PROJECT = re.compile(r"^(?:项目|专项)|(?:这个|那个)?(?:项目|专项|工程)$")
_MONEY_COLUMNS = ("合计", "小计", "金额", "预算数", "本年预算")
_PROJECT_TABLE = "project_expenditure"
_OPERATIONS = (Operation.VALUE, Operation.LIST, Operation.SUM, Operation.PURPOSE)


def quarterly_amount(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """What a project's description plans for a quarter, or for all of them; None of an item."""
    said = intent.plain
    every = _EVERY_QUARTER.search(said)
    quarters = set(_QUARTER.findall(said))
    if not (quarters or every) or intent.operation not in _OPERATIONS:
        return None
    if intent.target and intent.target.keys and "item" not in intent.carried:
        return None
    planned = [f for f in _planned(selection, corpus) if every or _quarter(f) in quarters]
    asked = intent.rest
    for words in (_QUARTER, _EVERY_QUARTER, wording().together, _SAID_OF_MONEY):
        asked = words.sub("，", asked)
    named = [w for w in prose_wording().content(asked) if len(w) >= 2]
    named = [w for w in named if not prose_wording().project.fullmatch(w)]
    meant = [
        [f for f in planned if project.holds(f.figure.source, f.document)]
        for project in all_projects(selection, corpus)
        if not named or held_by(named, project.text) >= _MEANT
    ]
    of_projects = [facts for facts in meant if facts]
    if len(of_projects) != 1:
        return None
    return _told(intent, of_projects[0])


def _planned(selection: Selection, corpus: Corpus) -> list[Fact]:
    return [
        fact
        for fact in corpus.facts((*selection.documents, *selection.others))
        if _QUARTER.search(fact.figure.label)
        and fact.figure.aspect is Aspect.AMOUNT
        and fact.figure.quantity is not None
        and fact.figure.fiscal_year in selection.years
    ]


def _quarter(fact: Fact) -> str:
    found = _QUARTER.search(fact.figure.label)
    return found[0] if found else ""


def _told(intent: Intent, facts: list[Fact]) -> Draft:
    draft = Draft()
    together = len(facts) > 1 and _asks_total(intent.plain)
    role = Role.OPERAND if together else Role.ANSWER
    listed = "，".join(f"{compose.stated(f)}{draft.mark(f, role)}" for f in facts)
    draft.say(f"{compose.document_phrase(facts[0])}的项目说明中，{listed}。")
    if together:
        total = calculate.total(facts)
        draft.say(f"合计{compose.calculated(total)}。")
        draft.calculations.append(total)
        draft.give(total.result, "用款计划合计（计算）")
        return draft
    for fact in facts:
        give(draft, intent, fact)
    return draft


def _asks_total(plain: str) -> bool:
    return bool(wording().together.search(plain)) or "全年" in plain


def project_row(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """The amount of a project by its name: its row in a table of projects, or its sentence."""
    if not _ASKS_MONEY.search(intent.plain) or intent.narrower is not None:
        return None
    if any(m.keys and m.strong and m.text not in compose.FUND_NAMES.values() for m in intent.items):
        return None
    name = _named(intent)
    if len(name) < 3:
        return None
    found = [f for f in corpus.facts(selection.documents) if _is_project(f, name, selection)]
    funds = [f for f, said in compose.FUND_NAMES.items() if said in intent.plain]
    found = [f for f in found if not funds or f.figure.fund in funds]
    if len(found) > 1:
        found = [f for f in found if _whole_column(f)] or found
    if not found or len({f.figure.quantity for f in found}) > 1:
        return None
    fact = found[0]
    draft = Draft()
    project, own = fact.figure.item_path[0], fact.figure.label
    of = own if name == _bare(plain_label(own)) else f"“{project}”（{own}）"
    draft.say(
        f"{compose.document_phrase(fact)}中，{of}为{compose.fact_amount(fact)}{draft.mark(fact)}。"
    )
    give(draft, intent, fact, name)
    return draft


def _named(intent: Intent) -> str:
    """The name of the project a question says, without the words around it."""
    if intent.target is not None and not intent.target.keys:
        return _bare(plain_label(intent.target.text))
    said = telling_words().said_anyway.sub("，", intent.content)
    return _bare(plain_label(max(said.split("，"), key=len)))


def _bare(name: str) -> str:
    return _PROJECT.sub("", name) or name


def _is_project(fact: Fact, name: str, selection: Selection) -> bool:
    f = fact.figure
    if f.aspect is not Aspect.AMOUNT or f.quantity is None or f.measure is not Measure.BUDGETED:
        return False
    if f.fiscal_year not in selection.years or not f.item_path or f.item is not None:
        return False
    of_table = f.table_kind == _PROJECT_TABLE and f.code is None
    names = {_bare(plain_label(x)) for x in (f.label, f.item_path[0])}
    return (of_table or f.sentence is not None) and name in names


def _whole_column(fact: Fact) -> bool:
    path = fact.figure.column_path
    return bool(path) and plain_label(path[-1]) in _MONEY_COLUMNS
