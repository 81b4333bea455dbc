"""One turn, in the order a careful clerk would work: the first thing a newcomer should read.

understand what is asked → choose the documents → look up figures, calculate, or quote passages →
compose → verify every number → cite. No language model takes part, and none is needed.
"""

from __future__ import annotations

import time
from dataclasses import replace

from ingest.model import Aspect, Check
from ingest.vocabulary.traditional import in_simplified
from qa_service.corpus import Corpus
from qa_service.draft import Draft, joined, refusal
from qa_service.intent import Intent, Stop
from qa_service.model import Answer, Context, Fact, Operation, Question, Reason, Role, Status
from qa_service.steps.cite import cite
from qa_service.steps.compose import item_label
from qa_service.steps.loaded import what_is_loaded
from qa_service.steps.pointing import listed_in, named_by_place, pointed_out
from qa_service.steps.respond import respond
from qa_service.steps.select import Selection
from qa_service.steps.suggest import next_questions
from qa_service.steps.talk import outside_scope
from qa_service.steps.understand import understand
from qa_service.steps.verify import verify_numbers
from qa_service.steps.wording import wording

# How many questions of one turn are answered; a page of them would make a server wait.
MOST_QUESTIONS = 5
# '这三个加起来': as many answers are remembered.
_MOST_RECENT = 6
# '为什么比预算少' names what is compared with; the next question is not of the budget for that.
_MEASURED_FROM = (Operation.WHY, Operation.AGAINST_BUDGET, Operation.COMPLETION_RATE)
_OF_THE_SERVICE = (Operation.GREETING, Operation.COVERAGE, Operation.SERVICE, Operation.PLACE)
_QUOTED = 20  # characters of a question that are repeated to the asker


def answer(question: Question, corpus: Corpus) -> Answer:
    """Answer one turn. Never raises for what a question says; see Reason for refusals.

    A turn that asks several questions is answered one after the other, each in the light of the
    one before.
    """
    began = time.perf_counter()
    generation = corpus.generation()
    drafts: list[Draft] = []
    carried = question.carried
    parts = wording().questions_in(in_simplified(question.text))
    for part in parts[:MOST_QUESTIONS]:
        drafts.append(_draft(replace(question, text=part, carried=carried), corpus))
        carried = drafts[-1].context
    if left := parts[MOST_QUESTIONS:]:
        drafts[-1].say(f"（一次至多回答五问，从“{left[0][:_QUOTED].strip()}”起没有回答，请另问。）")
    elapsed = int((time.perf_counter() - began) * 1000)
    return cite(joined(drafts), corpus).within("", generation, elapsed)


def _draft(question: Question, corpus: Corpus) -> Draft:
    """The verified draft of one question."""
    loaded = what_is_loaded(corpus, question.scope)
    named = named_by_place(question, corpus)
    question = pointed_out(question)
    intent = understand(question, loaded, corpus)
    if named is not None:  # what is asked next of it is no definition
        intent = replace(intent, operation=Operation.VALUE)
        draft, selection = named, None
    else:
        outcome, selection = respond(intent, loaded.asked, corpus)
        if isinstance(outcome, Stop):
            outcome = refusal(outside_scope(outcome, question.scope, loaded.asked))
        draft = outcome
    draft.context = _context(intent, selection, draft, question.carried)
    if selection is not None:
        for note in selection.notes:
            draft.warn(note)
    # The list of what is loaded states years and numbers of documents, no figures of theirs.
    tells_figures = intent.operation is not Operation.COVERAGE
    if tells_figures and (unsupported := verify_numbers(draft, corpus, question.text)):
        draft = _without_prose(draft, unsupported)
    _warn_of_unverified(draft)
    _warn_of_recognised(draft, corpus)
    if selection is not None and selection.notes and draft.status is Status.ANSWERED:
        draft.say(f"（{'；'.join(selection.notes)}）")
    if intent.mended and draft.status is Status.ANSWERED:
        draft.say(f"（按“{'”“'.join(dict.fromkeys(intent.mended))}”理解。）")
    if draft.status is Status.ANSWERED and not draft.suggestions:
        draft.suggestions += next_questions(intent, draft, corpus)
    return draft


