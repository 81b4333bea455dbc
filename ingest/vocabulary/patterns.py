"""How disclosures phrase things, read once from patterns.yaml beside this file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class HeadingPattern:
    """A heading without a number: what it reads, and whether it must open a page."""

    pattern: re.Pattern[str]
    anywhere: bool
    is_table: bool


@dataclass(frozen=True)
class Patterns:
    """The rows of patterns.yaml, compiled."""

    headings: tuple[HeadingPattern, ...]


@cache
def patterns() -> Patterns:
    """The patterns shipped with the package, read on first use."""
    text = files("ingest.vocabulary").joinpath("patterns.yaml").read_text(encoding="utf-8")
    rows: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return Patterns(
        headings=tuple(
            HeadingPattern(
                re.compile(row["pattern"]), bool(row["anywhere"]), bool(row.get("table", False))
            )
            for row in rows["headings"]
        )
    )
