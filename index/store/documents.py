"""Documents in the store: put in and taken out whole, found by who, which year and what."""

import hashlib
import json
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    insert,
    or_,
    select,
    update,
)

from index.errors import DocumentNotLoaded
from index.model import Filter, Organisation, StoredDocument
from index.store.companions import settle_companions
from index.store.document_rows import (
    document_to_row,
    lines_from_text,
    part_from_text,
    parts_from_text,
    table_from_text,
)
from index.store.engine import writing
from index.store.rows import rows_of
from index.store.schema import aliases, documents, sections, tables
from index.store.versions import settle_versions
from index.store.whole_documents import (
    card_from_text,
    delete_document,
    insert_parts,
    whole_document,
    with_aliases,
)
from ingest.model import Document, LineBox, Page, Problem, Section
from ingest.model import Table as DocumentTable
from ingest.report_card import ReportCard

IDS_AT_ONCE = 500
MOST_REMEMBERED = 20_000
SUMMARY = [
    column
    for column in documents.c
    if column.name not in ("text", "problems", "pages", "lines", "report_card")
]


class Documents:
    """What is asked of the store about documents, and the two ways to change it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # Lists are asked for by every question; what is stored anew has another `stored_at`.
        self._known: dict[tuple[str, str], StoredDocument] = {}

    def add(self, document: Document) -> bool:
        """Put a document in, in one transaction; False when it is there exactly so already.

        A document of the same content that was read differently (a newer reader), or that has
        now an address it came from, is replaced.
        """
        row = document_to_row(document)
        with writing(self._engine) as connection:
            known = connection.execute(
                select(documents.c.derived_sha256, documents.c.source_url).where(
                    documents.c.document_id == document.document_id
                )
            ).one_or_none()
            if known is not None:
                row["source_url"] = row["source_url"] or known.source_url
                if known == (row["derived_sha256"], row["source_url"]):
                    connection.execute(
                        update(documents)
                        .where(documents.c.document_id == document.document_id)
                        .values(reader=row["reader"])
                    )
                    return False
            delete_document(connection, document.document_id)
            connection.execute(insert(documents), row)
            insert_parts(connection, document)
            settle_versions(connection, row)
            settle_companions(
                connection,
                document.identity,
                partial(whole_document, connection),
                document.document_id,
            )
        return True

    def remove(self, document_id: str) -> bool:
        """Take a document out with all its parts; False when it is not there."""
        with writing(self._engine) as connection:
            row = connection.execute(
                select(documents).where(documents.c.document_id == document_id)
            ).one_or_none()
            if row is None:
                return False
            identity = with_aliases(connection, [dict(row._mapping)])[0].identity
            delete_document(connection, document_id)
            settle_versions(connection, dict(row._mapping))
            settle_companions(connection, identity, partial(whole_document, connection))
        return True

    def find(self, wanted: Filter = Filter(), limit: int | None = None) -> list[StoredDocument]:  # noqa: B008
        """Documents that `wanted` lets through, newest year first, then by organisation."""
        query = (
            select(documents.c.document_id, documents.c.stored_at)
            .where(*conditions(wanted))
            .order_by(
                documents.c.fiscal_year.desc().nulls_last(),
                documents.c.organisation,
                documents.c.level,
                documents.c.kind,
                documents.c.document_id,
            )
            .limit(limit)
        )
        with self._engine.connect() as connection:
            keys = [(key, stored_at) for key, stored_at in connection.execute(query)]
            known = self._remembered(connection, keys)
        return [known[key] for key in keys if key in known]

    def find_ids(self, wanted: Filter) -> list[str]:
        """Only the ids of the documents that `wanted` lets through, sorted."""
        query = select(documents.c.document_id).where(*conditions(wanted))
        with self._engine.connect() as connection:
            return sorted(connection.execute(query).scalars())

    def get(self, document_id: str) -> StoredDocument | None:
        """One document, or None."""
        found = self.find(Filter(document_ids=(document_id,)))
        return found[0] if found else None

    def by_content(self, content_sha256: str) -> StoredDocument | None:
        """The document read from exactly these bytes, whatever its file was named."""
        query = select(documents.c.document_id).where(documents.c.content_sha256 == content_sha256)
        with self._engine.connect() as connection:
            document_id = connection.execute(query).scalar()
        return None if document_id is None else self.get(document_id)

    def organisations(self, wanted: Filter = Filter()) -> list[Organisation]:  # noqa: B008
        """Organisations of the documents that `wanted` lets through, by name."""
        grouped: dict[str, list[StoredDocument]] = {}
        for document in self.find(wanted):
            grouped.setdefault(document.identity.organisation, []).append(document)
        return [_organisation(name, grouped[name]) for name in sorted(grouped)]

    def text(self, document_id: str) -> str:
        """The canonical text, the one that offsets count in. Raises DocumentNotLoaded."""
        return str(self._column(document_id, "text"))

    def pages(self, document_id: str) -> list[Page]:
        """Pages with their spans of text. Raises DocumentNotLoaded."""
        return parts_from_text(Page, self._column(document_id, "pages"))

    def lines(self, document_id: str) -> tuple[LineBox, ...]:
        """Where each line is printed; none for formats without pages. Raises DocumentNotLoaded."""
        return lines_from_text(self._column(document_id, "lines"))

    def problems(self, document_id: str) -> list[Problem]:
        """What is odd about the document (勾稽 included). Raises DocumentNotLoaded."""
        return parts_from_text(Problem, self._column(document_id, "problems"))

    def report_card(self, document_id: str) -> ReportCard | None:
        """How completely the document was read. Raises DocumentNotLoaded."""
        return card_from_text(self._column(document_id, "report_card"))

    def recognised_pages(self, document_id: str) -> frozenset[int]:
        """The pages whose text was recognised from their picture. Raises DocumentNotLoaded."""
        card = self._column(document_id, "report_card")
        return frozenset(json.loads(card).get("ocr_pages", ())) if card else frozenset()

    def seconds(self, document_id: str) -> dict[str, float]:
        """How long each stage of reading took. Raises DocumentNotLoaded."""
        found: dict[str, float] = json.loads(self._column(document_id, "seconds"))
        return found

    def sections(self, document_id: str) -> list[Section]:
        """The outline, in order; empty for a document that is not loaded."""
        return [part_from_text(Section, text) for text in self._contents(sections, document_id)]

    def tables(self, document_id: str, kind: str | None = None) -> list[DocumentTable]:
        """Tables in order, or those of one standard kind; empty when not loaded."""
        return [table_from_text(text) for text in self._contents(tables, document_id, kind)]

    def whole(self, document_id: str) -> Document:
        """The document as ingest gave it. Raises DocumentNotLoaded."""
        with self._engine.connect() as connection:
            return whole_document(connection, document_id)

    def fingerprint(self) -> str:
        """A hash of everything that generations derive from; a stale generation differs."""
        query = select(documents.c.document_id, documents.c.derived_sha256)
        with self._engine.connect() as connection:
            lines = sorted(f"{key}:{derived}" for key, derived in connection.execute(query))
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def _remembered(
        self, connection: Connection, keys: list[tuple[str, str]]
    ) -> dict[tuple[str, str], StoredDocument]:
        known = dict(self._known) if len(self._known) < MOST_REMEMBERED else {}
        missing = [key[0] for key in keys if key not in known]
        if missing:
            for start in range(0, len(missing), IDS_AT_ONCE):
                part = missing[start : start + IDS_AT_ONCE]
                query = select(*SUMMARY).where(documents.c.document_id.in_(part))
                rows = rows_of(connection.execute(query))
                for row, document in zip(rows, with_aliases(connection, rows), strict=True):
                    known[row["document_id"], row["stored_at"]] = document
            # Replaced whole, so that other threads see the old ones or the new ones.
            self._known = known
        return known

    def derived_hash(self, document_id: str) -> str:
        """The hash of the document's contents taken when it was stored."""
        return str(self._column(document_id, "derived_sha256"))

    def _column(self, document_id: str, name: str) -> Any:
        query = select(documents.c[name]).where(documents.c.document_id == document_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise DocumentNotLoaded(f"没有编号为 {document_id} 的文件")
        return row[0]

    def _contents(self, part: Table, document_id: str, kind: str | None = None) -> list[str]:
        query = select(part.c.content).where(part.c.document_id == document_id)
        if kind is not None:
            query = query.where(part.c.kind == kind)
        with self._engine.connect() as connection:
            return list(connection.execute(query.order_by(part.c.position)).scalars())


def conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    """`wanted` as conditions on the table of documents."""
    found: list[ColumnElement[bool]] = []
    if wanted.organisations:
        by_alias = select(aliases.c.document_id).where(aliases.c.alias.in_(wanted.organisations))
        found.append(
            or_(
                documents.c.organisation.in_(wanted.organisations),
                documents.c.document_id.in_(by_alias),
            )
        )
    if wanted.levels:
        found.append(documents.c.level.in_([level.value for level in wanted.levels]))
    if wanted.fiscal_years:
        found.append(documents.c.fiscal_year.in_(wanted.fiscal_years))
    if wanted.kinds:
        found.append(documents.c.kind.in_([kind.value for kind in wanted.kinds]))
    if wanted.document_ids:
        found.append(documents.c.document_id.in_(wanted.document_ids))
    return found


def _organisation(name: str, of_it: list[StoredDocument]) -> Organisation:
    identities = [document.identity for document in of_it]
    years = {i.fiscal_year for i in identities if i.fiscal_year is not None}
    return Organisation(
        name=name,
        aliases=tuple(dict.fromkeys(alias for i in identities for alias in i.aliases)),
        levels=tuple(sorted({i.level for i in identities})),
        fiscal_years=tuple(sorted(years, reverse=True)),
        kinds=tuple(sorted({i.kind for i in identities})),
        document_ids=tuple(document.document_id for document in of_it),
    )
