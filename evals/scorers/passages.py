"""Does a prose answer say the vital facts, and nothing it must not?"""

from evals.model import Case, Judgement, Verdict
from evals.reply import Reply
from evals.wording import contains


def judge_passages(case: Case, reply: Reply, *, of_evidence: bool = True) -> Judgement:
    """The vital words and facts (else the evidence) must stand in the text or in what it cites.

    Every word of ``vital``, and each of ``facts`` in one of its wordings.
    """
    vital = case.vital
    if not vital and not case.facts and of_evidence and case.evidence:
        vital = (case.evidence,)
    said = "\n".join((reply.words, *(citation.quote for citation in reply.citations)))
    missing = [fact for fact in vital if not contains(said, fact)]
    missing += [fact[0] for fact in case.facts if not any(contains(said, one) for one in fact)]
    if missing:
        return Judgement(Verdict.WRONG, f"没有说到：{'、'.join(missing)}")
    return judge_forbidden(case, reply)


def judge_vital_words(case: Case, reply: Reply) -> Judgement:
    """For an answer in numbers: the words that must accompany them stand in what is said."""
    missing = [fact for fact in case.vital if not contains(reply.words, fact)]
    missing += [
        fact[0] for fact in case.facts if not any(contains(reply.words, one) for one in fact)
    ]
    if missing:
        return Judgement(Verdict.WRONG, f"数值对，但没有说明：{'、'.join(missing)}")
    return judge_forbidden(case, reply)


def judge_forbidden(case: Case, reply: Reply) -> Judgement:
    """No word of ``must_not`` may stand in the text."""
    said = [word for word in case.must_not if contains(reply.text, word)]
    if said:
        return Judgement(Verdict.WRONG, f"不应说到：{'、'.join(said)}")
    return Judgement(Verdict.RIGHT)
