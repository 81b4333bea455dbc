"""checking: whether what a question says belongs together does, worked out from the figures.

'货物和服务加起来够采购总额吗': the parts are added and set against their whole, never added to it.
'表里和说明里是同一个数吗': both places are told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Aspect
from ingest.vocabulary.load import vocabulary
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.model import Fact, Operation, Reason, Role, Status
from qa_service.steps import calculate, compose
from qa_service.steps.comparing import balance, compare_items
from qa_service.steps.completion import answer_completion
from qa_service.steps.find_value import find_value
from qa_service.steps.follow_up import EVERYTHING
from qa_service.steps.identities_asked import families_in
from qa_service.steps.item_names import ItemMention
from qa_service.steps.operands import is_part, refuse_unknown, scope_of, unknown_operands
from qa_service.steps.parts import parts_of
from qa_service.steps.premise import against_amount
from qa_service.steps.recomputed import prove_rate
from qa_service.steps.results import yuan_of
from qa_service.steps.select import Selection
from qa_service.steps.shares import answer_share
from qa_service.steps.values import answer_value

_SIDES = {"total_income", "total_expenditure", "total_income_and_expenditure"}
_ALL = _SIDES | {
    "current_year_income",
    "current_year_expenditure",
    "fiscal_appropriation_income",
    "fiscal_appropriation_expenditure",
}
# '三大块', '各项': the parts of all spending, not named one by one.
_PARTS_OF_ALL = re.compile(
    r"([几两三四五六七八九十\d]+个?大?(块|类|项|部分|种)|各个?(项|块|类|部分)|分项|每[一]?(项|块|类))"
)
# '基本支出占支出合计的比例': one item's share of another.
_A_SHARE = re.compile(r"占.+(?:比例|比重|占比|百分|%)")
_PART_AND_WHOLE = 2
_CLASS = re.compile(r"functional:\d{3}")
_IN_A_TABLE = re.compile(r"表(?!示|明)")
# As many characters left of a question name something nobody knows: not income and expenditure.
_NAMES_SOMETHING = 4
_UNKNOWN = Stop(Reason.NOT_DERIVABLE, "没有认出要核对的是哪几个数：请说出合计和它的各个分项。")
_IN_WORDS = re.compile(r"说明|文字|正文")


def answer_check(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """Whether parts make up their whole, two places agree, or income equals expenditure."""
    if not intent.items and len(intent.content) >= _NAMES_SOMETHING:
        return _UNKNOWN
    if intent.items and "completion" in families_in(intent.rest) and "占" not in intent.rest:
        # No rate is printed, else it was proven: it is worked out from the two amounts.
        return answer_completion(intent, selection, corpus)
    if intent.items and (proof := prove_rate(intent, selection, corpus)):
        return proof
    if intent.items and (worked := _share_worked_out(intent, selection, corpus)):
        return worked
    if _PARTS_OF_ALL.search(intent.plain) and (added := _all_parts(intent, selection, corpus)):
        return added
    if len(intent.items) == 1 and (listed := _listed_under(intent, selection, corpus)):
        return listed
    if all(m.generic or set(m.keys) & _SIDES for m in intent.items):
        return balance(intent, selection, corpus)
    two_places = _IN_A_TABLE.search(intent.plain) and _IN_WORDS.search(intent.plain)
    if two_places and len(intent.items) == 1:
        one = replace(intent, operation=Operation.VALUE, content="")
        answered = find_value(one, selection, selection.year, corpus)
        if answered.found.in_words is not None or answered.found.rivals:
            return answer_value(one, selection, answered, corpus)
    if found := whole_and_parts(intent.items):
        return _parts_against_whole(*found, intent, selection, corpus)
    if len(intent.items) > 1:
        both = replace(intent, operation=Operation.COMPARE)
        return compare_items(both, selection, corpus)
    return _UNKNOWN


def _share_worked_out(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """A share that is asked to be checked and printed nowhere: as its two amounts give it."""
    if len(intent.items) != _PART_AND_WHOLE or not _A_SHARE.search(intent.rest):
        return None
    worked = answer_share(replace(intent, operation=Operation.SHARE), selection, corpus)
    if not isinstance(worked, Draft) or worked.status is not Status.ANSWERED or not worked.values:
        return None
    said = against_amount(intent, worked.values[0].quantity) or ""
    worked.text = f"{said}{worked.text}文件没有另外写明这个占比。"
    return worked


def _all_parts(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """'三大块支出加起来等于收入吗': what spending is divided into, against the totals named."""
    if not intent.items or not all(m.generic or set(m.keys) & _ALL for m in intent.items):
        return None
    alone = replace(intent, items=(EVERYTHING,), operation=Operation.VALUE, content="")
    parts = parts_of(alone, selection, corpus)
    for mention in intent.items[::-1]:
        total = replace(mention, generic=True)
        whole = find_value(
            replace(alone, items=(total,)), selection, selection.year, corpus
        ).found.first
        if whole is not None and len(parts) > 1:
            return _set_against(parts, whole)
    return None


def _listed_under(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """'四个绩效项目的钱加总跟报的一致吗': what a sentence lists under a total, against it.

    None for an item whose parts the vocabulary names.
    """
    known = vocabulary().items
    keys = [k for k in intent.items[0].keys if k in known]
    money = [k for key in keys for k in (key, *known[key].see) if known[k].side == "performance"]
    if not money:
        return None
    alone = replace(intent, operation=Operation.VALUE, content="", narrower=None)
    for key in dict.fromkeys(money):
        one = replace(alone, items=(ItemMention(known[key].name, keys=(key,)),))
        whole = find_value(replace(one, plain=""), selection, selection.year, corpus).found.first
        if whole is None or whole.figure.aspect is not Aspect.AMOUNT:
            continue
        parts = parts_of(one, selection, corpus)
        if len(parts) > 1:
            return _set_against(parts, whole)
        draft = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
        draft.say(
            f"{compose.document_phrase(whole)}只写了合计：{compose.stated(whole)}"
            f"{draft.mark(whole, Role.CONTEXT)}，没有逐项列出各是多少，无法核对。"
        )
        return draft
    return None


def whole_and_parts(
    items: Sequence[ItemMention],
) -> tuple[ItemMention, tuple[ItemMention, ...]] | None:
    """The item that all the others are parts of, and those; for one item its own parts."""
    for whole in items:
        others = tuple(m for m in items if m is not whole)
        if len(others) > 1 and all(_belongs(part, whole) for part in others):
            return whole, others
    known = vocabulary().items
    if len(items) != 1 or not (keys := [k for k in items[0].keys if k in known]):
        return None
    parts = tuple(ItemMention(known[p].name, keys=(p,)) for p in known[keys[0]].parts)
    return (items[0], parts) if len(parts) > 1 else None


def _belongs(part: ItemMention, whole: ItemMention) -> bool:
    """Whether one is a part of the other; functional classes are parts of all expenditure."""
    of_all = "total_expenditure" in whole.keys
    return is_part(part, whole) or (of_all and any(_CLASS.fullmatch(k) for k in part.keys))


def _parts_against_whole(
    whole: ItemMention,
    parts: Sequence[ItemMention],
    intent: Intent,
    selection: Selection,
    corpus: Corpus,
) -> Draft | Stop:
    if unknown := unknown_operands(intent):
        return refuse_unknown(intent, unknown, selection, corpus)
    facts: list[Fact] = []
    for mention in (*parts, whole):
        one = replace(intent, items=(mention,), operation=Operation.VALUE, content="")
        answered = find_value(one, selection, selection.year, corpus)
        first = answered.found.first
        if first is None or answered.found.homonyms or answered.found.rivals:
            return answer_value(one, selection, answered, corpus)
        facts.append(_of_scope(facts, (first, *answered.found.best, *answered.found.otherwise)))
    *added, total = facts
    return _set_against(added, total)


def _set_against(added: Sequence[Fact], total: Fact) -> Draft:
    """The sum of the figures beside the total, and whether they are equal."""
    facts = (*added, total)
    result = calculate.total(added)
    exact = sum(map(yuan_of, added)) == yuan_of(total)
    if not exact and len({scope_of(f) for f in facts}) > 1:
        return _of_other_scopes(facts)
    draft = Draft()
    told = "，".join(f"{compose.stated(f)}{draft.mark(f, Role.OPERAND)}" for f in added)
    draft.say(f"{compose.document_phrase(total)}中，{told}，相加得{compose.calculated(result)}；")
    draft.say(f"{compose.stated(total)}{draft.mark(total)}，")
    draft.calculations.append(result)
    draft.give(result.result, "各项之和（计算）")
    if total.figure.quantity is not None:
        draft.give(total.figure.quantity, total.figure.label)
    if exact:
        draft.say("两者相等。")
        return draft
    draft.say("两者不相等。")
    draft.warn("所问的各项之和与合计不相等，请对照原文件")
    return draft


def _of_scope(beside: Sequence[Fact], candidates: Sequence[Fact]) -> Fact:
    """The likeliest candidate of the 口径 that those before it have, else the likeliest of all."""
    scopes = {scope_of(f) for f in beside}
    alike = (f for f in candidates if len(scopes) == 1 and scope_of(f) in scopes)
    return next(alike, candidates[0])


def _of_other_scopes(facts: Sequence[Fact]) -> Draft:
    draft = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
    told = "；".join(f"{compose.stated(f)}{draft.mark(f, Role.CONTEXT)}" for f in facts)
    draft.say(f"{compose.document_phrase(facts[0])}中，{told}。它们口径不同，不能相加核对。")
    return draft
