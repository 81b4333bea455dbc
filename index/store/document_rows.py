"""A document's own row in the store, and parts that are kept whole as JSON."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from index.model import StoredDocument
from index.store.rows import Row, source_from_list, source_to_list
from ingest.document_json import part_from_plain, part_to_plain
from ingest.model import Box, Cell, Document, Identity, Kind, Level, LineBox, Table
from ingest.model import Row as TableRow

Part = TypeVar("Part")


def document_to_row(document: Document) -> dict[str, Any]:
    """A document without its sections, tables, figures, passages and glossary."""
    identity = document.identity
    return {
        "document_id": document.document_id,
        "content_sha256": document.content_sha256,
        "file_name": document.file_name,
        "media_type": document.media_type,
        "organisation": identity.organisation,
        "level": identity.level.value,
        "kind": identity.kind.value,
        "fiscal_year": identity.fiscal_year,
        "title": identity.title,
        "year_source": identity.year_source,
        "organisation_source": identity.organisation_source,
        "published_on": None if identity.published_on is None else str(identity.published_on),
        "source_url": document.source_url,
        "state": "loaded",
        "supersedes": None,
        "stored_at": datetime.now(UTC).isoformat(),
        "page_count": len(document.pages),
        "figure_count": len(document.figures),
        "passage_count": len(document.passages),
        "derived_sha256": _content_hash(document),
        "reader": document.reader,
        "pages": part_to_text(document.pages),
        "lines": _lines_to_text(document.lines),
        "problems": part_to_text(document.problems),
        "seconds": json.dumps(document.seconds),
        "report_card": (
            None if document.report_card is None else part_to_text(document.report_card)
        ),
        "text": document.text,
    }


def _content_hash(document: Document) -> str:
    """Of everything read from the bytes; how long it took and what the file was named aside."""
    plain = part_to_plain(document)
    for name in ("seconds", "file_name", "source_url", "reader"):
        plain.pop(name, None)
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def document_from_row(row: Row, its_aliases: tuple[str, ...]) -> StoredDocument:
    """The document as lists show it, from a row of at least those columns."""
    published_on = row["published_on"]
    return StoredDocument(
        document_id=row["document_id"],
        content_sha256=row["content_sha256"],
        file_name=row["file_name"],
        media_type=row["media_type"],
        identity=Identity(
            organisation=row["organisation"],
            level=Level(row["level"]),
            kind=Kind(row["kind"]),
            fiscal_year=row["fiscal_year"],
            title=row["title"],
            year_source=row["year_source"],
            organisation_source=row["organisation_source"],
            published_on=None if published_on is None else date.fromisoformat(published_on),
            aliases=its_aliases,
        ),
        pages=row["page_count"],
        figures=row["figure_count"],
        passages=row["passage_count"],
        source_url=row["source_url"],
        state=row["state"],
        supersedes=row["supersedes"],
        stored_at=datetime.fromisoformat(row["stored_at"]),
        reader=row["reader"],
    )


def _lines_to_text(lines: Sequence[LineBox]) -> str:
    """Each line as a short list: there are some fifty to a page."""
    return json.dumps([[line.start, line.end, *astuple(line.box)] for line in lines])


def lines_from_text(text: str) -> tuple[LineBox, ...]:
    """The lines of a document as its row holds them."""
    return tuple(LineBox(start, end, Box(*sides)) for start, end, *sides in json.loads(text))


def table_to_text(table: Table) -> str:
    """A table as JSON text; its cells, which are most of it, as short lists."""
    plain = part_to_plain(replace(table, rows=()))
    plain["rows"] = [
        [
            row.label,
            row.printed_label,
            row.code,
            row.path,
            [[cell.printed, source_to_list(cell.source)] for cell in row.cells],
            *([] if row.unit_source is None else [source_to_list(row.unit_source)]),
        ]
        for row in table.rows
    ]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def table_from_text(text: str) -> Table:
    """The table that table_to_text wrote."""
    plain = json.loads(text)
    rows = plain.pop("rows")
    return replace(
        part_from_plain(Table, plain),
        rows=tuple(
            TableRow(
                label,
                printed_label,
                code,
                tuple(path),
                tuple(Cell(printed, source_from_list(source)) for printed, source in cells),
                source_from_list(unit_source[0]) if unit_source else None,
            )
            for label, printed_label, code, path, cells, *unit_source in rows
        ),
    )


def part_to_text(part: object) -> str:
    """A part, or a tuple of parts, as JSON text."""
    return json.dumps(part_to_plain(part), ensure_ascii=False, separators=(",", ":"))


def part_from_text(cls: type[Part], text: str) -> Part:
    """The part that part_to_text wrote."""
    return part_from_plain(cls, json.loads(text))


def parts_from_text(cls: type[Part], text: str) -> list[Part]:
    """The parts of a tuple that part_to_text wrote."""
    return [part_from_plain(cls, plain) for plain in json.loads(text)]
