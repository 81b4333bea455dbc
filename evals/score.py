"""One answer judged: which scorer looks at which kind of question."""

from evals.amounts import Amount
from evals.model import Case, Judgement, Score, Verdict
from evals.reply import Reply
from evals.scorers.ambiguous import judge_ambiguous
from evals.scorers.calculations import formula_shown, judge_calculations
from evals.scorers.checks import judge_check
from evals.scorers.citations import count_citations, is_cited
from evals.scorers.figures import judge_figures
from evals.scorers.glossary import judge_glossary
from evals.scorers.lists import judge_list
from evals.scorers.passages import judge_passages, judge_vital_words
from evals.scorers.refusals import judge_refusal, judge_unwanted_refusal
from evals.source_text import SourceText

_SHOWN_TEXT = 300


def reply_to_score(
    case: Case, reply: Reply, elapsed_ms: float, sources: SourceText | None = None
) -> Score:
    """Judge an answer; citations are judged only where something was answered."""
    judged = judge(case, reply)
    answered = reply.status == "answered" and not case.wants_refusal
    return Score(
        case=case,
        verdict=judged.verdict,
        why=judged.why,
        got=_shown(reply),
        citations=tuple(str(citation) for citation in reply.citations),
        cited=is_cited(case, reply, sources) if answered else None,
        formula_shown=formula_shown(case, reply) if answered else None,
        elapsed_ms=elapsed_ms,
        status=reply.status,
        citation_count=count_citations(case, reply, sources) if answered else None,
    )


def judge(case: Case, reply: Reply) -> Judgement:
    """The verdict over one answer, by what the case expects."""
    if case.wants_refusal:
        return judge_refusal(case, reply)
    if case.type == "ambiguous":
        return judge_ambiguous(case, reply)
    if reply.status != "answered":
        return judge_unwanted_refusal(case, reply)
    if case.type == "glossary":
        return judge_glossary(case, reply)
    if case.type == "list":
        return judge_list(case, reply)
    if not case.numbers:
        return judge_passages(case, reply)
    # Each looks at what those before it found right.
    judged = judge_check(case, reply) if case.type == "check" else judge_figures(case, reply)
    if judged.verdict is Verdict.RIGHT:
        judged = judge_vital_words(case, reply)
    return judged if judged.verdict is not Verdict.RIGHT else judge_calculations(reply)


def failed_score(case: Case, why: str, elapsed_ms: float | None = None) -> Score:
    """The score of a question that brought no answer back."""
    return Score(case, Verdict.FAILED, why, got="", elapsed_ms=elapsed_ms)


def _shown(reply: Reply) -> str:
    text = reply.text if len(reply.text) <= _SHOWN_TEXT else reply.text[:_SHOWN_TEXT] + "…"
    values = "、".join(_amount(amount) for amount in reply.values)
    return f"{text}（{values}）" if values else text


def _amount(amount: Amount) -> str:
    return f"{amount.value:f}{amount.unit}"
