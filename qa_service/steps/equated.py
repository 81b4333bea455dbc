"""equated: whether amounts that a question sets equal are so, each looked up and worked out.

'工资福利支出加商品和服务支出等于基本支出吗' names no identity (勾稽等式) that is proven of every
document: each item is looked up by itself, the sum or difference is shown, and so is the gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Aspect
from ingest.vocabulary.load import plain_label
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.model import Fact, Operation
from qa_service.steps.changes import stated_first
from qa_service.steps.equations import Equation, Form, equation_in
from qa_service.steps.find_value import find_value
from qa_service.steps.item_names import ItemMention
from qa_service.steps.look_up import Found, agrees
from qa_service.steps.operands import scope_of, warn_of_scopes
from qa_service.steps.results import yuan_of
from qa_service.steps.select import Selection
from qa_service.steps.telling_equations import tell_beside_blank, tell_equation, tell_same_change
from qa_service.steps.values import answer_value
from qa_service.steps.wording import wording


def equation_of(intent: Intent) -> Equation | None:
    """The equation an intent asks about, None where it is asked of several years or columns."""
    if intent.carried & {"item"} or intent.narrower is not None or intent.excluded_words:
        return None
    equation = equation_in(intent.rest, intent.items)
    if equation is None or len(wording().measures_in(intent.rest)) > 1:
        return None
    return None if intent.years.compared_with is not None and not equation.of_changes else equation


def answer_equation(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """The amounts of the equation asked about and whether they are equal; None where none is.

    Where an item has no figure of its own, the answer that says so.
    Raises NotCalculable for amounts of different kinds and a multiple of nothing.
    """
    equation = equation_of(intent)
    if equation is None or len(selection.years) > 1:
        return None
    if equation.of_changes:
        return _of_changes(equation, intent, selection, corpus)
    is_sum = equation.form is Form.SUM and equation.result is not None
    found: list[Found] = []
    blank: list[Fact] = []
    for mention in equation.mentions:
        one = replace(intent, items=(mention,), operation=Operation.VALUE, content="", glued=False)
        answered = find_value(one, selection, selection.year, corpus)
        first = answered.found.first
        if first is None and answered.computed:
            return None
        if first is None and answered.found.blank and mention in equation.items and is_sum:
            blank.append(answered.found.blank[0])
            continue
        if first is None or answered.found.homonyms or answered.found.rivals:
            return answer_value(one, selection, answered, corpus)
        found.append(answered.found)
    facts = _of_one_scope(found)
    if is_sum and not blank:
        facts = [
            _apart_from(facts, f, m, selection, corpus)
            for f, m in zip(facts, equation.mentions, strict=True)
        ]
    if len({f.fact_id for f in facts}) < len(facts):
        return None
    if blank:
        return tell_beside_blank(facts, blank) if len(facts) > 1 else None
    draft = tell_equation(equation, facts)
    if not _is_settled(equation, facts):
        warn_of_scopes(draft, facts)
    return draft


def _apart_from(
    beside: Sequence[Fact], fact: Fact, mention: ItemMention, selection: Selection, corpus: Corpus
) -> Fact:
    """A part that holds another part of the same sum is its own line of that name, if there is one.

    '离退休、养老保险缴费…三项合计': not all of 行政事业单位离退休, but 行政单位离退休 below it.
    """
    code, parts = fact.figure.item or "", beside[:-1]
    if fact not in parts or not any(
        (f.figure.item or "").startswith(code) for f in parts if f is not fact
    ):
        return fact
    taken = {f.figure.item for f in parts}
    below = {
        f.figure.item: f
        for f in corpus.facts(selection.documents)
        if ":" in code
        and (f.figure.item or "").startswith(code)
        and f.figure.item not in taken
        and mention.text in plain_label(f.own_label)
        and f.figure.aspect is fact.figure.aspect
        and (f.figure.measure, f.figure.fiscal_year)
        == (fact.figure.measure, fact.figure.fiscal_year)
        and f.figure.facet is None
        and f.figure.quantity is not None
    }
    return next(iter(below.values())) if len(below) == 1 else fact


def _of_changes(
    equation: Equation, intent: Intent, selection: Selection, corpus: Corpus
) -> Draft | None:
    """The equation between what its items changed by; None where a change is not stated."""
    stated = [
        stated_first(
            replace(intent, items=(m,), operation=Operation.VALUE, content=""),
            selection,
            selection.year,
            corpus,
            Aspect.CHANGE,
        )
        for m in equation.mentions
    ]
    facts = [f for f in stated if f is not None]
    if len(facts) < len(stated):
        return None
    if equation.form is Form.SAME:
        return tell_same_change(facts)
    return tell_equation(equation, facts)


def _of_one_scope(found: Sequence[Found]) -> list[Fact]:
    """The likeliest figures that are all of one 口径, else the likeliest of each."""
    candidates = [(*f.best, *f.otherwise) for f in found]
    for last in candidates[-1]:
        alike = [
            next((f for f in each if scope_of(f) == scope_of(last)), None) for each in candidates
        ]
        if all(alike):
            return [f for f in alike if f is not None]
    return [each[0] for each in candidates]


def _is_settled(equation: Equation, facts: Sequence[Fact]) -> bool:
    """Whether the figures bear the equation out, so that a difference of 口径 explains nothing."""
    if equation.form is Form.SUM and equation.result is not None:
        return sum(map(yuan_of, facts[:-1])) == yuan_of(facts[-1])
    return equation.form is Form.SAME and agrees(facts[0], facts[1])
