"""recomputed: a rate or a change that a document prints, worked out again from its own numbers.

'增长率算得对吗' is told the rate as printed, what its change and amount (or the two years' amounts)
give, and whether the two agree; '跟两年的预算数合得上吗' the change as printed and the difference
of the two years' documents.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model import Aspect
from ingest.quantity import Quantity
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent
from qa_service.model import Calculation, Fact, Operation, Reason, Role
from qa_service.steps import calculate, compose
from qa_service.steps.calculate import NotCalculable
from qa_service.steps.changes import stated_first, year_before
from qa_service.steps.find_value import find_value
from qa_service.steps.follow_up import EVERYTHING
from qa_service.steps.identities_asked import asks_whether
from qa_service.steps.select import Selection

_RATE = re.compile(r"%|百分|比例|比率|比重|占比|增幅|降幅|幅度|增速|增长率|下降率|增减率")
_SHARE = re.compile(r"占|比重")
# '跟两年的预算数合得上吗', '和两本预算相减的一样吗', '用上年的预算减一下对得上吗'.
_BOTH_YEARS = re.compile(
    r"[两二]个?(?:年度?|本|份)|前后(?:两)?年|(?:上年|去年|上一年)的?(?:部门|单位)?[预决]算(?!.{0,3}[增减多少])|相减|减一下|20\d\d年.+20\d\d年"
)
_CHANGED = re.compile(r"增|减|多|少|涨|降|变")


def prove_rate(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """The rate of the item as printed and as recomputed; None where no rate is asked or stated."""
    if not _RATE.search(intent.plain):
        return None
    aspect = Aspect.SHARE if _SHARE.search(intent.plain) else Aspect.CHANGE_RATE
    about = intent if aspect is Aspect.CHANGE_RATE else replace(intent, items=intent.items[:1])
    about = replace(about, operation=Operation.VALUE, content="")
    stated = stated_first(about, selection, selection.year, corpus, aspect)
    if stated is None or stated.figure.quantity is None:
        return None
    worked = (_share if aspect is Aspect.SHARE else _growth)(
        stated, replace(intent, operation=Operation.VALUE, content=""), selection, corpus
    )
    if worked is None:
        return None
    operands, proof = worked
    return _told(stated, operands, proof)


def prove_change(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """The change of the item as printed and as both years' documents give it.

    None where that is not asked, or one of the two is not stated.
    """
    if not (asks_whether(intent.plain) and _BOTH_YEARS.search(intent.plain)):
        return None
    if len(intent.items) != 1 or not _CHANGED.search(intent.plain):
        return None
    about = replace(intent, operation=Operation.VALUE, content="", narrower=None, measure=None)
    # '和2022、2023两年总计相减的一样吗': the later year's document states the change.
    later = max(selection.years, default=None)
    stated = stated_first(about, selection, later, corpus, Aspect.CHANGE)
    if stated is None or stated.figure.quantity is None:
        return None
    year = stated.figure.fiscal_year
    now = find_value(about, selection, year, corpus).found.first
    before = year_before(about, selection, year, corpus)
    if now is None or before is None:
        return None
    return _told(stated, (now, before), calculate.difference(now, before))


def _growth(
    stated: Fact, intent: Intent, selection: Selection, corpus: Corpus
) -> tuple[tuple[Fact, ...], Calculation] | None:
    """The rate by the change stated beside it, else by the amount of the year before."""
    year = stated.figure.fiscal_year
    now = find_value(intent, selection, year, corpus).found.first
    if now is None:
        return None
    change = stated_first(intent, selection, year, corpus, Aspect.CHANGE)
    try:
        if change is not None and change.figure.sentence == stated.figure.sentence:
            return (now, change), calculate.growth_by_change(now, change)
        before = year_before(intent, selection, year, corpus)
        return None if before is None else ((now, before), calculate.growth(now, before))
    except NotCalculable:
        return None


def _share(
    stated: Fact, intent: Intent, selection: Selection, corpus: Corpus
) -> tuple[tuple[Fact, ...], Calculation] | None:
    """The share by the item's amount and that of the whole named, else of all spending."""
    part, whole = intent.items[0], intent.items[1] if len(intent.items) > 1 else EVERYTHING
    year = selection.year
    amounts = [
        find_value(replace(intent, items=(m,)), selection, year, corpus).found.first
        for m in (part, whole)
    ]
    one, other = amounts
    if one is None or other is None:
        return None
    try:
        return (one, other), calculate.share(one, other)
    except NotCalculable:
        return None


def _told(stated: Fact, operands: tuple[Fact, ...], proof: Calculation) -> Draft:
    draft = Draft()
    quantity = stated.figure.quantity
    if quantity is None:
        raise NotCalculable(f"“{stated.figure.label}”没有填数")
    what = f"{compose.item_phrase(stated)}占比"
    amount = compose.fact_amount(stated)
    if stated.figure.aspect is not Aspect.SHARE:
        way = compose.direction(quantity, stated.figure.aspect)
        what = f"{compose.item_phrase(stated)}{compose.base_phrase(stated)}{way}"
        amount = amount if quantity.number else ""
    draft.say(f"{compose.document_phrase(stated)}写作{what}{amount}{draft.mark(stated)}；")
    draft.say("，".join(f"{_operand(f, stated)}{draft.mark(f, Role.OPERAND)}" for f in operands))
    draft.say(f"，由此算得{compose.calculated(proof)}。")
    draft.calculations.append(proof)
    draft.give(quantity, f"{stated.figure.label}（文件所写）")
    draft.give(proof.result, f"{stated.figure.label}（按原文的数计算）")
    if _is_nearly(proof.result, quantity):
        draft.say("两者相符。")
        return draft
    draft.reason = Reason.DOCUMENTS_DISAGREE
    draft.say("两者不一致，请以原文件及发布单位的解释为准。")
    draft.warn("写明的与按文件里的数计算的结果不一致，两者均已列出")
    return draft


def _is_nearly(worked_out: Quantity, printed: Quantity) -> bool:
    """Whether a result is the printed one: documents cut digits off as often as they round them."""
    leeway = printed.last_place * 2
    if worked_out.yuan is None or printed.yuan is None or printed.unit.yuan is None:
        return abs(worked_out.number - printed.number) <= leeway
    return abs(worked_out.yuan - printed.yuan) <= leeway * printed.unit.yuan


def _operand(fact: Fact, beside: Fact) -> str:
    quantity = fact.figure.quantity
    if fact.document != beside.document:
        return f"{compose.document_phrase(fact)}中{compose.stated(fact)}"
    if fact.figure.aspect is not Aspect.CHANGE or quantity is None:
        return compose.stated(fact)
    return f"{compose.base_phrase(fact)}{compose.direction(quantity)}{compose.fact_amount(fact)}"
