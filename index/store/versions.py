"""Corrected versions (更正): a correction takes the place of what it corrects.

A document says that it is one in its title or its file's name. It supersedes the loaded
documents of the same organisation, level, kind and year that it can stand for: where those have
tables, so must it, and where those state amounts in sentences, so must it; a correction of the
tables alone leaves the text in force.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from index.store.schema import documents, figures

_CORRECTS = re.compile(r"更正|勘误|修订|重新公开|更新版")
_WHOSE = (documents.c.organisation, documents.c.level, documents.c.kind, documents.c.fiscal_year)


@dataclass(frozen=True)
class _Version:
    document_id: str
    is_correction: bool
    published: tuple[str, str]
    has_cells: bool
    has_sentences: bool
    state: str
    supersedes: str | None

    def stands_for(self, other: _Version) -> bool:
        """Whether this corrects the other: a correction, later, and with all that it has."""
        if not self.is_correction or self.document_id == other.document_id:
            return False
        if other.is_correction and self.published <= other.published:
            return False
        return self.has_cells >= other.has_cells and self.has_sentences >= other.has_sentences


def settle_versions(connection: Connection, row: dict[str, Any]) -> None:
    """Mark which documents of one organisation, level, kind and year are superseded.

    `row` is a document that was just put in or taken out, by the columns of its own row.
    """
    whose = [column == row[column.name] for column in _WHOSE]
    versions = _versions(connection, whose)
    for version in versions:
        later = [other for other in versions if other.stands_for(version)]
        earlier = [other for other in versions if version.stands_for(other)]
        state = "superseded" if later else "loaded"
        supersedes = max(earlier, key=lambda v: v.published).document_id if earlier else None
        if (state, supersedes) != (version.state, version.supersedes):
            connection.execute(
                update(documents)
                .where(documents.c.document_id == version.document_id)
                # What is remembered of a document is known by when it was stored.
                .values(state=state, supersedes=supersedes, stored_at=datetime.now(UTC).isoformat())
            )


def _versions(connection: Connection, whose: list[Any]) -> list[_Version]:
    stated = (
        select(
            figures.c.document_id,
            func.count(figures.c.figure_id).label("all"),
            func.count(figures.c.pattern).label("sentences"),
        )
        .where(figures.c.document_id.in_(select(documents.c.document_id).where(*whose)))
        .group_by(figures.c.document_id)
        .subquery()
    )
    query = (
        select(
            documents.c.document_id,
            documents.c.title,
            documents.c.file_name,
            documents.c.published_on,
            documents.c.state,
            documents.c.supersedes,
            stated.c.all,
            stated.c.sentences,
        )
        .outerjoin(stated, stated.c.document_id == documents.c.document_id)
        .where(*whose)
        .order_by(documents.c.document_id)
    )
    return [
        _Version(
            document_id=row.document_id,
            is_correction=bool(_CORRECTS.search(row.title + row.file_name)),
            published=(row.published_on or "", row.document_id),
            has_cells=(row.all or 0) > (row.sentences or 0),
            has_sentences=(row.sentences or 0) > 0,
            state=row.state,
            supersedes=row.supersedes,
        )
        for row in connection.execute(query)
    ]
