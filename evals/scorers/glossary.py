"""Is a definition the asked term's own, whole, and not a neighbour's?"""

from evals.model import Case, Judgement, Verdict
from evals.reply import Reply
from evals.scorers.passages import judge_forbidden
from evals.wording import contains


def judge_glossary(case: Case, reply: Reply) -> Judgement:
    """Every vital part of the definition stands in the text itself: a citation is not enough."""
    vital = case.vital or ((case.evidence,) if case.evidence else ())
    missing = [part for part in vital if not contains(reply.text, part)]
    if missing:
        return Judgement(Verdict.WRONG, f"释义缺：{'、'.join(missing)}")
    if reply.values:
        return Judgement(Verdict.WRONG, "问的是释义，却给出了数值")
    return judge_forbidden(case, reply)
