"""One turn, in the order a careful clerk would work: the first thing a newcomer should read.

understand what is asked → choose the documents → look up figures, calculate, or quote passages →
compose → verify every number → cite. No language model takes part, and none is needed.
"""

from __future__ import annotations

import time
from dataclasses import replace

from ingest.model import Kind
from qa_service.draft import Draft, joined
from qa_service.intent import Asked, Intent, Stop
from qa_service.library import Library
from qa_service.model import Answer, Context, Operation, Question, Reason, Role, Status
from qa_service.steps import changes, comparing, retrieve, talk, values
from qa_service.steps.calculate import NotCalculable
from qa_service.steps.cite import cite
from qa_service.steps.select import Selection, select_documents
from qa_service.steps.suggest import next_questions
from qa_service.steps.understand import loaded_organisations, understand
from qa_service.steps.verify import verify_numbers
from qa_service.steps.wording import wording


def answer(question: Question, library: Library) -> Answer:
    """Answer one turn. Never raises for what a question says; see Reason for refusals.

    A turn that asks several questions is answered one after the other, each in the light of the
    one before.
    """
    began = time.perf_counter()
    generation = library.generation()
    drafts: list[Draft] = []
    carried = question.carried
    for part in wording().questions_in(question.text):
        drafts.append(_draft(replace(question, text=part, carried=carried), library))
        carried = drafts[-1].context
    elapsed = int((time.perf_counter() - began) * 1000)
    return cite(joined(drafts), library).within("", generation, elapsed)


def _draft(question: Question, library: Library) -> Draft:
    """The verified draft of one question."""
    intent = understand(question, library)
    loaded = [a for _, a in loaded_organisations(library, question.scope)]
    outcome, selection = _respond(intent, loaded, library)
    draft = _refusal(outcome) if isinstance(outcome, Stop) else outcome
    draft.context = _context(intent, selection, draft, question.carried)
    if selection is not None:
        for note in selection.notes:
            draft.warn(note)
    # The list of what is loaded states years and numbers of documents, no figures of theirs.
    tells_figures = intent.operation is not Operation.COVERAGE
    if tells_figures and (unsupported := verify_numbers(draft, library)):
        draft = _without_prose(draft, unsupported)
    answering = [f for f, role in draft.facts if role is Role.ANSWER]
    if draft.status is Status.ANSWERED and answering and not draft.suggestions:
        draft.suggestions += next_questions(intent, answering[0], library)
    return draft


def _respond(
    intent: Intent, loaded: list[Asked], library: Library
) -> tuple[Draft | Stop, Selection | None]:
    """What answers the intent, and the documents it was read from."""
    if not any(c.isalnum() for c in intent.plain):
        return talk.nothing_asked(loaded), None
    if intent.operation is Operation.GREETING:
        return talk.greet(loaded), None
    if intent.operation is Operation.COVERAGE:
        return talk.coverage(list(intent.organisations) or loaded), None
    if intent.operation is Operation.OUT_OF_SCOPE:
        return talk.out_of_scope(loaded), None
    if intent.unknown is not None:
        return talk.not_loaded(intent, loaded), None
    if intent.operation is Operation.DEFINE and not intent.ambiguous:
        asked = intent.organisations or tuple(loaded)
        documents = [d for a in asked for d in a.documents]
        found = retrieve.define(intent, documents, library)
        if isinstance(found, Stop) and len(asked) < len(loaded):
            everywhere = [d for a in loaded for d in a.documents]
            found = retrieve.define(intent, everywhere, library)
        if isinstance(found, Draft) or Operation.LIST not in intent.operations:
            return found, None
        intent = replace(intent, operation=Operation.LIST)
    if len(intent.organisations) > 1 and not intent.ambiguous:
        return comparing.compare_organisations(intent, library), None
    if len(intent.organisations) != 1:
        return _no_single_organisation(intent, loaded, library), None
    chosen = select_documents(intent, intent.organisations[0])
    if isinstance(chosen, Stop):
        return chosen, None
    try:
        return _about_documents(intent, chosen, library), chosen
    except NotCalculable as error:
        return Stop(Reason.NOT_DERIVABLE, f"算不出来：{error}。"), chosen


def _no_single_organisation(intent: Intent, loaded: list[Asked], library: Library) -> Draft | Stop:
    if not intent.items and not intent.organisations and intent.operation is Operation.VALUE:
        return talk.out_of_scope(loaded)
    if intent.operation is Operation.RANK and not intent.organisations:
        everyone = replace(intent, organisations=tuple(loaded))
        return comparing.compare_organisations(everyone, library)
    return talk.which_organisation(intent, intent.organisations or tuple(loaded))


