"""A question, what was understood of it, and its answer: the shapes of the contract.

`Answer.as_json()` is the one place where the outside form (docs/api.md) is written. Amounts leave
as decimal strings, never as floats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from index.model import StoredDocument
from ingest.model import Figure, Kind, Level, Measure
from ingest.quantity import Quantity, plain_decimal

_SPELLED_PATH = re.compile(r"[（(][类款项][）)]")


class Status(StrEnum):
    """How a turn ended."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    REFUSED = "refused"


class Reason(StrEnum):
    """Why there is no figure (拒答原因), or why the question is asked back."""

    NOT_LOADED = "not_loaded"
    YEAR_MISSING = "year_missing"
    ITEM_MISSING = "item_missing"
    ITEM_BLANK = "item_blank"
    AMBIGUOUS = "ambiguous"
    DOCUMENTS_DISAGREE = "documents_disagree"
    NOT_DERIVABLE = "not_derivable"
    OUT_OF_SCOPE = "out_of_scope"
    UNREADABLE = "unreadable"


class Role(StrEnum):
    """What a figure does in an answer."""

    ANSWER = "answer"
    OPERAND = "operand"
    CONTEXT = "context"


class Operation(StrEnum):
    """What is asked about the item (问法)."""

    VALUE = "value"
    CHANGE = "change"
    CHANGE_RATE = "change_rate"
    SHARE = "share"
    COMPLETION_RATE = "completion_rate"
    COUNT = "count"
    PURPOSE = "purpose"
    DUTIES = "duties"
    STRUCTURE = "structure"
    BALANCE = "balance"
    SUM = "sum"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    AGAINST_BUDGET = "against_budget"
    COMPARE = "compare"
    RANK = "rank"
    TREND = "trend"
    LIST = "list"
    EXISTS = "exists"
    WHY = "why"
    DEFINE = "define"
    TEXT = "text"
    PLACE = "place"
    GREETING = "greeting"
    SERVICE = "service"
    COVERAGE = "coverage"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Scope:
    """What the caller narrows a question to; empty means everything loaded."""

    document_ids: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    fiscal_years: tuple[int, ...] = ()
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True)
class Context:
    """The slots a conversation carries (沿用的条件), shown to the user and returned."""

    organisation: str | None = None
    level: Level | None = None
    fiscal_year: int | None = None
    kind: Kind | None = None
    item: str | None = None  # as printed or named: what the chip shows
    item_key: str | None = None  # the vocabulary key behind it, when there is one
    operation: Operation | None = None
    figure_ids: tuple[str, ...] = ()  # what the last answer stood on: '为什么', '它占多少'
    facet: str | None = None  # the column it was limited to: '其中项目支出 … 那基本支出呢'
    measure: Measure | None = None  # the statement asked for by name: '全年预算'
    recent: tuple[str, ...] = ()  # the figures that answered last, newest last: '这俩一共'
    organisations: tuple[str, ...] = ()  # the several asked about, or offered to choose from
    undecided: bool = False  # one of `organisations` is yet to be chosen
    listed: tuple[str, ...] = ()  # what was listed last, in its order: '第二个呢'

    def as_json(self) -> dict[str, Any]:
        """The contract's context object."""
        return {
            "organisation": self.organisation,
            "level": self.level,
            "fiscal_year": self.fiscal_year,
            "kind": self.kind,
            "item": self.item,
        }


@dataclass(frozen=True)
class Question:
    """One turn as it came: text, scope, and the slots the conversation carries into it."""

    text: str
    scope: Scope = Scope()
    carried: Context = Context()


@dataclass(frozen=True)
class Fact:
    """A stored figure together with the document that states it."""

    document: StoredDocument
    figure: Figure

    @property
    def fact_id(self) -> str:
        """Unique over the data folder: the document's id, then the figure's id within it."""
        return f"{self.document.document_id}.{self.figure.figure_id}"

    @property
    def organisation(self) -> str:
        """Whose figure it is: the document's organisation unless the sentence names another."""
        return self.figure.organisation or self.document.identity.organisation

    @property
    def level(self) -> Level:
        """The level it speaks of: the document's unless the sentence says 本级 or a unit."""
        return self.figure.level or self.document.identity.level

    @property
    def kind(self) -> Kind:
        """Whether a budget or a final account states it."""
        return self.document.identity.kind

    @property
    def own_label(self) -> str:
        """The item's own name, where a sentence spells its path (某（类）某（款）某（项）)."""
        label, path = self.figure.label, self.figure.item_path
        if "）" not in label and ")" not in label:  # nearly all, and it is asked of every figure
            return label
        return path[-1] if path and _SPELLED_PATH.search(label) else label

    @property
    def is_cell(self) -> bool:
        """Whether it stands in a table (else in a sentence)."""
        return self.figure.source.table_id is not None

    def as_json(self) -> dict[str, Any]:
        """The fields a figure has everywhere: in answers and in the list of figures."""
        f = self.figure
        yuan = f.quantity.yuan if f.quantity else None
        return {
            "figure_id": self.fact_id,
            "label": f.label,
            "item_path": list(f.item_path),
            "column_path": list(f.column_path),
            "code": f.code,
            "classification": f.classification,
            "organisation": self.organisation,
            "level": self.level,
            "fiscal_year": f.fiscal_year,
            "kind": self.kind,
            "measure": f.measure,
            "aspect": f.aspect,
            "base": f.base,
            "as_of": None if f.as_of is None else f.as_of.isoformat(),
            "scope_note": f.scope_note,
            "printed": f.printed,
            "value": None if f.quantity is None else plain_decimal(f.quantity.number),
            "unit": f.unit.name if f.unit else None,
            "value_yuan": None if yuan is None else plain_decimal(_whole(yuan)),
            "check": f.check,
        }


