"""How names are misprinted (错字), read once from misspelt.yaml beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class Misprint:
    """One character printed for another, with a word it is met in."""

    printed: str
    means: str
    example: str


@dataclass(frozen=True)
class Misspelt:
    """The rows of misspelt.yaml."""

    variants: tuple[Misprint, ...]
    alike: tuple[Misprint, ...]
    words: tuple[str, ...]
    vital: frozenset[str]


@cache
def misspelt() -> Misspelt:
    """What the package knows of misprints, read on first use."""
    text = files("ingest.vocabulary").joinpath("misspelt.yaml").read_text(encoding="utf-8")
    rows: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return Misspelt(
        variants=tuple(Misprint(**row) for row in rows["variants"]),
        alike=tuple(Misprint(**row) for row in rows["alike"]),
        words=tuple(rows["words"]),
        vital=frozenset(rows["vital"]),
    )


@cache
def usual_forms() -> Mapping[str, str]:
    """The usual character of each variant: 采 of 釆."""
    return {row.printed: row.means for row in misspelt().variants}


@cache
def meant_by() -> frozenset[tuple[str, str]]:
    """The pairs of a character and the one it may be struck for."""
    return frozenset((row.printed, row.means) for row in misspelt().alike)
