"""Conversations: the turns so far, written as they happen, each in a transaction of its own."""

import secrets
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, RowMapping, delete, func, insert, select

from index.model import Turn
from index.store.engine import writing
from index.store.schema import conversations, turns


class Conversations:
    """Keeps questions and answers; what they mean is qa_service's business."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def start(self, conversation_id: str | None = None) -> str:
        """Begin a conversation, or go on with one; gives its id.

        An id we make cannot be guessed, for whoever knows it can read the conversation.
        """
        wanted = conversation_id or secrets.token_urlsafe(16)
        with writing(self._engine) as connection:
            if not _is_known(connection, wanted):
                connection.execute(
                    insert(conversations), {"conversation_id": wanted, "started_at": _now()}
                )
        return wanted

    def append(
        self,
        conversation_id: str,
        question: str,
        answer: str,
        context: str = "{}",
        keep: int | None = None,
        answer_id: str | None = None,
    ) -> int | None:
        """Add a turn and give its number (from 1); None when there is no such conversation.

        `answer` and `context` are JSON text and come back exactly; by `answer_id` the turn is
        found again, and a conversation keeps one turn only of each: a question that came twice
        is one turn. With `keep`, only so many of the last turns stay.
        """
        of_it = turns.c.conversation_id == conversation_id
        with writing(self._engine) as connection:
            if not _is_known(connection, conversation_id):
                return None
            if (kept := _number_of(connection, conversation_id, answer_id)) is not None:
                return kept
            last = connection.execute(select(func.max(turns.c.number)).where(of_it)).scalar()
            number: int = (last or 0) + 1
            connection.execute(
                insert(turns),
                {
                    "conversation_id": conversation_id,
                    "number": number,
                    "question": question,
                    "answer_id": answer_id,
                    "answer": answer,
                    "context": context,
                    "asked_at": _now(),
                },
            )
            if keep is not None:
                connection.execute(delete(turns).where(of_it, turns.c.number <= number - keep))
        return number

    def turns(self, conversation_id: str, last: int | None = None) -> list[Turn]:
        """The turns in order, or only the `last` ones; empty for an unknown conversation."""
        query = (
            select(turns)
            .where(turns.c.conversation_id == conversation_id)
            .order_by(turns.c.number.desc())
            .limit(last)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [_turn(row) for row in reversed(rows)]

    def turns_to(self, answer_id: str) -> list[Turn]:
        """The turns of a conversation that are kept up to the one with that answer, in order.

        Empty where no such answer is kept.
        """
        with self._engine.connect() as connection:
            query = select(turns).where(turns.c.answer_id == answer_id)
            last = connection.execute(query).mappings().first()
            if last is None:
                return []
            query = (
                select(turns)
                .where(
                    turns.c.conversation_id == last["conversation_id"],
                    turns.c.number <= last["number"],
                )
                .order_by(turns.c.number)
            )
            return [_turn(row) for row in connection.execute(query).mappings()]

    def remove(self, conversation_id: str) -> bool:
        """Forget a conversation with all its turns; False when it is not there."""
        with writing(self._engine) as connection:
            result = connection.execute(
                delete(conversations).where(conversations.c.conversation_id == conversation_id)
            )
            return result.rowcount > 0


def _turn(row: RowMapping) -> Turn:
    return Turn(
        number=row["number"],
        question=row["question"],
        answer=row["answer"],
        context=row["context"],
        asked_at=datetime.fromisoformat(row["asked_at"]),
    )


def _is_known(connection: Connection, conversation_id: str) -> bool:
    query = select(conversations.c.conversation_id).where(
        conversations.c.conversation_id == conversation_id
    )
    # Locked where rows can be, so that two turns at once get two numbers.
    return connection.execute(query.with_for_update()).scalar() is not None


def _number_of(connection: Connection, conversation_id: str, answer_id: str | None) -> int | None:
    """The number of the conversation's turn with that answer, if it has one."""
    if answer_id is None:
        return None
    query = select(turns.c.number).where(
        turns.c.conversation_id == conversation_id, turns.c.answer_id == answer_id
    )
    number: int | None = connection.execute(query).scalar()
    return number


def _now() -> str:
    return datetime.now(UTC).isoformat()
