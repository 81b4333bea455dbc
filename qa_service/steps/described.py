"""described: an amount asked for by the words its sentence has for it, no item of the vocabulary.

'定额公用经费' stands right before its amount ('包括定额公用经费221.88万元'); '委托中介机构做审计'
is what an amount is for ('418.80万元，主要用于委托中介机构开展各类审计'). All of the words must be
there, and only one amount may have them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.model import Aspect, Kind, Measure
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent
from qa_service.model import Fact
from qa_service.steps import compose
from qa_service.steps.look_up import agrees
from qa_service.steps.project_amounts import project_row
from qa_service.steps.select import Selection
from qa_service.steps.told import words_taken_from
from qa_service.steps.told_numbers import telling_words
from qa_service.steps.values import give
from qa_service.steps.wording import plain_question, wording

# A shorter name, or less of a purpose, may be said of many things.
_SHORTEST_NAME = 5
_SHORTEST_PURPOSE = 6
_UNTIL_ASKED = re.compile(r"(?:是|有|要|花|安排|预算)*(?:多少|几).*$")
_PURPOSE = re.compile(r"[^\d]{0,6}?(?:主要)?(?:用于|用来|用作)(?P<words>[^\d。；;]+)")
_NAME = re.compile(r"[^\u4e00-\u9fffa-z()]+")


def answer_described(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """The one amount whose sentence has the question's words for it, or None."""
    if of_project := project_row(intent, selection, corpus):
        return of_project
    if not wording().asks_amount(intent.plain) or intent.narrower is not None:
        return None
    name = _NAME.split(_UNTIL_ASKED.sub("", intent.rest))[-1]
    found = _only(selection, corpus, lambda before, _: _ends_in(before, name))
    if found is None and not intent.items:
        found = _only(selection, corpus, lambda _, after: _is_for(after, intent.content))
    if found is None:
        return None
    draft = Draft()
    draft.say(f"{compose.document_phrase(found)}中，{compose.stated(found)}{draft.mark(found)}。")
    give(draft, intent, found)
    return draft


def _only(selection: Selection, corpus: Corpus, fits: Callable[[str, str], bool]) -> Fact | None:
    """The amount of a sentence that fits by what stands before and behind it, when all agree."""
    fitting: list[Fact] = []
    for fact in corpus.facts(selection.documents):
        f = fact.figure
        main = Measure.FINAL if fact.kind is Kind.FINAL_ACCOUNT else Measure.BUDGETED
        if f.sentence is None or f.quantity is None or f.aspect is not Aspect.AMOUNT:
            continue
        if f.measure is not main or f.fiscal_year != selection.year or f.level is not None:
            continue
        text = corpus.contents(fact.document).text
        before = plain_question(text[f.sentence.start : f.source.start])
        if fits(before, plain_question(text[f.source.end : f.sentence.end])):
            fitting.append(fact)
    if not fitting or not all(agrees(fitting[0], other) for other in fitting):
        return None
    return fitting[0]


def _ends_in(before: str, name: str) -> bool:
    return len(name) >= _SHORTEST_NAME and before.endswith(name)


def _is_for(after: str, content: str) -> bool:
    """Whether the words behind an amount, up to the next one, say it is for all that is asked."""
    purpose = _PURPOSE.match(after)
    pieces = [p for p in telling_words().said_anyway.sub("，", content).split("，") if p]
    if purpose is None or len(pieces) < 2 or len("".join(pieces)) < _SHORTEST_PURPOSE:
        return False
    return all(words_taken_from(purpose["words"], piece) is not None for piece in pieces)
