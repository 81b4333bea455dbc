"""Answers that add, subtract or divide the items named, or the figures just answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.model import Calculation, Fact, Operation, Reason, Role, Status
from qa_service.steps import calculate, compose
from qa_service.steps.find_value import find_value
from qa_service.steps.items import outside_names
from qa_service.steps.operands import offer, operands_of, say_overlap, warn_of_scopes
from qa_service.steps.results import yuan_of
from qa_service.steps.select import Selection
from qa_service.steps.values import answer_value

_COUNTS = {
    c: n for n, cs in ((2, "两俩二"), (3, "三仨"), (4, "四"), (5, "五"), (6, "六")) for c in cs
}
_HOW_MANY = re.compile(r"(?:这|那|以上|上面|前面)?(?P<count>[两俩二三仨四五六])(?:个|项|者|笔|样)")
# Totals that say the same of one budget from two sides.
_SIDES = {
    f"{word}_{side}"
    for word in ("total", "current_year")
    for side in ("income", "expenditure", "income_and_expenditure")
}
_ADDS = re.compile(r"加|之和|总和|[和与及、跟].{2,16}(一共|合计|总共|共计)")
_DIVIDES = re.compile(r"除以|相除|之比|比例|比值")
_SUBTRACTS = re.compile(r"减去|减掉|扣除|扣掉|除去|刨去|刨除|减")


def answer_sum(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """The sum of the items named; '合计' of one item, or of a part within its whole, is a value."""
    adds = _ADDS.search(outside_names(intent.plain, intent.items))
    if len(intent.items) > 1 and not adds:
        one = replace(intent, operation=Operation.VALUE)
        within = find_value(one, selection, selection.year, corpus)
        if within.found.first is not None and not within.found.unmet:
            return answer_value(one, selection, within, corpus)
    return _calculated(intent, selection, corpus, calculate.total, "合计")


def answer_difference(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """The item subtracted from less the one subtracted, however the question orders them."""
    return _calculated(_minuend_first(intent), selection, corpus, _difference, "相差")


def answer_ratio(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """How many times the second item the first is, or what comes of dividing it."""
    if _DIVIDES.search(intent.plain):
        return _calculated(intent, selection, corpus, _quotient, "相除得")
    return _calculated(intent, selection, corpus, _ratio, "倍数")


def _difference(facts: Sequence[Fact]) -> Calculation:
    return calculate.difference(*_two(facts))


def _ratio(facts: Sequence[Fact]) -> Calculation:
    return calculate.ratio(*_two(facts))


def _quotient(facts: Sequence[Fact]) -> Calculation:
    """What is divided: in percent where it is less than one, since two places of it say little."""
    one, other = _two(facts)
    return calculate.share(one, other) if yuan_of(one) < yuan_of(other) else _ratio(facts)


def _two(facts: Sequence[Fact]) -> tuple[Fact, Fact]:
    if len(facts) != 2:
        raise calculate.NotCalculable("这样的计算要恰好两项")
    return facts[0], facts[1]


def _minuend_first(intent: Intent) -> Intent:
    """'减去三公经费，支出还剩多少': what stands behind 减去 is subtracted, though said first."""
    cue = _SUBTRACTS.search(intent.rest)
    if cue is None or len(intent.items) != 2 or cue.start() > intent.items[0].start:
        return intent
    return replace(intent, items=intent.items[::-1])


def _calculated(
    intent: Intent,
    selection: Selection,
    corpus: Corpus,
    formula: Callable[[Sequence[Fact]], Calculation],
    name: str,
) -> Draft | Stop:
    facts = answered_before(intent, corpus) if _says_those_two(intent) else []
    if len(facts) < 2:
        if len(intent.items) == 1 and intent.operation is not Operation.SUM:
            return _one_alone(intent, selection, corpus)
        operands = operands_of(intent, selection, corpus)
        if not isinstance(operands, list):
            return operands
        facts = operands
        if len(facts) == 1:  # the words of one name were read as two
            one = replace(intent, items=intent.items[:1], operation=Operation.VALUE)
            found = find_value(one, selection, selection.year, corpus)
            return answer_value(one, selection, found, corpus)
    if formula is calculate.total and sum(f.figure.item in _SIDES for f in facts) > 1:
        return Stop(Reason.NOT_DERIVABLE, "收入和支出的总计是同一笔钱的来源和去向，不能相加。")
    draft = Draft()
    calculation = calculate.result_in(formula(facts), intent.unit)
    listed = "，".join(f"{compose.stated(f)}{draft.mark(f, Role.OPERAND)}" for f in facts)
    draft.say(
        f"{compose.document_phrase(facts[0])}中，{listed}。{name}{compose.calculated(calculation)}。"
    )
    draft.calculations.append(calculation)
    draft.give(calculation.result, f"{name}（计算）")
    if formula is calculate.total:
        say_overlap(draft, facts)
    warn_of_scopes(draft, facts)
    return draft


def _one_alone(intent: Intent, selection: Selection, corpus: Corpus) -> Draft:
    """A difference or a ratio of which only one side was understood."""
    draft = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
    draft.say("相差或倍数要说出两项，这里只认出一项，算不出来。")
    offer(draft, intent, selection, corpus)
    return draft


def answered_before(intent: Intent, corpus: Corpus) -> list[Fact]:
    """The last figures the conversation answered with, the earlier first: two, or as many as said.

    '这三个加起来' of two that were answered is of something else: none.
    """
    said = _HOW_MANY.search(intent.plain)
    count = _COUNTS[said["count"]] if said else 2
    wanted = intent.recent[-count:] if count <= len(intent.recent) or not said else ()
    return figures_before(wanted, corpus)


def figures_before(wanted: Sequence[str], corpus: Corpus) -> list[Fact]:
    """The figures of these ids (of earlier answers) that are still loaded, in this order."""
    loaded = {fact_id.partition(".")[0] for fact_id in wanted}
    documents = [d for d in corpus.documents() if d.document_id in loaded]
    by_id = {f.fact_id: f for f in corpus.facts(documents) if f.fact_id in wanted}
    return [by_id[i] for i in wanted if i in by_id]


def _says_those_two(intent: Intent) -> bool:
    """'这俩一共', '差了多少': nothing is named but what was answered before."""
    return not intent.items or "item" in intent.carried
