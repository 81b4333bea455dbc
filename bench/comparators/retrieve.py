"""Two ways to find pieces of text: by vectors in FAISS, and by BM25 alone."""

from collections.abc import Sequence
from typing import Any, Protocol

import bm25s
import faiss as faiss_library
import jieba

from bench.comparators.chunks import Chunk
from index.embed import Embedder

# The types that come with the library name only some of what is in it.
faiss: Any = faiss_library


class Retriever(Protocol):
    """Finds pieces for a question."""

    def find(self, question: str, limit: int) -> list[Chunk]:
        """The best pieces, best first; fewer than ``limit`` where there are fewer."""


class MeaningRetriever:
    """Vectors of the same embedding model the service uses, compared one by one by FAISS."""

    def __init__(self, chunks: Sequence[Chunk], embedder: Embedder) -> None:
        """Embed all chunks. Raises EmbedderUnavailable."""
        self._chunks, self._embedder = chunks, embedder
        vectors = embedder.passage_vectors([chunk.text for chunk in chunks])
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(vectors)

    def find(self, question: str, limit: int) -> list[Chunk]:
        """The pieces nearest to the question. Raises EmbedderUnavailable."""
        _, rows = self._index.search(self._embedder.query_vectors([question]), limit)
        return [self._chunks[row] for row in rows[0] if row >= 0]


class Bm25Retriever:
    """BM25 over jieba's words, with the library's own settings."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._chunks = chunks
        self._index = bm25s.BM25()
        self._index.index([_words(chunk.text) for chunk in chunks], show_progress=False)

    def find(self, question: str, limit: int) -> list[Chunk]:
        """The pieces that share the rarest words with the question."""
        rows, _ = self._index.retrieve(
            [_words(question)], k=min(limit, len(self._chunks)), show_progress=False
        )
        return [self._chunks[row] for row in rows[0]]


def _words(text: str) -> list[str]:
    return [word for word in jieba.lcut(text) if word.strip()]
