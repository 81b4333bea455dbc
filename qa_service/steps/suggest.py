"""Questions to offer: the asked one again with another slot, and what may be asked next."""

from __future__ import annotations

from dataclasses import replace

from ingest.model import Aspect
from qa_service.corpus import Corpus
from qa_service.intent import Intent
from qa_service.model import Fact, Operation
from qa_service.steps.fitting import Query
from qa_service.steps.items import ItemMention
from qa_service.steps.look_up import look_up_figures

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


def next_questions(intent: Intent, fact: Fact, corpus: Corpus) -> list[str]:
    """Up to three questions that follow from an answered figure and have an answer themselves."""
    f = fact.figure
    name = f.item_path[-1] if f.item_path else f.label
    keys = (f.item,) if f.item else ()
    query = Query((ItemMention(name, keys=keys),), Aspect.CHANGE, f.fiscal_year)
    facts = corpus.contents(fact.document).facts
    change = look_up_figures(query, facts).first
    about = f"{fact.document.identity.organisation}{f.fiscal_year or ''}年{name}"
    found: list[str] = []
    if intent.operation is Operation.CHANGE:
        if look_up_figures(replace(query, aspect=Aspect.AMOUNT), facts).first is not None:
            found.append(f"{about}是多少？")
    elif change is not None:
        found.append(f"{about}{_ASKS[Operation.CHANGE]}？")
    if change is not None and change.figure.reason is not None:
        found.append(f"{about}{_ASKS[Operation.WHY]}？")
    if intent.operation is not Operation.DEFINE and corpus.glossary(name, [fact.document]):
        found.append(f"{name}{_ASKS[Operation.DEFINE]}？")
    return found[:3]
