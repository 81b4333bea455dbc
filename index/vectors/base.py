"""What every index of vectors can do; one file beside this for each library."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Shape (texts, dimension), every row of length 1."""


class Neighbour(NamedTuple):
    """A row of the index and its cosine to what was asked."""

    row: int
    cosine: float


class VectorIndex(Protocol):
    """Vectors that are searched and never changed; safe for many threads."""

    @property
    def rows(self) -> int:
        """How many vectors there are."""

    @property
    def dimension(self) -> int:
        """How long they are."""

    def nearest(
        self, vector: NDArray[np.float32], limit: int, among: Sequence[int] | None = None
    ) -> list[Neighbour]:
        """The rows nearest to `vector` (shape (dimension,), length 1), nearest first.

        With `among`, only those rows; fewer than `limit` where there are fewer. Raises ValueError
        for a vector of another dimension.
        """

    def close(self) -> None:
        """Give back what is held; nothing is asked afterwards."""


def check_dimension(vector: NDArray[np.float32], dimension: int) -> None:
    """Raises ValueError unless `vector` has the shape (dimension,)."""
    if vector.shape != (dimension,):
        raise ValueError(f"vector of shape {vector.shape} asked of an index of {dimension}")
