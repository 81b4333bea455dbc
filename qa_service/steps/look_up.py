"""look_up_figures: the exact figures that state what is asked, and what stands beside them.

Each figure of the documents is judged by how surely it states the asked item, whether the other
words of the question (a column, a fund, a parent item) fit it, and whether it is limited to
something the question does not ask. The best ones must agree; where they do not, that is found
here and said, never smoothed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.model import Aspect, Classification, Fund, Measure
from ingest.vocabulary.load import plain_label, vocabulary
from qa_service.intent import Intent
from qa_service.model import Fact
from qa_service.steps.fitting import Judged, Query, judge, table_cost
from qa_service.steps.item_names import ItemMention

# Figures this close in judgement say the same thing in the same 口径.
_SAME = 3


@dataclass(frozen=True)
class Found:
    """What the look-up brought.

    `best` agree with each other and are ordered, the most exact place first; `in_words` is a
    sentence that states the same amount. `rivals` state the same item in the same 口径 with
    another amount (文表不一致); `otherwise` state it in another 口径 with another; `homonyms` are
    different items of the same name; `blank` are cells
    that stand empty where a figure is missing; `weak` tells that only an everyday word fits;
    `unmet` are items of the question that the figure says nothing of.
    """

    best: tuple[Fact, ...] = ()
    in_words: Fact | None = None
    rivals: tuple[Fact, ...] = ()
    otherwise: tuple[Fact, ...] = ()
    homonyms: tuple[Fact, ...] = ()
    blank: tuple[Fact, ...] = ()
    weak: bool = field(default=False)
    unmet: tuple[ItemMention, ...] = ()
    head: int = 100  # how surely the best one states the item (head_strength)

    @property
    def first(self) -> Fact | None:
        """The figure that answers, None when there is none."""
        return self.best[0] if self.best else None


def look_up_figures(query: Query, facts: Sequence[Fact]) -> Found:
    """The figures of `facts` that state what the query asks."""
    judged = [j for f in facts if (j := judge(query, f)) is not None]
    if not judged:
        return Found()
    top = max(j.score for j in judged)
    near = [j for j in judged if j.score >= top - _SAME]
    stated = [j for j in near if j.fact.figure.quantity is not None]
    if not stated:
        # A blank in the fitting table counts only when nothing states the item in a like 口径.
        like = [j for j in judged if j.fact.figure.quantity is not None and j.score >= top - 12]
        if not like:
            return Found(blank=tuple(j.fact for j in near))
        top = max(j.score for j in like)
        stated = [j for j in like if j.score >= top - _SAME]
    return _agreeing(query, stated, judged)


def _agreeing(query: Query, stated: list[Judged], judged: list[Judged]) -> Found:
    ordered = sorted(stated, key=_exactness)
    leader = ordered[0]
    others = [j for j in ordered if _is_other_item(leader.fact, j.fact)]
    homonyms = [j for j in others if _classified(j.fact) == _classified(leader.fact)]
    if all(agrees(leader.fact, j.fact) for j in homonyms):
        homonyms = []  # a 款 and its only 项 bear one name and one amount
    same = [j for j in ordered if j not in others]
    best = [j.fact for j in same if agrees(leader.fact, j.fact)]
    elsewhere = [
        j
        for j in sorted(judged, key=lambda j: -j.score)
        if j.fact.figure.quantity is not None
        and j.head >= leader.head - 8
        and j not in same
        and not j.unmet
        and table_cost(query.target, j.fact) == 0
        and _same_facet(leader.fact, j.fact)
        and (
            not _is_other_item(leader.fact, j.fact)
            or _classified(j.fact) != _classified(leader.fact)
        )
    ]
    differing = [j.fact for j in elsewhere if not agrees(leader.fact, j.fact)]
    whole = _tax_money_is_all(leader.fact, [j.fact for j in elsewhere])
    rivals = [j.fact for j in same if not agrees(leader.fact, j.fact)]
    rivals += [f for f in differing if whole and _contradicts(leader.fact, f)]
    otherwise = [f for f in differing if f not in rivals]
    agreeing = (*best, *(j.fact for j in elsewhere if agrees(leader.fact, j.fact)))
    return Found(
        best=tuple(best),
        in_words=next((f for f in agreeing if not f.is_cell), None),
        rivals=_distinct(rivals),
        otherwise=_distinct(otherwise)[:3],
        homonyms=_distinct_items(j.fact for j in [leader, *homonyms]) if homonyms else (),
        weak=not any(m.strong for m in query.items) and leader.head < 97,
        unmet=leader.unmet,
        head=leader.head,
    )


_CHANGES = (Aspect.CHANGE, Aspect.CHANGE_RATE)
_TAX_MONEY = (Fund.FISCAL_APPROPRIATION, Fund.GENERAL_PUBLIC_BUDGET)


def _tax_money_is_all(leader: Fact, elsewhere: Sequence[Fact]) -> bool:
    """Whether a table shows that the item is paid from tax money alone (其数与财政拨款表相同)."""
    return leader.figure.fund is None and any(
        f.is_cell and f.figure.fund in _TAX_MONEY and agrees(leader, f) for f in elsewhere
    )


def _contradicts(leader: Fact, other: Fact) -> bool:
    """Whether a sentence about the item's tax money states what its tables do not."""
    f = other.figure
    return (
        not other.is_cell
        and f.fund in _TAX_MONEY
        and f.measure == leader.figure.measure
        and not _is_other_item(leader, other)
    )


