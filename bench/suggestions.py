"""Whether what is suggested is answered: every suggestion of many answers, asked in its turn.

    python -m bench.suggestions evals/cases/real.jsonl --answers 100

Asks the data folder of the settings. A suggestion counts as answered within the conversation it
was made in; how many answers make none, one, two or three is counted too. Exit code 1 when any
suggestion is not answered.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from evals.case_files import read_case_files
from qa_service.answer import answer
from qa_service.corpus import Corpus
from qa_service.model import Context, Question, Status
from qa_service.settings import Settings
from qa_service.wiring import open_service


def main(arguments: Sequence[str] | None = None) -> int:
    """Walk the suggestions of the first answers; those not answered are told."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("cases", nargs="+", type=Path)
    parser.add_argument("--answers", type=int, default=100, help="how many answers are walked")
    given = parser.parse_args(arguments)
    questions = [(*case.history, case.question) for case in read_case_files(given.cases)[0]]
    with open_service(Settings()) as service:
        made, unanswered = walk(questions, service.corpus, given.answers)
    for turns, suggestion, told in unanswered:
        print(f"{' → '.join(turns)}\n    {suggestion}\n    {told[:120]}")
    print("answers by suggestions made:", dict(sorted(made.items())))
    print(f"suggestions not answered: {len(unanswered)} of {sum(n * c for n, c in made.items())}")
    return 1 if unanswered else 0


def walk(
    questions: Sequence[Sequence[str]], corpus: Corpus, answers: int
) -> tuple[Counter[int], list[tuple[tuple[str, ...], str, str]]]:
    """How many answers make so many suggestions, and the suggestions that are not answered."""
    made: Counter[int] = Counter()
    unanswered = []
    for turns in questions:
        carried, reply = Context(), None
        for turn in turns:
            reply = answer(Question(turn, carried=carried), corpus)
            carried = reply.context
        if reply is None or reply.status is not Status.ANSWERED:
            continue
        made[len(reply.suggestions)] += 1
        for suggestion in reply.suggestions:
            followed = answer(Question(suggestion, carried=carried), corpus)
            if followed.status is not Status.ANSWERED:
                unanswered.append((tuple(turns), suggestion, followed.text))
        if made.total() >= answers:
            break
    return made, unanswered


if __name__ == "__main__":
    raise SystemExit(main())
