"""proven: questions whether numbers belong together, answered by what was proven of a document.

Every identity (勾稽等式) was tried when the document was read in. A question finds the results it
asks about by the kind of identity ('占比', '加起来', '说明…表'), the items and tables it names.
What fails is told before what holds, both sides with their places.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.model import Aspect, Measure
from ingest.proofs import unquoted
from ingest.vocabulary.load import plain_label
from qa_service.corpus import Corpus, Tried
from qa_service.draft import Draft
from qa_service.identity_names import rule_name
from qa_service.intent import Intent
from qa_service.model import Fact, Reason, Role, Status
from qa_service.steps import compose
from qa_service.steps.calculate import NotCalculable
from qa_service.steps.equated import equation_of
from qa_service.steps.equations import Equation, Form
from qa_service.steps.identities_asked import (
    asked_identity,
    asks_of_all,
    asks_whether,
    families_in,
    without_asking,
)
from qa_service.steps.item_names import ItemMention
from qa_service.steps.select import Selection
from qa_service.steps.telling import differs, place_of, tell
from qa_service.steps.two_tables import is_between, only_names_a_table, tables_in
from qa_service.steps.wording import wording

_MOST_TOLD = 5
# What narrows a question about a whole document: the others say only that something is off.
_NARROWING = frozenset({"share", "rate", "change", "completion", "sum"})
_OF_ONE_ITEM = ("share", "rate", "change", "completion")
_SHOWN_FORMS = ("equal", "sum", "share", "rate")
# As many characters left of a question name something that is none of the identities' items.
_NAMES_SOMETHING = 2
_TWO_SIDES = 2
_ROWS = ("functional:", "economic:")
_TEXT_AND_TABLE = re.compile(r"(文字|说明|正文).*表|表.*(文字|说明|正文)")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORKED_OUT = re.compile(r"算|核|验")
# What a result must state to be about a share, a change …
_ASPECTS = {
    "share": {Aspect.SHARE},
    "rate": {Aspect.CHANGE_RATE},
    "change": {Aspect.CHANGE, Aspect.CHANGE_RATE},
    "completion": {Aspect.COMPLETION_RATE},
}


@dataclass(frozen=True)
class _Asked:
    """What a question asks to be checked: kinds of identities, items, and tables by name."""

    question: str
    families: frozenset[str]
    mentions: tuple[ItemMention, ...]
    tables: tuple[str, ...]
    measure: Measure | None
    equation: Equation | None = None

    @classmethod
    def by(cls, intent: Intent, question: str) -> _Asked:
        tables = [m for m in intent.items if only_names_a_table(m, question)]
        items = [m for m in intent.items if m not in tables]
        named = [m for m in items if not m.generic] or items
        titles = tuple(m.text for m in tables)
        families, equation = _families(question), equation_of(intent)
        return cls(question, families, tuple(named), titles, intent.measure, equation)


def _families(question: str) -> frozenset[str]:
    """The kinds of identities asked about; '完成…的比例' is no share of anything."""
    families = families_in(question)
    return (
        families - {"share", "rate"}
        if "completion" in families and "占" not in question
        else families
    )


def answer_proven(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """What was proven of what a question asks to be checked; None where nothing stored is of it."""
    question = intent.rest or intent.plain
    if _TEXT_AND_TABLE.search(intent.plain) and not _TEXT_AND_TABLE.search(question):
        question = intent.plain  # '正文里的数和三公经费表里的': the table was read as a place
    if not asks_whether(question):
        return None
    asked = _Asked.by(intent, question)
    tried = [t for d in selection.documents for t in corpus.tried(d) if t.facts]
    tables = tables_in(intent.plain)
    tried = [t for t in tried if _is_of_equation(t, asked.equation) and is_between(t, tables)]
    if asked.mentions and (found := _of_items(tried, asked, corpus)):
        return _with_those_said(_told(found, corpus), found, question)
    if "balance" in asked.families and all(m.generic for m in asked.mentions):
        both = [t for t in tried if "balance" in asked_identity(t.key).families]
        return _told(_likeliest(both, asked, corpus)[:1], corpus)
    if asked.mentions:
        return _change_alone(asked, selection, corpus)
    if said := [t for t in tried if _states_a_number_of(t, question) and _is_asked(t, asked)]:
        return _told(_likeliest(said, asked, corpus)[:1], corpus)
    of_all = asks_of_all(question)
    names_something = len(wording().content(without_asking(question))) >= _NAMES_SOMETHING
    says_a_number = _NUMBER.search(question) is not None
    if not of_all and (names_something or says_a_number or not asked.families):
        return None
    if named := [t for t in tried if asked_identity(t.key).is_named_in(question)]:
        return _report(named, corpus)
    narrowed = asked.families & _NARROWING
    return _report(
        [t for t in tried if not narrowed or narrowed & asked_identity(t.key).families], corpus
    )


def _of_items(tried: Sequence[Tried], asked: _Asked, corpus: Corpus) -> list[Tried]:
    """The results about the items named: those that fail, else the likeliest that holds."""
    about = [t for t in tried if _is_asked(t, asked)]
    if not about and len(asked.mentions) == 1:
        # '采购货物、工程、服务之和': a sum of which only a part is named.
        about = [t for t in tried if _is_part_asked(t, asked)]
    said = [t for t in about if _states_a_number_of(t, asked.question)]
    best = _likeliest(said or about, asked, corpus)
    if failed := [t for t in best if differs(t)]:
        return failed[:_MOST_TOLD]
    first = best[0] if best else None
    if first and asked_identity(first.key).form in _OF_ONE_ITEM and not _heads(first, asked):
        # '三公占比': the shares of its parts.
        return [t for t in best if t.key == first.key][:_MOST_TOLD]
    return best[:1]


def _is_asked(tried: Tried, asked: _Asked) -> bool:
    rule = asked_identity(tried.key)
    named = rule.is_named_in(asked.question)
    if rule.form == "words" and not named and len(tried.facts) < _TWO_SIDES:
        return False  # '空表', where no empty table is spoken of; a direction with one side alone
    if _TEXT_AND_TABLE.search(asked.question) and len({f.is_cell for f in tried.facts}) == 1:
        return False
    if named:
        its_own = rule.form != "sum" or len(asked.mentions) > 1
        facts = tried.facts if its_own else tried.facts[:1]
        return any(_is_of(f, m) for m in asked.mentions for f in facts)
    if asked.families and not asked.families & rule.families:
        return False
    aspects = {f.figure.aspect for f in tried.facts}
    if any(not aspects & wanted for f, wanted in _ASPECTS.items() if f in asked.families):
        return False
    if not all(any(_is_of(f, m) for f in tried.facts) for m in asked.mentions):
        return False
    if not asked.mentions:
        return True
    if rule.form == "sum":
        is_row = (tried.facts[0].figure.item or "").startswith(_ROWS)
        return _heads(tried, asked) or not (is_row or len(asked.mentions) == 1)
    return _heads(tried, asked) or rule.form not in _OF_ONE_ITEM or rule.form == "share"


def _is_of_equation(tried: Tried, equation: Equation | None) -> bool:
    """Whether a sum is the one that the question sets equal itself: the same whole and parts.

    Parts that are nothing may be left out; '货物加服务' is all of it where there is no 工程.
    """
    if equation is None or asked_identity(tried.key).form != "sum":
        return True
    whole, *parts = tried.facts
    is_of_change = whole.figure.aspect is Aspect.CHANGE
    if equation.form is not Form.SUM or is_of_change is not equation.of_changes:
        return False
    return (equation.result is None or _is_of(whole, equation.result)) and all(
        f.figure.quantity is None
        or not f.figure.quantity.number
        or any(_is_of(f, m) for m in equation.items)
        for f in parts
    )


def _is_part_asked(tried: Tried, asked: _Asked) -> bool:
    is_row = (tried.facts[0].figure.item or "").startswith(_ROWS)
    is_sum = asked_identity(tried.key).form == "sum" and asked.families == {"sum"}
    return is_sum and not is_row and any(_is_of(f, asked.mentions[0]) for f in tried.facts)


def _states_a_number_of(tried: Tried, question: str) -> bool:
    """Whether a number that the question says ('占7.22%对吗') is one of its figures."""
    numbers = {Decimal(n.replace(",", "")) for n in _NUMBER.findall(question)}
    stated = (f.figure.quantity for f in tried.facts)
    return any(abs(q.number) in numbers for q in stated if q is not None)


def _heads(tried: Tried, asked: _Asked) -> bool:
    """Whether what stands first in an identity (a whole, a rate) is of an item named."""
    return any(_is_of(tried.facts[0], m) for m in asked.mentions)


def _is_of(fact: Fact, mention: ItemMention) -> bool:
    figure = fact.figure
    if figure.item in mention.keys or plain_label(fact.own_label) == mention.text:
        return figure.facet is None or figure.facet in mention.keys
    return figure.facet is not None and figure.facet in mention.keys


def _likeliest(tried: Iterable[Tried], asked: _Asked, corpus: Corpus) -> list[Tried]:
    """The likeliest first; the same figures in the same identity once."""
    once: dict[tuple[str, ...], Tried] = {}
    for each in tried:
        once.setdefault((each.key, *(f.fact_id for f in each.facts)), each)
    return sorted(once.values(), key=lambda each: _unlikely(each, asked, corpus))


def _unlikely(tried: Tried, asked: _Asked, corpus: Corpus) -> tuple[int, ...]:
    """How far a result is from what is asked, the weightiest reason first."""
    rule, first = asked_identity(tried.key), tried.facts[0]
    title = place_of(first, corpus)
    whole = asked.mentions[-1:]
    all_alike = rule.form == "alike" and len({f.is_cell for f in tried.facts}) == 1
    return (
        not rule.is_named_in(asked.question),
        -len(asked.families & rule.families),
        len(rule.families - asked.families),
        not all(_is_of(first, m) for m in whole),
        "places" in asked.families and all_alike,
        not all(name in title for name in asked.tables),
        _is_of_fund(first)
        and "财政拨款" not in asked.question
        and "公共预算" not in asked.question,
        _is_other_measure(first, asked.measure),
        bool(first.figure.facet) or (first.figure.item or "").startswith(_ROWS),
        first.figure.table_kind != "summary" and first.is_cell,
        len([f for f in tried.facts if not any(_is_of(f, m) for m in asked.mentions)]),
    )


def _is_of_fund(fact: Fact) -> bool:
    return fact.figure.fund is not None or "appropriation" in (fact.figure.item or "")


def _is_other_measure(fact: Fact, measure: Measure | None) -> bool:
    if measure is not None:
        return fact.figure.measure is not measure
    return fact.figure.measure is Measure.ADJUSTED


def _told(tried: Sequence[Tried], corpus: Corpus) -> Draft | None:
    """The results one after another, each where it can be shown."""
    draft = Draft()
    for each in tried:
        trial = Draft(facts=list(draft.facts), values=list(draft.values), reason=draft.reason)
        trial.calculations = list(draft.calculations)
        try:
            tell(trial, each, corpus)
        except NotCalculable:
            continue
        if differs(each):
            trial.reason = Reason.DOCUMENTS_DISAGREE
        lead = "\n" if draft.text else f"{compose.document_phrase(each.facts[0])}中，"
        trial.text = f"{draft.text}{lead}{trial.text}"
        draft = trial
    if draft.reason is Reason.DOCUMENTS_DISAGREE:
        draft.warn("文件里的数相互不符，请以发布单位的解释为准")
    return draft if draft.text else None


def _with_those_said(draft: Draft | None, found: Sequence[Tried], question: str) -> Draft | None:
    """The draft, giving the figures that the question says the numbers of as well.

    '增加0.9万元，算得对吗' is proven by the rate, and asks of the change.
    """
    said = {Decimal(n.replace(",", "")) for n in _NUMBER.findall(question)}
    for fact in dict.fromkeys(f for tried in found for f in tried.facts) if draft else ():
        stated = fact.figure.quantity
        if draft is None or stated is None or abs(stated.number) not in said:
            continue
        if all(value.quantity != stated for value in draft.values):
            draft.give(stated, fact.figure.label)
    return draft


def _report(tried: Sequence[Tried], corpus: Corpus) -> Draft | None:
    """Whether anything of a document fails: each contradiction, else what was proven."""
    if not tried:
        return None
    failed = [t for t in tried if differs(t)]
    if failed and (draft := _told(failed[:_MOST_TOLD], corpus)):
        draft.text = f"核对发现不相符之处。{draft.text}"
        draft.say("这里指出的是矛盾，不是哪一边写错。")
        if len(failed) > _MOST_TOLD:
            draft.say("还有别的不符之处，见该文件的勾稽结果。")
        return draft
    shown: dict[str, Tried] = {}
    for each in tried:
        if asked_identity(each.key).form in _SHOWN_FORMS:
            shown.setdefault(unquoted(rule_name(each.key)[1]), each)
    draft = Draft()
    told = "、".join(
        f"“{name}”{''.join(dict.fromkeys(map(draft.mark, (t.facts[0], t.facts[-1]))))}"
        for name, t in list(shown.items())[:3]
    )
    such = f"（如{told}）" if told else draft.mark(tried[0].facts[0])
    document = compose.document_phrase(tried[0].facts[0])
    draft.say(f"{document}中没有发现不相符之处：能核对的等式都成立{such}。")
    draft.say("没有核对到的数不等于没有问题。")
    return draft


def _change_alone(asked: _Asked, selection: Selection, corpus: Corpus) -> Draft | None:
    """A change that is asked to be worked out again, and the year before is nowhere printed."""
    earlier = (selection.year or 0) - 1
    if "change" not in asked.families or not _WORKED_OUT.search(asked.question):
        return None
    if asked.families & {"sum", "share"} or earlier in selection.asked.years:
        return None
    stated = _stated_change(corpus.facts(selection.documents), asked.mentions, selection.year)
    if stated is None:
        return None
    draft = Draft(status=Status.REFUSED, reason=Reason.NOT_DERIVABLE)
    way = compose.direction(stated.figure.quantity) if stated.figure.quantity else ""
    draft.say(
        f"{compose.document_phrase(stated)}只写了{compose.item_phrase(stated)}"
        f"{way}{compose.fact_amount(stated)}{draft.mark(stated, Role.CONTEXT)}，"
        f"没有印出{earlier}年的数，也没有收录{earlier}年的文件，无法重新计算这个增减额。"
    )
    return draft


def _stated_change(
    facts: Iterable[Fact], mentions: Collection[ItemMention], year: int | None
) -> Fact | None:
    changes = (f for f in facts if f.figure.aspect is Aspect.CHANGE and f.figure.quantity)
    of_year = (f for f in changes if f.figure.fiscal_year == year)
    return next((f for f in of_year if all(_is_of(f, m) for m in mentions)), None)
