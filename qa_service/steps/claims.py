"""claims: what a question says of one item beside another, and asks whether it is so.

'项目支出比基本支出少，这话对吗', '工程占采购的八成以上，是真的吗', '三公经费比上年减少了，对吧':
the figures, what they give, and in front whether it is as said.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.model import Operation, Status
from qa_service.steps.changes import answer_change
from qa_service.steps.comparing import compare_items
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
from qa_service.steps.results import yuan_of
from qa_service.steps.select import Selection
from qa_service.steps.shares import answer_share
from qa_service.steps.wording import wording

_ENDS_NAMES = r"(?:支出|经费|费用|预算|决算|金额|的钱)?"
_BESIDE = re.compile(rf"^{_ENDS_NAMES}(?:的?数)?(?:是不是|是否|会不会|有没有|要|还|都|真的)*比$")
_WAY = re.compile(
    rf"^{_ENDS_NAMES}(?:还|要|更|来得)*(?P<way>多|高|大|少|低|小)(?!出|几|[\d一二两三四五六七八九十百]|多少)"
)
_MORE = "多高大"
# '占了将近八成', '一半以上', '七成多': shares in words.
_SHARE = re.compile(
    r"(?:(?P<tenths>[一二两三四五六七八九])成(?P<half>半)?|(?P<halves>一半|半数))"
    r"(?P<behind>多|以上|以下|左右)?"
)
# A whole that is named by a general word alone.
_OF_ALL = re.compile(r"^了?(?:全部|整个|本年|当年|全年|总|的)*(?:支出|预算|决算)")
_TENTHS = "零一二三四五六七八九"
_PUT_TO_PROOF = re.compile(r"真的|属实|对吗|对么|对不对|对吧|没错吧|是吗|这话对|说得对|的吧[?？]*$")
_OF_CHANGE = (Operation.CHANGE, Operation.CHANGE_RATE)


def answer_claim(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """The figures of a claim with the verdict before them; None where a question makes none."""
    if not YES_OR_NO.search(intent.plain) or ASKS_WHICH.search(intent.plain):
        return None
    if (way := _order_claimed(intent)) is not None:
        return _ordered(intent, way, selection, corpus)
    if (share := share_claimed(intent)) is not None:
        return _shared(intent, share, selection, corpus)
    if intent.operation in _OF_CHANGE and _PUT_TO_PROOF.search(intent.plain):
        return _changed(intent, selection, corpus)
    return None


def _order_claimed(intent: Intent) -> str | None:
    """'多' or '少' where a question says one of its two items to be so beside the other."""
    placed = in_order(intent)
    if len(placed) != 2 or len(intent.items) != 2:
        return None
    one, other = placed
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
    tenths = _TENTHS.index(said["tenths"].replace("两", "二")) if said["tenths"] else 5
    percent = tenths * 10 + (5 if said["half"] else 0)
    if said["behind"] == "以下":
        return Said(None, Decimal(percent), "%", Decimal(1))
    more = "多" if said["behind"] == "多" else ""
    before = "达到" if said["behind"] == "以上" else behind[max(said.start() - 4, 0) : said.start()]
    return amount_said(f"{before}{percent}{more}%{'左右' if said['behind'] == '左右' else ''}")


def _shared(intent: Intent, share: Said, selection: Selection, corpus: Corpus) -> Draft | Stop:
    draft = answer_share(replace(intent, operation=Operation.SHARE), selection, corpus)
    if isinstance(draft, Draft) and draft.status is Status.ANSWERED and len(draft.values) == 1:
        draft.text = share.holds_of(draft.values[0].quantity.number) + draft.text
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