def _about_documents(intent: Intent, selection: Selection, library: Library) -> Draft | Stop:
    """The operations about one organisation's documents."""
    operation = intent.operation
    prose = {
        Operation.WHY: retrieve.reason_of,
        Operation.PURPOSE: retrieve.purpose_of,
        Operation.DUTIES: retrieve.section_text,
        Operation.STRUCTURE: retrieve.section_text,
        Operation.TEXT: retrieve.section_text,
    }
    if operation in prose:
        return prose[operation](intent, selection, library)
    if len(selection.years) > 1 or (operation is Operation.COMPARE and len(intent.items) < 2):
        return comparing.compare_years(intent, selection, library)
    figures = {
        Operation.CHANGE: changes.answer_change,
        Operation.CHANGE_RATE: changes.answer_change,
        Operation.SHARE: changes.answer_share,
        Operation.COMPLETION_RATE: changes.answer_completion,
        Operation.SUM: changes.answer_sum,
        Operation.COMPARE: comparing.compare_items,
        Operation.RANK: comparing.rank_parts,
        Operation.LIST: comparing.list_parts,
    }
    if len(intent.items) == 1 and len(wording().measures_in(intent.plain)) > 1:
        final = any(d.identity.kind is Kind.FINAL_ACCOUNT for d in selection.documents)
        if final and operation in (Operation.VALUE, Operation.LIST):
            return comparing.compare_measures(intent, selection, library)
    if operation in figures:
        return figures[operation](intent, selection, library)
    return _value(intent, selection, library)


def _value(intent: Intent, selection: Selection, library: Library) -> Draft | Stop:
    year = selection.years[0] if selection.years else None
    counted = wording().counted_item(intent.plain)
    wants_prose = intent.operation is Operation.COUNT or not wording().asks_amount(intent.plain)
    nothing_named = not intent.items and not counted and len(intent.content) >= 2
    if nothing_named and wants_prose and not intent.narrower:
        return retrieve.passages(intent, selection, library)
    answered = values.find_value(intent, selection, year, library)
    if values.is_doubtful(intent, answered.found) and not wording().asks_amount(intent.plain):
        found = retrieve.passages(intent, selection, library)
        if isinstance(found, Draft):
            return found
    if answered.found.unmet and len(intent.items) > 1:
        # Two items that have nothing to do with each other: each is answered for itself.
        return comparing.compare_items(intent, selection, library)
    return values.answer_value(intent, selection, answered, library)


def _refusal(stop: Stop) -> Draft:
    draft = Draft(
        text=stop.text,
        status=Status.CLARIFY if stop.asks_back else Status.REFUSED,
        reason=stop.reason,
    )
    draft.options += stop.options
    return draft


def _without_prose(draft: Draft, unsupported: tuple[str, ...]) -> Draft:
    """What is left of a draft that says a number nobody vouches for: nothing is said."""
    if draft.status is not Status.ANSWERED:
        return draft
    return Draft(
        text="答案里有无法核对到原文件的数字，已不予给出。请换一种问法，或直接查看原文件。",
        status=Status.REFUSED,
        reason=Reason.UNREADABLE,
        context=draft.context,
        warnings=[f"未能核对的数字：{len(unsupported)}个"],
    )


def _context(
    intent: Intent, selection: Selection | None, draft: Draft, carried: Context
) -> Context:
    """The slots for the next turn: what this one was about, else what was carried into it."""
    answering = [f for f, role in draft.facts if role is not Role.CONTEXT]
    fact = answering[0] if answering else None
    target = intent.target
    asked = intent.organisations[0].name if len(intent.organisations) == 1 else None
    document = selection.documents[0].identity if selection else None
    kept = intent.operation in (Operation.GREETING, Operation.COVERAGE)
    item = target.text if target else None
    if fact is not None:
        item = fact.figure.item_path[-1] if fact.figure.item_path else fact.figure.label
    key = fact.figure.item if fact else target.keys[0] if target and target.keys else None
    if kept or (item is None and draft.status is not Status.ANSWERED):
        item, key = carried.item, carried.item_key
    years = selection.years if selection else ()
    return Context(
        organisation=asked or carried.organisation,
        level=document.level if document else carried.level,
        fiscal_year=years[0] if years else carried.fiscal_year,
        kind=document.kind if document else carried.kind,
        item=item,
        item_key=key,
        operation=intent.operation if not kept else carried.operation,
        figure_ids=tuple(f.fact_id for f in answering) or intent.carried_figures,
    )
