"""counted_labels: a count whose figure has the question's words, in words of doing around them.

'几个项目做了绩效自评' asks for the figure that is labelled 绩效自评的项目: what is done with the
things counted ('做了', '开展') names nothing.
"""

from __future__ import annotations

import re

from ingest.model import Aspect
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent
from qa_service.model import Fact
from qa_service.steps import compose
from qa_service.steps.look_up import agrees
from qa_service.steps.select import Selection
from qa_service.steps.told import wanted_of, words_taken_from
from qa_service.steps.told_numbers import telling_words
from qa_service.steps.values import give
from qa_service.steps.wording import plain_question

_DOING = re.compile(r"^(?:做|开展|进行|搞|完成|实施|参加|接受|有|被)+(?:了|过)?|(?:过|了)$")
_YEAR = re.compile(r"20\d\d年?度?")
# How many characters of a label a question may leave unnamed.
_UNNAMED = 2


def answer_counted(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """The one count whose label the question names, or None."""
    readings = wanted_of(intent.rest)
    if not readings or readings[0].unit is None:
        return None
    unit, things = readings[0].unit, [_DOING.sub("", t) for t in readings[0].things]
    things = [t for t in things if len(t) >= 2]
    fitting = [
        fact
        for fact in corpus.facts(selection.documents)
        if things and _is_count(fact, unit, selection) and _names(fact.figure.label, things)
    ]
    if not fitting or not all(agrees(fitting[0], other) for other in fitting):
        return None
    found = fitting[0]
    draft = Draft()
    draft.say(f"{compose.document_phrase(found)}中，{compose.stated(found)}{draft.mark(found)}。")
    give(draft, intent, found)
    return draft


def _is_count(fact: Fact, unit: str, selection: Selection) -> bool:
    f = fact.figure
    if f.aspect is not Aspect.COUNT or f.quantity is None or f.fiscal_year not in selection.years:
        return False
    return telling_words().count_alike(unit, f.quantity.unit.name)


def _names(label: str, things: list[str]) -> bool:
    left: str | None = _YEAR.sub("", plain_question(label))
    for thing in things:
        left = words_taken_from(left, thing) if left is not None else None
    if left is None:
        return False
    unsaid = telling_words().said_anyway.sub("", left)
    return len(re.findall(r"[\u4e00-\u9fff]", unsaid)) <= _UNNAMED
