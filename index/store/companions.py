"""One document in several files (正文与附表), proven together in the store.

Whenever one of them comes, goes or is superseded, what identities say of the others is worked out
anew from all that are there, in the same transaction: no order of coming leads elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, or_, select, update

from index.store.document_rows import document_to_row
from index.store.schema import aliases, documents, figures
from ingest.companions import companions, proven_together
from ingest.model import Document, Identity

_PARTY = ("中国共产党", "中共")


def settle_companions(
    connection: Connection,
    identity: Identity,
    whole: Callable[[str], Document],
    came: str | None = None,
) -> None:
    """Prove the files of one organisation, level, kind and year together, and store what changed.

    `identity` is that of a document just put in or taken out; `whole` reads one by its id. The
    one that `came`, and is alone, is as it was read.
    """
    ids = _of_one(connection, identity)
    if [key for key, _ in ids] == [came]:
        return
    in_force = [whole(key) for key, state in ids if state == "loaded"]
    replaced = [(whole(key),) for key, state in ids if state != "loaded"]
    in_order = sorted(in_force, key=lambda document: (document.file_name, document.document_id))
    for group in (*companions(in_order), *replaced):
        for before, after in zip(group, proven_together(group), strict=True):
            if before != after:
                _store(connection, before, after)


def _of_one(connection: Connection, identity: Identity) -> Sequence[tuple[str, str]]:
    """The ids and states of the documents that may be parts of one, by the names they go by."""
    names = {_plain(name) for name in (identity.organisation, *identity.aliases)}
    spelled = [prefix + name for name in names for prefix in ("", *_PARTY)]
    by_alias = select(aliases.c.document_id).where(aliases.c.alias.in_(spelled))
    query = (
        select(documents.c.document_id, documents.c.state)
        .where(
            documents.c.level == identity.level.value,
            documents.c.kind == identity.kind.value,
            documents.c.fiscal_year == identity.fiscal_year,
            or_(documents.c.organisation.in_(spelled), documents.c.document_id.in_(by_alias)),
        )
        .order_by(documents.c.document_id)
    )
    return [(row.document_id, row.state) for row in connection.execute(query)]


def _plain(name: str) -> str:
    for prefix in _PARTY:
        name = name.removeprefix(prefix)
    return name


def _store(connection: Connection, before: Document, after: Document) -> None:
    """The checks and problems that are others now; what is remembered goes by `stored_at`."""
    row = document_to_row(after)
    connection.execute(
        update(documents)
        .where(documents.c.document_id == after.document_id)
        .values(
            problems=row["problems"],
            derived_sha256=row["derived_sha256"],
            stored_at=datetime.now(UTC).isoformat(),
        )
    )
    for old, new in zip(before.figures, after.figures, strict=True):
        if old.check is not new.check:
            connection.execute(
                update(figures)
                .where(
                    figures.c.document_id == after.document_id,
                    figures.c.figure_id == new.figure_id,
                )
                .values({figures.c.check: new.check.value})
            )
