"""Where concrete parts meet: settings in, opened parts out. Choices are made here only."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from index.build import IndexWriter, open_writer
from index.embed import Embedder
from index.model import Difference
from index.model_from_wheel.convert import default_cache_folder
from index.open import open_index, pick_embedder
from index.tokens import Segmenter
from index.verify import verify
from index.vocabulary_terms import vocabulary_terms
from qa_service.answer import answer
from qa_service.background import warm_up
from qa_service.corpus import Corpus
from qa_service.model import Answer, Question
from qa_service.service import Service, corpus_of, service_over
from qa_service.settings import Settings


def open_service(
    settings: Settings,
    reply: Callable[[Question, Corpus], Answer] = answer,
    *,
    waits_for_model: bool = False,
) -> Service:
    """The service over the data folder (made if absent); `reply` is the answer pipeline.

    The embedding model is not loaded yet: the first search of passages `waits_for_model`, or goes
    by keyword until somebody warms it up. Raises StoreUnusable where the folder cannot be used.
    """
    index = open_index(
        settings.data_dir,
        terms=vocabulary_terms(),
        embedder=embedder_of(settings),
        database_url=settings.database_url or None,
    )
    corpus = corpus_of(index, lambda: warm_up(index)) if waits_for_model else corpus_of(index)
    return service_over(index, corpus, settings, lambda question: reply(question, corpus))


def writer_of(
    settings: Settings, on_wait: Callable[[], None] | None = None
) -> AbstractContextManager[IndexWriter]:
    """The one writer of the data folder; waits for another one (after calling `on_wait`)."""
    return open_writer(
        settings.data_dir,
        _segmenter(settings),
        embedder_of(settings),
        settings.database_url or None,
        on_wait,
    )


def unlocked_writer_of(settings: Settings) -> IndexWriter:
    """For embedding only, which changes nothing but a cache and may take long; close it."""
    return IndexWriter(
        settings.data_dir,
        _segmenter(settings),
        embedder_of(settings),
        settings.database_url or None,
    )


def differences(settings: Settings) -> list[Difference]:
    """What does not agree in the data folder."""
    return verify(settings.data_dir, _segmenter(settings), settings.database_url or None)


def embedder_of(settings: Settings) -> Embedder | None:
    """The embedding model of the settings; it is not loaded yet."""
    cache = settings.model_cache or default_cache_folder()
    return pick_embedder(settings.embedding_model, cache, settings.torch_threads)


def _segmenter(settings: Settings) -> Segmenter:
    return Segmenter(settings.data_dir / "cache", vocabulary_terms())
