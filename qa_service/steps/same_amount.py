"""same_amount: whether two documents of one organisation state one and the same amount.

'部门预算的住房公积金和决算里写的年初预算是同一个数吗': the budget's own figure beside the opening
budget that the final account remembers; a budget beside what next year's says of it; a department
beside its unit. Both sides are told with their places, and whether they agree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from index.model import StoredDocument
from ingest.model import Aspect, Kind, Level, Measure
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Asked, Intent
from qa_service.model import Calculation, Fact, Operation, Reason, Role, Status
from qa_service.names import document_title
from qa_service.steps import calculate, compose
from qa_service.steps.changes import stated_first
from qa_service.steps.find_value import find_value
from qa_service.steps.look_up import agrees
from qa_service.steps.results import yuan_of
from qa_service.steps.select import LEVEL_ORDER, Selection
from qa_service.steps.sides import spelled_out


class Column(Enum):
    """Which of a document's statements of an item is meant."""

    OWN = auto()  # what it is about: a budget's budget, an account's final amount
    OPENING = auto()  # 年初预算 in a final account
    ADJUSTED = auto()  # 全年预算 in a final account
    PRIOR = auto()  # last year's budget, in this year's


@dataclass(frozen=True)
class Place:
    """A document as a question names it, and the statement meant there; None is left open."""

    year: int | None
    level: Level | None
    kind: Kind | None
    column: Column = Column.OWN


@dataclass(frozen=True)
class _Amount:
    """One side: a figure, and where it had to be worked out, how."""

    fact: Fact
    worked_out: Calculation | None = None
    change: Fact | None = None


_COLUMNS = (
    (Column.OPENING, re.compile(r"年初的?预算(?:数|安排)?")),
    (Column.ADJUSTED, re.compile(r"(?:全年|调整后?)的?预算数?")),
    (Column.PRIOR, re.compile(r"(?:上一?年度?|去年|前一年)的?预算(?:数|安排)?")),
    (Column.OPENING, re.compile(r"(?<=决算)的?(?:里|中|上|表)*(?:写|印|列)?的?预算数")),
)
_DOCUMENT = re.compile(
    r"(?:(?P<year>20\d\d)年?度?的?)?(?:(?P<level>部门|单位|本级)的?)?(?P<kind>预算|决算)"
    r"(?!数|执行|单位|资金|金额|绩效|主管|编制|管理|完成|支出|收入)"
)
# A bare '预算' behind these is the end of an item's name.
_ENDS_A_NAME = re.compile(r"(?:公共|基金|经营|[费款贴金薪资入出购]的?)$")
_PRIOR_BY_YEAR = r"(?P<year>20\d\d)年度?的?(?:{item})(?:的)?预算(?:数|安排)?"
_ASKS = re.compile(
    r"一样(?!多|大)|一致|相同|相等|相符|吻合|同一?个?数|一回事|对不?对?[得的]?上|出入|打架|差不差"
)
_KINDS = {"预算": Kind.BUDGET, "决算": Kind.FINAL_ACCOUNT}


def check_across(intent: Intent, asked: Asked, corpus: Corpus) -> tuple[Draft, Selection] | None:
    """What both documents state of the item asked about, whether it agrees, and the documents.

    None where the question does not ask that of two documents, or one of them is not loaded.
    """
    if not intent.items or not _ASKS.search(intent.plain):
        return None
    places = places_in(intent)
    if len(places) != 2:
        return None
    own = all(place.column is Column.OWN for place in places)
    if own and places[0].year != places[1].year and intent.operation is not Operation.BALANCE:
        return None  # what changed from one year to another is no check
    one = replace(intent, items=intent.items[-1:], operation=Operation.VALUE, content="", sides=())
    documents = [_documents_of(place, asked) for place in places]
    if not all(documents):
        return None
    amounts = [
        _amount(one, asked, its, place.column, corpus)
        for its, place in zip(documents, places, strict=True)
    ]
    stated = [amount for amount in amounts if amount is not None]
    if not stated:
        return None
    used = tuple(d for its in documents for d in its)
    years = tuple(y for d in used if (y := d.identity.fiscal_year) is not None)
    selection = Selection(asked, used, years[:1])
    if len(stated) < 2:
        lacking = amounts.index(None)
        return _one_alone(stated[0], documents[lacking][0], places[lacking].column), selection
    return _told(stated[0], stated[1], places), selection


