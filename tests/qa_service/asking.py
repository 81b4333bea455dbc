"""Questions asked of a corpus over a few small disclosures written in a test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from index.build import build_index, open_writer
from index.open import open_index
from index.tokens import Segmenter
from ingest.parse import parse_document
from qa_service.corpus import Corpus
from qa_service.model import Answer
from qa_service.service import corpus_of


def corpus_over(folder: Path, texts: Mapping[str, str]) -> Iterator[Corpus]:
    """A corpus over documents of these names and texts, closed when the tests are done."""
    segmenter = Segmenter(folder / "cache")
    files = []
    for name, text in texts.items():
        path = folder / name
        path.write_text(text, "utf-8")
        files.append((parse_document(path), path.read_bytes()))
    with open_writer(folder / "data", segmenter) as writer:
        build_index(files, writer)
    index = open_index(folder / "data")
    yield corpus_of(index)
    index.close()


def values(given: Answer) -> list[tuple[str, str]]:
    """The numbers that answer, each with its unit."""
    return [(str(v.quantity.number), v.quantity.unit.name) for v in given.values]
