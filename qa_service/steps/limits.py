"""limits: the amount up to which, or from which on, something holds ('多少万元以下的项目归它管').

Such an amount is a rule, no money that is spent, and no figure. It is told with the sentence that
states it, which must hold what the question names and set the limit the same way.
"""

from __future__ import annotations

import re

from ingest.quantity import Quantity, read_number, unit_named
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent
from qa_service.names import document_title
from qa_service.steps.prose_wording import prose_wording
from qa_service.steps.quote import text_of
from qa_service.steps.select import Selection
from qa_service.steps.statements import Statement, coverage, statements_of, weights_of

# How much of what is asked the sentence must hold.
_HELD = 0.6
_LEAST_ASKED = 4
_MONEY = r"(?:万|亿)?元"
_ASKED = re.compile(
    rf"(?:在)?(?:多少|几)(?:个)?(?:{_MONEY}|万|亿|钱)?(?:及|或|\(含\))*以(?P<side>[上下内])"
    rf"|(?P<not>不(?:能)?(?:超过|低于|高于|少于)|(?:低|少|小)于|(?:超过|高于|大于))(?:多少|几)(?:个)?(?:{_MONEY}|万|亿|钱)"
    r"|(?:哪个|什么|多大|多少)(?:的)?(?:额度|金额|标准|限额|数额|投资额|投资)(?:在)?(?:之|以)?(?P<of>[上下内])"
)
_LIMIT = re.compile(
    rf"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>{_MONEY})(?:[（(](?:不)?含[)）])?(?:及)?以(?P<side>[上下内])"
    rf"|(?P<not>不超过|不低于|不高于|不少于|低于|少于|超过|高于)(?P<after>\d[\d,]*(?:\.\d+)?)(?P<of>{_MONEY})"
)
_UPPER = ("不超过", "不能超过", "不高于", "不能高于", "低于", "少于", "小于")
# What a question of a limit says of whose it is, rather than of what is limited.
_OF_WHOM = re.compile(
    r"归?(它|其|该局|本局|该部门|财政部门)?(来)?(管|负责|审批|审核|批)|材料里说|文件里说|由它"
)


def limit_asked(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """The limit of an amount that a sentence sets, with the sentence; None where none is asked."""
    asked = _ASKED.search(intent.plain)
    if asked is None:
        return None
    words = prose_wording().content(intent.rest, _ASKED, _OF_WHOM)
    if sum(map(len, words)) < _LEAST_ASKED:
        return None
    documents = (*selection.documents, *selection.others)
    statements = [s for d in documents for s in statements_of(d, corpus)]
    weights = weights_of(words, statements)
    setting = [
        (coverage(statement, weights), match, statement)
        for statement in statements
        for match in _LIMIT.finditer(statement.text)
        if _is_upper(match) is _is_upper(asked)
    ]
    best = max((held for held, _, _ in setting), default=0.0)
    if best < _HELD:
        return None
    found = [(match, statement) for held, match, statement in setting if held == best]
    if len({_amount(match) for match, _ in found}) > 1:
        return None
    return _told(*found[0], corpus)


def _is_upper(match: re.Match[str]) -> bool:
    side = match["side"] or (match["of"] if match["of"] in ("上", "下", "内") else None)
    return side in ("下", "内") if side else match["not"] in _UPPER


def _amount(match: re.Match[str]) -> Quantity | None:
    number = read_number(match["number"] or match["after"])
    unit = match["unit"] or match["of"]
    return None if number is None else Quantity(number, unit_named(unit))


def _told(match: re.Match[str], statement: Statement, corpus: Corpus) -> Draft:
    draft = Draft()
    quote = statement.quote()
    title = document_title(statement.document)
    draft.say(f"{title}写道：“{text_of(quote, corpus)}”{draft.mark_quote(quote)}，")
    draft.say(f"即{match[0]}。")
    if quantity := _amount(match):
        draft.give(quantity, "限额")
    return draft
