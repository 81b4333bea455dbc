"""project_facts: where a project is and how big, out of the sentences of its description.

'地上主楼盖几层' names the project and, with the words left over, one number of its description:
the clause that has most of these words, if no other has as many.
"""

from __future__ import annotations

import re

from ingest.quantity import plain_decimal
from qa_service.corpus import Corpus
from qa_service.draft import Draft, Quote
from qa_service.intent import Intent
from qa_service.model import Fact
from qa_service.names import document_title
from qa_service.steps.projects import Project, all_projects, held_by
from qa_service.steps.prose_wording import prose_wording
from qa_service.steps.quote import text_of
from qa_service.steps.select import Selection
from qa_service.steps.statements import statements_of
from qa_service.steps.told import Wanted, wanted_of
from qa_service.steps.told_numbers import NUMBER_HERE, ToldNumber, numbers_told, telling_words

# How much of what is said of a project its description must hold.
_MEANT = 0.75
_LEAST_SAID = 4
_RUN = re.compile(r"[\u4e00-\u9fff]+")


def project_fact(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """Where a project is, or the number its description has for what is asked; None for others."""
    words = prose_wording()
    if words.place.asks.search(intent.plain):
        said = [w for w in words.content(intent.rest, words.place.asks) if len(w) >= 2]
        project = _meant(said, intent, selection, corpus)
        return None if project is None else _place(project, corpus)
    wanted = _counted(intent)
    if wanted is None or any(item.strong and not item.keys for item in intent.items):
        return None  # a figure's own label is named, and tells it better
    sizes = [size.asks for size in words.sizes]
    said = [w for c in words.content(intent.rest, *sizes) for w in c.split("的") if len(w) >= 2]
    project = _meant(said, intent, selection, corpus)
    return None if project is None else _number(wanted, intent.rest, project, corpus)


def _meant(said: list[str], intent: Intent, selection: Selection, corpus: Corpus) -> Project | None:
    """The one project whose description holds what is said, or None."""
    if not prose_wording().project.search(intent.plain) and max(map(len, said), default=0) < (
        _LEAST_SAID
    ):
        return None
    projects = all_projects(selection, corpus)
    said = [w for w in said if not prose_wording().project.fullmatch(w)]
    if not said:
        return projects[0] if len(projects) == 1 else None
    fitting = [(held_by(said, p.text), p) for p in projects]
    best = max((held for held, _ in fitting), default=0.0)
    meant = [p for held, p in fitting if held == best]
    return meant[0] if best >= _MEANT and len(meant) == 1 else None


def _counted(intent: Intent) -> Wanted | None:
    for size in prose_wording().sizes:
        if size.asks.search(intent.plain):
            said = prose_wording().content(intent.rest, size.asks)
            return Wanted(size.unit, (*(w for w in said if len(w) >= 2), size.thing))
    readings = wanted_of(intent.rest)
    return readings[0] if readings and readings[0].unit is not None else None


def _place(project: Project, corpus: Corpus) -> Draft | None:
    """The first sentence of the description that says where the project is."""
    tells = prose_wording().place.tells
    for statement in statements_of(project.document, corpus):
        quote = statement.quote()
        if tells.search(statement.text) and _is_of(project, quote):
            return _quoted(quote, corpus)
    return None


def _is_of(project: Project, quote: Quote) -> bool:
    spans = ((part.place.start, part.place.end) for part in project.parts)
    return any(start <= quote.start < end for start, end in spans)


def _quoted(quote: Quote, corpus: Corpus) -> Draft:
    draft = Draft()
    title = document_title(quote.document)
    draft.say(f"{title}写道：“{text_of(quote, corpus)}”{draft.mark_quote(quote)}。")
    return draft


def _number(wanted: Wanted, question: str, project: Project, corpus: Corpus) -> Draft | None:
    """The number of the clause that has most of the words, quoted with its sentence."""
    words = telling_words()
    runs = [*_RUN.findall(question), *wanted.things]
    asked = {t[i : i + 2] for t in runs for i in range(len(t) - 1)}
    scored: list[tuple[int, ToldNumber]] = []
    for told in numbers_told(project.document, corpus):
        quote = Quote(told.document, *told.sentence, told.section_path, told.page)
        if not _is_of(project, quote) or not words.count_alike(wanted.unit or "", told.unit):
            continue
        clause = told.clause.replace(NUMBER_HERE, "，")
        scored.append((_shared(asked, clause), told))
    most = max((score for score, _ in scored), default=0)
    figures = corpus.contents(project.document).facts
    if any(_shared(asked, f.figure.label) >= most for f in figures if _counts(f, wanted, project)):
        return None  # the number is a figure, told with all that is known of it
    best = [told for score, told in scored if score == most]
    if not most or len(best) != 1:
        return None
    told = best[0]
    draft = _quoted(Quote(told.document, *told.sentence, told.section_path, told.page), corpus)
    if told.quantity is not None:
        draft.text = draft.text.rstrip("。") + "，"
        draft.say(f"即{plain_decimal(told.quantity.number)}{told.quantity.unit.name}。")
        draft.give(told.quantity, wanted.things[-1])
    return draft


def _counts(fact: Fact, wanted: Wanted, project: Project) -> bool:
    unit = fact.figure.unit
    alike = unit is not None and telling_words().count_alike(wanted.unit or "", unit.name)
    return alike and project.holds(fact.figure.source, fact.document)


def _shared(pairs: set[str], text: str) -> int:
    return sum(pair in text for pair in pairs)
