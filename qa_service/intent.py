"""What a question asks, read into slots: the typed query every later step works from."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.model import StoredDocument
from ingest.model import Kind, Level, Measure
from ingest.quantity import Unit
from qa_service.model import Operation, Reason
from qa_service.steps.item_names import ItemMention
from qa_service.steps.sides import Side
from qa_service.steps.wording import Narrower
from qa_service.steps.years import Years


@dataclass(frozen=True)
class Asked:
    """An organisation that is asked about, and all that is loaded of it."""

    name: str
    documents: tuple[StoredDocument, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The loaded fiscal years, newest first."""
        years = {d.identity.fiscal_year for d in self.documents}
        return tuple(sorted((y for y in years if y is not None), reverse=True))


@dataclass(frozen=True)
class Intent:
    """A question understood. `carried` names the slots that the conversation filled in.

    `organisations` are those meant; `ambiguous` says one mention fits several of them, and
    `unknown` is a name that is asked for but not loaded. `choices` are items that a vague word may
    mean. `content` is what is left of the question when everything known is taken out.
    """

    text: str
    plain: str
    operation: Operation
    operations: tuple[str, ...] = ()
    organisations: tuple[Asked, ...] = ()
    ambiguous: bool = False
    unknown: str | None = None
    years: Years = field(default_factory=Years)
    kind: Kind | None = None
    measure: Measure | None = None
    level: Level | None = None
    level_said: bool = False  # by the question itself, not carried into it
    items: tuple[ItemMention, ...] = ()
    unit: Unit | None = None
    spent: bool = False
    narrower: Narrower | None = None  # why no disclosure says this
    also_amount: bool = False  # whether the amount is asked too ('变没变，是多少')
    excluded: tuple[ItemMention, ...] = ()  # what is taken out of the items ('除三公经费外')
    excluded_words: str = ""  # the words that name what is taken out, known or not
    glued: bool = False  # whether the item stands inside a longer name that nobody knows
    of_final_account: bool = False  # whether a final account is asked for its budget figures
    carried: frozenset[str] = frozenset()
    carried_year: int | None = None
    carried_figures: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()  # the figures that answered before, newest last
    content: str = ""
    rest: str = ""  # the question without organisations and years
    subject: str = ""  # the question without organisations, years and the words of the operation
    tables: frozenset[str] = frozenset()  # the standard tables it is to be looked for in, by key
    sides: tuple[Side, ...] = ()  # the two documents set side by side, in the order said
    mended: tuple[str, ...] = ()  # the names that mistyped words were taken for

    @property
    def target(self) -> ItemMention | None:
        """The item asked about: the last one said ('三公经费里的公务接待费')."""
        return self.items[-1] if self.items else None


@dataclass(frozen=True)
class Stop:
    """Why a question cannot be answered as asked, in words, and what can be asked instead."""

    reason: Reason
    text: str
    options: tuple[str, ...] = ()
    asks_back: bool = False  # a clarify, not a refusal
    listed: tuple[str, ...] = ()  # what the options are of, in their order: '第二个'
