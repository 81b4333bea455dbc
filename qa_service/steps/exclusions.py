"""Answers to '除三公经费外的支出': a whole less one of its parts, where both are stated.

Anything else that a question takes out is refused: what is left of it is stated nowhere.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model import Level
from ingest.vocabulary.load import vocabulary
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.model import Fact, Operation, Reason, Role, Status
from qa_service.steps import calculate, compose
from qa_service.steps.find_value import find_value
from qa_service.steps.follow_up import EVERYTHING
from qa_service.steps.item_names import ItemMention, wholes_of
from qa_service.steps.operands import is_part, offer, refuse_unknown, warn_of_scopes
from qa_service.steps.select import Selection
from qa_service.steps.wording import wording

_COMPUTED = (Operation.VALUE, Operation.SUM, Operation.DIFFERENCE)
# '除三公经费外，会议费还花了多少', '除了财政拨款，还有多少其他收入': the other item is asked for
# beside the first.
_BESIDES = re.compile(r"(?:外|后|除[了去开][^,，]{2,16}[,，])[,，]?.*(?:还|也|又|另)(?!剩)")
_REMARK = re.compile(r"不含|不包括|不包含|不算|不计")
_ALL_INCOME = ItemMention("收入", keys=("total_income",), strong=False, generic=True)
# '除三公经费外的其他支出' is all that is left, whatever row is called so.
_ANY_OTHER = re.compile(r"(?:支出|经费|费用?|收入|资金|项目)$")
# '除财政拨款以外的其他资金': an item by that name, which says itself what it leaves out.
_OTHER_BY_NAME = "other_funds"
_OF_ITS_OWN = (Level.UNIT, Level.OWN)
_TOTALS = {
    "total_expenditure": "expenditure",
    "current_year_expenditure": "expenditure",
    "total_income": "income",
    "current_year_income": "income",
}


def takes_out(intent: Intent) -> bool:
    """Whether the question takes something out of what it asks."""
    if not intent.excluded and len(wording().content(intent.excluded_words)) < 2:
        return False
    if any(_OTHER_BY_NAME in m.keys or _is_other_by_label(m) for m in intent.items):
        return False
    said_again = _REMARK.search(intent.plain) and intent.items and intent.excluded
    if said_again and all(_stands_beside(w, p) for w in intent.items for p in intent.excluded):
        return False  # '养公车的钱（不含买车）' says again that another item is not meant
    disjoint = intent.items and not any(_holds(w, p) for w in intent.items for p in intent.excluded)
    return not (disjoint and _BESIDES.search(intent.plain))


def _stands_beside(one: ItemMention, other: ItemMention) -> bool:
    """Whether both are parts of one whole, and so neither holds the other."""
    wholes = [{whole for key in m.keys for whole in wholes_of(key)} for m in (one, other)]
    return bool(wholes[0] & wholes[1]) and not _holds(one, other) and not _holds(other, one)


def _is_other_by_label(mention: ItemMention) -> bool:
    """'除机要车以外的其他用车' is the document's own row 其他用车, which leaves the others out."""
    named = mention.text.startswith("其他") and not _ANY_OTHER.search(mention.text)
    return mention.strong and not mention.keys and named


def names_the_level(intent: Intent, selection: Selection) -> bool:
    """'单位预算（不含下属单位）': what is taken out says again which level's document is meant."""
    words = re.sub(r"[^\w]", "", intent.excluded_words)
    if not wording().subordinates.fullmatch(words):
        return False
    levels = {d.identity.level for d in selection.documents}
    return intent.level_said and levels == {intent.level} and intent.level in _OF_ITS_OWN


def without_part(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """The whole less the part taken out, else the refusal with what can be answered."""
    if not intent.excluded:
        return refuse_unknown(intent, [intent.excluded_words], selection, corpus)
    wholes = intent.items or (_ALL_INCOME if _side(intent.excluded[0]) == "income" else EVERYTHING,)
    if intent.operation not in _COMPUTED or len(wholes) > 1 or len(intent.excluded) > 1:
        return _refused(intent, selection, corpus, "文件没有按这样的范围列数")
    whole, part = wholes[0], intent.excluded[0]
    if not _holds(whole, part):
        why = f"不能确定“{part.text}”是“{whole.text}”的一部分，不能相减"
        return _refused(intent, selection, corpus, why)
    facts = [_stated(intent, mention, selection, corpus) for mention in (whole, part)]
    if facts[0] is None or facts[1] is None:
        absent = (whole if facts[0] is None else part).text
        return _refused(intent, selection, corpus, f"文件没有“{absent}”的数")
    return _left(intent, facts[0], facts[1])


def _left(intent: Intent, whole: Fact, part: Fact) -> Draft:
    draft = Draft()
    left = calculate.result_in(calculate.difference(whole, part), intent.unit)
    draft.say(
        f"{compose.document_phrase(whole)}中，{compose.stated(whole)}"
        f"{draft.mark(whole, Role.OPERAND)}，{compose.stated(part)}"
        f"{draft.mark(part, Role.OPERAND)}，除去后为{compose.calculated(left)}。"
    )
    draft.calculations.append(left)
    draft.give(left.result, f"{whole.figure.label}除去{part.figure.label}（计算）")
    warn_of_scopes(draft, (whole, part))
    return draft


def _stated(
    intent: Intent, mention: ItemMention, selection: Selection, corpus: Corpus
) -> Fact | None:
    one = replace(intent, items=(mention,), operation=Operation.VALUE)
    found = find_value(one, selection, selection.year, corpus).found
    return None if found.homonyms or (found.weak and len(intent.content) >= 2) else found.first


def _refused(intent: Intent, selection: Selection, corpus: Corpus, why: str) -> Draft:
    draft = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
    draft.say(f"{why}，算不出来。")
    both = replace(intent, items=(*intent.items, *intent.excluded))
    offer(draft, both, selection, corpus)
    return draft


def _holds(whole: ItemMention, part: ItemMention) -> bool:
    """Whether the whole holds the part: by the vocabulary, or as all income or expenditure."""
    sides = {_TOTALS[k] for k in whole.keys if k in _TOTALS}
    return is_part(part, whole) or (
        _side(part) in sides and not any(k in _TOTALS for k in part.keys)
    )


def _side(mention: ItemMention) -> str | None:
    """'income' or 'expenditure'; None for what is neither, or is known by no key."""
    items = vocabulary().items
    for key in mention.keys:
        if key in items:
            return items[key].side
        if ":" in key:
            return "expenditure"
    return None
