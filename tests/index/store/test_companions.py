"""One document in two files is proven together in the store, whichever comes or goes first."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from index.store.document_rows import document_to_row
from index.store.documents import Documents
from index.store.engine import open_store
from ingest.model import Check, Document
from tests.ingest.test_companions import tables, text


def stored(document: Document, number: int) -> Document:
    """The document as a file of its own."""
    digest = f"{number:064d}"
    return replace(document, document_id=f"d{number}", content_sha256=digest)


WORDS, SHEETS = stored(text(), 1), stored(tables(), 2)
OTHER_WORDS = stored(text("13.50"), 3)


@pytest.fixture
def documents(tmp_path: Path) -> Documents:
    return Documents(open_store(tmp_path))


def said(documents: Documents, key: str) -> tuple[list[Check], list[str]]:
    """The checks of a document's amounts, and the identities that its problems name."""
    document = documents.whole(key)
    checks = [f.check for f in document.figures if f.quantity and f.quantity.number]
    return checks, [problem.identity for problem in document.problems]


def test_a_table_in_another_file_vouches_for_a_sentence(documents: Documents) -> None:
    documents.add(WORDS)
    assert said(documents, "d1") == ([Check.UNCHECKED], [])
    documents.add(SHEETS)
    assert said(documents, "d1") == ([Check.PASSED], [])
    assert said(documents, "d2") == ([Check.PASSED], [])


def test_what_two_files_say_differently_is_told_of_both(documents: Documents) -> None:
    documents.add(SHEETS)
    documents.add(OTHER_WORDS)
    for key, name in (("d2", "t1r1c1"), ("d3", "t1")):
        checks, identities = said(documents, key)
        assert (checks, identities) == ([Check.FAILED], ["three_public_text_and_table"])
        (problem,) = documents.whole(key).problems
        assert problem.figure_ids == (name,)
        (source,) = problem.sources
        assert documents.whole(key).quote(source).startswith(("3.50", "13.50"))
        assert (
            "13.50" in problem.message and "〔示例市清风局2025年部门预算表.pdf〕" in problem.message
        )


def test_when_one_is_taken_out_the_other_is_as_it_was_read(documents: Documents) -> None:
    documents.add(SHEETS)
    before = documents.whole("d2")
    documents.add(OTHER_WORDS)
    documents.remove("d3")
    assert documents.whole("d2") == before
    assert documents.derived_hash("d2") == document_to_row(before)["derived_sha256"]


def test_the_order_of_coming_does_not_matter(tmp_path: Path) -> None:
    outcomes = []
    for number, order in enumerate(permutations((WORDS, SHEETS))):
        documents = Documents(open_store(tmp_path / str(number)))
        for document in order:
            documents.add(document)
        documents.add(order[0])  # read once more: nothing changes
        outcomes.append(([documents.whole(d.document_id) for d in (WORDS, SHEETS)],
                         documents.fingerprint()))  # fmt: skip
    assert outcomes[0] == outcomes[1]


def test_documents_of_other_years_are_not_tried_against_each_other(documents: Documents) -> None:
    documents.add(SHEETS)
    documents.add(stored(text("13.50", year=2024), 4))
    assert said(documents, "d2") == ([Check.UNCHECKED], [])
