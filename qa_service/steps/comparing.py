"""Answers over several organisations, years or items: differences, rankings, trends, lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from index.model import StoredDocument
from ingest.model import Aspect, Measure
from ingest.vocabulary.load import vocabulary
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Asked, Intent, Stop
from qa_service.model import Fact, Operation, Reason, Role, Status, Value
from qa_service.steps import calculate, compose
from qa_service.steps.arithmetic import answered_before
from qa_service.steps.follow_up import COLUMNS
from qa_service.steps.items import ItemMention
from qa_service.steps.select import Selection, select_documents
from qa_service.steps.values import answer_value, find_value, give
from qa_service.steps.wording import wording


def compare_organisations(intent: Intent, corpus: Corpus) -> Draft | Stop:
    """One item of several organisations, each from its own document; who has more, by how much."""
    facts: list[Fact] = []
    missing: list[str] = []
    for asked, its in zip(intent.organisations, _each_its_years(intent), strict=True):
        fact = _value_of(its, asked, corpus)
        if fact is None:
            missing.append(asked.name)
        else:
            facts.append(fact)
    if not facts:
        return Stop(Reason.ITEM_MISSING, f"{'、'.join(missing)}的文件中没有所问的数。")
    if len(facts) < 2 and intent.operation is not Operation.RANK:
        return _only_one(facts[0], missing)
    draft = listed(facts, lambda f: compose.document_phrase(f))
    covered = f"已收录并能比较的{len(facts)}个"
    if missing:
        draft.warn(f"{covered}单位之外，{'、'.join(missing)}没有这个数，未列入")
    if len(facts) == 2 and intent.operation is Operation.RATIO:
        calculation = calculate.ratio(facts[0], facts[1])
        draft.say(f"{facts[0].organisation}是{facts[1].organisation}的")
        draft.say(f"{compose.calculated(calculation)}。")
        draft.calculations.append(calculation)
        draft.values.insert(0, Value(calculation.result, "倍数（计算）"))
    else:
        _say_difference(draft, facts, lambda f: f.organisation, _asks_difference(intent))
    years = {f.figure.fiscal_year for f in facts}
    if len(years) > 1:
        draft.warn("各单位所取的年度不同，不宜直接比较")
    if len({f.kind for f in facts}) > 1:
        draft.warn("其中既有预算数也有决算数，口径不同")
    return draft


def _each_its_years(intent: Intent) -> list[Intent]:
    """'甲局2018年的…比乙局2017年的…': each organisation has its own year."""
    years = intent.years.years
    if len(years) != len(intent.organisations):
        return [intent] * len(intent.organisations)
    return [replace(intent, years=replace(intent.years, years=(year,))) for year in years]


def _only_one(fact: Fact, missing: Sequence[str]) -> Draft:
    """A comparison that lacks its other side is refused; what there is, is still told."""
    draft = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
    draft.say(f"没有{'、'.join(missing)}的这个数，无法比较。可以回答的是：")
    draft.say(f"{compose.document_phrase(fact)}中，{compose.stated(fact)}")
    draft.say(f"{draft.mark(fact, Role.CONTEXT)}。")
    return draft


def _value_of(intent: Intent, asked: Asked, corpus: Corpus) -> Fact | None:
    selection = select_documents(replace(intent, organisations=(asked,)), asked)
    if isinstance(selection, Stop):
        return None
    year = selection.years[0] if selection.years else None
    answered = find_value(replace(intent, operation=Operation.VALUE), selection, year, corpus)
    return None if answered.found.homonyms else answered.found.first


def compare_years(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """One item of one organisation over several years."""
    facts: list[Fact] = []
    missing: list[int] = []
    years = list(selection.years)
    compared = intent.years.compared_with
    if compared is not None and years:
        years.append(compared if compared > 0 else years[0] + compared)
    for year in dict.fromkeys(years):
        documents = _of_year(year, selection)
        one = replace(selection, documents=documents, years=(year,))
        found = find_value(intent, one, year, corpus).found if documents else None
        if found is None or found.first is None:
            missing.append(year)
        else:
            facts.append(found.first)
    if not facts:
        answered = find_value(intent, selection, years[0] if years else None, corpus)
        return answer_value(intent, selection, answered, corpus)
    compares = intent.operation in _COMPARING or _asks_difference(intent)
    if compares and len(facts) == 1:
        return _only_one(facts[0], [f"{year}年" for year in missing])
    if compares and len(facts) == 2 and facts[0].level != facts[1].level:
        return _of_other_scope(*facts)
    draft = listed(facts, lambda f: compose.document_phrase(f))
    if missing:
        absent = f"{'、'.join(f'{y}年' for y in missing)}没有收录或文件中没有这个数"
        draft.warn(absent)
    if intent.operation is Operation.CHANGE_RATE and len(facts) >= 2:
        calculation = calculate.growth(facts[-1], facts[0])
        way = compose.direction(calculation.result, Aspect.CHANGE_RATE)
        draft.say(f"{way}{compose.calculated(calculation)}。")
        draft.calculations.append(calculation)
        draft.values.insert(0, Value(calculation.result, "增减率（计算）"))
    elif len(facts) == 2 and _CHANGED.search(intent.plain):
        _say_change(draft, *sorted(facts, key=lambda f: f.figure.fiscal_year or 0))
    elif len(facts) == 2:
        _say_difference(
            draft, facts, lambda f: f"{f.figure.fiscal_year}年", _asks_difference(intent)
        )
    return draft


def _of_other_scope(one: Fact, other: Fact) -> Draft:
    """Two years of which one is a department's and the other its office's alone: not subtracted."""
    draft = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
    told = "；".join(
        f"{compose.document_phrase(f)}中，{compose.stated(f)}{draft.mark(f, Role.CONTEXT)}"
        for f in (one, other)
    )
    draft.say(f"{told}。两份文件的级次不同（{one.level}、{other.level}），口径不一，不能相减。")
    draft.warn("两个年度收录的文件级次不同，不可直接比较")
    return draft


def _of_year(year: int, selection: Selection) -> tuple[StoredDocument, ...]:
    """A year's documents, of the level of those selected where there are such."""
    level = selection.documents[0].identity.level
    found = tuple(d for d in selection.asked.documents if d.identity.fiscal_year == year)
    return tuple(d for d in found if d.identity.level == level) or found


