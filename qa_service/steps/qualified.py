"""qualified: words that make an item another's or less than it is, and that no figure explains.

'东片区的公务接待费', '文印中心人员经费', '会议费里用于论坛的' ask for less than the whole that a
document states. What stands right before an item or behind it must be said of the figures that
answer: in their names, above them, in their sentence, by their organisation; or say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ingest.vocabulary.load import plain_label, vocabulary
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent
from qa_service.model import Fact, Operation, Reason, Role, Status
from qa_service.names import document_title
from qa_service.steps import compose
from qa_service.steps.exclusions import takes_out
from qa_service.steps.item_names import ItemMention, item_name, wholes_of
from qa_service.steps.loose_names import says_the_same, without_known
from qa_service.steps.wording import wording

# As many characters left say something of their own, and where no 的 stands behind them.
_SAYS_SOMETHING, _SAYS_SOMETHING_GLUED = 2, 3
_NUMERAL = re.compile(r"[一二两三四五六七八九十百千万亿多来几]+")
_BEFORE = re.compile(r"[\u4e00-\u9fff]+$")
_PAYS_FOR = re.compile(r"[给为修装买建办搞换购做租养种印请]")
_WHOSE = re.compile(r"(区|片|处|科|室|站|队|院|馆|校|所|街|镇|乡|村|中心|单位|公司|委员会)的?$")
# '会议费里用于论坛的', '公用经费（东片区）': a part that is named behind its whole.
_BEHIND = re.compile(
    r"^(?:经费|费用|费|支出|资金)?(?:的?[,，]?(?:里面|里头|里|中|当中|其中)[,，]?的?|\(|[,，]?(?:只|单|光|仅)(?:算|看|要|说|指|问))"
    r"(?P<part>[\u4e00-\u9fff]+)"
)
# So far before a sentence stands what it is about, a project's name or its heading.
_ABOVE = 800


def refused_where_narrower(intent: Intent, draft: Draft, corpus: Corpus) -> Draft | None:
    """The refusal of a number that is asked of less than the figures are of; None where it is not.

    What a question takes out of a whole ('不含…的') was calculated from what the document states.

    What can be told instead is the whole, by its own name.
    """
    if draft.status is not Status.ANSWERED or not draft.values or takes_out(intent):
        return None
    facts = [fact for fact, role in draft.facts if role is not Role.CONTEXT]
    words = unexplained_qualifier(intent, facts, corpus)
    if words is None:
        return None
    whole = facts[0]
    refused = Draft(status=Status.REFUSED, reason=Reason.ITEM_MISSING)
    if len(facts) > 1:
        refused.say(f"{document_title(whole.document)}中没有“{words}”的数，只有全部的数。")
        return refused
    refused.say(
        f"{document_title(whole.document)}中没有“{words}”的{compose.item_phrase(whole)}。"
        f"可以回答的是：{compose.document_phrase(whole)}中，{compose.stated(whole)}"
        f"{refused.mark(whole, Role.CONTEXT)}，不单是“{words}”的。"
    )
    return refused


def unexplained_qualifier(intent: Intent, facts: Sequence[Fact], corpus: Corpus) -> str | None:
    """The words beside an item of the question that nothing about the figures explains; or None."""
    if not facts:
        return None
    known = _said_of(facts, intent, corpus)
    for words in _beside_items(intent):
        left = _unexplained(words, known)
        if left is not None and not any(left in _above(fact, corpus) for fact in facts):
            return left
    return None


def _beside_items(intent: Intent) -> Iterator[str]:
    """What stands right before and behind each item, without what asks or says nothing."""
    rest = intent.rest
    if intent.items and not _standing(intent.items, rest) and "item" not in intent.carried:
        yield from re.findall(r"[\u4e00-\u9fff]+", rest)
    rest = _without(intent.items, rest)
    if all(m.generic for m in intent.items) and intent.operation is Operation.VALUE:
        # '给库房装空调，要花多少钱': what a total pays for may be said anywhere.
        yield from (run for run in re.findall(r"[\u4e00-\u9fff]+", rest) if _PAYS_FOR.search(run))
    for item in _standing(intent.items, intent.rest):
        quoted = f"“{item.text}”" in intent.text
        before = _BEFORE.search(rest[: intent.rest.find(item.text)])
        # A name in quotation marks is a line's own: what leads to it says what it is for, unless
        # it says whose.
        if before is not None and (not quoted or _WHOSE.search(before[0])):
            yield before[0]
        behind = _BEHIND.match(rest[intent.rest.find(item.text) + len(item.text) :])
        if behind is not None:
            yield behind["part"]


def _without(items: Iterable[ItemMention], rest: str) -> str:
    for item in _standing(items, rest):
        rest = rest.replace(item.text, "，" * len(item.text), 1)
    return rest


def _standing(items: Iterable[ItemMention], rest: str) -> list[ItemMention]:
    return [m for m in items if m.text in rest]


def _unexplained(words: str, known: str) -> str | None:
    """The first words that say something, whichever is taken out first: the known or the idle."""
    left = _telling(says_the_same(without_known(words, known), known))
    if left is None or _telling(without_known(says_the_same(_idle(words), known), known)) is None:
        return None
    return left


def _idle(words: str) -> str:
    said = wording()
    bare = said.calculating.sub("，", said.without_operations(words))
    return said.interrogatives.sub("，", said.filler.sub("，", bare))


def _telling(words: str) -> str | None:
    least = _SAYS_SOMETHING if "的" in words else _SAYS_SOMETHING_GLUED
    pieces = re.findall(r"[\u4e00-\u9fff]+", _NUMERAL.sub("，", _idle(words)))
    named = (wording().trimmed(piece) for piece in pieces)
    return next((piece for piece in named if len(piece) >= least), None)


def _said_of(facts: Sequence[Fact], intent: Intent, corpus: Corpus) -> str:
    """All that is said of the figures, one thing after the other."""
    said: list[str] = [*(m.text for m in intent.items)]
    for fact in facts:
        f = fact.figure
        said += [f.label, *f.item_path, *f.section_path, *f.column_path, f.scope_note or ""]
        said += [fact.organisation, document_title(fact.document)]
        said += _names(f.item) + _names(f.facet) + _names(f.table_kind)
        if f.sentence is not None:
            said.append(corpus.contents(fact.document).text[f.sentence.start : f.sentence.end])
    return "，".join(dict.fromkeys(plain_label(s).lower() for s in said if s))


def _above(fact: Fact, corpus: Corpus) -> str:
    """What stands before the sentence of a figure: it may be a part of what is told there."""
    sentence = fact.figure.sentence
    if sentence is None:
        return ""
    text = corpus.contents(fact.document).text
    return plain_label(text[max(sentence.start - _ABOVE, 0) : sentence.start])


@cache
def _names(key: str | None) -> list[str]:
    if key is None:
        return []
    names: list[str] = []
    for one in (key, *wholes_of(key)):
        item = vocabulary().items.get(one)
        names += (item.name, *item.printed, *item.everyday) if item else (item_name(one) or "",)
        names += vocabulary().everyday.get(one, ())
    return names
