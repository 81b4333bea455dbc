"""Why an item changed or is none, and what its money is for, in the document's words."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model import Aspect
from ingest.vocabulary.load import vocabulary
from qa_service.corpus import Corpus
from qa_service.draft import Draft, Quote, joined
from qa_service.intent import Intent, Stop
from qa_service.model import Fact, Operation, Reason, Role
from qa_service.names import document_title
from qa_service.steps import compose
from qa_service.steps.changes import change_of_item
from qa_service.steps.define import define
from qa_service.steps.find_value import find_value
from qa_service.steps.item_names import ItemMention, head_strength
from qa_service.steps.look_up import about_item, look_up_figures, query_of
from qa_service.steps.premise import UNLIKE, against_premise
from qa_service.steps.quote import REASON, flat, quoted, sentence_about, text_of
from qa_service.steps.retrieve import passages
from qa_service.steps.select import Selection
from qa_service.steps.spending import nothing_spent, premise_of_budget, zero_of
from qa_service.steps.statements import statements_of
from qa_service.steps.wording import wording

# '比上年增加…万元，主要是用于…': what the increase is for, and not the item.
_OF_A_CHANGE = re.compile(
    r"(?:比|与|较|同)(?:20\d\d年|上年|去年)|(?:增加|减少|增长|下降)[^，,。；]*\d"
)
_PURPOSE = re.compile(r"主要用于|用于|用来|主要是|反映")
# What states amounts and what they are made of or for, and so explains nothing.
_AMOUNTS = re.compile(r"\d|持平|一致|增加|减少|增长|下降|包括|用于|用来|[：:]|预算数|完成")
_LEAST_SAID = 6
# What a reason may be told of: the change from the year before, or what was used of the budget.
_OF_CHANGE = (Aspect.CHANGE, Aspect.CHANGE_RATE, Aspect.AMOUNT, Aspect.COMPLETION_RATE)
_OF_BUDGET = (Aspect.COMPLETION_RATE, Aspect.AMOUNT, Aspect.CHANGE, Aspect.CHANGE_RATE)
_COMPLETED = re.compile(
    r"完成|(决算|实际)[^,，]{0,6}[与和跟比][^,，]{0,4}预算|比(年初|全年)?预算|(决算|实际)[^,，]{0,10}([小大低高少多]于|不到|超过)[^,，]{0,6}预算"
)
_NAMED = 90  # how surely a figure is of the item


def reason_of(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """Why an item changed or is none, in the document's words."""
    # '为什么比预算少': the budget is what it is less than, not what is asked about.
    intent = replace(intent, measure=None)
    fact = _fact_with_reason(intent, selection, corpus)
    opening = premise_of_budget(intent, selection, corpus) or _premise(intent, selection, corpus)
    if not opening.values:
        opening = nothing_spent(intent, selection, corpus) or opening
    if fact is not None and fact.figure.reason is not None:
        draft = opening
        contents = corpus.contents(fact.document)
        source = fact.figure.sentence or fact.figure.reason
        start = min(source.start, fact.figure.reason.start)
        end = max(source.end, fact.figure.reason.end)
        quote = Quote(fact.document, start, end, fact.figure.section_path, source.page)
        said = flat(fact.figure.reason.words_in(contents.text))
        draft.mark(fact, Role.CONTEXT)
        draft.say(
            f"{compose.document_phrase(fact)}对{compose.item_phrase(fact)}的说明："
            f"“{said}”{draft.mark_quote(quote)}。"
        )
        return draft
    unchanged = bool(opening.values) and not opening.values[0].quantity.number
    found = None if unchanged else sentence_about(intent, selection, corpus, REASON)
    if found is not None and _of_a_part(found, intent, selection, corpus):
        found = None
        if of_parts := _reasons_of_parts(intent, selection, corpus):
            return joined([opening, of_parts]) if opening.values else of_parts
    if found is not None:
        draft = opening
        text = text_of(found, corpus)
        draft.say(f"{document_title(found.document)}的说明：“{text}”{draft.mark_quote(found)}。")
        return draft
    if found := _said_beside(intent, selection, corpus):
        draft = opening
        text = text_of(found, corpus)
        draft.say(f"{document_title(found.document)}的说明：“{text}”{draft.mark_quote(found)}。")
        return draft
    if of_parts := _reasons_of_parts(intent, selection, corpus):
        return of_parts
    near = passages(intent, selection, corpus)
    if not opening.values and isinstance(near, Draft):
        return near
    if opening.values:
        opening.say("文件没有说明原因。")
        return opening
    presumed = any(wording().presumes(name, intent.plain) for name in ("more", "less", "spent"))
    if presumed and (nothing := zero_of(intent, selection, corpus)):
        return nothing
    named = intent.target.text if intent.target else "这一项"
    return Stop(Reason.ITEM_MISSING, f"文件没有说明“{named}”的原因。")


def _said_beside(intent: Intent, selection: Selection, corpus: Corpus) -> Quote | None:
    """The sentence of the item that says more than amounts ('…0万元，此项经费由区统筹安排')."""
    target = intent.target
    for fact in corpus.facts(selection.documents) if target is not None else ():
        f = fact.figure
        if f.sentence is None or f.fiscal_year != selection.year or f.aspect is Aspect.COUNT:
            continue
        if target is None or head_strength(target, f.label, f.item, None) < _NAMED:
            continue
        said = corpus.contents(fact.document).text[f.source.end : f.sentence.end]
        clauses = re.split(r"[，,；;。]|其中", flat(said))
        if any(not _AMOUNTS.search(c) and len(c.strip()) >= _LEAST_SAID for c in clauses):
            return Quote(
                fact.document, f.sentence.start, f.sentence.end, f.section_path, f.sentence.page
            )
    return None


