"""Loaded organisations whose name is nearly the one typed: offered, never answered for.

Two names a character apart are often two organisations ('某区民政局', '某区邮政局'); only the asker
knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa_service.intent import Asked
from qa_service.steps.pinyin import sounds

_MOST = 3
# A shorter name is a character away from too many.
_SHORTEST = 4


def near_organisations(typed: str, loaded: Sequence[Asked]) -> list[Asked]:
    """Up to three organisations that the typed name misses by one character, or sounds like."""
    if len(typed) < _SHORTEST:
        return []
    return [asked for asked in loaded if _is_near(typed, asked.name)][:_MOST]


def _is_near(typed: str, name: str) -> bool:
    """Names are typed short: what counts is what of the typed one the full one does not have."""
    missed = len(typed) - _common(tuple(typed), tuple(name))
    if missed <= 1:
        return True
    return missed <= len(typed) // 2 and _common(sounds(typed), sounds(name)) == len(typed)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for a in one:
        before = 0
        for at, b in enumerate(other, start=1):
            before, row[at] = row[at], before + 1 if a == b else max(row[at], row[at - 1])
    return row[-1]
