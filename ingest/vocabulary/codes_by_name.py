"""The codes of the official classification (政府收支分类科目) that a name, or names, mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from ingest.model import Classification
from ingest.vocabulary.load import vocabulary


def names_to_code(names: Iterable[str | None], year: int | None) -> str | None:
    """The code at the end of a path of names (类, 款, 项), where there is just one."""
    codes = [""]
    deepest = 0
    for name, length in zip(names, (3, 5, 7), strict=True):
        if not name:
            continue
        found = codes_of_name(Classification.FUNCTIONAL, comparable_name(name), length, year)
        codes = [code for code in found if any(code.startswith(upper) for upper in codes)]
        deepest = length
        if not codes:
            return None
    return codes[0] if deepest and len(codes) == 1 else None


@cache
def _by_name() -> dict[tuple[Classification, str, int], tuple[tuple[str, str], ...]]:
    names: dict[tuple[Classification, str, int], list[tuple[str, str]]] = {}
    for row in vocabulary().classification:
        key = (row.classification, comparable_name(row.name), len(row.code))
        names.setdefault(key, []).append((row.code, row.years))
    return {key: tuple(rows) for key, rows in names.items()}


def codes_of_name(
    classification: Classification, plain: str, length: int, year: int | None
) -> tuple[str, ...]:
    """The codes of `length` digits whose name, as `comparable_name` writes it, is `plain`."""
    rows = _by_name().get((classification, plain, length), ())
    codes = tuple(dict.fromkeys(code for code, _ in rows))
    if len(codes) > 1 and classification is not Classification.FUNCTIONAL and year is not None:
        # The economic classification was renumbered: the year tells which code is meant.
        return tuple(dict.fromkeys(c for c, years in rows if _covers(years, year)))
    return codes


def _covers(years: str, year: int) -> bool:
    first, _, last = years.partition("-")
    return int(first) <= year <= int(last or first)


def name_of_code(code: str) -> str | None:
    """The present name of a functional code; None where the code is not known."""
    names = vocabulary().names_of(Classification.FUNCTIONAL, code)
    return names[0] if names else None


def comparable_name(name: str) -> str:
    """A classification name in the form names are compared in: 其它 as 其他, no final 支出."""
    text = unicodedata.normalize("NFKC", name).strip("“”\"'").replace("其它", "其他")
    text = re.sub(r"\s+", "", text)
    return text.removesuffix("支出") or text