def _of_a_part(found: Quote, intent: Intent, selection: Selection, corpus: Corpus) -> bool:
    """Whether a sentence explains a part of the item ('公务接待费') and not the item itself."""
    known = vocabulary()
    keys = [k for k in (intent.target.keys if intent.target else ()) if k in known.items]
    parts = {part for key in keys for part in known.within(key)}
    return any(
        fact.figure.item in parts
        and fact.figure.reason is not None
        and found.start <= fact.figure.reason.start < found.end
        for fact in corpus.facts(selection.documents)
        if fact.document == found.document
    )


def _reasons_of_parts(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """Why the parts of an item changed, where the whole's change is not explained."""
    items = vocabulary().items
    item = next(
        (items[k] for k in (intent.target.keys if intent.target else ()) if k in items), None
    )
    facts = [f for f in corpus.facts(selection.documents) if f.figure.reason is not None]
    year = selection.year
    draft = Draft()
    for key in item.parts if item else ():
        mention = ItemMention(items[key].name, keys=(key,)) if key in items else None
        if mention is None:
            continue
        query = replace(query_of(intent, Aspect.CHANGE, year), items=(mention,))
        fact = look_up_figures(query, facts).first
        if fact is None or fact.figure.reason is None or not fact.figure.quantity:
            continue
        if fact.figure.quantity.number == 0:
            continue
        reason = fact.figure.reason
        said = flat(reason.words_in(corpus.contents(fact.document).text))
        quote = Quote(
            fact.document, reason.start, reason.end, fact.figure.section_path, reason.page
        )
        way = compose.direction(fact.figure.quantity)
        draft.say(
            f"{compose.item_phrase(fact)}{compose.base_phrase(fact)}{way}"
            f"{compose.fact_amount(fact)}{draft.mark(fact, Role.CONTEXT)}，"
            f"“{said}”{draft.mark_quote(quote)}。"
        )
    return draft if draft.facts else None


def _premise(intent: Intent, selection: Selection, corpus: Corpus) -> Draft:
    """What the question takes for granted, put right where the document says otherwise."""
    draft = Draft()
    if not intent.items:
        return draft
    fact = change_of_item(intent, selection, selection.year, corpus)
    if fact is None or fact.figure.quantity is None:
        return draft
    change = fact.figure.quantity.number
    if not against_premise(intent.plain, fact.figure.quantity):
        return draft
    way = compose.direction(fact.figure.quantity)
    digits = compose.fact_amount(fact) if change else ""
    draft.say(
        f"{UNLIKE}{compose.document_phrase(fact)}中，{compose.item_phrase(fact)}"
        f"{compose.base_phrase(fact)}{way}{digits}{draft.mark(fact)}"
    )
    alone = replace(intent, operation=Operation.VALUE, content="")
    now = find_value(alone, selection, selection.year, corpus).found
    if now.first is not None and not now.homonyms and not now.rivals:
        draft.say(f"，{compose.stated(now.first)}{draft.mark(now.first, Role.CONTEXT)}")
    draft.say("。")
    draft.give(fact.figure.quantity, f"{fact.figure.label}增减")
    return draft


def _fact_with_reason(intent: Intent, selection: Selection, corpus: Corpus) -> Fact | None:
    facts = [f for f in corpus.facts(selection.documents) if f.figure.reason is not None]
    carried = [f for f in facts if f.fact_id in intent.carried_figures]
    if carried and "item" in intent.carried:
        return carried[0]
    if not intent.items:
        return None
    year = selection.year
    for aspect in _OF_BUDGET if _against_budget(intent) else _OF_CHANGE:
        for query in about_item(intent, aspect, year, final=selection.has_final_account):
            if found := look_up_figures(query, facts).first:
                return found
    return None


def _against_budget(intent: Intent) -> bool:
    """Whether it is asked why less or more than the budget was spent, not why an item changed."""
    presumed = any(wording().presumes(name, intent.plain) for name in ("under", "over"))
    return presumed or bool(_COMPLETED.search(intent.plain))


def purpose_of(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """What the money of an item is for, in the document's words; else its definition."""
    if nothing := nothing_spent(intent, selection, corpus):
        return nothing
    opening = _premise(intent, selection, corpus)
    if opening.values:  # '多花的10万花在哪了' of what came down
        return opening
    nothing = zero_of(intent, selection, corpus)  # there is no money to be for anything
    if nothing is not None and nothing.quotes:
        return nothing
    found = sentence_about(intent, selection, corpus, _PURPOSE)
    if found and not _OF_A_CHANGE.search(text_of(found, corpus)):
        return quoted(found, corpus)
    if intent.target is not None and (beside := _purpose_beside(intent.target, selection, corpus)):
        return quoted(beside, corpus)
    if intent.target is None:
        return passages(intent, selection, corpus)
    defined = define(intent, selection.documents, corpus)
    if nothing is not None:
        return joined([nothing, defined]) if isinstance(defined, Draft) else nothing
    return quoted(found, corpus) if found and isinstance(defined, Stop) else defined


def _purpose_beside(target: ItemMention, selection: Selection, corpus: Corpus) -> Quote | None:
    """The item of a list that names what is asked and, in a sentence of its own, says what for."""
    for document in selection.documents:
        for statement in statements_of(document, corpus):
            named = statement.around.find(target.text)
            if (
                named >= 0
                and _PURPOSE.search(statement.text)
                and not _OF_A_CHANGE.search(statement.text)
                and not statement.path_holds(target.text)
            ):
                return replace(statement.item_quote(), end=statement.end)
    return None
