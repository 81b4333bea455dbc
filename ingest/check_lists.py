"""Lists of the prose (逐项列出的数): items that come to the total stated before them.

'一般公共预算支出300万元，用于以下方面：教育支出（类）…；科学技术支出（类）…'. That a list is
complete its words say (以下方面), or another column of the same list proves: where the items'
final amounts come to the total, their budgets must.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.model import Aspect, Figure
from ingest.proofs import Places, Proof, envelope, in_unit_of, number, printed, unquoted
from ingest.quantity import Quantity, Unit

# What functional items (类、款、项) of a list sum to.
_SPENT = frozenset(
    {
        "total_expenditure",
        "current_year_expenditure",
        "fiscal_appropriation_expenditure",
        "general_public_budget_expenditure",
    }
)
# Marks of the levels that lists go down to; and lists of economic classes (工资福利支出 …).
_MARKS = ("（类）", "（项）")
_ECONOMIC = "economic"
_ECONOMIC_CLASS = re.compile(r"economic:\d{3}$")
_COMPLETE = re.compile(r"以下(?:几?个?方面|几?项)|包括[:：]?")
_KIND_OF_VEHICLE = re.compile(r"用\s*车")
_SHOWN = 6


@dataclass(frozen=True)
class _List:
    """A total of the prose and the items listed below it, all of one aspect and measure."""

    total: Figure
    items: tuple[Figure, ...]

    def is_of_changes(self) -> bool:
        return self.total.aspect is Aspect.CHANGE

    def value(self, figure: Figure) -> Decimal:
        return figure.quantity.yuan or Decimal(0) if figure.quantity is not None else Decimal(0)

    def gap(self) -> Decimal:
        """The items' sum less the total, in yuan."""
        return sum((self.value(f) for f in self.items), Decimal(0)) - self.value(self.total)

    def holds(self) -> bool:
        return abs(self.gap()) <= envelope((self.total, *self.items))


def check_lists(figures: Sequence[Figure], text: str, places: Places) -> list[Proof]:
    """The lists of items, and of kinds of vehicles, tried."""
    said = [f for f in figures if f.source.table_id is None]
    proofs = _vehicles(said, text, places)
    for path in dict.fromkeys(f.section_path for f in said):
        section = [f for f in said if f.section_path[: len(path)] == path]
        for depth in (*_MARKS, _ECONOMIC):
            lists = list(_lists(section, path, depth))
            every = {_name(f) for one in lists if not one.is_of_changes() for f in one.items}
            # Some items have another budget or, being new, no change: such a list of theirs
            # is not all there is.
            whole = [one for one in lists if {_name(f) for f in one.items} == every]
            proven = any(one.holds() for one in whole)
            after = section[-1].source.end
            for one in lists:
                start, end = one.total.source.end, one.items[0].source.start
                says_so = _COMPLETE.search(re.sub(r"\s", "", text[start:end])) is not None
                # An item whose name is not known became no figure.
                named = re.sub(r"\s", "", text[start : after + 200]).count(depth)
                is_known = depth == _ECONOMIC or named == len(one.items)
                is_all = one in whole and (proven or says_so) and is_known
                proofs += _judged(one, is_all, places)
    return proofs


def _lists(section: Sequence[Figure], path: tuple[str, ...], depth: str) -> Iterable[_List]:
    """The lists of a section that have all their items below a total of the section itself."""
    for aspect in (Aspect.AMOUNT, Aspect.CHANGE):
        alike: dict[object, list[Figure]] = {}
        for f in section:
            if f.aspect is aspect and f.quantity is not None and f.quantity.unit.is_money:
                key = (f.measure, f.fiscal_year, f.level, f.organisation, f.base)
                alike.setdefault(key, []).append(f)
        for group in alike.values():
            spent = _SPENT | {"fiscal_appropriation_income"} if depth == _ECONOMIC else _SPENT
            totals = [f for f in group if f.item in spent and f.section_path == path]
            items = [f for f in group if _is_item(f, depth)]
            if not totals or len({_name(f) for f in items}) < max(2, len(items)):
                continue
            before = [f for f in totals if f.source.start < items[0].source.start]
            after = [f for f in totals if f.source.start > items[0].source.start]
            if before and not after:
                yield _List(before[-1], tuple(items))