def _same_facet(leader: Fact, other: Fact) -> bool:
    """Whether both are limited to the same column; the limit of a whole table is a 口径."""
    f = other.figure
    return f.facet == leader.figure.facet or (f.facet is not None and f.facet == f.table_kind)


def _classified(fact: Fact) -> bool:
    """Whether a fact is a row of the economic classification: its own world beside the others."""
    return fact.figure.classification not in (None, Classification.FUNCTIONAL)


def _exactness(judged: Judged) -> tuple[bool, bool, object, int, int]:
    """Functional rows before economic ones, cells before sentences, the finest printed first."""
    f = judged.fact.figure
    quantity = f.quantity
    fineness: object = 0
    if quantity is not None and quantity.unit.yuan is not None:
        fineness = quantity.last_place * quantity.unit.yuan
    return (
        _classified(judged.fact),
        not judged.fact.is_cell,
        fineness,
        -judged.score,
        f.source.start,
    )


def agrees(one: Fact, other: Fact) -> bool:
    """Whether two figures state the same amount, to one unit of the coarser one's last digit.

    Documents cut digits off as often as they round them (204.9197 万元 printed as 204.91).
    """
    a, b = one.figure.quantity, other.figure.quantity
    if a is None or b is None:
        return a is b
    if a.yuan is not None and b.yuan is not None and a.unit.yuan and b.unit.yuan:
        leeway = 2 * max(a.last_place * a.unit.yuan, b.last_place * b.unit.yuan)
        same_unit = a.unit == b.unit and a.last_place == b.last_place
        return a.yuan == b.yuan if same_unit else abs(a.yuan - b.yuan) < leeway
    if a.unit.kind is b.unit.kind:
        return abs(a.number - b.number) <= max(a.last_place, b.last_place) or a.number == b.number
    return a.number == 0 == b.number


def _is_other_item(one: Fact, other: Fact) -> bool:
    """Whether two figures of one name are different items: another code, another parent."""
    a, b = one.figure, other.figure
    if a.item is not None and a.item == b.item:
        return False
    if a.aspect in _CHANGES and a.item and b.item and not (a.code or b.code):
        return a.label != b.label  # each name holds the words asked for, and is another item's
    if a.code and b.code:
        return a.code != b.code or a.classification != b.classification
    if a.item is None and b.item is None and _of_one_table(one, other):
        return a.item_path != b.item_path  # rows of a table are told apart by all above them
    parents_a, parents_b = _parents(one), _parents(other)
    return bool(parents_a and parents_b and not parents_a & parents_b)


def _of_one_table(one: Fact, other: Fact) -> bool:
    table = one.figure.source.table_id
    same = one.document.document_id == other.document.document_id
    return table is not None and same and table == other.figure.source.table_id


def _parents(fact: Fact) -> frozenset[str]:
    return frozenset(_short(label) for label in fact.figure.item_path[:-1])


def _short(label: str) -> str:
    return plain_label(label).removesuffix("支出").replace("其它", "其他")


def _distinct(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """One of each amount, in order."""
    kept: list[Fact] = []
    for fact in facts:
        if not any(agrees(fact, k) for k in kept):
            kept.append(fact)
    return tuple(kept)


def _distinct_items(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """One of each item, in order."""
    kept: list[Fact] = []
    for fact in facts:
        if all(_is_other_item(fact, k) for k in kept):
            kept.append(fact)
    return tuple(kept)


def query_of(intent: Intent, aspect: Aspect, year: int | None) -> Query:
    """The query an intent makes for one aspect and year.

    '预算' asks for a measure of its own only in a final account (年初预算); a budget is one.
    """
    measure = intent.measure
    if measure is Measure.BUDGETED and not intent.of_final_account:
        measure = None
    return Query(intent.items, aspect, year, measure, level=intent.level, tables=intent.tables)


def about_item(
    intent: Intent, aspect: Aspect, year: int | None, *, final: bool = False
) -> list[Query]:
    """Queries to try in turn: a general word (支出) stands for the totals that documents state."""
    if not intent.items:
        return []
    return for_totals(query_of(intent, aspect, year), final=final)


def for_totals(query: Query, *, final: bool) -> list[Query]:
    """The query itself, or for a general word one for each total it may mean, likeliest first.

    A final account (`final`) states what came in and was spent within the year.
    """
    target = query.target
    if not target.generic:
        return [query]
    items = vocabulary().items
    keys = [k for key in target.keys for k in (key, *items[key].see)]
    if final:
        keys.sort(key=lambda k: not k.startswith("current_year"))
    plain = [replace(target, keys=(k,), generic=False, text=items[k].name) for k in keys]
    return [replace(query, items=(mention,)) for mention in plain]
