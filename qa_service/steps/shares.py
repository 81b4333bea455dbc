"""Answers about shares: as the document states them, else computed and shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Aspect
from ingest.vocabulary.load import plain_label, vocabulary
from qa_service.corpus import Corpus
from qa_service.draft import Draft, joined
from qa_service.intent import Intent, Stop
from qa_service.model import Fact, Operation, Reason, Role, Status
from qa_service.steps import calculate, compose
from qa_service.steps.arithmetic import answered_before
from qa_service.steps.changes import stated_first
from qa_service.steps.find_value import find_value
from qa_service.steps.follow_up import EVERYTHING
from qa_service.steps.item_names import ItemMention, item_name, wholes_of
from qa_service.steps.operands import (
    operands_of,
    say_overlap,
    warn_of_scopes,
)
from qa_service.steps.part_and_whole import (
    each_part_of_one,
    in_order,
    part_and_whole,
    several_parts,
)
from qa_service.steps.parts import parts_of
from qa_service.steps.results import two_and_result
from qa_service.steps.select import Selection
from qa_service.steps.values import answer_value
from qa_service.steps.whole_and_parts import income_for_all

_COUNTED = "performance_projects"
_ALL_PARTS = re.compile(r"各(?:分?项|个?部分|类)")
# '加起来是100%吗': the share of them all is told behind the share of each.
_ALL_OF_IT = re.compile(r"100%|百分之?(?:一)?百|加起来|合起来|相加")
# '一般公共预算基本支出中，人员经费占多少': part and whole are of that money.
_WHOSE_MONEY = re.compile(
    r"(?:一般公共预算|财政)(?:财政)?(?:拨款)?的?(?:基本支出|项目支出)(?:里|中|内|当中)"
)
_EACH = re.compile(r"分别|各")


def answer_share(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """What share of a whole the item is: as stated for that whole, else computed."""
    if (each := each_part_of_one(intent)) is not None:
        return _share_of_each(intent, *each, selection, corpus)
    if (several := several_parts(intent)) is not None:
        return _share_of_several(intent, *several, selection, corpus)
    if len(intent.items) == 1 and _ALL_PARTS.search(intent.plain):
        return _shares_of_parts(intent, selection, corpus)
    year = selection.year
    if (sides := _sides(intent, selection, corpus)) is not None:
        return _share_of(*sides, None, corpus)
    part, whole = part_and_whole(intent)
    if part is None:
        return answer_value(intent, selection, find_value(intent, selection, year, corpus), corpus)
    if _COUNTED in part.keys:  # '绩效目标占项目支出' is of the money that the targets speak of
        part = replace(part, keys=(*vocabulary().items[_COUNTED].see, *part.keys))
    alone = replace(intent, items=(part,), operation=Operation.VALUE)
    stated = stated_first(alone, selection, year, corpus, Aspect.SHARE)
    if stated is not None and whole is None:
        return _stated_share(stated)
    top = _limited_to(alone, part, whole, selection, corpus)
    if top is None:
        missing = find_value(alone, selection, year, corpus)
        if missing.computed:
            return _share_of_sum(intent, missing.computed, whole, selection, corpus)
        return answer_value(alone, selection, missing, corpus)
    over = whole or _whole_before(intent, corpus) or _counted_within(top) or EVERYTHING
    wholes = find_value(replace(alone, items=(over,)), selection, year, corpus).found
    bottom = wholes.first
    if bottom is not None and _WHOSE_MONEY.search(intent.plain):
        alike = (*wholes.best, *wholes.otherwise, *wholes.rivals)
        bottom = next((f for f in alike if f.figure.fund == top.figure.fund), bottom)
    if bottom is None and (over.generic or set(over.keys) & set(EVERYTHING.keys)):
        bottom = income_for_all(alone, selection, corpus)
    if bottom is None:
        if stated is not None:
            return _stated_share(stated)
        draft = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
        draft.say(f"文件没有写明占比，也没有“{over.text}”的数作分母，算不出来。")
        return draft
    if top.fact_id == bottom.fact_id:
        if top.figure.quantity is not None and not top.figure.quantity.number:
            # '三公经费里接待费占大头', where the document says that there are none of them.
            return answer_value(
                alone, selection, find_value(alone, selection, year, corpus), corpus
            )
        draft = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
        draft.say(f"文件没有分别给出“{part.text}”和“{over.text}”的数，算不出占比。")
        return draft
    return _share_of(top, bottom, stated, corpus)


def _sides(intent: Intent, selection: Selection, corpus: Corpus) -> tuple[Fact, Fact] | None:
    """What stands before and behind 占, where one side takes two names ('财政拨款基本支出')."""
    at = intent.rest.find("占")
    placed = in_order(intent)
    before = tuple(m for m in placed if m.end <= at)
    after = tuple(m for m in placed if m.start > at)
    if at < 0 or not before or not after or len(before) + len(after) < 3:
        return None
    found = [
        find_value(
            replace(intent, items=side, operation=Operation.VALUE),
            selection,
            selection.year,
            corpus,
        ).found
        for side in (before, after)
    ]
    part, whole = (f.first for f in found)
    clear = not any(f.unmet or f.homonyms for f in found)
    return (part, whole) if part and whole and clear else None


def _shares_of_parts(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """'三公经费各项占比': what share each of its parts is."""
    parts = parts_of(intent, selection, corpus)
    alone = replace(intent, operation=Operation.VALUE)
    found = find_value(alone, selection, selection.year, corpus)
    whole = found.found.first
    if whole is None or not parts:
        return answer_value(alone, selection, found, corpus)
    return joined([_share_of(part, whole, None, corpus) for part in parts])


def _share_of_several(
    intent: Intent,
    parts: Sequence[ItemMention],
    whole: ItemMention | None,
    selection: Selection,
    corpus: Corpus,
) -> Draft | Stop:
    """What share several items are together, or each of them where that is asked."""
    if _EACH.search(intent.plain):
        each = _share_of_each(intent, parts, whole, selection, corpus)
        if not isinstance(each, Draft) or not _ALL_OF_IT.search(intent.plain):
            return each
        alike = replace(intent, plain=_EACH.sub("", intent.plain))
        added = _share_of_several(alike, parts, whole, selection, corpus)
        return joined([each, added]) if isinstance(added, Draft) else each
    facts = operands_of(replace(intent, items=tuple(parts)), selection, corpus)
    if not isinstance(facts, list):
        return facts
    if len(facts) == 1:  # the words of one name were read as two
        return answer_share(replace(intent, rest=""), selection, corpus)
    return _share_of_sum(intent, facts, whole, selection, corpus)


def _share_of_each(
    intent: Intent,
    parts: Sequence[ItemMention],
    whole: ItemMention | None,
    selection: Selection,
    corpus: Corpus,
) -> Draft | Stop:
    """What share each of several items is; none where one of them can't be told."""
    drafts = []
    for part in parts:
        items = (part,) if whole is None else (part, whole)
        one = answer_share(replace(intent, items=items, rest=""), selection, corpus)
        if isinstance(one, Stop) or one.status is not Status.ANSWERED:
            return one
        drafts.append(one)
    return joined(drafts)


