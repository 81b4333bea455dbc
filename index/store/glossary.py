"""Glossary entries (名词解释) in the store: the exact term first, then terms that contain it."""

from sqlalchemy import Engine, case, func, or_, select

from index.model import Filter, StoredEntry
from index.store.documents import conditions
from index.store.rows import entry_from_row, rows_of
from index.store.schema import documents, glossary
from ingest.vocabulary.load import plain_label


class Glossary:
    """What is asked of the store about glossary entries."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(
        self,
        term: str | None = None,
        wanted: Filter = Filter(),  # noqa: B008
        *,
        exact: bool = False,
        limit: int | None = 50,
        offset: int = 0,
    ) -> list[StoredEntry]:
        """Entries of a term: the term itself, then longer ones, newest year first.

        The term is compared as labels are (numbering, quotes, （类）（款）（项） and blanks aside);
        `exact` leaves the longer ones out. None gives all entries.
        """
        newest_first = (
            documents.c.fiscal_year.desc().nulls_last(),
            glossary.c.document_id,
            glossary.c.position,
        )
        query = select(glossary).join(documents).where(*conditions(wanted))
        if term is not None:
            key = plain_label(term)
            is_term = glossary.c.term_key == key
            close = or_(
                glossary.c.term_key.contains(key, autoescape=True),
                glossary.c.term_path.contains(key, autoescape=True),
            )
            query = query.where(is_term if exact or not key else or_(is_term, close))
            query = query.order_by(
                case((is_term, 0), else_=1), func.length(glossary.c.term_key), *newest_first
            )
        else:
            query = query.order_by(glossary.c.term_key, *newest_first)
        with self._engine.connect() as connection:
            rows = rows_of(connection.execute(query.limit(limit).offset(offset)))
            return [StoredEntry(row["document_id"], entry_from_row(row)) for row in rows]
