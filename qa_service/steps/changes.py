"""Answers about change, rate of change, share, completion and sums: stated first, else computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.model import Aspect, Kind, Measure
from ingest.quantity import Quantity
from ingest.vocabulary.load import plain_label
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.library import Library
from qa_service.model import Calculation, Fact, Operation, Reason, Role, Status
from qa_service.steps import calculate, compose
from qa_service.steps.calculate import NotCalculable
from qa_service.steps.items import ItemMention, item_name
from qa_service.steps.look_up import about_item, look_up_figures
from qa_service.steps.select import Selection
from qa_service.steps.values import answer_value, find_value

# A stated rate may be rounded to whole percents; beyond this it contradicts its own numbers.
_RATE_LEEWAY = Decimal("0.6")
_ASPECTS = {
    Operation.CHANGE: Aspect.CHANGE,
    Operation.CHANGE_RATE: Aspect.CHANGE_RATE,
    Operation.SHARE: Aspect.SHARE,
    Operation.COMPLETION_RATE: Aspect.COMPLETION_RATE,
}


def stated_first(
    intent: Intent, selection: Selection, year: int | None, library: Library, aspect: Aspect
) -> Fact | None:
    """The figure that states the aspect of the item itself, or None."""
    facts = library.facts(selection.documents)
    queries = about_item(intent, aspect, year)
    if intent.years.base:
        queries = [*(replace(q, base=intent.years.base) for q in queries), *queries]
    for query in queries:
        found = look_up_figures(query, facts)
        if found.first is not None and not found.unmet:
            return found.first
    return None


def answer_change(intent: Intent, selection: Selection, library: Library) -> Draft | Stop:
    """How much the item changed, in money or percent, from the year before."""
    year = selection.years[0] if selection.years else None
    wants_rate = intent.operation is Operation.CHANGE_RATE
    aspect = _ASPECTS[intent.operation]
    change = rate = None
    if _from_year_before(intent, year):
        change = stated_first(intent, selection, year, library, Aspect.CHANGE)
        rate = stated_first(intent, selection, year, library, Aspect.CHANGE_RATE)
    wanted, beside = (rate, change) if wants_rate else (change, rate)
    draft = Draft()
    if wanted is not None and wanted.figure.quantity is not None:
        quantity = wanted.figure.quantity
        way = compose.direction(quantity, aspect)
        digits = "" if quantity.number == 0 else compose.fact_amount(wanted)
        draft.say(
            f"{compose.document_phrase(wanted)}中，{_owner(wanted)}{compose.item_phrase(wanted)}"
            f"{compose.base_phrase(wanted)}{way}{digits}{draft.mark(wanted)}"
        )
        _say_beside(draft, wanted, beside)
        draft.give(quantity, f"{wanted.figure.label}{compose.base_phrase(wanted)}增减")
        if wants_rate:
            _prove_rate(draft, intent, selection, wanted, change, library)
        return draft
    answered = find_value(intent, selection, year, library)
    now = answered.found.first
    if now is None or answered.found.homonyms:
        return answer_value(intent, selection, answered, library)
    if wants_rate and change is not None:
        return _from(draft, now, change, calculate.growth_by_change(now, change))
    before = _year_before(intent, selection, year, library)
    if before is None:
        return _not_derivable(now, year)
    calculation = (calculate.growth if wants_rate else calculate.difference)(now, before)
    return _from(draft, now, before, calculation)


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
    library: Library,
) -> None:
    """Compute the stated rate again from its own change and amount; say so where it differs."""
    now = find_value(intent, selection, rate.figure.fiscal_year, library).found.first
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


def _from(draft: Draft, now: Fact, before: Fact, calculation: Calculation) -> Draft:
    way = compose.direction(calculation.result)
    draft.say(
        f"{compose.document_phrase(now)}中，{compose.stated(now)}{draft.mark(now, Role.OPERAND)}；"
    )
    if before.figure.aspect is Aspect.CHANGE:
        base = compose.base_phrase(before)
        draft.say(f"{base}{compose.direction(_quantity(before))}{compose.fact_amount(before)}")
    else:
        draft.say(f"{compose.document_phrase(before)}中为{compose.signed_amount(before)}")
    draft.say(f"{draft.mark(before, Role.OPERAND)}。{way}：{compose.calculated(calculation)}。")
    draft.calculations.append(calculation)
    draft.give(calculation.result, f"{now.figure.label}增减（计算）")
    return draft


def _quantity(fact: Fact) -> Quantity:
    if fact.figure.quantity is None:
        raise NotCalculable(f"“{fact.figure.label}”没有填数")
    return fact.figure.quantity


def _year_before(
    intent: Intent, selection: Selection, year: int | None, library: Library
) -> Fact | None:
    """The same item of the year compared with, from that year's document of the same kind."""
    if year is None:
        return None
    with_year = intent.years.compared_with
    before = with_year if with_year and with_year > 0 else year + (with_year or -1)
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
    return find_value(intent, earlier, before, library).found.first


