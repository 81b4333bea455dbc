"""results: figures side by side, and what the question asks to be made of them, in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from ingest.model import Aspect
from qa_service.draft import Draft
from qa_service.intent import Intent
from qa_service.model import Calculation, Fact, Operation, Role, Value
from qa_service.steps import calculate, compose
from qa_service.steps.calculate import NotCalculable
from qa_service.steps.premise import UNLIKE, against_premise
from qa_service.steps.values import give
from qa_service.steps.wording import wording

Name = Callable[[Fact], str]

_FEWEST = re.compile(r"最少|最低|最小|垫底|倒数|从[低小少]到")
_FEWER = re.compile(r"(谁|哪[个家项年边]|哪一[个家项年]|比|更).{0,16}(少|低|小)")
_EITHER = re.compile(r"多还是少|高还是低|大还是小|少还是多|低还是高|小还是大")
_DIFFERENCE = re.compile(
    r"差|变化|变动|增减|增加|减少|增长|下降|相减|减去|减掉|涨|升|降|跌|追加|调增|调减|"
    r"[多少高低大小](出|了|花|用|拨|买|安排)?(来|掉|去)?了?(多少|几)"
)
_CHANGE = re.compile(r"变化|变动|增减|变了|减去|减掉|追加")
_WHICH = re.compile(r"(谁|哪[一个]?[年家个边]).{0,8}[多少高低大小]")
# '近三年平均每年多少': of the years or the organisations listed, not of people or cars.
_MEAN = re.compile(
    r"年均|(每|一)年平均|平均(每|一)年|平均(每|一)?(家|个单位|个部门)|[年家]的?平均(?!每?(人|辆|个人|车|次|月))"
)
_OF_TWO = (Operation.RATIO, Operation.SHARE, Operation.CHANGE_RATE)
# Operations whose answer needs every operand: what is left of them is no answer.
NEEDS_ALL = (Operation.SUM, Operation.DIFFERENCE, *_OF_TWO)


def listed(facts: Sequence[Fact], opening: Name) -> Draft:
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


def two_and_result(
    one: Fact, other: Fact, calculation: Calculation, lead: str, label: str
) -> Draft:
    """A draft that states two figures of one document and what is calculated from them."""
    draft = Draft()
    draft.say(
        f"{compose.document_phrase(one)}中，"
        f"{compose.stated(one)}{draft.mark(one, Role.OPERAND)}，"
        f"{compose.stated(other)}{draft.mark(other, Role.OPERAND)}，"
        f"{lead}{compose.calculated(calculation)}。"
    )
    draft.calculations.append(calculation)
    draft.give(calculation.result, label)
    return draft


def in_unit_asked(draft: Draft, intent: Intent, facts: Sequence[Fact]) -> None:
    """Give the listed figures in the unit the question asks for, conversions shown."""
    if intent.unit is not None and any(f.figure.unit != intent.unit for f in facts):
        draft.values.clear()
        for fact in facts:
            give(draft, intent, fact)


def yuan_of(fact: Fact) -> Decimal:
    """The amount to order by: in yuan, else (people, cars) as it stands."""
    quantity = fact.figure.quantity
    if quantity is None:
        return Decimal(0)
    return quantity.number if quantity.yuan is None else quantity.yuan


def ranked(
    intent: Intent,
    facts: Sequence[Fact],
    name: Name,
    opening: Name,
    most: int | None = None,
    place: int = 1,
) -> Draft:
    """The figures in order, the extreme the question asks for first and named; `most` listed.

    `place` is the place of the ranking that is asked for and named, the extreme being the first.
    """
    fewest = bool(_FEWEST.search(intent.plain))
    ordered = sorted(facts, key=yuan_of, reverse=not fewest)
    draft = listed(ordered[:most], opening)
    ends = [f for f in ordered if yuan_of(f) == yuan_of(ordered[place - 1])]
    names = "、".join(dict.fromkeys(name(f) for f in ends))
    tied = "（并列）" if len(ends) > 1 else ""
    which = "最少" if fewest else "最多"
    if place > 1:
        order = "从少到多" if fewest else "从多到少"
        which = f"{order}排第{'一二三四五六'[place - 1]}"
    draft.text = f"{which}的是{names}{tied}。依次为：{draft.text}"
    return draft


def asks_difference(intent: Intent) -> bool:
    """Whether the difference itself is wanted, and not only which is larger."""
    return intent.operation is Operation.DIFFERENCE or bool(_DIFFERENCE.search(intent.plain))


def operation_on(intent: Intent) -> Operation:
    """What is made of several figures; '一共' of a list or of values is their sum."""
    plain = (Operation.VALUE, Operation.LIST, Operation.COUNT)
    if intent.operation in plain and wording().together.search(intent.plain):
        return Operation.SUM
    return intent.operation


def say_result(
    draft: Draft, intent: Intent, facts: Sequence[Fact], name: Name, *, over_time: bool = False
) -> None:
    """What the question asks to be made of the listed figures, with its formula.

    Figures stand in the order said. `over_time` tells that they are of several years: a rate is
    then from the earliest to the latest. Raises NotCalculable where they do not give the result.
    """
    if asks_mean(intent):
        say_calculation(draft, intent, "平均", calculate.mean(facts), "平均（计算）")
        return
    operation = operation_on(intent)
    if operation in _OF_TWO and len(facts) != 2 and not over_time:
        raise NotCalculable("这样的计算要恰好两个数")
    one, other = facts[0], facts[-1]
    if operation is Operation.SUM:
        say_calculation(draft, intent, "合计", calculate.total(facts), "合计（计算）")
    elif operation is Operation.RATIO:
        lead = f"{name(one)}是{name(other)}的"
        say_calculation(draft, intent, lead, calculate.ratio(one, other), "倍数（计算）")
    elif operation is Operation.SHARE:
        lead = f"{name(one)}相当于{name(other)}的"
        say_calculation(draft, intent, lead, calculate.share(one, other), "比例（计算）")
    elif operation is Operation.CHANGE_RATE:
        if over_time:
            other, one = _by_year(facts)
        rate = calculate.growth(one, other)
        lead = _rate_lead(intent, rate, name(one), name(other), over_time)
        say_calculation(draft, intent, lead, rate, "增减率（计算）", unsigned=True)
    elif over_time and asks_change(intent):
        other, one = _by_year(facts)
        change = calculate.difference(one, other)
        opening = UNLIKE if against_premise(intent.plain, change.result) else ""
        lead = f"{opening}{name(other)}到{name(one)}{compose.direction(change.result)}"
        say_calculation(draft, intent, lead, change, "增减（计算）", unsigned=True)
    else:
        _say_larger(draft, intent, facts, name)


def _by_year(facts: Sequence[Fact]) -> tuple[Fact, Fact]:
    """The earliest and the latest of the figures."""
    ordered = sorted(facts, key=lambda f: f.figure.fiscal_year or 0)
    return ordered[0], ordered[-1]


def asks_change(intent: Intent) -> bool:
    """From one year to another: the direction of time decides the sign, not which is larger."""
    if intent.operation in (Operation.RANK, Operation.LIST) or _WHICH.search(intent.plain):
        return False
    return intent.operation in (Operation.CHANGE, Operation.DIFFERENCE) or bool(
        _CHANGE.search(intent.plain)
    )


def asks_mean(intent: Intent) -> bool:
    """Whether the mean over the years or the organisations is asked ('年均', '平均每年')."""
    return bool(_MEAN.search(intent.plain))


def _rate_lead(intent: Intent, rate: Calculation, one: str, other: str, over_time: bool) -> str:
    opening = UNLIKE if against_premise(intent.plain, rate.result) else ""
    if over_time:
        return f"{opening}{other}到{one}{compose.direction(rate.result, Aspect.CHANGE_RATE)}"
    if rate.result.number == 0:
        return f"{opening}{one}与{other}相同"
    way = "多" if rate.result.number > 0 else "少"
    return f"{opening}{one}比{other}{way}"


def say_calculation(
    draft: Draft,
    intent: Intent,
    lead: str,
    calculation: Calculation,
    label: str,
    *,
    unsigned: bool = False,
) -> None:
    calculation = calculate.result_in(calculation, intent.unit)
    draft.say(f"{lead}{compose.calculated(calculation, unsigned=unsigned)}。")
    draft.calculations.append(calculation)
    draft.values.insert(0, Value(calculation.result, label))


def _say_larger(draft: Draft, intent: Intent, facts: Sequence[Fact], name: Name) -> None:
    """Who has more (or less, where that is asked), and by how much (two figures: the formula)."""
    if len(facts) < 2:
        return
    ordered = sorted(facts, key=yuan_of, reverse=True)
    if yuan_of(ordered[0]) == yuan_of(ordered[-1]):
        draft.say("两者相同。" if len(facts) == 2 else "各数相同。")
        return
    asks = intent.plain.replace("多少", "")
    less = bool(_FEWER.search(asks) or _FEWEST.search(asks)) and not _EITHER.search(asks)
    named = name(ordered[-1] if less else ordered[0])
    if len(facts) > 2:
        draft.say(f"{'最少' if less else '最多'}的是{named}。")
        return
    more = calculate.result_in(calculate.difference(ordered[0], ordered[1]), intent.unit)
    way = "少" if less else "多"
    draft.say(f"{named}更{way}，{way}{compose.calculated(more)}。")
    draft.calculations.append(more)
    if asks_difference(intent):
        draft.values.insert(0, Value(more.result, "相差（计算）"))
