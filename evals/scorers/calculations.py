"""Does a shown calculation recompute, from numbers that are cited?"""

import re
from decimal import Decimal
from itertools import pairwise

from evals.amounts import Amount, read_amount, same_amount
from evals.arithmetic import NotArithmetic, evaluate, numbers_in
from evals.model import Case, Judgement, Verdict
from evals.reply import Calculation, Reply
from evals.scorers.figures import given

_MONEY = ("元", "万元", "亿元")
# What a formula may hold without a source: the hundred of a percentage.
_CONSTANTS = (Decimal(1), Decimal(100))
_UNIT = re.compile(r"(?<=\d)(?:百万元|千元|万元|亿元|元|个?百分点|倍)")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def judge_calculations(reply: Reply) -> Judgement:
    """A formula shown must give its result, out of numbers that the answer cites.

    A formula in words is not judged here; formula_shown wants one that can be followed.
    """
    for shown in reply.calculations:
        if not _recomputes(shown, unreadable=True):
            result = f"{shown.result.value:f}{shown.result.unit}"
            return Judgement(Verdict.WRONG, f"算式 {shown.expression} 得不出 {result}")
        if invented := _invented(shown, reply):
            numbers = "、".join(f"{number:f}" for number in invented)
            return Judgement(Verdict.WRONG, f"算式 {shown.expression} 里的 {numbers} 没有出处")
    return Judgement(Verdict.RIGHT)


def formula_shown(case: Case, reply: Reply) -> bool | None:
    """For a question that needs arithmetic: whether the reader can follow it.

    True where the source prints the expected number, or where a calculation gives it, recomputes
    and has every operand cited. None for other questions, and where no number was given.
    """
    if case.type != "calc" or not case.numbers or not reply.values:
        return None
    wanted = Amount(case.numbers[0], case.unit)
    printed = [
        figure.amount
        for figure in reply.figures
        if figure.role == "answer" and figure.amount is not None
    ]
    return given(wanted, printed) or any(
        same_amount(wanted, shown.result)
        and _recomputes(shown, unreadable=False)
        and _operands_cited(shown, reply)
        for shown in reply.calculations
    )


def _recomputes(shown: Calculation, *, unreadable: bool) -> bool:
    """Whether each side of its equal signs, and the result, are one amount."""
    try:
        sides = [_side(part) for part in shown.expression.split("=")]
    except NotArithmetic:
        return unreadable
    sides.append(shown.result)
    return all(_equal(one, other) for one, other in pairwise(sides))


def _side(text: str) -> Amount:
    units = set(_UNIT.findall(text))
    value = evaluate(_UNIT.sub("", text))
    return Amount(value, units.pop() if len(units) == 1 else "")


def _equal(one: Amount, other: Amount) -> bool:
    """Equal to the digits of the second; a unit counts where both name one."""
    if one.unit in _MONEY and other.unit in _MONEY:
        return same_amount(other, one)
    exponent = other.value.as_tuple().exponent
    step = Decimal(1).scaleb(min(int(exponent), 0))
    return abs(one.value - other.value) <= step / 2


def _invented(shown: Calculation, reply: Reply) -> list[Decimal]:
    """The numbers of a formula that no figure states and no citation quotes, in any unit.

    How many operands there are is no invention: a mean is divided by it.
    """
    stated = [abs(figure.amount.value) for figure in reply.figures if figure.amount is not None]
    converted = [
        amount.value * factor
        for figure in reply.figures
        if (amount := figure.amount) is not None and amount.unit in _MONEY
        for factor in (Decimal("0.0001"), Decimal(10_000))
    ]
    quoted = [
        amount.value
        for citation in reply.citations
        for found in _DIGITS.findall(citation.quote)
        if (amount := read_amount(found)) is not None
    ]
    known = {
        *stated,
        *(abs(value) for value in converted),
        *quoted,
        *_CONSTANTS,
        Decimal(len(shown.operands)),
    }
    try:
        # After an equal sign stand results, which _recomputes has checked.
        numbers = numbers_in(shown.expression.split("=")[0])
    except NotArithmetic:
        return []
    return [number for number in numbers if number not in known]


def _operands_cited(shown: Calculation, reply: Reply) -> bool:
    """Whether each operand is a figure of the answer whose citation is given."""
    numbers = {citation.number for citation in reply.citations if citation.number is not None}
    cited = {figure.figure_id for figure in reply.figures if figure.citation in numbers}
    return bool(shown.operands) and all(operand in cited for operand in shown.operands)
