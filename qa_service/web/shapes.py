"""Documents, sections, tables, problems and definitions as the API shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from index.model import StoredDocument, StoredEntry
from ingest.model import Box, Page, Problem, Section, Source, Table
from ingest.quantity import plain_decimal
from ingest.report_card import Conservation, IdentityResult, ReportCard
from ingest.vocabulary.standard_tables import tables_by_key
from qa_service.corpus import Contents
from qa_service.identity_names import quantity_plain, rule_name
from qa_service.model import Citation, Fact


def document_json(document: StoredDocument) -> dict[str, Any]:
    """The contract's Document, and what the pages show besides."""
    identity = document.identity
    return {
        "document_id": document.document_id,
        "file_name": document.file_name,
        "title": identity.title,
        "organisation": identity.organisation,
        "aliases": list(identity.aliases),
        "level": identity.level,
        "fiscal_year": identity.fiscal_year,
        "year_source": identity.year_source,
        "kind": identity.kind,
        "pages": document.pages,
        "published_on": identity.published_on.isoformat() if identity.published_on else None,
        "source_url": document.source_url,
        "state": document.state,
        "supersedes": document.supersedes,
        "media_type": document.media_type,
        "content_sha256": document.content_sha256,
        "figures": document.figures,
        "stored_at": document.stored_at.isoformat(),
    }


def section_json(section: Section, text: str) -> dict[str, Any]:
    """A heading of the outline; `heading_end` is where its own line ends."""
    source = section.source
    line = text.find("\n", source.start, source.end)
    return {
        "section_id": section.section_id,
        "number": section.number,
        "title": section.title,
        "level": section.level,
        "path": list(section.path),
        "start": source.start,
        "end": source.end,
        "heading_end": source.end if line < 0 else max(line, source.start + 1),
        "page": source.page,
    }


def table_json(table: Table, facts: Mapping[tuple[str, int, int], Fact]) -> dict[str, Any]:
    """The contract's Table. `facts` finds the figure that was read from a cell."""
    return {
        "table_id": table.table_id,
        "title": table.title,
        "kind": table.kind,
        "page": table.pages[0] if table.pages else None,
        "pages": list(table.pages),
        "unit": table.unit.name if table.unit else None,
        "note": table.note,
        "header": [list(row) for row in table.header],
        "start": table.source.start,
        "end": table.source.end,
        "rows": [
            {
                "label": row.label,
                "code": row.code,
                "path": list(row.path),
                "cells": [
                    _cell_json(column.path, cell.printed, cell.source, facts)
                    for column, cell in zip(table.columns, row.cells, strict=False)
                ],
            }
            for row in table.rows
        ],
    }


def _cell_json(
    column_path: Iterable[str],
    printed: str,
    source: Source,
    facts: Mapping[tuple[str, int, int], Fact],
) -> dict[str, Any]:
    fact = facts.get(_cell_key(source) or ("", 0, 0))
    figure = fact.figure if fact else None
    number = figure.quantity.number if figure and figure.quantity else None
    return {
        "column_path": list(column_path),
        "printed": printed,
        "value": None if number is None else plain_decimal(number),
        "unit": figure.unit.name if figure and figure.unit else None,
        "figure_id": fact.fact_id if fact else None,
        "page": source.page,
        "start": source.start,
        "end": source.end,
        "box": box_json(source.box),
    }


def facts_by_cell(contents: Contents) -> dict[tuple[str, int, int], Fact]:
    """The figures of a document by table, row and column."""
    found: dict[tuple[str, int, int], Fact] = {}
    for fact in contents.facts:
        if key := _cell_key(fact.figure.source):
            found.setdefault(key, fact)
    return found


def _cell_key(source: Source) -> tuple[str, int, int] | None:
    if source.table_id is None or source.row is None or source.column is None:
        return None
    return source.table_id, source.row, source.column


def problem_json(problem: Problem, contents: Contents) -> dict[str, Any]:
    """Something odd, with the places that show it."""
    document_id = contents.document.document_id
    return {
        "code": problem.code,
        "message": problem.message,
        "identity": problem.identity or None,
        "number": rule_name(problem.identity)[0] or None,
        "name": rule_name(problem.identity)[1] or None,
        "difference": quantity_plain(problem.difference),
        "allowed": quantity_plain(problem.allowed),
        "figure_ids": [f"{document_id}.{figure_id}" for figure_id in problem.figure_ids],
        "places": [
            {
                "page": source.page,
                "start": source.start,
                "end": source.end,
                "quote": contents.text[source.start : source.end][:200],
                "url": f"/documents/{document_id}#c={source.start}-{source.end}",
            }
            for source in problem.sources
        ],
    }


def report_card_json(card: ReportCard, seconds: Mapping[str, float]) -> dict[str, Any]:
    """How completely the document was read, and how the identities went."""
    return {
        "tables_expected": card.tables_expected,
        "tables_found": list(card.tables_found),
        "tables_missing": list(card.tables_missing),
        "missing_names": [tables_by_key()[key].name for key in card.tables_missing],
        "in_tables": conservation_json(card.in_tables),
        "in_prose": conservation_json(card.in_prose),
        "passed": card.passed,
        "failed": card.failed,
        "ocr_pages": list(card.ocr_pages),
        "hidden_characters": card.hidden_characters,
        "seconds": dict(seconds),
    }


def conservation_json(found: Conservation) -> dict[str, Any]:
    """Numbers captured of numbers printed, and the first that are not."""
    return {
        "printed": found.printed,
        "captured": found.captured,
        "missed": [
            {
                "printed": it.printed,
                "where": it.where,
                "page": it.page,
                "start": it.start,
                "end": it.end,
                "reason": it.reason,
            }
            for it in found.missed
        ],
    }


def identity_json(result: IdentityResult) -> dict[str, Any]:
    """What trying one identity gave."""
    number, name = rule_name(result.key)
    return {
        "identity": result.key,
        "number": number,
        "name": name,
        "held": result.held,
        "failed": result.failed,
        "proofs": [proof.split() for proof in result.proofs],
        "untried": result.untried or None,
    }


def page_json(page: Page) -> dict[str, Any]:
    """A page: its span of the text and its size in points."""
    return {
        "number": page.number,
        "start": page.start,
        "end": page.end,
        "width": page.width,
        "height": page.height,
    }


def box_json(box: Box | None) -> dict[str, float] | None:
    """A rectangle in points from the top left corner of its page."""
    if box is None:
        return None
    return {"x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom}


def definition_citation(stored: StoredEntry, contents: Contents, number: int) -> Citation:
    """Where a definition stands."""
    document, source = contents.document, stored.entry.source
    identity = document.identity
    return Citation(
        number=number,
        document_id=document.document_id,
        document=identity.title or document.file_name,
        organisation=identity.organisation,
        fiscal_year=identity.fiscal_year,
        published_on=identity.published_on,
        source_url=document.source_url,
        section=stored.entry.section_path,
        page=source.page,
        table=None,
        start=source.start,
        end=source.end,
        quote=contents.text[source.start : source.end],
        recognised=bool(contents.recognised_within(source.start, source.end)),
    )
