"""Vectors in memory, compared one by one: the reference for the others, and enough for tests."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.vectors.base import Neighbour, Vectors, check_dimension


class ExactIndex:
    """A VectorIndex over an array of shape (rows, dimension)."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    @property
    def rows(self) -> int:
        return int(self._vectors.shape[0])

    @property
    def dimension(self) -> int:
        return int(self._vectors.shape[1])

    def nearest(
        self, vector: NDArray[np.float32], limit: int, among: Sequence[int] | None = None
    ) -> list[Neighbour]:
        check_dimension(vector, self.dimension)
        rows = np.arange(self.rows) if among is None else np.unique(np.asarray(among, np.int64))
        return nearest_of(rows, self._vectors[rows], vector, limit)

    def close(self) -> None:
        return


def nearest_of(
    rows: NDArray[np.int64], vectors: Vectors, vector: NDArray[np.float32], limit: int
) -> list[Neighbour]:
    """The nearest of `vectors`, whose numbers are `rows`; of equals the lower row first."""
    cosines = vectors @ vector
    order = np.lexsort((rows, -cosines))[: max(limit, 0)]
    return [Neighbour(int(rows[at]), float(cosines[at])) for at in order]
