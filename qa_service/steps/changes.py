"""Answers about change and rate of change: as the document states them, else computed and shown."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import partial

from ingest.model import Aspect, Base, Measure
from ingest.quantity import Quantity
from qa_service.corpus import Corpus
from qa_service.draft import Draft, joined
from qa_service.intent import Intent, Stop
from qa_service.model import Calculation, Fact, Operation, Reason, Role, Status
from qa_service.steps import calculate, compose
from qa_service.steps.calculate import NotCalculable
from qa_service.steps.equal_items import change_of_all
from qa_service.steps.find_value import find_value
from qa_service.steps.look_up import Found, about_item, look_up_figures
from qa_service.steps.operands import warn_of_scopes
from qa_service.steps.other_years import tell_other_years
from qa_service.steps.premise import UNLIKE, against_amount, against_premise
from qa_service.steps.select import Selection
from qa_service.steps.values import answer_value, give, show_contradiction

# A stated rate may be rounded to whole percents; beyond this it contradicts its own numbers.
_RATE_LEEWAY = Decimal("0.6")
# '涨了多少，涨幅多大' wants the amount and then the rate.
_AMOUNT_THEN_RATE = re.compile(
    r"[增减涨降升多少跌变长][^,，多少几]{0,3}(?:多少|几)(?!个?百分|个?点|%|成)[^,，]{0,4}"
    r"[,，、和]?(?:[又再还]?[增减涨降升跌变]|幅|比例|百分|同比)"
    r"|(?:增减|变动|变化|增加|减少|增长)的?(?:额|金额|数额|数)(?:和|与|及|以及|、)[^,，]{0,4}(?:率|幅|比例|百分)"
)
_ASPECTS = {
    Operation.CHANGE: Aspect.CHANGE,
    Operation.CHANGE_RATE: Aspect.CHANGE_RATE,
    Operation.SHARE: Aspect.SHARE,
    Operation.COMPLETION_RATE: Aspect.COMPLETION_RATE,
}


def stated_first(
    intent: Intent, selection: Selection, year: int | None, corpus: Corpus, aspect: Aspect
) -> Fact | None:
    """The figure that states the aspect of the item itself, or None."""
    return _stated(intent, selection, year, corpus, aspect).first


def _stated(
    intent: Intent,
    selection: Selection,
    year: int | None,
    corpus: Corpus,
    aspect: Aspect,
    only_base: str | None = None,
) -> Found:
    facts = corpus.facts(selection.documents)
    queries = about_item(intent, aspect, year, final=selection.has_final_account)
    if only_base is not None:
        queries = [replace(q, base=only_base) for q in queries]
    elif intent.years.base:
        queries = [*(replace(q, base=intent.years.base) for q in queries), *queries]
    for query in queries:
        found = look_up_figures(query, facts)
        if found.first is not None and not found.unmet and not found.homonyms:
            return found
    return Found()


def stated_change(intent: Intent, selection: Selection, year: int | None, corpus: Corpus) -> Found:
    """The change of an item as stated of the item itself."""
    return _stated(intent, selection, year, corpus, Aspect.CHANGE)


def change_of_item(
    intent: Intent, selection: Selection, year: int | None, corpus: Corpus
) -> Fact | None:
    """The change stated of an item, or else of another that is all of it; that figure names it."""
    if (stated := stated_change(intent, selection, year, corpus).first) is not None:
        return stated
    valued = replace(intent, operation=Operation.VALUE)
    now = find_value(valued, selection, year, corpus).found
    if now.first is None or now.homonyms:
        return None
    facts = corpus.facts(selection.documents)
    return change_of_all(now.first, Aspect.CHANGE, intent.years.base, facts)


def answer_change(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """How much the item changed, in money or percent or first one and then the other."""
    rate = _answer_change(intent, selection, corpus)
    if intent.operation is not Operation.CHANGE_RATE or not _AMOUNT_THEN_RATE.search(intent.plain):
        return rate
    amount = _answer_change(replace(intent, operation=Operation.CHANGE), selection, corpus)
    if not isinstance(amount, Draft) or amount.status is not Status.ANSWERED:
        return rate
    if not isinstance(rate, Draft) or rate.status is not Status.ANSWERED:
        return amount
    of_one_sentence = {f.fact_id for f, _ in rate.facts} <= {f.fact_id for f, _ in amount.facts}
    if of_one_sentence and not rate.calculations:
        amount.values += rate.values  # one sentence of the document states both
        return amount
    return joined([amount, rate])


def _answer_change(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """How much the item changed, in money or percent, from the year before."""
    year = selection.year
    wants_rate = intent.operation is Operation.CHANGE_RATE
    aspect = _ASPECTS[intent.operation]
    changes = rates = Found()
    if _from_year_before(intent, year):
        changes = stated_change(intent, selection, year, corpus)
        rates = _stated(intent, selection, year, corpus, Aspect.CHANGE_RATE)
    elif (base := _compared_year(intent, year)) is not None:
        changes = _stated(intent, selection, year, corpus, Aspect.CHANGE, str(base))
        rates = _stated(intent, selection, year, corpus, Aspect.CHANGE_RATE, str(base))
    change, rate = changes.first, rates.first
    wanted, beside = (rate, change) if wants_rate else (change, rate)
    draft = Draft()
    if wanted is not None and wanted.figure.quantity is not None:
        quantity = wanted.figure.quantity
        way = compose.direction(quantity, aspect)
        digits = "" if quantity.number == 0 else compose.fact_amount(wanted)
        if amount := against_amount(intent, quantity):
            draft.say(amount)
        elif against_premise(intent.plain, quantity):
            draft.say(UNLIKE)
        draft.say(
            f"{compose.document_phrase(wanted)}中，{_owner(wanted)}{compose.item_phrase(wanted)}"
            f"{compose.base_phrase(wanted)}{way}{digits}{draft.mark(wanted)}"
        )
        if quantity.number == 0:
            _say_unchanged(draft, intent, wanted, selection, corpus)
        _say_beside(draft, wanted, beside)
        give(draft, intent, wanted, f"{wanted.figure.label}{compose.base_phrase(wanted)}增减")
        stated = rates if wants_rate else changes
        tell_other_years(
            draft,
            wanted,
            selection,
            lambda there, y: stated_first(intent, there, y, corpus, aspect),
            _way_and_amount,
        )
        if stated.rivals:
            show_contradiction(draft, stated)
        elif wants_rate:
            _prove_rate(draft, intent, selection, wanted, change, corpus)
        return draft
    answered = find_value(intent, selection, year, corpus)
    now = answered.found.first
    if now is None or answered.found.homonyms:
        return answer_value(intent, selection, answered, corpus)
    if wants_rate and change is not None:
        return _from(draft, intent, now, change, calculate.growth_by_change(now, change))
    before = year_before(intent, selection, year, corpus)
    if before is None and (worded := _worded(intent, selection, corpus)) is not None:
        return _in_words(worded)
    if before is None:
        return _told_of_all(intent, now, aspect, selection, corpus) or _not_derivable(
            now, _compared_year(intent, year)
        )
    calculation = (calculate.growth if wants_rate else calculate.difference)(now, before)
    return _from(draft, intent, now, before, calculate.result_in(calculation, intent.unit))


def _say_unchanged(
    draft: Draft, intent: Intent, change: Fact, selection: Selection, corpus: Corpus
) -> None:
    """How the document puts it that an item did not change, and what it still comes to."""
    printed = change.figure.printed.strip()
    if printed and not any(c.isdigit() for c in printed) and "持平" not in printed:
        draft.say(f"（写作“{printed}”）")
    alone = replace(intent, operation=Operation.VALUE, content="")
    now = find_value(alone, selection, change.figure.fiscal_year, corpus).found
    if now.first is not None and not now.homonyms and not now.rivals:
        draft.say(f"，{compose.stated(now.first)}{draft.mark(now.first, Role.CONTEXT)}")


def _way_and_amount(fact: Fact) -> str:
    stated = _quantity(fact)
    way = compose.direction(stated, fact.figure.aspect)
    return f"{way}{compose.fact_amount(fact)}" if stated.number else way


def _told_of_all(
    intent: Intent, now: Fact, aspect: Aspect, selection: Selection, corpus: Corpus
) -> Draft | None:
    """The change stated of an item that makes up all of the one asked about, by its own name."""
    if not _from_year_before(intent, now.figure.fiscal_year):
        return None
    facts, base = corpus.facts(selection.documents), intent.years.base
    change = change_of_all(now, aspect, base, facts)
    by_change = None
    if change is None and aspect is Aspect.CHANGE_RATE:
        by_change = change = change_of_all(now, Aspect.CHANGE, base, facts)
    if change is None:
        return None
    draft = Draft()
    name = compose.item_phrase(change)
    draft.say(
        f"{compose.document_phrase(now)}中，{compose.stated(now)}"
        f"{draft.mark(now, Role.CONTEXT if by_change is None else Role.OPERAND)}，"
        f"全部是{name}；{name}{compose.base_phrase(change)}{_way_and_amount(change)}"
    )
    if by_change is None:
        draft.say(f"{draft.mark(change)}。")
        give(draft, intent, change, f"{change.figure.label}{compose.base_phrase(change)}增减")
        return draft
    rate = calculate.growth_by_change(now, by_change)
    way = compose.direction(rate.result, Aspect.CHANGE_RATE)
    told = compose.calculated(rate, unsigned=True)
    draft.say(f"{draft.mark(by_change, Role.OPERAND)}，{way}{told}。")
    draft.calculations.append(rate)
    draft.give(rate.result, f"{change.figure.label}增减率（计算）")
    return draft


def _worded(intent: Intent, selection: Selection, corpus: Corpus) -> Fact | None:
    """The change of the item that the document states in words without a number ('不可比')."""
    if not _from_year_before(intent, selection.year):
        return None
    facts = corpus.facts(selection.documents)
    for aspect in (_ASPECTS[intent.operation], Aspect.CHANGE, Aspect.CHANGE_RATE):
        for query in about_item(intent, aspect, selection.year, final=selection.has_final_account):
            found = look_up_figures(query, facts)
            worded = [f for f in found.blank if not f.is_cell and f.figure.printed.strip()]
            if worded and not found.unmet:
                return worded[0]
    return None


def _in_words(fact: Fact) -> Draft:
    draft = Draft()
    draft.say(
        f"{compose.document_phrase(fact)}中，{_owner(fact)}{compose.item_phrase(fact)}"
        f"{compose.base_phrase(fact)}的增减只写作“{fact.figure.printed.strip()}”"
        f"{draft.mark(fact)}，没有给出数。"
    )
    return draft


def _from_year_before(intent: Intent, year: int | None) -> bool:
    """Whether the change asked is the one disclosures state: from the year before."""
    base = intent.years.compared_with
    return base in (None, -1) or (year is not None and base == year - 1)


def _prove_rate(
    draft: Draft,
    intent: Intent,
    selection: Selection,
    rate: Fact,
    change: Fact | None,
    corpus: Corpus,
) -> None:
    """Compute the stated rate again from its own change and amount; say so where it differs."""
    now = find_value(intent, selection, rate.figure.fiscal_year, corpus).found.first
    stated = rate.figure.quantity
    if now is None or change is None or stated is None:
        return
    if change.figure.sentence != rate.figure.sentence:
        return
    try:
        proof = calculate.growth_by_change(now, change)
    except NotCalculable:
        return
    if abs(proof.result.number - stated.number) <= _RATE_LEEWAY:
        return
    draft.reason = Reason.DOCUMENTS_DISAGREE
    draft.say(
        f"但按同一文件的数计算为{compose.calculated(proof)}{draft.mark(now, Role.OPERAND)}，"
        "与所写的不一致，请以原文件及发布单位的解释为准。"
    )
    draft.calculations.append(proof)
    draft.give(proof.result, f"{rate.figure.label}增减率（按原文的数计算）")
    draft.warn("文件自相矛盾：写明的比率与按其自身数字计算的结果不一致，两者均已列出")


def _owner(fact: Fact) -> str:
    return f"{fact.organisation}（{fact.level}）" if fact.figure.level is not None else ""


def _say_beside(draft: Draft, wanted: Fact, beside: Fact | None) -> None:
    """The change beside its rate (or the other way round), when both speak of the same thing."""
    same = beside is not None and beside.figure.sentence == wanted.figure.sentence
    if beside is not None and same and beside.figure.quantity and beside.figure.quantity.number:
        way = compose.direction(beside.figure.quantity, beside.figure.aspect)
        draft.say(f"，{way}{compose.fact_amount(beside)}{draft.mark(beside, Role.CONTEXT)}")
    draft.say("。")


def _from(draft: Draft, intent: Intent, now: Fact, before: Fact, calculation: Calculation) -> Draft:
    way = compose.direction(calculation.result)
    if amount := against_amount(intent, calculation.result):
        draft.say(amount)
    elif against_premise(intent.plain, calculation.result):
        draft.say(UNLIKE)
    draft.say(
        f"{compose.document_phrase(now)}中，{compose.stated(now)}{draft.mark(now, Role.OPERAND)}；"
    )
    if before.figure.aspect is Aspect.CHANGE:
        base = compose.base_phrase(before)
        stated = _quantity(before)
        draft.say(f"{base}{compose.direction(stated)}")
        draft.say(compose.fact_amount(before) if stated.number else "")
    elif before.document.document_id == now.document.document_id:
        draft.say(f"同一文件所载的{compose.stated(before)}")
    else:
        draft.say(f"{compose.document_phrase(before)}中为{compose.signed_amount(before)}")
    told = compose.calculated(calculation, unsigned=True)
    draft.say(f"{draft.mark(before, Role.OPERAND)}。{way}{told}。")
    draft.calculations.append(calculation)
    draft.give(calculation.result, f"{now.figure.label}增减（计算）")
    if before.figure.aspect is Aspect.AMOUNT:
        warn_of_scopes(draft, (now, before))
    return draft


def _quantity(fact: Fact) -> Quantity:
    if fact.figure.quantity is None:
        raise NotCalculable(f"“{fact.figure.label}”没有填数")
    return fact.figure.quantity


def _compared_year(intent: Intent, year: int | None) -> int | None:
    """The year the change is measured from: the one the question says, else the year before."""
    said = intent.years.compared_with
    if said is not None and said > 0:
        return said
    return None if year is None else year + (said or -1)


def year_before(
    intent: Intent, selection: Selection, year: int | None, corpus: Corpus
) -> Fact | None:
    """The same item of the year compared with: of that year's own document of the same kind.

    Where that is not loaded, or does not state it, what the asked document says was executed then;
    the other way round where the question compares with what was executed.
    """
    before = _compared_year(intent, year)
    if year is None or before is None:
        return None
    own = partial(_of_own_document, intent, selection, before, corpus)
    executed = partial(_executed_then, intent, selection, year, corpus)
    turns = (executed, own) if intent.years.base == Base.PRIOR_EXECUTED else (own, executed)
    return next((found for turn in turns if (found := turn()) is not None), None)


def _of_own_document(
    intent: Intent, selection: Selection, before: int, corpus: Corpus
) -> Fact | None:
    chosen = selection.documents[0].identity
    documents = tuple(
        d
        for d in selection.asked.documents
        if d.identity.fiscal_year == before
        and d.identity.kind is chosen.kind
        and d.identity.level is chosen.level
    )
    if not documents:
        return None
    earlier = replace(selection, documents=documents, years=(before,))
    return find_value(intent, earlier, before, corpus).found.first


def _executed_then(intent: Intent, selection: Selection, year: int, corpus: Corpus) -> Fact | None:
    if intent.years.base not in (None, Base.PRIOR_EXECUTED) or not _from_year_before(intent, year):
        return None
    executed = replace(intent, measure=Measure.EXECUTED, operation=Operation.VALUE)
    return find_value(executed, selection, year - 1, corpus).found.first


def _not_derivable(now: Fact, year: int | None) -> Draft:
    draft = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
    before = f"{year}年" if year else "上年"
    draft.say(
        f"{compose.document_phrase(now)}没有写明{compose.item_phrase(now)}的增减，"
        f"也没有收录{before}的同口径文件，缺少{before}的数，算不出来。"
        f"可以回答的是：{compose.stated(now)}{draft.mark(now, Role.CONTEXT)}。"
    )
    return draft