@dataclass(frozen=True)
class Citation:
    """A place in a document, numbered in the answer; `quote` is text[start:end], exactly."""

    number: int
    document_id: str
    document: str
    organisation: str
    fiscal_year: int | None
    published_on: date | None
    source_url: str | None
    section: tuple[str, ...]
    page: int | None
    table: dict[str, str | None] | None
    start: int
    end: int
    quote: str
    recognised: bool = False  # the place was read from the picture of a page
    blank_figure: str | None = None  # which blank cell: several stand at one place of the text

    @property
    def url(self) -> str:
        """The address of the page that shows the place."""
        blank = f"&f={self.blank_figure}" if self.blank_figure else ""
        return f"/documents/{self.document_id}#c={self.start}-{self.end}{blank}"

    def as_json(self) -> dict[str, Any]:
        """The contract's citation object."""
        return {
            "number": self.number,
            "document_id": self.document_id,
            "document": self.document,
            "organisation": self.organisation,
            "fiscal_year": self.fiscal_year,
            "published_on": self.published_on.isoformat() if self.published_on else None,
            "source_url": self.source_url,
            "section": list(self.section),
            "page": self.page,
            "table": self.table,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "recognised": self.recognised,
            "url": self.url,
        }


@dataclass(frozen=True)
class UsedFigure:
    """A figure as it stands in an answer: its role there and the citation that shows it."""

    fact: Fact
    role: Role
    citation: int

    def as_json(self) -> dict[str, Any]:
        """The contract's figure object."""
        return self.fact.as_json() | {"role": self.role, "citation": self.citation}


def _whole(number: Decimal) -> Decimal:
    """Without trailing zeros behind the point: '32041000', not '32041000.0'."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


@dataclass(frozen=True)
class Value:
    """A number that answers the question, in the unit of the source or the one asked for."""

    quantity: Quantity
    label: str

    def as_json(self) -> dict[str, str]:
        """The contract's value object."""
        return {
            "value": plain_decimal(self.quantity.number),
            "unit": self.quantity.unit.name,
            "label": self.label,
        }


@dataclass(frozen=True)
class Calculation:
    """A sum, difference, share or rate over cited figures, with its formula as shown."""

    expression: str
    result: Quantity
    operands: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The contract's calculation object."""
        return {
            "expression": self.expression,
            "result": plain_decimal(self.result.number),
            "unit": self.result.unit.name,
            "operands": list(self.operands),
        }


@dataclass(frozen=True)
class Answer:
    """What the user gets. Every number in `text` is a figure, a calculation or in a quote."""

    answer_id: str
    status: Status
    text: str
    reason: Reason | None = None
    values: tuple[Value, ...] = ()
    figures: tuple[UsedFigure, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    citations: tuple[Citation, ...] = ()
    context: Context = Context()
    options: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    conversation_id: str = ""
    generation: str = ""
    elapsed_ms: int = 0
    log: dict[str, str] = field(default_factory=dict, compare=False)

    def within(self, conversation_id: str, generation: str, elapsed_ms: int) -> Answer:
        """The same answer, with the turn it belongs to."""
        return replace(
            self,
            conversation_id=conversation_id,
            generation=generation,
            elapsed_ms=elapsed_ms,
        )

    def as_json(self) -> dict[str, Any]:
        """The contract's Answer."""
        return {
            "answer_id": self.answer_id,
            "conversation_id": self.conversation_id,
            "generation": self.generation,
            "elapsed_ms": self.elapsed_ms,
            "status": self.status,
            "reason": self.reason,
            "text": self.text,
            "values": [v.as_json() for v in self.values],
            "figures": [f.as_json() for f in self.figures],
            "calculations": [c.as_json() for c in self.calculations],
            "citations": [c.as_json() for c in self.citations],
            "context": self.context.as_json(),
            "options": list(self.options),
            "suggestions": list(self.suggestions),
            "warnings": list(self.warnings),
        }
