"""What is read of the loaded documents: hundreds may be loaded, and a question is about few."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.model import StoredDocument
from qa_service.corpus import Contents, Corpus
from qa_service.steps.define import within_another
from tests.qa_service.asking import corpus_over

_TEXT = """{name}2025年部门预算
目录
第一部分 收支情况
公务接待费预算1.20万元，比2024年减少0.30万元。
第二部分 名词解释
一、“三公”经费：指因公出国（境）费、公务用车购置及运行费和公务接待费。
{entry}
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    texts = {
        "a.txt": _TEXT.format(
            name="云岭市档案馆", entry="二、公用经费：其中，差旅费反映出差的交通费。"
        ),
        "b.txt": _TEXT.format(name="云岭市气象台", entry="二、差旅住宿：指住宿的支出。"),
    }
    yield from corpus_over(tmp_path_factory.mktemp("corpus"), texts)


@pytest.fixture
def read(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents whose contents are read, as they are."""
    contents, names = corpus.contents, list[str]()

    def noted(document: StoredDocument) -> Contents:
        names.append(document.identity.organisation)
        return contents(document)

    monkeypatch.setattr(corpus, "contents", noted)
    return names


def test_labels_are_known_without_reading_a_document(corpus: Corpus, read: list[str]) -> None:
    assert "公务接待费预算" in corpus.labels(corpus.documents())
    assert corpus.labels(corpus.documents()) == corpus.labels(corpus.documents()[:1])
    assert read == []


def test_only_a_document_that_speaks_of_a_term_within_another_is_read(
    corpus: Corpus, read: list[str]
) -> None:
    documents = corpus.documents()
    assert within_another(["会议费"], documents, corpus) is None
    assert read == []
    found = within_another(["差旅费"], documents, corpus)
    assert found is not None
    assert "差旅费反映出差的交通费" in found.text
    assert set(read) == {"云岭市档案馆"}
