"""build_index: documents into the store, and from the store a new generation beside the old one.

One process writes at a time; others wait. Killed at any moment it leaves the old state or the new:
the source file is kept first, the document goes into the store in one transaction, and a generation
becomes current by one rename. What was cut off in between is put right by the next writer.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from index.durable import publish_folder
from index.embed import Embedder
from index.embed_passages import Progress, embed_missing, known_vectors
from index.errors import EmbedderUnavailable, GenerationDamaged
from index.generation import (
    KEYWORD_FILE,
    POSITION_FILE,
    VECTOR_FILE,
    Generations,
    Manifest,
    file_facts,
    new_generation_id,
    read_manifest,
    write_manifest,
)
from index.keyword import KeywordEntry, KeywordIndex, build_keyword_index
from index.locks import process_lock
from index.model import StoredDocument, StoredPassage
from index.passage_text import heading_of
from index.sources import Sources
from index.store.documents import Documents
from index.store.engine import open_store
from index.store.jobs import Jobs
from index.store.passages import Passages
from index.tokens import Segmenter
from index.uploads import Uploads
from ingest.model import Document

Step = Callable[[str], None]


def _no_step(_: str) -> None:
    return


class IndexWriter:
    """Changes a data folder; made by open_writer, which holds the lock.

    Only embed_missing may be asked of one that is made without the lock.
    """

    def __init__(
        self,
        data_folder: Path,
        segmenter: Segmenter,
        embedder: Embedder | None = None,
        database_url: str | None = None,
        on_step: Step = _no_step,
    ) -> None:
        """`on_step` hears the name of each step before it is done (tests stop there)."""
        self._engine = open_store(data_folder, database_url)
        self.documents = Documents(self._engine)
        self._passages = Passages(self._engine)
        self.jobs = Jobs(self._engine)
        self.uploads = Uploads(data_folder)
        self._sources = Sources(data_folder)
        self._generations = Generations(data_folder)
        self._cache_folder = data_folder / "cache"
        self._segmenter = segmenter
        self._embedder = embedder
        self._on_step = on_step

    def close(self) -> None:
        """Give the store back."""
        self._engine.dispose()

    def known(self, content_sha256: str) -> StoredDocument | None:
        """The document already read from these bytes, so that they need not be read again.

        None too when its original file is gone: adding the document again puts it back.
        """
        if self._sources.path(content_sha256) is None:
            return None
        return self.documents.by_content(content_sha256)

    def source_of(self, document: StoredDocument) -> Path | None:
        """Where the original file of a document lies, or None."""
        return self._sources.path(document.content_sha256)

    def add(self, document: Document, content: bytes) -> bool:
        """Put a document and its original file in; False when both are there exactly so already.

        Raises ValueError when `content` is not what the document was read from.
        """
        self._on_step("keep source")
        if self._sources.keep(content, document.file_name) != document.content_sha256:
            raise ValueError(f"{document.file_name} 的内容与读出的文档不是同一份")
        self._on_step("store document")
        added = self.documents.add(document)
        self._on_step("document stored")
        return added

    def remove(self, document_id: str) -> bool:
        """Take a document out of the store with its original file; False when it is not there.

        It is found no longer at once; build_generation then takes it out of the index too.
        """
        document = self.documents.get(document_id)
        if document is None:
            return False
        self._on_step("remove document")
        self.documents.remove(document_id)
        self._on_step("remove source")
        self._sources.remove(document.content_sha256)
        return True

    def clean_up(self) -> None:
        """Remove source files without a document and folders half built: a writer was killed."""
        self._sources.remove_unfinished()
        self.uploads.remove_without(job.job_id for job in self.jobs.find())
        known = {document.content_sha256 for document in self.documents.find()}
        for sha256, _ in list(self._sources.all()):
            if sha256 not in known:
                self._sources.remove(sha256)
        try:
            self._generations.remove_old()
        except GenerationDamaged:
            # The pointer cannot be read; building a generation writes it anew.
            return

    def embed_missing(self, on_progress: Progress | None = None) -> int:
        """Embed the passages whose vectors are not known yet; gives how many.

        What is done is kept as it goes on, so that it may be stopped. Raises EmbedderUnavailable.
        """
        if self._embedder is None:
            return 0
        return embed_missing(self._passages, self._cache_folder, self._embedder, on_progress)

    def build_generation(self) -> Manifest:
        """Make the store's present state searchable, with the vectors that are known.

        Gives the current manifest where nothing changed.
        """
        fingerprint = self.documents.fingerprint()
        documents = {document.document_id: document for document in self.documents.find()}
        passages = [p for p in self._passages.all() if p.document_id in documents]
        positions, vectors = known_vectors(passages, self._cache_folder, self._embedder)
        current = self._current_manifest()
        if current is not None and _is_same(current, fingerprint, len(positions), self._embedder):
            return current
        self._on_step("build generation")
        aside = self._generations.new_aside()
        entries = (
            KeywordEntry(
                position,
                stored.document_id,
                stored.passage.passage_id,
                heading_of(stored.passage, documents[stored.document_id]),
                stored.passage.text,
            )
            for position, stored in enumerate(passages)
        )
        count = build_keyword_index(aside / KEYWORD_FILE, entries, self._segmenter)
        _prove_searchable(aside / KEYWORD_FILE, passages, self._segmenter)
        self._on_step("keywords built")
        kind = None
        if len(positions):
            from index.vectors.faiss_index import build_faiss_file

            kind = build_faiss_file(aside / VECTOR_FILE, vectors)
            np.save(aside / POSITION_FILE, positions)
        manifest = Manifest(
            generation_id=new_generation_id(),
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            fingerprint=fingerprint,
            documents=len(documents),
            passages=count,
            model_id=self._embedder.model_id if self._embedder and len(positions) else None,
            vectors=len(positions),
            vector_kind=kind,
            files=file_facts(aside),
        )
        write_manifest(aside, manifest)
        self._on_step("publish generation")
        publish_folder(aside, self._generations.path(manifest.generation_id))
        self._on_step("point to generation")
        self._generations.point_to(manifest.generation_id)
        self._on_step("remove old generations")
        self._generations.remove_old()
        return manifest

    def _current_manifest(self) -> Manifest | None:
        try:
            current = self._generations.current_id()
            if current is None:
                return None
            folder = self._generations.path(current)
            manifest = read_manifest(folder)
        except GenerationDamaged:
            return None
        return manifest if file_facts(folder) == manifest.files else None


def _is_same(current: Manifest, fingerprint: str, vectors: int, embedder: Embedder | None) -> bool:
    same_model = current.model_id == (embedder.model_id if embedder and vectors else None)
    return current.fingerprint == fingerprint and current.vectors == vectors and same_model


def _prove_searchable(path: Path, passages: list[StoredPassage], segmenter: Segmenter) -> None:
    """Ask for two characters of the first passages: a keyword index can be silently empty."""
    index = KeywordIndex(path, segmenter)
    try:
        for position, stored in enumerate(passages[:20]):
            grams = segmenter.tokens_for_search(stored.passage.text).grams
            for gram in [gram for gram in grams if len(gram) == 2][:2]:
                found = index.search(gram, len(passages), [stored.document_id])
                if position not in {place for place, _ in found}:
                    raise GenerationDamaged(f"关键词索引找不到“{gram}”，没有启用这个索引")
    finally:
        index.close()


@contextmanager
def open_writer(
    data_folder: Path,
    segmenter: Segmenter,
    embedder: Embedder | None = None,
    database_url: str | None = None,
    on_wait: Callable[[], None] | None = None,
    on_step: Step = _no_step,
) -> Iterator[IndexWriter]:
    """The writer of a data folder; waits (after calling `on_wait`) while another one writes."""
    with process_lock(data_folder / ".ingest.lock", on_wait):
        writer = IndexWriter(data_folder, segmenter, embedder, database_url, on_step)
        try:
            writer.clean_up()
            yield writer
        finally:
            writer.close()


def build_index(
    documents: Iterable[tuple[Document, bytes]],
    writer: IndexWriter,
    on_progress: Progress | None = None,
) -> Manifest:
    """Documents with their original files into the store, then searchable; vectors last.

    Without a usable embedding model the generation has keywords only.
    """
    for document, content in documents:
        writer.add(document, content)
    manifest = writer.build_generation()
    try:
        if writer.embed_missing(on_progress):
            manifest = writer.build_generation()
    except EmbedderUnavailable:
        return manifest
    return manifest
