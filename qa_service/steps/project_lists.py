"""project_lists: which projects there are: those of a table, those with goals, those described.

A table of projects lists all of them with their amounts; the section on 绩效 those with goals, or
only their number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ingest.model import Aspect
from qa_service.corpus import Corpus
from qa_service.draft import Draft, Quote
from qa_service.intent import Intent, Stop
from qa_service.model import Fact, Operation, Reason, Status
from qa_service.names import document_title
from qa_service.steps.item_names import head_strength
from qa_service.steps.projects import ASKS_MONEY, WITH_AMOUNTS, Project, all_projects
from qa_service.steps.prose_wording import prose_wording
from qa_service.steps.quote import text_of
from qa_service.steps.results import ranked
from qa_service.steps.row_lists import amounts_by_name, rows_of
from qa_service.steps.select import Selection
from qa_service.steps.statements import Statement, compared, statements_of

_TABLE = "project_expenditure"
_GOALS = re.compile(r"绩效")
_COUNTED = re.compile(r"\d+个?.{0,3}项目|项目.{0,12}\d+个|目标\d+个")
# How surely a row's subject is the item asked about.
_IS_SUBJECT = 90


def projects_listed(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """The projects there are, or have goals, by name; None where none is asked for."""
    of_goals = prose_wording().asks_list("projects_with_goals", intent.plain)
    if intent.operation is Operation.RANK:  # '金额最大的项目是哪个' asks for one of them
        return None if of_goals else _largest(intent, selection, corpus)
    if not of_goals and not prose_wording().asks_list("projects", intent.plain):
        return None
    projects = [] if of_goals else _of_table(intent, selection, corpus)
    if projects:
        return _with_amounts(projects, corpus)
    described = [p for p in all_projects(selection, corpus) if p.name]
    if not of_goals and any(compared(p.name) in intent.plain for p in described):
        return None  # what one of them is made of
    counted = None
    for document in (*selection.documents, *selection.others):
        for statement in statements_of(document, corpus):
            if not any(_GOALS.search(title) for title in statement.path):
                continue
            if WITH_AMOUNTS.search(statement.text):
                return _having_goals(intent, statement, corpus)
            if counted is None and _COUNTED.search(statement.text):
                counted = statement
    if described and not of_goals:
        return _described(described)
    if counted is None:
        return None
    if of_goals and len(described) == _number_told(counted, corpus):
        return _described(described)
    return _only_counted(counted, described, corpus)


def _of_table(intent: Intent, selection: Selection, corpus: Corpus) -> list[Fact]:
    """The rows of the table of projects; those under a subject where the question names one."""
    rows = [
        f
        for f in rows_of(_TABLE, selection, corpus)
        if f.figure.item is None and f.figure.code is None
    ]
    under = [
        f
        for f in rows
        if any(
            head_strength(item, above, None, None) >= _IS_SUBJECT
            for item in intent.items
            for above in f.figure.item_path[:-1]
        )
    ]
    return under or rows


def _with_amounts(projects: Sequence[Fact], corpus: Corpus) -> Draft:
    draft = Draft()
    subjects = {p.figure.item_path[:-1] for p in projects}
    subject = "—".join(subjects.pop()) if len(subjects) == 1 else ""
    under = f"中，{subject}下" if subject else ""
    title = document_title(projects[0].document)
    draft.say(f"{title}{under}的项目有：{amounts_by_name(draft, projects, corpus)}。")
    return draft


def projects_with_amounts(intent: Intent, selection: Selection, corpus: Corpus) -> list[Fact]:
    """The amounts of the projects of a table, else of those that one sentence lists with goals."""
    if rows := _of_table(intent, selection, corpus):
        return rows
    for document in (*selection.documents, *selection.others):
        for statement in statements_of(document, corpus):
            of_goals = any(_GOALS.search(title) for title in statement.path)
            if of_goals and WITH_AMOUNTS.search(statement.text):
                return _amounts_within(statement, corpus)
    return []


def _amounts_within(statement: Statement, corpus: Corpus) -> list[Fact]:
    return [
        fact
        for fact in corpus.contents(statement.document).facts
        if statement.start <= fact.figure.source.start < statement.end
        and fact.figure.aspect is Aspect.AMOUNT
        and fact.figure.quantity is not None
    ]


def _largest(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """The largest or smallest project, where a table lists them."""
    projects = _of_table(intent, selection, corpus)
    if len(projects) < 2 or not prose_wording().asks_list("project_ranks", intent.plain):
        return None
    draft = ranked(intent, projects, lambda f: f.own_label, lambda f: "")
    draft.text = f"{document_title(projects[0].document)}的项目中，{draft.text}"
    draft.values = draft.values[:1]
    return draft


def _having_goals(intent: Intent, statement: Statement, corpus: Corpus) -> Draft:
    """The sentence that lists the projects with goals; their amounts where these are asked."""
    draft = Draft()
    quote = statement.quote()
    draft.say(
        f"{document_title(statement.document)}编报绩效目标的项目："
        f"“{text_of(quote, corpus)}”{draft.mark_quote(quote)}。"
    )
    for fact in _amounts_within(statement, corpus):
        draft.listed.append(fact.figure.label)
        if ASKS_MONEY.search(intent.plain) and fact.figure.quantity is not None:
            draft.mark(fact)
            draft.give(fact.figure.quantity, fact.figure.label)
    return draft


def _number_told(counted: Statement, corpus: Corpus) -> Decimal | None:
    """How many projects have goals, as the sentence's figure tells it."""
    for fact in corpus.contents(counted.document).facts:
        f = fact.figure
        inside = counted.start <= f.source.start < counted.end
        if inside and f.item == "performance_projects" and f.quantity is not None:
            return f.quantity.number
    return None


def _only_counted(counted: Statement, described: Sequence[Project], corpus: Corpus) -> Draft:
    draft = Draft(status=Status.REFUSED, reason=Reason.ITEM_MISSING)
    quote = counted.quote()
    draft.say(
        f"{document_title(counted.document)}只写了项目的个数，没有列出是哪些项目："
        f"“{text_of(quote, corpus)}”{draft.mark_quote(quote)}。"
    )
    if described:
        names = "、".join(dict.fromkeys(p.name for p in described))
        draft.say(f"另有说明的项目：{names}。")
    return draft


def _described(projects: Sequence[Project]) -> Draft:
    draft = Draft()
    title = document_title(projects[0].document)
    draft.say(f"{title}有说明的项目：")
    for index, project in enumerate(projects):
        place = project.parts[0].place
        quote = Quote(project.document, place.start, place.end, project.parts[0].path, place.page)
        draft.say(f"{'' if index == 0 else '、'}{project.name}{draft.mark_quote(quote)}")
    draft.say("。")
    draft.listed += [project.name for project in projects]
    return draft
