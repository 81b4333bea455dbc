"""Which items a question means: by code, by name, by everyday words, by the labels of documents.

A mention keeps every reading it may have; the figures of the documents decide between them
(look_up). Everyday words ('吃喝', '公车') are weak: they never win against a name, and a question
with unexplained words around a weak mention is not answered by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from ingest.model import Classification
from ingest.vocabulary.load import plain_label, vocabulary
from ingest.vocabulary.spoken import spoken
from qa_service.steps.wording import wording

_ECONOMIC = Classification.ECONOMIC_DEPARTMENT
_SUFFIX = re.compile(r"(?:支出|经费|费用|预算数|预算|决算|费|数)+$")
# '总编制' is the item '编制', all of it.
_ALL_OF = re.compile(r"(?:占|是)?(?:总|全)$")
# Beside these even a general word ('收入减去…') is an operand.
_CALCULATED_WITH = "减去|减掉|扣除|扣掉|除去|除以|加上|减"
_BEFORE_JOINER = re.compile(rf"^(?:总额|总计|合计)?(?:{_CALCULATED_WITH})")
_BEHIND_JOINER = re.compile(rf"(?:{_CALCULATED_WITH})$")
_JOINED = re.compile(r"[和与及、跟加比]")
# Words of table furniture: labels that name nothing by themselves.
_FURNITURE = frozenset(
    re.split(
        r"\s+",
        "合计 小计 总计 项目 金额 单位 类 款 项 其他 其中 预算数 决算数 收入 支出 本年 备注 名称 "
        "序号 注 编码 科目 合 计 年初 年末 工程 货物 服务 人员 公用 部门 情况 预算 决算 基本 数量",
    )
)
_NEVER = frozenset({"合计", "小计", "总计", "项目", "金额", "单位", "收入", "支出", "预算", "决算"})
_HOLDS = 2.0
_CODE = re.compile(r"(?<![\d.,])([2-5]\d\d|[2-5]\d{4}|[2-5]\d{6})(?![\d.年万亿元个%])")
# What stands between a name and its code: '应急管理这个项级科目（2240109）'.
_BEFORE_CODE = re.compile(
    r"(?:(?:[这那]个?)?[类款项]级?(?:支出)?科目)?(?:科目)?(?:代码|编码)?"
    r"\(?(?:科目)?(?:代码|编码)?[是为:]?$"
)
# Parts of a document named by words that are items elsewhere ('编制' counts posts).
_NAMES_OF_PARTS = re.compile(r"编制(?:说明|部门|单位|依据)")


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
class _Surface:
    keys: tuple[str, ...]
    strong: bool
    generic: bool


def find_items(question: str, labels: Iterable[str] = ()) -> tuple[ItemMention, ...]:
    """The items a question (plain, organisations and years taken out) names, in order.

    `labels` are the printed labels of the documents it is about (plain_label form).
    """
    question = _NAMES_OF_PARTS.sub(lambda m: "，" * len(m[0]), question)
    surfaces = _lexicon()
    local = {_folded(label) for label in labels} - surfaces.keys() - _FURNITURE
    present = [s for s in local if len(s) >= 2 and s in question]
    present += [s for s in surfaces if s in question]
    found: list[ItemMention] = []
    for match in _CODE.finditer(question):
        found.append(ItemMention(match[1], match.start(), code=match[1]))
    for text in sorted(present, key=lambda t: (-len(t), question.find(t))):
        for match in re.finditer(re.escape(text), question):
            if any(match.start() < m.end and match.end() > m.start for m in found):
                continue
            surface = surfaces.get(text) or _of_label(text)
            found.append(
                ItemMention(text, match.start(), surface.keys, surface.strong, surface.generic)
            )
            break
    found = _with_spoken(question, [m for m in found if not _is_tail(question, m, found)])
    found += _parts_by_short_name(question, found)
    if not found:
        said = wording().content(question)
        short = _short_names().get(said)
        if len(said) == 1 and (fee := surfaces.get(f"{said}费")):
            found = [ItemMention(f"{said}费", keys=fee.keys)]  # '那电呢'
        elif short:
            found = [ItemMention(said, keys=(short,))]
    found = _with_their_codes(question, found)
    found = [m for m in found if not _repeats(m, found)]
    if any(not m.generic for m in found):
        found = [m for m in found if not m.generic or _is_operand(question, m)]
    elif any(not _asks_how_much(m) for m in found):
        found = [m for m in found if not _asks_how_much(m)]  # '收入预算是多少' is of income
    return tuple(sorted(found, key=lambda m: m.start))


def _with_spoken(question: str, found: list[ItemMention]) -> list[ItemMention]:
    """With what is said of an item at length, which stands for the everyday words it holds.

    A document's own label is never taken for anything else, nor a name said just so.
    """
    for row in spoken():
        match = row.words.search(question)
        if match is None:
            continue
        over = [m for m in found if match.start() < m.end and match.end() > m.start]
        if not all(m.keys and m.text in match.group() != m.text for m in over):
            continue
        found = [m for m in found if m not in over]
        found.append(ItemMention(match.group(), match.start(), row.keys, strong=False))
    return found


def _of_label(label: str) -> _Surface:
    """What a document's own label means: '支出预算安排' is 支出预算 said at greater length."""
    known = _lexicon().get(label.removesuffix("安排"))
    return _Surface(known.keys if known and known.strong else (), True, False)


