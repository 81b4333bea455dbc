"""Answers about how much of its budget an item used: as the document states it, else computed."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model import Aspect, Kind, Measure
from ingest.vocabulary.load import vocabulary
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.model import Fact, Operation, Reason, Role, Status
from qa_service.steps import calculate, compose
from qa_service.steps.changes import stated_first
from qa_service.steps.find_value import find_value
from qa_service.steps.fitting import Query
from qa_service.steps.item_names import ItemMention
from qa_service.steps.look_up import about_item, agrees, look_up_figures
from qa_service.steps.results import two_and_result
from qa_service.steps.select import Selection
from qa_service.steps.values import answer_value

_FROM_OPENING = "年初"
_TOTALS = {"total_expenditure", "current_year_expenditure"}
# '支出决算占年初预算' speaks of all spending, by whatever total the document states it.
_STATEMENT_OF_ALL = re.compile(r"(支出|收入)(预算|决算)数?")


def answer_completion(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """How much of its budget an item of a final account used: as stated, else computed."""
    intent, year = of_all(intent), selection.year
    stated = stated_first(intent, selection, year, corpus, Aspect.COMPLETION_RATE)
    if stated is not None and _of_other_budget(intent, stated):
        stated = None
    draft = Draft()
    if stated is not None and stated.figure.quantity is not None:
        against = "全年预算" if stated.figure.measure is Measure.ADJUSTED else "预算"
        draft.say(
            f"{compose.document_phrase(stated)}中，{compose.item_phrase(stated)}完成{against}的"
            f"{compose.fact_amount(stated)}{draft.mark(stated)}。"
        )
        draft.give(stated.figure.quantity, f"{stated.figure.label}完成率")
        return draft
    spent, planned = spent_and_planned(intent, selection, corpus)
    if spent and planned and planned.figure.quantity and planned.figure.quantity.number:
        rate = calculate.share(spent, planned)
        return two_and_result(spent, planned, rate, "完成", f"{spent.figure.label}完成率（计算）")
    if equal := _of_equal_total(intent, selection, corpus):
        return answer_completion(equal, selection, corpus)
    return lacking_side(intent, selection, corpus, "文件没有写明完成率，")


def _of_equal_total(intent: Intent, selection: Selection, corpus: Corpus) -> Intent | None:
    """The intent of a near total that states a budget and comes to as much ('本年支出合计')."""
    target = intent.target
    items = vocabulary().items
    if target is None or target.generic or not set(target.keys) & _TOTALS:
        return None
    plain = replace(intent, operation=Operation.VALUE, measure=Measure.FINAL)
    whole = find_value(plain, selection, selection.year, corpus).found.first
    for key in items["total_expenditure"].see if whole is not None else ():
        near = replace(intent, items=(ItemMention(items[key].name, keys=(key,)),))
        spent, planned = spent_and_planned(near, selection, corpus)
        if spent is not None and planned is not None and whole and agrees(spent, whole):
            return near
    return None


def lacking_side(intent: Intent, selection: Selection, corpus: Corpus, lead: str) -> Draft | Stop:
    """Which of an item's budget and final account is missing, and the one there is."""
    plain = replace(intent, operation=Operation.VALUE, measure=None)
    answered = find_value(plain, selection, selection.year, corpus)
    there = answered.found.first
    if there is None or answered.found.homonyms:
        return answer_value(plain, selection, answered, corpus)
    spent = there.kind is Kind.FINAL_ACCOUNT
    lacking, has = ("预算数", "决算数") if spent else ("决算数", "预算数")
    why = f"文件只写明{has}" if spent else f"已收录的是预算，只有{has}"
    draft = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
    draft.say(
        f"{lead}{why}，缺少{compose.item_phrase(there)}的{lacking}，算不出来。可以回答的是："
        f"{compose.document_phrase(there)}中，{compose.stated(there)}"
        f"{draft.mark(there, Role.CONTEXT)}。"
    )
    return draft


def of_all(intent: Intent) -> Intent:
    """'支出决算' and '收入预算数' ask for all that was spent or came in.

    Money named without its side ('一般公共预算完成了多少') is spending: that is what keeps to a
    budget or does not.
    """
    items = tuple(
        replace(m, generic=m.generic or bool(_STATEMENT_OF_ALL.fullmatch(m.text)))
        for m in map(as_spending, intent.items)
    )
    # '事业运行，支出决算完成了百分之几' is of that line.
    return replace(intent, items=tuple(m for m in items if not m.generic) or items)


def as_spending(mention: ItemMention) -> ItemMention:
    """A mention of money that says neither 收入 nor 支出, taken for what is spent of it."""
    if "收" in mention.text or "支" in mention.text:
        return mention
    spent = (re.sub(r"_income$", "_expenditure", key) for key in mention.keys)
    keys = tuple(
        key if key in vocabulary().items else own
        for key, own in zip(spent, mention.keys, strict=True)
    )
    return replace(mention, keys=keys)


def _of_other_budget(intent: Intent, stated: Fact) -> bool:
    """Whether 年初预算 is asked for and the rate stated is of the adjusted 全年预算."""
    return _FROM_OPENING in intent.plain and "全年" in "".join(stated.figure.column_path)


def spent_and_planned(
    intent: Intent, selection: Selection, corpus: Corpus
) -> tuple[Fact | None, Fact | None]:
    """An item's final and its budgeted amount in a final account, of the same money.

    全年预算 (adjusted) goes before 年初预算, as completion is measured from it where both stand.
    """
    year = selection.year
    facts = [f for f in corpus.facts(selection.documents) if f.kind is Kind.FINAL_ACCOUNT]
    measures = (Measure.ADJUSTED, Measure.BUDGETED)
    if _FROM_OPENING in intent.plain:
        measures = (Measure.BUDGETED, Measure.ADJUSTED)
    for query in about_item(replace(intent, measure=None), Aspect.AMOUNT, year, final=True):
        for measure in measures:
            planned = _agreed(replace(query, measure=measure), facts)
            if planned is None:
                continue
            same = [f for f in facts if f.figure.fund in (planned.figure.fund, None)]
            exact = [f for f in same if f.figure.fund == planned.figure.fund]
            final = replace(query, measure=Measure.FINAL)
            if spent := _agreed(final, exact) or _agreed(final, same):
                return spent, planned
    return None, None


def _agreed(query: Query, facts: list[Fact]) -> Fact | None:
    found = look_up_figures(query, facts)
    return None if found.unmet or found.homonyms else found.first
