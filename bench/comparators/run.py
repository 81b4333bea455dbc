"""The same cases asked of the service and of what people build today, in one run.

Comparators answer always: nothing tells them that what they found is not the answer.
They are judged by the scorers that judge the service, and generously where they cannot know:
a number without a unit counts in the unit that was asked for, as many numbers are taken as the
case expects, and the heuristic that did best over all cases is the one that is shown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from bench.comparators.chunks import Chunk
from bench.comparators.numbers import HEURISTICS, Heuristic
from bench.comparators.retrieve import Retriever
from evals.amounts import Amount
from evals.model import Case, Score, Scores, Tally
from evals.reply import Citation, Reply
from evals.report import latency
from evals.score import reply_to_score

TOP = 5


@dataclass(frozen=True)
class Compared:
    """One system over all cases; ``by_type`` counts each type of question."""

    name: str
    scores: Scores

    def as_json(self) -> dict[str, Any]:
        """The figures to keep: rates are shares, times in ms."""
        return {
            "system": self.name,
            **_figures(self.scores.tally()),
            "latency_ms": latency(self.scores),
            "by_type": {kind: _figures(of) for kind, of in self.scores.by_type().items()},
        }


def retrieval_to_compared(
    name: str, cases: Sequence[Case], retriever: Retriever, on_case: Callable[[], None]
) -> Compared:
    """Ask a retriever every case; the heuristic that gets most points picks its numbers."""
    found: list[tuple[list[Chunk], float]] = []
    for case in cases:
        start = perf_counter()
        found.append((retriever.find(question_of(case), TOP), (perf_counter() - start) * 1000))
        on_case()
    tried = {
        word: Scores(
            tuple(
                _judged(case, chunks, heuristic, elapsed)
                for case, (chunks, elapsed) in zip(cases, found, strict=True)
            )
        )
        for word, heuristic in HEURISTICS.items()
    }
    best = max(tried, key=lambda word: tried[word].tally().points)
    return Compared(f"{name}, {best}", tried[best])


def question_of(case: Case) -> str:
    """What is looked for: in a conversation, what was asked before as well."""
    return "\n".join((*case.history, case.question))


def chunks_to_reply(case: Case, chunks: Sequence[Chunk], heuristic: Heuristic) -> Reply:
    """What plain retrieval answers: the pieces, and of their numbers as many as are expected."""
    amounts = heuristic(question_of(case), [chunk.text for chunk in chunks])
    values = tuple(
        Amount(amount.value, amount.unit or case.unit) for amount in amounts[: len(case.numbers)]
    )
    return Reply(
        status="answered",
        reason=None,
        text="\n".join(chunk.text for chunk in chunks),
        conversation_id=None,
        values=values,
        citations=tuple(Citation(chunk.document, chunk.text) for chunk in chunks),
    )


def _judged(case: Case, chunks: Sequence[Chunk], heuristic: Heuristic, elapsed: float) -> Score:
    return reply_to_score(case, chunks_to_reply(case, chunks, heuristic), elapsed)


def _figures(tally: Tally) -> Mapping[str, Any]:
    return {
        "cases": tally.cases,
        "right": tally.right,
        "refused": tally.refused,
        "wrong": tally.wrong + tally.failed,
        "accuracy": round(tally.accuracy, 4),
        "wrong_rate": round(tally.wrong_rate, 4),
        "evidence_found": round(tally.cited / tally.to_cite, 4) if tally.to_cite else None,
    }
