"""What readers say of an answer, and how staff turn a complaint into an evaluation case."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from index.model import Turn
from index.store.feedback import FeedbackState, StoredFeedback
from qa_service.errors import AnswerNotFound, FeedbackNotFound, FeedbackTooMuch, FigureNotInAnswer

# Of one answer: enough for its readers, too few to fill a disk with.
MOST_OF_AN_ANSWER = 20


class Answers(Protocol):
    """Where answers are kept (index/store/conversations.py)."""

    def turns_to(self, answer_id: str) -> list[Turn]: ...


class FeedbackStore(Protocol):
    """Where feedback is kept (index/store/feedback.py)."""

    def add(
        self,
        answer_id: str,
        figure_id: str | None,
        verdict: str,
        comment: str,
        questions: str,
        answer: str,
        at_most: int,
    ) -> str | None: ...
    def find(self, state: FeedbackState | None = None) -> list[StoredFeedback]: ...
    def get(self, feedback_id: str) -> StoredFeedback | None: ...
    def settle(self, feedback_id: str, state: FeedbackState, case: str | None = None) -> bool: ...
    def withdraw(self, feedback_id: str) -> bool: ...


@dataclass(frozen=True)
class FeedbackDesk:
    """Takes feedback and settles it. `file_names` gives a document's file name by its id."""

    answers: Answers
    store: FeedbackStore
    file_name: Callable[[str], str | None]

    def answer(self, answer_id: str) -> dict[str, Any]:
        """An answer as it was given, with its question. Raises AnswerNotFound."""
        turns = self.answers.turns_to(answer_id)
        if not turns:
            raise AnswerNotFound
        last = turns[-1]
        answer = json.loads(last.answer)
        # Whoever was sent an answer is not thereby given the conversation it came from.
        answer.pop("conversation_id", None)
        return {
            "question": last.question,
            "asked_at": last.asked_at.isoformat(),
            "answer": answer,
        }

    def take(self, answer_id: str, figure_id: str | None, verdict: str, comment: str) -> str:
        """Keep a verdict; gives its id.

        Raises AnswerNotFound, FigureNotInAnswer, FeedbackTooMuch.
        """
        turns = self.answers.turns_to(answer_id)
        if not turns:
            raise AnswerNotFound
        answer = json.loads(turns[-1].answer)
        if figure_id is not None and figure_id not in {f["figure_id"] for f in answer["figures"]}:
            raise FigureNotInAnswer
        questions = json.dumps([turn.question for turn in turns], ensure_ascii=False)
        feedback_id = self.store.add(
            answer_id,
            figure_id,
            verdict,
            comment,
            questions,
            turns[-1].answer,
            MOST_OF_AN_ANSWER,
        )
        if feedback_id is None:
            raise FeedbackTooMuch
        return feedback_id

    def withdraw(self, feedback_id: str) -> None:
        """Take a verdict back that staff have not settled yet. Raises FeedbackNotFound."""
        if not self.store.withdraw(feedback_id):
            raise FeedbackNotFound

    def queue(self, state: FeedbackState | None) -> list[StoredFeedback]:
        """What readers said, newest first."""
        return self.store.find(state)

    def settle(
        self, feedback_id: str, state: FeedbackState, expected: dict[str, Any] | None = None
    ) -> StoredFeedback:
        """Say where a complaint stands; with what was `expected`, it becomes an evaluation case.

        `expected` holds fields of a case (type, answer, value, unit, evidence, status, reason).
        Raises FeedbackNotFound.
        """
        kept = self.store.get(feedback_id)
        if kept is None:
            raise FeedbackNotFound
        case = None
        if state is FeedbackState.CASE and expected is not None:
            case = json.dumps(self._case(kept, expected), ensure_ascii=False)
        self.store.settle(feedback_id, state, case)
        return replace(kept, state=state, case=case)

    def cases(self) -> str:
        """The cases made of complaints, one JSON object a line, oldest first."""
        lines = [it.case for it in reversed(self.store.find(FeedbackState.CASE)) if it.case]
        return "".join(line + "\n" for line in lines)

    def _case(self, kept: StoredFeedback, expected: dict[str, Any]) -> dict[str, Any]:
        questions = json.loads(kept.questions)
        answer = json.loads(kept.answer)
        cited = dict.fromkeys(citation["document_id"] for citation in answer["citations"])
        docs = [name for name in map(self.file_name, cited) if name]
        return {
            "id": f"feedback-{kept.feedback_id}",
            **({"docs": docs} if docs else {}),
            "question": questions[-1],
            **({"history": questions[:-1]} if questions[:-1] else {}),
            **{key: value for key, value in expected.items() if value is not None},
            "source": "读者反馈",
            **({"note": kept.comment} if kept.comment else {}),
        }
