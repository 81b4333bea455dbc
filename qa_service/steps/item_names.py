"""The names of items: what the vocabulary calls them, as questions and documents say them.

Names are compared folded (`folded`): without numbering, blanks and capitals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.model import Classification
from ingest.vocabulary.load import plain_label, vocabulary

_ECONOMIC = Classification.ECONOMIC_DEPARTMENT
_SUFFIX = re.compile(r"(?:支出|经费|费用|预算数|预算|决算|费|数)+$")
# Words of table furniture: labels that name nothing by themselves.
FURNITURE = frozenset(
    re.split(
        r"\s+",
        "合计 小计 总计 项目 金额 单位 类 款 项 其他 其中 预算数 决算数 收入 支出 本年 备注 名称 "
        "序号 注 编码 科目 合 计 年初 年末 工程 货物 服务 人员 公用 部门 情况 预算 决算 基本 数量",
    )
)


@dataclass(frozen=True)
class ItemMention:
    """An item as a question names it.

    `keys` are the vocabulary's readings, likeliest first; `strong` when documents print it so.
    `generic` mentions ('收入', '花多少钱') mean the total and yield to any other mention.
    """

    text: str
    start: int = 0
    keys: tuple[str, ...] = ()
    strong: bool = True
    generic: bool = False
    code: str | None = None

    @property
    def end(self) -> int:
        """Where it ends in the question."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Surface:
    """What a name may mean; as in ItemMention."""

    keys: tuple[str, ...]
    strong: bool
    generic: bool


def head_strength(mention: ItemMention, label: str, item: str | None, code: str | None) -> int:
    """How surely a figure with this label, item and code states the mentioned item: 0 to 100."""
    if mention.code and (code is not None or mention.text == mention.code):
        return 100 if code == mention.code else 0
    if item is not None and item in mention.keys:
        return (98 if mention.strong else 92) - (":" in item)
    text, plain = mention.text, folded(label)
    if plain == text:
        return 97
    if plain in _names_of(mention.keys):
        return 90
    if bare_name(plain) == bare_name(text) and len(bare_name(text)) >= 2:
        return 90
    if len(text) >= 3 and text in plain and not mention.generic:
        return 65
    return 0


@cache
def _names_of(keys: tuple[str, ...]) -> frozenset[str]:
    """Every name documents print for the items: '招待费' is '公务接待费' wherever it stands."""
    items = vocabulary().items
    return frozenset(
        folded(name) for k in keys if k in items for name in (items[k].name, *items[k].printed)
    )


@cache
def bare_name(text: str) -> str:
    """A name without its ending and without what stands in brackets: 维修（护）费 → 维修."""
    short = re.sub(r"\([^()]*\)", "", text) or text
    return _SUFFIX.sub("", short) or short


@cache
def folded(label: str) -> str:
    """The form names are compared in."""
    return plain_label(label).lower().replace("其它", "其他")


@cache
def lexicon() -> dict[str, Surface]:
    """Every name a question may hold, folded, with what it may mean."""
    words: dict[str, Surface] = {}

    def add(text: str, key: str, strong: bool, generic: bool) -> None:
        name = folded(text)
        if name in FURNITURE and not generic:
            return
        known = words.get(name)
        if known is None:
            words[name] = Surface((key,), strong, generic)
        elif key in known.keys and known.strong >= strong:
            return
        elif known.strong == strong:
            words[name] = Surface((*known.keys, key), strong, known.generic and generic)
        elif strong:
            words[name] = Surface((key, *known.keys), True, False)
        else:
            words[name] = Surface((*known.keys, key), True, known.generic)

    for item in vocabulary().items.values():
        for text in (item.name, *item.printed):
            add(text, item.key, True, False)
        totals = item.key in ("total_income", "total_expenditure", "total_income_and_expenditure")
        for text in item.everyday:
            add(text, item.key, False, totals)
    for row in vocabulary().classification:
        add(row.name, vocabulary().key_of(row.classification, row.code, row.name), True, False)
    for key, everyday in vocabulary().everyday.items():
        for text in everyday:
            add(text, key, False, False)
    return {text: surface for text, surface in words.items() if len(text) >= 2}


def item_named(label: str) -> ItemMention:
    """The mention of a document's own label (plain_label form), with what the vocabulary knows."""
    return ItemMention(label, keys=lexicon().get(label, Surface((), True, False)).keys)


def is_furniture(label: str) -> bool:
    """Whether a label names nothing by itself ('合计', '其中')."""
    return folded(label) in FURNITURE


@cache
def item_names() -> frozenset[str]:
    """Every name of an item that a question may hold."""
    return frozenset(lexicon())


@cache
def wholes_of(key: str) -> frozenset[str]:
    """The items of which this one is a part, at any depth, or under which it is spoken of."""
    items = vocabulary().items
    above = {k for k, item in items.items() if key in item.parts}
    above |= set(items[key].under) if key in items else set()
    return frozenset(above).union(*(wholes_of(k) for k in above))


def item_name(key: str) -> str | None:
    """The term of an item key: '“三公”经费', '行政运行'; None for an unknown key."""
    if key in vocabulary().items:
        return vocabulary().items[key].name
    side, _, code = key.partition(":")
    classification = Classification.FUNCTIONAL if side == "functional" else _ECONOMIC
    names = vocabulary().names_of(classification, code)
    return names[0] if names else None


@cache
def tails() -> frozenset[str]:
    """Names that end another name of the same item: '购置费' beside '公务用车购置费'."""
    tails = set()
    for item in vocabulary().items.values():
        names = {folded(n) for n in (item.name, *item.printed)}
        tails |= {n for n in names if any(o != n and o.endswith(n) for o in names)}
    return frozenset(t for t in tails if len(t) <= 4)


@cache
def short_names() -> dict[str, str]:
    """Names of two characters ('工程') that mean an item only when nothing else is asked."""
    return {
        printed: item.key
        for item in vocabulary().items.values()
        for printed in item.printed
        if len(printed) == 2 and printed in FURNITURE and item.side == "expenditure"
    }
