"""A running service completes the vectors that ingestion left out."""

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.build import open_writer
from index.errors import EmbedderUnavailable
from index.open import Index
from index.tokens import Segmenter
from index.upkeep import VectorUpkeep
from tests.fakes import HashEmbedder, PairSegmenter
from tests.index.made_documents import PROSE, made_document, made_file


@pytest.fixture
def segmenter() -> Segmenter:
    return PairSegmenter()


def put_in_without_vectors(folder: Path, segmenter: Segmenter, year: int = 2024) -> None:
    document = made_document(year=year)
    with open_writer(folder, segmenter, HashEmbedder()) as writer:
        writer.add(document, made_file(document))
        writer.build_generation()


def test_missing_vectors_are_made_once_and_published(tmp_path: Path, segmenter: Segmenter) -> None:
    put_in_without_vectors(tmp_path, segmenter)
    embedder = HashEmbedder()
    index = Index(tmp_path, segmenter, embedder)
    upkeep = VectorUpkeep(tmp_path, segmenter, embedder)
    before, made, after = (
        index.searches_by_meaning,
        upkeep.make_missing(),
        index.searches_by_meaning,
    )
    assert (before, made, after) == (False, True, True)
    assert upkeep.make_missing() is False
    assert len(embedder.embedded) == len(PROSE)


def test_nothing_is_done_in_an_empty_folder(tmp_path: Path, segmenter: Segmenter) -> None:
    assert VectorUpkeep(tmp_path, segmenter, HashEmbedder()).make_missing() is False


def test_another_model_makes_its_own_vectors(tmp_path: Path, segmenter: Segmenter) -> None:
    put_in_without_vectors(tmp_path, segmenter)
    VectorUpkeep(tmp_path, segmenter, HashEmbedder("hash-1")).make_missing()
    other = HashEmbedder("hash-2")
    VectorUpkeep(tmp_path, segmenter, other).make_missing()
    assert Index(tmp_path, segmenter, other).searches_by_meaning


def test_the_thread_works_by_itself_and_can_be_stopped(
    tmp_path: Path, segmenter: Segmenter
) -> None:
    put_in_without_vectors(tmp_path, segmenter)
    embedder = HashEmbedder()
    index = Index(tmp_path, segmenter, embedder)
    upkeep = VectorUpkeep(tmp_path, segmenter, embedder)
    upkeep.start()
    for _ in range(600):
        if index.searches_by_meaning:
            break
        time.sleep(0.05)
    upkeep.stop()
    assert index.searches_by_meaning


class NoEmbedder(HashEmbedder):
    def query_vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        raise EmbedderUnavailable("没有模型")


def test_without_a_model_the_thread_waits_and_does_not_die(
    tmp_path: Path, segmenter: Segmenter
) -> None:
    put_in_without_vectors(tmp_path, segmenter)
    upkeep = VectorUpkeep(tmp_path, segmenter, NoEmbedder(is_ready=False))
    upkeep.start()
    time.sleep(0.2)
    assert upkeep._thread.is_alive()
    upkeep.stop()
    assert not upkeep._thread.is_alive()
