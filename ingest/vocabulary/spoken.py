"""What the public says for items in words that run on in many ways, read from spoken.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Spoken:
    """A way of speaking of items: their keys, likeliest first, and the words' pattern."""

    keys: tuple[str, ...]
    words: re.Pattern[str]
    example: str


@cache
def spoken() -> tuple[Spoken, ...]:
    """The rows shipped with the package, read on first use.

    >>> spoken()[0].keys, spoken()[0].words.search("去年修公车花了多少")[0]
    (('vehicle_operation',), '修公车')
    """
    text = files("ingest.vocabulary").joinpath("spoken.yaml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return tuple(
        Spoken(tuple(map(str, row["keys"])), re.compile(row["words"]), str(row["example"]))
        for row in rows
    )
