"""Names of items cut in two (断开的名称), as a page break or a page number leaves them.

>>> cuts_name("（二）公务用车购", "置及运行费12万元。"), cuts_name("（一）机构设置", "本单位内设")
(True, False)
>>> is_rest_of_name("保险缴费支出（项）"), is_rest_of_name("公务接待费")
(True, False)
"""

from __future__ import annotations

import re
from functools import cache

from ingest.vocabulary.load import plain_label, vocabulary

_SHORTEST, _LONGEST = 4, 30
# Short names are words that other names end in too.
_SHORTEST_REST = 2
_PLAIN_BRACKETS = str.maketrans("（）", "()")  # as plain_label has them
_QUOTES = re.compile('[“”"]')
_MARKS = re.compile('[“”"]|（[类款项]）')
_LEVEL = re.compile(r"（[类款项]）$")


def cuts_name(before: str, after: str) -> bool:
    """Whether a name that the vocabulary knows stands half at the end of one text, half behind."""
    names, starts = _names()
    before, after = _QUOTES.sub("", before), _MARKS.sub("", after[: 2 * _LONGEST])
    before, after = before.translate(_PLAIN_BRACKETS), after.translate(_PLAIN_BRACKETS)
    for cut in range(1, min(len(before), _LONGEST) + 1):
        half = before[-cut:]
        if half in starts and any(
            half + after[:rest] in names for rest in range(1, _LONGEST - cut + 1)
        ):
            return True
    return False


def is_rest_of_name(label: str) -> bool:
    """Whether a label is the end of a name that the vocabulary knows, and no name itself."""
    plain = plain_label(_LEVEL.sub("", label))
    return len(plain) >= _SHORTEST_REST and plain in _rests() and plain not in _all_names()


@cache
def _all_names() -> frozenset[str]:
    known = vocabulary()
    printed = [name for item in known.items.values() for name in (item.name, *item.printed)]
    return frozenset(map(plain_label, (*printed, *(row.name for row in known.classification))))


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """The names long enough to be known by a half, and all that one of them begins with."""
    known = _all_names()
    known |= {name.removesuffix("支出") for name in known}
    long = frozenset(name for name in known if len(name) >= _SHORTEST)
    return long, frozenset(name[:end] for name in long for end in range(1, len(name)))


@cache
def _rests() -> frozenset[str]:
    return frozenset(name[start:] for name in _names()[0] for start in range(1, len(name)))
