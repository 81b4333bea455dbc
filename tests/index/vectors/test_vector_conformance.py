"""What every index of vectors must do, asked of all of them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.vectors.base import VectorIndex
from index.vectors.exact_index import ExactIndex
from index.vectors.faiss_index import FaissIndex, FaissKind, build_faiss_file, kind_for

Vectors = NDArray[np.float32]
ROWS, DIMENSION = 3000, 24


def unit_vectors(rows: int, seed: int = 1) -> Vectors:
    raw = np.random.default_rng(seed).normal(size=(rows, DIMENSION)).astype(np.float32)
    unit: Vectors = raw / np.linalg.norm(raw, axis=1, keepdims=True)
    return unit


Build = Callable[[Vectors, Path], VectorIndex]


def faiss_of(kind: FaissKind) -> Build:
    def build(vectors: Vectors, folder: Path) -> VectorIndex:
        build_faiss_file(folder / "vectors.faiss", vectors, kind)
        return FaissIndex(folder / "vectors.faiss")

    return build


ADAPTERS: dict[str, Build] = {
    "exact": lambda vectors, _: ExactIndex(vectors),
    "faiss flat": faiss_of(FaissKind.FLAT),
    "faiss graph": faiss_of(FaissKind.GRAPH),
    "faiss cells": faiss_of(FaissKind.CELLS),
}
VECTORS = unit_vectors(ROWS)


@pytest.fixture(scope="module", params=ADAPTERS)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> VectorIndex:
    return ADAPTERS[request.param](VECTORS, tmp_path_factory.mktemp("vectors"))


def test_it_says_how_many_and_how_long(index: VectorIndex) -> None:
    assert (index.rows, index.dimension) == (ROWS, DIMENSION)


def test_a_vector_finds_itself_first_with_cosine_one(index: VectorIndex) -> None:
    for row in (0, 17, ROWS - 1):
        first = index.nearest(VECTORS[row], 5)[0]
        assert first.row == row
        assert first.cosine == pytest.approx(1, abs=0.02)


def test_neighbours_come_nearest_first_and_nearly_all_of_the_true_ones(index: VectorIndex) -> None:
    found, true = 0, 0
    for query in unit_vectors(40, seed=2):
        neighbours = index.nearest(query, 10)
        cosines = [neighbour.cosine for neighbour in neighbours]
        assert cosines == sorted(cosines, reverse=True)
        best = set(np.argsort(-(VECTORS @ query))[:10].tolist())
        found += len(best & {neighbour.row for neighbour in neighbours})
        true += 10
    assert found / true > 0.9


def test_only_the_allowed_rows_are_found(index: VectorIndex) -> None:
    allowed = [2999, 5, 70, 5]
    rows = [neighbour.row for neighbour in index.nearest(VECTORS[7], 10, allowed)]
    assert sorted(rows) == [5, 70, 2999]


def test_nothing_allowed_finds_nothing(index: VectorIndex) -> None:
    assert index.nearest(VECTORS[0], 10, []) == []


def test_a_limit_of_zero_finds_nothing_and_a_huge_one_no_row_twice(index: VectorIndex) -> None:
    assert index.nearest(VECTORS[0], 0) == []
    rows = [neighbour.row for neighbour in index.nearest(VECTORS[0], 10 * ROWS)]
    assert len(rows) == len(set(rows)) <= ROWS


def test_a_vector_of_another_dimension_is_refused(index: VectorIndex) -> None:
    with pytest.raises(ValueError, match="24"):
        index.nearest(np.ones(5, np.float32), 3)


@pytest.mark.parametrize("kind", list(FaissKind))
def test_many_allowed_rows_are_searched_through_the_library(
    kind: FaissKind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("FETCHED_OF_FLAT", "FETCHED_OF_OTHERS"):
        monkeypatch.setattr(f"index.vectors.faiss_index.{name}", 10)
    index = faiss_of(kind)(VECTORS, tmp_path)
    allowed = list(range(0, ROWS, 3))
    neighbours = index.nearest(VECTORS[300], 10, allowed)
    assert neighbours[0].row == 300
    assert {neighbour.row % 3 for neighbour in neighbours} == {0}


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_one_vector_alone_is_enough(adapter: str, tmp_path: Path) -> None:
    if adapter == "faiss cells":
        pytest.skip("cells are for more than a million rows; they cannot be trained on one")
    index = ADAPTERS[adapter](VECTORS[:1], tmp_path)
    assert [neighbour.row for neighbour in index.nearest(VECTORS[0], 3)] == [0]


def test_the_kind_of_file_follows_the_number_of_rows() -> None:
    assert [kind_for(rows) for rows in (1, 100_000, 100_001, 1_000_000, 1_000_001)] == [
        FaissKind.FLAT,
        FaissKind.FLAT,
        FaissKind.GRAPH,
        FaissKind.GRAPH,
        FaissKind.CELLS,
    ]
