"""The operands of shares, changes and rates (占比、增减、完成率): what was said just before.

Where the sentence does not say them, a table of the same document may.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from ingest.model import Aspect, Base, Figure, Measure
from ingest.proofs import amount, step
from ingest.quantity import UnitKind

# How many statements back the operands of a rate may stand.
_REACH = 12
_BASE_MEASURES = {
    Base.PRIOR_BUDGET: Measure.BUDGETED,
    Base.PRIOR_EXECUTED: Measure.EXECUTED,
    Base.PRIOR_FINAL: Measure.FINAL,
}

ByItem = Mapping[str, Sequence[Figure]]


def amounts_by_item(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    """The amounts of money of a document, by the item they state."""
    found: dict[str, list[Figure]] = {}
    for f in figures:
        if f.item is not None and amount(f) is not None:
            found.setdefault(f.item, []).append(f)
    return found


def each_said(
    figures: Sequence[Figure], aspects: Collection[Aspect]
) -> Iterator[tuple[Figure, list[Figure]]]:
    """The stated numbers of these aspects, each with what its section said before it.

    The nearest comes first.
    """
    said = [f for f in figures if f.source.table_id is None]
    for i, f in enumerate(said):
        if f.quantity is not None and f.aspect in aspects:
            near = said[max(0, i - _REACH) : i]
            yield f, [b for b in reversed(near) if b.section_path == f.section_path]


def is_of_same(f: Figure, other: Figure) -> bool:
    """Whether two statements are of the same item, in the same money."""
    named = f.item == other.item if f.item is not None else f.label == other.label
    return named and (f.facet, f.fund, f.level, f.organisation) == (
        *(other.facet, other.fund, other.level, other.organisation),
    )


def amount_said(f: Figure, before: Iterable[Figure], measure: Measure) -> Figure | None:
    """The nearest amount of the same item and year, in this measure."""
    return next(
        (
            other
            for other in before
            if amount(other) is not None
            and other.measure is measure
            and other.fiscal_year == f.fiscal_year
            and is_of_same(f, other)
        ),
        None,
    )


def amount_in_tables(
    f: Figure, by_item: ByItem, measure: Measure, year: int | None
) -> Figure | None:
    """The amount of the same item that the tables state in this measure, None for several."""
    found = [
        other
        for other in by_item.get(f.item or "", ())
        if other.source.table_id is not None
        and (other.measure, other.fiscal_year) == (measure, year)
        and is_of_same(f, other)
    ]
    return found[0] if len({amount(other) for other in found}) == 1 else None


def amount_of_base(f: Figure, before: Iterable[Figure], by_item: ByItem) -> Figure | None:
    """What a change or its rate is measured from: the year before, or the year it names."""
    if f.base is None or f.fiscal_year is None:
        return None
    if f.base in set(Base):
        measures, year = {_BASE_MEASURES[Base(f.base)]}, f.fiscal_year - 1
    elif f.base.isdigit():
        measures, year = {f.measure}, int(f.base)
    else:
        return None
    for other in before:
        if (
            amount(other) is not None
            and other.measure in measures
            and other.fiscal_year == year
            and is_of_same(f, other)
        ):
            return other
    return amount_in_tables(f, by_item, next(iter(measures)), year)


def is_ratio(f: Figure, part: Figure, whole: Figure) -> bool:
    """Whether a printed rate is part ÷ whole."""
    top, bottom = amount(part), amount(whole)
    if top is None or not bottom:
        return False
    return fits(f, top, step(part) / 2, bottom, step(whole) / 2)


def fits(f: Figure, top: Decimal, top_half: Decimal, bottom: Decimal, bottom_half: Decimal) -> bool:
    """Whether top ÷ bottom, each as exact as it is printed, is the printed rate.

    The rate may be rounded or cut off.
    """
    if f.quantity is None or bottom <= bottom_half:
        return False
    scale = scale_of(f)
    rate, place = abs(f.quantity.number), f.quantity.last_place * 2
    least = (top - top_half) / (bottom + bottom_half) * scale
    most = (top + top_half) / (bottom - bottom_half) * scale
    return least - place <= rate <= most + place


def scale_of(f: Figure) -> Decimal:
    """What a ratio is multiplied with to be printed: 100 for %, 1 for 倍."""
    multiple = f.quantity is not None and f.quantity.unit.kind is UnitKind.MULTIPLE
    return Decimal(1) if multiple else Decimal(100)
