"""equal_items: the change of an item, told of another item that is all of it.

'收入预算9101.68万元，其中财政拨款收入9101.68万元，比上年减少…': who asks how the income changed is
told the change that is stated of what it all consists of, by that name.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.model import Aspect
from ingest.vocabulary.load import vocabulary
from qa_service.model import Fact
from qa_service.steps.item_names import wholes_of
from qa_service.steps.look_up import agrees


def change_of_all(
    now: Fact, aspect: Aspect, base: str | None, facts: Sequence[Fact]
) -> Fact | None:
    """The one change stated of an item that makes up all of `now`; None where there are several.

    `facts` are those of the selected documents; `base` is what the change is measured from, where
    the question says.
    """
    found = [
        f
        for f in facts
        if f.figure.aspect is aspect
        and f.figure.quantity is not None
        and f.figure.fiscal_year == now.figure.fiscal_year
        and f.figure.level == now.figure.level
        and (base is None or f.figure.base == base)
        and _may_be_all_of(f.figure.item, now.figure.item)
        and _states_as_much(now, f, facts)
    ]
    distinct: list[Fact] = []
    for fact in found:
        if not any(agrees(fact, one) for one in distinct):
            distinct.append(fact)
    return distinct[0] if len(distinct) == 1 else None


def _may_be_all_of(part: str | None, whole: str | None) -> bool:
    """Whether an item may be the only one that makes up another: a part, a near total, a 项."""
    if part is None or whole is None or part == whole:
        return False
    items = vocabulary().items
    near = items[whole].see if whole in items else ()
    return part in near or whole in wholes_of(part) or (":" in whole and part.startswith(whole))


def _states_as_much(now: Fact, change: Fact, facts: Sequence[Fact]) -> bool:
    """Whether the item whose change is stated has the amount of the item asked about."""
    c = change.figure
    return any(
        f.figure.item == c.item
        and f.figure.aspect is Aspect.AMOUNT
        and f.figure.facet is None
        and f.figure.measure == now.figure.measure
        and f.figure.fiscal_year == c.fiscal_year
        and f.document.document_id == change.document.document_id
        and agrees(now, f)
        for f in facts
    )
