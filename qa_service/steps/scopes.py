"""The other scopes (口径) of a figure, named beside it: none is taken for the one answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.vocabulary.load import vocabulary
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.model import Fact, Role
from qa_service.steps import compose
from qa_service.steps.fitting import Query
from qa_service.steps.item_names import ItemMention
from qa_service.steps.look_up import Found, agrees, look_up_figures
from qa_service.steps.select import Selection

_TOTALS = ("total_income", "total_expenditure", "current_year_income", "current_year_expenditure")


def name_scopes(
    draft: Draft, found: Found, selection: Selection, corpus: Corpus, query: Query
) -> None:
    """Name other 口径 with another amount, so that none is taken for the one answered."""
    fact = found.best[0]
    if found.otherwise:
        if title := table_title(fact, corpus):
            draft.say(f"以上出自《{title}》。")
        pieces = []
        for other in found.otherwise:
            title = table_title(other, corpus)
            where = f"《{title}》中" if title else compose.scope_phrase(other) or "文字说明中"
            pieces.append(
                f"{where}{compose.item_phrase(other)}{compose.measure_phrase(other)}"
                f"为{compose.signed_amount(other)}{draft.mark(other, Role.CONTEXT)}"
            )
        draft.say(f"另有不同口径的数：{'；'.join(pieces)}。")
        draft.warn("同一名称有不同口径的数，已分别列出，不可混用")
    elif totals := _other_totals(fact, query, corpus.facts(selection.documents)):
        told = "；".join(
            f"{compose.stated(other)}{draft.mark(other, Role.CONTEXT)}" for other in totals
        )
        draft.say(f"同一文件里另有口径不同的合计：{told}。")
        draft.warn("合计有不同口径的数，已分别列出，不可混用")
    if not selection.others:
        return
    there = look_up_figures(query, corpus.facts(selection.others))
    elsewhere = there.first
    if elsewhere is not None and not there.unmet and not there.homonyms:
        same = "相同，也是" if agrees(fact, elsewhere) else ""
        draft.say(
            f"{compose.document_phrase(elsewhere)}中同一项目{same or '为'}"
            f"{compose.signed_amount(elsewhere)}{draft.mark(elsewhere, Role.CONTEXT)}。"
        )


def name_budget(
    draft: Draft, fact: Fact, budget: Selection | None, find: Callable[[Selection], Fact | None]
) -> None:
    """Name what the budget of the same year states, where a final account answers by our choice.

    `find` brings the item's figure out of the budget's documents; None where none is loaded, or
    where the question says which of the two it means.
    """
    there = None if budget is None else find(budget)
    if there is None or there.figure.aspect is not fact.figure.aspect or agrees(fact, there):
        return
    draft.say(
        f"{compose.document_phrase(there)}中为{compose.signed_amount(there)}"
        f"{draft.mark(there, Role.CONTEXT)}。"
    )


def _other_totals(fact: Fact, query: Query, facts: Sequence[Fact]) -> list[Fact]:
    """What '收入' or '支出' might mean as well, where it comes to another amount (财政拨款收入)."""
    items = vocabulary().items
    if not query.items or not any(k in _TOTALS for k in query.target.keys):
        return []
    found: list[Fact] = []
    for key in items[query.target.keys[0]].see:
        mention = ItemMention(items[key].name, keys=(key,))
        other = look_up_figures(replace(query, items=(mention,)), facts).first
        if other is not None and not any(agrees(other, known) for known in (fact, *found)):
            found.append(other)
    return found[:2]


def table_title(fact: Fact, corpus: Corpus) -> str:
    """The title of the table a figure stands in, '' for one in a sentence or without a title."""
    tables = corpus.contents(fact.document).tables
    table = tables.get(fact.figure.source.table_id or "")
    return table.title if table else ""
