"""Answers that state a figure: a value, a count, whether there is any, and why there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model import Aspect, Check, Measure
from ingest.vocabulary.load import vocabulary
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.model import Fact, Operation, Reason, Role
from qa_service.steps import calculate, compose
from qa_service.steps.fitting import Query
from qa_service.steps.items import ItemMention, item_name, wholes_of
from qa_service.steps.look_up import Found, agrees, for_totals, look_up_figures, query_of
from qa_service.steps.missing import missing
from qa_service.steps.other_years import tell_other_years
from qa_service.steps.premise import against_amount
from qa_service.steps.select import Selection
from qa_service.steps.suggest import ask_again
from qa_service.steps.wording import wording

# A label that merely holds the asked words (head_strength).
_RESEMBLES = 65


@dataclass(frozen=True)
class Answered:
    """A figure that answers, how it was found, and what is said with it.

    `computed` are the parts it was summed from where the document states no total; `implied`
    tells that what was found is the whole, which is nothing, so that the part is nothing too.
    """

    found: Found
    query: Query
    computed: tuple[Fact, ...] = ()
    implied: bool = False


def find_value(intent: Intent, selection: Selection, year: int | None, corpus: Corpus) -> Answered:
    """The figure an intent asks of the selected documents, for one year."""
    facts = corpus.facts(selection.documents)
    first = Answered(Found(), query_of(intent, Aspect.AMOUNT, year))
    if not intent.items and not wording().counted_item(intent.plain):
        return first
    for query in _queries(intent, selection, year):
        found = look_up_figures(query, facts)
        whole = len(query.items) > 1 and intent.operation is Operation.COUNT
        if (found.best and not (whole and found.unmet)) or found.homonyms:
            return Answered(found, query)
        if found.blank and not first.found.blank:
            first = Answered(found, query)
    if intent.of_final_account and intent.measure is Measure.BUDGETED:
        return find_value(replace(intent, measure=Measure.ADJUSTED), selection, year, corpus)
    if len(intent.items) > 1:
        return first
    if implied := _nothing_of_the_whole(intent, facts, year):
        return replace(first, found=Found(best=(implied,)), implied=True)
    return replace(first, computed=_parts(intent, facts, year))


def _queries(intent: Intent, selection: Selection, year: int | None) -> list[Query]:
    """What to try in turn: the item as asked, then what a general word may stand for."""
    base = query_of(intent, Aspect.AMOUNT, year)
    final = selection.has_final_account
    if base.measure is Measure.ADJUSTED and not final:
        # '全年预算' of a budget is the year's budget; only a final account tells two apart.
        base = replace(base, measure=None)
    counted = wording().counted_item(intent.plain)
    if counted:
        counts = replace(base, aspect=Aspect.COUNT)
        item = _as_printed(ItemMention(vocabulary().items[counted].name, keys=(counted,)))
        named = [
            replace(counts, items=(_as_printed(m),))
            for m in intent.items
            if m.strong and _counts(m)
        ]
        if counted.endswith(("_batches", "_people", "_to_buy")):
            # The words name it whole; '国内公务接待' alone would be batches and people alike.
            return [replace(counts, items=(item,))]
        together = [replace(counts, items=intent.items)] if len(named) > 1 else []
        return [*together, *reversed(named), replace(counts, items=(item,))]
    if not intent.items:
        return []
    counts = replace(base, aspect=Aspect.COUNT)
    target = base.target
    near = _asked_as_money(intent, target)
    if intent.operation is Operation.COUNT and not near:
        return [counts, base]
    if not target.strong:
        items = vocabulary().items
        also = [k for key in target.keys if key in items for k in items[key].see]
        near += [ItemMention(_name(k), keys=(k,)) for k in also]
    if not target.generic:
        return [base, *(replace(base, items=(m,)) for m in near), counts]
    return for_totals(base, final=final)


def _asked_as_money(intent: Intent, target: ItemMention) -> list[ItemMention]:
    """What a counted item costs, where money is asked of it: '涉及多少钱' after '几个绩效目标'."""
    items = vocabulary().items
    if not re.search(r"钱|金额|资金|万元|亿元|涉及(了|到)?多少", intent.plain):
        return []
    counted = [k for k in target.keys if k in items and items[k].side in ("count", "performance")]
    return [ItemMention(_name(near), keys=(near,)) for k in counted for near in items[k].see]


def _counts(mention: ItemMention) -> bool:
    """Whether a mention may be something counted: a label of the document, or a counted item."""
    items = vocabulary().items
    return not mention.keys or any(
        k in items and items[k].side in ("count", "performance") for k in mention.keys
    )


def _as_printed(mention: ItemMention) -> ItemMention:
    """With the items that a short name ('通用设备') stands for in what is printed."""
    items = vocabulary().items
    also = [s for k in mention.keys if k in items for s in items[k].see]
    return replace(mention, keys=(*mention.keys, *also))


def _name(key: str) -> str:
    return vocabulary().items[key].name


def _nothing_of_the_whole(intent: Intent, facts: Sequence[Fact], year: int | None) -> Fact | None:
    """'无“三公”经费支出' says that there is no 公务接待费 either: the whole stated as none."""
    target = intent.target
    for key in target.keys if target and target.strong else ():
        for whole in sorted(wholes_of(key)):
            mention = ItemMention(_name(whole), keys=(whole,))
            query = replace(query_of(intent, Aspect.AMOUNT, year), items=(mention,))
            fact = look_up_figures(query, facts).first
            if fact is not None and compose.says_none(fact):
                return fact
    return None


def _parts(intent: Intent, facts: Sequence[Fact], year: int | None) -> tuple[Fact, ...]:
    """The parts of an item whose total is not stated, when all of them are."""
    target = intent.target
    items = vocabulary().items
    if target is None or target.generic:
        return ()
    item = next((items[k] for k in target.keys if k in items), None)
    if item is None or not item.parts:
        return ()
    parts: list[Fact] = []
    for key in item.parts:
        mention = ItemMention(item_name(key) or key, keys=(key,))
        found = look_up_figures(
            replace(query_of(intent, Aspect.AMOUNT, year), items=(mention,)), facts
        )
        if found.first is None or found.rivals:
            return ()
        parts.append(found.first)
    same = {(p.figure.fund, p.figure.measure, p.document.document_id) for p in parts}
    return tuple(parts) if len(same) == 1 else ()


def answer_value(
    intent: Intent, selection: Selection, answered: Answered, corpus: Corpus
) -> Draft | Stop:
    """The answer to a value, count or existence question, or why there is none."""
    found = answered.found
    if found.homonyms:
        if is_doubtful(intent, found):
            return missing(intent, selection, (), corpus)
        return _which_of(intent, selection, found)
    if found.first is None:
        if answered.computed:
            return _computed(intent, answered)
        return missing(intent, selection, found.blank, corpus)
    if is_doubtful(intent, found) and intent.operation is not Operation.EXISTS:
        return missing(intent, selection, (), corpus)
    draft = Draft()
    measure = found.first.figure.measure
    if "年初" in intent.plain and measure is Measure.ADJUSTED:
        draft.say("文件没有写明年初预算，只有全年预算。")
    if answered.implied:
        return _implied(intent, found.first)
    _state(draft, intent, found)
    _name_scope(draft, found, selection, corpus, answered.query)
    tell_other_years(
        draft, found.first, selection, lambda there, y: _sure_value(intent, there, y, corpus)
    )
    if found.rivals:
        show_contradiction(draft, found)
    elif found.first.figure.check is Check.FAILED:
        draft.warn("这个数与文件里的其他数对不上（勾稽不符），请对照原文件核实")
    return draft


def _sure_value(intent: Intent, there: Selection, year: int, corpus: Corpus) -> Fact | None:
    """The figure of another year, where one alone states the item."""
    found = find_value(intent, there, year, corpus).found
    return None if found.homonyms or found.unmet or found.rivals else found.first


def _state(draft: Draft, intent: Intent, found: Found) -> None:
    fact = found.best[0]
    opening = against_amount(intent, fact.figure.quantity) or ""
    if not opening and intent.operation is Operation.EXISTS and fact.figure.quantity is not None:
        opening = "没有。" if fact.figure.quantity.number == 0 else "有。"
    draft.say(f"{opening}{compose.document_phrase(fact)}中，{compose.stated(fact)}")
    draft.say(draft.mark(fact))
    other = found.in_words if fact.is_cell else None
    if other is not None and not compose.says_none(other):
        same = compose.signed_amount(other) == compose.signed_amount(fact)
        words = "与文字说明一致" if same else f"文字说明写作{compose.signed_amount(other)}"
        draft.say(f"（{words}{draft.mark(other, Role.CONTEXT)}）")
    draft.say("。")
    give(draft, intent, fact)


def _implied(intent: Intent, whole: Fact) -> Draft:
    """The zero of a part whose whole the document says there is none of."""
    draft = Draft()
    named = intent.target.text if intent.target else ""
    draft.say(
        f"{compose.document_phrase(whole)}写明没有{compose.item_phrase(whole)}"
        f"{draft.mark(whole)}，{named}是其中一项，也为0。"
    )
    if whole.figure.quantity is not None:
        draft.give(whole.figure.quantity, named)
    return draft


def is_doubtful(intent: Intent, found: Found) -> bool:
    """Whether words of the question stay unexplained and what was found only resembles the item."""
    if intent.glued:
        return True
    return len(intent.content) >= 2 and (found.weak or found.head <= _RESEMBLES or not found.first)


def show_contradiction(draft: Draft, found: Found) -> None:
    """Both places of a document that contradicts itself, cited."""
    draft.reason = Reason.DOCUMENTS_DISAGREE
    first = found.best[0]
    for rival in found.rivals:
        same = rival.document.document_id == first.document.document_id
        where = "同一文件" if same else compose.document_phrase(rival)
        place = "表格" if rival.is_cell else "文字说明"
        draft.say(f"但{where}的{place}写作{compose.signed_amount(rival)}{draft.mark(rival)}。")
        if rival.figure.quantity is not None:
            draft.give(rival.figure.quantity, rival.figure.label)
    draft.say("两处不一致，请以原文件及发布单位的解释为准。")
    draft.warn("文件自相矛盾：同一项目在不同位置的数不一致，两处均已列出")


def give(draft: Draft, intent: Intent, fact: Fact, label: str | None = None) -> None:
    """Add the figure to the values, in the unit asked for (with the conversion shown)."""
    quantity, label = fact.figure.quantity, label or fact.figure.label
    if quantity is None:
        return
    unit = intent.unit
    money = unit is not None and unit.is_money and quantity.unit.is_money
    if unit is None or unit == quantity.unit or not money or quantity.number == 0:
        draft.give(quantity, label)
        return
    conversion = calculate.converted(fact, unit)
    draft.calculations.append(conversion)
    draft.say(f"折合{compose.amount(conversion.result)}。")
    draft.give(conversion.result, label)


def _name_scope(
    draft: Draft, found: Found, selection: Selection, corpus: Corpus, query: Query
) -> None:
    """Name other 口径 with another amount, so that none is taken for the one answered."""
    fact = found.best[0]
    if found.otherwise:
        if title := _table_title(fact, corpus):
            draft.say(f"以上出自《{title}》。")
        pieces = []
        for other in found.otherwise:
            title = _table_title(other, corpus)
            where = f"《{title}》中" if title else compose.scope_phrase(other) or "文字说明中"
            pieces.append(
                f"{where}{compose.item_phrase(other)}{compose.measure_phrase(other)}"
                f"为{compose.signed_amount(other)}{draft.mark(other, Role.CONTEXT)}"
            )
        draft.say(f"另有不同口径的数：{'；'.join(pieces)}。")
        draft.warn("同一名称有不同口径的数，已分别列出，不可混用")
    if not selection.others:
        return
    there = look_up_figures(query, corpus.facts(selection.others))
    elsewhere = there.first
    if elsewhere is not None and not there.unmet and not there.homonyms:
        same = "相同，也是" if agrees(fact, elsewhere) else ""
        draft.say(
            f"{compose.document_phrase(elsewhere)}中同一项目{same or '为'}"
            f"{compose.signed_amount(elsewhere)}{draft.mark(elsewhere, Role.CONTEXT)}。"
        )


def _table_title(fact: Fact, corpus: Corpus) -> str:
    tables = corpus.contents(fact.document).tables
    table = tables.get(fact.figure.source.table_id or "")
    return table.title if table else ""


def _computed(intent: Intent, answered: Answered) -> Draft:
    draft, parts = Draft(), answered.computed
    calculation = calculate.total(parts)
    target = intent.target
    named = target.text if target else ""
    if target and target.keys and target.keys[0] in vocabulary().items:
        named = _name(target.keys[0])
    listed = "、".join(
        f"{p.figure.label}{compose.fact_amount(p)}{draft.mark(p, Role.OPERAND)}" for p in parts
    )
    draft.say(
        f"{compose.document_phrase(parts[0])}没有单列{named}，按各项相加为"
        f"{compose.calculated(calculation)}：{listed}。"
    )
    draft.calculations.append(calculation)
    draft.give(calculation.result, f"{named}（计算）")
    draft.warn(f"{named}为各项相加的计算值，文件没有直接写明")
    return draft


def _which_of(intent: Intent, selection: Selection, found: Found) -> Stop:
    where = selection.asked.name
    year = selection.year
    names = [compose.item_phrase(f) for f in found.homonyms]
    listed = "；".join(
        f"{name}{f'（{f.figure.code}）' if f.figure.code else ''}"
        for name, f in zip(names, found.homonyms, strict=True)
    )
    return Stop(
        Reason.AMBIGUOUS,
        f"文件里有{len(names)}个叫这个名字的项目：{listed}。请问是哪一个？",
        tuple(ask_again(intent, organisation=where, year=year, item=n) for n in names),
        asks_back=True,
    )
