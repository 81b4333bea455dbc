"""near_amounts: what a document states beside an item it never states, each by its own 口径.

A document may give the money of its 专项经费 and of its performance targets, and no 项目支出: both
are told as what they are, and neither stands in for the item asked about. Which amounts are near
which item stands in questions.yaml.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.model import Aspect
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent
from qa_service.model import Fact, Role
from qa_service.steps import compose
from qa_service.steps.item_names import ItemMention, item_name
from qa_service.steps.look_up import look_up_figures, query_of
from qa_service.steps.select import Selection
from qa_service.steps.wording import wording


def say_near_amounts(draft: Draft, intent: Intent, selection: Selection, corpus: Corpus) -> None:
    """Add the amounts near the item asked about to a draft that has none for it."""
    target = intent.target
    near = [key for k in (target.keys if target else ()) for key in wording().near_amounts(k)]
    told: list[str] = []
    for key in near:
        amount = _stated(key, Aspect.AMOUNT, intent, selection, corpus)
        if amount is None:
            continue
        said = f"{compose.stated(amount)}{draft.mark(amount, Role.CONTEXT)}"
        share = _stated(key, Aspect.SHARE, intent, selection, corpus)
        if share is not None and share.figure.sentence == amount.figure.sentence:
            said += f"（占比写作{compose.fact_amount(share)}{draft.mark(share, Role.CONTEXT)}）"
        told.append(said)
    if told and target is not None:
        draft.say(f"文件写明的相近的数口径不同，不能当作“{target.text}”：{'；'.join(told)}。")


def _stated(
    key: str, aspect: Aspect, intent: Intent, selection: Selection, corpus: Corpus
) -> Fact | None:
    mention = ItemMention(item_name(key) or key, keys=(key,))
    query = replace(query_of(intent, aspect, selection.year), items=(mention,))
    found = look_up_figures(query, corpus.facts(selection.documents))
    return None if found.homonyms or found.rivals else found.first
