"""Answers over several organisations, years or items: differences, rankings, trends, lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from index.model import StoredDocument
from ingest.vocabulary.load import vocabulary
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Asked, Intent, Stop
from qa_service.model import Fact, Operation, Reason, Role, Status
from qa_service.steps import compose
from qa_service.steps.arithmetic import answered_before
from qa_service.steps.calculate import NotCalculable
from qa_service.steps.find_value import find_value
from qa_service.steps.item_names import ItemMention
from qa_service.steps.items import outside_names
from qa_service.steps.operands import columns_of_a_row, is_part, place_and_operands, warn_of_scopes
from qa_service.steps.results import (
    NEEDS_ALL,
    asks_change,
    asks_difference,
    asks_mean,
    in_unit_asked,
    listed,
    operation_on,
    ranked,
    say_result,
)
from qa_service.steps.select import Selection, select_documents
from qa_service.steps.values import answer_value
from qa_service.steps.wording import wording

_SIDES = ("total_income", "total_expenditure")
_COMPARING = (Operation.COMPARE, Operation.CHANGE, *NEEDS_ALL)


def compare_organisations(intent: Intent, corpus: Corpus) -> Draft | Stop:
    """One item of several organisations, each from its own document, and what is made of them."""
    facts: list[Fact] = []
    missing: list[str] = []
    for asked, its in zip(intent.organisations, _each_its_years(intent), strict=True):
        fact = _value_of(its, asked, corpus)
        if fact is None:
            missing.append(asked.name)
        else:
            facts.append(fact)
    if not facts:
        return Stop(Reason.ITEM_MISSING, f"{'、'.join(missing)}的文件中没有所问的数。")
    if intent.operation is not Operation.RANK and (
        len(facts) < 2 or (missing and operation_on(intent) in NEEDS_ALL)
    ):
        return _lacking(facts, missing)
    if intent.operation is Operation.RANK:
        draft = ranked(intent, facts, lambda f: f.organisation, compose.document_phrase)
        draft.text = f"已收录并能比较的单位中，{draft.text}"
        # Beside the text, whose every number must be a figure's.
        draft.warn(f"比较的是已收录的{len(intent.organisations)}个单位中的{len(facts)}个")
    else:
        draft = listed(facts, compose.document_phrase)
        in_unit_asked(draft, intent, facts)
        try:
            say_result(draft, intent, facts, lambda f: f.organisation)
        except NotCalculable as error:
            return _not_calculable(error, facts)
    if missing:
        absent = "、".join(missing)
        draft.warn(f"已收录并能比较的{len(facts)}个单位之外，{absent}没有这个数，未列入")
    _warn_of_differences(draft, facts)
    return draft


def _warn_of_differences(draft: Draft, facts: Sequence[Fact]) -> None:
    if len({f.figure.fiscal_year for f in facts}) > 1:
        draft.warn("各单位所取的年度不同，不宜直接比较")
    if len({f.kind for f in facts}) > 1:
        draft.warn("其中既有预算数也有决算数，口径不同")
    if len({f.level for f in facts}) > 1:
        levels = "、".join(f"{f.organisation}为{f.level}" for f in facts)
        draft.warn(f"各单位文件的级次不同（{levels}），不宜直接比较")


def _not_calculable(error: NotCalculable, facts: Sequence[Fact]) -> Draft:
    """What cannot be calculated is refused; the figures are still told."""
    draft = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
    draft.say(f"算不出来：{error}。{_what_there_is(draft, facts)}")
    return draft


def _what_there_is(draft: Draft, facts: Sequence[Fact]) -> str:
    told = "；".join(
        f"{compose.document_phrase(f)}中，{compose.stated(f)}{draft.mark(f, Role.CONTEXT)}"
        for f in facts
    )
    return f"可以回答的是：{told}。"


def _each_its_years(intent: Intent) -> list[Intent]:
    """'甲局2018年的…比乙局2017年的…': each organisation has its own year."""
    years = intent.years.years
    if len(years) != len(intent.organisations):
        return [intent] * len(intent.organisations)
    return [replace(intent, years=replace(intent.years, years=(year,))) for year in years]


def _lacking(facts: Sequence[Fact], missing: Sequence[str]) -> Draft:
    """What lacks one of its sides is refused; what there is, is still told."""
    draft = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
    absent = f"没有{'、'.join(missing)}的这个数，" if missing else "只找到一个数，"
    draft.say(f"{absent}无法比较或计算。{_what_there_is(draft, facts)}")
    return draft


def _value_of(intent: Intent, asked: Asked, corpus: Corpus) -> Fact | None:
    selection = select_documents(replace(intent, organisations=(asked,)), asked)
    if isinstance(selection, Stop):
        return None
    year = selection.year
    answered = find_value(replace(intent, operation=Operation.VALUE), selection, year, corpus)
    found = answered.found
    return None if found.homonyms or found.unmet else found.first


def compare_years(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """One item of one organisation over several years."""
    facts: list[Fact] = []
    missing: list[int] = []
    years = list(selection.years)
    compared = intent.years.compared_with
    if compared is not None and years:
        years.append(compared if compared > 0 else years[0] + compared)
    of_year = _at_end_of if intent.years.at_ends else _in_year
    for year in dict.fromkeys(years):
        if fact := of_year(year, intent, selection, corpus):
            facts.append(fact)
        else:
            missing.append(year)
    if not facts and intent.years.at_ends:
        return Stop(Reason.YEAR_MISSING, "已收录的文件没有写明所问各年年底的数，无法比较。")
    if not facts:
        answered = find_value(intent, selection, selection.year, corpus)
        return answer_value(intent, selection, answered, corpus)
    operation, changes = operation_on(intent), asks_change(intent)
    compares = operation in _COMPARING or asks_difference(intent)
    # A change over a span of years needs its ends alone, a sum or a mean every year of it.
    by_ends = changes or operation is Operation.CHANGE_RATE
    ends = (min(years), max(years)) if by_ends else years
    strict = operation in NEEDS_ALL or asks_mean(intent) or (changes and not intent.years.span)
    needs_all = strict and any(year in ends for year in missing)
    if (compares and len(facts) == 1) or needs_all:
        return _lacking(facts, [f"{year}年" for year in missing])
    if compares and len({f.level for f in facts}) > 1:
        return _of_other_scope(facts)
    if intent.operation is Operation.RANK:
        draft = ranked(intent, facts, _its_year, compose.document_phrase)
        draft.text = f"已收录的年度中，{draft.text}"
    else:
        draft = listed(facts, compose.document_phrase)
        in_unit_asked(draft, intent, facts)
    if missing:
        absent = f"{'、'.join(f'{y}年' for y in missing)}没有收录或文件中没有这个数"
        draft.warn(absent)
    of_many = operation in (Operation.SUM, Operation.CHANGE_RATE) or asks_mean(intent) or changes
    asks = len(facts) == 2 or of_many
    if asks and len(facts) > 1 and intent.operation is not Operation.RANK:
        say_result(draft, intent, facts, _its_year, over_time=True)
    if len(facts) > 1:
        warn_of_scopes(draft, facts)
    return draft


def _in_year(year: int, intent: Intent, selection: Selection, corpus: Corpus) -> Fact | None:
    """The item's figure in a year's documents."""
    documents = _of_year(year, selection)
    one = replace(selection, documents=documents, years=(year,))
    found = find_value(intent, one, year, corpus).found if documents else None
    return None if found is None or found.homonyms else found.first


def _at_end_of(year: int, intent: Intent, selection: Selection, corpus: Corpus) -> Fact | None:
    """The figure of the last day of a year: from its own document, or the next year's."""
    for told_in in (year, year + 1):
        fact = _in_year(told_in, intent, selection, corpus)
        day = None if fact is None else fact.figure.as_of
        if day is not None and (day.year, day.month, day.day) == (year, 12, 31):
            return fact
    return None


