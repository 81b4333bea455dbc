"""conditions: which of the parts, projects or purchases meet a condition ('超过100万的有哪些').

A condition is an amount to be above or below, a zero, or a rise or fall from the year before. All
that meet it are listed with their figures; where none does, that is said beside all there are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest.model import Aspect
from ingest.quantity import Quantity, read_number, unit_named
from ingest.vocabulary.load import vocabulary
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.model import Fact, Operation, Reason, Role
from qa_service.names import document_title
from qa_service.steps import compose
from qa_service.steps.parts import figures_of, parts_of
from qa_service.steps.project_lists import projects_with_amounts
from qa_service.steps.prose_wording import Condition, prose_wording
from qa_service.steps.results import listed
from qa_service.steps.row_lists import rows_of
from qa_service.steps.select import Selection

_THREE_PUBLIC = "three_public"
_FUNCTIONAL_CLASS = re.compile(r"functional:\d{3}")
_ECONOMIC_CLASS = re.compile(r"economic:3\d\d|wages_and_household")
_NATURES = ("basic_expenditure", "project_expenditure", "contingency_reserve")
# The fewest figures that can be told apart by a condition.
_LEAST = 2


@dataclass(frozen=True)
class _Asked:
    """A condition as it is said, and whether a figure meets it."""

    words: str
    of_change: bool
    met: Callable[[Quantity], bool]


def meeting_condition(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """The figures that meet the condition a question sets; None where it sets none.

    Stops where the document states no change of its parts one by one.
    """
    asked = _condition(intent)
    if asked is None:
        return None
    bare = replace(intent, operation=Operation.LIST, content="")
    if asked.of_change:
        figures = _changes(bare, selection, corpus)
        if len(figures) < _LEAST:
            return _no_changes(selection)
    else:
        figures = _amounts(bare, selection, corpus)
        if len(figures) < _LEAST:
            return None
    return _told(asked, figures)


def _told(asked: _Asked, figures: Sequence[Fact]) -> Draft:
    meeting = [f for f in figures if f.figure.quantity and asked.met(f.figure.quantity)]
    opening = compose.document_phrase(figures[0])
    if meeting:
        draft = _changes_listed(meeting) if asked.of_change else listed(meeting, lambda f: "")
        draft.text = f"{opening}中，{asked.words}的有：{draft.text}"
        draft.listed += [f.figure.label for f in meeting]
        return draft
    draft = Draft()
    say = _change_phrase if asked.of_change else compose.stated
    told = "；".join(f"{say(f)}{draft.mark(f, Role.CONTEXT)}" for f in figures)
    draft.say(f"{opening}中，没有{asked.words}的。各项为：{told}。")
    return draft


def _changes_listed(changes: Sequence[Fact]) -> Draft:
    draft = Draft()
    draft.say("；".join(f"{_change_phrase(f)}{draft.mark(f)}" for f in changes) + "。")
    for fact in changes:
        if fact.figure.quantity is not None:
            draft.give(fact.figure.quantity, f"{fact.figure.label}增减")
    return draft


def _change_phrase(fact: Fact) -> str:
    change = fact.figure.quantity
    if change is None or not change.number:
        return f"{compose.item_phrase(fact)}{compose.base_phrase(fact)}持平"
    way = compose.direction(change)
    return f"{compose.item_phrase(fact)}{compose.base_phrase(fact)}{way}{compose.fact_amount(fact)}"


def _condition(intent: Intent) -> _Asked | None:
    """The condition that a question for a list sets, by the first row that finds it."""
    if intent.operation in (Operation.WHY, Operation.RANK, Operation.DEFINE):
        return None
    for row in prose_wording().conditions:
        if match := row.asks.search(intent.plain):
            return _read(row, match)
    return None


def _read(row: Condition, match: re.Match[str]) -> _Asked | None:
    if row.name in ("above", "below"):
        number = read_number(match["number"])
        if number is None:
            return None
        limit = Quantity(number, unit_named(_whole_unit(match["unit"])))
        above = row.name == "above"
        words = f"{'超过' if above else '低于'}所问数额"
        return _Asked(words, False, lambda q: _compares(q, limit, above=above))
    if row.name == "zero":
        return _Asked("为零", False, lambda q: q.number == 0)
    sign = {"rose": 1, "fell": -1, "same": 0}[row.name]
    words = {1: "比上年增加", -1: "比上年减少", 0: "与上年持平"}[sign]
    return _Asked(words, True, lambda q: (q.number > 0) - (q.number < 0) == sign)


def _whole_unit(unit: str) -> str:
    return unit if unit.endswith("元") else "元" if unit == "块" else f"{unit}元"


def _compares(quantity: Quantity, limit: Quantity, *, above: bool) -> bool:
    amount, bound = quantity.yuan, limit.yuan
    if amount is None or bound is None:
        return False
    return amount > bound if above else amount < bound


def _amounts(intent: Intent, selection: Selection, corpus: Corpus) -> list[Fact]:
    """The amounts of what the question asks which of: projects, purchases, or parts of an item."""
    words = prose_wording()
    if words.asks_list("among_projects", intent.plain):
        return projects_with_amounts(intent, selection, corpus)
    if words.asks_list("among_purchases", intent.plain):
        rows = rows_of("procurement", selection, corpus)
        rows = [f for f in rows if len(f.figure.item_path) > 1]
        return rows or parts_of(intent, selection, corpus)
    if _THREE_PUBLIC in _keys(intent):
        facts = corpus.facts(selection.documents)
        return figures_of(vocabulary().within(_THREE_PUBLIC), intent, facts, selection.year)
    return parts_of(intent, selection, corpus)


def _changes(intent: Intent, selection: Selection, corpus: Corpus) -> list[Fact]:
    """The changes stated of the parts of an item, or of all spending by its classes."""
    year, facts = selection.year, corpus.facts(selection.documents)
    if _THREE_PUBLIC in _keys(intent):
        keys = vocabulary().within(_THREE_PUBLIC)
        return figures_of(keys, intent, facts, year, Aspect.CHANGE)
    stated = [
        f
        for f in facts
        if f.figure.aspect is Aspect.CHANGE
        and f.figure.quantity is not None
        and f.figure.fiscal_year == year
    ]
    for kind in (_FUNCTIONAL_CLASS, _ECONOMIC_CLASS):
        found = {f.figure.item: f for f in reversed(stated) if kind.fullmatch(f.figure.item or "")}
        if len(found) >= _LEAST:
            return list(reversed(found.values()))
    return figures_of(_NATURES, intent, facts, year, Aspect.CHANGE)


def _keys(intent: Intent) -> set[str]:
    return {key for item in intent.items for key in item.keys}


def _no_changes(selection: Selection) -> Stop:
    title = document_title(selection.documents[0])
    return Stop(
        Reason.NOT_DERIVABLE,
        f"{title}没有逐项写明比上年的增减，列不出哪些增、哪些减。可以问合计比上年增减多少。",
    )
