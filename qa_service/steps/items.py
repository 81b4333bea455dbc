"""Which items a question means: by code, by name, by everyday words, by the labels of documents.

A mention keeps every reading it may have; the figures of the documents decide between them
(look_up). Everyday words ('吃喝', '公车') are weak: they never win against a name, and a question
with unexplained words around a weak mention is not answered by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.vocabulary.load import vocabulary
from ingest.vocabulary.spoken import spoken
from qa_service.steps.item_names import (
    FURNITURE,
    ItemMention,
    Surface,
    folded,
    lexicon,
    short_names,
    tails,
    wholes_of,
)
from qa_service.steps.wording import wording

# '总编制' is the item '编制', all of it.
_ALL_OF = re.compile(r"(?:占|是)?(?:总|全)$")
# '给职工交公积金', '单位缴的医保': who is paid for, and that it is paid, narrows nothing.
_WHO = "(?:全体|在职|在编)?(?:职工|员工|干部|人员|单位|大家)们?"
_PAID_TO = re.compile(
    rf"(?:(?:给|为|替|帮){_WHO}|{_WHO}|(?<![\u4e00-\u9fff]))"
    r"(?:缴纳|缴存|交|缴|发放|发|支付|付)[的了]?$"
)
# Beside these even a general word ('收入减去…') is an operand.
_CALCULATED_WITH = "减去|减掉|扣除|扣掉|除去|除以|加上|减"
_BEFORE_JOINER = re.compile(rf"^(?:总额|总计|合计)?(?:{_CALCULATED_WITH})")
# '接待费超过出国费了吗': what stands behind these is a name of its own.
_SET_AGAINST = re.compile(r"(?:超过|超出|高于|多于|大于|低于|少于|小于)了?$")
_BEHIND_JOINER = re.compile(rf"(?:{_CALCULATED_WITH})$")
_JOINED = re.compile(r"[和与及、跟加比]")
_CODE = re.compile(
    r"(?<![\d.])(?<!\d,)([2-5]\d\d|[2-5]\d{4}|[2-5]\d{6})(?![\d.年万亿元个%])(?!,\d)"
)
# What stands between a name and its code: '应急管理这个项级科目（2240109）'.
_BEFORE_CODE = re.compile(
    r"(?:(?:[这那]个?)?[类款项]级?(?:支出)?科目)?(?:科目)?(?:代码|编码)?"
    r"\(?(?:科目)?(?:代码|编码)?[是为:]?$"
)
# Between a whole and the part of it that is asked for: '…服务费里咨询费', '…支出当中的电费'.
_WITHIN = re.compile(r"^(?:支出|经费|预算|决算)?的?(?:里面|里头|里边|当中|之中|其中|里|中|内)的?$")
# Parts of a document named by words that are items elsewhere ('编制' counts posts).
_NAMES_OF_PARTS = re.compile(r"编制(?:说明|部门|单位|依据)")


def find_items(question: str, labels: Iterable[str] = ()) -> tuple[ItemMention, ...]:
    """The items a question (plain, organisations and years taken out) names, in order.

    `labels` are the printed labels of the documents it is about (plain_label form).
    """
    question = _NAMES_OF_PARTS.sub(lambda m: "，" * len(m[0]), question)
    surfaces = lexicon()
    local = {folded(label) for label in labels} - surfaces.keys() - FURNITURE
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
        short = short_names().get(said)
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


def _of_label(label: str) -> Surface:
    """What a document's own label means: '支出预算安排' is 支出预算 said at greater length."""
    known = lexicon().get(label.removesuffix("安排"))
    return Surface(known.keys if known and known.strong else (), True, False)


def outside_names(question: str, items: Iterable[ItemMention]) -> str:
    """The question without its items' names, for words that names hold too ('本年收入合计')."""
    for item in items:
        question = question.replace(item.text, "，项目")
    return question


def _with_their_codes(question: str, found: list[ItemMention]) -> list[ItemMention]:
    """'2240109应急管理', '应急管理（2240109）' are one item.

    Its code counts where codes are printed, else its name. In '2240109项目支出' the name is of a
    column, and the item is what has the code.
    """
    codes = {m.end: m for m in found if m.code}
    names = {m.end: m for m in found if not m.code and _may_have_code(m)}
    behind = {
        names[at]: m
        for m in found
        if m.code and (at := m.start - _behind_name(question, m)) in names
    }
    before = {m: codes[m.start] for m in names.values() if m.start in codes}
    coded = before | behind
    others = [m for m in found if m not in coded and m not in coded.values()]
    return others + [replace(m, code=c.code, generic=False) for m, c in coded.items()]


def _may_have_code(mention: ItemMention) -> bool:
    """A name of the classification, or one that documents alone know."""
    return not mention.keys or any(":" in key for key in mention.keys)


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


def _is_tail(question: str, mention: ItemMention, found: list[ItemMention]) -> bool:
    """Whether a mention is only the tail of a longer name nobody knows ('被装购置费').

    Everyday words, and names that end other names, are read only where no unexplained word
    stands right before them.
    """
    if mention.code or (mention.generic and not mention.text.startswith("总")):
        return False
    ends = max((m.end for m in found if m.end <= mention.start), default=0)
    before = re.split(r"[^\u4e00-\u9fff]", question[ends : mention.start])[-1]
    if ends and _WITHIN.match(before):
        return False
    before = re.split(r"，", wording().interrogatives.sub("，", before))[-1]
    before = wording().noise.split(_BEHIND_JOINER.sub("", _SET_AGAINST.sub("", before)))[-1]
    before = without_payer(_ALL_OF.sub("", before))
    if mention.text in tails() or mention.generic:
        return len(before) >= 1
    return not mention.strong and len(before) >= 2


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
            for printed in _short_forms(part):
                at = question.find(printed)
                free = all(at >= m.end or at + len(printed) <= m.start for m in (*found, *more))
                beside_it = question[at + len(printed) :][:1] + question[max(at - 1, 0) : at]
                joined = key in named or bool(_JOINED.search(beside_it))
                if at >= 0 and free and joined:
                    more.append(ItemMention(printed, at, (part,)))
    return more


def _short_forms(key: str) -> tuple[str, ...]:
    """What an item is called beside its whole in two characters: '货物', '人员' (人员经费)."""
    item = vocabulary().items.get(key)
    names = () if item is None else (*item.printed, re.sub(r"经费$", "", item.name))
    return tuple(dict.fromkeys(name for name in names if len(name) == 2))


def without_payer(text: str) -> str:
    """A question up to an item, without who is paid for: '给职工交' before 公积金."""
    return _PAID_TO.sub("", text)


def parts_beside(question: str, key: str) -> tuple[ItemMention, ...]:
    """'工程和服务' after 货物采购: other parts of its whole, by the names they have beside it."""
    items = vocabulary().items
    wholes = tuple(k for k, item in items.items() if key in item.parts)
    if key in items and items[key].parts:  # '其中人员和公用各多少' after 基本支出
        wholes += (key,)
    spoken_of = ItemMention("", -1, keys=wholes)
    found = _parts_by_short_name(question, [spoken_of]) if wholes else []
    return tuple(sorted((m for m in found if key not in m.keys), key=lambda m: m.start))
