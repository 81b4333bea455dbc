"""What requests look like: unknown fields and wrong types are refused, sizes are bounded."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr

from index.store.feedback import FeedbackState
from ingest.model import Kind
from qa_service.conversation import TurnRequest
from qa_service.model import Scope

API = "/api/v1"
"""Where the API begins."""

Name = Annotated[StrictStr, Field(max_length=200)]


class ScopeRequest(BaseModel):
    """What a question is narrowed to; a list left out or empty does not narrow."""

    model_config = ConfigDict(extra="forbid")

    document_ids: list[Name] = Field(default=[], max_length=200)
    organisations: list[Name] = Field(default=[], max_length=200)
    fiscal_years: list[StrictInt] = Field(default=[], max_length=100)
    kinds: list[Kind] = Field(default=[], max_length=10)

    def as_scope(self) -> Scope:
        """The same for the core."""
        return Scope(
            tuple(self.document_ids),
            tuple(self.organisations),
            tuple(self.fiscal_years),
            tuple(self.kinds),
        )


class ChatRequest(BaseModel):
    """One question. Its length is checked later, with an error of its own."""

    model_config = ConfigDict(extra="forbid")

    question: StrictStr
    conversation_id: StrictStr | None = None
    scope: ScopeRequest | None = None
    stream: StrictBool = False
    # Sent again with the same id in the same conversation, it is the same turn.
    request_id: Annotated[StrictStr, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")] | None = None
    # The answer it follows, where that is not the last one of the conversation.
    after: Name | None = None

    def as_turn(self) -> TurnRequest:
        """The same for the core."""
        scope = self.scope.as_scope() if self.scope else Scope()
        return TurnRequest(self.question, self.conversation_id, scope, self.request_id, self.after)


class FeedbackRequest(BaseModel):
    """A verdict on an answer, or on one of its figures."""

    model_config = ConfigDict(extra="forbid")

    answer_id: Name
    figure_id: Name | None = None
    verdict: Literal["right", "wrong"]
    comment: Annotated[StrictStr, Field(max_length=2000)] | None = None


CaseType = Literal[
    "figure",
    "delta",
    "calc",
    "yoy",
    "cross",
    "table",
    "list",
    "text",
    "glossary",
    "followup",
    "ambiguous",
    "false_premise",
    "unanswerable",
    "check",
]


class ExpectedAnswer(BaseModel):
    """What staff say the answer should have been: the fields of an evaluation case."""

    model_config = ConfigDict(extra="forbid")

    type: CaseType
    answer: Annotated[StrictStr, Field(min_length=1, max_length=4000)]
    value: Annotated[StrictStr, Field(pattern=r"^-?\d+(\.\d+)?$", max_length=40)] | None = None
    unit: Name | None = None
    evidence: Name | None = None
    status: Literal["answered", "clarify", "refused"] | None = None
    reason: Name | None = None


class SettleRequest(BaseModel):
    """Where a complaint stands now; `case` with the state `case`."""

    model_config = ConfigDict(extra="forbid")

    state: FeedbackState
    case: ExpectedAnswer | None = None
