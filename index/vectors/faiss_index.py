"""Vectors in a FAISS file: compared one by one to 100,000, then by a graph, then by cells.

A file is built aside and only ever searched: adding to a graph while it is searched crashes.
"""

import math
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import faiss as faiss_library
import numpy as np
from numpy.typing import NDArray

from index.errors import GenerationDamaged
from index.vectors.base import Neighbour, Vectors, check_dimension
from index.vectors.exact_index import nearest_of

# The types that come with the library name only some of what is in it.
faiss: Any = faiss_library
# So few allowed rows are fetched and compared one by one. A flat file compares more of them itself,
# faster; a graph or cells would miss many of them, so there it pays longer.
FETCHED_OF_FLAT, FETCHED_OF_OTHERS = 500, 20_000
MOST_FLAT = 100_000
MOST_GRAPH = 1_000_000
GRAPH_LINKS, GRAPH_BUILD, GRAPH_SEARCH = 32, 200, 128
CELLS_SEARCHED = 32
TRAINING_ROWS_A_CELL = 64


class FaissKind(StrEnum):
    """How the file finds neighbours; exact only where it is FLAT."""

    FLAT = "flat"
    GRAPH = "hnsw"
    CELLS = "ivf_sq8"


def kind_for(rows: int) -> FaissKind:
    """What suits so many rows on one machine."""
    if rows <= MOST_FLAT:
        return FaissKind.FLAT
    return FaissKind.GRAPH if rows <= MOST_GRAPH else FaissKind.CELLS


def build_faiss_file(path: Path, vectors: Vectors, kind: FaissKind | None = None) -> FaissKind:
    """Write `vectors` of shape (rows, dimension), rows of length 1, to `path`; at least one row."""
    rows, dimension = vectors.shape
    chosen = kind or kind_for(rows)
    if chosen is FaissKind.FLAT:
        index = faiss.IndexFlatIP(dimension)
    elif chosen is FaissKind.GRAPH:
        index = faiss.IndexHNSWFlat(dimension, GRAPH_LINKS, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = GRAPH_BUILD
    else:
        cells = max(1, min(4 * math.isqrt(rows), rows // 39))
        index = faiss.IndexIVFScalarQuantizer(
            faiss.IndexFlatIP(dimension),
            dimension,
            cells,
            faiss.ScalarQuantizer.QT_8bit,
            faiss.METRIC_INNER_PRODUCT,
        )
        chosen_rows = np.random.default_rng(0).permutation(rows)[: cells * TRAINING_ROWS_A_CELL]
        index.train(np.ascontiguousarray(vectors[np.sort(chosen_rows)]))
    index.add(np.ascontiguousarray(vectors))
    faiss.write_index(index, str(path))
    return chosen


class FaissIndex:
    """A VectorIndex over a file that build_faiss_file wrote. Raises GenerationDamaged."""

    def __init__(self, path: Path, threads: int = 1) -> None:
        # Several threads help building; in searching they fight with the service's own.
        faiss.omp_set_num_threads(threads)
        try:
            self._index: Any = faiss.read_index(str(path))
        except RuntimeError as error:
            raise GenerationDamaged("向量索引已损坏，请重新建立索引") from error
        self._cells = isinstance(self._index, faiss.IndexIVF)
        flat = isinstance(self._index, faiss.IndexFlat)
        self._most_fetched = FETCHED_OF_FLAT if flat else FETCHED_OF_OTHERS
        if self._cells:
            self._index.make_direct_map()
            self._index.nprobe = CELLS_SEARCHED

    @property
    def rows(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        return int(self._index.d)

    def nearest(
        self, vector: NDArray[np.float32], limit: int, among: Sequence[int] | None = None
    ) -> list[Neighbour]:
        check_dimension(vector, self.dimension)
        wanted = min(limit, self.rows)
        if wanted <= 0:
            return []
        query = np.ascontiguousarray(vector[np.newaxis], dtype=np.float32)
        parameters = None
        if among is not None:
            allowed = np.unique(np.asarray(among, dtype=np.int64))
            if len(allowed) <= self._most_fetched:
                found = self._index.reconstruct_batch(allowed) if len(allowed) else _none(query)
                return nearest_of(allowed, found, query[0], wanted)
            parameters = self._only(allowed)
        elif isinstance(self._index, faiss.IndexHNSW):
            parameters = faiss.SearchParametersHNSW(efSearch=max(GRAPH_SEARCH, wanted))
        cosines, rows = self._index.search(query, wanted, params=parameters)
        return [
            Neighbour(int(row), float(cosine))
            for row, cosine in zip(rows[0], cosines[0], strict=True)
            if row >= 0
        ]

    def close(self) -> None:
        self._index = None

    def _only(self, allowed: NDArray[np.int64]) -> Any:
        bits = np.zeros(self.rows, bool)
        bits[allowed] = True
        selector = faiss.IDSelectorBitmap(np.packbits(bits, bitorder="little"))
        if isinstance(self._index, faiss.IndexHNSW):
            return faiss.SearchParametersHNSW(sel=selector, efSearch=4 * GRAPH_SEARCH)
        if self._cells:
            return faiss.SearchParametersIVF(sel=selector, nprobe=4 * CELLS_SEARCHED)
        return faiss.SearchParameters(sel=selector)


def _none(query: NDArray[np.float32]) -> Vectors:
    return np.empty((0, query.shape[1]), np.float32)
