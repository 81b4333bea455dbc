"""Is the number right? Unit-aware, signed, to the digits the expected value prints.

And is it the asked item's: a number that is right by chance is another item's.
"""

from collections.abc import Sequence

from evals.amounts import Amount, read_amount, same_amount
from evals.model import Case, Judgement, Verdict
from evals.reply import Reply
from evals.wording import squeeze


def judge_figures(case: Case, reply: Reply) -> Judgement:
    """One expected number must be the first of the answer's values; several must all be given."""
    expected = [Amount(number, case.unit) for number in case.numbers]
    if len(expected) == 1:
        judged = _judge_first(case, expected[0], reply.values)
        return judged if judged.verdict is not Verdict.RIGHT else _judge_item(case, reply)
    missing = [wanted for wanted in expected if not given(wanted, reply.amounts)]
    if missing:
        return Judgement(Verdict.WRONG, f"缺 {_shown(missing)}，给出 {_shown(reply.amounts)}")
    return _judge_item(case, reply)


def _judge_first(case: Case, wanted: Amount, values: Sequence[Amount]) -> Judgement:
    if not values:
        return Judgement(Verdict.WRONG, f"应为 {_shown([wanted])}，回答没有给出数值")
    right = [wanted, *alternatives(case)]
    if any(same_amount(one, values[0]) for one in right):
        return Judgement(Verdict.RIGHT)
    if given(wanted, values[1:]):
        return Judgement(Verdict.WRONG, f"{_shown([wanted])} 应排在最前，给出 {_shown(values)}")
    return Judgement(Verdict.WRONG, f"应为 {_shown([wanted])}，给出 {_shown(values)}")


def _judge_item(case: Case, reply: Reply) -> Judgement:
    """Where the case names its item and the answer its own, one must be in the other's words."""
    labels = [label for label in reply.labels if label]
    labels += [one.label for one in reply.figures if one.role == "answer" and one.label]
    if not case.item or not labels or any(_same_item(a, b) for a in case.item for b in labels):
        return Judgement(Verdict.RIGHT)
    return Judgement(Verdict.WRONG, f"数相同，却是“{labels[0]}”的，应为“{case.item[0]}”")


def _same_item(one: str, other: str) -> bool:
    one, other = squeeze(one), squeeze(other)
    return one in other or other in one


def alternatives(case: Case) -> list[Amount]:
    """The amounts among ``accept``; words such as a reason are none."""
    read = (read_amount(text, case.unit) for text in case.accept)
    return [amount for amount in read if amount is not None]


def given(wanted: Amount, amounts: Sequence[Amount]) -> bool:
    """Whether one of the amounts equals the wanted one."""
    return any(same_amount(wanted, amount) for amount in amounts)


def _shown(amounts: Sequence[Amount]) -> str:
    return "、".join(f"{amount.value:f}{amount.unit}" for amount in amounts) or "（无）"
