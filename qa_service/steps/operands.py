"""Which figures a calculation takes: those the question names, each once, and none left out.

'三公经费里购置费和运行费' names two operands, not three; an operand that nobody knows makes the
calculation impossible, and is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.vocabulary.load import plain_label, vocabulary
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.model import Fact, Operation, Reason, Role, Status
from qa_service.steps import compose
from qa_service.steps.find_value import find_value
from qa_service.steps.follow_up import COLUMNS
from qa_service.steps.item_names import ItemMention, wholes_of
from qa_service.steps.select import Selection
from qa_service.steps.values import answer_value
from qa_service.steps.wording import wording

_ITEM = "〈〉"
_AGAINST = re.compile(r"(?:支出|经费|预算|费用)?(?:比|较|和|与|跟|同)[^,，。\d]{0,4}")
_WITHIN = re.compile(
    r"^(?:支出|经费|预算|决算|收入|费用?|总额|总数|数)*(?:里面|里头|里边|当中|之中|其中|里|中|内)"
)
_LEAST_OF_A_LABEL = 4  # characters: a shorter piece says too little of a name
_LIMITED = ("basic_expenditure", "appropriation_basic_expenditure")


def operands_of(intent: Intent, selection: Selection, corpus: Corpus) -> list[Fact] | Draft | Stop:
    """The figures of the items named; where one has none, the answer that says so."""
    if columns := columns_of_a_row(intent, selection, corpus):
        return columns
    place, mentions = place_and_operands(intent)
    facts: list[Fact] = []
    for mention in mentions:
        narrowed = (mention,) if place is None or is_part(mention, place) else (place, mention)
        one = replace(intent, items=narrowed, operation=Operation.VALUE)
        answered = find_value(one, selection, selection.year, corpus)
        first = answered.found.first
        if place is not None and answered.found.unmet and len(narrowed) > 1:
            return _not_within(mention, place, selection)
        if first is None or answered.found.homonyms or len(mentions) == 1:
            return answer_value(one, selection, answered, corpus)
        if first not in facts:
            facts.append(first)
    if not facts:
        found = find_value(intent, selection, selection.year, corpus)
        return answer_value(intent, selection, found, corpus)
    return facts


def columns_of_a_row(intent: Intent, selection: Selection, corpus: Corpus) -> list[Fact]:
    """'某某支出里基本支出和项目支出各多少': the first item's own amounts in the columns named."""
    if not intent.items:
        return []
    row, *columns = intent.items
    if len(columns) < 2 or not all(set(m.keys) & COLUMNS for m in columns):
        return []
    facts: list[Fact] = []
    for column in columns:
        one = replace(intent, items=(row, column), operation=Operation.VALUE)
        found = find_value(one, selection, selection.year, corpus).found
        if found.first is None or found.unmet or found.homonyms:
            return []
        facts.append(found.first)
    return facts


def place_and_operands(intent: Intent) -> tuple[ItemMention | None, Sequence[ItemMention]]:
    """The item that only says where the others stand ('三公经费里'), and the others.

    So does a whole beside two of its parts that nothing joins to them ('采购，货物比服务多多少').
    """
    for item in intent.items:
        others = [m for m in intent.items if m is not item and not _is_money_of(m, item)]
        if len(others) >= 2 and (
            _is_within(intent.rest, item) or _stands_apart(intent.rest, item, others)
        ):
            return item, others
    return None, intent.items


def _is_money_of(mention: ItemMention, item: ItemMention) -> bool:
    """'一般公共预算基本支出中': income said right before a line tells whose money it is of."""
    known = vocabulary().items
    sides = {known[key].side for key in mention.keys if key in known}
    return mention.end == item.start and "income" in sides


def is_part(part: ItemMention, whole: ItemMention) -> bool:
    """Whether an item is one of the other's parts: by the vocabulary, or by its code."""
    return any(w in wholes_of(k) or _is_code_of(k, w) for k in part.keys for w in whole.keys)


def _is_code_of(key: str, whole: str) -> bool:
    return ":" in whole and key != whole and key.startswith(whole)


def _is_within(question: str, mention: ItemMention) -> bool:
    """Whether a question only says where to look by a mention ('三公经费里…')."""
    return bool(_WITHIN.search(question[mention.end :]))


def _stands_apart(question: str, whole: ItemMention, parts: Sequence[ItemMention]) -> bool:
    """Whether a whole is said beside its parts without being added to or set against them."""
    if question[whole.start : whole.end] != whole.text:
        return False
    joiner = rf"(?:{wording().joiners.pattern})"
    before, after = question[: whole.start], question[whole.end :]
    joined = re.search(rf"{joiner}$", before) or re.match(joiner, after)
    return not joined and all(is_part(part, whole) for part in parts)


