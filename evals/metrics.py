"""What a run's verdicts come to: rates with the interval each may truly lie in.

Right counts +1, refused and failed 0, wrong −1; the trust score is the mean of that. Intervals are
at 95 % and say how much a figure over so few questions can be trusted.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from evals.model import CASE_TYPES, Score, Scores, Verdict
from evals.scorers.refusals import right_reasons

# Two-sided normal quantiles: of 95 %, and of 97.5 % where two intervals are used together.
_Z = 1.959964
_Z_OF_TWO = 2.241403
_DIGITS = 4


@dataclass(frozen=True)
class Rate:
    """A share: ``hits`` of ``of``."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """Between 0 and 1; None of nothing."""
        return self.hits / self.of if self.of else None

    def interval(self, z: float = _Z) -> tuple[float, float] | None:
        """Wilson's interval: sound for few questions and for none or all of them right.

        >>> [round(end, 3) for end in Rate(10, 10).interval()]
        [0.722, 1.0]
        """
        if not self.of:
            return None
        share, spread = self.hits / self.of, z * z / self.of
        middle = share + spread / 2
        width = z * sqrt(share * (1 - share) / self.of + spread / self.of / 4)
        # Rounding errors aside, none right begins at 0 and all right ends at 1.
        low = 0.0 if self.hits == 0 else (middle - width) / (1 + spread)
        high = 1.0 if self.hits == self.of else (middle + width) / (1 + spread)
        return low, high

    def as_json(self) -> dict[str, Any]:
        interval = self.interval()
        return {
            "value": None if self.value is None else round(self.value, _DIGITS),
            "interval": None if interval is None else [round(end, _DIGITS) for end in interval],
            "hits": self.hits,
            "of": self.of,
        }


@dataclass(frozen=True)
class Metrics:
    """What some scores come to; each is a share of what its own question is about.

    ``citation_precision``: of the citations given with an answer, those that quote the evidence; a
    lower bound, since a case does not name every true place. ``citation_recall``: of the places
    needed (one a document), those quoted. ``refusal_precision``: of the refusals given, those to
    questions that may be refused. ``refusal_recall``: of the questions to refuse, those refused;
    ``reason_accuracy``: of these, those with the right reason. Times are in milliseconds.
    """

    cases: int
    accuracy: Rate
    wrong_rate: Rate
    refused_rate: Rate
    citation_precision: Rate
    citation_recall: Rate
    refusal_precision: Rate
    refusal_recall: Rate
    reason_accuracy: Rate
    p50_ms: float | None
    p95_ms: float | None

    @property
    def trust_score(self) -> float | None:
        """The mean point of a question, between −1 and 1; None of nothing."""
        return (self.accuracy.hits - self.wrong_rate.hits) / self.cases if self.cases else None

    def trust_interval(self) -> tuple[float, float] | None:
        """From the intervals of right and of wrong, each wide enough that both hold at 95 %."""
        right, wrong = self.accuracy.interval(_Z_OF_TWO), self.wrong_rate.interval(_Z_OF_TWO)
        if right is None or wrong is None:
            return None
        return right[0] - wrong[1], right[1] - wrong[0]

    def as_json(self) -> dict[str, Any]:
        """Rates as {value, interval, hits, of}; the trust score as {value, interval}."""
        interval, trust = self.trust_interval(), self.trust_score
        return {
            "cases": self.cases,
            "trust_score": {
                "value": None if trust is None else round(trust, _DIGITS),
                "interval": None if interval is None else [round(end, _DIGITS) for end in interval],
            },
            "accuracy": self.accuracy.as_json(),
            "wrong_rate": self.wrong_rate.as_json(),
            "refused_rate": self.refused_rate.as_json(),
            "citation_precision": self.citation_precision.as_json(),
            "citation_recall": self.citation_recall.as_json(),
            "refusal_precision": self.refusal_precision.as_json(),
            "refusal_recall": self.refusal_recall.as_json(),
            "reason_accuracy": self.reason_accuracy.as_json(),
            "latency_ms": {"p50": self.p50_ms, "p95": self.p95_ms},
        }


def metrics(scores: Sequence[Score]) -> Metrics:
    """Count everything over the scores, held out or not."""
    total = len(scores)
    counts = [score.citation_count for score in scores if score.citation_count is not None]
    refused = [score for score in scores if score.status == "refused"]
    to_refuse = [score for score in scores if score.case.wants_refusal]
    refused_rightly = [score for score in to_refuse if score.status in ("refused", "clarify")]
    times = sorted(score.elapsed_ms for score in scores if score.elapsed_ms is not None)
    return Metrics(
        cases=total,
        accuracy=Rate(_with(scores, Verdict.RIGHT), total),
        wrong_rate=Rate(_with(scores, Verdict.WRONG), total),
        refused_rate=Rate(_with(scores, Verdict.REFUSED), total),
        citation_precision=Rate(sum(c.holding for c in counts), sum(c.given for c in counts)),
        citation_recall=Rate(sum(c.found for c in counts), sum(c.needed for c in counts)),
        refusal_precision=Rate(sum(_may_be_refused(score) for score in refused), len(refused)),
        refusal_recall=Rate(len(refused_rightly), len(to_refuse)),
        reason_accuracy=Rate(_with(refused_rightly, Verdict.RIGHT), len(refused_rightly)),
        p50_ms=percentile(times, 50),
        p95_ms=percentile(times, 95),
    )


def metrics_to_json(scores: Scores) -> dict[str, Any]:
    """The metrics of a run: in total, by type, by style of document, and of what is held out."""
    held_out = [score for score in scores.scores if score.case.held_out]
    styles = sorted({score.case.style for score in scores.scores})
    return {
        "total": metrics(scores.scores).as_json(),
        "by_type": _by(CASE_TYPES, scores.scores, lambda score: score.case.type),
        "by_style": _by(styles, scores.scores, lambda score: score.case.style),
        "held_out": {
            "total": metrics(held_out).as_json(),
            "by_type": _by(CASE_TYPES, held_out, lambda score: score.case.type),
        },
    }


def percentile(ordered: Sequence[float], share: int) -> float | None:
    """The nearest-rank percentile of ascending numbers; None of none.

    >>> percentile([1.0, 2.0, 3.0, 4.0], 50)
    2.0
    """
    if not ordered:
        return None
    return round(ordered[max(0, -(-len(ordered) * share // 100) - 1)], 2)


def _by(
    keys: Iterable[str], scores: Sequence[Score], key_of: Callable[[Score], str]
) -> Mapping[str, Any]:
    groups = {key: [score for score in scores if key_of(score) == key] for key in keys}
    return {key: metrics(group).as_json() for key, group in groups.items() if group}


def _with(scores: Sequence[Score], verdict: Verdict) -> int:
    return sum(score.verdict is verdict for score in scores)


def _may_be_refused(score: Score) -> bool:
    # Otherwise only an accepted reason makes a refusal right.
    return score.case.wants_refusal or (
        score.verdict is Verdict.RIGHT and bool(right_reasons(score.case))
    )
