"""row_lists: what a table lists by name, each with its amount: its projects, what is bought."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import Aspect
from qa_service.corpus import Corpus
from qa_service.draft import Draft, Quote
from qa_service.intent import Intent, Stop
from qa_service.model import Fact, Reason
from qa_service.names import document_title
from qa_service.steps import compose
from qa_service.steps.prose_wording import prose_wording
from qa_service.steps.select import Selection

_PROCUREMENT = "procurement"
_KIND_BOUGHT = re.compile(r"(货物|工程|(?<!公共)(?<!商品和)服务)(?!中心|局|业|人员)")
# More than so much of a table is no quotation of its rows.
_LONGEST = 800


def rows_of(kind: str, selection: Selection, corpus: Corpus) -> list[Fact]:
    """The amounts of the lowest rows of a standard table, in order; totals are none of them."""
    for document in (*selection.documents, *selection.others):
        facts = [
            f
            for f in corpus.contents(document).facts
            if f.figure.table_kind == kind
            and f.figure.aspect is Aspect.AMOUNT
            and f.figure.quantity is not None
            and f.figure.fiscal_year == selection.year
        ]
        paths = {f.figure.item_path for f in facts}
        above = {path[:depth] for path in paths for depth in range(1, len(path))}
        rows = [f for f in facts if f.figure.item is None and f.figure.item_path not in above]
        if rows:
            return rows
    return []


def amounts_by_name(draft: Draft, rows: Sequence[Fact], corpus: Corpus) -> str:
    """The rows as they are enumerated, each with its amounts; what bears one name stands together.

    The amounts become values of the draft.
    """
    named: dict[str, list[str]] = {}
    for fact in rows:
        amount = f"{compose.signed_amount(fact)}{draft.mark(fact)}"
        named.setdefault(fact.own_label, []).append(amount)
        if fact.figure.quantity is not None:
            draft.give(fact.figure.quantity, fact.figure.label)
    listed = "、".join(f"{name}{'和'.join(amounts)}" for name, amounts in named.items())
    quote = place_of(rows, corpus)
    return listed if quote is None else f"{listed}{draft.mark_quote(quote)}"


def place_of(rows: Sequence[Fact], corpus: Corpus) -> Quote | None:
    """The lines that the rows stand on, names and all; None where they are far apart."""
    first, last = rows[0], rows[-1]
    text = corpus.contents(first.document).text
    start = text.rfind("\n", 0, first.figure.source.start) + 1
    end = last.figure.source.end
    if first.document != last.document or not 0 < end - start <= _LONGEST:
        return None
    source = first.figure.source
    return Quote(first.document, start, end, first.figure.section_path, source.page)


def purchases_listed(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """What is bought, or the goods, works or services of it; None where that is not asked.

    Stops where the table tells how much goes to the kind asked, and not for what.
    """
    if not prose_wording().asks_list("purchases", intent.rest):
        return None
    kinds = set(_KIND_BOUGHT.findall(intent.rest))
    rows = [f for f in rows_of(_PROCUREMENT, selection, corpus) if len(f.figure.item_path) > 1]
    if len(kinds) == 1:
        rows = [f for f in rows if f.figure.item_path[0].startswith(tuple(kinds))]
    if rows:
        draft = Draft()
        opening = f"{document_title(rows[0].document)}中，"
        what = f"采购的{kinds.pop()}" if len(kinds) == 1 else "采购的"
        draft.say(f"{opening}{what}有：{amounts_by_name(draft, rows, corpus)}。")
        return draft
    if len(kinds) != 1:
        return None
    title = document_title(selection.documents[0])
    return Stop(
        Reason.ITEM_MISSING, f"{title}没有列出采购的{kinds.pop()}是哪些，只有金额的可以问多少。"
    )
