"""averages: an amount over the number of things it is spent on, where both are disclosed.

'平均每辆车的运行维护费': the running costs over the cars owned. Which number divides which amount
stands in questions.yaml; any other average is refused, since its numbers are of other 口径.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.model import Aspect
from ingest.vocabulary.load import vocabulary
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent
from qa_service.model import Fact, Operation, Role
from qa_service.steps import calculate, compose
from qa_service.steps.find_value import find_value
from qa_service.steps.fitting import Query
from qa_service.steps.item_names import ItemMention
from qa_service.steps.look_up import look_up_figures
from qa_service.steps.select import Selection
from qa_service.steps.wording import Average, wording


def answer_average(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """The amount per car, batch, visitor or project; None where that is not what is asked.

    Raises NotCalculable where the number is zero.
    """
    target, per = _divided(intent)
    if target is None or per is None:
        return None
    amount = _amount(replace(intent, items=(target,)), per, selection, corpus)
    count = _count(amount, per.count, selection, corpus) if amount is not None else None
    if amount is None or count is None:
        return None
    result = calculate.average(amount, count, intent.unit)
    draft = Draft()
    draft.say(
        f"{compose.document_phrase(amount)}中，{compose.stated(amount)}"
        f"{draft.mark(amount, Role.OPERAND)}，"
        f"{compose.stated(count)}{draft.mark(count, Role.OPERAND)}，"
        f"平均为{compose.calculated(result)}。"
    )
    draft.calculations.append(result)
    draft.give(result.result, f"{amount.figure.label}平均（计算）")
    draft.warn("平均数由文件列出的两个数相除得出，文件没有直接写明")
    return draft


def _divided(intent: Intent) -> tuple[ItemMention | None, Average | None]:
    """The item whose amount is divided, the last that may be, and by what."""
    for item in reversed(intent.items):
        if per := wording().average(intent.plain, item.keys):
            return item, per
    return None, None


def _amount(intent: Intent, per: Average, selection: Selection, corpus: Corpus) -> Fact | None:
    plain = intent.plain.replace(per.words, "，")
    # '按实际在编人数' counts people as they are, and asks for no final account.
    measure = wording().measure(plain)
    alone = replace(intent, operation=Operation.VALUE, plain=plain, measure=measure)
    found = find_value(alone, selection, selection.year, corpus).found
    first = found.first
    stated = first is not None and first.figure.aspect is Aspect.AMOUNT
    return first if stated and not found.homonyms and not found.rivals else None


def _count(amount: Fact, key: str, selection: Selection, corpus: Corpus) -> Fact | None:
    """The number, out of the document of the amount where that states it."""
    item = vocabulary().items[key]
    mentions = [ItemMention(vocabulary().items[k].name, keys=(k,)) for k in (key, *item.see)]
    own = tuple(d for d in selection.documents if d.document_id == amount.document.document_id)
    for documents in (own, selection.documents):
        for mention in mentions:
            query = Query((mention,), Aspect.COUNT, selection.year)
            found = look_up_figures(query, corpus.facts(documents))
            if found.first is not None and not found.homonyms and not found.rivals:
                return found.first
    return None
