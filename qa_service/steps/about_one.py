"""about_one: what the documents of one organisation answer, in figures first, then otherwise."""

from __future__ import annotations

from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.model import Operation, Reason, Role, Status
from qa_service.steps import prior, two_documents
from qa_service.steps.about_documents import Attempt, about_documents
from qa_service.steps.balances_carried import check_carried
from qa_service.steps.calculate import NotCalculable
from qa_service.steps.loose_names import ask_by_loose_name, states_loose_name
from qa_service.steps.prose_answers import (
    fact_in_prose,
    nothing_found,
    told_in_prose,
    told_of_project,
)
from qa_service.steps.same_amount import check_across
from qa_service.steps.select import Selection, budget_beside, select_documents

Outcome = tuple[Draft | Stop, Selection | None]


def told_before_figures(intent: Intent, corpus: Corpus) -> Outcome | None:
    """What two documents of the one organisation prove, or its prose tells, without a look-up."""
    (asked,) = intent.organisations
    if same := check_carried(intent, asked, corpus) or check_across(intent, asked, corpus):
        return same
    chosen = select_documents(intent, asked)
    if isinstance(chosen, Stop):
        return None
    told = told_in_prose(intent, chosen, corpus)
    if told is None and (beside := budget_beside(intent, chosen)):
        told, chosen = told_of_project(intent, beside, corpus), beside
    return None if told is None else (told, chosen)


def about_one(intent: Intent, corpus: Corpus) -> Outcome:
    """The answer from its documents, set beside each other or each for itself."""
    (asked,) = intent.organisations
    chosen: Selection | None = None
    try:
        if both := two_documents.compare_documents(intent, asked, corpus):
            return both
        selected = select_documents(intent, asked)
        if isinstance(selected, Stop):
            return prior.answer_prior(intent, asked, corpus) or (selected, None)
        chosen = selected
        outcome = about_documents(intent, chosen, corpus)
    except NotCalculable as error:
        return Stop(Reason.NOT_DERIVABLE, f"算不出来：{error}。"), chosen
    if nothing_found(outcome) and intent.narrower is None:
        for attempt in _WHERE_NOTHING_WAS_FOUND:
            if (told := attempt(intent, chosen, corpus)) is not None:
                return told, chosen
        return _as_planned(intent, chosen, corpus) or (outcome, chosen)
    if _asks_which_item(outcome):
        named = _by_loose_name(intent, chosen, corpus)
        outcome = named if isinstance(named, Draft) else outcome
    return outcome, chosen


def _asks_which_item(outcome: Draft | Stop) -> bool:
    return isinstance(outcome, Stop) and outcome.asks_back and outcome.reason is Reason.AMBIGUOUS


def _by_loose_name(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """The answer of the one item that the question names in other words; None where there is none.

    It must be of that very item: a figure of one that only resembles it is left alone.
    """
    named = ask_by_loose_name(intent, selection, corpus)
    if not isinstance(named, Intent):
        return named
    try:
        outcome = about_documents(named, selection, corpus)
    except NotCalculable:
        return None
    if isinstance(outcome, Stop):
        return outcome if _asks_which_item(outcome) else None
    if outcome.status is not Status.ANSWERED:
        return None
    answering = [fact for fact, role in outcome.facts if role is not Role.CONTEXT]
    return outcome if answering and states_loose_name(named, answering[0]) else None


_WHERE_NOTHING_WAS_FOUND: tuple[Attempt, ...] = (fact_in_prose, _by_loose_name)


def _as_planned(intent: Intent, chosen: Selection, corpus: Corpus) -> Outcome | None:
    """What the budget of the year states of what its final account does not."""
    beside = budget_beside(intent, chosen) if intent.operation is Operation.VALUE else None
    if beside is None:
        return None
    planned = about_documents(intent, beside, corpus)
    answered = isinstance(planned, Draft) and planned.status is Status.ANSWERED
    return (planned, beside) if answered else None