def _not_derivable(now: Fact, year: int | None) -> Draft:
    draft = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
    before = f"{year - 1}年" if year else "上年"
    draft.say(
        f"{compose.document_phrase(now)}没有写明{compose.item_phrase(now)}的增减，"
        f"也没有收录{before}的同口径文件，缺少{before}的数，算不出来。"
        f"可以回答的是：{compose.stated(now)}{draft.mark(now, Role.CONTEXT)}。"
    )
    return draft


def answer_share(intent: Intent, selection: Selection, library: Library) -> Draft | Stop:
    """What share of a whole the item is: as stated for that whole, else computed."""
    year = selection.years[0] if selection.years else None
    part, whole = _part_and_whole(intent)
    alone = replace(intent, items=(part,)) if part else intent
    stated = stated_first(alone, selection, year, library, Aspect.SHARE)
    if stated is not None and stated.figure.quantity is not None and whole is None:
        return _stated_share(stated)
    top = find_value(alone, selection, year, library)
    if top.found.first is None:
        return answer_value(alone, selection, top, library)
    if (
        whole is not None
        and stated is not None
        and not _value_of(intent, whole, selection, library)
    ):
        return _stated_share(stated)
    over = whole or ItemMention("支出", keys=("total_expenditure",), strong=False, generic=True)
    bottom = find_value(replace(intent, items=(over,)), selection, year, library)
    if bottom.found.first is None:
        draft = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
        draft.say(f"文件没有写明占比，也没有“{over.text}”的数作分母，算不出来。")
        return draft
    return _share_of(top.found.first, bottom.found.first, stated, library)


def _stated_share(stated: Fact) -> Draft:
    """A share as the document states it, with what it is a share of where the sentence says."""
    draft = Draft()
    of = f"占{stated.figure.column_path[-1]}的比重" if stated.figure.column_path else "占比"
    draft.say(
        f"{compose.document_phrase(stated)}中，{compose.item_phrase(stated)}{of}为"
        f"{compose.fact_amount(stated)}{draft.mark(stated)}。"
    )
    if stated.figure.quantity is not None:
        draft.give(stated.figure.quantity, f"{stated.figure.label}占比")
    return draft


def _value_of(
    intent: Intent, mention: ItemMention, selection: Selection, library: Library
) -> Fact | None:
    year = selection.years[0] if selection.years else None
    return find_value(replace(intent, items=(mention,)), selection, year, library).found.first


def _share_of(part: Fact, whole: Fact, stated: Fact | None, library: Library) -> Draft:
    draft = Draft()
    calculation = calculate.share(part, whole)
    draft.say(
        f"{compose.document_phrase(part)}中，"
        f"{compose.stated(part)}{draft.mark(part, Role.OPERAND)}，"
        f"{compose.stated(whole)}{draft.mark(whole, Role.OPERAND)}，"
        f"占{compose.calculated(calculation)}。"
    )
    quantity = stated.figure.quantity if stated else None
    draft.calculations.append(calculation)
    draft.give(calculation.result, f"{part.figure.label}占{whole.figure.label}的比重（计算）")
    if stated is not None and quantity is not None and _is_share_of(stated, whole, library):
        close = abs(quantity.number - calculation.result.number) <= quantity.last_place * 2
        draft.say(f"文件写作{compose.fact_amount(stated)}{draft.mark(stated, Role.CONTEXT)}。")
        if not close:
            draft.reason = Reason.DOCUMENTS_DISAGREE
            draft.give(quantity, f"{stated.figure.label}占比（文件写明）")
            draft.warn("文件自相矛盾：写明的占比与按其自身数字计算的结果不一致，两者均已列出")
    return draft


