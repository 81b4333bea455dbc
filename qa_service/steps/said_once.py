"""said_once: an item that a question names twice is one item ('给退休人员的退休费').

Everyday words beside the item's own name, or beside other everyday words for it, only say it again:
'又要添新车，购车费用批了多少' asks one thing.
"""

from __future__ import annotations

from qa_service.steps.item_names import ItemMention


def said_once(items: tuple[ItemMention, ...]) -> tuple[ItemMention, ...]:
    """The mentions without the everyday words that say again what another of them names.

    Names that documents print are all kept: two of them may be two rows.
    """
    if any(m.strong for m in items):
        # '某项目拨了多少钱' asks how much, not of the appropriation.
        items = tuple(m for m in items if m.strong or "多少" not in m.text)
    kept: list[ItemMention] = []
    for mention in sorted(items, key=lambda m: (not m.strong, -m.start)):
        if mention.strong or mention.generic or not any(_same(mention, one) for one in kept):
            kept.append(mention)
    return tuple(m for m in items if m in kept)


def _same(everyday: ItemMention, other: ItemMention) -> bool:
    """Whether the likeliest reading of either is one that the other has too."""
    if not everyday.keys or not other.keys or other.generic:
        return False
    return everyday.keys[0] in other.keys or other.keys[0] in everyday.keys
