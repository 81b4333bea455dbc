"""Is the number right? Unit-aware, signed, to the digits the expected value prints."""

from collections.abc import Sequence

from evals.amounts import Amount, read_amount, same_amount
from evals.model import Case, Judgement, Verdict
from evals.reply import Reply


def judge_figures(case: Case, reply: Reply) -> Judgement:
    """One expected number must be the first of the answer's values; several must all be given."""
    expected = [Amount(number, case.unit) for number in case.numbers]
    if len(expected) == 1:
        return _judge_first(case, expected[0], reply.values)
    missing = [wanted for wanted in expected if not given(wanted, reply.amounts)]
    if missing:
        return Judgement(Verdict.WRONG, f"缺 {_shown(missing)}，给出 {_shown(reply.amounts)}")
    return Judgement(Verdict.RIGHT)


def _judge_first(case: Case, wanted: Amount, values: Sequence[Amount]) -> Judgement:
    if not values:
        return Judgement(Verdict.WRONG, f"应为 {_shown([wanted])}，回答没有给出数值")
    right = [wanted, *alternatives(case)]
    if any(same_amount(one, values[0]) for one in right):
        return Judgement(Verdict.RIGHT)
    if given(wanted, values[1:]):
        return Judgement(Verdict.WRONG, f"{_shown([wanted])} 应排在最前，给出 {_shown(values)}")
    return Judgement(Verdict.WRONG, f"应为 {_shown([wanted])}，给出 {_shown(values)}")


def alternatives(case: Case) -> list[Amount]:
    """The amounts among ``accept``; words such as a reason are none."""
    read = (read_amount(text, case.unit) for text in case.accept)
    return [amount for amount in read if amount is not None]


def given(wanted: Amount, amounts: Sequence[Amount]) -> bool:
    """Whether one of the amounts equals the wanted one."""
    return any(same_amount(wanted, amount) for amount in amounts)


def _shown(amounts: Sequence[Amount]) -> str:
    return "、".join(f"{amount.value:f}{amount.unit}" for amount in amounts) or "（无）"
