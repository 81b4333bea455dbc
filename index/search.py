"""search: passages by keyword and by meaning, fused by reciprocal rank."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import GenerationDamaged
from index.generation import (
    KEYWORD_FILE,
    POSITION_FILE,
    VECTOR_FILE,
    Manifest,
    read_manifest,
)
from index.keyword import KeywordIndex
from index.tokens import Segmenter
from index.vectors.base import VectorIndex

# The usual constant: one ranking's first place does not outweigh two good places.
RANK_OFFSET = 60
DEPTH = 60


class OpenGeneration:
    """A generation's files, opened to be searched."""

    def __init__(self, folder: Path, segmenter: Segmenter) -> None:
        """Open what the manifest names. Raises GenerationDamaged."""
        self.manifest: Manifest = read_manifest(folder)
        self.keyword = KeywordIndex(folder / KEYWORD_FILE, segmenter)
        self.vectors: VectorIndex | None = None
        self.vector_positions: NDArray[np.int64] = np.empty(0, np.int64)
        if self.manifest.vectors:
            # Imported here: a service without vectors never loads the library.
            from index.vectors.faiss_index import FaissIndex

            self.vectors = FaissIndex(folder / VECTOR_FILE)
            self.vector_positions = _load_positions(folder)
            if self.vectors.rows != len(self.vector_positions):
                raise GenerationDamaged(
                    f"索引 {folder.name} 的向量与段落数目不一致，请重新建立索引"
                )

    def close(self) -> None:
        """Give the files back; searches that still run end first."""
        self.keyword.close()

    def nearest_positions(
        self, vector: NDArray[np.float32], document_ids: Sequence[str] | None, limit: int = DEPTH
    ) -> list[tuple[int, float]]:
        """(position, cosine) of the passages nearest in meaning, nearest first."""
        if self.vectors is None or vector.shape != (self.vectors.dimension,):
            return []
        rows = None
        if document_ids is not None:
            positions = self.keyword.positions_of(document_ids)
            rows = np.flatnonzero(np.isin(self.vector_positions, positions)).tolist()
        return [
            (int(self.vector_positions[neighbour.row]), neighbour.cosine)
            for neighbour in self.vectors.nearest(vector, limit, rows)
        ]


def _load_positions(folder: Path) -> NDArray[np.int64]:
    try:
        return np.asarray(np.load(folder / POSITION_FILE), np.int64)
    except (OSError, ValueError, EOFError) as error:
        raise GenerationDamaged(f"索引 {folder.name} 已损坏，请重新建立索引") from error


def fuse(rankings: Sequence[Sequence[int]]) -> list[tuple[int, float]]:
    """(position, score) by the sum of reciprocal ranks, best first; equals by position."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, position in enumerate(ranking, start=1):
            scores[position] = scores.get(position, 0.0) + 1 / (RANK_OFFSET + rank)
    return sorted(scores.items(), key=lambda found: (-found[1], found[0]))
