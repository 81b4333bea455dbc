"""look_up_figures: the exact figures that state what is asked, and what stands beside them.

Each figure of the documents is judged by how surely it states the asked item, whether the other
words of the question (a column, a fund, a parent item) fit it, and whether it is limited to
something the question does not ask. The best ones must agree; where they do not, that is found
here and said, never smoothed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.model import Aspect, Base, Fund, Kind, Measure
from ingest.vocabulary.load import plain_label, vocabulary
from qa_service.intent import Intent
from qa_service.model import Fact
from qa_service.steps.items import ItemMention, head_strength

# A head weaker than this is another item that only shares letters.
_WEAKEST = 60
# Figures this close in judgement say the same thing in the same 口径.
_SAME = 3
_FUND_WORDS = {
    "fiscal_appropriation_income": Fund.FISCAL_APPROPRIATION,
    "fiscal_appropriation_expenditure": Fund.FISCAL_APPROPRIATION,
    "fiscal_appropriation_total": Fund.FISCAL_APPROPRIATION,
    "general_public_budget_income": Fund.GENERAL_PUBLIC_BUDGET,
    "general_public_budget_expenditure": Fund.GENERAL_PUBLIC_BUDGET,
    "government_managed_fund_income": Fund.GOVERNMENT_MANAGED_FUNDS,
    "government_managed_fund_expenditure": Fund.GOVERNMENT_MANAGED_FUNDS,
    "state_capital_income": Fund.STATE_CAPITAL_OPERATIONS,
    "state_capital_expenditure": Fund.STATE_CAPITAL_OPERATIONS,
}
# What an unasked limit to one kind of money costs: other money than tax money is farthest.
_FUND_COST = {
    None: 0,
    Fund.FISCAL_APPROPRIATION: 4,
    Fund.GENERAL_PUBLIC_BUDGET: 6,
    Fund.GOVERNMENT_MANAGED_FUNDS: 40,
    Fund.STATE_CAPITAL_OPERATIONS: 40,
}


@dataclass(frozen=True)
class Query:
    """What to look for in the facts of one organisation and year."""

    items: tuple[ItemMention, ...]
    aspect: Aspect
    year: int | None
    measure: Measure | None = None
    base: str | None = None
    level: str | None = None

    @property
    def target(self) -> ItemMention:
        """The item whose figure is wanted; the others narrow it."""
        return self.items[-1]


@dataclass(frozen=True)
class Judged:
    """A fact and how well it fits (higher is better)."""

    fact: Fact
    score: int
    head: int


@dataclass(frozen=True)
class Found:
    """What the look-up brought.

    `best` agree with each other and are ordered, the most exact place first. `rivals` state the
    same item in the same 口径 with another amount (文表不一致); `otherwise` state it in another
    口径 with another amount; `homonyms` are different items of the same name; `blank` are cells
    that stand empty where a figure is missing; `weak` tells that only an everyday word fits.
    """

    best: tuple[Fact, ...] = ()
    rivals: tuple[Fact, ...] = ()
    otherwise: tuple[Fact, ...] = ()
    homonyms: tuple[Fact, ...] = ()
    blank: tuple[Fact, ...] = ()
    weak: bool = field(default=False)

    @property
    def first(self) -> Fact | None:
        """The figure that answers, None when there is none."""
        return self.best[0] if self.best else None


def look_up_figures(query: Query, facts: Sequence[Fact]) -> Found:
    """The figures of `facts` that state what the query asks."""
    judged = [j for f in facts if (j := _judge(query, f)) is not None]
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
    homonyms = [j for j in ordered if _is_other_item(leader.fact, j.fact)]
    same = [j for j in ordered if j not in homonyms]
    best = [j.fact for j in same if agrees(leader.fact, j.fact)]
    rivals = [j.fact for j in same if not agrees(leader.fact, j.fact)]
    otherwise = [
        j.fact
        for j in sorted(judged, key=lambda j: -j.score)
        if j.fact.figure.quantity is not None
        and j.head >= leader.head - 8
        and j.score < leader.score - _SAME
        and j.fact.figure.facet == leader.fact.figure.facet
        and not agrees(leader.fact, j.fact)
        and not _is_other_item(leader.fact, j.fact)
    ]
    return Found(
        best=tuple(best),
        rivals=_distinct(rivals),
        otherwise=_distinct(otherwise)[:3],
        homonyms=_distinct_items(j.fact for j in [leader, *homonyms]) if homonyms else (),
        weak=not query.target.strong and leader.head < 97,
    )


def _judge(query: Query, fact: Fact) -> Judged | None:
    f = fact.figure
    if f.aspect != query.aspect or (query.year is not None and f.fiscal_year != query.year):
        return None
    if query.measure is not None and f.measure != query.measure:
        return None
    if query.base is not None and f.base not in (None, query.base):
        return None
    head = head_strength(query.target, f.label, f.item, f.code)
    if head < _WEAKEST:
        return None
    score, fund_asked, facet_asked = head, False, False
    for mention in query.items[:-1]:
        fund = next((_FUND_WORDS[k] for k in mention.keys if k in _FUND_WORDS), None)
        if _is_ancestor(mention, fact):
            score += 30
        elif _is_facet(mention, fact):
            score, facet_asked = score + 40, True
        elif fund is not None and _covers(fund, f.fund):
            score, fund_asked = score + 35, True
        elif _is_part(mention, query.target):
            score += 10
        else:
            score -= 50
    if f.facet is not None and not facet_asked:
        score -= 60
    if not fund_asked:
        score -= _FUND_COST[f.fund]
    score -= _measure_cost(query, fact)
    score -= _level_cost(query, fact)
    return Judged(fact, score, head)


def _is_ancestor(mention: ItemMention, fact: Fact) -> bool:
    path = fact.figure.item_path
    return any(head_strength(mention, label, None, None) >= 85 for label in path[:-1])


def _is_facet(mention: ItemMention, fact: Fact) -> bool:
    f = fact.figure
    if f.facet is not None and f.facet in mention.keys:
        return True
    return f.facet is not None and any(
        head_strength(mention, label, None, None) >= 90 for label in f.column_path
    )


def _covers(asked: Fund, stated: Fund | None) -> bool:
    if asked is Fund.FISCAL_APPROPRIATION:
        return stated in (Fund.FISCAL_APPROPRIATION, Fund.GENERAL_PUBLIC_BUDGET)
    return stated is asked


def _is_part(whole: ItemMention, part: ItemMention) -> bool:
    items = vocabulary().items
    return any(key in items[w].parts for w in whole.keys if w in items for key in part.keys)


def _measure_cost(query: Query, fact: Fact) -> int:
    """What the document mainly states costs nothing; a budget figure in a final account does."""
    if query.measure is not None:
        return 0
    main = Measure.FINAL if fact.kind is Kind.FINAL_ACCOUNT else Measure.BUDGETED
    return 0 if fact.figure.measure in (main, Measure.BALANCE) else 30


def _level_cost(query: Query, fact: Fact) -> int:
    stated = fact.figure.level
    if query.level is not None and stated is not None:
        return -20 if stated == query.level else 40
    own = fact.document.identity.level
    return 25 if stated is not None and stated != own else 0


def _exactness(judged: Judged) -> tuple[int, bool, object, int]:
    """The best judged first; among equals the finest printed, cells before sentences."""
    f = judged.fact.figure
    quantity = f.quantity
    fineness: object = 0
    if quantity is not None and quantity.unit.yuan is not None:
        fineness = quantity.last_place * quantity.unit.yuan
    band = -(judged.score // (_SAME + 1))
    return (band, not judged.fact.is_cell, fineness, f.source.start)


def agrees(one: Fact, other: Fact) -> bool:
    """Whether two figures state the same amount, to the rounding of their printed digits."""
    a, b = one.figure.quantity, other.figure.quantity
    if a is None or b is None:
        return a is b
    if a.yuan is not None and b.yuan is not None and a.unit.yuan and b.unit.yuan:
        leeway = max(a.last_place * a.unit.yuan, b.last_place * b.unit.yuan)
        return abs(a.yuan - b.yuan) <= leeway
    if a.unit.kind is b.unit.kind:
        return abs(a.number - b.number) <= max(a.last_place, b.last_place) or a.number == b.number
    return a.number == 0 == b.number


def _is_other_item(one: Fact, other: Fact) -> bool:
    """Whether two figures of one name are different items: another code, another parent."""
    a, b = one.figure, other.figure
    if a.item is not None and a.item == b.item:
        return False
    if a.code and b.code:
        return a.code != b.code or a.classification != b.classification
    parents_a, parents_b = _parents(one), _parents(other)
    return bool(parents_a and parents_b and not parents_a & parents_b)


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


def _distinct_items(facts: object) -> tuple[Fact, ...]:
    kept: list[Fact] = []
    for fact in list(facts):  # type: ignore[call-overload]
        if all(_is_other_item(fact, k) for k in kept):
            kept.append(fact)
    return tuple(kept)


def query_of(intent: Intent, aspect: Aspect, year: int | None) -> Query:
    """The query an intent makes for one aspect and year."""
    return Query(
        items=intent.items,
        aspect=aspect,
        year=year,
        measure=intent.measure if intent.measure is not Measure.BUDGETED else None,
        level=intent.level,
    )


def about(query: Query, mention: ItemMention) -> Query:
    """The same query for one item alone."""
    return replace(query, items=(mention,))


BASE_NAMES = {
    Base.PRIOR_BUDGET: "上年预算",
    Base.PRIOR_EXECUTED: "上年执行数",
    Base.PRIOR_FINAL: "上年决算",
}