def outside_names(question: str, items: Iterable[ItemMention]) -> str:
    """The question without its items' names, for words that names hold too ('本年收入合计')."""
    for item in items:
        question = question.replace(item.text, "，项目")
    return question


def _with_their_codes(question: str, found: list[ItemMention]) -> list[ItemMention]:
    """'2240109应急管理', '应急管理（2240109）' are one item.

    Its code counts where codes are printed, else its name.
    """
    codes = {m.end: m for m in found if m.code}
    names = {m.end: m for m in found if not m.code}
    behind = {
        names[at]: m
        for m in found
        if m.code and (at := m.start - _behind_name(question, m)) in names
    }
    coded = {m: codes[m.start] for m in found if m.start in codes} | behind
    others = [m for m in found if m not in coded and m not in coded.values()]
    return others + [replace(m, code=c.code, generic=False) for m, c in coded.items()]


def _behind_name(question: str, code: ItemMention) -> int:
    """How many characters stand between a code and the name it may be the code of."""
    match = _BEFORE_CODE.search(question[: code.start])
    return len(match[0]) if match else 0


def _repeats(mention: ItemMention, found: list[ItemMention]) -> bool:
    """Whether a weak mention is the whole behind its own part in one word ('服务类采购').

    Or says at length what is named beside it ('退休的人领的退休费').
    """
    if mention.strong:
        return False
    if any(m.strong and set(m.keys) & set(mention.keys) for m in found):
        return True
    before = next((m for m in found if m.end == mention.start), None)
    if before is None:
        return False
    return any(w in mention.keys for k in before.keys for w in wholes_of(k))


def _is_operand(question: str, mention: ItemMention) -> bool:
    before, after = question[: mention.start], question[mention.end :]
    return bool(_BEFORE_JOINER.search(after) or _BEHIND_JOINER.search(before))


def _asks_how_much(mention: ItemMention) -> bool:
    return "多少" in mention.text


@cache
def _short_names() -> dict[str, str]:
    """Names of two characters ('工程') that mean an item only when nothing else is asked."""
    return {
        printed: item.key
        for item in vocabulary().items.values()
        for printed in item.printed
        if len(printed) == 2 and printed in _FURNITURE and item.side == "expenditure"
    }


def _is_tail(question: str, mention: ItemMention, found: list[ItemMention]) -> bool:
    """Whether a mention is only the tail of a longer name nobody knows ('被装购置费').

    Everyday words, and names that end other names, are read only where no unexplained word
    stands right before them.
    """
    if mention.code or (mention.generic and not mention.text.startswith("总")):
        return False
    ends = max((m.end for m in found if m.end <= mention.start), default=0)
    before = re.split(r"[^\u4e00-\u9fff]", question[ends : mention.start])[-1]
    before = re.split(r"，", wording().interrogatives.sub("，", before))[-1]
    before = wording().noise.split(_BEHIND_JOINER.sub("", before))[-1]
    before = _ALL_OF.sub("", before)
    if mention.text in _tails() or mention.generic:
        return len(before) >= 1
    return not mention.strong and len(before) >= 2


@cache
def _tails() -> frozenset[str]:
    """Names that end another name of the same item: '购置费' beside '公务用车购置费'."""
    tails = set()
    for item in vocabulary().items.values():
        names = {_folded(n) for n in (item.name, *item.printed)}
        tails |= {n for n in names if any(o != n and o.endswith(n) for o in names)}
    return frozenset(t for t in tails if len(t) <= 4)


def _parts_by_short_name(question: str, found: list[ItemMention]) -> list[ItemMention]:
    """'货物' means procurement only where procurement is spoken of: a part after its whole.

    Or where another part is named with it: '货物和服务采购'.
    """
    items = vocabulary().items
    more: list[ItemMention] = []
    named = {k for m in found for k in m.keys if k in items}
    beside = {w for k in named for w in wholes_of(k) if w in items} - named
    for key in (*sorted(named), *sorted(beside)):
        for part in items[key].parts:
            for printed in items[part].printed if part in items else ():
                at = question.find(printed)
                free = all(at >= m.end or at + len(printed) <= m.start for m in (*found, *more))
                beside_it = question[at + len(printed) :][:1] + question[max(at - 1, 0) : at]
                joined = key in named or bool(_JOINED.search(beside_it))
                if len(printed) == 2 and at >= 0 and free and joined:
                    more.append(ItemMention(printed, at, (part,)))
    return more