def _one_alone(amount: _Amount, lacking: StoredDocument, column: Column) -> Draft:
    """What lacks one of its sides cannot be checked; what there is, is still told."""
    draft = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
    named = {
        Column.OPENING: "的年初预算数",
        Column.ADJUSTED: "的全年预算数",
        Column.PRIOR: "的上年预算数",
    }
    draft.say(
        f"{document_title(lacking)}没有写明这一项{named.get(column, '')}，无法核对。"
        f"可以回答的是：{_said(draft, amount)}。"
    )
    return draft


def places_in(intent: Intent) -> tuple[Place, ...]:
    """The documents a question names, each with the column it names behind them."""
    question = spelled_out(intent.plain)
    names = "|".join(re.escape(m.text) for m in intent.items)
    columns: list[tuple[int, Column]] = []
    marked = list(_COLUMNS)
    if intent.items:
        marked.append((Column.PRIOR, re.compile(_PRIOR_BY_YEAR.format(item=names))))
    for column, words in marked:
        columns += [(match.start(), column) for match in words.finditer(question)]
        question = words.sub(lambda m: "，" * len(m[0]), question)
    found = [
        (m.start(), _place(m))
        for m in _DOCUMENT.finditer(question)
        if m["level"] or m["year"] or not _ENDS_A_NAME.search(question[: m.start()])
    ]
    for at, column in sorted(columns):
        before = [i for i, (start, _) in enumerate(found) if start < at]
        of_account = column in (Column.OPENING, Column.ADJUSTED)
        if before and not (of_account and found[before[-1]][1].kind is Kind.BUDGET):
            start, place = found[before[-1]]
            found[before[-1]] = (start, replace(place, column=column))
        elif of_account:  # '部门预算的…和年初预算': only a final account has such a column
            found.append((at, Place(None, None, Kind.FINAL_ACCOUNT, column)))
    return _completed([place for _, place in found], intent.years.years)


def _place(match: re.Match[str]) -> Place:
    return Place(
        int(match["year"]) if match["year"] else None,
        Level(match["level"]) if match["level"] else None,
        _KINDS[match["kind"]],
    )


def _completed(places: Sequence[Place], years: Sequence[int]) -> tuple[Place, ...]:
    """Each place with the year that only the question or the other place says; repeats once."""
    said = [p.year for p in places if p.year is not None] or list(years)
    year = said[0] if len(set(said)) == 1 else None
    return tuple(dict.fromkeys(replace(p, year=p.year or year) for p in places))


def _documents_of(place: Place, asked: Asked) -> tuple[StoredDocument, ...]:
    """The documents of the place: of levels left open the highest, of years the newest."""
    fitting = [
        d
        for d in asked.documents
        if place.year in (None, d.identity.fiscal_year)
        and place.level in (None, d.identity.level)
        and place.kind in (None, d.identity.kind)
    ]
    if not fitting:
        return ()
    first = min(
        fitting, key=lambda d: (-(d.identity.fiscal_year or 0), LEVEL_ORDER[d.identity.level])
    ).identity
    alike = (first.fiscal_year, first.level, first.kind)
    return tuple(
        d for d in fitting if (d.identity.fiscal_year, d.identity.level, d.identity.kind) == alike
    )


def _amount(
    intent: Intent,
    asked: Asked,
    documents: tuple[StoredDocument, ...],
    column: Column,
    corpus: Corpus,
) -> _Amount | None:
    identity = documents[0].identity
    year = identity.fiscal_year
    if year is None:
        return None
    its = replace(intent, kind=identity.kind, level=identity.level)
    selection = Selection(asked, documents, (year,))
    if column is Column.PRIOR:
        return _prior(its, selection, year, corpus)
    measures = {Column.OPENING: Measure.BUDGETED, Column.ADJUSTED: Measure.ADJUSTED}
    its = replace(its, measure=measures.get(column), of_final_account=column is Column.OPENING)
    fact = _one(its, selection, year, corpus)
    return None if fact is None else _Amount(fact)


