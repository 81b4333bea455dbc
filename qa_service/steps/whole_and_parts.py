"""An item told by its whole or its parts, where the document states no figure of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Aspect
from ingest.vocabulary.load import vocabulary
from qa_service.corpus import Corpus
from qa_service.intent import Intent
from qa_service.model import Fact
from qa_service.steps import calculate, compose
from qa_service.steps.item_names import ItemMention, item_name, wholes_of
from qa_service.steps.look_up import look_up_figures, query_of
from qa_service.steps.select import Selection
from qa_service.steps.wording import wording


def nothing_of_the_whole(intent: Intent, facts: Sequence[Fact], year: int | None) -> Fact | None:
    """'无“三公”经费支出' says that there is no 公务接待费 either: the whole stated as none."""
    target = intent.target
    sure = target is not None and not target.generic and (target.strong or len(intent.content) < 2)
    for key in target.keys if target and sure else ():
        for whole in sorted(wholes_of(key)):
            mention = ItemMention(item_name(whole) or whole, keys=(whole,))
            query = replace(
                query_of(intent, Aspect.AMOUNT, year), items=(mention,), tables=frozenset()
            )
            fact = look_up_figures(query, facts).first
            if fact is not None and compose.says_none(fact):
                return fact
    return None


def parts_stated(intent: Intent, facts: Sequence[Fact], year: int | None) -> tuple[Fact, ...]:
    """The parts of an item whose total is not stated, when all of them are."""
    target = intent.target
    items = vocabulary().items
    if target is None:
        return ()
    if "total_expenditure" in target.keys:
        return _natures(intent, facts, year)
    item = next((items[k] for k in target.keys if k in items), None)
    if item is None or not item.parts or target.generic:
        return ()
    return _all_of(item.parts, intent, facts, year)


def income_for_all(intent: Intent, selection: Selection, corpus: Corpus) -> Fact | None:
    """The only income, where the document states no total and spends just that by its kinds."""
    facts = corpus.facts(selection.documents)
    if not _natures(intent, facts, selection.year):
        return None
    return _all_of(("fiscal_appropriation_income",), intent, facts, selection.year)[0]


def _natures(intent: Intent, facts: Sequence[Fact], year: int | None) -> tuple[Fact, ...]:
    """Spending by what it is spent on, when it is all there: it comes to all that comes in."""
    parts = _all_of(wording().natures, intent, facts, year)
    income = _all_of(("fiscal_appropriation_income",), intent, facts, year)
    if len(parts) < 2 or not income or not _comes_in_alone(income[0], facts):
        return ()
    received = income[0].figure.quantity
    return parts if calculate.total(parts).result == received else ()


def _comes_in_alone(income: Fact, facts: Sequence[Fact]) -> bool:
    """Whether the document states no other income than this."""
    others = (
        f.figure
        for f in facts
        if (item := vocabulary().items.get(f.figure.item or "")) is not None
        and item.side == "income"
        and f.figure.aspect is Aspect.AMOUNT
        and f.figure.fiscal_year == income.figure.fiscal_year
    )
    return all(
        o.quantity is None or o.quantity.number == 0 or o.quantity == income.figure.quantity
        for o in others
    )


def _all_of(
    keys: Sequence[str], intent: Intent, facts: Sequence[Fact], year: int | None
) -> tuple[Fact, ...]:
    """The figures of all the items, of one document and 口径; () where one is not stated."""
    parts: list[Fact] = []
    for key in keys:
        mention = ItemMention(item_name(key) or key, keys=(key,))
        found = look_up_figures(
            replace(query_of(intent, Aspect.AMOUNT, year), items=(mention,)), facts
        )
        if found.first is None or found.rivals:
            return ()
        parts.append(found.first)
    same = {(p.figure.fund, p.figure.measure, p.document.document_id) for p in parts}
    return tuple(parts) if len(same) == 1 else ()
