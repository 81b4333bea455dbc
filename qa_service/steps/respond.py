"""respond: which step answers an intent, in which documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from ingest.model import Kind, Measure
from qa_service.corpus import Corpus
from qa_service.draft import Draft, joined, refusal
from qa_service.intent import Asked, Intent, Stop
from qa_service.model import Operation, Reason, Status
from qa_service.steps import (
    arithmetic,
    changes,
    checking,
    comparing,
    described,
    exclusions,
    operands,
    parts,
    prior,
    retrieve,
    shares,
    spending,
    talk,
    told,
    two_documents,
    two_statements,
    values,
)
from qa_service.steps.arithmetic import answered_before
from qa_service.steps.averages import answer_average
from qa_service.steps.calculate import NotCalculable
from qa_service.steps.counted_labels import answer_counted
from qa_service.steps.define import define
from qa_service.steps.defining import meaning_asked
from qa_service.steps.duties import whose_duty
from qa_service.steps.follow_up import EVERYTHING
from qa_service.steps.items import outside_names
from qa_service.steps.loaded import MOST_LABELLED
from qa_service.steps.missing import missing
from qa_service.steps.near_names import near_organisations
from qa_service.steps.other_years import with_other_years
from qa_service.steps.place import place_of
from qa_service.steps.prose_answers import (
    fact_in_prose,
    nothing_found,
    told_in_prose,
    told_of_project,
)
from qa_service.steps.proven import answer_proven
from qa_service.steps.reasons import purpose_of, reason_of
from qa_service.steps.results import asks_mean
from qa_service.steps.select import Selection, level_missing, select_documents
from qa_service.steps.term_described import term_described
from qa_service.steps.wording import wording

Step = Callable[[Intent, Selection, Corpus], Draft | Stop]
_PROSE: Mapping[Operation, Step] = {
    Operation.WHY: reason_of,
    Operation.PURPOSE: purpose_of,
    Operation.DUTIES: retrieve.section_text,
    Operation.STRUCTURE: retrieve.section_text,
    Operation.TEXT: retrieve.section_text,
}
_FIGURES: Mapping[Operation, Step] = {
    Operation.CHANGE: changes.answer_change,
    Operation.CHANGE_RATE: changes.answer_change,
    Operation.COMPLETION_RATE: shares.answer_completion,
    Operation.AGAINST_BUDGET: spending.answer_against_budget,
    Operation.SUM: arithmetic.answer_sum,
    Operation.DIFFERENCE: arithmetic.answer_difference,
    Operation.RATIO: arithmetic.answer_ratio,
    Operation.COMPARE: comparing.compare_items,
    Operation.BALANCE: checking.answer_check,
    Operation.RANK: parts.rank_parts,
    Operation.LIST: parts.list_parts,
}


# Letters run together, as blanks are taken out: a sentence rather than a name ('CIMS').
_OTHER_LANGUAGE = re.compile(r"[a-zà-ÿа-я\u3040-\u30ff\uac00-\ud7a3]{12,}")
# What is asked of two operands or more, so that one nobody knows makes it impossible.
_OF_OPERANDS = (
    Operation.SUM,
    Operation.DIFFERENCE,
    Operation.RATIO,
    Operation.SHARE,
    Operation.COMPARE,
)
# What is asked of each of several organisations where the question says so ('各增加多少').
_OF_EACH = (
    Operation.CHANGE,
    Operation.CHANGE_RATE,
    Operation.SHARE,
    Operation.COMPLETION_RATE,
    Operation.AGAINST_BUDGET,
)
_UNIT_COUNTS = ("administrative_units", "public_institutions")
_EACH = re.compile(r"各|分别|都")
# '全年预算比年初预算追加了多少' is of two columns, none of them what was spent.
_BETWEEN_BUDGETS = (
    Operation.AGAINST_BUDGET,
    Operation.CHANGE,
    Operation.COMPARE,
    Operation.DIFFERENCE,
)
# '除三公经费外还有哪些支出' asks for names, '…不包括…吗' for a statement: nothing is subtracted.
_WITHOUT_REMAINDER = (Operation.LIST, Operation.EXISTS)


def respond(
    intent: Intent, loaded: list[Asked], corpus: Corpus
) -> tuple[Draft | Stop, Selection | None]:
    """What answers the intent, and the documents it was read from."""
    if not any(c.isalnum() for c in intent.plain):
        return talk.nothing_asked(loaded), None
    if intent.operation is Operation.GREETING:
        return talk.greet(loaded), None
    if intent.operation is Operation.SERVICE:
        return talk.about_service(intent, loaded), None
    if intent.operation is Operation.PLACE and (told := place_of(intent, corpus)):
        return told, None
    if intent.operation is Operation.COVERAGE:
        return talk.coverage(list(intent.organisations) or loaded), None
    if intent.operation is Operation.OUT_OF_SCOPE:
        return talk.out_of_scope(loaded), None
    if not intent.items and _OTHER_LANGUAGE.search(intent.content):
        return talk.not_in_chinese(loaded), None
    if intent.unknown is not None:
        return talk.not_loaded(intent, loaded, near_organisations(intent.unknown, loaded)), None
    if meaning := meaning_asked(intent, loaded, corpus):
        return meaning, None
    if name := term_described(intent, loaded, corpus):
        return name, None
    if len(intent.organisations) == 1 and (prose := _told_in_prose(intent, corpus)):
        return prose
    if len(intent.organisations) != 1 and (whose := whose_duty(intent, loaded, corpus)):
        return whose, None
    if intent.operation is Operation.DEFINE:
        asked = intent.organisations or tuple(loaded)
        documents = [d for a in asked for d in a.documents]
        of_years = [d for d in documents if d.identity.fiscal_year in intent.years.years]
        found = define(intent, of_years, corpus)
        if isinstance(found, Stop):
            found = define(intent, documents, corpus)
        if isinstance(found, Stop) and len(asked) < len(loaded):
            everywhere = [d for a in loaded for d in a.documents]
            found = define(intent, everywhere, corpus)
        if isinstance(found, Draft) or Operation.LIST not in intent.operations:
            return found, None
        intent = replace(intent, operation=Operation.LIST)
    if len(intent.organisations) > 1 and not intent.ambiguous:
        return _about_several(intent, corpus), None
    if len(intent.organisations) != 1:
        return _no_single_organisation(intent, loaded, corpus), None
    try:
        if both := two_documents.compare_documents(intent, intent.organisations[0], corpus):
            return both
    except NotCalculable as error:
        return Stop(Reason.NOT_DERIVABLE, f"算不出来：{error}。"), None
    chosen = select_documents(intent, intent.organisations[0])
    if isinstance(chosen, Stop):
        return prior.answer_prior(intent, intent.organisations[0], corpus) or (chosen, None)
    try:
        outcome = _about_documents(intent, chosen, corpus)
    except NotCalculable as error:
        return Stop(Reason.NOT_DERIVABLE, f"算不出来：{error}。"), chosen
    if nothing_found(outcome) and intent.narrower is None:
        outcome = fact_in_prose(intent, chosen, corpus) or outcome
    if nothing_found(outcome) and intent.operation is Operation.VALUE:
        beside = _budget_beside(intent, chosen)
        planned = beside and _about_documents(intent, beside, corpus)
        if isinstance(planned, Draft) and planned.status is Status.ANSWERED:
            return planned, beside
    return outcome, chosen


def _told_in_prose(intent: Intent, corpus: Corpus) -> tuple[Draft | Stop, Selection] | None:
    """What prose answers by itself, and the documents it stands in."""
    chosen = select_documents(intent, intent.organisations[0])
    if isinstance(chosen, Stop):
        return None
    answered = told_in_prose(intent, chosen, corpus)
    if answered is None and (beside := _budget_beside(intent, chosen)):
        answered, chosen = told_of_project(intent, beside, corpus), beside
    return None if answered is None else (answered, chosen)


def _budget_beside(intent: Intent, chosen: Selection) -> Selection | None:
    """The budget of the year, where its final account was chosen and neither was asked for."""
    said = intent.kind or intent.measure or intent.spent
    if said or not chosen.has_final_account:
        return None
    budget = select_documents(replace(intent, kind=Kind.BUDGET), intent.organisations[0])
    if isinstance(budget, Stop) or budget.has_final_account:
        return None
    return replace(budget, notes=(*budget.notes, "决算没有写这一项，按同年度的预算回答"))


def _no_single_organisation(intent: Intent, loaded: list[Asked], corpus: Corpus) -> Draft | Stop:
    if not intent.items and not intent.organisations and intent.operation is Operation.VALUE:
        return talk.out_of_scope(loaded)
    if intent.operation is Operation.PURPOSE and intent.items and not intent.organisations:
        return define(intent, [d for a in loaded for d in a.documents], corpus)
    if intent.operation is Operation.RANK and not intent.organisations:
        return _about_several(replace(intent, organisations=tuple(loaded)), corpus)
    if not intent.organisations and (only := _only_one_knows(intent, loaded, corpus)):
        return respond(replace(intent, organisations=(only,)), loaded, corpus)[0]
    return talk.which_organisation(intent, intent.organisations or tuple(loaded))


def _about_several(intent: Intent, corpus: Corpus) -> Draft | Stop:
    """Several organisations side by side, unless the question narrows what is compared."""
    if intent.narrower is not None and not asks_mean(intent):
        return Stop(Reason(intent.narrower.reason), f"没有这样的数：{intent.narrower.why}。")
    if exclusions.takes_out(intent):
        return Stop(Reason.NOT_DERIVABLE, "文件没有按这样的范围列数，无法比较。")
    if intent.operation in _PROSE or (intent.operation in _OF_EACH and _of_each_alone(intent)):
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
        told = chosen if isinstance(chosen, Stop) else _about_documents(alone, chosen, corpus)
        drafts.append(refusal(told) if isinstance(told, Stop) else told)
    return joined(drafts)


def _only_one_knows(intent: Intent, loaded: list[Asked], corpus: Corpus) -> Asked | None:
    """The one organisation whose documents have the item a question names by their own label."""
    target = intent.target
    if target is None or target.keys or len(loaded) > MOST_LABELLED:
        return None
    knowing = [a for a in loaded if target.text in corpus.labels(a.documents)]
    return knowing[0] if len(knowing) == 1 else None


def _about_documents(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """The operations about one organisation's documents."""
    final = all(d.identity.kind is Kind.FINAL_ACCOUNT for d in selection.documents)
    if final and Kind.BUDGET in (intent.kind, _kind_of(intent.measure)):
        intent = replace(intent, measure=intent.measure or Measure.BUDGETED, of_final_account=True)
    operation = intent.operation
    absent = None if operation in _PROSE else level_missing(intent, selection)
    if absent is not None and _has_levels_apart(intent, selection, corpus):
        return absent
    if (checked := answer_proven(intent, selection, corpus)) is not None:
        return checked
    if operation is Operation.STRUCTURE and re.search(r"(?<!哪)(几|多少)(个|家|名)", intent.plain):
        counted = replace(intent, operation=Operation.COUNT)
        found = values.find_value(counted, selection, selection.year, corpus)
        if found.found.first is not None and not found.found.homonyms:
            return values.answer_value(counted, selection, found, corpus)
    if operation is Operation.DUTIES and len(intent.content) >= 3:
        # '外事科管什么' asks of one office, not of the whole organisation.
        of_office = retrieve.passages(intent, selection, corpus)
        if isinstance(of_office, Draft):
            return of_office
    if operation is Operation.TEXT and (number := told.answer_told(intent, selection, corpus)):
        return number
    if operation in _PROSE:
        return _PROSE[operation](intent, selection, corpus)
    if intent.narrower is not None and (each := answer_average(intent, selection, corpus)):
        return each
    if intent.years.at_ends or (asks_mean(intent) and len(selection.years) > 1):
        return comparing.compare_years(intent, selection, corpus)
    if intent.narrower is not None and not _states(
        intent, selection, intent.narrower.words, corpus
    ):
        draft = missing(intent, selection, (), corpus)
        if draft.reason is Reason.NOT_DERIVABLE:
            operands.offer(draft, intent, selection, corpus)
        return draft
    if operation not in _WITHOUT_REMAINDER and exclusions.takes_out(intent):
        return exclusions.without_part(intent, selection, corpus)
    if operation in _OF_OPERANDS and (unknown := operands.unknown_operands(intent)):
        return operands.refuse_unknown(intent, unknown, selection, corpus)
    if operation in (Operation.COMPARE, Operation.DIFFERENCE) and _needs_earlier(intent):
        return comparing.compare_earlier(intent, selection, corpus)
    if operation is Operation.CHANGE and _needs_earlier(intent):
        pair = answered_before(intent, corpus)
        years = {f.figure.fiscal_year for f in pair}
        if len({f.figure.item or f.figure.label for f in pair}) == 1 and len(years) == 2:
            return comparing.compare_earlier(intent, selection, corpus)
    if intent.also_amount and operation in (Operation.CHANGE, Operation.CHANGE_RATE):
        return _amount_and_change(intent, selection, corpus)
    if operation in (Operation.CHANGE, Operation.CHANGE_RATE) and operands.sets_against(intent):
        return comparing.compare_items(intent, selection, corpus)
    if len(selection.years) > 1 or (operation is Operation.COMPARE and len(intent.items) < 2):
        return comparing.compare_years(intent, selection, corpus)
    stated_twice = len(intent.items) < 2 and len(wording().measures_in(intent.plain)) > 1
    plain = operation in (Operation.VALUE, Operation.LIST)
    budgets = set(wording().measures_in(intent.plain)) == {Measure.BUDGETED, Measure.ADJUSTED}
    plain = plain or (budgets and operation in _BETWEEN_BUDGETS)
    if stated_twice and plain and selection.has_final_account:
        about = intent if intent.items else replace(intent, items=(EVERYTHING,))
        return two_statements.compare_measures(about, selection, corpus)
    together = re.search(r"一共|总共|合计|共计|加起来", outside_names(intent.plain, intent.items))
    if len(intent.items) > 1 and together and operation in (Operation.VALUE, Operation.LIST):
        return arithmetic.answer_sum(intent, selection, corpus)
    of_what = not intent.items and len(intent.content) >= 2
    if operation in (Operation.LIST, Operation.RANK) and of_what:
        # The parts of something nobody knows are not the parts of everything.
        return retrieve.passages(intent, selection, corpus)
    if operation is Operation.SHARE:
        share = shares.answer_share(intent, selection, corpus)
        return with_other_years(share, selection, lambda s: shares.answer_share(intent, s, corpus))
    if operation in _FIGURES:
        return _FIGURES[operation](intent, selection, corpus)
    nothing = spending.nothing_spent(intent, selection, corpus)
    return nothing or _value(intent, selection, corpus)


