"""Is a question whether numbers agree answered with those numbers, and no others?

Their order is free: who asks whether parts make up a total may be told either first.
"""

from decimal import Decimal

from evals.amounts import Amount
from evals.arithmetic import NotArithmetic, numbers_in
from evals.model import Case, Judgement, Verdict
from evals.reply import Reply
from evals.scorers.figures import alternatives, given


def judge_check(case: Case, reply: Reply) -> Judgement:
    """Every expected number is given; the values beside them are operands of the formula."""
    wanted = [Amount(number, case.unit) for number in case.numbers]
    missing = [one for one in wanted if not given(one, reply.amounts)]
    if missing:
        return Judgement(Verdict.WRONG, f"缺 {_shown(missing)}，给出 {_shown(reply.amounts)}")
    operands = [
        Amount(number, unit) for number in _operands(case.formula) for unit in (case.unit, "万元")
    ]
    allowed = [*wanted, *alternatives(case), *operands]
    others = [value for value in reply.values if not any(given(one, [value]) for one in allowed)]
    if others:
        return Judgement(Verdict.WRONG, f"与所问无关的数：{_shown(others)}")
    return Judgement(Verdict.RIGHT)


def _operands(formula: str | None) -> list[Decimal]:
    try:
        return numbers_in(formula or "")
    except NotArithmetic:
        return []


def _shown(amounts: list[Amount] | tuple[Amount, ...]) -> str:
    return "、".join(f"{amount.value:f}{amount.unit}" for amount in amounts) or "（无）"