def _warn_of_unverified(draft: Draft) -> None:
    """Say so where the answer stands on digits that were recognised and nothing proves."""
    figures = [fact.figure for fact, _ in draft.facts]
    unproven = [f.printed for f in figures if f.check is Check.UNVERIFIED]
    if draft.status is Status.ANSWERED and unproven:
        shown = "、".join(dict.fromkeys(unproven))
        draft.warn(f"{shown}是从扫描件识别的，没有等式能证实，请对照原文件的页面图像核实")


def _warn_of_recognised(draft: Draft, corpus: Corpus) -> None:
    """Say so where words are quoted that were recognised: no sum proves words."""
    found = {
        page
        for quote in draft.quotes
        for page in corpus.contents(quote.document).recognised_within(quote.start, quote.end)
    }
    if found:
        pages = "、".join(map(str, sorted(found)))
        draft.warn(f"引用的文字（第{pages}页）识别自扫描件，未经核对，请对照原文件的页面图像")


def _without_prose(draft: Draft, unsupported: tuple[str, ...]) -> Draft:
    """What is left of a draft that says a number nobody vouches for: nothing is said."""
    refused = draft.status is Status.REFUSED
    return Draft(
        text="答案里有无法核对到原文件的数字，已不予给出。请换一种问法，或直接查看原文件。",
        status=Status.REFUSED,
        reason=draft.reason if refused else Reason.UNREADABLE,
        context=draft.context,
        warnings=[f"未能核对的数字：{len(unsupported)}个"],
    )


def _recent(fact: Fact | None, carried: Context) -> tuple[str, ...]:
    """The amounts that answered last; a change or a share is never added to an amount."""
    if fact is None or fact.figure.aspect not in (Aspect.AMOUNT, Aspect.COUNT):
        return carried.recent
    return (*carried.recent, fact.fact_id)[-_MOST_RECENT:]


def _context(
    intent: Intent, selection: Selection | None, draft: Draft, carried: Context
) -> Context:
    """The slots for the next turn: what this one was about, else what was carried into it."""
    answering = [f for f, role in draft.facts if role is not Role.CONTEXT]
    fact = answering[0] if answering else None
    target = intent.target
    names = tuple(a.name for a in intent.organisations)
    asked = names[0] if len(names) == 1 else None
    several = names if len(names) > 1 else ()
    document = selection.documents[0].identity if selection else None
    kept = intent.operation in _OF_THE_SERVICE
    item = target.text if target else None
    if fact is not None:
        item = item_label(fact)
    key = fact.figure.item if fact else target.keys[0] if target and target.keys else None
    if kept or (item is None and draft.status is not Status.ANSWERED):
        item, key = carried.item, carried.item_key
    year = selection.year if selection else None
    if several and len(years := {f.figure.fiscal_year for f in answering}) == 1:
        year = years.pop()
    if year is None and draft.status is Status.CLARIFY and intent.years.years:
        year = intent.years.years[0]
    return Context(
        organisation=asked or (None if several else carried.organisation),
        level=document.level if document else carried.level,
        fiscal_year=carried.fiscal_year if year is None else year,
        kind=document.kind if document else carried.kind,
        item=item,
        item_key=key,
        operation=intent.operation if not kept else carried.operation,
        figure_ids=tuple(f.fact_id for f in answering) or intent.carried_figures,
        facet=fact.figure.facet if fact else None,
        measure=None if intent.operation in _MEASURED_FROM else intent.measure,
        recent=_recent(fact, carried),
        organisations=several if asked is None else (),
        undecided=bool(several) and intent.ambiguous,
        listed=listed_in(draft, carried),
    )
