"""balances_carried: whether what one year left is what the next began with.

'2022年末的结转结余和2023年初的接得上吗' asks of two final accounts: 年末结转和结余 of the one, and
年初结转和结余 of the other, which should be the same money.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model import Kind
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Asked, Intent
from qa_service.model import Fact, Operation, Reason
from qa_service.steps import calculate, compose
from qa_service.steps.find_value import find_value
from qa_service.steps.item_names import ItemMention, item_name
from qa_service.steps.look_up import agrees
from qa_service.steps.results import yuan_of
from qa_service.steps.select import LEVEL_ORDER, Selection

_LEFT, _BEGUN = "carryover_out", "carryover_in"
_BALANCE = re.compile(r"结转|结余")
_AT_END, _AT_BEGINNING = re.compile(r"年?末|年底"), re.compile(r"年初|初的?结")
_ASKS = re.compile(r"接[得不]上|衔接|对[得不]上|等于|一样|一致|相等|相同|同一个数|吻合|相符")
_YEAR = re.compile(r"20\d\d")


def check_carried(intent: Intent, asked: Asked, corpus: Corpus) -> tuple[Draft, Selection] | None:
    """Both balances and whether they are one; None where that is not asked, or one is not stated.

    The accounts are those of two years, one after the other, at the same level.
    """
    plain = intent.plain
    cues = (_BALANCE, _AT_END, _AT_BEGINNING, _ASKS)
    years = sorted({int(year) for year in _YEAR.findall(plain)})
    if not all(cue.search(plain) for cue in cues) or len(years) != 2 or years[1] != years[0] + 1:
        return None
    earlier, later = (_account(asked, year) for year in years)
    if earlier is None or later is None:
        return None
    left = _balance(intent, earlier, _LEFT, corpus)
    begun = _balance(intent, later, _BEGUN, corpus)
    if left is None or begun is None:
        return None
    return _told(left, begun), replace(later, documents=(*later.documents, *earlier.documents))


def _account(asked: Asked, year: int) -> Selection | None:
    """The final account of the year, of the highest level there is."""
    found = [
        d
        for d in asked.documents
        if d.identity.fiscal_year == year and d.identity.kind is Kind.FINAL_ACCOUNT
    ]
    if not found:
        return None
    level = min((d.identity.level for d in found), key=LEVEL_ORDER.__getitem__)
    its = tuple(d for d in found if d.identity.level is level)
    return Selection(asked, its, (year,))


def _balance(intent: Intent, account: Selection, key: str, corpus: Corpus) -> Fact | None:
    mention = ItemMention(item_name(key) or key, keys=(key,))
    one = replace(
        intent, plain="", items=(mention,), operation=Operation.VALUE, content="", measure=None
    )
    found = find_value(one, account, account.year, corpus).found
    return None if found.homonyms or found.unmet else found.first


def _told(left: Fact, begun: Fact) -> Draft:
    draft = Draft()
    told = (
        f"{compose.document_phrase(f)}中，{compose.stated(f)}{draft.mark(f)}" for f in (left, begun)
    )
    draft.say("；".join(told) + "。")
    for fact in (left, begun):
        if fact.figure.quantity is not None:
            draft.give(fact.figure.quantity, fact.figure.label)
    if agrees(left, begun):
        draft.say("两个数相等，接得上。")
        return draft
    apart = calculate.difference(*sorted((left, begun), key=yuan_of, reverse=True))
    draft.calculations.append(apart)
    draft.say(f"两个数不相等，接不上，相差{compose.calculated(apart)}。")
    draft.reason = Reason.DOCUMENTS_DISAGREE
    draft.warn("上年末与本年初的结转结余不同，均已列出，请以发布单位的解释为准")
    return draft
