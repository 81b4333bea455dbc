"""A total with its parts, and whether they agree (合计与分项).

Where a total is larger than parts of which one is blank, or which may not be all there are,
nothing is said unless other sums show that such parts are all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.model import Classification, Figure
from ingest.proofs import (
    Places,
    Proof,
    amount,
    column_name,
    in_unit_of,
    is_nothing,
    number,
    printed,
    step,
    unquoted,
)

_SHOWN_PARTS = 8


@dataclass(frozen=True)
class Sum:
    """A total and what should sum to it. `code` is the Problem's where it does not.

    `is_complete` says that no part can be missing from `parts`; where `is_certain` is False what
    is a part of what is so doubtful that only a sum that holds tells anything.
    """

    code: str
    total: Figure
    parts: tuple[Figure, ...]
    is_complete: bool = True
    is_certain: bool = True


def judge_sums(
    sums: Sequence[Sum],
    figures: Sequence[Figure],
    places: Places,
    complete: Collection[Classification | None] = (),
) -> list[Proof]:
    """The sums that can be judged, each total with the same parts once.

    `figures` are all of the table, whose precision they show; none where sums stand in prose.
    `complete` are the classifications whose lists of codes are known to be complete.
    """
    once = {(s.total.figure_id, frozenset(p.figure_id for p in s.parts)): s for s in sums}
    judged = [(s, short) for s in once.values() if (short := gap(s)) is not None]
    usual = _usual_step(figures) if any(short for _, short in judged) else None
    rounding = [_allowed(s, usual) if short else Decimal(0) for s, short in judged]
    holding = [abs(apart) <= most for (_, apart), most in zip(judged, rounding, strict=True)]
    blank_is_none = any(
        holds and _has_blank(s) for (s, _), holds in zip(judged, holding, strict=True)
    )
    proofs = []
    for (s, short), most, holds in zip(judged, rounding, holding, strict=True):
        operands = (s.total, *(part for part in s.parts if part.quantity is not None))
        parts_are_all = (s.is_complete or s.total.classification in complete) and (
            blank_is_none or not _has_blank(s)
        )
        if holds:
            rest = in_unit_of(short, s.total) if short else None
            proofs.append(Proof(s.code, True, operands, operands, difference=rest))
        elif s.is_certain and (parts_are_all or (short > 0 and not _has_negative(s))):
            apart = in_unit_of(short, s.total), in_unit_of(most, s.total)
            proofs.append(
                Proof(s.code, False, operands, operands, None, _message(s, places), *apart)
            )
    return proofs


def gap(s: Sum) -> Decimal | None:
    """The parts' sum less the total, in yuan; None where there is nothing to compare."""
    total = amount(s.total)
    values = [value for part in s.parts if (value := amount(part)) is not None]
    return None if total is None or not values else sum(values, Decimal(0)) - total


def _allowed(s: Sum, usual: Decimal | None) -> Decimal:
    """The rounding envelope: half of the last printed place of the total and of each part."""
    steps = [step(f) for f in (s.total, *s.parts) if f.quantity is not None]
    finest = [own if usual is None else min(own, usual) for own in steps]
    # A printed 0 may be what a small part was rounded to: as coarse as the parts beside it.
    coarsest = max(finest)
    return sum((own or coarsest for own in finest), Decimal(0)) / 2


def _usual_step(figures: Iterable[Figure]) -> Decimal | None:
    """The precision a table prints amounts in: '1200' beside '35.25' is 1200.00, not rounded.

    In yuan; None where no amount has decimals.
    """
    steps = Counter(
        step(f)
        for f in figures
        if f.quantity is not None and f.quantity.number != f.quantity.number.to_integral_value()
    )
    return steps.most_common(1)[0][0] if steps else None


def _has_blank(s: Sum) -> bool:
    return any(part.quantity is None for part in s.parts)


def _has_negative(s: Sum) -> bool:
    return any((amount(f) or 0) < 0 for f in (s.total, *s.parts))


def _message(s: Sum, places: Places) -> str:
    unit = s.total.unit
    worth = unit.yuan if unit is not None and unit.yuan is not None else Decimal(1)
    name = unit.name if unit is not None else "元"
    values = [part for part in s.parts if part.quantity is not None]
    shown = [f"“{_name(part, s)}”{printed(part)}" for part in values if not is_nothing(part)]
    if len(shown) > _SHOWN_PARTS:
        shown = [*shown[: _SHOWN_PARTS - 1], f"等{len(shown)}项"]
    whole = sum((amount(part) or Decimal(0) for part in values), Decimal(0)) / worth
    short = abs(whole - (amount(s.total) or Decimal(0)) / worth)
    parts = "、".join(shown) or "各分项"
    together = f"合计为{number(whole)}{name}" if len(shown) != 1 else ""
    return (
        f"合计与分项不符：{places.said(s.total)}，而{parts}{together}，"
        f"相差{number(short)}{name}；请核对"
    )


def _name(part: Figure, s: Sum) -> str:
    """A part by what tells it from the others: its column in a row, its row in a column."""
    if part.source.row == s.total.source.row and part.column_path:
        return column_name(part)
    return unquoted((part.item_path[-1] if part.item_path else "") or part.label)
