"""The figures of the loaded documents as a list: narrowed, counted, in document order or sorted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from index.model import StoredDocument
from ingest.model import Measure
from qa_service.errors import InvalidRequest
from qa_service.model import Fact
from qa_service.steps.items import find_items

if TYPE_CHECKING:
    from index.store.figures import Figures

# More than a table has any use for; sorting reads them all.
MOST_SORTED = 20_000
IDS_AT_ONCE = 500


class Order(StrEnum):
    """How the list is sorted; a leading minus turns it around."""

    LABEL = "label"
    LABEL_DOWN = "-label"
    ORGANISATION = "organisation"
    ORGANISATION_DOWN = "-organisation"
    YEAR = "fiscal_year"
    YEAR_DOWN = "-fiscal_year"
    VALUE = "value"
    VALUE_DOWN = "-value"


@dataclass(frozen=True)
class Wanted:
    """What the figures are narrowed to; None asks nothing. `item` is a key or printed words."""

    item: str | None = None
    code: str | None = None
    fiscal_year: int | None = None
    measure: Measure | None = None


@dataclass(frozen=True)
class FigurePage:
    """Some of the figures, how many there are in all, and where the rest begins."""

    facts: tuple[Fact, ...]
    total: int
    after: tuple[str, int] | None = None  # a document's id, and how many of its figures were given


class FigureList:
    """All figures of some documents for which `wanted` holds."""

    def __init__(
        self, figures: Figures, documents: Sequence[StoredDocument], wanted: Wanted
    ) -> None:
        self._figures = figures
        self._documents = sorted(documents, key=lambda it: it.document_id)
        self._asked = self._conditions(wanted)
        self._counts = self._count(self._asked)

    def _conditions(self, wanted: Wanted) -> dict[str, Any]:
        asked: dict[str, Any] = {
            "code": wanted.code,
            "fiscal_year": wanted.fiscal_year,
            "measure": wanted.measure,
        }
        if wanted.item is None:
            return asked
        if wanted.item.isascii():
            return asked | {"item": wanted.item}
        printed = asked | {"label_part": wanted.item}
        keys = [k for mention in find_items(wanted.item) for k in mention.keys]
        # Everyday words ('吃喝') stand in no document; what they mean does.
        return asked | {"item": keys} if keys and not self._count(printed) else printed

    def _count(self, asked: dict[str, Any]) -> dict[str, int]:
        ids = [document.document_id for document in self._documents]
        found: dict[str, int] = {}
        for start in range(0, len(ids), IDS_AT_ONCE):
            found |= self._figures.count(ids[start : start + IDS_AT_ONCE], **asked)
        return found

    @property
    def total(self) -> int:
        """How many figures there are."""
        return sum(self._counts.values())

    def document_ids(self) -> frozenset[str]:
        """The documents that have any."""
        return frozenset(self._counts)

    def from_place(self, document_id: str, skipped: int, limit: int) -> FigurePage:
        """Figures in document order from a place on: a document's id and how many of its own."""
        found: list[Fact] = []
        for document in self._documents:
            if document.document_id < document_id or document.document_id not in self._counts:
                continue
            skip = skipped if document.document_id == document_id else 0
            wanted = limit - len(found)
            rows = self._find(document, wanted + 1, skip)
            found += [Fact(document, row.figure) for row in rows[:wanted]]
            if len(rows) > wanted:
                after = (document.document_id, skip + wanted)
                return FigurePage(tuple(found), self.total, after)
        return FigurePage(tuple(found), self.total)

    def from_offset(self, offset: int, limit: int) -> FigurePage:
        """Figures in document order, the first `offset` left out."""
        for document in self._documents:
            of_it = self._counts.get(document.document_id, 0)
            if offset < of_it:
                return self.from_place(document.document_id, offset, limit)
            offset -= of_it
        return FigurePage((), self.total)

    def sorted_by(self, order: Order) -> list[Fact]:
        """All of them, sorted. Raises InvalidRequest where there are too many."""
        if self.total > MOST_SORTED:
            raise InvalidRequest(
                f"共 {self.total} 项，超过 {MOST_SORTED} 项不能排序。"
                "请先按单位、年度或项目缩小范围。"
            )
        facts = [
            Fact(document, row.figure)
            for document in self._documents
            if document.document_id in self._counts
            for row in self._find(document, None, 0)
        ]
        return sort_facts(facts, order)

    def _find(self, document: StoredDocument, limit: int | None, offset: int) -> Sequence[Any]:
        return self._figures.find([document.document_id], **self._asked, limit=limit, offset=offset)


def sort_facts(facts: Sequence[Fact], order: Order) -> list[Fact]:
    """The facts sorted; what has no value (or no year) stands last either way.

    Money is compared in yuan; percentages and counts follow it, each among its own.
    """
    down, name = order.startswith("-"), order.removeprefix("-")

    def has_none(fact: Fact) -> bool:
        if name == "value":
            return fact.figure.quantity is None
        return name == "fiscal_year" and fact.figure.fiscal_year is None

    kept = sorted((f for f in facts if not has_none(f)), key=_KEYS[name], reverse=down)
    if name == "value":  # the kinds of units keep their order when the amounts are turned around
        kept.sort(key=_unit_order)
    return [*kept, *(f for f in facts if has_none(f))]


def _amount(fact: Fact) -> Decimal:
    quantity = fact.figure.quantity
    if quantity is None:
        return Decimal(0)
    return quantity.number if quantity.yuan is None else quantity.yuan


def _unit_order(fact: Fact) -> tuple[bool, str]:
    quantity = fact.figure.quantity
    is_money = quantity is not None and quantity.yuan is not None
    return (not is_money, "" if is_money or quantity is None else quantity.unit.name)


_KEYS = {
    "label": lambda fact: fact.own_label,
    "organisation": lambda fact: fact.organisation,
    "fiscal_year": lambda fact: fact.figure.fiscal_year or 0,
    "value": _amount,
}
