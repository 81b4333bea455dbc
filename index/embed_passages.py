"""Vectors for the passages of the store, kept as they are made, so that it can always go on."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embed import Embedder
from index.model import StoredPassage
from index.passage_text import embedded_text
from index.store.passages import Passages
from index.store.vector_cache import VectorCache, text_hash

Progress = Callable[[int, int], None]
EMBEDDED_AT_ONCE = 64


def embed_missing(
    passages: Passages,
    cache_folder: Path,
    embedder: Embedder,
    on_progress: Progress | None = None,
) -> int:
    """Embed the passages whose vectors are not known yet; gives how many were.

    It writes only to the cache, block by block, so it needs no lock and may be killed. Raises
    EmbedderUnavailable.
    """
    texts = {text_hash(text): text for text in map(_text, passages.all())}
    cache = VectorCache(cache_folder, embedder.model_id)
    done = 0
    try:
        known = cache.known(list(texts))
        # By length, so that little is padded; the shortest first show that it goes on.
        missing = sorted(texts.keys() - known, key=lambda key: (len(texts[key]), key))
        for start in range(0, len(missing), EMBEDDED_AT_ONCE):
            keys = missing[start : start + EMBEDDED_AT_ONCE]
            vectors = embedder.passage_vectors([texts[key] for key in keys])
            cache.put(dict(zip(keys, vectors, strict=True)))
            done += len(keys)
            if on_progress:
                on_progress(done, len(missing))
    finally:
        cache.close()
    return done


def known_vectors(
    passages: Sequence[StoredPassage], cache_folder: Path, embedder: Embedder | None
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Places in `passages` whose vectors are known, shape (n,), and those, shape (n, dimension)."""
    if embedder is None:
        return np.empty(0, np.int64), np.empty((0, 0), np.float32)
    hashes = [text_hash(_text(stored)) for stored in passages]
    cache = VectorCache(cache_folder, embedder.model_id)
    try:
        known = cache.get(sorted(set(hashes)))
    finally:
        cache.close()
    positions = [position for position, key in enumerate(hashes) if key in known]
    rows = [known[hashes[position]] for position in positions]
    return (
        np.array(positions, np.int64),
        np.stack(rows) if rows else np.empty((0, 0), np.float32),
    )


def _text(stored: StoredPassage) -> str:
    return embedded_text(stored.passage)
