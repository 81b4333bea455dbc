"""The opened service: what the web and the command line are made over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from qa_service.conversation import Conversations
from qa_service.corpus import Corpus
from qa_service.feedback import FeedbackDesk
from qa_service.model import Answer, Question
from qa_service.page_images import PageImages
from qa_service.settings import Settings

if TYPE_CHECKING:
    from index.model import Filter, Hit
    from index.open import Index


@dataclass(frozen=True)
class Service:
    """The parts over one opened data folder."""

    settings: Settings
    index: Index
    corpus: Corpus
    conversations: Conversations
    feedback: FeedbackDesk
    page_images: PageImages

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the data folder back."""
        self.index.close()


def corpus_of(index: Index, before_search: Callable[[], object] = lambda: None) -> Corpus:
    """The documents of an opened index as the answer steps read them.

    `before_search` is called before passages are searched, which few questions need.
    """

    def search(query: str, wanted: Filter, limit: int) -> list[Hit]:
        before_search()
        return index.search(query, wanted, limit)

    return Corpus(
        index.documents,
        index.figures,
        index.passages,
        index.glossary,
        search,
        lambda: index.generation_id,
    )


def service_over(
    index: Index, corpus: Corpus, settings: Settings, reply: Callable[[Question], Answer]
) -> Service:
    """The service over an opened index; `reply` answers one question."""

    def file_name(document_id: str) -> str | None:
        document = index.documents.get(document_id)
        return None if document is None else document.file_name

    return Service(
        settings=settings,
        index=index,
        corpus=corpus,
        conversations=Conversations(
            turns=index.conversations,
            reply=reply,
            generation=corpus.generation,
            max_question_chars=settings.max_question_chars,
            keep=settings.conversation_turns,
        ),
        feedback=FeedbackDesk(index.conversations, index.feedback, file_name),
        page_images=PageImages(settings.data_dir / "cache" / "pages"),
    )
