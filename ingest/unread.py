"""Numbers of the prose that were not read (没有读出的数), and places where one is not printed.

A statement is held against its operands only where all that stands between them was read: an
amount that was missed ('政府釆购'), lost ('全年预算为万元') or struck ('(略)') may be the very
operand, or the item of the numbers after it. The amounts of a reason are none of the item's, and
thresholds ('100万元以上') state none.

>>> Unread.of([], "公务接待费为万元，完成").between(0, 11)
True
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.model import Figure
from ingest.proofs import Proof, amount

_NUMBER = re.compile(r"(?<![\d.,])(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?:亿元|万元|元|万|%|％)")
_THRESHOLD = re.compile(r"\s*(?:[（(]含[）)])?\s*(?:以上|以下|以内|[（(]含)")
# '为万元', '增长%'; not '单位：万元', '（万元）' or the 'XX万元' of a form.
_LOST = re.compile(r"[\u4e00-\u9fff）)]\s*(?:[万亿]元|[%％])|[（(]略[）)]|\*{4,}")

_VERB = 6  # characters between a name and its number: '预算数为'
_SUMS = frozenset({"check_text_sum", "check_list_sum", "check_list_change"})
_COMPARED = frozenset({"check_equality", "check_limit", "check_balance"})


@dataclass(frozen=True)
class Unread:
    """Where numbers stand that are no figures, as offsets in order.

    `nameless` are figures of an item that nobody knows ('人家庭补助支出'): they may be a part of
    any sum. `has_zero` says that a 0 stands unread.
    """

    starts: tuple[int, ...] = ()
    has_zero: bool = False
    nameless: tuple[Figure, ...] = ()
    text: str = field(default="", repr=False)

    @classmethod
    def of(cls, figures: Iterable[Figure], text: str) -> Unread:
        """What the figures of a text leave unread of it."""
        figures = tuple(figures)
        spans = [(f.source.start, f.source.end) for f in figures]
        spans += [(f.reason.start, f.reason.end) for f in figures if f.reason is not None]
        spans.sort()
        begins = [start for start, _ in spans]
        reach: list[int] = []
        for _, end in spans:
            reach.append(max(end, reach[-1] if reach else 0))

        def is_read(at: int) -> bool:
            place = bisect_right(begins, at) - 1
            return place >= 0 and at < reach[place]

        numbers = [
            match
            for match in _NUMBER.finditer(text)
            if not _THRESHOLD.match(text, match.end()) and not is_read(match.start())
        ]
        starts = [match.start() for match in numbers]
        starts += [m.start() for m in _LOST.finditer(text) if not is_read(m.start())]
        has_zero = any(not match["number"].strip("0.,") for match in numbers)
        nameless = tuple(
            f for f in figures if is_said(f) and f.item is None and amount(f) is not None
        )
        return cls(tuple(sorted(starts)), has_zero, nameless, text)

    def between(self, start: int, end: int) -> bool:
        """Whether a number stands unread in this stretch of text."""
        place = bisect_left(self.starts, start)
        return place < len(self.starts) and self.starts[place] < end

    def before(self, figure: Figure) -> bool:
        """Whether one stands before a statement in its own sentence, and its name does not.

        A number with its name in front of it is of that item, whatever was missed before.
        """
        if not is_said(figure) or figure.sentence is None:
            return False
        words = re.sub(r"\s", "", self.text[figure.sentence.start : figure.source.start])
        name = re.sub(r"\s", "", figure.label)
        if name and name in words[-len(name) - _VERB :]:
            return False
        return self.between(figure.sentence.start, figure.source.start)


def is_said(figure: Figure) -> bool:
    """Whether a figure stands in the prose, not in a table."""
    return figure.source.table_id is None


def is_doubtful(failed: Proof, around: Mapping[str, Unread]) -> bool:
    """Whether what did not come out may be the fault of reading, not of the document.

    `around` has for each figure what is unread of the text it stands in.
    """
    if failed.code == "check_agreement":
        *some, other = (around[f.figure_id].before(f) for f in failed.operands)
        return other or all(some)
    if failed.code in _COMPARED:
        return any(around[f.figure_id].before(f) for f in failed.operands)
    said = [f for f in failed.operands if is_said(f)]
    if failed.code == "check_share":
        said = said[:2]  # its whole may stand before other parts
    spans: dict[int, list[Figure]] = {}
    for f in said:
        spans.setdefault(id(around[f.figure_id]), []).append(f)
    return any(_is_amid(its, failed, around[its[0].figure_id]) for its in spans.values())


def _is_amid(said: Sequence[Figure], failed: Proof, unread: Unread) -> bool:
    """Whether a number stands unread amid operands of one text; after the last part too."""
    start, end = min(f.source.start for f in said), max(f.source.end for f in said)
    if failed.code not in _SUMS:
        return unread.between(start, end)
    end = max(end, *(f.sentence.end for f in said if f.sentence is not None), 0)
    told = {(f.measure, f.fiscal_year) for f in said}
    names = {f.label for f in said}
    return unread.between(start, end) or any(
        start < f.source.start < end and (f.measure, f.fiscal_year) in told and f.label not in names
        for f in unread.nameless
    )
