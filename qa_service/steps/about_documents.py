"""about_documents: which step answers a question of one organisation's documents.

The attempts are made in turn; each knows by itself whether the question is its own, and answers
None where it is not. Their order is what decides between two that could both answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from ingest.model import Kind, Measure
from qa_service.corpus import Corpus
from qa_service.draft import Draft, joined
from qa_service.intent import Intent, Stop
from qa_service.model import Operation, Reason, Status
from qa_service.steps import (
    arithmetic,
    changes,
    checking,
    comparing,
    exclusions,
    operands,
    parts,
    retrieve,
    shares,
    spending,
    told,
    two_statements,
    values,
)
from qa_service.steps.arithmetic import answered_before
from qa_service.steps.averages import answer_average
from qa_service.steps.claims import answer_claim, with_verdict
from qa_service.steps.completion import answer_completion, as_spending
from qa_service.steps.counted_money import count_and_money
from qa_service.steps.equated import answer_equation
from qa_service.steps.find_value import find_value
from qa_service.steps.follow_up import EVERYTHING
from qa_service.steps.items import outside_names
from qa_service.steps.lines_together import lines_together
from qa_service.steps.missing import missing
from qa_service.steps.one_figure import answer_one
from qa_service.steps.other_years import with_other_years
from qa_service.steps.part_and_whole import part_and_whole
from qa_service.steps.proven import answer_proven
from qa_service.steps.really_none import check_zero
from qa_service.steps.reasons import purpose_of, reason_of
from qa_service.steps.recomputed import prove_change
from qa_service.steps.results import asks_mean
from qa_service.steps.select import Selection, level_missing
from qa_service.steps.two_tables import answer_two_tables
from qa_service.steps.wording import wording

Step = Callable[[Intent, Selection, Corpus], Draft | Stop]
Attempt = Callable[[Intent, Selection, Corpus], Draft | Stop | None]

PROSE: Mapping[Operation, Step] = {
    Operation.WHY: reason_of,
    Operation.PURPOSE: purpose_of,
    Operation.DUTIES: retrieve.section_text,
    Operation.STRUCTURE: retrieve.section_text,
    Operation.TEXT: retrieve.section_text,
}
_FIGURES: Mapping[Operation, Step] = {
    Operation.CHANGE: changes.answer_change,
    Operation.CHANGE_RATE: changes.answer_change,
    Operation.COMPLETION_RATE: answer_completion,
    Operation.AGAINST_BUDGET: spending.answer_against_budget,
    Operation.SUM: arithmetic.answer_sum,
    Operation.DIFFERENCE: arithmetic.answer_difference,
    Operation.RATIO: arithmetic.answer_ratio,
    Operation.COMPARE: comparing.compare_items,
    Operation.BALANCE: checking.answer_check,
    Operation.RANK: parts.rank_parts,
    Operation.LIST: parts.list_parts,
}
_OF_AMOUNTS = (Operation.VALUE, Operation.LIST)
_OF_CHANGE = (Operation.CHANGE, Operation.CHANGE_RATE)
# What is asked of two operands or more, so that one nobody knows makes it impossible.
_OF_OPERANDS = (
    Operation.SUM,
    Operation.DIFFERENCE,
    Operation.RATIO,
    Operation.SHARE,
    Operation.COMPARE,
)
# '全年预算比年初预算追加了多少' is of two columns, none of them what was spent.
_BETWEEN_BUDGETS = (
    Operation.AGAINST_BUDGET,
    Operation.CHANGE,
    Operation.COMPARE,
    Operation.DIFFERENCE,
)
# '除三公经费外还有哪些支出' asks for names, '…不包括…吗' for a statement: nothing is subtracted.
_WITHOUT_REMAINDER = (Operation.LIST, Operation.EXISTS)
_UNIT_COUNTS = ("administrative_units", "public_institutions")
_HOW_MANY = re.compile(r"(?<!哪)(几|多少)(个|家|名)")
_SO_MUCH_MORE = re.compile(r"(?:那)?(?:它|谁)?[多少](?:了|出|花)?(?:来)?了?(?:多少|几)[呢?？]*")
_LEAST_OF_AN_OFFICE = 3


def about_documents(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """What answers the intent in the selected documents, by the first attempt that knows it.

    Raises calculate.NotCalculable where what is asked can't be worked out of what is stated.
    """
    final = all(d.identity.kind is Kind.FINAL_ACCOUNT for d in selection.documents)
    if final and (intent.kind is Kind.BUDGET or intent.measure is Measure.BUDGETED):
        measure = intent.measure or Measure.BUDGETED
        intent = replace(intent, measure=measure, of_final_account=True)
        intent = replace(intent, items=tuple(map(as_spending, intent.items)))
    for attempt in _ATTEMPTS:
        if (outcome := attempt(intent, selection, corpus)) is not None:
            return with_verdict(intent, outcome) if isinstance(outcome, Draft) else outcome
    return answer_one(intent, selection, corpus)


def _of_another_level(intent: Intent, selection: Selection, corpus: Corpus) -> Stop | None:
    """Why figures of another level (部门, 单位, 本级) must not stand in for those asked about.

    Not where the documents state some of that level themselves (本级…万元), nor of a department
    that is its own only unit; one that is put right ('不是部门，是本级') is always held to it.
    """
    if intent.operation in PROSE or (absent := level_missing(intent, selection)) is None:
        return None
    facts = corpus.facts(selection.documents)
    if any(f.figure.level is intent.level for f in facts):
        return None
    units = {
        f.figure.item: f.figure.quantity.number
        for f in facts
        if f.figure.item in _UNIT_COUNTS and f.figure.quantity is not None
    }
    return absent if "item" in intent.carried or sum(units.values()) > 1 else None


def _units_counted(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """How many offices or units there are, where a figure tells it."""
    if intent.operation is not Operation.STRUCTURE or not _HOW_MANY.search(intent.plain):
        return None
    counted = replace(intent, operation=Operation.COUNT)
    found = find_value(counted, selection, selection.year, corpus)
    if found.found.first is None or found.found.homonyms:
        return None
    return values.answer_value(counted, selection, found, corpus)


def _duties_of_office(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """'外事科管什么' asks of one office, not of the whole organisation."""
    if intent.operation is not Operation.DUTIES or len(intent.content) < _LEAST_OF_AN_OFFICE:
        return None
    found = retrieve.passages(intent, selection, corpus)
    return found if isinstance(found, Draft) else None


def _number_in_text(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    if intent.operation is not Operation.TEXT:
        return None
    return told.answer_told(intent, selection, corpus)


def _in_prose(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    step = PROSE.get(intent.operation)
    return None if step is None else step(intent, selection, corpus)


def _average_of_one(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    return None if intent.narrower is None else answer_average(intent, selection, corpus)


def _at_ends_of_years(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    if intent.years.at_ends or (asks_mean(intent) and len(selection.years) > 1):
        return comparing.compare_years(intent, selection, corpus)
    return None


def _narrower_than_stated(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """Why there is no figure by month or person, unless the documents list by such words."""
    if intent.narrower is None:
        return None
    words = intent.narrower.words
    another = any(item.keys and words not in item.text for item in intent.items)
    if not another and any(words in label for label in corpus.labels(selection.documents)):
        return None  # '第三季度用款计划', which says nothing of '公务接待费二季度'
    draft = missing(intent, selection, (), corpus)
    if draft.reason is Reason.NOT_DERIVABLE:
        operands.offer(draft, intent, selection, corpus)
    return draft


def _without_a_part(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    if intent.operation in _WITHOUT_REMAINDER or not exclusions.takes_out(intent):
        return None
    if exclusions.names_the_level(intent, selection):
        return None
    return exclusions.without_part(intent, selection, corpus)


def _unknown_operand(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    if intent.operation not in _OF_OPERANDS:
        return None
    unknown = operands.unknown_operands(intent)
    if not unknown:
        return None
    if known := operands.said_in_part(intent, unknown, corpus.labels(selection.documents)):
        return about_documents(replace(intent, items=known), selection, corpus)
    return operands.refuse_unknown(intent, unknown, selection, corpus)


def _of_figures_before(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """'哪个大': two figures answered before are compared, none is named."""
    named_here = bool(intent.items) and "item" not in intent.carried
    if len(intent.recent) < 2 or named_here or intent.years.said or len(intent.items) > 1:
        return None
    if intent.operation is Operation.CHANGE:
        pair = answered_before(intent, corpus)
        years = {f.figure.fiscal_year for f in pair}
        one_item = len({f.figure.item or f.figure.label for f in pair}) == 1
        # Two years of an organisation, or one year of two ('换成乙局呢', '多了多少').
        owners = {f.organisation for f in pair}
        if (
            not one_item
            or len(years) + len(owners) != 3
            or (len(owners) == 2 and not _SO_MUCH_MORE.fullmatch(intent.plain))
        ):
            return None
    elif intent.operation not in (Operation.COMPARE, Operation.DIFFERENCE):
        return None
    return comparing.compare_earlier(intent, selection, corpus)


def _amount_and_change(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """'变没变，是多少': the amount, and how it changed or its share where that can be told."""
    if not intent.also_amount or intent.operation not in (*_OF_CHANGE, Operation.SHARE):
        return None
    one, of_share = intent, intent.operation is Operation.SHARE
    if of_share and (part := part_and_whole(intent)[0]) is not None:
        one = replace(intent, items=(part,))
    amount = answer_one(replace(one, operation=Operation.VALUE), selection, corpus)
    change = about_documents(replace(intent, also_amount=False), selection, corpus)
    told = [d for d in (amount, change) if isinstance(d, Draft) and d.status is Status.ANSWERED]
    return joined(told) if told else amount


def _item_against_item(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    if intent.operation in _OF_CHANGE and operands.sets_against(intent):
        return comparing.compare_items(intent, selection, corpus)
    return None


def _over_years(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    one_compared = intent.operation is Operation.COMPARE and len(intent.items) < 2
    if len(selection.years) > 1 or one_compared:
        return comparing.compare_years(intent, selection, corpus)
    return None


def _two_measures(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """'预算数和决算数各是多少', '全年预算比年初预算追加了多少': two columns of one item."""
    measures = wording().measures_in(intent.rest)
    if len(intent.items) > 1 or len(measures) < 2 or not selection.has_final_account:
        return None
    budgets = set(measures) == {Measure.BUDGETED, Measure.ADJUSTED}
    if intent.operation not in _OF_AMOUNTS and not (
        budgets and intent.operation in _BETWEEN_BUDGETS
    ):
        return None
    about = intent if intent.items else replace(intent, items=(EVERYTHING,))
    return two_statements.compare_measures(about, selection, corpus)


def _items_together(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    together = wording().together.search(outside_names(intent.plain, intent.items))
    if len(intent.items) > 1 and together and intent.operation in _OF_AMOUNTS:
        return arithmetic.answer_sum(intent, selection, corpus)
    return None


def _parts_of_unknown(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """The parts of something nobody knows are not the parts of everything."""
    of_what = not intent.items and len(intent.content) >= 2
    if of_what and intent.operation in (Operation.LIST, Operation.RANK):
        return retrieve.passages(intent, selection, corpus)
    return None


def _share(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    if intent.operation is not Operation.SHARE:
        return None
    share = shares.answer_share(intent, selection, corpus)
    return with_other_years(share, selection, lambda s: shares.answer_share(intent, s, corpus))


def _by_operation(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    step = _FIGURES.get(intent.operation)
    return None if step is None else step(intent, selection, corpus)


_ATTEMPTS: tuple[Attempt, ...] = (
    _of_another_level,
    check_zero,
    answer_claim,
    prove_change,
    answer_proven,
    answer_equation,
    answer_two_tables,
    spending.nothing_of_named_whole,
    lines_together,
    _units_counted,
    _duties_of_office,
    _number_in_text,
    _in_prose,
    _average_of_one,
    _at_ends_of_years,
    _narrower_than_stated,
    _without_a_part,
    _unknown_operand,
    _of_figures_before,
    _amount_and_change,
    _item_against_item,
    _over_years,
    _two_measures,
    _items_together,
    _parts_of_unknown,
    _share,
    _by_operation,
    count_and_money,
    spending.nothing_spent,
)
