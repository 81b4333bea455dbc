"""Ways to pick a number out of pieces of text that were found for a question.

This is what is left to plain retrieval where no model reads the pieces. Each heuristic ranks the
amounts it sees; the comparison takes the heuristic that does best over all cases.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from evals.amounts import Amount, read_decimal
from evals.wording import squeeze

# A number of an amount: no year, no classification code, no numbering of a heading.
_NUMBER = re.compile(
    r"(?<![\d.])([-−]?\d[\d,]*(?:\.\d+)?)(亿元|万元|千元|百万元|元|%|‰|倍|辆|台|个|批次|人次|人|家)?"
    r"(?![\d.年月日、．])"
)
_CODE = re.compile(r"\d{3}|\d{5}|\d{7}")
_BEFORE = 40  # characters before a number that are taken to say what it is


@dataclass(frozen=True)
class Seen:
    """A number of a piece of text, the words before it, and the piece's rank from 0."""

    amount: Amount
    before: str
    rank: int


Heuristic = Callable[[str, Sequence[str]], list[Amount]]


def first_number(question: str, pieces: Sequence[str]) -> list[Amount]:
    """The numbers in the order in which they stand, the best piece's first."""
    return [seen.amount for seen in seen_in(pieces)]


def shared_words(question: str, pieces: Sequence[str]) -> list[Amount]:
    """First the numbers whose words just before share most pairs of characters with the question.

    Of equals the better piece's, then the earlier one.
    """
    asked = _pairs(squeeze(question))
    ranked = sorted(seen_in(pieces), key=lambda seen: -len(asked & _pairs(seen.before)))
    return [seen.amount for seen in ranked]


def longest_shared(question: str, pieces: Sequence[str]) -> list[Amount]:
    """First the numbers just before which the longest part of the question stands word for word."""
    asked = squeeze(question)
    ranked = sorted(seen_in(pieces), key=lambda seen: -_longest_common(asked, seen.before))
    return [seen.amount for seen in ranked]


HEURISTICS: dict[str, Heuristic] = {
    "first number": first_number,
    "shared words": shared_words,
    "longest shared words": longest_shared,
}


def seen_in(pieces: Sequence[str]) -> Iterator[Seen]:
    """All amounts of some pieces of text, in reading order; unit "" where none is printed.

    >>> [str(seen.amount.value) for seen in seen_in(["2023年预算为1,204.50万元，2210201 88.3"])]
    ['1204.50', '88.3']
    """
    for rank, piece in enumerate(pieces):
        text = re.sub(r"[ \t\r\n\u3000]+", " ", piece)
        for match in _NUMBER.finditer(text):
            number = read_decimal(match[1])
            if number is None or (not match[2] and _CODE.fullmatch(match[1])):
                continue
            before = squeeze(text[max(0, match.start() - _BEFORE) : match.start()])
            yield Seen(Amount(number, match[2] or ""), before, rank)


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _longest_common(one: str, other: str) -> int:
    longest, row = 0, [0] * (len(other) + 1)
    for letter in one:
        above, row = row, [0] * (len(other) + 1)
        for j, against in enumerate(other, start=1):
            if letter == against:
                row[j] = above[j - 1] + 1
                longest = max(longest, row[j])
    return longest
