"""counted_money: how many things there are and the money they come to, asked in one breath.

'多少个项目编报了绩效目标，涉及多少钱': the money is what is asked in the end and goes first; the
number goes with it. Which money goes with which number stands in the vocabulary (`see`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model import Aspect
from ingest.vocabulary.load import vocabulary
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent
from qa_service.model import Fact, Operation, Role
from qa_service.steps import compose
from qa_service.steps.find_value import find_value
from qa_service.steps.item_names import ItemMention
from qa_service.steps.look_up import agrees, look_up_figures, query_of
from qa_service.steps.select import Selection
from qa_service.steps.values import give
from qa_service.steps.wording import wording

_HOW_MANY = re.compile(r"(几|多少)个(?!钱)")
_INVOLVED = re.compile(r"涉及")
_HOW_MUCH = re.compile(r"(几|多少)个?(财政性?|项目|预算)*(钱|资金|经费|金额|预算|万|亿|元)|金额")


def count_and_money(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """The money of what is counted, then its number; None where not both are asked and stated."""
    if not (_HOW_MANY.search(intent.plain) and _HOW_MUCH.search(intent.plain)):
        return None
    number = _number(intent, selection, corpus)
    money = None if number is None else _money_of(number, intent, selection, corpus)
    if number is None or money is None:
        return None
    draft = Draft()
    draft.say(
        f"{compose.document_phrase(money)}中，{compose.stated(money)}{draft.mark(money)}，"
        f"{compose.stated(number)}{draft.mark(number)}。"
    )
    give(draft, intent, money)
    give(draft, replace(intent, unit=None), number)
    there = replace(selection, documents=selection.others)
    for key_of, aspect, here in (
        (money.figure.item, Aspect.AMOUNT, money),
        (number.figure.item, Aspect.COUNT, number),
    ):
        other = _stated(str(key_of), aspect, intent, there, corpus)
        if other is not None:
            same = "相同，也是" if agrees(here, other) else "为"
            draft.say(
                f"{compose.document_phrase(other)}中{compose.item_label(other)}{same}"
                f"{compose.signed_amount(other)}{draft.mark(other, Role.CONTEXT)}。"
            )
    return draft


def _number(intent: Intent, selection: Selection, corpus: Corpus) -> Fact | None:
    """How many there are of what is counted, or of an item that the document counts."""
    if key := wording().counted_item(intent.plain):
        return _stated(key, Aspect.COUNT, intent, selection, corpus)
    counts = replace(intent, operation=Operation.COUNT, items=intent.items[-1:])
    found = find_value(counts, selection, selection.year, corpus).found
    first = None if found.homonyms or found.rivals else found.first
    return first if first is not None and first.figure.aspect is Aspect.COUNT else None


def _money_of(number: Fact, intent: Intent, selection: Selection, corpus: Corpus) -> Fact | None:
    """The money that the same sentence says is involved, else what the vocabulary names."""
    involved = [
        fact
        for fact in corpus.facts((number.document,))
        if fact.figure.aspect is Aspect.AMOUNT
        and fact.figure.sentence is not None
        and fact.figure.sentence == number.figure.sentence
        and _INVOLVED.search(fact.figure.label)
    ]
    if involved:
        return involved[0] if all(agrees(involved[0], f) for f in involved) else None
    item = vocabulary().items.get(number.figure.item or "")
    moneys = (
        _stated(key, Aspect.AMOUNT, intent, selection, corpus) for key in (item.see if item else ())
    )
    return next((fact for fact in moneys if fact is not None), None)


def _stated(
    key: str, aspect: Aspect, intent: Intent, selection: Selection, corpus: Corpus
) -> Fact | None:
    """The one figure of an item in the documents selected."""
    item = vocabulary().items.get(key)
    if item is None:
        return None
    mention = ItemMention(item.name, keys=(key,))
    query = replace(query_of(intent, aspect, selection.year), items=(mention,), measure=None)
    found = look_up_figures(query, corpus.facts(selection.documents))
    return None if found.homonyms or found.rivals else found.first
