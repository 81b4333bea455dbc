"""What readers say of answers: kept with the answer as it was given, until staff have looked."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Engine, RowMapping, delete, func, insert, select, update

from index.store.engine import writing
from index.store.schema import feedback


class FeedbackState(StrEnum):
    """Where a piece of feedback stands with the staff."""

    OPEN = "open"
    DONE = "done"
    CASE = "case"


@dataclass(frozen=True)
class StoredFeedback:
    """One verdict. `questions`, `answer` and `case` are JSON text, kept exactly."""

    feedback_id: str
    answer_id: str
    figure_id: str | None
    verdict: str
    comment: str
    questions: str
    answer: str
    given_at: str
    state: FeedbackState
    case: str | None


class Feedback:
    """Keeps verdicts; what an answer is, is qa_service's business."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(
        self,
        answer_id: str,
        figure_id: str | None,
        verdict: str,
        comment: str,
        questions: str,
        answer: str,
        at_most: int,
    ) -> str | None:
        """Keep a verdict and give its id; None when that answer has `at_most` already."""
        feedback_id = secrets.token_urlsafe(12)
        row = {
            "feedback_id": feedback_id,
            "answer_id": answer_id,
            "figure_id": figure_id,
            "verdict": verdict,
            "comment": comment,
            "questions": questions,
            "answer": answer,
            "given_at": datetime.now(UTC).isoformat(),
            "state": FeedbackState.OPEN,
            "case": None,
        }
        count = select(func.count()).where(feedback.c.answer_id == answer_id)
        with writing(self._engine) as connection:
            if connection.execute(count).scalar_one() >= at_most:
                return None
            connection.execute(insert(feedback), row)
        return feedback_id

    def find(self, state: FeedbackState | None = None) -> list[StoredFeedback]:
        """All verdicts, or those of one state, newest first."""
        query = select(feedback).order_by(feedback.c.given_at.desc(), feedback.c.feedback_id.desc())
        if state is not None:
            query = query.where(feedback.c.state == state)
        with self._engine.connect() as connection:
            return [_stored(row) for row in connection.execute(query).mappings()]

    def get(self, feedback_id: str) -> StoredFeedback | None:
        """One verdict, or None."""
        query = select(feedback).where(feedback.c.feedback_id == feedback_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else _stored(row)

    def settle(self, feedback_id: str, state: FeedbackState, case: str | None = None) -> bool:
        """Say where it stands now, with the case made of it; False when it is not there."""
        change = (
            update(feedback)
            .where(feedback.c.feedback_id == feedback_id)
            .values(state=state, case=case)
        )
        with writing(self._engine) as connection:
            return connection.execute(change).rowcount > 0

    def withdraw(self, feedback_id: str) -> bool:
        """Forget a verdict that staff have not settled yet; False when there is none."""
        unsettled = delete(feedback).where(
            feedback.c.feedback_id == feedback_id, feedback.c.state == FeedbackState.OPEN
        )
        with writing(self._engine) as connection:
            return connection.execute(unsettled).rowcount > 0


def _stored(row: RowMapping) -> StoredFeedback:
    return StoredFeedback(**{**row, "state": FeedbackState(row["state"])})
