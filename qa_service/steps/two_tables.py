"""two_tables: an amount in each of the two tables that a question sets against each other.

'财政拨款收支总表的支出总计与收支总表的一样吗' is answered from those tables, and not by what
was proven of two others.
"""

from __future__ import annotations

import re
from dataclasses import replace

from qa_service.corpus import Corpus, Tried
from qa_service.draft import Draft
from qa_service.intent import Intent
from qa_service.model import Fact, Operation, Reason
from qa_service.steps.compose import document_phrase
from qa_service.steps.find_value import find_value
from qa_service.steps.identities_asked import asks_whether
from qa_service.steps.item_names import ItemMention
from qa_service.steps.look_up import agrees
from qa_service.steps.select import Selection
from qa_service.steps.table_named import kinds_of_table
from qa_service.steps.telling import tell

# What divides a question into the names of its tables and what is asked of each.
_BETWEEN = re.compile(r"[的与和跟同里中，,、]|(?<=表)(?=[^的与和跟同里中，,、]{2})")
_TABLE = re.compile(r"(?:20\d\d年度?)?(?:部门|单位)?(?P<name>[\u4e00-\u9fff“”]{2,}表)$")
_TABLE_NAME = re.compile(r"总?表(?!示|明)")
_THE_SAME = re.compile(r"(?:一样|同样|相同|一致)(?:吗|么|嘛|不|没|吧)")
_BOTH = 2
_ALIKE = "same_across_tables"


def tables_in(question: str) -> tuple[frozenset[str], ...]:
    """The standard tables (keys of vocabulary/tables.yaml) a plain question names, in order."""
    names = [m["name"] for piece in _BETWEEN.split(question) if (m := _TABLE.search(piece))]
    return tuple(dict.fromkeys(kinds for name in names if (kinds := kinds_of_table(name))))


def only_names_a_table(mention: ItemMention, question: str) -> bool:
    """'支出决算表' names a table, and no item unless the item is said beside it too."""
    behind = [question[m.end() :] for m in re.finditer(re.escape(mention.text), question)]
    return bool(behind) and all(_TABLE_NAME.match(rest) for rest in behind)


def is_between(tried: Tried, tables: tuple[frozenset[str], ...]) -> bool:
    """Whether an identity is one between the two tables named; any is where not two are."""
    if len(tables) != _BOTH:
        return True
    kinds = {f.figure.table_kind for f in tried.facts}
    return len(kinds) == _BOTH and all(kinds & its for its in tables)


def answer_two_tables(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """The item in both tables and whether they agree; None where no two tables state it."""
    tables = tables_in(intent.plain)
    items = tuple(m for m in intent.items if not only_names_a_table(m, intent.plain))
    if len(tables) != _BOTH or len(items) != 1 or not _asks(intent.plain):
        return None
    found: list[Fact] = []
    for its in tables:
        one = replace(intent, items=items, tables=its, operation=Operation.VALUE, content="")
        answered = find_value(one, selection, selection.year, corpus).found
        stated = (*answered.best, *answered.otherwise, *answered.rivals)
        fact = next((f for f in stated if f.figure.table_kind in its), None)
        if fact is None:
            return None
        found.append(fact)
    if found[0].fact_id == found[1].fact_id:
        return None
    draft = Draft()
    draft.say(f"{document_phrase(found[0])}中，")
    tried = Tried(_ALIKE, agrees(*found), tuple(found))
    tell(draft, tried, corpus)
    if not tried.holds:
        draft.reason = Reason.DOCUMENTS_DISAGREE
    return draft


def _asks(plain: str) -> bool:
    return asks_whether(plain) or _THE_SAME.search(plain) is not None
