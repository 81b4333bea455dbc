"""Reasons (主要原因) and purposes (主要用于) inside a paragraph, set apart from its figures.

>>> masked = mask("公务接待费3万元，主要原因是接待增加5万元。")
>>> masked.text.replace(MASK, "*"), masked.reasons
('公务接待费3万元，************。', {9: 21})
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.vocabulary.patterns import patterns

# Stands for characters of reasons and purposes, which no pattern may cross.
MASK = "\ue000"
_SHORTEST_REASON = 2
_END = re.compile("[。；]")


@dataclass(frozen=True)
class Masked:
    """A paragraph's text of the same length, and where each reason begins and ends in it."""

    text: str
    reasons: Mapping[int, int]


def mask(text: str) -> Masked:
    """The text with reasons and purposes masked; an empty reason ('主要原因是。') is none."""
    characters = list(text)
    for match in patterns().purpose.finditer(text):
        end = _end_of_bracket(text, match.start(), match.end())
        characters[match.start() : end] = MASK * (end - match.start())
    reasons: dict[int, int] = {}
    for match in patterns().reason.finditer(text):
        if characters[match.start()] == MASK:
            continue
        end = _end_of_bracket(text, match.start(), _end_of_reason(text, match.end()))
        if end - match.end() < _SHORTEST_REASON:
            continue
        reasons[match.start()] = end
        characters[match.start() : end] = MASK * (end - match.start())
    return Masked("".join(characters), reasons)


def _end_of_bracket(text: str, start: int, end: int) -> int:
    """Where a bracket open at `start` closes, if before `end`: （主要是…） ends there."""
    depth = 0
    for position in range(start, end):
        depth += (text[position] == "（") - (text[position] == "）")
        if depth < 0:
            return position
    return end


def _end_of_reason(text: str, start: int) -> int:
    """A reason ends with its sentence, or at a semicolon after which it does not go on."""
    for match in _END.finditer(text, start):
        if not patterns().reason_goes_on.match(text, match.end()):
            return match.start()
    return len(text)
