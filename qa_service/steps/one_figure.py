"""one_figure: the figure a question asks for, or the sentence that tells what no figure does."""

from __future__ import annotations

from dataclasses import replace

from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.model import Operation, Reason
from qa_service.steps import comparing, described, retrieve, told, two_statements, values
from qa_service.steps.counted_labels import answer_counted
from qa_service.steps.doubt import is_doubtful
from qa_service.steps.find_value import find_value
from qa_service.steps.missing import missing
from qa_service.steps.prose_answers import fact_in_prose
from qa_service.steps.select import Selection
from qa_service.steps.wording import wording


def answer_one(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """The value, count or existence that is asked, with the sentence where only prose tells it."""
    if intent.of_final_account and (both := two_statements.both_budgets(intent, selection, corpus)):
        return both
    counted = wording().counted_item(intent.plain)
    wants_prose = intent.operation is Operation.COUNT or not wording().asks_amount(intent.plain)
    if not intent.items and not counted and len(intent.content) >= 2 and wants_prose:
        return _told_at_length(intent, selection, corpus)
    answered = find_value(intent, selection, selection.year, corpus)
    if is_doubtful(intent, answered.found) and not wording().asks_amount(intent.plain):
        found = retrieve.passages(intent, selection, corpus)
        if isinstance(found, Draft):
            return found
    if answered.found.unmet and "row" in intent.carried:
        # The row before has no such column: the item is asked for by itself.
        alone = replace(intent, items=intent.items[-1:], carried=frozenset())
        return answer_one(alone, selection, corpus)
    if answered.found.unmet and len(intent.items) > 1:
        # Two items that have nothing to do with each other: each is answered for itself.
        return comparing.compare_items(intent, selection, corpus)
    stated = values.answer_value(intent, selection, answered, corpus)
    if stated.reason is not Reason.ITEM_MISSING:
        return stated
    return (
        told.answer_told(intent, selection, corpus)
        or answer_counted(intent, selection, corpus)
        or described.answer_described(intent, selection, corpus)
        or stated
    )


def _told_at_length(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """What a sentence tells of something no item names; a count only where one is stated."""
    if number := told.answer_told(intent, selection, corpus):
        return number
    if number := answer_counted(intent, selection, corpus):
        return number
    counting = intent.operation is Operation.COUNT
    if counting and (fact := fact_in_prose(intent, selection, corpus)):
        return fact
    found = retrieve.passages(intent, selection, corpus)
    if isinstance(found, Draft) and not told.states_count(intent.plain, found.text):
        return missing(intent, selection, (), corpus)
    return found
