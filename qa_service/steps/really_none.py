"""really_none: whether an item is zero, where a question has read or heard that it is.

'表里和文字里都写没有，是真的零吧': each place that says so is told with its own words; a cell left
blank says nothing, and is told as blank. What is not zero is put right.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model import Aspect
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent
from qa_service.model import Fact, Operation, Role
from qa_service.steps import compose
from qa_service.steps.find_value import find_value
from qa_service.steps.premise import NOT_SO, SO
from qa_service.steps.select import Selection
from qa_service.steps.telling import place_of

_ZERO = r"(?:0|零|没有|没花|没安排|空的)(?![\d.])"
_ASKS = re.compile(
    rf"(?:真的?|当真|确实|果真)(?:就)?(?:是|为)?(?:的)?{_ZERO}|"
    rf"(?:是|为)(?:真的?|不是)?{_ZERO}万?元?(?:吗|么|吧|嘛|伐|不)|"
    rf"(?:写|填|印|列|报|说)(?:的)?(?:都|全|了)?(?:是|成|着|的)*{_ZERO}.{{0,12}}(?:吗|么|吧|嘛|伐|真的)|"
    r"真(?:的)?(?:一分)?(?:钱)?(?:都)?没(?:有|花|用|买|安排|支出|发生)"
)
_PLACES = 4  # as many places are quoted


def check_zero(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """Whether an item is zero, with every place that says so; None where that is not asked."""
    if len(intent.items) != 1 or not _ASKS.search(intent.plain):
        return None
    alone = replace(
        intent, operation=Operation.VALUE, content="", measure=None, plain=intent.items[0].text
    )
    found = find_value(alone, selection, selection.year, corpus).found
    first = found.first
    if first is None or first.figure.quantity is None or found.homonyms or found.rivals:
        return None
    draft = Draft()
    document = compose.document_phrase(first)
    draft.give(first.figure.quantity, first.figure.label)
    if first.figure.quantity.number != 0:
        draft.say(f"{NOT_SO}{document}中，{compose.stated(first)}{draft.mark(first)}，并不是零。")
        return draft
    told: list[str] = []
    for fact in _places(first, corpus):
        printed = fact.figure.printed.strip()
        where = place_of(fact, corpus)
        if fact.figure.quantity is None:
            said = "没有填数（空白本身不说明是不是零）" if not printed else f"印作“{printed}”"
            told.append(f"{where}这一栏{said}{draft.mark(fact, Role.CONTEXT)}")
        else:
            said = (
                f"写明“{printed}”" if compose.says_none(fact) else f"为{compose.fact_amount(fact)}"
            )
            told.append(f"{where}{said}{draft.mark(fact)}")
    draft.say(f"{SO}{document}里{compose.item_phrase(first)}，{'；'.join(dict.fromkeys(told))}。")
    return draft


def _places(first: Fact, corpus: Corpus) -> list[Fact]:
    """Where the item's amount is stated as none, or its cell left open: each way of saying once."""
    f = first.figure
    alike = [
        fact
        for fact in corpus.facts((first.document,))
        if fact.figure.item == f.item
        and (f.item is not None or fact.figure.label == f.label)
        and fact.figure.aspect is Aspect.AMOUNT
        and fact.figure.facet == f.facet
        and fact.figure.measure == f.measure
        and fact.figure.fiscal_year == f.fiscal_year
        and (fact.figure.quantity is None or fact.figure.quantity.number == 0)
    ]
    once: dict[tuple[str | None, str], Fact] = {_way_of_saying(first): first}
    for fact in sorted(alike, key=lambda one: one.figure.quantity is None):
        once.setdefault(_way_of_saying(fact), fact)
    return list(once.values())[:_PLACES]


def _way_of_saying(fact: Fact) -> tuple[str | None, str]:
    return fact.figure.source.table_id, fact.figure.printed.strip()
