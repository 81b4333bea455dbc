"""claims: what a question says of one item beside another, and asks whether it is so.

'项目支出比基本支出少，这话对吗', '工程占采购的八成以上，是真的吗', '三公经费比上年减少了，对吧':
the figures, what they give, and in front whether it is as said.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ingest.model import Aspect
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.model import Operation, Reason, Role, Status, Value
from qa_service.steps import calculate, compose
from qa_service.steps.arithmetic import answer_sum
from qa_service.steps.changes import answer_change, stated_first
from qa_service.steps.claimed import (
    COMPLETED,
    growth_claimed,
    order_claimed,
    ratio_claimed,
    said_as_of,
    share_claimed,
    together_claimed,
)
from qa_service.steps.comparing import compare_items
from qa_service.steps.completion import answer_completion, of_all, spent_and_planned
from qa_service.steps.equated import equation_of
from qa_service.steps.operands import operands_of, place_and_operands, warn_of_scopes
from qa_service.steps.part_and_whole import in_order
from qa_service.steps.premise import (
    ASKS_WHICH,
    NEARLY,
    NOT_SO,
    SO,
    UNLIKE,
    YES_OR_NO,
    Said,
    against_direction,
    amount_said,
)
from qa_service.steps.results import two_and_result, yuan_of
from qa_service.steps.select import Selection
from qa_service.steps.shares import answer_share
from qa_service.steps.wording import wording

_PUT_TO_PROOF = re.compile(
    r"真的|属实|这么回事|对[吗么]|[对准]不[对准]|对吧|准吗|没错吧|是吗|是不是[?？]*$|这样吗|这话对|说得对|的吧[?？]*$"
)
# '增长了将近一倍' asks of a change though no year is named.
_GREW = re.compile(r"[增涨降减压缩升]\w{0,6}(?:倍|番|成)")
_OF_AMOUNT = (Operation.VALUE, Operation.EXISTS)  # '九成有余' reads as a question of 有
_OF_CHANGE = (Operation.CHANGE, Operation.CHANGE_RATE)
_WORKED_OUT = (
    *_OF_CHANGE,
    Operation.SHARE,
    Operation.SUM,
    Operation.BALANCE,
    Operation.RATIO,
    Operation.COMPLETION_RATE,
)


def answer_claim(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """The figures of a claim with the verdict before them; None where a question makes none."""
    if not YES_OR_NO.search(intent.plain) or ASKS_WHICH.search(intent.plain):
        return None
    _, set_beside = place_and_operands(intent)
    if (way := order_claimed(replace(intent, items=tuple(set_beside)))) is not None:
        return _ordered(intent, way, selection, corpus)
    of_it = said_as_of(intent) or intent
    if (share := share_claimed(of_it)) is not None:
        return _shared(of_it, share, selection, corpus)
    if (completed := COMPLETED.search(intent.rest)) is not None and intent.items:
        return _used(intent, completed["rate"], selection, corpus)
    if (together := together_claimed(intent)) is not None:
        return _summed_beside(intent, together, selection, corpus)
    if intent.operation is Operation.SUM and (amount := amount_said(_but_items(intent))):
        equated = equation_of(intent)
        if equated is None or equated.result is None:
            return _summed(intent, amount, selection, corpus)
    if (times := ratio_claimed(intent)) is not None:
        return _times(intent, times, selection, corpus)
    grown = _GREW.search(intent.rest) if intent.operation in _OF_AMOUNT else None
    if (grown or intent.operation in _OF_CHANGE) and _PUT_TO_PROOF.search(intent.plain):
        return _changed(intent, selection, corpus)
    return None


def with_verdict(intent: Intent, draft: Draft) -> Draft:
    """A draft that works out one number, with whether it is the one the question says in front."""
    asks = YES_OR_NO.search(intent.plain) and not ASKS_WHICH.search(intent.plain)
    settled = draft.reason is not None or draft.text.startswith((SO, NOT_SO, UNLIKE, NEARLY))
    if not asks or settled or intent.operation not in _WORKED_OUT:
        return draft
    said = amount_said(_but_items(intent))
    numbers = {_in_unit(v, said.unit) for v in draft.values} - {None} if said else set()
    if said is not None and len(numbers) == 1 and (number := numbers.pop()) is not None:
        draft.text = said.holds_of(abs(number)) + draft.text
    return draft


def _in_unit(value: Value, unit: str) -> Decimal | None:
    """The number of a value in the unit a question says, None for one of another kind."""
    quantity = value.quantity
    if unit == "元":
        return quantity.yuan
    return quantity.number if quantity.unit.name == unit else None


def _ordered(intent: Intent, way: str, selection: Selection, corpus: Corpus) -> Draft | Stop:
    both = replace(intent, items=tuple(in_order(intent)), operation=Operation.COMPARE)
    draft = compare_items(both, selection, corpus)
    if not isinstance(draft, Draft) or draft.status is not Status.ANSWERED or len(draft.facts) < 2:
        return draft
    one, other = (yuan_of(fact) for fact, _ in draft.facts[:2])
    holds = one > other if way == "多" else one < other
    draft.text = (SO if holds else NOT_SO) + draft.text
    return draft


def _times(intent: Intent, said: Said, selection: Selection, corpus: Corpus) -> Draft | Stop:
    facts = operands_of(replace(intent, items=tuple(in_order(intent))), selection, corpus)
    if not isinstance(facts, list):
        return facts
    if len(facts) != 2:
        return Stop(Reason.NOT_DERIVABLE, "所问的两项在文件中是同一个数，不能说是几倍。")
    one, other = facts
    draft = two_and_result(one, other, calculate.ratio(one, other), "前者是后者的", "倍数（计算）")
    draft.text = said.holds_of(draft.values[0].quantity.number) + draft.text
    warn_of_scopes(draft, facts)
    return draft


def _summed_beside(intent: Intent, way: str, selection: Selection, corpus: Corpus) -> Draft | Stop:
    facts = operands_of(replace(intent, items=tuple(in_order(intent))), selection, corpus)
    if not isinstance(facts, list):
        return facts
    *added, last = facts
    if len(added) < 2:
        return Stop(Reason.NOT_DERIVABLE, "所列的几项在文件中是同一个数，无法相加比较。")
    result = calculate.total(added)
    sum_of_them = sum(map(yuan_of, added))
    holds = sum_of_them > yuan_of(last) if way == "多" else sum_of_them < yuan_of(last)
    draft = Draft()
    told = "，".join(f"{compose.stated(f)}{draft.mark(f, Role.OPERAND)}" for f in added)
    draft.say(f"{SO if holds else NOT_SO}{compose.document_phrase(last)}中，{told}，")
    draft.say(f"相加得{compose.calculated(result)}；{compose.stated(last)}{draft.mark(last)}。")
    draft.calculations.append(result)
    draft.values.append(Value(result.result, "合计（计算）"))
    warn_of_scopes(draft, facts)
    return draft


def _summed(intent: Intent, amount: Said, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """'购置费和运行费加起来超过200万了吗': the sum, and whether it is as much as said."""
    draft = answer_sum(intent, selection, corpus)
    if isinstance(draft, Draft) and draft.status is Status.ANSWERED and len(draft.values) == 1:
        quantity = draft.values[0].quantity
        if quantity.yuan is not None and amount.unit == "元":
            draft.text = amount.holds_of(quantity.yuan) + draft.text
    return draft


def _but_items(intent: Intent) -> str:
    rest = intent.rest
    for item in intent.items:
        rest = rest.replace(item.text, "，")
    return rest


def _shared(intent: Intent, share: Said, selection: Selection, corpus: Corpus) -> Draft | Stop:
    draft = answer_share(replace(intent, operation=Operation.SHARE), selection, corpus)
    if isinstance(draft, Draft) and draft.status is Status.ANSWERED and len(draft.values) == 1:
        draft.text = share.holds_of(draft.values[0].quantity.number) + draft.text
    return draft


def _used(intent: Intent, rate: str, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """'完成全年预算的86%，对吗': the rate of the two amounts, and whether it is so.

    None where the document prints that rate: then it is proven as every printed rate is.
    """
    intent, said = of_all(replace(intent, measure=None)), amount_said(rate)
    stated = stated_first(intent, selection, selection.year, corpus, Aspect.COMPLETION_RATE)
    printed = stated.figure.quantity if stated is not None else None
    if printed is not None and said is not None and said.holds_of(printed.number) == SO:
        return None
    spent, planned = spent_and_planned(intent, selection, corpus)
    if spent is None or planned is None:
        return answer_completion(intent, selection, corpus)
    worked = calculate.share(spent, planned)
    draft = two_and_result(spent, planned, worked, "完成", f"{spent.figure.label}完成率（计算）")
    if said is not None:
        draft.text = said.holds_of(worked.result.number) + draft.text
    return draft


def _changed(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """The change of one item where one direction is claimed, not an amount of it besides."""
    if len(intent.items) == 1 and (grown := growth_claimed(intent.rest)) is not None:
        return _grown(intent, grown, selection, corpus)
    said = [wording().presumes(name, intent.plain) for name in ("more", "less")]
    if len(intent.items) > 1 or said[0] == said[1] or amount_said(intent.rest) is not None:
        return None
    draft = answer_change(intent, selection, corpus)
    told = isinstance(draft, Draft) and draft.status is Status.ANSWERED and len(draft.values) == 1
    if not isinstance(draft, Draft) or not told or draft.text.startswith((SO, NOT_SO, UNLIKE)):
        return draft
    against = against_direction(intent.plain, draft.values[0].quantity)
    draft.text = (NOT_SO if against else SO) + draft.text
    return draft


def _grown(intent: Intent, said: Said, selection: Selection, corpus: Corpus) -> Draft | Stop:
    draft = answer_change(replace(intent, operation=Operation.CHANGE_RATE), selection, corpus)
    if not isinstance(draft, Draft) or draft.status is not Status.ANSWERED or not draft.values:
        return draft
    rate = draft.values[-1].quantity
    if rate.unit.name == "%" and not draft.text.startswith((SO, NOT_SO, UNLIKE)):
        draft.text = said.holds_of(abs(rate.number)) + draft.text
    return draft
