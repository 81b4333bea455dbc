"""Questions to begin with, each answerable from what is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from index.model import StoredDocument
from ingest.model import Aspect, Kind, Measure
from ingest.vocabulary.load import vocabulary
from qa_service.corpus import Corpus
from qa_service.model import Fact
from qa_service.names import document_title

# What people ask first; any of them that a document states without doubt is offered.
_FIRST_ASKED = (
    *("three_public", "fiscal_appropriation_income", "agency_operation", "total_expenditure"),
    *("project_expenditure", "basic_expenditure", "total_income", "procurement"),
)
_MAIN_MEASURE = {Kind.BUDGET: Measure.BUDGETED, Kind.FINAL_ACCOUNT: Measure.FINAL}
_DOCUMENTS = 3
_LONGEST_TERM = 12


def example_questions(corpus: Corpus, documents: Sequence[StoredDocument]) -> list[str]:
    """At most two questions of each of a few organisations, and a term to explain."""
    questions: list[str] = []
    used: list[str] = []
    for number, document in enumerate(islice(_one_of_each(documents), _DOCUMENTS)):
        for item in islice(_stated_items(corpus, document, used), 2 if number == 0 else 1):
            used.append(item)
            questions.append(f"{document_title(document)}的{_name(item)}是多少？")
    if term := _term(corpus, documents):
        questions.append(f"{term}是什么意思？")
    return questions


def _one_of_each(documents: Iterable[StoredDocument]) -> Iterator[StoredDocument]:
    """The first document of each organisation, of those that are dated."""
    seen: set[str] = set()
    for document in documents:
        identity = document.identity
        if (
            identity.fiscal_year
            and identity.kind is not Kind.OTHER
            and identity.organisation not in seen
        ):
            seen.add(identity.organisation)
            yield document


def _name(item: str) -> str:
    return vocabulary().items[item].name


def _stated_items(corpus: Corpus, document: StoredDocument, used: list[str]) -> Iterator[str]:
    """Items of which the document states one amount only, wherever it states it."""
    facts = [fact for fact in corpus.contents(document).facts if _is_plain(fact)]
    for item in (*(i for i in _FIRST_ASKED if i not in used), *used):
        amounts = {fact.figure.quantity for fact in facts if fact.figure.item == item}
        if len(amounts) == 1 and None not in amounts:
            yield item


def _is_plain(fact: Fact) -> bool:
    figure, identity = fact.figure, fact.document.identity
    return (
        figure.aspect is Aspect.AMOUNT
        and figure.measure is _MAIN_MEASURE.get(identity.kind)
        and figure.fiscal_year == identity.fiscal_year
        and fact.organisation == identity.organisation
        and fact.level is identity.level
        and figure.facet is None
    )


def _term(corpus: Corpus, documents: Sequence[StoredDocument]) -> str | None:
    """A short term that the documents define."""
    entries = corpus.glossary(None, documents[:_DOCUMENTS])
    terms = (stored.entry.term for stored in entries)
    return next((term for term in terms if len(term) <= _LONGEST_TERM), None)
