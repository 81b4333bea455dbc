"""A draft of an answer: sentences with marks where a citation belongs, and what they stand on.

Steps add to a draft; `cite` numbers the marks and makes the Answer, after `verify` has found every
number of the text in a figure, a calculation or a quoted place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.model import StoredDocument
from ingest.quantity import Quantity
from qa_service.intent import Stop
from qa_service.model import Calculation, Context, Fact, Reason, Role, Status, Value


@dataclass(frozen=True)
class Quote:
    """A span of a document's canonical text that an answer quotes."""

    document: StoredDocument
    start: int
    end: int
    section: tuple[str, ...]
    page: int | None


@dataclass
class Draft:
    """An answer in the making. `text` holds marks made by `mark`; lists keep the order of use."""

    text: str = ""
    status: Status = Status.ANSWERED
    reason: Reason | None = None
    values: list[Value] = field(default_factory=list)
    facts: list[tuple[Fact, Role]] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    calculations: list[Calculation] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    context: Context = field(default_factory=Context)

    def say(self, sentence: str) -> None:
        """Add a sentence."""
        self.text += sentence

    def mark(self, fact: Fact, role: Role = Role.ANSWER) -> str:
        """Use a figure; what comes back is put where its citation mark belongs."""
        for index, (used, earlier) in enumerate(self.facts):
            if used.fact_id == fact.fact_id:
                if role is Role.ANSWER and earlier is not Role.ANSWER:
                    self.facts[index] = (fact, role)
                return f"⟦f{index}⟧"
        self.facts.append((fact, role))
        return f"⟦f{len(self.facts) - 1}⟧"

    def mark_quote(self, quote: Quote) -> str:
        """Quote a place; what comes back is put where its citation mark belongs."""
        if quote not in self.quotes:
            self.quotes.append(quote)
        return f"⟦q{self.quotes.index(quote)}⟧"

    def give(self, quantity: Quantity, label: str) -> None:
        """Add a number to the values that answer the question."""
        self.values.append(Value(quantity, label))

    def warn(self, warning: str) -> None:
        """Add a warning once."""
        if warning not in self.warnings:
            self.warnings.append(warning)


def refusal(stop: Stop) -> Draft:
    """A stop as the draft of an answer: refused, or asked back with its options."""
    draft = Draft(
        text=stop.text,
        status=Status.CLARIFY if stop.asks_back else Status.REFUSED,
        reason=stop.reason,
    )
    draft.options += stop.options
    draft.listed += stop.listed
    return draft


def joined(drafts: Sequence[Draft]) -> Draft:
    """The drafts of a turn's questions as one: answered where any of them is.

    The first question's reason and options stand; the context is the last one's.
    """
    first = drafts[0]
    if len(drafts) == 1:
        return first
    whole = Draft(context=drafts[-1].context)
    whole.status = next((d.status for d in drafts if d.status is Status.ANSWERED), first.status)
    for draft in drafts:
        facts = {f"⟦f{i}⟧": whole.mark(*pair) for i, pair in enumerate(draft.facts)}
        quotes = {f"⟦q{i}⟧": whole.mark_quote(quote) for i, quote in enumerate(draft.quotes)}
        marks = facts | quotes
        text = re.sub(r"⟦[fq]\d+⟧", lambda m, marks=marks: marks[m[0]], draft.text)  # type: ignore[misc]
        whole.text += ("\n" if whole.text else "") + text
        whole.values += draft.values
        whole.calculations += draft.calculations
        whole.options += draft.options
        whole.suggestions = draft.suggestions
        for warning in draft.warnings:
            whole.warn(warning)
    whole.reason = next((d.reason for d in drafts if d.reason is not None), None)
    return whole
