"""A turn of a conversation: the slots carried into the question, the answer kept.

Turns live in the store, so they survive a restart. Whoever knows a conversation's id can read it;
ids we make cannot be guessed.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, Protocol

from index.model import Turn
from ingest.model import Kind, Level
from qa_service.errors import (
    AnswerNotFound,
    ConversationIdInvalid,
    ConversationNotFound,
    QuestionEmpty,
    QuestionTooLong,
)
from qa_service.model import Answer, Context, Operation, Question, Scope

_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Turns(Protocol):
    """Where turns are kept (index/store/conversations.py)."""

    def start(self, conversation_id: str | None = None) -> str: ...
    def append(
        self,
        conversation_id: str,
        question: str,
        answer: str,
        context: str = ...,
        keep: int = ...,
        answer_id: str = ...,
    ) -> int | None: ...
    def turns(self, conversation_id: str, last: int | None = None) -> list[Turn]: ...
    def turns_to(self, answer_id: str) -> list[Turn]: ...
    def remove(self, conversation_id: str) -> bool: ...


@dataclass(frozen=True)
class TurnRequest:
    """A question as it was sent: in which conversation, narrowed to what, following what.

    With `request_id` (the sender's own, of this conversation) a question that is sent again is
    the same turn; `after` is the answer it follows where that is not the conversation's last.
    """

    text: str
    conversation_id: str | None = None
    scope: Scope = field(default_factory=Scope)
    request_id: str | None = None
    after: str | None = None

    @property
    def answer_id(self) -> str | None:
        """The id its answer gets, where sending it twice must not ask twice."""
        if self.conversation_id is None or self.request_id is None:
            return None
        made = hashlib.sha256(f"{self.conversation_id} {self.request_id}".encode()).digest()
        return base64.urlsafe_b64encode(made[:12]).decode()


@dataclass(frozen=True)
class Conversations:
    """Takes turns. `reply` answers a question; `generation` names what it was answered from."""

    turns: Turns
    reply: Callable[[Question], Answer]
    generation: Callable[[], str]
    max_question_chars: int
    keep: int

    def take_turn(
        self, text: str, conversation_id: str | None = None, scope: Scope | None = None
    ) -> Answer:
        """Answer a question within its conversation (a new one without an id), and keep it.

        Raises QuestionEmpty, QuestionTooLong, ConversationIdInvalid.
        """
        return self.take(TurnRequest(text, conversation_id, scope or Scope()))

    def take(self, request: TurnRequest) -> Answer:
        """The same for a question with all that may be sent with it.

        Raises QuestionEmpty, QuestionTooLong, ConversationIdInvalid, AnswerNotFound.
        """
        began = time.perf_counter()
        question = self.readable(request.text)
        if request.conversation_id is not None:
            check_id(request.conversation_id)
        generation = self.generation()
        answer = self.reply(Question(question, request.scope, self._carried(request)))
        conversation_id = self.turns.start(request.conversation_id)
        milliseconds = round((time.perf_counter() - began) * 1000)
        answer = answer.within(conversation_id, generation, milliseconds)
        answer = replace(answer, answer_id=request.answer_id or answer.answer_id)
        self.turns.append(
            conversation_id,
            question,
            json.dumps(answer.as_json(), ensure_ascii=False),
            context_to_json(answer.context),
            keep=self.keep,
            answer_id=answer.answer_id,
        )
        return answer

    def given(self, request: TurnRequest) -> dict[str, Any] | None:
        """The answer this very request got before, or None."""
        answer_id = request.answer_id
        turns = self.turns.turns_to(answer_id) if answer_id else []
        if not turns:
            return None
        answer: dict[str, Any] = json.loads(turns[-1].answer)
        return answer

    def _carried(self, request: TurnRequest) -> Context:
        """What the question leaves to be understood: the slots of the answer it follows."""
        earlier: list[Turn] = []
        if request.after is not None:
            earlier = self.turns.turns_to(request.after)
            if not earlier:
                raise AnswerNotFound
        elif request.conversation_id is not None:
            earlier = self.turns.turns(request.conversation_id, last=1)
        return context_from_json(earlier[-1].context) if earlier else Context()

    def history(self, conversation_id: str) -> list[dict[str, Any]]:
        """The turns kept, oldest first, answers as they were given.

        Raises ConversationIdInvalid, ConversationNotFound.
        """
        check_id(conversation_id)
        turns = self.turns.turns(conversation_id)
        if not turns:
            raise ConversationNotFound
        return [
            {
                "question": turn.question,
                "asked_at": turn.asked_at.isoformat(),
                "answer": json.loads(turn.answer),
            }
            for turn in turns
        ]

    def forget(self, conversation_id: str) -> None:
        """Delete a conversation. Raises ConversationIdInvalid, ConversationNotFound."""
        check_id(conversation_id)
        if not self.turns.remove(conversation_id):
            raise ConversationNotFound

    def readable(self, text: str) -> str:
        """The question without what cannot be seen (NUL, lone surrogates), not too long."""
        # The raw length first: cleaning a very long text would cost more than refusing it.
        if len(text) > self.max_question_chars:
            raise QuestionTooLong(len(text), self.max_question_chars)
        seen = (" " if c in "\r\n\t" else c for c in text)
        question = "".join(c for c in seen if unicodedata.category(c) not in ("Cc", "Cs")).strip()
        if not question:
            raise QuestionEmpty
        return question


def check_id(conversation_id: str) -> None:
    """Raises ConversationIdInvalid unless it is long enough and plain."""
    if not _ID.fullmatch(conversation_id):
        raise ConversationIdInvalid


_MEMBERS: dict[str, type[StrEnum]] = {"level": Level, "kind": Kind, "operation": Operation}


def context_to_json(context: Context) -> str:
    """A context as text for the store."""
    return json.dumps(asdict(context), ensure_ascii=False)


def context_from_json(text: str) -> Context:
    """The context that `context_to_json` wrote; what an older version did not know is None."""
    kept = json.loads(text)
    slots: dict[str, Any] = {}
    for slot in fields(Context):
        value = kept.get(slot.name)
        if value is None:
            continue
        if slot.name in _MEMBERS:
            value = _MEMBERS[slot.name](value)
        slots[slot.name] = tuple(value) if isinstance(value, list) else value
    return Context(**slots)
