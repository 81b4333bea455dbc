"""Which of the items a question of a share names is the part, and which the whole."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from qa_service.intent import Intent
from qa_service.steps.item_names import ItemMention, wholes_of
from qa_service.steps.operands import place_and_operands

_OF_WHICH = re.compile(r"占|是|相当于")
_PROPORTION = re.compile(
    r"(?:多大|多少|什么)(?:的)?(?:一部分)?(?:比例|比重)|百分之(?:几|多少)|几成"
)
_JOINED = re.compile(r"[和与及、跟加]")


def part_and_whole(intent: Intent) -> tuple[ItemMention | None, ItemMention | None]:
    """Which of the items is the part, and which the whole.

    What is known to be a part of the other is the part; else '占' and '里' tell ('A占B多少',
    'B里A占多少'); else the whole is said first.
    """
    items = intent.items
    if len(items) < 2:
        return (items[0] if items else None), None
    one, other = _beside_its_share(intent) or (items[-2], items[-1])
    if any(w in wholes_of(k) for k in one.keys for w in other.keys):
        return one, other
    if any(w in wholes_of(k) for k in other.keys for w in one.keys):
        return other, one
    text = intent.plain
    if _stands(intent, one) and _stands(intent, other):
        text, here, there = intent.rest, one.start, other.start
    else:
        here, there = text.find(one.text), text.find(other.text)
    behind = here + len(one.text) if here >= 0 else 0  # one that is carried is not said again
    if here < there and _OF_WHICH.search(text[behind:there]):
        return one, other
    within = re.compile(r"^(?:支出|经费|预算|费)?(?:里面|里头|当中|之中|其中|里|中|内)")
    if there >= 0 and within.match(text[there + len(other.text) :]):
        return one, other
    return other, one


def _beside_its_share(intent: Intent) -> tuple[ItemMention, ItemMention] | None:
    """What stands last before 占 and last behind it, where more than two items are named."""
    at, placed = intent.rest.find("占"), in_order(intent)
    before = [m for m in placed if m.end <= at]
    after = [m for m in placed if m.start > at >= 0]
    return (before[-1], after[-1]) if len(placed) > 2 and before and after else None


def several_parts(
    intent: Intent,
) -> tuple[tuple[ItemMention, ...], ItemMention | None] | None:
    """The parts that stand together before 占 and their whole, None where there is but one part."""
    at = intent.rest.find("占")
    placed = in_order(intent)
    before = tuple(m for m in placed if m.end <= at)
    place, parts = place_and_operands(replace(intent, items=before))
    if len(parts) < 2 or not _JOINED.search(intent.rest[parts[0].end : parts[-1].start]):
        return None
    return tuple(parts), next((m for m in placed if m.start > at), place)


def each_part_of_one(intent: Intent) -> tuple[tuple[ItemMention, ...], ItemMention] | None:
    """'基本支出多大比例是公用，多大比例是人员': each part behind its 比例, the whole before."""
    said = [m.start() for m in _PROPORTION.finditer(intent.rest)]
    placed = in_order(intent)
    if len(said) < 2 or len(placed) != len(said) + 1 or placed[0].end > said[0]:
        return None
    bounds = (*said, len(intent.rest))
    behind = [[m for m in placed[1:] if start < m.start < end] for start, end in pairwise(bounds)]
    return (tuple(placed[1:]), placed[0]) if all(len(one) == 1 for one in behind) else None


def in_order(intent: Intent) -> list[ItemMention]:
    """The items that the question itself names, as they stand in it."""
    return sorted((m for m in intent.items if _stands(intent, m)), key=lambda m: m.start)


def _stands(intent: Intent, mention: ItemMention) -> bool:
    """Whether a mention was read where it says so ('编制' is no part of '事业编制')."""
    return intent.rest[mention.start : mention.end] == mention.text
