"""What sums to what (勾稽), read once from sums.yaml beside this file.

>>> [rule.parts for rule in sums_of("official_vehicles")]
[('vehicle_purchase', 'vehicle_operation')]
>>> "personnel_expenditure" in parts_below("total_expenditure")
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class SumRule:
    """A total and its parts; see sums.yaml for the other fields."""

    total: str
    parts: tuple[str, ...]
    is_whole: bool


def sums_of(total: str) -> tuple[SumRule, ...]:
    """The rules by which an item is a sum, () where it is none."""
    return _by_total().get(total, ())


@cache
def parts_below(total: str) -> frozenset[str]:
    """The parts of an item, their parts, and so on, by every rule."""
    below: set[str] = set()
    for rule in sums_of(total):
        for part in rule.parts:
            below |= {part, *parts_below(part)}
    return frozenset(below)


@cache
def beside(item: str) -> frozenset[str]:
    """Items that may stand beside an item: its parts, its totals, and the parts of those."""
    found = {item, *parts_below(item)}
    for total in _by_total():
        if item in parts_below(total):
            found |= {total, *parts_below(total)}
    return frozenset(found)


@cache
def form_sums() -> tuple[SumRule, ...]:
    """The sums of forms, by their labels."""
    return tuple(_rule(row) for row in _rows()["forms"])


def all_sums() -> tuple[SumRule, ...]:
    """Every sum of items, in the order of sums.yaml."""
    return tuple(rule for rules in _by_total().values() for rule in rules)


@cache
def _by_total() -> Mapping[str, tuple[SumRule, ...]]:
    rules: dict[str, tuple[SumRule, ...]] = {}
    for row in _rows()["sums"]:
        rule = _rule(row)
        rules[rule.total] = (*rules.get(rule.total, ()), rule)
    return rules


@cache
def _rows() -> dict[str, list[dict[str, Any]]]:
    text = files("ingest.vocabulary").joinpath("sums.yaml").read_text(encoding="utf-8")
    rows: dict[str, list[dict[str, Any]]] = yaml.load(
        text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return rows


def _rule(row: Mapping[str, Any]) -> SumRule:
    return SumRule(
        total=str(row["total"]),
        parts=tuple(str(part) for part in row["parts"]),
        is_whole=row.get("all") is True,
    )
