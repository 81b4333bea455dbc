"""telling_equations: amounts that a question sets equal, in words with their figures and verdict.

Each form tells the figures, the sum or difference with its formula, and whether it comes to the
item, or to the amount, that the question names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from ingest.quantity import Quantity, unit_named
from qa_service.draft import Draft
from qa_service.model import Calculation, Fact, Reason, Role, Status
from qa_service.steps import calculate, compose
from qa_service.steps.compose import abs_of
from qa_service.steps.equations import Equation, Form, SaidAmount
from qa_service.steps.look_up import agrees
from qa_service.steps.results import yuan_of
from qa_service.steps.telling import amount_phrase, gap_between

_SO, _NEARLY, _NOT_SO = "相符", "大致相符", "不同"
# As much may be rounded away in what a question says.
_ROUNDED_AWAY = Decimal("0.01")
_TIMES_AWAY = Decimal("0.05")


def tell_equation(equation: Equation, facts: Sequence[Fact]) -> Draft:
    """What the equation comes to; `facts` are its items' figures, the result's last.

    Raises NotCalculable for amounts of different kinds and a multiple of nothing.
    """
    return _FORMS[equation.form](equation, facts)


def tell_beside_blank(facts: Sequence[Fact], blank: Sequence[Fact]) -> Draft:
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


def tell_same_change(facts: Sequence[Fact]) -> Draft:
    """Whether two items changed by as much, in either direction."""
    one, other = (f.figure.quantity for f in facts)
    if one is not None and other is not None and one == -other:
        draft = _with_operands(facts, Role.ANSWER)
        draft.give(abs_of(one), "增减额")
        draft.say("，一增一减，数额相同，相符。")
        return draft
    return _same(Equation(Form.SAME, ()), facts)


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
    draft.say(f"；{amount_phrase(result)}{draft.mark(result)}，")
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
        draft.say(f"两者不相等，相差{shown}，在印出位数的四舍五入之内。")
    else:
        draft.say(f"两者不相等，相差{shown}，不相符。")
        draft.warn("所问的几个数按文件所写并不相等，请对照原文件")
    return draft


def _times(equation: Equation, facts: Sequence[Fact]) -> Draft:
    one, other = facts
    ratio = calculate.ratio(one, other)
    draft = _with_operands(facts)
    draft.calculations.append(ratio)
    draft.give(ratio.result, "倍数（计算）")
    so = (
        ""
        if equation.said is None
        else f"，与问题所说的{_as_said(ratio.result, equation.said, _TIMES_AWAY)}"
    )
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


_FORMS: Mapping[Form, Callable[[Equation, Sequence[Fact]], Draft]] = {
    Form.SUM: _sum,
    Form.DIFFERENCE: _difference,
    Form.TIMES: _times,
    Form.OVER: _over,
    Form.SAME: _same,
}


def _with_operands(facts: Sequence[Fact], role: Role = Role.OPERAND) -> Draft:
    draft = Draft()
    told = "，".join(f"{amount_phrase(f)}{draft.mark(f, role)}" for f in facts)
    draft.say(f"{compose.document_phrase(facts[0])}中，{told}")
    return draft


def _give(draft: Draft, facts: Sequence[Fact]) -> None:
    """The figures' numbers as values of the answer, equal ones once."""
    for fact in facts:
        quantity = fact.figure.quantity
        if quantity is not None and quantity not in [v.quantity for v in draft.values]:
            draft.give(quantity, fact.figure.label)


def _as_said(result: Quantity, said: SaidAmount, rounded_away: Decimal = _ROUNDED_AWAY) -> str:
    """Whether a result is what the question says: 相符, 大致相符 to the digits said, or 不同.

    A bare number has the result's unit; a direction is said in words, so the size is compared.
    """
    unit = unit_named(said.unit) if said.unit else result.unit
    if unit.is_money != result.unit.is_money:
        return _NOT_SO
    there = abs(result.to(unit).number if unit.is_money else result.number)
    if there == said.number:
        return _SO
    if said.more:
        return _SO if said.number < there < said.number + 1 else _NOT_SO
    place = Decimal(1).scaleb(int(said.number.as_tuple().exponent))
    rounded = there.quantize(place, rounding=ROUND_HALF_UP) == said.number
    return _NEARLY if rounded and abs(there - said.number) <= there * rounded_away else _NOT_SO


def _leeway(facts: Sequence[Fact]) -> Decimal:
    """What rounding allows for, in yuan (in their unit, for counts).

    By the finest digit printed: '500' beside '480.01' leaves zeros out, and rounds no more.
    """
    quantities = [f.figure.quantity for f in facts if f.figure.quantity is not None]
    halves = [q.last_place * (q.unit.yuan or 1) for q in quantities]
    return min(halves, default=Decimal(0)) * len(halves)


def _size(gap: Calculation) -> Decimal:
    """A difference in yuan, or in its own unit where that is not money."""
    return gap.result.number if gap.result.yuan is None else gap.result.yuan