def _its_year(fact: Fact) -> str:
    day = fact.figure.as_of
    if day is not None and (day.month, day.day) == (12, 31):
        return f"{day.year}年底"
    return f"{fact.figure.fiscal_year}年"


def _of_other_scope(facts: Sequence[Fact]) -> Draft:
    """Years of which one is a department's and another its office's alone: not calculated with."""
    draft = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
    told = "；".join(
        f"{compose.document_phrase(f)}中，{compose.stated(f)}{draft.mark(f, Role.CONTEXT)}"
        for f in facts
    )
    levels = "、".join(dict.fromkeys(f.level for f in facts))
    draft.say(f"{told}。各年文件的级次不同（{levels}），口径不一，不能合在一起计算。")
    draft.warn("各年度收录的文件级次不同，不可直接比较")
    return draft


def _of_year(year: int, selection: Selection) -> tuple[StoredDocument, ...]:
    """A year's documents, of the kind and the level of those selected where there are such."""
    level = selection.documents[0].identity.level
    kinds = {d.identity.kind for d in selection.documents}
    found = tuple(d for d in selection.asked.documents if d.identity.fiscal_year == year)
    found = tuple(d for d in found if d.identity.kind in kinds) or found
    return tuple(d for d in found if d.identity.level == level) or found


def compare_items(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """Several items of one document: each amount, and the difference of two."""
    year = selection.year
    if columns := columns_of_a_row(intent, selection, corpus):
        return _told_together(intent, columns)
    facts: list[Fact] = []
    place, mentions = place_and_operands(intent)
    if intent.operation not in _COMPARING:
        place, mentions = None, intent.items
    for mention in mentions:
        within = (mention,) if place is None or is_part(mention, place) else (place, mention)
        one = replace(intent, items=within, operation=Operation.VALUE)
        answered = find_value(one, selection, year, corpus)
        unsure = answered.found.weak and _is_left_over(intent)
        if answered.found.first is None or answered.found.homonyms or unsure:
            return answer_value(one, selection, answered, corpus)
        if answered.found.first not in facts:
            facts.append(answered.found.first)
    return _told_together(intent, facts)


def _is_left_over(intent: Intent) -> bool:
    """Whether words stay unexplained once the items and the words of the comparison are out."""
    words, rest = wording(), outside_names(intent.rest, intent.items)
    return len(intent.content) >= 2 and len(words.content(words.calculating.sub("，", rest))) >= 2


def _told_together(intent: Intent, facts: Sequence[Fact]) -> Draft:
    draft = listed(facts, lambda f: "")
    draft.text = f"{compose.document_phrase(facts[0])}中，{draft.text}"
    in_unit_asked(draft, intent, facts)
    if len(facts) == 2 and intent.operation in _COMPARING:
        say_result(draft, intent, facts, compose.item_label)
        warn_of_scopes(draft, facts)
    return draft


def compare_earlier(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """The two figures answered last: which is larger, and by how much."""
    facts = answered_before(intent, corpus)
    if len(facts) < 2:
        return compare_years(intent, selection, corpus)
    if facts[0].figure.fiscal_year and facts[0].figure.item == facts[1].figure.item:
        facts.sort(key=lambda f: f.figure.fiscal_year or 0)
    same_document = len({f.document.document_id for f in facts}) == 1
    draft = listed(facts, lambda f: "" if same_document else compose.document_phrase(f))
    if same_document:
        draft.text = f"{compose.document_phrase(facts[0])}中，{draft.text}"
    over_time = len({f.figure.fiscal_year for f in facts}) > 1 and len(_items(facts)) == 1
    say_result(draft, intent, facts, _telling_apart(facts), over_time=over_time)
    warn_of_scopes(draft, facts)
    return draft


def _items(facts: Sequence[Fact]) -> set[str]:
    return {f.figure.item or f.figure.label for f in facts}


def _telling_apart(facts: Sequence[Fact]) -> Callable[[Fact], str]:
    """What differs between the figures: whose, which year, or which item."""
    if len({f.organisation for f in facts}) > 1:
        return lambda f: f.organisation
    if len({f.figure.fiscal_year for f in facts}) > 1:
        return lambda f: f"{f.figure.fiscal_year}年"
    return lambda f: f"{compose.item_label(f)}{compose.measure_phrase(f)}"


def balance(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """Whether income and expenditure come to the same total (收支平衡)."""
    # A short text may state its total by a near name alone ('财政拨款收入').
    sides = [ItemMention(vocabulary().items[k].name, keys=(k,), generic=True) for k in _SIDES]
    both = replace(intent, items=tuple(sides), operation=Operation.COMPARE)
    return compare_items(both, selection, corpus)
