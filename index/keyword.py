"""Keyword ranking: an SQLite FTS5 file over text that is cut beforehand, ordered by BM25.

A file is built aside and never written to again. This is the one place with SQL of its own.
"""

import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.tokens import Segmenter, Tokens

# Weights of the columns in BM25: words, grams, and what the passage stands under.
WEIGHTS = (1.0, 0.7, 0.4)
# A question of a page would otherwise become a query of thousands of terms.
MOST_TERMS = 128

_SCHEMA = """
CREATE TABLE places (
    position INTEGER PRIMARY KEY, document_id TEXT NOT NULL, passage_id TEXT NOT NULL
);
CREATE INDEX places_of_document ON places (document_id);
CREATE VIRTUAL TABLE terms USING fts5(words, grams, heading, content='', tokenize='ascii');
"""
_SEARCH = """
SELECT rowid, -bm25(terms, {0}, {1}, {2}) AS score FROM terms
WHERE terms MATCH ? {filter} ORDER BY score DESC, rowid LIMIT ?
"""
_ONLY_DOCUMENTS = """
AND rowid IN (
    SELECT position FROM places WHERE document_id IN (SELECT value FROM json_each(?))
)
"""


@dataclass(frozen=True)
class KeywordEntry:
    """A passage to be found: `heading` is what it stands under, organisation and year included."""

    position: int
    document_id: str
    passage_id: str
    heading: str
    text: str


def build_keyword_index(path: Path, entries: Iterable[KeywordEntry], segmenter: Segmenter) -> int:
    """Write the file `path`, which must not exist; returns the number of passages."""
    count = 0
    connection = sqlite3.connect(path)
    try:
        # Whoever builds it publishes it only when it is whole; no journal is needed.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(_SCHEMA)
        for entry in entries:
            tokens = segmenter.tokens_for_passage(entry.text)
            heading = segmenter.tokens_for_passage(entry.heading)
            connection.execute(
                "INSERT INTO terms (rowid, words, grams, heading) VALUES (?, ?, ?, ?)",
                (
                    entry.position,
                    _joined(tokens.words),
                    _joined(tokens.grams),
                    _joined(heading.words + heading.grams),
                ),
            )
            connection.execute(
                "INSERT INTO places VALUES (?, ?, ?)",
                (entry.position, entry.document_id, entry.passage_id),
            )
            count += 1
        connection.execute("INSERT INTO terms (terms) VALUES ('optimize')")
        connection.commit()
    finally:
        connection.close()
    return count


class KeywordIndex:
    """A built file, opened to be searched; safe for many threads."""

    def __init__(self, path: Path, segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        # One connection, held open: the file may be removed while the last search still runs.
        self._connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._lock = threading.Lock()

    def search(
        self, text: str, limit: int, document_ids: Sequence[str] | None = None
    ) -> list[tuple[int, float]]:
        """(position, BM25 score), best first; only within the documents where some are given."""
        query = _match(self._segmenter.tokens_for_search(text))
        if not query:
            return []
        parameters: list[object] = [query]
        condition = ""
        if document_ids is not None:
            condition = _ONLY_DOCUMENTS
            parameters.append(json.dumps(list(document_ids)))
        parameters.append(limit)
        statement = _SEARCH.format(*WEIGHTS, filter=condition)
        with self._lock:
            return [
                (int(position), float(score))
                for position, score in self._connection.execute(statement, parameters)
            ]

    def places(self, positions: Sequence[int] | None = None) -> dict[int, tuple[str, str]]:
        """(document id, passage id) by position; None asks for all of them."""
        statement = "SELECT position, document_id, passage_id FROM places"
        parameters: list[object] = []
        if positions is not None:
            statement += " WHERE position IN (SELECT value FROM json_each(?))"
            parameters.append(json.dumps(list(positions)))
        with self._lock:
            rows = self._connection.execute(statement, parameters).fetchall()
        return {position: (document_id, passage_id) for position, document_id, passage_id in rows}

    def positions_of(self, document_ids: Sequence[str]) -> list[int]:
        """Positions of all passages of the documents, ascending."""
        statement = """
            SELECT position FROM places WHERE document_id IN (SELECT value FROM json_each(?))
            ORDER BY position
        """
        with self._lock:
            rows = self._connection.execute(statement, [json.dumps(list(document_ids))]).fetchall()
        return [position for (position,) in rows]

    def close(self) -> None:
        """Give the file back."""
        with self._lock:
            self._connection.close()


def _joined(tokens: Iterable[str]) -> str:
    return " ".join(tokens)


def _match(tokens: Tokens) -> str:
    """The query in FTS5's own language; each token is a quoted string, so it means itself only."""
    words = tokens.words[:MOST_TERMS]
    grams = tokens.grams[:MOST_TERMS]
    parts = []
    if words:
        parts.append(f"{{words heading}} : ({_any_of(words)})")
    if grams:
        parts.append(f"{{grams heading}} : ({_any_of(grams)})")
    return " OR ".join(parts)


def _any_of(tokens: Iterable[str]) -> str:
    return " OR ".join('"' + token.replace('"', '""') + '"' for token in tokens)