def _is_share_of(stated: Fact, whole: Fact, library: Library) -> bool:
    """Whether the sentence of a stated share speaks of the whole it is a share of."""
    sentence = stated.figure.sentence
    if sentence is None:
        return False
    text = library.contents(stated.document).text[sentence.start : sentence.end]
    mention = ItemMention(plain_label(whole.figure.label))
    return mention.text in plain_label(text) or any(
        plain_label(name) in plain_label(text)
        for name in (item_name(whole.figure.item or "") or mention.text,)
    )


def _part_and_whole(intent: Intent) -> tuple[ItemMention | None, ItemMention | None]:
    """'A占B多少' asks for A over B; '三公里接待费占多少' for the last said over the one before."""
    if not intent.items:
        return None, None
    if len(intent.items) == 1:
        return intent.items[0], None
    at = intent.plain.find("占")
    before = [m for m in intent.items if intent.plain.find(m.text) < at]
    after = [m for m in intent.items if m not in before]
    if before and after:
        return before[-1], after[0]
    return intent.items[-1], intent.items[-2]


def answer_completion(intent: Intent, selection: Selection, library: Library) -> Draft | Stop:
    """How much of its budget an item of a final account used: as stated, else computed."""
    year = selection.years[0] if selection.years else None
    stated = stated_first(intent, selection, year, library, Aspect.COMPLETION_RATE)
    draft = Draft()
    if stated is not None and stated.figure.quantity is not None:
        against = "全年预算" if stated.figure.measure is Measure.ADJUSTED else "预算"
        draft.say(
            f"{compose.document_phrase(stated)}中，{compose.item_phrase(stated)}完成{against}的"
            f"{compose.fact_amount(stated)}{draft.mark(stated)}。"
        )
        draft.give(stated.figure.quantity, f"{stated.figure.label}完成率")
        return draft
    plain = replace(intent, measure=None)
    spent = find_value(plain, selection, year, library).found.first
    for measure in (Measure.ADJUSTED, Measure.BUDGETED):
        facts = library.facts(selection.documents)
        for query in about_item(plain, Aspect.AMOUNT, year):
            planned = look_up_figures(replace(query, measure=measure), facts).first
            if planned and spent and spent.kind is Kind.FINAL_ACCOUNT and _quantity(planned).number:
                return _from_share(draft, spent, planned)
    refused = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
    refused.say("文件没有写明完成率，也没有同时给出预算数和决算数，算不出来。")
    return refused


def _from_share(draft: Draft, spent: Fact, planned: Fact) -> Draft:
    calculation = calculate.share(spent, planned)
    draft.say(
        f"{compose.document_phrase(spent)}中，"
        f"{compose.stated(spent)}{draft.mark(spent, Role.OPERAND)}，"
        f"{compose.stated(planned)}{draft.mark(planned, Role.OPERAND)}，"
        f"完成{compose.calculated(calculation)}。"
    )
    draft.calculations.append(calculation)
    draft.give(calculation.result, f"{spent.figure.label}完成率（计算）")
    return draft


def answer_sum(intent: Intent, selection: Selection, library: Library) -> Draft | Stop:
    """The sum of the items named; a single item's '合计' is its value."""
    year = selection.years[0] if selection.years else None
    facts: list[Fact] = []
    for mention in intent.items:
        one = replace(intent, items=(mention,), operation=Operation.VALUE)
        answered = find_value(one, selection, year, library)
        if answered.found.first is None or answered.found.homonyms:
            return answer_value(one, selection, answered, library)
        if len(intent.items) == 1:
            return answer_value(one, selection, answered, library)
        facts.append(answered.found.first)
    return summed(facts)


def summed(facts: Sequence[Fact]) -> Draft:
    """A draft that states each figure and their sum."""
    draft = Draft()
    calculation = calculate.total(facts)
    listed = "，".join(f"{compose.stated(f)}{draft.mark(f, Role.OPERAND)}" for f in facts)
    draft.say(f"{compose.document_phrase(facts[0])}中，{listed}，")
    draft.say(f"合计{compose.calculated(calculation)}。")
    draft.calculations.append(calculation)
    draft.give(calculation.result, "合计（计算）")
    return draft
