"""Answers that state a figure: a value, a count, whether there is any, and why there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model import Aspect, Check, Measure
from ingest.vocabulary.load import plain_label, vocabulary
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
from qa_service.steps.told import asks_count
from qa_service.steps.wording import wording

# A label that merely holds the asked words (head_strength).
_RESEMBLES = 65
_TOTALS = ("total_income", "total_expenditure", "current_year_income", "current_year_expenditure")
# How the name of an office ends, which has amounts of its own.
_OFFICE = re.compile(r"(中心|处|科|室|委会|站|队|院|馆|校|研究所|俱乐部|公司)$")


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
        found = _told_apart(intent, look_up_figures(query, facts))
        whole = len(query.items) > 1 and intent.operation is Operation.COUNT
        if (found.best and not (whole and found.unmet)) or found.homonyms:
            return Answered(found, query)
        if found.blank and not first.found.blank:
            first = Answered(found, query)
    if intent.of_final_account and intent.measure is Measure.BUDGETED:
        return find_value(replace(intent, measure=Measure.ADJUSTED), selection, year, corpus)
    if len(intent.items) > 1:
        return first
    if implied := nothing_of_the_whole(intent, facts, year):
        return replace(first, found=Found(best=(implied,)), implied=True)
    return replace(first, computed=_parts(intent, facts, year))


def _told_apart(intent: Intent, found: Found) -> Found:
    """The one of several items of a name whose place the question's other words name.

    '全委会采购住宿服务' is the line 住宿服务 under 某某全委会, not those under other meetings.
    """
    words = intent.content
    if len(words) < 2 or not found.homonyms:
        return found
    named = [f for f in found.homonyms if any(words in plain_label(p) for p in _above(f))]
    if len(named) != 1:
        return found
    return replace(found, best=(named[0],), in_words=None, rivals=(), otherwise=(), homonyms=())


def _above(fact: Fact) -> tuple[str, ...]:
    return fact.figure.item_path[:-1]


def _queries(intent: Intent, selection: Selection, year: int | None) -> list[Query]:
    """What to try in turn: the item as asked, then what a general word may stand for."""
    base = query_of(intent, Aspect.AMOUNT, year)
    final = selection.has_final_account
    if base.measure is Measure.ADJUSTED and not final:
        # '全年预算' of a budget is the year's budget; only a final account tells two apart.
        base = replace(base, measure=None)
    counted = wording().counted_item(intent.plain)
    if counted:
        # '实际在编' says nothing of a final account: people and cars are counted as they are.
        measure = base.measure if final or base.measure is not Measure.FINAL else None
        counts = replace(base, aspect=Aspect.COUNT, measure=measure)
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
        # '组织几次委员视察' is not answered by what they cost.
        return [counts] if asks_count(intent.plain) else [counts, base]
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


def nothing_of_the_whole(intent: Intent, facts: Sequence[Fact], year: int | None) -> Fact | None:
    """'无“三公”经费支出' says that there is no 公务接待费 either: the whole stated as none."""
    target = intent.target
    sure = target is not None and not target.generic and (target.strong or len(intent.content) < 2)
    for key in target.keys if target and sure else ():
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
    if target is None:
        return ()
    if "total_expenditure" in target.keys:
        return _natures(intent, facts, year)
    item = next((items[k] for k in target.keys if k in items), None)
    if item is None or not item.parts or target.generic:
        return ()
    return _all_of(item.parts, intent, facts, year)


def income_for_all(intent: Intent, selection: Selection, corpus: Corpus) -> Fact | None:
    """The only income, where the document states no total and spends just that by its kinds."""
    facts = corpus.facts(selection.documents)
    if not _natures(intent, facts, selection.year):
        return None
    return _all_of(("fiscal_appropriation_income",), intent, facts, selection.year)[0]


def _natures(intent: Intent, facts: Sequence[Fact], year: int | None) -> tuple[Fact, ...]:
    """Spending by what it is spent on, when it is all there: it comes to all that comes in."""
    parts = _all_of(wording().natures, intent, facts, year)
    income = _all_of(("fiscal_appropriation_income",), intent, facts, year)
    if len(parts) < 2 or not income or not _comes_in_alone(income[0], facts):
        return ()
    received = income[0].figure.quantity
    return parts if calculate.total(parts).result == received else ()


def _comes_in_alone(income: Fact, facts: Sequence[Fact]) -> bool:
    """Whether the document states no other income than this."""
    others = (
        f.figure
        for f in facts
        if (item := vocabulary().items.get(f.figure.item or "")) is not None
        and item.side == "income"
        and f.figure.aspect is Aspect.AMOUNT
        and f.figure.fiscal_year == income.figure.fiscal_year
    )
    return all(
        o.quantity is None or o.quantity.number == 0 or o.quantity == income.figure.quantity
        for o in others
    )


def _all_of(
    keys: Sequence[str], intent: Intent, facts: Sequence[Fact], year: int | None
) -> tuple[Fact, ...]:
    """The figures of all the items, of one document and 口径; () where one is not stated."""
    parts: list[Fact] = []
    for key in keys:
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
    if len(intent.content) < 2:
        return False
    if found.first is not None and intent.content in plain_label(found.first.figure.label):
        return False  # '工资福利和补助' is 工资福利和对个人家庭补助支出
    if found.first is not None and _names_another(intent, found.first):
        return True
    return found.weak or found.head <= _RESEMBLES or not found.first


def _names_another(intent: Intent, fact: Fact) -> bool:
    """Whether the words right before the item make it another's: '文印中心人员经费'.

    They must be said of the figure found: in its name, above it, or in its sentence's heading.
    """
    target = intent.target
    if target is None or target.generic or intent.rest[target.start : target.end] != target.text:
        return False
    before = re.split(r"[^\u4e00-\u9fff]", intent.rest[: target.start])[-1]
    owner = re.sub(r"的$", "", before)
    if len(owner) < 3 or not _OFFICE.search(owner) or not intent.content.startswith(owner[:2]):
        return False
    f = fact.figure
    said = "".join((*f.item_path, *f.section_path, *f.column_path, fact.organisation))
    return not any(owner[i : i + 2] in plain_label(said) for i in range(len(owner) - 1))


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
        if title := table_title(fact, corpus):
            draft.say(f"以上出自《{title}》。")
        pieces = []
        for other in found.otherwise:
            title = table_title(other, corpus)
            where = f"《{title}》中" if title else compose.scope_phrase(other) or "文字说明中"
            pieces.append(
                f"{where}{compose.item_phrase(other)}{compose.measure_phrase(other)}"
                f"为{compose.signed_amount(other)}{draft.mark(other, Role.CONTEXT)}"
            )
        draft.say(f"另有不同口径的数：{'；'.join(pieces)}。")
        draft.warn("同一名称有不同口径的数，已分别列出，不可混用")
    elif totals := _other_totals(fact, query, corpus.facts(selection.documents)):
        told = "；".join(
            f"{compose.stated(other)}{draft.mark(other, Role.CONTEXT)}" for other in totals
        )
        draft.say(f"同一文件里另有口径不同的合计：{told}。")
        draft.warn("合计有不同口径的数，已分别列出，不可混用")
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


def _other_totals(fact: Fact, query: Query, facts: Sequence[Fact]) -> list[Fact]:
    """What '收入' or '支出' might mean as well, where it comes to another amount (财政拨款收入)."""
    items = vocabulary().items
    if not query.items or not any(k in _TOTALS for k in query.target.keys):
        return []
    found: list[Fact] = []
    for key in items[query.target.keys[0]].see:
        mention = ItemMention(items[key].name, keys=(key,))
        other = look_up_figures(replace(query, items=(mention,)), facts).first
        if other is not None and not any(agrees(other, known) for known in (fact, *found)):
            found.append(other)
    return found[:2]


def table_title(fact: Fact, corpus: Corpus) -> str:
    """The title of the table a figure stands in, '' for one in a sentence or without a title."""
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
        listed=tuple(names),
    )
