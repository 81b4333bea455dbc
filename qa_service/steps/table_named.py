"""table_named: the table a question names as where to look, and what it asks without that name.

'三公决算表里，公务接待费多少' asks of 公务接待费, and of nothing that the table's name says. What
is no standard table, and a question of the table itself, is left as it is.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ingest.vocabulary.standard_tables import standard_table, tables_by_key
from qa_service.steps.items import find_items
from qa_service.steps.labels_like import labels_like
from qa_service.steps.wording import wording


@dataclass(frozen=True)
class TableNamed:
    """The standard tables (keys of vocabulary/tables.yaml) that some words may name."""

    kinds: frozenset[str]
    words: str


def table_named(rest: str, labels: Collection[str]) -> TableNamed | None:
    """The table in which something else is asked for, None where none is named so.

    `rest` is the question without organisations and years; `labels` are the documents'.
    """
    for match in (m for words in wording().table_places for m in words.finditer(rest)):
        kinds = kinds_of_table(match["name"])
        beside = rest.replace(match.group(), "，")
        items = find_items(beside, labels) or labels_like(wording().content(beside), labels)
        if kinds and any(not item.generic for item in items):
            return TableNamed(kinds, match.group())
    return None


def kinds_of_table(name: str) -> frozenset[str]:
    """The standard tables of a title as it is spoken: '三公决算表', '基本支出决算明细'.

    What the last item of it has a table of counts too: few say whose money 基本支出 is of.
    """
    known = standard_table(name) or standard_table(f"{name}表")
    last = find_items(name)[-1:]
    keys = {key for item in last for key in item.keys} & tables_by_key().keys()
    return frozenset(keys if known is None else {known.key, *keys})
