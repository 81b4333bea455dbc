"""One item in several statements of one final account: 年初预算, 全年预算, 决算."""

from __future__ import annotations

from dataclasses import replace

from ingest.model import Aspect, Measure
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.model import Fact, Operation
from qa_service.steps import calculate, compose
from qa_service.steps.find_value import Answered, find_value
from qa_service.steps.look_up import Found, agrees, look_up_figures, query_of
from qa_service.steps.results import in_unit_asked, listed, say_calculation
from qa_service.steps.select import Selection
from qa_service.steps.values import answer_value
from qa_service.steps.whole_and_parts import nothing_of_the_whole
from qa_service.steps.wording import wording


def compare_measures(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """One item in each of the statements asked: '全年预算和决算各是多少'."""
    year = selection.year
    facts: list[Fact] = []
    for measure in wording().measures_in(intent.rest):
        one = replace(intent, measure=measure, operation=Operation.VALUE, of_final_account=True)
        answered = find_value(one, selection, year, corpus)
        if measure is Measure.BUDGETED and answered.found.first is None:
            # A final account may state the adjusted budget alone.
            one = replace(one, measure=Measure.ADJUSTED)
            answered = find_value(one, selection, year, corpus)
        if answered.found.first is None and (none := _none_of_whole(one, selection, corpus)):
            return answer_value(one, selection, none, corpus)
        if answered.found.first is None or answered.found.homonyms:
            return answer_value(one, selection, answered, corpus)
        facts.append(answered.found.first)
    draft = listed(facts, lambda f: "")
    draft.text = f"{compose.document_phrase(facts[0])}中，{draft.text}"
    if len(facts) == 2 and intent.operation not in (Operation.VALUE, Operation.LIST):
        adjusted = {f.figure.measure: f for f in facts}.get(Measure.ADJUSTED, facts[0])
        other = facts[1] if facts[0] is adjusted else facts[0]
        more = calculate.difference(adjusted, other)
        lead = f"{compose.measure_phrase(adjusted)}减{compose.measure_phrase(other)}为"
        say_calculation(draft, intent, lead, more, "相差（计算）")
    return draft


def _none_of_whole(intent: Intent, selection: Selection, corpus: Corpus) -> Answered | None:
    """That there is none of what the item is a part of: it is said of no one statement."""
    alone = replace(intent, measure=None)
    facts = corpus.facts(selection.documents)
    whole = nothing_of_the_whole(alone, facts, selection.year)
    if whole is None:
        return None
    query = query_of(alone, Aspect.AMOUNT, selection.year)
    return Answered(Found(best=(whole,)), query, implied=True)


def both_budgets(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """The budget figures of a final account where it states two that differ: 年初预算, 全年预算.

    None where the question says which, or the account states one alone.
    """
    if intent.measure is not Measure.BUDGETED or "年初" in intent.plain:
        return None
    facts: list[Fact] = []
    for measure in (Measure.BUDGETED, Measure.ADJUSTED):
        one = replace(intent, measure=measure, operation=Operation.VALUE, of_final_account=False)
        query = replace(query_of(one, Aspect.AMOUNT, selection.year), measure=measure)
        found = look_up_figures(query, corpus.facts(selection.documents)) if intent.items else None
        if found is None or found.first is None or found.homonyms or found.unmet or found.weak:
            return None
        facts.append(found.first)
    if agrees(*facts):
        return None
    draft = listed(facts, lambda f: "")
    draft.text = f"{compose.document_phrase(facts[0])}中有两个预算数：{draft.text}"
    in_unit_asked(draft, intent, facts)
    draft.warn("年初预算和全年预算（调整后）不同，两者均已列出")
    return draft