def parts_beside(question: str, key: str) -> tuple[ItemMention, ...]:
    """'工程和服务' after 货物采购: other parts of its whole, by the names they have beside it."""
    wholes = tuple(k for k, item in vocabulary().items.items() if key in item.parts)
    spoken_of = ItemMention("", -1, keys=wholes)
    found = _parts_by_short_name(question, [spoken_of]) if wholes else []
    return tuple(sorted((m for m in found if key not in m.keys), key=lambda m: m.start))


def labels_like(content: str, labels: Iterable[str]) -> tuple[ItemMention, ...]:
    """Labels of the documents that hold, or nearly are, what is left of a question.

    For what no lexicon knows: '工作业务经费项目' → '营商局工作业务经费项目'. Empty when nothing is
    close: an item is never forced.
    """
    if len(content) < 2 or content in _NEVER:
        return ()
    best: list[tuple[float, str]] = []
    for label in {_folded(x) for x in labels} - (_FURNITURE - {content}):
        common = _longest_common(content, label)
        if _bare(label) == _bare(content):
            best.append((3.0, label))
        elif common == len(content) and len(content) >= 3:
            best.append((_HOLDS, label))
        elif _abbreviates(content, label):
            best.append((1.5, label))
        elif common >= 3 and common / len(label) >= 0.6 and common / len(content) >= 0.75:
            best.append((common / len(label), label))
    if not best:
        return ()
    top = max(score for score, _ in best)
    if top == _HOLDS:
        # Several labels may hold the words: which of them is meant, the figures decide.
        return (ItemMention(content, keys=_lexicon().get(content, _Surface((), True, False)).keys),)
    return tuple(
        ItemMention(label, keys=_lexicon().get(label, _Surface((), True, False)).keys)
        for score, label in sorted(best, reverse=True)
        if score >= top - 0.05
    )


def _abbreviates(short: str, long: str) -> bool:
    """Whether characters were left out of a name ('社保和就业支出'): same ends, same order."""
    if not (4 <= len(short) < len(long) and short[0] == long[0] and short[-1] == long[-1]):
        return False
    rest = iter(long)
    return all(c in rest for c in short)


def _longest_common(a: str, b: str) -> int:
    longest, row = 0, [0] * (len(b) + 1)
    for x in a:
        previous = 0
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], previous + 1 if x == y else 0
            longest = max(longest, row[j])
    return longest


def head_strength(mention: ItemMention, label: str, item: str | None, code: str | None) -> int:
    """How surely a figure with this label, item and code states the mentioned item: 0 to 100."""
    if mention.code and (code is not None or mention.text == mention.code):
        return 100 if code == mention.code else 0
    if item is not None and item in mention.keys:
        return (98 if mention.strong else 92) - (":" in item)
    text, plain = mention.text, _folded(label)
    if plain == text:
        return 97
    if plain in _names_of(mention.keys):
        return 90
    if _bare(plain) == _bare(text) and len(_bare(text)) >= 2:
        return 90
    if len(text) >= 3 and text in plain and not mention.generic:
        return 65
    return 0


@cache
def _names_of(keys: tuple[str, ...]) -> frozenset[str]:
    """Every name documents print for the items: '招待费' is '公务接待费' wherever it stands."""
    items = vocabulary().items
    return frozenset(
        _folded(name) for k in keys if k in items for name in (items[k].name, *items[k].printed)
    )


@cache
def _bare(text: str) -> str:
    """A name without its ending and without what stands in brackets: 维修（护）费 → 维修."""
    short = re.sub(r"\([^()]*\)", "", text) or text
    return _SUFFIX.sub("", short) or short


@cache
def _folded(label: str) -> str:
    return plain_label(label).lower().replace("其它", "其他")


@cache
def _lexicon() -> dict[str, _Surface]:
    words: dict[str, _Surface] = {}

    def add(text: str, key: str, strong: bool, generic: bool) -> None:
        folded = _folded(text)
        if folded in _FURNITURE and not generic:
            return
        known = words.get(folded)
        if known is None:
            words[folded] = _Surface((key,), strong, generic)
        elif key in known.keys and known.strong >= strong:
            return
        elif known.strong == strong:
            words[folded] = _Surface((*known.keys, key), strong, known.generic and generic)
        elif strong:
            words[folded] = _Surface((key, *known.keys), True, False)
        else:
            words[folded] = _Surface((*known.keys, key), True, known.generic)

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
    return ItemMention(label, keys=_lexicon().get(label, _Surface((), True, False)).keys)


def is_furniture(label: str) -> bool:
    """Whether a label names nothing by itself ('合计', '其中')."""
    return _folded(label) in _FURNITURE


@cache
def item_names() -> frozenset[str]:
    """Every name of an item that a question may hold."""
    return frozenset(_lexicon())


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
