"""Vectors of passages by the hash of their text, so that building again embeds only new text.

One file for each model beside the store; it may be deleted at any time.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import insert, select

from index.locks import process_lock
from index.store.engine import store_engine, writing
from index.store.schema import cache_metadata, cached_vectors

HASHES_AT_ONCE = 500


def text_hash(text: str) -> str:
    """The key of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class VectorCache:
    """Vectors of one model; safe for several processes."""

    def __init__(self, folder: Path, model_id: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(model_id.encode()).hexdigest()[:16]
        self._engine = store_engine(f"sqlite:///{folder / f'vectors-{name}.sqlite'}")
        with process_lock(folder / ".vectors.lock"):
            cache_metadata.create_all(self._engine)

    def get(self, hashes: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The known ones of these, shape (dimension,) each."""
        found: dict[str, NDArray[np.float32]] = {}
        with self._engine.connect() as connection:
            for start in range(0, len(hashes), HASHES_AT_ONCE):
                query = select(cached_vectors).where(
                    cached_vectors.c.text_sha256.in_(hashes[start : start + HASHES_AT_ONCE])
                )
                for key, vector in connection.execute(query):
                    found[key] = np.frombuffer(vector, dtype="<f4")
        return found

    def known(self, hashes: Sequence[str]) -> set[str]:
        """Which of these have a vector."""
        found: set[str] = set()
        with self._engine.connect() as connection:
            for start in range(0, len(hashes), HASHES_AT_ONCE):
                query = select(cached_vectors.c.text_sha256).where(
                    cached_vectors.c.text_sha256.in_(hashes[start : start + HASHES_AT_ONCE])
                )
                found.update(connection.execute(query).scalars())
        return found

    def put(self, vectors: dict[str, NDArray[np.float32]]) -> None:
        """Keep these, in one transaction; a known one stays as it is."""
        with writing(self._engine) as connection:
            keys = list(vectors)
            query = select(cached_vectors.c.text_sha256).where(
                cached_vectors.c.text_sha256.in_(keys)
            )
            known = set(connection.execute(query).scalars())
            rows = [
                {"text_sha256": key, "vector": vectors[key].astype("<f4").tobytes()}
                for key in keys
                if key not in known
            ]
            if rows:
                connection.execute(insert(cached_vectors), rows)

    def close(self) -> None:
        """Give the file back."""
        self._engine.dispose()
