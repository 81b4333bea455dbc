"""kept_to_budget: which lines of a final account came out as budgeted, above it or below it.

'哪些科目的决算数和预算数持平' is answered from the paragraphs that state a line's budget and what
was spent of it side by side (决算情况说明), each line with both amounts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import Aspect, Measure
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent, Stop
from qa_service.model import Fact, Reason, Role
from qa_service.names import document_title
from qa_service.steps import compose
from qa_service.steps.results import yuan_of
from qa_service.steps.select import Selection

_WHICH = re.compile(r"哪(?:些|几)|哪[一两三]?(?:项|类)|什么(?=科目|项目|支出)")
_SPENT = r"(?:支出)?(?:决算|实际支出|实际执行|执行)数?"
_PLANNED = r"(?:年初|全年|调整后?的?)?预算数?"
_BESIDE = rf"(?:{_SPENT}的?(?:和|与|跟|同|比){_PLANNED}|{_PLANNED}的?(?:和|与|跟|同){_SPENT})"
_ASKED = (
    (
        0,
        "决算数与预算数持平",
        re.compile(
            rf"{_BESIDE}(?:是|都|完全|正好|刚好)*(?:持平|一样|相同|相等|一致|没差)"
            rf"|{_SPENT}(?:正好|刚好)?等于{_PLANNED}|(?:正好|刚好|百分之百|100%)完成了?{_PLANNED}"
        ),
    ),
    (
        1,
        "决算数大于预算数",
        re.compile(
            rf"{_SPENT}(?:都|是)?(?:大于|高于|超过了?|超出了?|多于){_PLANNED}"
            rf"|{_BESIDE}(?:还|要|都)*(?:大|高|多)|超了?预算|超支"
        ),
    ),
    (
        -1,
        "决算数小于预算数",
        re.compile(
            rf"{_SPENT}(?:都|是)?(?:小于|低于|少于|不到|没到){_PLANNED}"
            rf"|{_BESIDE}(?:还|要|都)*(?:小|低|少)|没(?:有)?(?:花|用)完(?:年初|全年)?预算"
        ),
    ),
)
_BUDGETS = (Measure.BUDGETED, Measure.ADJUSTED)
# The items (项) of the functional classification, which these paragraphs are written by.
_FUNCTIONAL = "functional:"
_LINE = re.compile(rf"{_FUNCTIONAL}\d{{7}}")
# All that these paragraphs are of: naming it asks for all lines.
_ALL_SPENDING = {
    "total_expenditure",
    "current_year_expenditure",
    "fiscal_appropriation_expenditure",
    "general_public_budget_expenditure",
    "fiscal_appropriation_income",
    "general_public_budget_income",
}
_LEAST = 2


def lines_beside_budget(
    intent: Intent, selection: Selection, corpus: Corpus
) -> Draft | Stop | None:
    """The lines that were spent as the question says of them; None where it asks no such list.

    None as well where it asks of an item that is no line of the functional classification, and
    where the document states fewer than two lines with both amounts.
    """
    asked = next((row for row in _ASKED if row[2].search(intent.plain)), None)
    if asked is None or not _WHICH.search(intent.plain):
        return None
    named = {key for m in intent.items if not m.generic for key in m.keys} - _ALL_SPENDING
    if not all(key.startswith(_FUNCTIONAL) for key in named):
        return None  # '三公经费里哪几项超支' is of other lines
    way, words, _ = asked
    pairs = [
        (spent, planned)
        for spent, planned in _pairs(corpus.facts(selection.documents))
        if not named or (spent.figure.item or "").startswith(tuple(named))
    ]
    if len(pairs) < _LEAST:
        return None
    chosen = [pair for pair in pairs if _way(*pair) == way]
    if not chosen:
        title = document_title(pairs[0][0].document)
        return Stop(Reason.ITEM_MISSING, f"{title}逐项写明的支出中，没有{words}的。")
    draft = Draft()
    told = "；".join(
        f"{compose.stated(spent)}，{compose.measure_phrase(planned)}为"
        f"{compose.fact_amount(planned)}"
        f"{''.join(dict.fromkeys((draft.mark(spent), draft.mark(planned, Role.CONTEXT))))}"
        for spent, planned in chosen
    )
    draft.say(f"{compose.document_phrase(chosen[0][0])}中，{words}的有：{told}。")
    draft.listed += [spent.figure.label for spent, _ in chosen]
    for spent, _ in chosen:
        if spent.figure.quantity is not None:
            draft.give(spent.figure.quantity, spent.figure.label)
    return draft


def _pairs(facts: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """What was spent of each line and its budget, as one sentence states them, in its order."""
    stated = [
        f
        for f in facts
        if _LINE.fullmatch(f.figure.item or "")
        and f.figure.facet is None
        and f.figure.sentence is not None
        and f.figure.aspect is Aspect.AMOUNT
        and f.figure.quantity is not None
    ]
    planned = {
        (f.figure.item, f.figure.sentence): f for f in stated if f.figure.measure in _BUDGETS
    }
    return [
        (f, planned[f.figure.item, f.figure.sentence])
        for f in stated
        if f.figure.measure is Measure.FINAL and (f.figure.item, f.figure.sentence) in planned
    ]


def _way(spent: Fact, planned: Fact) -> int:
    one, other = yuan_of(spent), yuan_of(planned)
    return (one > other) - (one < other)