def sets_against(intent: Intent) -> bool:
    """Whether one item is measured by another ('接待费比会议费多'), and not by an earlier year."""
    _, items = place_and_operands(intent)
    if len(items) != 2:
        return False
    one, other = items
    return bool(_AGAINST.fullmatch(intent.rest[one.end : other.start]))


def _not_within(part: ItemMention, place: ItemMention, selection: Selection) -> Stop:
    return Stop(
        Reason.NOT_DERIVABLE,
        f"{selection.asked.name}的文件中没有列在“{place.text}”之下的“{part.text}”，算不出来。",
    )


def unknown_operands(intent: Intent) -> tuple[str, ...]:
    """Words beside a known operand that must name another one, which nobody knows."""
    rest = intent.rest
    placed = [m for m in intent.items if rest[m.start : m.end] == m.text]
    if not placed or (len(placed) < len(intent.items) and not intent.carried):
        return ()  # an item was read out of words that are not its own
    for item in sorted(placed, key=lambda m: m.start, reverse=True):
        rest = rest[: item.start] + _ITEM + rest[item.end :]
    words = wording()
    unknown: list[str] = []
    for clause in re.split(r"[^\w〈〉、]", words.calculating.sub("，", rest)):
        pieces = words.joiners.split(clause)
        for index, piece in enumerate(pieces):
            beside = pieces[max(index - 1, 0) : index] + pieces[index + 1 : index + 2]
            if _ITEM in piece or not any(_ITEM in other for other in beside):
                continue
            if len(words.content(piece)) >= 2:
                unknown.append(words.trimmed(piece))
    return tuple(unknown)


def said_in_part(
    intent: Intent, unknown: Sequence[str], labels: frozenset[str]
) -> tuple[ItemMention, ...] | None:
    """The items, where each unknown operand is a part of one label alone ('坐席扩容')."""
    found = list(intent.items)
    for words in unknown:
        holding = [label for label in labels if words in label]
        if len(words) < _LEAST_OF_A_LABEL or len(holding) != 1:
            return None
        found.append(ItemMention(plain_label(holding[0]).lower(), intent.rest.find(words)))
    return tuple(sorted(found, key=lambda m: m.start))


def refuse_unknown(
    intent: Intent, unknown: Sequence[str], selection: Selection, corpus: Corpus
) -> Draft:
    """Says which operand is missing, and states the others."""
    draft = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
    named = "、".join(f"“{name}”" for name in unknown)
    draft.say(f"{selection.asked.name}的文件中没有找到{named}，算不出来。")
    offer(draft, intent, selection, corpus)
    return draft


def offer(draft: Draft, intent: Intent, selection: Selection, corpus: Corpus) -> None:
    """State the figures of the items that are known, as what can be answered."""
    told = []
    for mention in intent.items:
        one = replace(intent, items=(mention,), operation=Operation.VALUE, narrower=None)
        found = find_value(one, selection, selection.year, corpus).found
        if found.first is not None and not found.homonyms and not found.weak:
            told.append(f"{compose.stated(found.first)}{draft.mark(found.first, Role.CONTEXT)}")
    if told:
        first = draft.facts[0][0]
        draft.say(f"可以回答的是：{compose.document_phrase(first)}中，{'；'.join(told)}。")


def say_overlap(draft: Draft, facts: Sequence[Fact]) -> None:
    """Say where one of the figures that were added already holds another."""
    for whole in facts:
        for part in facts:
            if part is not whole and is_part(_mention(part), _mention(whole)):
                draft.say(
                    f"注意：{compose.item_phrase(whole)}已经包含{compose.item_phrase(part)}，"
                    "相加会重复计算。"
                )
                draft.warn("相加的几项中，一项已经包含另一项")


def _mention(fact: Fact) -> ItemMention:
    key = fact.figure.item
    return ItemMention(fact.own_label, keys=(key,) if key else ())


def warn_of_scopes(draft: Draft, facts: Sequence[Fact]) -> None:
    """Warn where figures that are calculated with are of different money or differently limited."""
    scopes = {f.fact_id: scope_of(f) for f in facts}
    if len(set(scopes.values())) > 1:
        told = "；".join(f"{compose.item_phrase(f)}为{scopes[f.fact_id]}" for f in facts)
        draft.warn(f"参与计算的数口径不同：{told}，结果仅供参考")


def scope_of(fact: Fact) -> str:
    """The 口径 of a figure: its money, what its table is limited to, which statement it is."""
    f = fact.figure
    fund = compose.FUND_NAMES.get(f.fund, "全口径") if f.fund else "全口径"
    limited = "基本支出" if f.table_kind in _LIMITED and f.item not in COLUMNS else ""
    return f"{fund}{limited}{compose.measure_phrase(fact)}"
