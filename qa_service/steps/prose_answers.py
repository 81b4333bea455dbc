"""prose_answers: what prose answers before any figure is looked for, and where no figure was found.

Each kind of question has a step of its own; the first that knows it answers.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ingest.quantity import Quantity, unit_named
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.model import Operation, Reason, Status
from qa_service.names import document_title
from qa_service.steps.conditions import meeting_condition
from qa_service.steps.contents_lists import tables_listed, terms_listed
from qa_service.steps.duties import duty_asked
from qa_service.steps.kept_to_budget import lines_beside_budget
from qa_service.steps.limits import limit_asked
from qa_service.steps.project_amounts import quarterly_amount
from qa_service.steps.project_facts import project_fact
from qa_service.steps.project_lists import projects_listed
from qa_service.steps.projects import named_project, project_part
from qa_service.steps.prose_wording import first_asked, prose_wording
from qa_service.steps.quote import text_of
from qa_service.steps.retrieve import whole_section
from qa_service.steps.row_lists import purchases_listed
from qa_service.steps.select import Selection
from qa_service.steps.statements import Statement, compared, coverage, statements_of, weights_of
from qa_service.steps.units import counted_in, units_listed

# How much of what is asked a sentence must hold to be the fact that answers.
_HELD = 0.78
_LEAST_ASKED = 3
_LEAST_COUNTED = 2
_COUNTED = re.compile(r"(几|多少)[件次期个项名人批]")
# What one does with what is counted (出杂志, 办提案).
_VERBS = "出办搞开编印做发要"


def topic_section(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """The section on a topic asked for by name (工作任务, 编制依据)."""
    topic = first_asked(prose_wording().topics, intent.plain)
    if topic is None:
        return None
    for document in (*selection.documents, *selection.others):
        contents = corpus.contents(document)
        for section in contents.sections:
            if topic.tells.search(compared(section.title)):
                return whole_section(contents, section)
    return None


def fact_in_prose(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """The one sentence that holds all that is asked and says it as it is asked; else None."""
    words = prose_wording()
    asked = words.content(intent.rest)
    needed = words.needed(intent.plain)
    counted = needed is not None and _COUNTED.search(intent.plain)
    if sum(len(w) for w in asked) < (_LEAST_COUNTED if counted else _LEAST_ASKED):
        return None
    if needed is None and not words.named.search(intent.plain):
        return None
    documents = (*selection.documents, *selection.others)
    statements = [s for d in documents for s in statements_of(d, corpus)]
    weights = weights_of([w.lstrip(_VERBS) for w in asked] if counted else asked, statements)
    fitting = [
        s
        for s in statements
        if words.answers(intent.plain, asked, s.text)
        and coverage(s, weights) >= _HELD
        and (not counted or _number_of(asked[-1], counted[0][-1], s))
    ]
    if not fitting:
        return None
    found = max(fitting, key=lambda s: (coverage(s, weights), -len(s.text)))
    quote = found.quote()
    draft = Draft()
    text = text_of(quote, corpus)
    draft.say(f"{document_title(found.document)}写道：“{text}”{draft.mark_quote(quote)}。")
    if counted and (number := _number_of(asked[-1], counted[0][-1], found)):
        draft.give(Quantity(Decimal(number), unit_named(counted[0][-1])), asked[-1])
    return draft


def _number_of(word: str, unit: str, statement: Statement) -> str | None:
    """The number that a sentence says right beside a word: '提案700件', '11件法规'."""
    named = re.escape(word.lstrip(_VERBS))
    beside = rf"{named}\D{{0,4}}?(\d+)(?:多|余)?{unit}|(\d+)(?:多|余)?{unit}\D{{0,2}}?{named}"
    match = re.search(beside, statement.text)
    return (match[1] or match[2]) if match else None


def name_asked(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """The name of something ('施工单位叫什么'), never a figure of what the question speaks of."""
    if intent.operation is not Operation.VALUE or "多少" in intent.plain:
        return None
    if not prose_wording().named.search(intent.plain):
        return None
    if found := fact_in_prose(intent, selection, corpus):
        return found
    title = document_title(selection.documents[0])
    asked = "、".join(prose_wording().content(intent.rest)) or "所问的名称"
    return Stop(Reason.ITEM_MISSING, f"{title}没有写“{asked}”的名称。")


# What a budget tells of its projects, and a final account of the same year often does not.
_OF_PROJECTS = (quarterly_amount, project_fact, project_part, named_project)
_STEPS = (
    quarterly_amount,
    project_fact,
    limit_asked,
    counted_in,
    tables_listed,
    terms_listed,
    lines_beside_budget,
    meeting_condition,
    projects_listed,
    project_part,
    purchases_listed,
    units_listed,
    duty_asked,
    topic_section,
    named_project,
    name_asked,
)


def told_in_prose(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """What prose tells of a project, a duty, units or a topic; None where none of them is asked."""
    for step in _STEPS:
        if (told := step(intent, selection, corpus)) is not None:
            return told
    return None


def told_of_project(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """What is told of a project alone."""
    for step in _OF_PROJECTS:
        told = step(intent, selection, corpus)
        if isinstance(told, Draft):
            return told
    return None


def nothing_found(outcome: Draft | Stop) -> bool:
    """Whether a step ended without the item: then the prose may still say it."""
    if isinstance(outcome, Stop):
        return outcome.reason is Reason.ITEM_MISSING and not outcome.asks_back
    return outcome.status is Status.REFUSED and outcome.reason is Reason.ITEM_MISSING