def _is_item(f: Figure, depth: str) -> bool:
    if depth == _ECONOMIC:
        return f.item == "wages_and_household" or bool(_ECONOMIC_CLASS.match(f.item or ""))
    named = f.label.replace("(", "（").replace(")", "）")
    return depth in named[-8:]


def _name(f: Figure) -> str:
    """What tells an item of a list from the others, also where no vocabulary knows it."""
    return f.item or f.label


def _judged(one: _List, is_complete: bool, places: Places) -> Iterable[Proof]:
    is_change = one.is_of_changes()
    code = "check_list_change" if is_change else "check_list_sum"
    operands = (one.total, *one.items)
    gap = one.gap()
    if one.holds():
        yield Proof(code, True, operands, operands)
    elif is_complete or (gap > 0 and not is_change and all(one.value(f) >= 0 for f in operands)):
        shown = [
            f"“{_short(f)}”{'减少' if one.value(f) < 0 else ''}{printed(f)}"
            for f in one.items
            if one.value(f)
        ]
        if len(shown) > _SHOWN:
            shown = [*shown[: _SHOWN - 1], f"等{len(shown)}项"]
        whole, apart = in_unit_of(gap + one.value(one.total), one.total), in_unit_of(gap, one.total)
        what = "各项增减" if is_change else "各项"
        unit = apart.unit.name
        message = (
            f"{what}之和与总数不符：{places.said(one.total)}，而{places.where(one.items[0])}"
            f"所列{'、'.join(shown)}合计为{number(whole.number)}{unit}，"
            f"相差{number(apart.number)}{unit}；请核对"
        )
        allowed = in_unit_of(envelope(operands), one.total)
        yield Proof(code, False, operands, (), None, message, apart, allowed)


def _short(f: Figure) -> str:
    return unquoted(f.item_path[-1] if f.item_path else f.label)[-24:]


def _vehicles(said: Sequence[Figure], text: str, places: Places) -> list[Proof]:
    """车辆 = Σ kinds of vehicles (其他用车 makes them all), where the same sentence lists them."""
    proofs = []
    for i, f in enumerate(said):
        if f.item not in ("vehicles_owned", "vehicles_to_buy") or f.quantity is None:
            continue
        kinds = []
        for other in said[i + 1 : i + 12]:
            if other.pattern != "kind_of_vehicle" or other.section_path != f.section_path:
                break
            kinds.append(other)
        if not any("其他用车" in kind.label for kind in kinds):
            continue
        operands = (f, *kinds)
        whole = sum((k.quantity.number for k in kinds if k.quantity is not None), Decimal(0))
        if whole == f.quantity.number:
            proofs.append(Proof("check_count_sum", True, operands, operands if whole else ()))
            continue
        if len(_KIND_OF_VEHICLE.findall(text, f.source.end, kinds[-1].source.end)) > len(kinds):
            continue  # a kind of which the number was not read
        unit = f.unit or Unit.MULTIPLE
        shown = [f"“{k.label}”{printed(k)}" for k in kinds if k.quantity and k.quantity.number]
        parts = "、".join(shown) or "各类用车"
        message = (
            f"车辆数与各类用车不符：{places.said(f)}，"
            f"而{parts}合计为{number(whole)}{unit.name}；请核对"
        )
        gap = Quantity(abs(whole - f.quantity.number), unit)
        zero = Quantity(Decimal(0), unit)
        proofs.append(Proof("check_count_sum", False, operands, (), None, message, gap, zero))
    return proofs
