"""lines_together: lines of one name in a list of purchases, added where all are asked for.

'采购表里三笔印刷服务相加': a list of purchases (政府采购表) names a thing once under each expense
or project it is bought for. No one of those lines is the answer, and all of them are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import Aspect
from ingest.vocabulary.load import plain_label
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent
from qa_service.model import Fact, Operation, Role
from qa_service.steps import calculate, compose
from qa_service.steps.item_names import ItemMention, head_strength
from qa_service.steps.items import outside_names
from qa_service.steps.select import Selection
from qa_service.steps.wording import wording

_TABLE = "procurement"
_NAMED = 90  # how surely a label is of an item
_OPERATIONS = (Operation.VALUE, Operation.SUM, Operation.LIST)
_ADDED = re.compile(r"加总|求和|汇总")


def lines_together(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """All lines of the name asked for and what they come to; None where they are not asked for."""
    target = intent.target
    if target is None or target.keys or intent.operation not in _OPERATIONS:
        return None
    outside = outside_names(intent.plain, intent.items)
    if not (wording().together.search(outside) or _ADDED.search(outside)):
        return None
    facts = corpus.facts(selection.documents)
    for above in intent.items:
        if above is not target and _TABLE not in above.keys:  # '会议费里的住宿服务'
            facts = [f for f in facts if _stands_under(f, above)]
    lines = _lines(target.text, facts, selection.year)
    if len(lines) < 2:
        return None
    draft, result = Draft(), calculate.total(lines)
    told = "；".join(f"{compose.stated(f)}{draft.mark(f, Role.OPERAND)}" for f in lines)
    draft.say(f"{compose.document_phrase(lines[0])}的采购表中，{told}。")
    draft.say(f"合计{compose.calculated(result)}。")
    draft.calculations.append(result)
    draft.give(result.result, f"{target.text}合计（计算）")
    return draft


def _stands_under(fact: Fact, above: ItemMention) -> bool:
    path = fact.figure.item_path[:-1]
    return any(head_strength(above, label, None, None) >= _NAMED for label in path)


def _lines(name: str, facts: Sequence[Fact], year: int | None) -> list[Fact]:
    """The lines of the name in the table that has most of them, each place of it once."""
    tables: dict[tuple[str, str | None], dict[tuple[str, ...], Fact]] = {}
    for fact in facts:
        f = fact.figure
        if f.table_kind != _TABLE or plain_label(fact.own_label).lower() != name:
            continue
        if f.aspect is not Aspect.AMOUNT or f.quantity is None or f.facet is not None:
            continue
        if year is None or f.fiscal_year == year:
            place = (fact.document.document_id, f.source.table_id)
            tables.setdefault(place, {}).setdefault(f.item_path, fact)
    return list(max(tables.values(), key=len, default={}).values())
