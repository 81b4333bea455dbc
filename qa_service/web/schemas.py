"""What requests look like: unknown fields and wrong types are refused, sizes are bounded."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr

from ingest.model import Kind
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
