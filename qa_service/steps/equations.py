"""Equations between amounts that a question names: 'A加B等于C吗', 'A比B多的就是C吗'.

The items and the amounts said in a question, and the words between them, are read into marks by
equations.yaml; what leaves any word unread is no equation, so that none is made of half a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml

from ingest.vocabulary.load import vocabulary
from qa_service.steps.item_names import ItemMention
from qa_service.steps.items import find_items
from qa_service.steps.operands import is_part
from qa_service.steps.premise import number_said

_ITEM, _AMOUNT, _UNREAD, _LISTED = "I", "N", "x", "J"
_COMMA, _CHANGE, _ALL = "c", "V", "G"
_OF_ALL = ItemMention(
    "总计", keys=("total_expenditure", "total_income_and_expenditure", "total_income")
)
# Between a whole and the part of it that is meant: '采购的货物'.
_OF = re.compile(r"的")
# What a said amount may be; '2倍' is no amount.
_SAID = re.compile(r"(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<unit>[万亿]?元|[万亿%])?(?!倍|个(?!百分))")


class Form(StrEnum):
    """How the amounts of an equation belong together."""

    SUM = "sum"  # the parts make up the whole
    DIFFERENCE = "difference"  # one less the other is the result
    TIMES = "times"  # one is so many times the other
    OVER = "over"  # one is more than the other
    SAME = "same"  # one and the other are equal


@dataclass(frozen=True)
class SaidAmount:
    """An amount as the question says it; `unit` is '' where it says none.

    `more` tells that it is somewhat more ('三倍多').
    """

    number: Decimal
    unit: str = ""
    more: bool = False


@dataclass(frozen=True)
class Equation:
    """What a question sets equal: items in the order of the form, and what they should come to.

    A sum has its parts; a difference, a multiple or a comparison has two items, the first less (or
    over, or measured by) the second. `result` is the item they should come to, else `said` is.
    `of_changes` tells that it is between what the items changed by.
    """

    form: Form
    items: tuple[ItemMention, ...]
    result: ItemMention | None = None
    said: SaidAmount | None = None
    of_changes: bool = False

    @property
    def mentions(self) -> tuple[ItemMention, ...]:
        """All the items it names."""
        return (*self.items, *((self.result,) if self.result else ()))


@dataclass(frozen=True)
class _Marks:
    """A question as marks, with the item or the amount that each I and N stands for."""

    text: str
    meant: tuple[ItemMention | SaidAmount | None, ...]

    def without(self, mark: str) -> _Marks:
        """These marks without those that say that changes are meant; themselves without any."""
        kept = [pair for pair in zip(self.text, self.meant, strict=True) if pair[0] != mark]
        if len(kept) == len(self.text):
            return self
        text = "".join(m for m, _ in kept).replace(_ALL, _ITEM)
        return _Marks(text, tuple(one for _, one in kept))

    def items(self, span: tuple[int, int]) -> tuple[ItemMention, ...]:
        return tuple(m for m in self.meant[slice(*span)] if isinstance(m, ItemMention))

    def said(self, span: tuple[int, int]) -> SaidAmount | None:
        return next((m for m in self.meant[slice(*span)] if isinstance(m, SaidAmount)), None)


def equation_in(question: str, items: Sequence[ItemMention]) -> Equation | None:
    """The equation a plain question asks about, None where it is not all one.

    `items` are those found in the question, each with its place in it.
    """
    placed = [m for m in items if question[m.start : m.end] == m.text]
    if not placed or len(placed) < len(items) or any(m.generic for m in placed):
        return None
    placed = _without_totals(question, placed)
    apart = [one for m in placed for one in _taken_apart(m)]
    for named in (placed, apart) if len(apart) > len(placed) else (placed,):
        marks = _read(question, named)
        of_items = marks.without(_CHANGE)
        for form, words in _forms():
            if match := words.fullmatch(of_items.text):
                return _equation(form, match, of_items, of_changes=of_items is not marks)
    return None


def _without_totals(question: str, placed: Sequence[ItemMention]) -> list[ItemMention]:
    """The items, one followed by a total of its own or by a part of it taken together with it."""
    kept: list[ItemMention] = []
    for mention in sorted(placed, key=lambda m: m.start):
        before = kept[-1] if kept else None
        if before and before.end == mention.start and _is_total_of(mention, before):
            joined = before.text + mention.text
            kept[-1] = ItemMention(joined, before.start, before.keys, before.strong)
            continue
        behind = before is not None and _OF.fullmatch(question, before.end, mention.start)
        if before and behind and is_part(mention, before):
            text = question[before.start : mention.end]
            kept[-1] = replace(mention, text=text, start=before.start)
            continue
        kept.append(mention)
    return kept


def _taken_apart(mention: ItemMention) -> tuple[ItemMention, ...]:
    """The two items whose names one holds, joined: '工资福利支出和对个人和家庭的补助'."""
    for join in re.finditer("和", mention.text):
        halves = (mention.text[: join.start()], mention.text[join.end() :])
        found = [find_items(half) for half in halves]
        if all(len(f) == 1 and f[0].text == h for f, h in zip(found, halves, strict=True)):
            (one,), (other,) = found
            start = mention.start + join.end()
            return replace(one, start=mention.start), replace(other, start=start)
    return (mention,)


def _is_total_of(total: ItemMention, before: ItemMention) -> bool:
    """Whether a total only says again of what comes before it: '财政拨款总支出' is no income."""
    items = vocabulary().items
    sides = {items[k].side for k in before.keys if k in items}
    return "total_expenditure" in total.keys and "income" not in sides


def _read(question: str, placed: Sequence[ItemMention]) -> _Marks:
    at, text, meant = 0, "", list[ItemMention | SaidAmount | None]()
    starts = {m.start: m for m in placed}
    while at < len(question):
        one: ItemMention | SaidAmount | None = starts.get(at)
        if isinstance(one, ItemMention):
            mark, length = _ITEM, len(one.text)
        else:
            end = min((s for s in starts if s > at), default=len(question))
            mark, one, length = _mark(question[:end], at)
        at += length
        if mark:
            text += mark
            meant.append(one)
    return _listed(text, meant)


def _mark(question: str, at: int) -> tuple[str, ItemMention | SaidAmount | None, int]:
    """The mark at a place, the amount it stands for, and how many characters it takes."""
    for mark, words in _words():
        if (match := words.match(question, at)) and match[0]:
            times, more = (match.groupdict().get(name) for name in ("digits", "more"))
            said = SaidAmount(number_said(times)[0], more=bool(more)) if times else None
            return mark, _OF_ALL if mark == _ALL else said, len(match[0])
    if match := _SAID.match(question, at):
        number = Decimal(match["digits"].replace(",", ""))
        return _AMOUNT, SaidAmount(number, match["unit"] or ""), len(match[0])
    return _UNREAD, None, 1


def _listed(text: str, meant: list[ItemMention | SaidAmount | None]) -> _Marks:
    """Commas between two items list them; others say nothing."""
    kept = [
        (_LISTED if mark == _COMMA else mark, one)
        for i, (mark, one) in enumerate(zip(text, meant, strict=True))
        if mark != _COMMA or (text[i - 1 : i] in ("I", "N") and text[i + 1 : i + 2] == _ITEM)
    ]
    return _Marks("".join(m for m, _ in kept), tuple(one for _, one in kept))


def _equation(form: Form, match: re.Match[str], marks: _Marks, *, of_changes: bool) -> Equation:
    if form is Form.SUM:
        items, last = marks.items(match.span("parts")), match.span("whole")
        if "more" in match.re.groupindex:
            items += marks.items(match.span("more"))
    else:
        items = (*marks.items(match.span("one")), *marks.items(match.span("other")))
        last = match.span("result") if "result" in match.re.groupindex else (0, 0)
    result = next(iter(marks.items(last)), None)
    said = None if result is not None else marks.said(last)
    return Equation(form, items, result, said, of_changes)


@cache
def _words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((str(row["mark"]), re.compile(row["words"])) for row in _table()["marks"])


@cache
def _forms() -> tuple[tuple[Form, re.Pattern[str]], ...]:
    item = f"{_ITEM}{_AMOUNT}?"
    return tuple(
        (Form(row["form"]), re.compile(re.sub(r"(?<![a-z<])i(?![a-z])", item, row["marks"])))
        for row in _table()["forms"]
    )


@cache
def _table() -> dict[str, list[dict[str, str]]]:
    text = files("qa_service.steps").joinpath("equations.yaml").read_text("utf-8")
    table: dict[str, list[dict[str, str]]] = yaml.safe_load(text)
    return table
