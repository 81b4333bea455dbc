"""What was spent beside its budget, more or less, and what a question presumes of it."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model import Kind
from qa_service.corpus import Corpus
from qa_service.draft import Draft, Quote
from qa_service.intent import Intent, Stop
from qa_service.model import Fact, Operation, Role, Status
from qa_service.steps import calculate, compose
from qa_service.steps.completion import lacking_side, of_all, spent_and_planned
from qa_service.steps.find_value import find_value
from qa_service.steps.operands import is_part
from qa_service.steps.premise import ASKS_WHICH, UNLIKE, YES_OR_NO, against_spending
from qa_service.steps.quote import text_of
from qa_service.steps.results import two_and_result
from qa_service.steps.select import Selection
from qa_service.steps.sides import Side
from qa_service.steps.two_documents import compare_documents
from qa_service.steps.whole_and_parts import nothing_of_the_whole
from qa_service.steps.wording import wording

_WHERE_SPENT = (Operation.VALUE, Operation.LIST, Operation.COMPARE, Operation.RANK)
_NOT_OVER = "没有超支"
_REMARK = re.compile("本表|此表")


def answer_against_budget(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """How much more or less than its budget an item of a final account came to."""
    intent = of_all(intent)
    spent, planned = spent_and_planned(intent, selection, corpus)
    if spent is None or planned is None:
        return (
            nothing_overspent(intent, selection, corpus)
            or _beside_its_budget(intent, selection, corpus)
            or lacking_side(intent, selection, corpus, "")
        )
    return _spent_beside_planned(intent, spent, planned)


def _beside_its_budget(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """The same of the final account and the year's budget document, where both are loaded."""
    year = selection.year
    sides = tuple(Side(year=year, kind=kind) for kind in (Kind.FINAL_ACCOUNT, Kind.BUDGET))
    both = replace(intent, sides=sides, operation=Operation.COMPARE, kind=None, measure=None)
    told = compare_documents(both, selection.asked, corpus)
    return told[0] if told is not None and told[0].status is Status.ANSWERED else None


def _spent_beside_planned(intent: Intent, spent: Fact, planned: Fact) -> Draft:
    more = calculate.difference(spent, planned)
    label = f"{spent.figure.label}决算比预算（计算）"
    presumed = against_spending(intent.plain, more.result)
    over = wording().presumes("over", intent.plain)
    saved = wording().presumes("under", intent.plain) and not presumed
    whether = YES_OR_NO.search(intent.plain) and not ASKS_WHICH.search(intent.plain)
    if (saved and not over) or (over and whether and more.result.number < 0):
        # '省了多少' asks for what is left, and is told it as such.
        left = calculate.difference(planned, spent)
        draft = two_and_result(spent, planned, left, "预算减决算为", f"{label}（节省）")
    else:
        draft = two_and_result(spent, planned, more, "决算减预算为", label)
    if over and whether:
        return _whether_over(draft, (spent, planned), over=more.result.number > 0)
    if presumed:
        not_so = _NOT_OVER if more.result.number <= 0 else "没有节省"
        if not more.result.number:
            not_so += "，两者持平"
        draft.text = f"{UNLIKE}{draft.text.removesuffix('。')}，{not_so}。"
    return draft


def _whether_over(draft: Draft, both: tuple[Fact, Fact], *, over: bool) -> Draft:
    """'超预算了没有' is answered by yes or no, and by both amounts."""
    draft.text = f"{'超支了' if over else _NOT_OVER}：{draft.text}"
    for fact in both:
        if fact.figure.quantity is not None:
            draft.give(fact.figure.quantity, fact.figure.label)
    return draft


def premise_of_budget(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """What a question presumes of spending beside its budget, put right; None where it is so.

    '三公超预算的原因是什么' of an item that stayed within its budget.
    """
    if not wording().presumes("over", intent.plain) or not intent.items:
        return None
    intent = of_all(intent)
    spent, planned = spent_and_planned(intent, selection, corpus)
    if spent is None or planned is None:
        return nothing_overspent(intent, selection, corpus)
    if not against_spending(intent.plain, calculate.difference(spent, planned).result):
        return None
    return _spent_beside_planned(intent, spent, planned)


def nothing_overspent(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """'X超支了多少' where a final account states that nothing at all was spent on it."""
    if not wording().presumes("over", intent.plain) or not selection.has_final_account:
        return None
    return zero_of(intent, selection, corpus, f"，{_NOT_OVER}")


def nothing_spent(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """'X花了那么多，都去哪了' where the document states that nothing is spent on it."""
    if not wording().presumes("spent", intent.plain) or not intent.items:
        return None
    if wording().counted_item(intent.plain):  # '买了几台车' wants a number of cars
        return None
    return zero_of(intent, selection, corpus)


def none_in_words(fact: Fact, corpus: Corpus) -> Quote | None:
    """The sentence that says there is none of an item, None where a number is printed.

    The text's own rather than the remark below an empty table.
    """
    if not compose.says_none(fact):
        return None
    same = [
        f
        for f in corpus.contents(fact.document).facts
        if f.figure.item == fact.figure.item and f.figure.fiscal_year == fact.figure.fiscal_year
    ]
    contents = corpus.contents(fact.document)
    remark: Quote | None = None
    for figure in (f.figure for f in (*same, fact) if compose.says_none(f)):
        if (place := figure.sentence) is None:
            continue
        quote = Quote(fact.document, place.start, place.end, figure.section_path, place.page)
        if not _REMARK.search(contents.text[place.start : place.end]):
            return quote
        remark = remark or quote
    return remark


def nothing_of_named_whole(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """'三公经费主要花在接待还是用车上' where there is none of the whole that is named."""
    wholes = [
        item
        for item in intent.items
        if all(other is item or is_part(other, item) for other in intent.items)
    ]
    if len(intent.items) < 2 or len(wholes) != 1 or intent.operation not in _WHERE_SPENT:
        return None
    of_whole = replace(intent, items=(wholes[0],), operation=Operation.VALUE, measure=None)
    fact = find_value(of_whole, selection, selection.year, corpus).found.first
    if fact is None or not compose.says_none(fact):
        return None
    return zero_of(of_whole, selection, corpus)


def zero_of(intent: Intent, selection: Selection, corpus: Corpus, ending: str = "") -> Draft | None:
    """The zero of an item, or of a part of what the document has none of; None of any other."""
    # The words that presume it ('那么多') are no doubt about what is meant.
    plain = replace(intent, operation=Operation.VALUE, measure=None, content="")
    facts = corpus.facts(selection.documents)
    whole = nothing_of_the_whole(plain, facts, selection.year)
    fact = whole or find_value(plain, selection, selection.year, corpus).found.first
    if fact is None or fact.figure.quantity is None or fact.figure.quantity.number != 0:
        return None
    named = intent.target.text if intent.target else ""
    draft = Draft()
    draft.say(f"{UNLIKE}{compose.document_phrase(fact)}")
    if whole is not None:
        draft.say(
            f"写明没有{compose.item_phrase(fact)}{draft.mark(fact)}，{named}是其中一项，也为0"
        )
    else:
        draft.say(f"中，{compose.stated(fact)}{draft.mark(fact, Role.ANSWER)}")
        ending = ending or ("，没有安排" if fact.kind is Kind.BUDGET else "")
    draft.say(f"{ending}。")
    if quote := none_in_words(fact, corpus):
        draft.say(f"文件写道：“{text_of(quote, corpus)}”{draft.mark_quote(quote)}。")
    draft.give(fact.figure.quantity, named or fact.figure.label)
    return draft
