"""How disclosures phrase things, read once from patterns.yaml beside this file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.model import Aspect, Fund, Measure


@dataclass(frozen=True)
class HeadingPattern:
    """A heading without a number: what it reads, and whether it must open a page."""

    pattern: re.Pattern[str]
    anywhere: bool
    is_table: bool


@dataclass(frozen=True)
class FurtherNumber:
    """Another number of a clause: the group that holds it, and what it states."""

    group: str
    aspect: Aspect
    item: str | None
    measure: Measure | None
    is_first: bool
    is_of_base: bool


@dataclass(frozen=True)
class ClausePattern:
    """One way a clause states a value; see the comments of patterns.yaml for `label`."""

    name: str
    pattern: re.Pattern[str]
    aspect: Aspect
    label: str
    item: str | None
    measure: Measure | None
    states_zero: bool
    states_nothing: bool
    is_silent: bool
    also: tuple[FurtherNumber, ...]
    example: Mapping[str, Any]


@dataclass(frozen=True)
class Patterns:
    """The rows of patterns.yaml, compiled."""

    headings: tuple[HeadingPattern, ...]
    clauses: tuple[ClausePattern, ...]
    before_label: tuple[re.Pattern[str], ...]
    funds: tuple[tuple[re.Pattern[str], Fund], ...]
    fund_items: Mapping[Fund, Mapping[str, str]]
    totals: Mapping[str, tuple[str, ...]]
    after_label: tuple[str, ...]
    free_label: re.Pattern[str]
    purpose: re.Pattern[str]
    reason: re.Pattern[str]
    reason_goes_on: re.Pattern[str]
    reason_of: re.Pattern[str]
    nothing_at_all: re.Pattern[str]
    both_sides: re.Pattern[str]
    measure_words: tuple[tuple[re.Pattern[str], Measure], ...]
    project_heading: re.Pattern[str]
    project_outline: re.Pattern[str]
    project_description: re.Pattern[str]
    no_name: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The patterns shipped with the package, read on first use."""
    text = files("ingest.vocabulary").joinpath("patterns.yaml").read_text(encoding="utf-8")
    rows: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    words = {str(k): str(v) for k, v in rows["words"].items()}
    return Patterns(
        headings=tuple(
            HeadingPattern(
                re.compile(row["pattern"]), bool(row["anywhere"]), bool(row.get("table", False))
            )
            for row in rows["headings"]
        ),
        clauses=tuple(_clause(row, words) for row in rows["clauses"]),
        before_label=tuple(re.compile(p) for p in rows["before_label"]),
        funds=tuple((re.compile(row["pattern"]), Fund(row["fund"])) for row in rows["funds"]),
        fund_items={Fund(k): dict(v) for k, v in rows["fund_items"].items()},
        totals={str(k): tuple(v) for k, v in rows["totals"].items()},
        after_label=tuple(rows["after_label"]),
        free_label=re.compile(rows["free_label"]),
        purpose=re.compile(rows["purpose"]),
        reason=re.compile(rows["reason"]),
        reason_goes_on=re.compile(rows["reason_goes_on"]),
        reason_of=re.compile(rows["reason_of"]),
        nothing_at_all=re.compile(rows["nothing_at_all"]),
        measure_words=tuple(
            (re.compile(row["pattern"]), Measure(row["measure"])) for row in rows["measure_words"]
        ),
        both_sides=re.compile(rows["both_sides"]),
        project_outline=re.compile(rows["project_outline"]),
        project_description=re.compile(rows["project_description"]),
        project_heading=re.compile(rows["project_heading"]),
        no_name=re.compile(rows["no_name"]),
    )


def _clause(row: Mapping[str, Any], words: Mapping[str, str]) -> ClausePattern:
    measure = row.get("measure")
    return ClausePattern(
        name=str(row["name"]),
        pattern=re.compile(_expand(str(row["pattern"]), words)),
        aspect=Aspect(row.get("aspect", Aspect.AMOUNT)),
        label=str(row.get("label", "fixed")),
        item=row.get("item"),
        measure=Measure(measure) if measure else None,
        states_zero=row.get("value") == "0",
        states_nothing=row.get("value") == "none",
        is_silent=bool(row.get("silent", False)),
        also=tuple(_further(number) for number in row.get("also", ())),
        example=row["example"],
    )


def _further(row: Mapping[str, Any]) -> FurtherNumber:
    measure = row.get("measure")
    of_base = measure == "base"
    return FurtherNumber(
        group=str(row["group"]),
        aspect=Aspect(row["aspect"]),
        item=row.get("item"),
        measure=Measure(measure) if measure and not of_base else None,
        is_of_base=of_base,
        is_first=bool(row.get("first", False)),
    )


def _expand(pattern: str, words: Mapping[str, str]) -> str:
    """The pattern with {word} replaced; digits in braces are repetitions and stay."""
    while match := re.search(r"\{([a-z]+)\}", pattern):
        pattern = pattern[: match.start()] + words[match[1]] + pattern[match.end() :]
    return pattern
