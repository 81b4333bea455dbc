"""claims: what a question says of one item beside another, and asks whether it is so.

'项目支出比基本支出少，这话对吗', '工程占采购的八成以上，是真的吗', '三公经费比上年减少了，对吧':
the figures, what they give, and in front whether it is as said.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from ingest.model import Aspect
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.model import Operation, Reason, Role, Status, Value
from qa_service.steps import calculate, compose
from qa_service.steps.arithmetic import answer_sum
from qa_service.steps.changes import answer_change, stated_first
from qa_service.steps.comparing import compare_items
from qa_service.steps.completion import answer_completion, of_all, spent_and_planned
from qa_service.steps.operands import operands_of, warn_of_scopes
from qa_service.steps.part_and_whole import in_order
from qa_service.steps.premise import (
    ASKS_WHICH,
    NOT_SO,
    SO,
    YES_OR_NO,
    Said,
    against_direction,
    amount_said,
)
from qa_service.steps.results import two_and_result, yuan_of
from qa_service.steps.select import Selection
from qa_service.steps.shares import answer_share
from qa_service.steps.wording import wording

_ENDS_NAMES = r"(?:支出|经费|费用|预算|决算|金额|的钱)?"
_BESIDE = re.compile(rf"^{_ENDS_NAMES}(?:的?数)?(?:是不是|是否|会不会|有没有|要|还|都|真的)*比$")
_WAY = re.compile(
    rf"^{_ENDS_NAMES}(?:还|要|更|来得)*(?P<way>多|高|大|少|低|小)(?!出|几|[\d一二两三四五六七八九十百]|多少)"
)
# '项目支出少于基本支出': what is said before the other item, and nothing but a name behind it.
_SAID_BEFORE = re.compile(rf"{_ENDS_NAMES}(?:要|还|都|是|的确|确实)*(?P<way>多|高|大|少|低|小)于")
_ENDS = re.compile(rf"{_ENDS_NAMES}(?:[,，?？]|[吗么吧]|是真的|$)")
_MORE = "多高大"
# '占了将近八成', '一半以上', '七成多': shares in words.
_SHARE = re.compile(
    r"(?:(?P<tenths>[一二两三四五六七八九])成(?P<half>半)?|(?P<halves>一半|半数))"
    r"(?P<behind>多|以上|以下|左右)?"
)
_HOW = r"(?P<how>不到|不足|超过|将近|接近|达到|大约|约|近|只有|有|是)?了?"
_HOW_MUCH_OF = re.compile(rf"{_ENDS_NAMES}(?:是不是|是否|有没有|还|都|已经|应该)*{_HOW}")
_OF_IT = re.compile(rf"{_ENDS_NAMES}的(?P<share>{_SHARE.pattern.replace('?P<', '?P<_')})")
_ADDED = re.compile(rf"{_ENDS_NAMES}(?:再?加上?|和|与|跟|及|、)")
_EXCEEDS = re.compile(
    rf"{_ENDS_NAMES}[,，]?(?:之和|相加|[加凑合]起来|加在一起|一共|合计|总共)?"
    r"(?:是不是|是否|有没有|会不会|都|还|就|已经|能|能不能)*"
    r"(?:超过|超出|高于|多于|大于|(?P<less>不到|低于|少于|小于))了?"
)
# A whole that is named by a general word alone.
_OF_ALL = re.compile(r"^了?(?:全部|整个|本年|当年|全年|总|的)*(?:支出|预算|决算)")
_TENTHS = "零一二三四五六七八九"
# '完成全年预算的86%', as the account of a body prints it.
_COMPLETED = re.compile(r"完成了?(?:全年|年初|调整后?的?)?预算数?的?(?P<rate>[^,，]*%)")
_PUT_TO_PROOF = re.compile(r"真的|属实|对吗|对么|对不对|对吧|没错吧|是吗|这话对|说得对|的吧[?？]*$")
_OF_CHANGE = (Operation.CHANGE, Operation.CHANGE_RATE)


def answer_claim(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """The figures of a claim with the verdict before them; None where a question makes none."""
    if not YES_OR_NO.search(intent.plain) or ASKS_WHICH.search(intent.plain):
        return None
    if (way := _order_claimed(intent)) is not None:
        return _ordered(intent, way, selection, corpus)
    of_it = _said_as_of(intent) or intent
    if (share := share_claimed(of_it)) is not None:
        return _shared(of_it, share, selection, corpus)
    if (completed := _COMPLETED.search(intent.rest)) is not None and intent.items:
        return _used(intent, completed["rate"], selection, corpus)
    if (together := _together_claimed(intent)) is not None:
        return _summed_beside(intent, together, selection, corpus)
    if intent.operation is Operation.SUM and (amount := amount_said(_but_items(intent))):
        return _summed(intent, amount, selection, corpus)
    if intent.operation in _OF_CHANGE and _PUT_TO_PROOF.search(intent.plain):
        return _changed(intent, selection, corpus)
    return None


def _order_claimed(intent: Intent) -> str | None:
    """'多' or '少' where a question says one of its two items to be so beside the other."""
    placed = in_order(intent)
    if len(placed) != 2 or len(intent.items) != 2:
        return None
    one, other = placed
    said = _SAID_BEFORE.fullmatch(intent.rest[one.end : other.start])
    if said is not None and _ENDS.match(intent.rest[other.end :]):
        return "多" if said["way"] in _MORE else "少"
    behind = _WAY.match(intent.rest[other.end :])
    if behind is None or not _BESIDE.match(intent.rest[one.end : other.start]):
        return None
    return "多" if behind["way"] in _MORE else "少"


def _ordered(intent: Intent, way: str, selection: Selection, corpus: Corpus) -> Draft | Stop:
    both = replace(intent, items=tuple(in_order(intent)), operation=Operation.COMPARE)
    draft = compare_items(both, selection, corpus)
    if not isinstance(draft, Draft) or draft.status is not Status.ANSWERED or len(draft.facts) < 2:
        return draft
    one, other = (yuan_of(fact) for fact, _ in draft.facts[:2])
    holds = one > other if way == "多" else one < other
    draft.text = (SO if holds else NOT_SO) + draft.text
    return draft


def share_claimed(intent: Intent) -> Said | None:
    """The share that a question states in words behind 占, in percent; None where it states none.

    Shares in figures ('占42.53%') are proven as printed rates are.
    """
    _, stands, behind = intent.rest.partition("占")
    said = _SHARE.search(behind)
    named = len(intent.items) > 1 or (intent.items and _OF_ALL.search(behind))
    if not stands or said is None or not named:
        return None
    return _in_percent(said, behind[max(said.start() - 4, 0) : said.start()])


def _said_as_of(intent: Intent) -> Intent | None:
    """'货物采购不到采购总额的一成' as it is asked with 占; None where nothing is said so."""
    placed = in_order(intent)
    if len(placed) != 2 or len(intent.items) != 2 or "占" in intent.rest:
        return None
    one, other = placed
    how = _HOW_MUCH_OF.fullmatch(intent.rest[one.end : other.start])
    share = _OF_IT.match(intent.rest[other.end :])
    if how is None or share is None:
        return None
    asked = f"{one.text}占{other.text}{how['how'] or ''}{share['share']}"
    at = len(one.text) + 1
    items = (replace(one, start=0), replace(other, start=at))
    return replace(intent, plain=asked, rest=asked, items=items)


def _in_percent(said: re.Match[str], before: str) -> Said | None:
    tenths = _TENTHS.index(said["tenths"].replace("两", "二")) if said["tenths"] else 5
    percent = tenths * 10 + (5 if said["half"] else 0)
    if said["behind"] == "以下":
        return Said(None, Decimal(percent), "%", Decimal(1))
    more = "多" if said["behind"] == "多" else ""
    before = "达到" if said["behind"] == "以上" else before
    return amount_said(f"{before}{percent}{more}%{'左右' if said['behind'] == '左右' else ''}")


def _together_claimed(intent: Intent) -> str | None:
    """'接待费加会议费超过出国费了吗': 多 or 少, as those before are said to be beside the last."""
    placed = in_order(intent)
    if len(placed) < 3 or len(placed) != len(intent.items):
        return None
    *added, last = placed
    between = [intent.rest[a.end : b.start] for a, b in pairwise(added)]
    if not all(_ADDED.fullmatch(words) for words in between):
        return None
    way = _EXCEEDS.fullmatch(intent.rest[added[-1].end : last.start])
    return None if way is None else "少" if way["less"] else "多"


def _summed_beside(intent: Intent, way: str, selection: Selection, corpus: Corpus) -> Draft | Stop:
    facts = operands_of(replace(intent, items=tuple(in_order(intent))), selection, corpus)
    if not isinstance(facts, list):
        return facts
    *added, last = facts
    if len(added) < 2:
        return Stop(Reason.NOT_DERIVABLE, "所列的几项在文件中是同一个数，无法相加比较。")
    result = calculate.total(added)
    sum_of_them = sum(map(yuan_of, added))
    holds = sum_of_them > yuan_of(last) if way == "多" else sum_of_them < yuan_of(last)
    draft = Draft()
    told = "，".join(f"{compose.stated(f)}{draft.mark(f, Role.OPERAND)}" for f in added)
    draft.say(f"{SO if holds else NOT_SO}{compose.document_phrase(last)}中，{told}，")
    draft.say(f"相加得{compose.calculated(result)}；{compose.stated(last)}{draft.mark(last)}。")
    draft.calculations.append(result)
    draft.values.append(Value(result.result, "合计（计算）"))
    warn_of_scopes(draft, facts)
    return draft


def _summed(intent: Intent, amount: Said, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """'购置费和运行费加起来超过200万了吗': the sum, and whether it is as much as said."""
    draft = answer_sum(intent, selection, corpus)
    if isinstance(draft, Draft) and draft.status is Status.ANSWERED and len(draft.values) == 1:
        quantity = draft.values[0].quantity
        if quantity.yuan is not None and amount.unit == "元":
            draft.text = amount.holds_of(quantity.yuan) + draft.text
    return draft


def _but_items(intent: Intent) -> str:
    rest = intent.rest
    for item in intent.items:
        rest = rest.replace(item.text, "，")
    return rest


def _shared(intent: Intent, share: Said, selection: Selection, corpus: Corpus) -> Draft | Stop:
    draft = answer_share(replace(intent, operation=Operation.SHARE), selection, corpus)
    if isinstance(draft, Draft) and draft.status is Status.ANSWERED and len(draft.values) == 1:
        draft.text = share.holds_of(draft.values[0].quantity.number) + draft.text
    return draft


def _used(intent: Intent, rate: str, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """'完成全年预算的86%，对吗': the rate of the two amounts, and whether it is so.

    None where the document prints that rate: then it is proven as every printed rate is.
    """
    intent, said = of_all(replace(intent, measure=None)), amount_said(rate)
    stated = stated_first(intent, selection, selection.year, corpus, Aspect.COMPLETION_RATE)
    printed = stated.figure.quantity if stated is not None else None
    if printed is not None and said is not None and said.holds_of(printed.number) == SO:
        return None
    spent, planned = spent_and_planned(intent, selection, corpus)
    if spent is None or planned is None:
        return answer_completion(intent, selection, corpus)
    worked = calculate.share(spent, planned)
    draft = two_and_result(spent, planned, worked, "完成", f"{spent.figure.label}完成率（计算）")
    if said is not None:
        draft.text = said.holds_of(worked.result.number) + draft.text
    return draft


def _changed(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """The change of one item where one direction is claimed, not an amount of it besides."""
    said = [wording().presumes(name, intent.plain) for name in ("more", "less")]
    if len(intent.items) > 1 or said[0] == said[1] or amount_said(intent.rest) is not None:
        return None
    draft = answer_change(intent, selection, corpus)
    told = isinstance(draft, Draft) and draft.status is Status.ANSWERED and len(draft.values) == 1
    if not isinstance(draft, Draft) or not told or draft.text.startswith((SO, NOT_SO)):
        return draft
    against = against_direction(intent.plain, draft.values[0].quantity)
    draft.text = (NOT_SO if against else SO) + draft.text
    return draft
