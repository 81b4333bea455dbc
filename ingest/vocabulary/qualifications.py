"""As-of days and remarks on what is counted, read once from qualifications.yaml beside this file.

>>> [str(found.day) for found in days_in("截至2022年12月31日，共有车辆3辆。")]
['2022-12-31']
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class AsOf:
    """A day that numbers are stated as of (截至), and the span of the text that says so."""

    day: date
    start: int
    end: int


@dataclass(frozen=True)
class Note:
    """What a text says is counted in or left out, and its span with the brackets around it."""

    words: str
    start: int
    end: int


def days_in(text: str) -> list[AsOf]:
    """The as-of days a text names, in order; a day that no calendar has is none."""
    found = []
    for row in _rows()["as_of"]:
        for match in row.finditer(text):
            named = match.groupdict()
            year, month = int(named["year"]), int(named.get("month") or 12)
            if not 1 <= month <= 12:
                continue
            last = calendar.monthrange(year, month)[1]
            day = int(named.get("day") or last)
            if 1 <= day <= last:
                found.append(AsOf(date(year, month, day), match.start(), match.end()))
    return sorted(found, key=lambda as_of: as_of.start)


def remarks_in(text: str) -> list[Note]:
    """The remarks in brackets (（不含下属单位）)."""
    return list(_notes("remark", text))


def clauses_in(text: str) -> list[Note]:
    """The clauses that say what is left out (，本级不含下属单位)."""
    return list(_notes("clause", text))


def notes_of_table(text: str) -> list[Note]:
    """What the words below a table say of all its numbers."""
    return list(_notes("table", text))


def _notes(kind: str, text: str) -> Iterator[Note]:
    for row in _rows()[kind]:
        for match in row.finditer(text):
            yield Note(match["note"], match.start(), match.end())


@cache
def _rows() -> dict[str, tuple[re.Pattern[str], ...]]:
    text = files("ingest.vocabulary").joinpath("qualifications.yaml").read_text("utf-8")
    data = yaml.safe_load(text)
    return {kind: tuple(re.compile(row["pattern"]) for row in rows) for kind, rows in data.items()}
