"""said_once: an item that a question names twice is one item ('给退休人员的退休费').

Everyday words beside the item's own name, or beside other everyday words for it, only say it again:
'又要添新车，购车费用批了多少' asks one thing.
"""

from __future__ import annotations

from ingest.vocabulary.load import vocabulary
from qa_service.steps.item_names import ItemMention

_TOTALS_ON_A_NAME = ("支出预算", "支出决算")


def said_once(items: tuple[ItemMention, ...]) -> tuple[ItemMention, ...]:
    """The mentions without the everyday words that say again what another of them names.

    Names that documents print are all kept, as two of them may be two rows; a total is not that
    only ends the name of a line.
    """
    if any(m.strong for m in items):
        # '某项目拨了多少钱' asks how much, not of the appropriation.
        items = tuple(m for m in items if m.strong or "多少" not in m.text)
    kept: list[ItemMention] = []
    for mention in sorted(items, key=lambda m: (not m.strong, -m.start)):
        if mention.strong or mention.generic or not any(_same(mention, one) for one in kept):
            kept.append(mention)
    return tuple(m for m in items if m in kept and not any(_is_its_total(m, o) for o in kept))


def _is_its_total(mention: ItemMention, before: ItemMention) -> bool:
    """'住房公积金支出预算' is the budget of that line, and asks of no total beside it."""
    behind = before.end == mention.start and before.strong and not before.generic
    if not behind or mention.text not in _TOTALS_ON_A_NAME:
        return False
    known = vocabulary().items
    of_spending = [":" in key or known[key].side == "expenditure" for key in before.keys]
    return bool(of_spending) and all(of_spending)


def _same(everyday: ItemMention, other: ItemMention) -> bool:
    """Whether the likeliest reading of either is one that the other has too."""
    if not everyday.keys or not other.keys or other.generic:
        return False
    return everyday.keys[0] in other.keys or other.keys[0] in everyday.keys
