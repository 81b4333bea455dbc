"""Stand-ins for what is slow or outside: nothing here loads a model or opens a connection."""

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embed import unit_rows
from index.tokens import Segmenter


class PairSegmenter(Segmenter):
    """Cuts Chinese into pairs of characters only; needs no dictionary, so it starts at once."""

    def __init__(self) -> None:
        pass

    def _cut(self, han: str) -> list[str]:
        return []


class HashEmbedder:
    """An Embedder whose vectors are sums of hashed characters: alike texts are near each other."""

    dimension = 32

    def __init__(self, model_id: str = "hash-1", is_ready: bool = True) -> None:
        self.model_id = model_id
        self.is_ready = is_ready
        self.embedded: list[str] = []

    def query_vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._vectors(texts)

    def passage_vectors(
        self, texts: Sequence[str], on_progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        self.embedded += texts
        if on_progress:
            on_progress(len(texts), len(texts))
        return self._vectors(texts)

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for character in text:
                digest = hashlib.sha256(character.encode("utf-8", "replace")).digest()
                vectors[row] += np.frombuffer(digest, np.uint8).astype(np.float32) - 127.5
        return unit_rows(vectors)
