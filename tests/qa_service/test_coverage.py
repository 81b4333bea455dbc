"""What is loaded of whom, which years between are missing, and how lists are sorted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.model import Document
from ingest.quantity import wan
from qa_service.coverage import covered, near_names
from qa_service.document_list import DocumentOrder, sort_documents
from qa_service.figure_list import Order, sort_facts
from qa_service.service import Service
from tests.qa_service.scripted import scripted_service
from tests.qa_service.small_documents import ORGANISATION, budget


def service(folder: Path, *documents: Document) -> Service:
    return scripted_service(folder, *documents)


def test_years_between_the_first_and_the_last_are_missing(tmp_path: Path) -> None:
    corpus = service(tmp_path, budget(2020), budget(2024), budget(2023)).corpus
    (it,) = covered(corpus)
    assert (it.name, it.filed_under, it.documents) == (ORGANISATION, (ORGANISATION,), 3)
    assert (it.holdings[0].years, it.holdings[0].missing) == ((2024, 2023, 2020), (2021, 2022))


def test_a_document_without_a_year_is_counted_and_makes_no_gap(tmp_path: Path) -> None:
    it = budget()
    undated = replace(it, identity=replace(it.identity, fiscal_year=None))
    (found,) = covered(service(tmp_path, undated).corpus)
    assert (found.holdings[0].years, found.holdings[0].undated) == ((), 1)
    assert found.holdings[0].missing == ()


def test_an_organisation_is_found_by_part_alias_and_initials_and_near_names_are_offered(
    tmp_path: Path,
) -> None:
    corpus = service(tmp_path, budget()).corpus
    assert [len(covered(corpus, words)) for words in ("清泉", "数据局", "sjj", "火星局")] == [
        *(1, 1, 1, 0)
    ]
    assert near_names(corpus, "云岭市清泉区数剧局") == [ORGANISATION]
    assert near_names(corpus, "火星局") == []


def test_amounts_are_sorted_in_yuan_and_blanks_stand_last_either_way(tmp_path: Path) -> None:
    corpus = service(tmp_path, budget()).corpus
    facts = corpus.facts(corpus.documents())
    assert [f.figure.printed for f in sort_facts(facts, Order.VALUE)] == ["20,000", "3204.1", "—"]
    down = sort_facts(facts, Order.VALUE_DOWN)
    assert [f.figure.printed for f in down] == ["3204.1", "20,000", "—"]
    assert facts[0].figure.quantity == wan("3204.1")


def test_documents_without_a_year_stand_last_either_way(tmp_path: Path) -> None:
    it = budget(2022)
    undated = replace(it, identity=replace(it.identity, fiscal_year=None))
    documents = service(tmp_path, budget(2024), undated, budget(2023)).corpus.documents()
    for order, years in (
        (DocumentOrder.YEAR, [2023, 2024, None]),
        (DocumentOrder.YEAR_DOWN, [2024, 2023, None]),
    ):
        found = sort_documents(documents, order)
        assert [d.identity.fiscal_year for d in found] == years
