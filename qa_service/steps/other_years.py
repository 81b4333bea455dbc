"""other_years: what the other loaded years state, where a question leaves the year open.

The newest year answers; the same item of each other year stands beside it, so that nobody takes
one year's amount for every year's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ingest.model import Identity
from qa_service.draft import Draft, joined
from qa_service.intent import Stop
from qa_service.model import Fact, Role, Status
from qa_service.steps import compose
from qa_service.steps.select import Selection

# How many other years are told, the newest first.
_MOST = 4


def tell_other_years(
    draft: Draft,
    fact: Fact,
    selection: Selection,
    find: Callable[[Selection, int], Fact | None],
    told: Callable[[Fact], str] = lambda fact: f"为{compose.signed_amount(fact)}",
) -> None:
    """Add what `find` brings of the other years, from documents of the same kind and level.

    Nothing where the question says the year, or where another year states something else.
    """
    pieces = []
    for year in selection.open_years[:_MOST]:
        there = _of_year(year, fact.document.identity, selection)
        other = None if there is None else find(there, year)
        if other is not None and _is_same_item(fact, other):
            pieces.append(
                f"{compose.document_phrase(other)}中{told(other)}{draft.mark(other, Role.CONTEXT)}"
            )
    if pieces:
        draft.say(f"其他年度的同一项目：{'；'.join(pieces)}。")


def with_other_years(
    draft: Draft | Stop, selection: Selection, answer: Callable[[Selection], Draft | Stop]
) -> Draft | Stop:
    """The draft, and what `answer` works out in the same way for each other year, as context."""
    if isinstance(draft, Stop) or draft.status is not Status.ANSWERED or not draft.calculations:
        return draft
    document = draft.facts[0][0].document.identity
    drafts = [draft]
    for year in selection.open_years[:_MOST]:
        if there := _of_year(year, document, selection):
            other = answer(there)
            if isinstance(other, Draft) and other.status is Status.ANSWERED and other.calculations:
                other.values.clear()
                drafts.append(other)
    return joined(drafts)


def _of_year(year: int, like: Identity, selection: Selection) -> Selection | None:
    """That year's documents of the same kind and level, None where none is loaded."""
    documents = tuple(
        d
        for d in selection.asked.documents
        if d.identity.fiscal_year == year
        and d.identity.kind is like.kind
        and d.identity.level is like.level
    )
    if not documents:
        return None
    return replace(selection, documents=documents, years=(year,), open_years=(), others=())


def _is_same_item(one: Fact, other: Fact) -> bool:
    a, b = one.figure, other.figure
    if a.aspect is not b.aspect or a.facet != b.facet or b.quantity is None:
        return False
    return a.item == b.item if a.item is not None else one.own_label == other.own_label
