"""prior: a year that is not loaded, told from the document of the year after.

A disclosure states some amounts of the year before ('2016年度支出预算为8,648.07万元', a column of
上年预算数): they answer, and the answer says where they were read. Others it only lets be reckoned
('比上年增加20万元'): that year stays refused, and the refusal shows what it comes to.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model import Aspect, Base, Kind, Measure
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Asked, Intent
from qa_service.model import Fact, Operation, Reason, Role, Status
from qa_service.names import KIND_NAMES, document_title
from qa_service.steps import calculate, compose
from qa_service.steps.doubt import is_doubtful
from qa_service.steps.find_value import find_value
from qa_service.steps.look_up import about_item, look_up_figures
from qa_service.steps.select import Selection, select_documents
from qa_service.steps.values import answer_value

_BASES = {Kind.BUDGET: Base.PRIOR_BUDGET, Kind.FINAL_ACCOUNT: Base.PRIOR_FINAL}
_MEASURES = {Kind.BUDGET: Measure.BUDGETED, Kind.FINAL_ACCOUNT: Measure.FINAL}
_NEXT = 3  # characters between a sentence and the one that follows it
_SPENT = re.compile(r"实际|决算|执行")


def answer_prior(intent: Intent, asked: Asked, corpus: Corpus) -> tuple[Draft, Selection] | None:
    """What the next year's document tells of a year that is not loaded, or None."""
    year = _year_not_loaded(intent, asked)
    if year is None or year + 1 not in asked.years or not intent.items:
        return None
    if intent.operation is not Operation.VALUE or intent.narrower is not None:
        return None
    later = replace(intent, years=replace(intent.years, years=(year + 1,), relative=None))
    selection = select_documents(later, asked)
    if not isinstance(selection, Selection):
        return None
    kind = selection.documents[0].identity.kind
    if kind not in _BASES or (kind is Kind.BUDGET and _SPENT.search(intent.plain)):
        return None
    of_year = replace(selection, years=(year,), others=(), notes=())
    where = f"没有收录{asked.name}{year}年的{KIND_NAMES[kind]}"
    if draft := _stated(later, of_year, kind, corpus):
        draft.say(f"（{where}，以上依据{document_title(selection.documents[0])}。）")
    elif (draft := _reckoned(later, selection, kind, corpus)) and not intent.years.reckoned:
        draft.text = f"{where}，无法直接回答。{draft.text}"
    elif draft is None:
        return None
    return draft, of_year


def _year_not_loaded(intent: Intent, asked: Asked) -> int | None:
    """The one year asked, when no document of it is loaded."""
    said = intent.years
    if said.years:
        year = said.years[0] if len(said.years) == 1 else None
    elif said.relative is not None and asked.years:
        newest = asked.years[0] if intent.carried_year is None else intent.carried_year
        year = newest + said.relative
    else:
        year = None
    return None if year is None or year in asked.years else year


def _stated(intent: Intent, of_year: Selection, kind: Kind, corpus: Corpus) -> Draft | None:
    """The amount of the earlier year as the later document writes it."""
    asked_as = replace(intent, measure=None)
    answered = find_value(asked_as, of_year, of_year.year, corpus)
    found = answered.found
    fact = found.first
    if fact is None or found.rivals or found.homonyms or found.unmet or answered.implied:
        return None
    if fact.figure.measure is not _MEASURES[kind] or is_doubtful(intent, found):
        return None
    stated = answer_value(asked_as, of_year, answered, corpus)
    return stated if isinstance(stated, Draft) and stated.status is Status.ANSWERED else None


def _reckoned(intent: Intent, selection: Selection, kind: Kind, corpus: Corpus) -> Draft | None:
    """What the later amount less its stated change comes to."""
    facts = corpus.facts(selection.documents)
    for query in about_item(
        intent, Aspect.CHANGE, selection.year, final=kind is Kind.FINAL_ACCOUNT
    ):
        found = look_up_figures(replace(query, base=_BASES[kind], measure=None), facts)
        change = found.first
        if change is None or found.rivals or found.homonyms or found.unmet:
            continue
        if is_doubtful(intent, found) or (amount := _changed_amount(change, facts)) is None:
            return None
        return _told(intent, amount, change, (selection.year or 0) - 1)
    return None


def _changed_amount(change: Fact, facts: list[Fact]) -> Fact | None:
    """The one amount of the item in the sentence that states its change, or the one before."""
    c = change.figure
    amounts = [
        fact
        for fact in facts
        if fact.document.document_id == change.document.document_id
        and (f := fact.figure).aspect is Aspect.AMOUNT
        and f.sentence is not None
        and c.sentence is not None
        and (f.sentence == c.sentence or 0 <= c.sentence.start - f.sentence.end <= _NEXT)
        and (f.item, f.fund, f.fiscal_year) == (c.item, c.fund, c.fiscal_year)
        and f.quantity is not None
    ]
    return amounts[0] if len(amounts) == 1 and c.quantity is not None else None


def _told(intent: Intent, amount: Fact, change: Fact, year: int) -> Draft:
    """What the year before comes to: refused, as nobody stated it, unless asked for ('倒推')."""
    asked = intent.years.reckoned
    draft = Draft() if asked else Draft(status=Status.REFUSED, reason=Reason.YEAR_MISSING)
    role = Role.OPERAND if asked else Role.CONTEXT
    opening = "" if asked else "可以参考："
    reckoned = calculate.before_change(amount, change)
    moved = change.figure.quantity
    way = compose.direction(moved) if moved is not None else ""
    digits = "" if moved is not None and moved.number == 0 else compose.fact_amount(change)
    draft.say(
        f"{opening}{compose.document_phrase(amount)}中，{compose.stated(amount)}"
        f"{draft.mark(amount, role)}，{compose.base_phrase(change)}{way}{digits}"
        f"{draft.mark(change, role)}，据此推算{year}年为{compose.calculated(reckoned)}。"
    )
    draft.calculations.append(reckoned)
    if asked:
        draft.give(reckoned.result, f"{amount.figure.label}（推算）")
        draft.warn(f"{year}年的数是推算的，没有收录那一年的文件")
    return draft
