"""telling_apart: how two terms differ ('基本支出和项目支出有什么区别'), beside their definitions.

What tells them apart is a sentence of the vocabulary, said to be no document's; the definitions
beside it are quoted. Two numbers, years, documents or organisations are compared elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from index.model import StoredDocument
from ingest.vocabulary.load import plain_label
from ingest.vocabulary.neighbours import Neighbour, Neighbours, neighbours
from qa_service.corpus import Corpus
from qa_service.draft import Draft, joined
from qa_service.intent import Asked, Intent
from qa_service.steps.define import of_term, tell_definitions
from qa_service.steps.wording import read_table


def told_apart(intent: Intent, loaded: Sequence[Asked], corpus: Corpus) -> Draft | None:
    """How the two terms a question names differ; None where it asks that of no two terms."""
    if intent.years.said or not asks_what_parts(intent.plain):
        return None
    asked = plain_label(intent.rest)
    pair = max(neighbours(), key=lambda pair: pair.named_in(asked))
    if not pair.named_in(asked):
        return None
    documents = [d for a in intent.organisations or loaded for d in a.documents]
    told = Draft()
    told.say(f"{pair.one.name}和{pair.other.name}的区别：{pair.tells}")
    told.say("（以上是本服务的说明，不出自文件。）")
    defined = [_defined(intent, term, documents, corpus) for term in _in_order(pair, asked)]
    return joined([told, *(draft for draft in defined if draft is not None)])


def asks_what_parts(question: str) -> bool:
    """Whether a plain question asks how two terms differ, rather than two numbers."""
    asks, not_terms = _patterns()
    return not not_terms.search(question) and any(words.search(question) for words in asks)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    table = read_table("telling_apart.yaml")
    asks = tuple(re.compile(str(row["words"])) for row in table["asks"])
    return asks, re.compile(str(table["not_terms"]))


def _in_order(pair: Neighbours, asked: str) -> list[Neighbour]:
    """The two terms as the question names them, one after the other."""
    return sorted((pair.one, pair.other), key=lambda term: asked.find(term.longest_in(asked)))


def _defined(
    intent: Intent, term: Neighbour, documents: Sequence[StoredDocument], corpus: Corpus
) -> Draft | None:
    """The newest document's definition of a term; None where no 名词解释 explains it."""
    for said in (plain_label(term.name), *term.said):
        entries = of_term(said, corpus.glossary(said, documents))
        if entries:
            years = {d.document_id: d.identity.fiscal_year or 0 for d in documents}
            newest = max(entries, key=lambda stored: years[stored.document_id])
            return tell_definitions(intent, [newest], documents)
    return None
