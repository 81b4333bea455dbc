"""remainder: what a whole has beside the part answered after it: '剩下的是什么，多少钱'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Aspect, Figure
from ingest.vocabulary.load import vocabulary
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Asked, Intent
from qa_service.model import Calculation, Fact, Role
from qa_service.steps import calculate, compose
from qa_service.steps.arithmetic import figures_before
from qa_service.steps.item_names import ItemMention, wholes_of
from qa_service.steps.look_up import look_up_figures, query_of
from qa_service.steps.wording import wording

# Three numbers, each rounded by half of its last digit (Quantity.last_place).
_ROUNDED = 3


def remainder_of(intent: Intent, _: Sequence[Asked], corpus: Corpus) -> Draft | None:
    """The other part of what was last spoken of, named where the document states it.

    None where that is not asked, or the last two answers are no whole and a part of it.
    """
    named_here = bool(intent.items) and "item" not in intent.carried
    if named_here or not wording().remainder.search(intent.plain):
        return None
    before = figures_before(intent.recent[-2:], corpus)
    if len(before) < 2 or not _is_part(before[1], before[0]):
        return None
    whole, part = before
    left = calculate.difference(whole, part)
    rest = _the_other_part(intent, whole, part, left, corpus)
    draft = Draft()
    named = "" if rest is None else f"是{compose.stated(rest)}{draft.mark(rest)}"
    draft.say(
        f"{compose.document_phrase(whole)}中，{compose.stated(whole)}"
        f"{draft.mark(whole, Role.OPERAND)}，其中{compose.stated(part)}"
        f"{draft.mark(part, Role.OPERAND)}，剩下的"
    )
    if rest is None or rest.figure.quantity is None:
        draft.calculations.append(left)
        draft.say(f"为{compose.calculated(left)}。")
        draft.give(left.result, f"{whole.figure.label}除去{part.figure.label}（计算）")
        return draft
    draft.say(f"{named}。")
    draft.give(rest.figure.quantity, rest.figure.label)
    return draft


def _is_part(part: Fact, whole: Fact) -> bool:
    """Whether one is a part of the other, in one document, year and statement of it."""
    p, w = part.figure, whole.figure
    same = part.document == whole.document and p.fiscal_year == w.fiscal_year
    amounts = p.aspect is Aspect.AMOUNT and w.aspect is Aspect.AMOUNT
    return same and amounts and p.measure is w.measure and bool(_means(w) & wholes_of(p.item or ""))


def _means(whole: Figure) -> frozenset[str]:
    """The item of a figure and the totals it may stand for (本年支出合计 for 支出总计)."""
    item = vocabulary().items.get(whole.item or "")
    return frozenset() if item is None else frozenset((item.key, *item.see))


def _the_other_part(
    intent: Intent, whole: Fact, part: Fact, left: Calculation, corpus: Corpus
) -> Fact | None:
    """The only other part of the whole, where the document states just what is left."""
    items = vocabulary().items
    parts = {key for whole_key in _means(whole.figure) for key in items[whole_key].parts}
    others = parts - {part.figure.item} if part.figure.item in parts else set()
    if len(others) != 1:
        return None
    key = others.pop()
    mention = ItemMention(items[key].name, keys=(key,))
    query = replace(
        query_of(intent, Aspect.AMOUNT, whole.figure.fiscal_year),
        items=(mention,),
        measure=whole.figure.measure,
    )
    found = look_up_figures(query, corpus.facts([whole.document])).first
    if found is None or found.figure.quantity is None:
        return None
    stated = found.figure.quantity.to(left.result.unit)
    apart = abs(stated.number - left.result.number)
    return found if apart <= _ROUNDED * stated.last_place else None