def _prior(intent: Intent, selection: Selection, year: int, corpus: Corpus) -> _Amount | None:
    """Last year's budget as printed, else this year's less the change from it."""
    plain = replace(intent, measure=None)
    if (printed := _one(plain, selection, year - 1, corpus)) is not None:
        return _Amount(printed)
    now = _one(plain, selection, year, corpus)
    change = stated_first(plain, selection, year, corpus, Aspect.CHANGE)
    if now is None or change is None or change.figure.base not in (None, "prior_budget"):
        return None
    return _Amount(now, calculate.before_change(now, change), change)


def _one(intent: Intent, selection: Selection, year: int, corpus: Corpus) -> Fact | None:
    found = find_value(intent, selection, year, corpus).found
    return None if found.homonyms or found.unmet or found.rivals else found.first


def _told(one: _Amount, other: _Amount, places: Sequence[Place]) -> Draft:
    draft = Draft()
    sides = [_as_fact(one), _as_fact(other)]
    draft.say("；".join(_said(draft, amount) for amount in (one, other)) + "。")
    for fact in sides:
        if fact.figure.quantity is not None:
            draft.give(fact.figure.quantity, fact.figure.label)
    if any(
        place.column is Column.OPENING and amount.fact.figure.measure is Measure.ADJUSTED
        for place, amount in zip(places, (one, other), strict=True)
    ):
        draft.say("决算没有写明年初预算，只有全年预算。")
    contradicts = _should_agree(places, (one.fact, other.fact))
    if _is_same(*sides):
        draft.say("两处相符，是同一个数。" if contradicts else "两个数相同。")
        return draft
    apart = calculate.difference(*sorted(sides, key=yuan_of, reverse=True))
    draft.calculations.append(apart)
    if not contradicts:
        draft.say(f"两个数不同，相差{compose.calculated(apart)}。")
        return draft
    draft.say(f"两处不是同一个数，不符，相差{compose.calculated(apart)}。")
    draft.reason = Reason.DOCUMENTS_DISAGREE
    draft.warn("两份文件里的数不同，均已列出，请以发布单位的解释为准")
    return draft


def _is_same(one: Fact, other: Fact) -> bool:
    """Whether two amounts are equal; '7万元' is not '7.5万元', though 74,999元 is 7.50万元."""
    a, b = one.figure.quantity, other.figure.quantity
    return agrees(one, other) and (
        a is None or b is None or a.unit != b.unit or a.number == b.number
    )


def _should_agree(places: Sequence[Place], facts: Sequence[Fact]) -> bool:
    """Whether both places state one year's opening budget at one level, so must say the same."""
    return (
        len({f.document.identity.level for f in facts}) == 1
        and len({_budget_year(p, f) for p, f in zip(places, facts, strict=True)}) == 1
        and all(f.figure.measure is Measure.BUDGETED for f in facts)
    )


def _budget_year(place: Place, fact: Fact) -> int:
    """The year whose budget a place states: last year's, where it speaks of that."""
    return (fact.document.identity.fiscal_year or 0) - (place.column is Column.PRIOR)


def _said(draft: Draft, amount: _Amount) -> str:
    """One side in words, worked out where its document does not print it."""
    fact, change = amount.fact, amount.change
    where = compose.document_phrase(fact)
    if amount.worked_out is None or change is None or change.figure.quantity is None:
        return f"{where}中，{compose.stated(fact)}{draft.mark(fact)}"
    draft.calculations.append(amount.worked_out)
    way = compose.direction(change.figure.quantity)
    digits = compose.fact_amount(change) if change.figure.quantity.number else ""
    return (
        f"{where}中，{compose.stated(fact)}{draft.mark(fact, Role.OPERAND)}，"
        f"{compose.base_phrase(change)}{way}{digits}{draft.mark(change, Role.OPERAND)}，"
        f"上年预算即{compose.calculated(amount.worked_out)}"
    )


def _as_fact(amount: _Amount) -> Fact:
    """The side as a figure: with the amount that was worked out, where it was."""
    if amount.worked_out is None:
        return amount.fact
    return replace(
        amount.fact, figure=replace(amount.fact.figure, quantity=amount.worked_out.result)
    )
