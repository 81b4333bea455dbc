"""Figures in the store: exact look-ups by item, code or label within documents."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine, Select, func, select

from index.model import Label, StoredFigure
from index.store.rows import figure_from_row, plain_path, rows_of
from index.store.schema import figures
from ingest.model import Aspect, Classification, Fund, Measure
from ingest.vocabulary.load import plain_label


class Figures:
    """What is asked of the store about figures; documents are named by their ids."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of_document(self, document_id: str) -> list[StoredFigure]:
        """All figures of one document, in its order."""
        return self.find([document_id])

    def find(
        self,
        document_ids: Sequence[str] | None = None,
        *,
        item: str | Sequence[str] | None = None,
        code: str | None = None,
        classification: Classification | None = None,
        label: str | None = None,
        label_part: str | None = None,
        facet: str | None = None,
        fund: Fund | None = None,
        fiscal_year: int | None = None,
        measure: Measure | None = None,
        aspect: Aspect | None = None,
        table_kind: str | None = None,
        figure_ids: Sequence[str] | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[StoredFigure]:
        """Figures for which everything given holds, by document, then in document order.

        `document_ids` None means all documents, and () none. `item` is one key or several of
        them. `label` is compared as labels are (`plain_label`: numbering, quotes and blanks
        aside); `label_part` is contained in that form. An argument left out asks nothing: to ask
        for figures without a facet or fund, look at what comes back.
        """
        query = select(figures).order_by(figures.c.document_id, figures.c.position)
        query = _narrowed(query, document_ids, item, label_part)
        if label is not None:
            query = query.where(figures.c.label_key == plain_label(label))
        if figure_ids is not None:
            query = query.where(figures.c.figure_id.in_(figure_ids))
        for column, wanted in (
            (figures.c.code, code),
            (figures.c.classification, classification),
            (figures.c.facet, facet),
            (figures.c.fund, fund),
            (figures.c.fiscal_year, fiscal_year),
            (figures.c.measure, measure),
            (figures.c.aspect, aspect),
            (figures.c.table_kind, table_kind),
        ):
            if wanted is not None:
                query = query.where(column == wanted)
        return self._rows(query.limit(limit).offset(offset))

    def count(
        self,
        document_ids: Sequence[str] | None = None,
        *,
        item: str | Sequence[str] | None = None,
        code: str | None = None,
        label_part: str | None = None,
        fiscal_year: int | None = None,
        measure: Measure | None = None,
    ) -> dict[str, int]:
        """How many figures `find` would give of each document; documents without any left out."""
        count = func.count(figures.c.figure_id)
        query = select(figures.c.document_id, count).group_by(figures.c.document_id)
        query = _narrowed(query, document_ids, item, label_part)
        for column, wanted in (
            (figures.c.code, code),
            (figures.c.fiscal_year, fiscal_year),
            (figures.c.measure, measure),
        ):
            if wanted is not None:
                query = query.where(column == wanted)
        with self._engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def get(self, document_id: str, figure_id: str) -> StoredFigure | None:
        """One figure, or None."""
        found = self.find([document_id], figure_ids=[figure_id], limit=1)
        return found[0] if found else None

    def labels(self, document_ids: Sequence[str] | None = None) -> list[Label]:
        """Distinct labels with item and code, the most frequent first (None: all documents)."""
        kinds = (figures.c.label, figures.c.item, figures.c.code, figures.c.classification)
        count = func.count().label("figures")
        query = select(*kinds, count).group_by(*kinds).order_by(count.desc(), figures.c.label)
        if document_ids is not None:
            query = query.where(figures.c.document_id.in_(document_ids))
        with self._engine.connect() as connection:
            return [
                Label(label, item, code, Classification(official) if official else None, number)
                for label, item, code, official, number in connection.execute(query)
            ]

    def names(self, document_ids: Sequence[str]) -> dict[str, frozenset[str]]:
        """Of each document what its figures are called and part of, in plain_label form.

        Every document asked for is in the answer; one without figures has no names.
        """
        query = select(figures.c.document_id, figures.c.label_key, figures.c.item_path).distinct()
        found: dict[str, set[str]] = {key: set() for key in document_ids}
        with self._engine.connect() as connection:
            rows = connection.execute(query.where(figures.c.document_id.in_(document_ids)))
            for document_id, label, path in rows:
                found[document_id].add(label)
                found[document_id].update(plain_path(path))
        return {key: frozenset(names) for key, names in found.items()}

    def _rows(self, query: Select[Any]) -> list[StoredFigure]:
        with self._engine.connect() as connection:
            return [
                StoredFigure(row["document_id"], figure_from_row(row))
                for row in rows_of(connection.execute(query))
            ]


def _narrowed(
    query: Select[Any],
    document_ids: Sequence[str] | None,
    item: str | Sequence[str] | None,
    label_part: str | None,
) -> Select[Any]:
    if document_ids is not None:
        query = query.where(figures.c.document_id.in_(document_ids))
    if item is not None:
        query = query.where(figures.c.item.in_([item] if isinstance(item, str) else item))
    if label_part is not None:
        query = query.where(figures.c.label_key.contains(plain_label(label_part), autoescape=True))
    return query
