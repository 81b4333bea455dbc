"""Was an unclear question handled: the choices offered, or each of them answered by name?"""

from evals.amounts import Amount
from evals.model import Case, Judgement, Verdict
from evals.reply import Reply
from evals.scorers.figures import given
from evals.wording import contains


def judge_ambiguous(case: Case, reply: Reply) -> Judgement:
    """Right when asked back with the right options, or answered with the others listed."""
    if reply.status == "refused":
        return Judgement(Verdict.REFUSED, f"应当反问或分口径回答，却拒答（{reply.reason}）")
    if reply.status == "clarify":
        offered = "\n".join((reply.text, *reply.options))
        lacking = [option for option in case.options if not contains(offered, option)]
        if lacking:
            return Judgement(Verdict.WRONG, f"反问时没有给出选项：{'、'.join(lacking)}")
        return Judgement(Verdict.RIGHT)
    unnamed = [option for option in case.options if not contains(reply.words, option)]
    if unnamed:
        return Judgement(Verdict.WRONG, f"没有说明口径：{'、'.join(unnamed)}")
    wanted = (Amount(number, case.unit) for number in case.numbers)
    missing = [f"{one.value:f}{one.unit}" for one in wanted if not given(one, reply.amounts)]
    if missing:
        return Judgement(Verdict.WRONG, f"没有列出另一口径的 {'、'.join(missing)}")
    return Judgement(Verdict.RIGHT)
