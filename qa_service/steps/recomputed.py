"""recomputed: a rate that a document prints, worked out again from the document's own numbers.

'增长率算得对吗' is told the rate as printed, what its change and amount (or the two years' amounts)
give, and whether the two agree.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model import Aspect
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent
from qa_service.model import Calculation, Fact, Operation, Reason, Role
from qa_service.steps import calculate, compose
from qa_service.steps.calculate import NotCalculable
from qa_service.steps.changes import stated_first, year_before
from qa_service.steps.find_value import find_value
from qa_service.steps.follow_up import EVERYTHING
from qa_service.steps.select import Selection

_RATE = re.compile(r"%|百分|比例|比率|比重|占比|增幅|降幅|幅度|增速|增长率|下降率|增减率")
_SHARE = re.compile(r"占|比重")


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
    if stated.figure.aspect is Aspect.CHANGE_RATE:
        way = compose.direction(quantity, Aspect.CHANGE_RATE)
        what = f"{compose.item_phrase(stated)}{compose.base_phrase(stated)}{way}"
    draft.say(
        f"{compose.document_phrase(stated)}写作{what}{compose.fact_amount(stated)}"
        f"{draft.mark(stated)}；"
    )
    draft.say("，".join(f"{_operand(f)}{draft.mark(f, Role.OPERAND)}" for f in operands))
    draft.say(f"，由此算得{compose.calculated(proof)}。")
    draft.calculations.append(proof)
    draft.give(quantity, f"{stated.figure.label}（文件所写）")
    draft.give(proof.result, f"{stated.figure.label}（按原文的数计算）")
    # Documents cut digits off as often as they round them.
    if abs(proof.result.number - quantity.number) <= quantity.last_place * 2:
        draft.say("两者相符。")
        return draft
    draft.reason = Reason.DOCUMENTS_DISAGREE
    draft.say("两者不一致，请以原文件及发布单位的解释为准。")
    draft.warn("文件自相矛盾：写明的比率与按其自身数字计算的结果不一致，两者均已列出")
    return draft


def _operand(fact: Fact) -> str:
    quantity = fact.figure.quantity
    if fact.figure.aspect is not Aspect.CHANGE or quantity is None:
        return compose.stated(fact)
    return f"{compose.base_phrase(fact)}{compose.direction(quantity)}{compose.fact_amount(fact)}"
