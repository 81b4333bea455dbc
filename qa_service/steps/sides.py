"""The two documents a question sets side by side: '2024年预算比2023年预算', '部门和单位预算'.

A side says its year, level or kind; what it leaves out is the other's. Only names of documents are
sides: '预算数' and '年初预算' are columns of one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TypeVar

from ingest.model import Kind, Level
from qa_service.steps.years import Years

_T = TypeVar("_T")
_DOCUMENT = re.compile(
    r"(?:(?P<year>20\d\d|(?<!\d)[12]\d(?=年))年?度?的?)?"
    r"(?:(?P<level>部门|单位|本级)的?)?(?P<kind>预算|决算|口径)"
    r"(?!数|执行|单位|资金|金额|绩效|主管|编制|管理|安排|完成)"
)
# What a bare '预算' is the beginning of, when it is no document: '预算支出', '预算总额'.
_BEGINS = re.compile(r"收入|支出|总")
# '部门和单位预算': the first level shares the word of the second.
_LEVELS = re.compile(r"(部门|单位|本级)(和|与|跟|同|、|比|及)(部门|单位|本级)(预算|决算|口径)")
# '全部门的比单位预算多多少'.
_ALL_OF_IT = re.compile(r"(?:全|整个)部门(?:的|口径)?(?=[比和与跟减])")
# What may stand before a bare '预算', so that it is a document and no part of an item's name.
_BEFORE = re.compile(r"(?:^|[,，、和与跟同比较的里中]|[当同该]年)$")
# Columns of a final account, which has its own budget beside what was spent.
_COLUMNS = re.compile(r"年初|全年|调整|执行|完成")
_KINDS = {"预算": Kind.BUDGET, "决算": Kind.FINAL_ACCOUNT}


@dataclass(frozen=True)
class Side:
    """A document as a question names it; None is what it leaves open."""

    year: int | None = None
    level: Level | None = None
    kind: Kind | None = None


def find_sides(question: str, years: Years) -> tuple[Side, ...]:
    """The two documents set side by side in a question without organisations, else none.

    >>> [side.year for side in find_sides("2024年部门预算比2023年部门预算多多少", Years((2024,)))]
    [2024, 2023]
    """
    said = [_side(m) for m in _DOCUMENT.finditer(spelled_out(question)) if _is_document(m)]
    distinct = list(dict.fromkeys(_completed(said, years)))
    if len(distinct) != 2:
        return ()
    one, other = distinct
    if one.year == other.year and one.kind is not other.kind and _COLUMNS.search(question):
        return ()
    return one, other


def spelled_out(question: str) -> str:
    """'部门和单位预算' with the word that the first level shares: '部门预算和单位预算'."""
    return _LEVELS.sub(r"\1\4\2\3\4", _ALL_OF_IT.sub("部门预算", question))


def _is_document(match: re.Match[str]) -> bool:
    if match["level"]:
        return True
    if match["kind"] == "口径" or _BEGINS.match(match.string, match.end()):
        return False
    before = match.string[: match.start()]
    return bool(match["year"] or match["kind"] == "决算" or _BEFORE.search(before))


def _side(match: re.Match[str]) -> Side:
    year = int(match["year"]) if match["year"] else None
    return Side(
        year + 2000 if year is not None and year < 100 else year,
        Level(match["level"]) if match["level"] else None,
        _KINDS.get(match["kind"]),
    )


def _completed(sides: list[Side], years: Years) -> list[Side]:
    """Each side with what only the others say: the one year, the one level, the one kind."""
    compared = years.compared_with
    every = {*years.years, *({compared} if compared and compared > 0 else ())}
    every |= {side.year for side in sides if side.year is not None}
    left = every - {side.year for side in sides} if len(every) > 1 else every
    year = next(iter(left)) if len(left) == 1 else None
    level = _only({side.level for side in sides})
    kind = _only({side.kind for side in sides})
    return [
        replace(side, year=side.year or year, level=side.level or level, kind=side.kind or kind)
        for side in sides
    ]


def _only(said: set[_T | None]) -> _T | None:
    known = {one for one in said if one is not None}
    return known.pop() if len(known) == 1 else None
