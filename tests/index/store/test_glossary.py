"""Definitions: the term itself first, then longer ones; of the documents that are asked for."""

import pytest
from sqlalchemy import Engine

from index.model import Filter
from index.store.documents import Documents
from index.store.glossary import Glossary
from tests.index.made_documents import made_document

OLD, NEW = made_document(year=2022), made_document(year=2024)


@pytest.fixture
def glossary(engine: Engine) -> Glossary:
    for document in (OLD, NEW):
        Documents(engine).add(document)
    return Glossary(engine)


def terms(glossary: Glossary, term: str, exact: bool = False) -> list[str]:
    return [stored.entry.term for stored in glossary.find(term, exact=exact)]


def test_the_newest_documents_definition_comes_first(glossary: Glossary) -> None:
    found = glossary.find("机关运行经费")
    assert [stored.document_id for stored in found] == [NEW.document_id, OLD.document_id]
    assert found[0].entry == NEW.glossary[0]


def test_an_exact_term_goes_before_longer_ones(glossary: Glossary) -> None:
    assert terms(glossary, "行政运行")[0].endswith("行政运行（项）")
    assert terms(glossary, "行政运行", exact=True) == []
    assert len(terms(glossary, "“机关运行经费”", exact=True)) == 2
    assert len(terms(glossary, "运行")) == 4


def test_signs_of_patterns_are_only_text(glossary: Glossary) -> None:
    assert terms(glossary, "%") == []
    assert terms(glossary, "_关运行经费") == []


def test_a_filter_narrows_and_none_gives_all(glossary: Glossary) -> None:
    assert len(glossary.find(None)) == 4
    of_old = glossary.find("机关运行经费", Filter(fiscal_years=(2022,)))
    assert [stored.document_id for stored in of_old] == [OLD.document_id]
    assert len(glossary.find(None, limit=1, offset=3)) == 1
