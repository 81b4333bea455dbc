"""open_index: the only place that picks which store, keyword index, vectors and model are used.

An opened index answers from what other processes put in, without being opened again: the store is
read afresh by each question, and a new generation is noticed by its pointer.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.embed import Embedder, SentenceTransformerEmbedder
from index.errors import EmbedderUnavailable, GenerationDamaged
from index.generation import Generations, Manifest
from index.model import Filter, Hit
from index.search import DEPTH, OpenGeneration, fuse
from index.sources import Sources
from index.store.conversations import Conversations
from index.store.documents import Documents
from index.store.engine import open_store
from index.store.feedback import Feedback
from index.store.figures import Figures
from index.store.glossary import Glossary
from index.store.jobs import Jobs
from index.store.passages import Passages
from index.tokens import Segmenter
from index.uploads import Uploads


class Index:
    """What is loaded, ready to be asked; safe for many threads.

    Parts: `documents`, `figures`, `passages`, `glossary`, `conversations`, `feedback`, `jobs`,
    `uploads`, `sources`; and search.
    """

    def __init__(
        self,
        data_folder: Path,
        segmenter: Segmenter,
        embedder: Embedder | None = None,
        database_url: str | None = None,
    ) -> None:
        self._engine = open_store(data_folder, database_url)
        self.documents = Documents(self._engine)
        self.figures = Figures(self._engine)
        self.passages = Passages(self._engine)
        self.glossary = Glossary(self._engine)
        self.conversations = Conversations(self._engine)
        self.feedback = Feedback(self._engine)
        self.jobs = Jobs(self._engine)
        self.uploads = Uploads(data_folder)
        self.sources = Sources(data_folder)
        self.embedder = embedder
        self._generations = Generations(data_folder)
        self._segmenter = segmenter
        self._lock = threading.Lock()
        self._pointer_state: tuple[int, int] | None = None
        self._open: OpenGeneration | None = None
        self._searches: dict[int, int] = {}
        self._problem: str | None = None

    def search(self, query: str, wanted: Filter = Filter(), limit: int = 10) -> list[Hit]:  # noqa: B008
        """Passages for a query among the documents that `wanted` lets through, best first.

        By keyword, and by meaning where vectors and model are ready. No generation, a damaged one
        (see `problem`), or nothing to look for: no hits. Passages of documents that were removed
        meanwhile are left out.
        """
        document_ids = None if wanted.lets_all_through else self.documents.find_ids(wanted)
        if document_ids == []:
            return []
        try:
            with self._generation() as generation:
                if generation is None:
                    return []
                by_keyword = [p for p, _ in generation.keyword.search(query, DEPTH, document_ids)]
                by_vector = self._by_vector(generation, query, document_ids)
                fused = fuse([by_keyword, [position for position, _ in by_vector]])
                # Some more than are wanted: their documents may have been removed meanwhile.
                fused = fused[: 2 * limit + 10]
                places = generation.keyword.places([position for position, _ in fused])
        except GenerationDamaged as error:
            self._problem = str(error)
            return []
        stored = self.passages.get(list(places.values()))
        keyword_ranks = {position: rank for rank, position in enumerate(by_keyword, start=1)}
        vector_ranks = {position: rank for rank, (position, _) in enumerate(by_vector, start=1)}
        cosines = dict(by_vector)
        hits = [
            Hit(
                document_id=places[position][0],
                passage=stored[places[position]].passage,
                score=score,
                keyword_rank=keyword_ranks.get(position),
                vector_rank=vector_ranks.get(position),
                cosine=cosines.get(position),
            )
            for position, score in fused
            if position in places and places[position] in stored
        ]
        return hits[:limit]

    @property
    def manifest(self) -> Manifest | None:
        """What the current generation is made of; None when there is none to search."""
        with self._generation() as generation:
            return None if generation is None else generation.manifest

    @property
    def generation_id(self) -> str:
        """The current generation, '' before the first."""
        manifest = self.manifest
        return "" if manifest is None else manifest.generation_id

    @property
    def problem(self) -> str | None:
        """Why passages cannot be searched although there was an index, or None."""
        with self._generation():
            return self._problem

    @property
    def searches_by_meaning(self) -> bool:
        """Whether a search now also compares vectors (model loaded, vectors of that model)."""
        with self._generation() as generation:
            return generation is not None and self._has_vectors(generation)

    @property
    def is_stale(self) -> bool:
        """Whether the store holds something that the generation does not know (writer killed)."""
        manifest = self.manifest
        known = "" if manifest is None else manifest.fingerprint
        return known != self.documents.fingerprint() and bool(self.documents.find(limit=1))

    def close(self) -> None:
        """Give everything back."""
        with self._lock:
            if self._open is not None:
                self._open.close()
                self._open = None
        self._engine.dispose()

    def _has_vectors(self, generation: OpenGeneration) -> bool:
        embedder = self.embedder
        return (
            embedder is not None
            and embedder.is_ready
            and generation.manifest.model_id == embedder.model_id
        )

    def _by_vector(
        self, generation: OpenGeneration, query: str, document_ids: list[str] | None
    ) -> list[tuple[int, float]]:
        if self.embedder is None or not self._has_vectors(generation):
            return []
        try:
            vector = self.embedder.query_vectors([query])[0]
        except EmbedderUnavailable:
            return []
        return generation.nearest_positions(vector, document_ids)

    @contextmanager
    def _generation(self) -> Iterator[OpenGeneration | None]:
        """The newest generation, kept open until the block ends even when a newer one appears."""
        with self._lock:
            self._notice_new_generation()
            generation = self._open
            if generation is not None:
                self._searches[id(generation)] = self._searches.get(id(generation), 0) + 1
        try:
            yield generation
        finally:
            if generation is not None:
                self._finish_search(generation)

    def _finish_search(self, generation: OpenGeneration) -> None:
        with self._lock:
            self._searches[id(generation)] -= 1
            if not self._searches[id(generation)]:
                del self._searches[id(generation)]
                if generation is not self._open:
                    generation.close()

    def _notice_new_generation(self) -> None:
        try:
            status = self._generations.pointer.stat()
        except FileNotFoundError:
            return
        state = (status.st_mtime_ns, status.st_ino)
        if state == self._pointer_state:
            return
        try:
            name = self._generations.current_id()
            if self._open is not None and name == self._open.manifest.generation_id:
                self._pointer_state = state
            if name is None or self._pointer_state == state:
                return
            opened = OpenGeneration(self._generations.path(name), self._segmenter)
        except GenerationDamaged as error:
            # The one that is open goes on; the pointer is looked at again when it changes.
            self._problem, self._pointer_state = str(error), state
            return
        old, self._open = self._open, opened
        self._problem, self._pointer_state = None, state
        if old is not None and id(old) not in self._searches:
            old.close()


def open_index(
    data_folder: Path,
    *,
    terms: Iterable[str] = (),
    embedder: Embedder | None = None,
    database_url: str | None = None,
) -> Index:
    """The index of a data folder, made if it is new. Raises StoreUnusable.

    `terms` are names that stay whole when text is cut. The dictionary is loaded here; the
    embedding model is not (see pick_embedder and load_in_background).
    """
    segmenter = Segmenter(data_folder / "cache", terms)
    return Index(data_folder, segmenter, embedder, database_url)


def pick_embedder(model: str, model_cache: Path, threads: int = 1) -> Embedder | None:
    """The embedding model of a setting: '' is the default one, 'none' is none.

    Anything else is a sentence-transformers folder or a hub name. Nothing is loaded yet.
    """
    if model.lower() == "none":
        return None
    if model:
        return SentenceTransformerEmbedder(model, lambda: model, threads)
    from index.model_from_wheel.convert import MODEL_ID, wheel_to_model_folder

    return SentenceTransformerEmbedder(
        MODEL_ID, lambda: wheel_to_model_folder(model_cache), threads
    )
