"""equated: whether amounts that a question sets equal are so, each looked up and worked out.

'工资福利支出加商品和服务支出等于基本支出吗' names no identity (勾稽等式) that is proven of every
document: each item is looked up by itself, the sum or difference is shown, and so is the gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from ingest.quantity import Quantity, unit_named
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.model import Calculation, Fact, Operation, Reason, Role, Status
from qa_service.steps import calculate, compose
from qa_service.steps.equations import Equation, Form, SaidAmount, equation_in
from qa_service.steps.find_value import find_value
from qa_service.steps.look_up import Found, agrees
from qa_service.steps.operands import scope_of, warn_of_scopes
from qa_service.steps.results import yuan_of
from qa_service.steps.select import Selection
from qa_service.steps.telling import gap_between
from qa_service.steps.values import answer_value
from qa_service.steps.wording import wording

_SO, _NEARLY, _NOT_SO = "相符", "大致相符", "不同"
# As much may be rounded away in what a question says.
_ROUNDED_AWAY = Decimal("0.01")


def equation_of(intent: Intent) -> Equation | None:
    """The equation an intent asks about, None where it is asked of several years or columns."""
    if intent.carried & {"item"} or intent.narrower is not None or intent.excluded_words:
        return None
    if intent.years.compared_with is not None or len(wording().measures_in(intent.rest)) > 1:
        return None
    return equation_in(intent.rest, intent.items)


def answer_equation(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """The amounts of the equation asked about and whether they are equal; None where none is.

    Where an item has no figure of its own, the answer that says so.
    Raises NotCalculable for amounts of different kinds and a multiple of nothing.
    """
    equation = equation_of(intent)
    if equation is None or len(selection.years) > 1:
        return None
    is_sum = equation.form is Form.SUM and equation.result is not None
    found: list[Found] = []
    blank: list[Fact] = []
    for mention in equation.mentions:
        one = replace(intent, items=(mention,), operation=Operation.VALUE, content="", glued=False)
        answered = find_value(one, selection, selection.year, corpus)
        first = answered.found.first
        if first is None and answered.computed:
            return None
        if first is None and answered.found.blank and mention in equation.items and is_sum:
            blank.append(answered.found.blank[0])
            continue
        if first is None or answered.found.homonyms or answered.found.rivals:
            return answer_value(one, selection, answered, corpus)
        found.append(answered.found)
    facts = _of_one_scope(found)
    if len({f.fact_id for f in facts}) < len(facts):
        return None
    if blank:
        return _beside_blank(facts, blank) if len(facts) > 1 else None
    draft = _FORMS[equation.form](equation, facts)
    if not _is_settled(equation, facts):
        warn_of_scopes(draft, facts)
    return draft


def _of_one_scope(found: Sequence[Found]) -> list[Fact]:
    """The likeliest figures that are all of one 口径, else the likeliest of each."""
    candidates = [(*f.best, *f.otherwise) for f in found]
    for last in candidates[-1]:
        alike = [
            next((f for f in each if scope_of(f) == scope_of(last)), None) for each in candidates
        ]
        if all(alike):
            return [f for f in alike if f is not None]
    return [each[0] for each in candidates]


def _is_settled(equation: Equation, facts: Sequence[Fact]) -> bool:
    """Whether the figures bear the equation out, so that a difference of 口径 explains nothing."""
    if equation.form is Form.SUM and equation.result is not None:
        return sum(map(yuan_of, facts[:-1])) == yuan_of(facts[-1])
    return equation.form is Form.SAME and agrees(facts[0], facts[1])


def _sum(equation: Equation, facts: Sequence[Fact]) -> Draft:
    parts = facts if equation.result is None else facts[:-1]
    worked_out = calculate.total(parts)
    draft = _with_operands(parts)
    draft.say(f"，相加得{compose.calculated(worked_out)}")
    return _against_result(draft, worked_out, equation, facts)


def _difference(equation: Equation, facts: Sequence[Fact]) -> Draft:
    one, other = facts[:2]
    worked_out = calculate.difference(one, other)
    draft = _with_operands((one, other))
    draft.say(f"，前者减后者得{compose.calculated(worked_out)}")
    return _against_result(draft, worked_out, equation, facts)


def _against_result(
    draft: Draft, worked_out: Calculation, equation: Equation, facts: Sequence[Fact]
) -> Draft:
    """What was worked out beside the item it should come to, or the amount the question says."""
    draft.calculations.append(worked_out)
    if equation.result is None:
        draft.give(worked_out.result, "计算所得")
        if equation.said is not None:
            draft.say(f"，与问题所说的{_as_said(worked_out.result, equation.said)}")
        draft.say("。")
        return draft
    result = facts[-1]
    draft.say(f"；{compose.stated(result)}{draft.mark(result)}，")
    gap = gap_between(worked_out, result)
    if gap is not None:
        draft.give(worked_out.result, "计算所得")
    if result.figure.quantity is not None:
        draft.give(result.figure.quantity, result.figure.label)
    if gap is None:
        draft.say("两者相等，相符。")
        return draft
    draft.calculations.append(gap)
    shown = compose.calculated(gap)
    if _size(gap) <= _leeway(facts):
        draft.say(f"相差{shown}，在印出位数的四舍五入之内，相符。")
    else:
        draft.say(f"两者不相等，相差{shown}，不相符。")
        draft.warn("所问的几个数按文件所写并不相等，请对照原文件")
    return draft


def _beside_blank(facts: Sequence[Fact], blank: Sequence[Fact]) -> Draft:
    """A sum of which parts stand blank: whether the others make up the whole without them.

    Refused where they do not: a blank is no 0, and no other amount either.
    """
    *parts, whole = facts
    draft = Draft()
    told = "，".join(
        [f"{compose.stated(f)}{draft.mark(f, Role.OPERAND)}" for f in parts]
        + [f"{compose.item_phrase(f)}没有填数{draft.mark(f, Role.CONTEXT)}" for f in blank]
    )
    stated = f"{compose.stated(whole)}{draft.mark(whole)}"
    draft.say(f"{compose.document_phrase(whole)}中，{told}；{stated}，")
    gap: Calculation | None
    if len(parts) > 1:
        added = calculate.total(parts)
        draft.calculations.append(added)
        draft.say(f"填了数的相加得{compose.calculated(added)}，")
        gap = gap_between(added, whole)
    else:
        gap = None if agrees(parts[0], whole) else calculate.difference(whole, parts[0])
    if gap is None:
        if whole.figure.quantity is not None:
            draft.give(whole.figure.quantity, whole.figure.label)
        draft.say("与合计相等，相符。")
        return draft
    draft.calculations.append(gap)
    draft.status, draft.reason = Status.REFUSED, Reason.NOT_DERIVABLE
    draft.say(f"与合计相差{compose.calculated(gap)}；空白不等于0，无法断定是否相符。")
    return draft


def _times(equation: Equation, facts: Sequence[Fact]) -> Draft:
    one, other = facts
    ratio = calculate.ratio(one, other)
    draft = _with_operands(facts)
    draft.calculations.append(ratio)
    draft.give(ratio.result, "倍数（计算）")
    so = "" if equation.said is None else f"，与问题所说的{_as_said(ratio.result, equation.said)}"
    draft.say(f"，前者是后者的{compose.calculated(ratio)}{so}。")
    return draft


def _over(_: Equation, facts: Sequence[Fact]) -> Draft:
    one, other = facts
    draft = _with_operands(facts, Role.ANSWER)
    _give(draft, facts)
    if agrees(one, other):
        draft.say("，两者相同，前者没有超过后者。")
        return draft
    more = yuan_of(one) > yuan_of(other)
    apart = calculate.difference(*sorted(facts, key=yuan_of, reverse=True))
    draft.calculations.append(apart)
    verdict = "比后者多" if more else "没有超过后者，少"
    draft.say(f"，前者{verdict}{compose.calculated(apart)}。")
    return draft


def _same(_: Equation, facts: Sequence[Fact]) -> Draft:
    draft = _with_operands(facts, Role.ANSWER)
    _give(draft, facts)
    if agrees(*facts):
        draft.say("，两个数相同，相符。")
        return draft
    apart = calculate.difference(*sorted(facts, key=yuan_of, reverse=True))
    draft.calculations.append(apart)
    draft.say(f"，两个数不同，相差{compose.calculated(apart)}。")
    return draft


_FORMS = {
    Form.SUM: _sum,
    Form.DIFFERENCE: _difference,
    Form.TIMES: _times,
    Form.OVER: _over,
    Form.SAME: _same,
}


def _with_operands(facts: Sequence[Fact], role: Role = Role.OPERAND) -> Draft:
    draft = Draft()
    told = "，".join(f"{compose.stated(f)}{draft.mark(f, role)}" for f in facts)
    draft.say(f"{compose.document_phrase(facts[0])}中，{told}")
    return draft


def _give(draft: Draft, facts: Sequence[Fact]) -> None:
    """The figures' numbers as values of the answer, equal ones once."""
    for fact in facts:
        quantity = fact.figure.quantity
        if quantity is not None and quantity not in [v.quantity for v in draft.values]:
            draft.give(quantity, fact.figure.label)


def _as_said(result: Quantity, said: SaidAmount) -> str:
    """Whether a result is what the question says: 相符, 大致相符 to the digits said, or 不同.

    A bare number has the result's unit; a direction is said in words, so the size is compared.
    """
    unit = unit_named(said.unit) if said.unit else result.unit
    if unit.is_money != result.unit.is_money:
        return _NOT_SO
    there = abs(result.to(unit).number if unit.is_money else result.number)
    if there == said.number:
        return _SO
    place = Decimal(1).scaleb(int(said.number.as_tuple().exponent))
    rounded = there.quantize(place, rounding=ROUND_HALF_UP) == said.number
    return _NEARLY if rounded and abs(there - said.number) <= there * _ROUNDED_AWAY else _NOT_SO


def _leeway(facts: Sequence[Fact]) -> Decimal:
    """What rounding of each printed figure allows for, in yuan (in their unit, for counts)."""
    quantities = [f.figure.quantity for f in facts if f.figure.quantity is not None]
    return sum((q.last_place * (q.unit.yuan or 1) for q in quantities), Decimal(0))


def _size(gap: Calculation) -> Decimal:
    """A difference in yuan, or in its own unit where that is not money."""
    return gap.result.number if gap.result.yuan is None else gap.result.yuan
