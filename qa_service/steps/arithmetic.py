"""Answers that add, subtract or divide the items named, or the figures just answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.model import Calculation, Fact, Operation, Role
from qa_service.steps import calculate, compose
from qa_service.steps.select import Selection
from qa_service.steps.values import Answered, answer_value, find_value

_ADDS = re.compile(r"加|之和|总和|[和与及、跟].{2,16}(一共|合计|总共|共计)")


def answer_sum(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """The sum of the items named; '合计' of one item, or of a part within its whole, is a value."""
    year = selection.years[0] if selection.years else None
    if len(intent.items) > 1 and not _ADDS.search(intent.plain):
        one = replace(intent, operation=Operation.VALUE)
        within = find_value(one, selection, year, corpus)
        if within.found.first is not None and not within.found.unmet:
            return answer_value(one, selection, within, corpus)
    return _calculated(intent, selection, corpus, calculate.total, "合计")


def answer_difference(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """The first item less the second."""
    return _calculated(
        intent, selection, corpus, lambda facts: calculate.difference(facts[0], facts[1]), "相差"
    )


def answer_ratio(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """How many times the second item the first is."""
    return _calculated(
        intent, selection, corpus, lambda facts: calculate.ratio(facts[0], facts[1]), "倍数"
    )


def _calculated(
    intent: Intent,
    selection: Selection,
    corpus: Corpus,
    formula: Callable[[Sequence[Fact]], Calculation],
    name: str,
) -> Draft | Stop:
    facts = answered_before(intent, corpus) if _says_those_two(intent) else []
    if len(facts) < 2:
        operands = _operands(intent, selection, corpus)
        if isinstance(operands, tuple):
            return answer_value(operands[0], selection, operands[1], corpus)
        facts = operands
    draft = Draft()
    calculation = calculate.result_in(formula(facts), intent.unit)
    listed = "，".join(f"{compose.stated(f)}{draft.mark(f, Role.OPERAND)}" for f in facts)
    draft.say(
        f"{compose.document_phrase(facts[0])}中，{listed}。{name}{compose.calculated(calculation)}。"
    )
    draft.calculations.append(calculation)
    draft.give(calculation.result, f"{name}（计算）")
    return draft


def _operands(
    intent: Intent, selection: Selection, corpus: Corpus
) -> list[Fact] | tuple[Intent, Answered]:
    """The figures of the items named, or the one item that has none (or stands alone)."""
    year = selection.years[0] if selection.years else None
    facts: list[Fact] = []
    for mention in intent.items:
        one = replace(intent, items=(mention,), operation=Operation.VALUE)
        answered = find_value(one, selection, year, corpus)
        first = answered.found.first
        if first is None or answered.found.homonyms or len(intent.items) == 1:
            return one, answered
        facts.append(first)
    if not facts:
        return intent, find_value(intent, selection, year, corpus)
    return facts


def answered_before(intent: Intent, corpus: Corpus) -> list[Fact]:
    """The last two figures the conversation answered with, the earlier first."""
    wanted = intent.recent[-2:]
    loaded = {fact_id.partition(".")[0] for fact_id in wanted}
    documents = [d for d in corpus.documents() if d.document_id in loaded]
    by_id = {f.fact_id: f for f in corpus.facts(documents) if f.fact_id in wanted}
    return [by_id[i] for i in wanted if i in by_id]


def _says_those_two(intent: Intent) -> bool:
    """'这俩一共', '差了多少': nothing is named but what was answered before."""
    return not intent.items or "item" in intent.carried
