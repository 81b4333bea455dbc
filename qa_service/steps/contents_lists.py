"""contents_lists: which tables a document has, which of them are empty, which terms it explains."""

from __future__ import annotations

import re
from collections import Counter

from index.model import StoredDocument
from ingest.model import Table
from qa_service.corpus import Corpus
from qa_service.draft import Draft, Quote
from qa_service.intent import Intent, Stop
from qa_service.model import Reason
from qa_service.names import document_title
from qa_service.steps.prose_wording import prose_wording
from qa_service.steps.quote import flat
from qa_service.steps.select import Selection

_SIDE = re.compile(r"（[^（）]*）$")
_AMOUNT = re.compile(r"\d")


def tables_listed(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """The titles of the tables, or of those without any number; None where none is asked for.

    Tables without a title are left out, a table that goes on under its title is told once.
    """
    words = prose_wording()
    empty = words.asks_list("empty_tables", intent.plain)
    if not empty and not words.asks_list("tables", intent.plain):
        return None
    (document,) = selection.documents[:1]
    by_title = _by_title(list(corpus.contents(document).tables.values()))
    if empty:
        by_title = {t: its for t, its in by_title.items() if not any(map(_is_filled, its))}
    named = document_title(document)
    if not by_title:
        what = "没有空着的表" if empty else "里没有读出带标题的表"
        return Stop(Reason.ITEM_MISSING, f"{named}{what}。")
    draft = Draft()
    draft.say(f"{named}{'没有填数的表' if empty else '的表'}有：")
    _enumerate(draft, document, by_title)
    return draft


def terms_listed(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """The terms that the 名词解释 of a document explain, in order; None where not asked for."""
    if not prose_wording().asks_list("terms", intent.plain):
        return None
    (document,) = selection.documents[:1]
    entries = sorted(corpus.definitions([document]), key=lambda e: e.entry.source.start)
    named = document_title(document)
    if not entries:
        return Stop(Reason.ITEM_MISSING, f"{named}没有名词解释。")
    draft = Draft()
    draft.say(f"{named}解释的名词有：")
    for index, stored in enumerate(entries):
        source = stored.entry.source
        quote = Quote(document, source.start, source.end, ("名词解释",), source.page)
        draft.say(f"{'、' if index else ''}{flat(stored.entry.term)}{draft.mark_quote(quote)}")
    draft.say("。")
    draft.listed += [stored.entry.term for stored in entries]
    return draft


def _by_title(tables: list[Table]) -> dict[str, list[Table]]:
    """The tables under their titles; the sides of one ('…（收入）', '…（支出）') are one."""
    titles = [flat(table.title) for table in tables]
    sides = Counter(_SIDE.sub("", title) for title in dict.fromkeys(titles))
    found: dict[str, list[Table]] = {}
    for title, table in zip(titles, tables, strict=True):
        whole = _SIDE.sub("", title)
        if title:
            found.setdefault(whole if sides[whole] > 1 else title, []).append(table)
    return found


def _enumerate(draft: Draft, document: StoredDocument, by_title: dict[str, list[Table]]) -> None:
    for index, (title, tables) in enumerate(by_title.items()):
        source = tables[0].source
        quote = Quote(document, source.start, source.end, tables[0].section_path, source.page)
        draft.say(f"{'、' if index else ''}《{title}》{draft.mark_quote(quote)}")
    draft.say("。")
    draft.listed += list(by_title)


def _is_filled(table: Table) -> bool:
    """Whether a cell has an amount, a printed 0 too: a blank and a dash state none."""
    return any(_AMOUNT.search(cell.printed) for row in table.rows for cell in row.cells)