def _share_of_sum(
    intent: Intent,
    facts: Sequence[Fact],
    whole: ItemMention | None,
    selection: Selection,
    corpus: Corpus,
) -> Draft | Stop:
    """What share of the whole the figures are together."""
    over = replace(intent, items=(whole or EVERYTHING,), operation=Operation.VALUE)
    found = find_value(over, selection, selection.year, corpus)
    bottom = found.found.first
    if bottom is None or found.found.homonyms:
        return answer_value(over, selection, found, corpus)
    draft = Draft()
    calculation = calculate.share_of_sum(facts, bottom)
    told = "，".join(f"{compose.stated(f)}{draft.mark(f, Role.OPERAND)}" for f in (*facts, bottom))
    draft.say(f"{compose.document_phrase(bottom)}中，{told}。")
    draft.say(f"合起来占{compose.item_phrase(bottom)}的{compose.calculated(calculation)}。")
    draft.calculations.append(calculation)
    draft.give(calculation.result, f"占{bottom.figure.label}的比重（计算）")
    say_overlap(draft, facts)
    warn_of_scopes(draft, facts)
    return draft


def _whole_before(intent: Intent, corpus: Corpus) -> ItemMention | None:
    """The whole of the item that was answered just before ('政府采购多少' '货物呢' '占几成')."""
    keys = intent.target.keys if intent.target else ()
    for fact in reversed(answered_before(intent, corpus)):
        item = fact.figure.item
        if item is not None and any(item in wholes_of(k) for k in keys):
            return ItemMention(item_name(item) or item, keys=(item,))
    return None


def _counted_within(part: Fact) -> ItemMention | None:
    """The number that a number of the same sentence is part of ('编制50名，其中行政编制30名')."""
    f = part.figure
    if f.aspect is not Aspect.COUNT or len(f.item_path) < 2:
        return None
    return ItemMention(plain_label(f.item_path[-2]))


def _limited_to(
    alone: Intent,
    part: ItemMention,
    whole: ItemMention | None,
    selection: Selection,
    corpus: Corpus,
) -> Fact | None:
    """The part's amount within the whole's row where the part is a column ('社保里的基本支出')."""
    year = selection.year
    if whole is not None:
        both = replace(alone, items=(whole, part))
        found = find_value(both, selection, year, corpus).found
        if found.first is not None and not found.unmet and not found.homonyms:
            return found.first
    found = find_value(alone, selection, year, corpus).found
    return None if found.homonyms else found.first


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


def _share_of(part: Fact, whole: Fact, stated: Fact | None, corpus: Corpus) -> Draft:
    calculation = calculate.share(part, whole)
    label = f"{part.figure.label}占{whole.figure.label}的比重（计算）"
    draft = two_and_result(part, whole, calculation, "占", label)
    quantity = stated.figure.quantity if stated else None
    if stated is not None and quantity is not None and _is_share_of(stated, whole, corpus):
        close = abs(quantity.number - calculation.result.number) <= quantity.last_place * 2
        draft.say(f"文件写作{compose.fact_amount(stated)}{draft.mark(stated, Role.CONTEXT)}。")
        if not close:
            draft.reason = Reason.DOCUMENTS_DISAGREE
            draft.give(quantity, f"{stated.figure.label}占比（文件写明）")
            draft.warn("文件自相矛盾：写明的占比与按其自身数字计算的结果不一致，两者均已列出")
    return draft


def _is_share_of(stated: Fact, whole: Fact, corpus: Corpus) -> bool:
    """Whether the sentence of a stated share speaks of the whole it is a share of."""
    sentence = stated.figure.sentence
    if sentence is None:
        return False
    text = corpus.contents(stated.document).text[sentence.start : sentence.end]
    mention = ItemMention(plain_label(whole.figure.label))
    return mention.text in plain_label(text) or any(
        plain_label(name) in plain_label(text)
        for name in (item_name(whole.figure.item or "") or mention.text,)
    )
