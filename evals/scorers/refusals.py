"""Was it right to refuse, and for the right reason?"""

from evals.model import REASONS, Case, Judgement, Verdict
from evals.reply import Reply


def right_reasons(case: Case) -> set[str]:
    """The reasons for which this question may rightly be refused."""
    reasons = {reason for reason in case.accept if reason in REASONS}
    return reasons | ({case.reason} if case.reason else set())


def judge_refusal(case: Case, reply: Reply) -> Judgement:
    """For a question that must be refused: an answer is wrong, another reason earns nothing."""
    if reply.status == "answered":
        return Judgement(Verdict.WRONG, f"应当拒答（{case.reason}），却作了回答")
    reasons = right_reasons(case)
    if reasons and reply.reason not in reasons:
        wanted = "或".join(sorted(reasons))
        return Judgement(Verdict.REFUSED, f"拒答的原因应为 {wanted}，给出 {reply.reason}")
    return Judgement(Verdict.RIGHT)


def judge_unwanted_refusal(case: Case, reply: Reply) -> Judgement:
    """For a question that can be answered: refusing earns nothing, unless the case allows it."""
    if reply.reason in right_reasons(case):
        return Judgement(Verdict.RIGHT)
    asked = "反问" if reply.status == "clarify" else "拒答"
    return Judgement(Verdict.REFUSED, f"本可回答，却{asked}（{reply.reason}）")
