"""Which figure an intent asks of the selected documents: as asked, or what that may stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.model import Aspect, Measure
from ingest.vocabulary.load import plain_label, vocabulary
from qa_service.corpus import Corpus
from qa_service.intent import Intent
from qa_service.model import Fact, Operation
from qa_service.steps.fitting import Query
from qa_service.steps.item_names import ItemMention
from qa_service.steps.look_up import Found, for_totals, look_up_figures, query_of
from qa_service.steps.select import Selection
from qa_service.steps.told import asks_count
from qa_service.steps.whole_and_parts import nothing_of_the_whole, parts_stated
from qa_service.steps.wording import wording


@dataclass(frozen=True)
class Answered:
    """A figure that answers, how it was found, and what is said with it.

    `computed` are the parts it was summed from where the document states no total; `implied`
    tells that what was found is the whole, which is nothing, so that the part is nothing too.
    """

    found: Found
    query: Query
    computed: tuple[Fact, ...] = ()
    implied: bool = False


def find_value(intent: Intent, selection: Selection, year: int | None, corpus: Corpus) -> Answered:
    """The figure an intent asks of the selected documents, for one year."""
    facts = corpus.facts(selection.documents)
    first = Answered(Found(), query_of(intent, Aspect.AMOUNT, year))
    if not intent.items and not wording().counted_item(intent.plain):
        return first
    for query in _queries(intent, selection, year):
        found = _told_apart(intent, look_up_figures(query, facts))
        whole = len(query.items) > 1 and intent.operation is Operation.COUNT
        if (found.best and not (whole and found.unmet)) or found.homonyms:
            return Answered(found, query)
        if found.blank and not first.found.blank:
            first = Answered(found, query)
    if intent.of_final_account and intent.measure is Measure.BUDGETED:
        return find_value(replace(intent, measure=Measure.ADJUSTED), selection, year, corpus)
    if len(intent.items) > 1:
        return first
    if implied := nothing_of_the_whole(intent, facts, year):
        return replace(first, found=Found(best=(implied,)), implied=True)
    return replace(first, computed=parts_stated(intent, facts, year))


def _told_apart(intent: Intent, found: Found) -> Found:
    """The one of several items of a name whose place the question's other words name.

    '全委会采购住宿服务' is the line 住宿服务 under 某某全委会, not those under other meetings.
    """
    words = intent.content
    if len(words) < 2 or not found.homonyms:
        return found
    named = [f for f in found.homonyms if any(words in plain_label(p) for p in _above(f))]
    if len(named) != 1:
        return found
    return replace(found, best=(named[0],), in_words=None, rivals=(), otherwise=(), homonyms=())


def _above(fact: Fact) -> tuple[str, ...]:
    return fact.figure.item_path[:-1]


def _queries(intent: Intent, selection: Selection, year: int | None) -> list[Query]:
    """What to try in turn: the item as asked, then what a general word may stand for."""
    base = query_of(intent, Aspect.AMOUNT, year)
    final = selection.has_final_account
    if base.measure is Measure.ADJUSTED and not final:
        # '全年预算' of a budget is the year's budget; only a final account tells two apart.
        base = replace(base, measure=None)
    counted = wording().counted_item(intent.plain)
    if counted:
        # '实际在编' says nothing of a final account: people and cars are counted as they are.
        measure = base.measure if final or base.measure is not Measure.FINAL else None
        counts = replace(base, aspect=Aspect.COUNT, measure=measure)
        item = _as_printed(ItemMention(vocabulary().items[counted].name, keys=(counted,)))
        named = [
            replace(counts, items=(_as_printed(m),))
            for m in intent.items
            if m.strong and _counts(m)
        ]
        if counted.endswith(("_batches", "_people", "_to_buy")):
            # The words name it whole; '国内公务接待' alone would be batches and people alike.
            return [replace(counts, items=(item,))]
        together = [replace(counts, items=intent.items)] if len(named) > 1 else []
        return [*together, *reversed(named), replace(counts, items=(item,))]
    if not intent.items:
        return []
    counts = replace(base, aspect=Aspect.COUNT)
    target = base.target
    near = _asked_as_money(intent, target)
    if intent.operation is Operation.COUNT and not near:
        # '组织几次委员视察' is not answered by what they cost.
        return [counts] if asks_count(intent.plain) else [counts, base]
    if not target.strong:
        items = vocabulary().items
        also = [k for key in target.keys if key in items for k in items[key].see]
        near += [ItemMention(_name(k), keys=(k,)) for k in also]
    if not target.generic:
        return [base, *(replace(base, items=(m,)) for m in near), counts]
    return for_totals(base, final=final)


def _asked_as_money(intent: Intent, target: ItemMention) -> list[ItemMention]:
    """What a counted item costs, where money is asked of it: '涉及多少钱' after '几个绩效目标'."""
    items = vocabulary().items
    if not re.search(r"钱|金额|资金|万元|亿元|涉及(了|到)?多少", intent.plain):
        return []
    counted = [k for k in target.keys if k in items and items[k].side in ("count", "performance")]
    return [ItemMention(_name(near), keys=(near,)) for k in counted for near in items[k].see]


def _counts(mention: ItemMention) -> bool:
    """Whether a mention may be something counted: a label of the document, or a counted item."""
    items = vocabulary().items
    return not mention.keys or any(
        k in items and items[k].side in ("count", "performance") for k in mention.keys
    )


def _as_printed(mention: ItemMention) -> ItemMention:
    """With the items that a short name ('通用设备') stands for in what is printed."""
    items = vocabulary().items
    also = [s for k in mention.keys if k in items for s in items[k].see]
    return replace(mention, keys=(*mention.keys, *also))


def _name(key: str) -> str:
    return vocabulary().items[key].name
