"""Answers that state a figure: a value, a count, whether there is any, and why there is none."""

from __future__ import annotations

from ingest.model import Check, Measure
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.model import Fact, Operation, Reason, Role
from qa_service.steps import calculate, compose
from qa_service.steps.doubt import is_doubtful
from qa_service.steps.find_value import Answered, find_value
from qa_service.steps.item_names import item_name
from qa_service.steps.look_up import Found
from qa_service.steps.missing import missing
from qa_service.steps.other_years import tell_other_years
from qa_service.steps.premise import SO, against_amount
from qa_service.steps.scopes import name_budget, name_scopes
from qa_service.steps.select import Selection, budget_beside
from qa_service.steps.suggest import ask_again


def answer_value(
    intent: Intent, selection: Selection, answered: Answered, corpus: Corpus
) -> Draft | Stop:
    """The answer to a value, count or existence question, or why there is none."""
    found = answered.found
    if found.homonyms:
        if is_doubtful(intent, found):
            return missing(intent, selection, (), corpus)
        return _which_of(intent, selection, found)
    if found.first is None:
        if answered.computed:
            return _computed(intent, answered)
        return missing(intent, selection, found.blank, corpus)
    if is_doubtful(intent, found) and intent.operation is not Operation.EXISTS:
        return missing(intent, selection, (), corpus)
    draft = Draft()
    measure = found.first.figure.measure
    if "年初" in intent.plain and measure is Measure.ADJUSTED:
        draft.say("文件没有写明年初预算，只有全年预算。")
    if answered.implied:
        return _implied(intent, found.first)
    _state(draft, intent, found)
    name_scopes(draft, found, selection, corpus, answered.query)
    tell_other_years(
        draft, found.first, selection, lambda there, y: _sure_value(intent, there, y, corpus)
    )
    name_budget(
        draft,
        found.first,
        budget_beside(intent, selection),
        lambda there: _sure_value(intent, there, there.year, corpus),
    )
    if found.rivals:
        show_contradiction(draft, found)
    elif found.first.figure.check is Check.FAILED:
        draft.warn("这个数与文件里的其他数对不上（勾稽不符），请对照原文件核实")
    return draft


def _sure_value(intent: Intent, there: Selection, year: int | None, corpus: Corpus) -> Fact | None:
    """The figure of another document, where one alone states the item."""
    found = find_value(intent, there, year, corpus).found
    return None if found.homonyms or found.unmet or found.rivals else found.first


def _state(draft: Draft, intent: Intent, found: Found) -> None:
    fact = found.best[0]
    opening = against_amount(intent, fact.figure.quantity) or ""
    stated_elsewhere = (*found.otherwise, *found.rivals)
    if any(against_amount(intent, f.figure.quantity) == SO for f in stated_elsewhere):
        opening = ""  # the document says that, too: both are told, and neither is judged
    if not opening and intent.operation is Operation.EXISTS and fact.figure.quantity is not None:
        opening = "没有。" if fact.figure.quantity.number == 0 else "有。"
    draft.say(f"{opening}{compose.document_phrase(fact)}中，{compose.stated(fact)}")
    draft.say(draft.mark(fact))
    other = found.in_words if fact.is_cell else None
    if other is not None and not compose.says_none(other):
        same = compose.signed_amount(other) == compose.signed_amount(fact)
        words = "与文字说明一致" if same else f"文字说明写作{compose.signed_amount(other)}"
        draft.say(f"（{words}{draft.mark(other, Role.CONTEXT)}）")
    draft.say("。")
    give(draft, intent, fact)


def _implied(intent: Intent, whole: Fact) -> Draft:
    """The zero of a part whose whole the document says there is none of."""
    draft = Draft()
    named = intent.target.text if intent.target else ""
    draft.say(
        f"{compose.document_phrase(whole)}写明没有{compose.item_phrase(whole)}"
        f"{draft.mark(whole)}，{named}是其中一项，也为0。"
    )
    if whole.figure.quantity is not None:
        draft.give(whole.figure.quantity, named)
    return draft


def show_contradiction(draft: Draft, found: Found) -> None:
    """Both places of a document that contradicts itself, cited."""
    draft.reason = Reason.DOCUMENTS_DISAGREE
    first = found.best[0]
    for rival in found.rivals:
        same = rival.document.document_id == first.document.document_id
        where = "同一文件" if same else compose.document_phrase(rival)
        place = "表格" if rival.is_cell else "文字说明"
        draft.say(f"但{where}的{place}写作{compose.signed_amount(rival)}{draft.mark(rival)}。")
        if rival.figure.quantity is not None:
            draft.give(rival.figure.quantity, rival.figure.label)
    draft.say("两处不一致，请以原文件及发布单位的解释为准。")
    draft.warn("文件自相矛盾：同一项目在不同位置的数不一致，两处均已列出")


def give(draft: Draft, intent: Intent, fact: Fact, label: str | None = None) -> None:
    """Add the figure to the values, in the unit asked for (with the conversion shown)."""
    quantity, label = fact.figure.quantity, label or fact.figure.label
    if quantity is None:
        return
    unit = intent.unit
    money = unit is not None and unit.is_money and quantity.unit.is_money
    if unit is None or unit == quantity.unit or not money or quantity.number == 0:
        draft.give(quantity, label)
        return
    conversion = calculate.converted(fact, unit)
    draft.calculations.append(conversion)
    draft.say(f"折合{compose.amount(conversion.result)}。")
    draft.give(conversion.result, label)


def _computed(intent: Intent, answered: Answered) -> Draft:
    draft, parts = Draft(), answered.computed
    calculation = calculate.total(parts)
    target = intent.target
    named = target.text if target else ""
    if target and target.keys:
        named = item_name(target.keys[0]) or named
    listed = "、".join(
        f"{p.figure.label}{compose.fact_amount(p)}{draft.mark(p, Role.OPERAND)}" for p in parts
    )
    draft.say(
        f"{compose.document_phrase(parts[0])}没有单列{named}，按各项相加为"
        f"{compose.calculated(calculation)}：{listed}。"
    )
    draft.calculations.append(calculation)
    draft.give(calculation.result, f"{named}（计算）")
    draft.warn(f"{named}为各项相加的计算值，文件没有直接写明")
    return draft


def _which_of(intent: Intent, selection: Selection, found: Found) -> Stop:
    where = selection.asked.name
    year = selection.year
    names = [compose.item_phrase(f) for f in found.homonyms]
    listed = "；".join(
        f"{name}{f'（{f.figure.code}）' if f.figure.code else ''}"
        for name, f in zip(names, found.homonyms, strict=True)
    )
    return Stop(
        Reason.AMBIGUOUS,
        f"文件里有{len(names)}个叫这个名字的项目：{listed}。请问是哪一个？",
        tuple(ask_again(intent, organisation=where, year=year, item=n) for n in names),
        asks_back=True,
        listed=tuple(names),
    )
