"""VectorUpkeep: a running service makes the vectors that ingestion left to it.

New documents are found by keyword and answered from figures at once; their vectors follow, made by
one process at a time, without holding up whoever puts in the next documents.
"""

import logging
import threading
from pathlib import Path

from index.build import open_writer
from index.embed import Embedder
from index.embed_passages import embed_missing
from index.errors import EmbedderUnavailable, GenerationDamaged
from index.generation import Generations, Manifest, read_manifest
from index.locks import process_lock
from index.store.engine import open_store
from index.store.passages import Passages
from index.tokens import Segmenter

logger = logging.getLogger(__name__)
LOOKED_EVERY_SECONDS = 5.0
# A model that could not be had a moment ago cannot be had now either.
TRIED_AGAIN_AFTER_SECONDS = 600.0


class VectorUpkeep:
    """A thread that loads the embedding model and then keeps the vectors complete."""

    def __init__(
        self,
        data_folder: Path,
        segmenter: Segmenter,
        embedder: Embedder,
        database_url: str | None = None,
    ) -> None:
        self._data_folder = data_folder
        self._segmenter = segmenter
        self._embedder = embedder
        self._database_url = database_url
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="vector-upkeep", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self, seconds: float = 5.0) -> None:
        """Ask it to end and wait so long for it; what is done is kept."""
        self._stop.set()
        self._thread.join(seconds)

    def make_missing(self) -> bool:
        """Make the missing vectors and publish them; False when none are missing.

        Raises EmbedderUnavailable.
        """
        if not self._is_incomplete(self._manifest()):
            return False
        with process_lock(self._data_folder / ".embedding.lock"):
            # Another process may have made them while we waited.
            if not self._is_incomplete(self._manifest()):
                return False
            engine = open_store(self._data_folder, self._database_url)
            try:
                cache = self._data_folder / "cache"
                embed_missing(Passages(engine), cache, self._embedder, stop=self._stop)
            finally:
                engine.dispose()
            if self._stop.is_set():
                return False
            with open_writer(
                self._data_folder, self._segmenter, self._embedder, self._database_url
            ) as writer:
                writer.build_generation()
        return True

    def _run(self) -> None:
        pause = 0.0
        while not self._stop.wait(pause):
            try:
                if not self._embedder.is_ready:
                    self._embedder.query_vectors(["预算"])
                self.make_missing()
                pause = LOOKED_EVERY_SECONDS
            except (EmbedderUnavailable, GenerationDamaged, OSError) as error:
                logger.warning("向量没有补齐，暂时只按关键词检索：%s", error)
                pause = TRIED_AGAIN_AFTER_SECONDS

    def _manifest(self) -> Manifest | None:
        generations = Generations(self._data_folder)
        current = generations.current_id()
        return None if current is None else read_manifest(generations.path(current))

    def _is_incomplete(self, manifest: Manifest | None) -> bool:
        if manifest is None or not manifest.passages:
            return False
        is_ours = manifest.model_id == self._embedder.model_id
        return manifest.vectors < manifest.passages or not is_ours
