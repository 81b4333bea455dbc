"""Passages in the store: prose worth retrieving; searching among them is index/search.py."""

from collections.abc import Iterator, Sequence
from typing import cast

from sqlalchemy import Engine, func, select

from index.model import StoredPassage
from index.store.rows import Row, passage_from_row, rows_of
from index.store.schema import passages

PASSAGES_AT_ONCE = 1000


class Passages:
    """What is asked of the store about passages."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of_document(self, document_id: str, kind: str | None = None) -> list[StoredPassage]:
        """Passages of one document in its order, or those of one kind (prose, duty, reason …)."""
        query = select(passages).where(passages.c.document_id == document_id)
        if kind is not None:
            query = query.where(passages.c.kind == kind)
        with self._engine.connect() as connection:
            rows = rows_of(connection.execute(query.order_by(passages.c.position)))
            return [StoredPassage(row["document_id"], passage_from_row(row)) for row in rows]

    def get(self, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], StoredPassage]:
        """Passages by (document id, passage id); those no longer there are left out."""
        wanted = set(keys)
        # Two simple conditions use the index, pairs of values do not; the few others are dropped.
        query = select(passages).where(
            passages.c.document_id.in_({document_id for document_id, _ in wanted}),
            passages.c.passage_id.in_({passage_id for _, passage_id in wanted}),
        )
        with self._engine.connect() as connection:
            rows = rows_of(connection.execute(query))
        found = [(row["document_id"], row["passage_id"], row) for row in rows]
        return {
            (document_id, passage_id): StoredPassage(document_id, passage_from_row(row))
            for document_id, passage_id, row in found
            if (document_id, passage_id) in wanted
        }

    def all(self) -> Iterator[StoredPassage]:
        """All passages by document and position, as one state of the store, a block at a time."""
        query = select(passages).order_by(passages.c.document_id, passages.c.position)
        with self._engine.connect() as connection:
            found = connection.execution_options(yield_per=PASSAGES_AT_ONCE).execute(query)
            for block in found.mappings().partitions():
                for row in block:
                    yield StoredPassage(row["document_id"], passage_from_row(cast(Row, row)))

    def count(self) -> int:
        """How many there are in all documents."""
        with self._engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(passages)).scalar_one()
