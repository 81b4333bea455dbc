"""A document with all its parts: put together from the tables of the store, put in, taken out."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from index.errors import DocumentNotLoaded
from index.model import StoredDocument
from index.store.document_rows import (
    document_from_row,
    lines_from_text,
    part_from_text,
    part_to_text,
    parts_from_text,
    table_from_text,
    table_to_text,
)
from index.store.rows import (
    Row,
    entry_from_row,
    entry_to_row,
    figure_from_row,
    figure_to_row,
    passage_from_row,
    passage_to_row,
    rows_of,
)
from index.store.schema import aliases, documents, figures, glossary, passages, sections, tables
from ingest.model import Document, Page, Problem, Section
from ingest.report_card import ReportCard


def whole_document(connection: Connection, document_id: str) -> Document:
    """A document with all its parts; raises DocumentNotLoaded."""
    query = select(documents).where(documents.c.document_id == document_id)
    rows = rows_of(connection.execute(query))
    if not rows:
        raise DocumentNotLoaded(f"没有编号为 {document_id} 的文件")
    row, summary = rows[0], with_aliases(connection, rows)[0]

    def parts(part: Table) -> list[Row]:
        query = select(part).where(part.c.document_id == document_id)
        return rows_of(connection.execute(query.order_by(part.c.position)))

    return Document(
        document_id=summary.document_id,
        content_sha256=summary.content_sha256,
        file_name=summary.file_name,
        media_type=summary.media_type,
        identity=summary.identity,
        text=row["text"],
        pages=tuple(parts_from_text(Page, row["pages"])),
        lines=lines_from_text(row["lines"]),
        sections=tuple(part_from_text(Section, r["content"]) for r in parts(sections)),
        tables=tuple(table_from_text(r["content"]) for r in parts(tables)),
        figures=tuple(figure_from_row(r) for r in parts(figures)),
        passages=tuple(passage_from_row(r) for r in parts(passages)),
        glossary=tuple(entry_from_row(r) for r in parts(glossary)),
        problems=tuple(parts_from_text(Problem, row["problems"])),
        source_url=summary.source_url,
        reader=summary.reader,
        report_card=card_from_text(row["report_card"]),
        seconds=json.loads(row["seconds"]),
    )


def insert_parts(connection: Connection, document: Document) -> None:
    """Put the parts of a document in, each at its position."""
    rows: dict[Table, list[dict[str, Any]]] = {
        aliases: [{"alias": alias} for alias in document.identity.aliases],
        sections: [
            {"section_id": part.section_id, "content": part_to_text(part)}
            for part in document.sections
        ],
        tables: [
            {
                "table_id": part.table_id,
                "title": part.title,
                "kind": part.kind,
                "first_page": part.pages[0] if part.pages else None,
                "content": table_to_text(part),
            }
            for part in document.tables
        ],
        figures: [figure_to_row(part) for part in document.figures],
        passages: [passage_to_row(part) for part in document.passages],
        glossary: [entry_to_row(part) for part in document.glossary],
    }
    for table, parts in rows.items():
        if parts:
            place = {"document_id": document.document_id}
            connection.execute(
                insert(table),
                [place | {"position": position} | part for position, part in enumerate(parts)],
            )


def delete_document(connection: Connection, document_id: str) -> None:
    """Take a document out; its parts go with it (ON DELETE CASCADE)."""
    connection.execute(delete(documents).where(documents.c.document_id == document_id))


def with_aliases(connection: Connection, rows: Sequence[Row]) -> list[StoredDocument]:
    """Rows of the table of documents as stored documents, each with its other names."""
    query = (
        select(aliases.c.document_id, aliases.c.alias)
        .where(aliases.c.document_id.in_([row["document_id"] for row in rows]))
        .order_by(aliases.c.document_id, aliases.c.position)
    )
    found: dict[str, list[str]] = {}
    for document_id, alias in connection.execute(query):
        found.setdefault(document_id, []).append(alias)
    return [document_from_row(row, tuple(found.get(row["document_id"], ()))) for row in rows]


def card_from_text(text: str | None) -> ReportCard | None:
    """The report card of a document; None where it was read before there were any."""
    return None if text is None else part_from_text(ReportCard, text)
