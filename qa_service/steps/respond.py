"""respond: which organisations and documents a question is about, and which step answers it.

What needs no document is answered first, then what is asked of no or several organisations; the
questions about one organisation's documents are those of `about_documents`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from qa_service.corpus import Corpus
from qa_service.draft import Draft, joined, refusal
from qa_service.intent import Asked, Intent, Stop
from qa_service.model import Operation, Reason
from qa_service.steps import comparing, exclusions, talk
from qa_service.steps.about_documents import PROSE, about_documents
from qa_service.steps.about_one import Outcome, about_one, told_before_figures
from qa_service.steps.define import define
from qa_service.steps.defining import meaning_asked
from qa_service.steps.duties import whose_duty
from qa_service.steps.loaded import MOST_LABELLED
from qa_service.steps.near_names import near_organisations
from qa_service.steps.place import place_of
from qa_service.steps.qualified import refused_where_narrower
from qa_service.steps.remainder import remainder_of
from qa_service.steps.results import asks_mean
from qa_service.steps.select import select_documents
from qa_service.steps.telling_apart import told_apart
from qa_service.steps.term_described import term_described

Answering = Callable[[Intent, list[Asked], Corpus], Draft | Stop | None]

# Letters run together, as blanks are taken out: a sentence rather than a name ('CIMS').
_OTHER_LANGUAGE = re.compile(r"[a-zà-ÿа-я\u3040-\u30ff\uac00-\ud7a3]{12,}")
# What is asked of each of several organisations where the question says so ('各增加多少').
_OF_EACH = (
    Operation.CHANGE,
    Operation.CHANGE_RATE,
    Operation.SHARE,
    Operation.COMPLETION_RATE,
    Operation.AGAINST_BUDGET,
)
_EACH = re.compile(r"各|分别|都")


def respond(intent: Intent, loaded: list[Asked], corpus: Corpus) -> Outcome:
    """What answers the intent, and the documents it was read from.

    A number that is the whole's where less is asked for is refused.
    """
    outcome, selection = _respond(intent, loaded, corpus)
    if isinstance(outcome, Draft):
        outcome = refused_where_narrower(intent, outcome, corpus) or outcome
    return outcome, selection


def _respond(intent: Intent, loaded: list[Asked], corpus: Corpus) -> Outcome:
    for answer in _WITHOUT_SELECTION:
        if (outcome := answer(intent, loaded, corpus)) is not None:
            return outcome, None
    if len(intent.organisations) == 1 and (told := told_before_figures(intent, corpus)):
        return told
    if len(intent.organisations) != 1 and (whose := whose_duty(intent, loaded, corpus)):
        return whose, None
    if intent.operation is Operation.DEFINE:
        found = _definition(intent, loaded, corpus)
        if isinstance(found, Draft) or Operation.LIST not in intent.operations:
            return found, None
        intent = replace(intent, operation=Operation.LIST)
    if len(intent.organisations) > 1 and not intent.ambiguous:
        return _about_several(intent, corpus), None
    if len(intent.organisations) != 1:
        return _no_single_organisation(intent, loaded, corpus), None
    return about_one(intent, corpus)


def _nothing_asked(intent: Intent, loaded: list[Asked], _: Corpus) -> Draft | Stop | None:
    return None if any(c.isalnum() for c in intent.plain) else talk.nothing_asked(loaded)


def _small_talk(intent: Intent, loaded: list[Asked], _: Corpus) -> Draft | Stop | None:
    match intent.operation:
        case Operation.GREETING:
            return talk.greet(loaded)
        case Operation.SERVICE:
            return talk.about_service(intent, loaded)
        case Operation.COVERAGE:
            return talk.coverage(list(intent.organisations) or loaded)
        case Operation.OUT_OF_SCOPE:
            return talk.out_of_scope(loaded)
    return None


def _where_it_stands(intent: Intent, _: list[Asked], corpus: Corpus) -> Draft | Stop | None:
    return place_of(intent, corpus) if intent.operation is Operation.PLACE else None


def _other_language(intent: Intent, loaded: list[Asked], _: Corpus) -> Draft | Stop | None:
    foreign = not intent.items and _OTHER_LANGUAGE.search(intent.content)
    return talk.not_in_chinese(loaded) if foreign else None


def _unknown_organisation(intent: Intent, loaded: list[Asked], _: Corpus) -> Draft | Stop | None:
    if intent.unknown is None:
        return None
    return talk.not_loaded(intent, loaded, near_organisations(intent.unknown, loaded))


_WITHOUT_SELECTION: tuple[Answering, ...] = (
    _nothing_asked,
    _where_it_stands,
    _small_talk,
    _other_language,
    _unknown_organisation,
    remainder_of,
    told_apart,
    meaning_asked,
    term_described,
)


def _definition(intent: Intent, loaded: list[Asked], corpus: Corpus) -> Draft | Stop:
    """A definition from the documents of the years asked of, else of any year, else of anyone."""
    asked = intent.organisations or tuple(loaded)
    documents = [d for a in asked for d in a.documents]
    of_years = [d for d in documents if d.identity.fiscal_year in intent.years.years]
    everywhere = [d for a in loaded for d in a.documents]
    found = define(intent, of_years, corpus)
    for wider in (documents, everywhere):
        if isinstance(found, Stop):
            found = define(intent, wider, corpus)
    return found


def _no_single_organisation(intent: Intent, loaded: list[Asked], corpus: Corpus) -> Draft | Stop:
    if not intent.items and not intent.organisations and intent.operation is Operation.VALUE:
        return talk.out_of_scope(loaded)
    if intent.operation is Operation.PURPOSE and intent.items and not intent.organisations:
        return define(intent, [d for a in loaded for d in a.documents], corpus)
    if intent.operation is Operation.RANK and not intent.organisations:
        return _about_several(replace(intent, organisations=tuple(loaded)), corpus)
    if intent.ambiguous and (only := _only_one_knows(intent, list(intent.organisations), corpus)):
        chosen = replace(intent, organisations=(only,), ambiguous=False)
        return _respond(chosen, loaded, corpus)[0]
    if not intent.organisations and (only := _only_one_knows(intent, loaded, corpus)):
        return _respond(replace(intent, organisations=(only,)), loaded, corpus)[0]
    return talk.which_organisation(intent, intent.organisations or tuple(loaded))


def _about_several(intent: Intent, corpus: Corpus) -> Draft | Stop:
    """Several organisations side by side, unless the question narrows what is compared."""
    if intent.narrower is not None and not asks_mean(intent):
        return Stop(Reason(intent.narrower.reason), f"没有这样的数：{intent.narrower.why}。")
    if exclusions.takes_out(intent):
        return Stop(Reason.NOT_DERIVABLE, "文件没有按这样的范围列数，无法比较。")
    if intent.operation in PROSE or (intent.operation in _OF_EACH and _of_each_alone(intent)):
        return _each_for_itself(intent, corpus)
    return comparing.compare_organisations(intent, corpus)


def _of_each_alone(intent: Intent) -> bool:
    """'甲和乙比上年各增加多少': each against its own year before, not one against the other."""
    return intent.years.compared_with is not None or bool(_EACH.search(intent.plain))


def _each_for_itself(intent: Intent, corpus: Corpus) -> Draft:
    """The same question answered of one organisation after the other."""
    drafts: list[Draft] = []
    for asked in intent.organisations:
        alone = replace(intent, organisations=(asked,))
        chosen = select_documents(alone, asked)
        told = chosen if isinstance(chosen, Stop) else about_documents(alone, chosen, corpus)
        drafts.append(refusal(told) if isinstance(told, Stop) else told)
    return joined(drafts)


def _only_one_knows(intent: Intent, loaded: list[Asked], corpus: Corpus) -> Asked | None:
    """The one organisation whose documents have the item a question names by their own label."""
    target = intent.target
    if target is None or target.keys or len(loaded) > MOST_LABELLED:
        return None
    knowing = [a for a in loaded if target.text in corpus.labels(a.documents)]
    return knowing[0] if len(knowing) == 1 else None