def _say_change(draft: Draft, before: Fact, now: Fact) -> None:
    """What the item came to change between two years: the later less the earlier, with its sign."""
    calculation = calculate.difference(now, before)
    way = compose.direction(calculation.result)
    draft.say(f"{before.figure.fiscal_year}年到{now.figure.fiscal_year}年{way}：")
    draft.say(f"{compose.calculated(calculation)}。")
    draft.calculations.append(calculation)
    draft.values.insert(0, Value(calculation.result, "增减（计算）"))


def compare_items(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """Several items of one document: each amount, and the difference of two."""
    year = selection.years[0] if selection.years else None
    if columns := _columns_of_a_row(intent, year, selection, corpus):
        return _told_together(intent, columns)
    facts: list[Fact] = []
    for mention in intent.items:
        one = replace(intent, items=(mention,), operation=Operation.VALUE)
        answered = find_value(one, selection, year, corpus)
        unsure = answered.found.weak and len(intent.content) >= 2
        if answered.found.first is None or answered.found.homonyms or unsure:
            return answer_value(one, selection, answered, corpus)
        if answered.found.first not in facts:
            facts.append(answered.found.first)
    return _told_together(intent, facts)


def _told_together(intent: Intent, facts: Sequence[Fact]) -> Draft:
    draft = listed(facts, lambda f: "")
    draft.text = f"{compose.document_phrase(facts[0])}中，{draft.text}"
    if any(f.figure.unit != intent.unit for f in facts) and intent.unit is not None:
        draft.values.clear()
        for fact in facts:
            give(draft, intent, fact)
    if len(facts) == 2 and intent.operation is Operation.COMPARE:
        _say_difference(draft, facts, compose.item_label, _asks_difference(intent))
    return draft


def _columns_of_a_row(
    intent: Intent, year: int | None, selection: Selection, corpus: Corpus
) -> list[Fact]:
    """'某某支出里基本支出和项目支出各多少': the first item's own amounts in the columns named."""
    row, *columns = intent.items
    if len(columns) < 2 or not all(set(m.keys) & COLUMNS for m in columns):
        return []
    facts: list[Fact] = []
    for column in columns:
        one = replace(intent, items=(row, column), operation=Operation.VALUE)
        found = find_value(one, selection, year, corpus).found
        if found.first is None or found.unmet or found.homonyms:
            return []
        facts.append(found.first)
    return facts


def compare_earlier(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """The two figures answered last: which is larger, and by how much."""
    facts = answered_before(intent, corpus)
    if len(facts) < 2:
        return compare_years(intent, selection, corpus)
    if facts[0].figure.fiscal_year and facts[0].figure.item == facts[1].figure.item:
        facts.sort(key=lambda f: f.figure.fiscal_year or 0)
    same_document = len({f.document.document_id for f in facts}) == 1
    draft = listed(facts, lambda f: "" if same_document else compose.document_phrase(f))
    if same_document:
        draft.text = f"{compose.document_phrase(facts[0])}中，{draft.text}"
    _say_difference(draft, facts, _telling_apart(facts), _asks_difference(intent))
    return draft


def _telling_apart(facts: Sequence[Fact]) -> Callable[[Fact], str]:
    """What differs between the figures: whose, which year, or which item."""
    if len({f.organisation for f in facts}) > 1:
        return lambda f: f.organisation
    if len({f.figure.fiscal_year for f in facts}) > 1:
        return lambda f: f"{f.figure.fiscal_year}年"
    return lambda f: f"{compose.item_label(f)}{compose.measure_phrase(f)}"


def compare_measures(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """One item in each of the statements asked: '全年预算和决算各是多少'."""
    year = selection.years[0] if selection.years else None
    facts: list[Fact] = []
    for measure in wording().measures_in(intent.plain):
        one = replace(intent, measure=measure, operation=Operation.VALUE, of_final_account=True)
        answered = find_value(one, selection, year, corpus)
        if measure is Measure.BUDGETED and answered.found.first is None:
            # A final account may state the adjusted budget alone.
            one = replace(one, measure=Measure.ADJUSTED)
            answered = find_value(one, selection, year, corpus)
        if answered.found.first is None or answered.found.homonyms:
            return answer_value(one, selection, answered, corpus)
        facts.append(answered.found.first)
    draft = listed(facts, lambda f: "")
    draft.text = f"{compose.document_phrase(facts[0])}中，{draft.text}"
    return draft


def balance(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """Whether income and expenditure come to the same total (收支平衡)."""
    sides = [ItemMention(vocabulary().items[k].name, keys=(k,)) for k in _SIDES]
    both = replace(intent, items=tuple(sides), operation=Operation.COMPARE)
    return compare_items(both, selection, corpus)


def listed(facts: Sequence[Fact], opening: Callable[[Fact], str]) -> Draft:
    """A draft that states each figure, behind what `opening` says of it."""
    draft = Draft()
    pieces = []
    for fact in facts:
        where = opening(fact)
        named = compose.stated(fact)
        pieces.append(f"{f'{where}中，' if where else ''}{named}{draft.mark(fact)}")
        if fact.figure.quantity is not None:
            draft.give(fact.figure.quantity, fact.figure.label)
    draft.say("；".join(pieces) + "。")
    return draft


_SIDES = ("total_income", "total_expenditure")
_COMPARING = (Operation.COMPARE, Operation.CHANGE, Operation.CHANGE_RATE, Operation.RATIO)
# From one year to another: the direction of time decides the sign, not which is larger.
_CHANGED = re.compile(r"变化|变动|增减|变了")
_DIFFERENCE = re.compile(
    r"差|变化|变动|增减|增加|减少|增长|下降|多(多少|几|了多少)|少(多少|几|了多少)|高(多少|几)|低(多少|几)"
)


def _say_difference(
    draft: Draft, facts: Sequence[Fact], name: Callable[[Fact], str], asks_difference: bool
) -> None:
    """Who has more, and by how much (two figures: with the formula)."""
    ordered = sorted(facts, key=yuan_of, reverse=True)
    if yuan_of(ordered[0]) == yuan_of(ordered[-1]):
        draft.say("两者相同。" if len(facts) == 2 else "各数相同。")
        return
    draft.say(f"最多的是{name(ordered[0])}" if len(facts) > 2 else f"{name(ordered[0])}更多")
    if len(facts) == 2:
        calculation = calculate.difference(ordered[0], ordered[1])
        draft.say(f"，多{compose.calculated(calculation)}")
        draft.calculations.append(calculation)
        if asks_difference:
            draft.values.insert(0, Value(calculation.result, "相差（计算）"))
    draft.say("。")


def _asks_difference(intent: Intent) -> bool:
    return bool(_DIFFERENCE.search(intent.plain))


def yuan_of(fact: Fact) -> Decimal:
    """The amount to order by: in yuan, else (people, cars) as it stands."""
    quantity = fact.figure.quantity
    if quantity is None:
        return Decimal(0)
    return quantity.number if quantity.yuan is None else quantity.yuan


def nothing_to_compare(intent: Intent) -> Draft:
    """Said when fewer than two of what is to be compared are named."""
    draft = Draft(status=Status.CLARIFY, reason=Reason.AMBIGUOUS)
    draft.say("要比较请说出两个单位、两个年度或两个项目。")
    return draft
