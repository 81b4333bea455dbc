"""Answers that set two documents of one organisation side by side: years, levels, or kinds.

Both sides are the documents' own figures; a column that only remembers the year before is not one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.model import StoredDocument
from ingest.model import Aspect, Kind, Measure
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Asked, Intent
from qa_service.model import Calculation, Fact, Operation, Reason, Role, Status
from qa_service.names import KIND_NAMES
from qa_service.steps import calculate, compose
from qa_service.steps.changes import stated_first
from qa_service.steps.find_value import find_value
from qa_service.steps.look_up import agrees
from qa_service.steps.operands import warn_of_scopes
from qa_service.steps.premise import UNLIKE, against_premise
from qa_service.steps.results import (
    asks_difference,
    in_unit_asked,
    listed,
    operation_on,
    say_calculation,
    yuan_of,
)
from qa_service.steps.select import LEVEL_ORDER, Selection
from qa_service.steps.sides import Side

_LISTED = (Operation.VALUE, Operation.LIST, Operation.TREND, Operation.COUNT, Operation.TEXT)
_CALCULATED = (
    Operation.COMPARE,
    Operation.CHANGE,
    Operation.CHANGE_RATE,
    Operation.DIFFERENCE,
    Operation.AGAINST_BUDGET,
    Operation.RATIO,
    Operation.SHARE,
    Operation.SUM,
    Operation.RANK,
)


def compare_documents(
    intent: Intent, asked: Asked, corpus: Corpus
) -> tuple[Draft, Selection] | None:
    """What two documents state of one item, what is made of it, and the documents.

    None where the question sets no two documents side by side or one of them is not loaded.
    """
    operation = operation_on(intent)
    if operation in _LISTED and asks_difference(intent):
        operation = Operation.COMPARE  # '部门预算比单位预算多出多少支出'
    intent = _of_one_item(intent)
    known = operation in (*_LISTED, *_CALCULATED)
    if len(intent.sides) != 2 or not known or len(intent.items) > 2:
        return None
    documents = _documents_of(intent.sides, asked)
    if documents is None:
        return None
    facts = [
        _fact_in(intent, asked, document, side.kind, corpus)
        for document, side in zip(documents, intent.sides, strict=True)
    ]
    found = [fact for fact in facts if fact is not None]
    if not found:
        return None
    if len(found) == 1:
        lacking = documents[facts.index(None)]
        return _only_one(found[0], lacking), _selection(asked, documents)
    name = _telling_apart(documents)
    draft = listed(found, compose.document_phrase)
    in_unit_asked(draft, intent, found)
    if operation in _CALCULATED:
        _say_result(draft, intent, operation, found, name)
        if operation in (Operation.CHANGE, Operation.CHANGE_RATE, Operation.COMPARE):
            _check_against_words(draft, intent, asked, found, corpus)
    if len({(f.level, f.kind) for f in found}) == 1:  # else the question itself says what differs
        warn_of_scopes(draft, found)
    return draft, _selection(asked, documents)


def _of_one_item(intent: Intent) -> Intent:
    """'单位预算的支出占部门预算支出': the item said of each side is one item."""
    items = intent.items
    same = len({(m.keys, m.generic) if m.keys else m.text for m in items}) == 1
    same = same or all(m.generic for m in items)
    return replace(intent, items=items[-1:]) if len(items) == 2 and same else intent


def _selection(asked: Asked, documents: Sequence[StoredDocument]) -> Selection:
    years = [d.identity.fiscal_year for d in documents]
    return Selection(asked, tuple(documents), tuple(y for y in years if y is not None)[:1])


def _documents_of(
    sides: Sequence[Side], asked: Asked
) -> tuple[StoredDocument, StoredDocument] | None:
    """The document of each side; of levels left open, the highest that both sides have."""
    fitting = [[d for d in asked.documents if _fits(d, side)] for side in sides]
    year = max((d.identity.fiscal_year or 0 for d in (*fitting[0], *fitting[1])), default=0)
    for index, side in enumerate(sides):
        if side.year is None:
            fitting[index] = [d for d in fitting[index] if d.identity.fiscal_year == year]
    if not all(fitting):
        return None
    shared = {d.identity.level for d in fitting[0]} & {d.identity.level for d in fitting[1]}
    if sides[0].level is sides[1].level and shared:
        level = min(shared, key=LEVEL_ORDER.__getitem__)
        fitting = [[d for d in found if d.identity.level is level] for found in fitting]
    one, other = (min(f, key=lambda d: LEVEL_ORDER[d.identity.level]) for f in fitting)
    return None if one is other else (one, other)


def _fits(document: StoredDocument, side: Side) -> bool:
    its = document.identity
    return (
        side.year in (None, its.fiscal_year)
        and side.level in (None, its.level)
        and side.kind in (None, its.kind)
    )


def _fact_in(
    intent: Intent, asked: Asked, document: StoredDocument, kind: Kind | None, corpus: Corpus
) -> Fact | None:
    year = document.identity.fiscal_year
    if year is None:
        return None
    final = kind is Kind.FINAL_ACCOUNT
    one = replace(
        intent,
        operation=Operation.VALUE,
        kind=document.identity.kind,
        level=document.identity.level,
        measure=Measure.FINAL if final else None,
        sides=(),
    )
    selection = Selection(asked, (document,), (year,))
    found = find_value(one, selection, year, corpus).found
    if found.first is None and final:
        found = find_value(replace(one, measure=None), selection, year, corpus).found
    return None if found.homonyms or found.unmet else found.first


def _only_one(fact: Fact, lacking: StoredDocument) -> Draft:
    """What lacks one of its sides is refused; what there is, is still told."""
    draft = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
    its = lacking.identity
    draft.say(
        f"{its.fiscal_year}年{its.level}{KIND_NAMES[its.kind]}中没有这个数，无法比较或计算。"
        f"可以回答的是：{compose.document_phrase(fact)}中，"
        f"{compose.stated(fact)}{draft.mark(fact, Role.CONTEXT)}。"
    )
    return draft


def _telling_apart(documents: Sequence[StoredDocument]) -> dict[str, str]:
    """What differs between the documents, by their ids: '2024年部门预算', '单位预算', '决算'."""
    names = {}
    years = {d.identity.fiscal_year for d in documents}
    for document in documents:
        its = document.identity
        year = f"{its.fiscal_year}年" if len(years) > 1 else ""
        names[document.document_id] = f"{year}{its.level}{KIND_NAMES[its.kind]}"
    return names


def _say_result(
    draft: Draft,
    intent: Intent,
    operation: Operation,
    facts: Sequence[Fact],
    name: dict[str, str],
) -> None:
    """The sum, ratio, share, rate or difference of the two. Raises NotCalculable."""
    one, other = facts
    if operation is Operation.SUM:
        if one.figure.fiscal_year == other.figure.fiscal_year:
            raise calculate.NotCalculable("两份文件说的是同一年的同一笔钱，相加会重复计算")
        say_calculation(draft, intent, "合计", calculate.total(facts), "合计（计算）")
        return
    if operation in (Operation.RATIO, Operation.SHARE):
        formula = calculate.ratio if operation is Operation.RATIO else calculate.share
        lead = f"{_name(one, name)}是{_name(other, name)}的"
        say_calculation(draft, intent, lead, formula(one, other), "比例（计算）")
        return
    one, other = _in_order(facts)
    rate = operation is Operation.CHANGE_RATE
    result = (calculate.growth if rate else calculate.difference)(one, other)
    opening = UNLIKE if against_premise(intent.plain, result.result) else ""
    than = "比" if result.result.number else "与"
    lead = f"{opening}{_name(one, name)}{than}{_name(other, name)}{_way(one, other, result)}"
    label = "增减率（计算）" if rate else "增减（计算）"
    say_calculation(draft, intent, lead, result, label, unsigned=True)


def _in_order(facts: Sequence[Fact]) -> tuple[Fact, Fact]:
    """The later year, the final account, or of two levels the larger amount, is measured first."""
    one, other = facts
    years = [f.document.identity.fiscal_year or 0 for f in facts]
    if years[0] != years[1]:
        return (one, other) if years[0] > years[1] else (other, one)
    if one.kind is not other.kind:
        return (one, other) if one.kind is Kind.FINAL_ACCOUNT else (other, one)
    return (one, other) if yuan_of(one) >= yuan_of(other) else (other, one)


def _way(one: Fact, other: Fact, result: Calculation) -> str:
    if one.document.identity.fiscal_year != other.document.identity.fiscal_year:
        return compose.direction(result.result)
    number = result.result.number
    return "多" if number > 0 else "少" if number < 0 else "持平"


def _name(fact: Fact, names: dict[str, str]) -> str:
    return names[fact.document.document_id]


def _check_against_words(
    draft: Draft, intent: Intent, asked: Asked, facts: Sequence[Fact], corpus: Corpus
) -> None:
    """What the later document says of the change itself: said where it is the same or is not."""
    later, earlier = _in_order(facts)
    year = later.document.identity.fiscal_year
    base = f"prior_{'final' if later.kind is Kind.FINAL_ACCOUNT else 'budget'}"
    if later.kind is not earlier.kind or year is None or earlier.figure.fiscal_year != year - 1:
        return
    selection = Selection(asked, (later.document,), (year,))
    plain = replace(intent, sides=(), level=None, measure=None)
    stated = stated_first(plain, selection, year, corpus, Aspect.CHANGE)
    change = calculate.difference(later, earlier)
    if stated is None or stated.figure.base != base or stated.figure.quantity is None:
        return
    way = compose.direction(stated.figure.quantity)
    digits = compose.fact_amount(stated) if stated.figure.quantity.number else ""
    said = f"{way}{digits}{draft.mark(stated, Role.CONTEXT)}"
    if _same(change, stated):
        draft.say(f"（文字说明与此一致：{said}）")
        return
    draft.say(f"（{year}年的文件写作{compose.base_phrase(stated)}{said}，与两份文件的数不一致。）")
    draft.warn("文件写明的增减与两份文件各自的数不一致，两者均已列出")


def _same(change: Calculation, stated: Fact) -> bool:
    return agrees(replace(stated, figure=replace(stated.figure, quantity=change.result)), stated)
