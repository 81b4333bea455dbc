"""Questions to offer: the asked one again with another slot, and what may be asked next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.model import StoredDocument
from ingest.model import Aspect, Figure, Kind
from ingest.vocabulary.load import vocabulary
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent
from qa_service.model import Fact, Operation, Role
from qa_service.names import KIND_NAMES
from qa_service.steps.fitting import Query
from qa_service.steps.item_names import ItemMention
from qa_service.steps.items import find_items
from qa_service.steps.look_up import look_up_figures
from qa_service.steps.wording import plain_question

_MOST = 3
# What is asked of every disclosure, the likeliest first.
_HEADLINES = ("three_public", "agency_operation", "total_expenditure", "basic_expenditure")
_ASKS = {
    Operation.CHANGE: "比上年增减多少",
    Operation.CHANGE_RATE: "比上年增减百分之几",
    Operation.SHARE: "占比是多少",
    Operation.COMPLETION_RATE: "完成率是多少",
    Operation.DEFINE: "是什么意思",
    Operation.WHY: "增减的原因是什么",
    Operation.DUTIES: "主要职责有哪些",
    Operation.STRUCTURE: "有哪些下属单位",
    Operation.LIST: "包括哪些、分别是多少",
    Operation.PURPOSE: "主要用于什么",
}


def ask_again(
    intent: Intent,
    *,
    organisation: str = "",
    year: int | None = None,
    kind: str = "",
    item: str | None = None,
) -> str:
    """The question in full words, with the slots given: what an option's button asks."""
    named = item if item is not None else (intent.target.text if intent.target else "")
    asks = _ASKS.get(intent.operation, "是多少")
    if intent.operation in (Operation.DUTIES, Operation.STRUCTURE):
        named = ""
    elif not named:
        named = "支出总计"
    when = f"{year}年" if year is not None else ""
    return f"{organisation}{when}{kind}{named}{asks}？"


def next_questions(intent: Intent, draft: Draft, corpus: Corpus) -> list[str]:
    """Up to three questions that follow from an answer and have an answer themselves.

    About the figure that answered, else about the document that is quoted; then what is asked
    of every document and stated in this one.
    """
    answering = [f for f, role in draft.facts if role is not Role.CONTEXT]
    found = _of_figure(intent, answering[0], corpus) if answering else []
    if len(found) < _MOST and (document := _document_of(draft)):
        told = {fact.figure.item for fact, _ in draft.facts}
        found += _of_document(document, told, corpus)
    return list(dict.fromkeys(found))[:_MOST]


def _document_of(draft: Draft) -> StoredDocument | None:
    documents = [f.document for f, _ in draft.facts] or [q.document for q in draft.quotes]
    return documents[0] if documents else None


def _of_figure(intent: Intent, fact: Fact, corpus: Corpus) -> list[str]:
    f = fact.figure
    if f.aspect is Aspect.COUNT:
        return []
    name = f.item_path[-1] if f.item_path else f.label
    item = vocabulary().items.get(f.item or "")
    if item and not any(item.key in m.keys for m in find_items(plain_question(name), frozenset())):
        name = item.name  # a total's row is named after its table: '本年支出合计'
    facts = corpus.contents(fact.document).facts
    if f.code and len(_codes_of(fact, facts)) > 1:
        name = "".join(f.item_path[-2:])  # several are called 一般行政管理事务
    keys = (f.item,) if f.item else ()
    query = Query((ItemMention(name, keys=keys),), Aspect.CHANGE, f.fiscal_year)
    change = look_up_figures(query, facts).first
    about = f"{fact.document.identity.organisation}{f.fiscal_year or ''}年{name}"
    found: list[str] = []
    if intent.operation is Operation.CHANGE or f.aspect is not Aspect.AMOUNT:
        if look_up_figures(replace(query, aspect=Aspect.AMOUNT), facts).first is not None:
            found.append(f"{about}是多少？")
    elif change is not None:
        found.append(f"{about}{_ASKS[Operation.CHANGE]}？")
    explained = change is not None and change.figure.reason is not None
    if explained and intent.operation is not Operation.WHY:
        found.append(f"{about}{_ASKS[Operation.WHY]}？")
    if intent.operation is not Operation.DEFINE and corpus.glossary(name, [fact.document]):
        found.append(f"{name}{_ASKS[Operation.DEFINE]}？")
    parts = item.parts if item else ()
    if parts and intent.operation is not Operation.LIST and _all_stated(parts, f, facts):
        found.append(f"{about}{_ASKS[Operation.LIST]}？")
    return found


def _codes_of(fact: Fact, facts: Sequence[Fact]) -> set[str | None]:
    """The codes that items of this name have in one classification."""
    return {
        f.figure.code
        for f in facts
        if f.own_label == fact.own_label and f.figure.classification == fact.figure.classification
    } - {None}


def _all_stated(keys: Sequence[str], like: Figure, facts: Sequence[Fact]) -> bool:
    """Whether the document states an amount of every item, of the year and measure of one."""
    stated = {
        f.figure.item
        for f in facts
        if f.figure.quantity is not None
        and f.figure.aspect is Aspect.AMOUNT
        and (f.figure.fiscal_year, f.figure.measure) == (like.fiscal_year, like.measure)
    }
    return stated.issuperset(keys)


def _of_document(document: StoredDocument, told: set[str | None], corpus: Corpus) -> list[str]:
    """What people ask of any document, where this one states it."""
    identity = document.identity
    stated = {
        f.figure.item
        for f in corpus.contents(document).facts
        if f.figure.quantity is not None
        and f.figure.aspect is Aspect.AMOUNT
        and f.figure.facet is None
        and f.figure.fiscal_year == identity.fiscal_year
    }
    when = f"{identity.fiscal_year}年" if identity.fiscal_year else ""
    kind = KIND_NAMES[identity.kind] if identity.kind is not Kind.OTHER else ""
    return [
        f"{identity.organisation}{when}{kind}的{vocabulary().items[key].name}是多少？"
        for key in _HEADLINES
        if key in stated - told
    ]