def _told_at_length(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """The passage about what is asked; where a count is asked, one that states a count like it."""
    found = retrieve.passages(intent, selection, corpus)
    if isinstance(found, Draft) and not told.states_count(intent.plain, found.text):
        return missing(intent, selection, (), corpus)
    return found


def _amount_and_change(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """'变没变，是多少': the amount, and how it changed where that can be told."""
    amount = _value(replace(intent, operation=Operation.VALUE), selection, corpus)
    alone = replace(intent, also_amount=False)
    change = _about_documents(alone, selection, corpus)
    told = [d for d in (amount, change) if isinstance(d, Draft) and d.status is Status.ANSWERED]
    return joined(told) if told else amount


def _states(intent: Intent, selection: Selection, words: str, corpus: Corpus) -> bool:
    """Whether the documents themselves list what is asked by such words ('第三季度用款计划')."""
    if any(item.keys and words not in item.text for item in intent.items):
        return False  # '公务接待费二季度': another item is listed by quarters
    return any(words in label for label in corpus.labels(selection.documents))


def _has_levels_apart(intent: Intent, selection: Selection, corpus: Corpus) -> bool:
    """Whether another level's figures must not stand in for those of the level asked about.

    Not where the documents state some of that level themselves (本级…万元), nor of a department
    that is its own only unit; one that is put right ('不是部门，是本级') is always held to it.
    """
    facts = corpus.facts(selection.documents)
    if any(f.figure.level is intent.level for f in facts):
        return False
    units = {
        f.figure.item: f.figure.quantity.number
        for f in facts
        if f.figure.item in _UNIT_COUNTS and f.figure.quantity is not None
    }
    return "item" in intent.carried or sum(units.values()) > 1


def _kind_of(measure: Measure | None) -> Kind | None:
    return Kind.BUDGET if measure is Measure.BUDGETED else None


def _needs_earlier(intent: Intent) -> bool:
    """'哪个大': two figures answered before are compared, none is named."""
    return len(intent.recent) >= 2 and (not intent.items or "item" in intent.carried) and not (
        intent.years.said or len(intent.items) > 1
    )  # fmt: skip


def _value(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    year = selection.year
    if intent.of_final_account and (both := two_statements.both_budgets(intent, selection, corpus)):
        return both
    counted = wording().counted_item(intent.plain)
    wants_prose = intent.operation is Operation.COUNT or not wording().asks_amount(intent.plain)
    nothing_named = not intent.items and not counted and len(intent.content) >= 2
    if nothing_named and wants_prose:
        if number := told.answer_told(intent, selection, corpus):
            return number
        if number := answer_counted(intent, selection, corpus):
            return number
        if intent.operation is Operation.COUNT and (
            fact := fact_in_prose(intent, selection, corpus)
        ):
            return fact
        return _told_at_length(intent, selection, corpus)
    answered = values.find_value(intent, selection, year, corpus)
    if values.is_doubtful(intent, answered.found) and not wording().asks_amount(intent.plain):
        found = retrieve.passages(intent, selection, corpus)
        if isinstance(found, Draft):
            return found
    if answered.found.unmet and "row" in intent.carried:
        # The row before has no such column: the item is asked for by itself.
        return _value(
            replace(intent, items=intent.items[-1:], carried=frozenset()), selection, corpus
        )
    if answered.found.unmet and len(intent.items) > 1:
        # Two items that have nothing to do with each other: each is answered for itself.
        return comparing.compare_items(intent, selection, corpus)
    stated = values.answer_value(intent, selection, answered, corpus)
    if stated.reason is Reason.ITEM_MISSING:
        return (
            told.answer_told(intent, selection, corpus)
            or answer_counted(intent, selection, corpus)
            or described.answer_described(intent, selection, corpus)
            or stated
        )
    return stated
