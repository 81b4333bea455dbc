"""Terms easily taken for each other, and what tells them apart, read from neighbours.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from ingest.vocabulary.load import plain_label, vocabulary

_SHORTEST_NAME = 2


@dataclass(frozen=True)
class Neighbour:
    """One of two terms: its name and, as plain labels, everything it is asked for by."""

    name: str
    said: tuple[str, ...]

    def longest_in(self, text: str) -> str:
        """The longest of its names that a plain text holds, '' where it holds none."""
        return max((said for said in self.said if said in text), key=len, default="")


@dataclass(frozen=True)
class Neighbours:
    """Two terms that are easily taken for each other (易混口径), and a sentence that parts them."""

    one: Neighbour
    other: Neighbour
    tells: str

    def named_in(self, text: str) -> int:
        """How many characters of a plain text name the two, 0 where it does not name both.

        A name inside the other's name does not count: '基本支出' is no asking for 支出.
        """
        found = []
        for first, second in ((self.one, self.other), (self.other, self.one)):
            if name := first.longest_in(text):
                left = text.replace(name, "，", 1)
                rest = second.longest_in(left)
                found.append(len(name) + len(rest) if rest else 0)
        return max(found, default=0)


@cache
def neighbours() -> tuple[Neighbours, ...]:
    """The pairs shipped with the package, read on first use.

    >>> [pair.tells for pair in neighbours() if pair.named_in("人员经费和公用经费")][0][:8]
    '两者都属于基本支'
    """
    text = files("ingest.vocabulary").joinpath("neighbours.yaml").read_text(encoding="utf-8")
    table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    terms = {str(row["name"]): tuple(map(str, row["said"])) for row in table["terms"]}
    return tuple(
        Neighbours(_neighbour(str(one), terms), _neighbour(str(other), terms), str(row["tells"]))
        for row in table["pairs"]
        for one, other in (row["of"],)
    )


def between(one: str, other: str) -> Neighbours | None:
    """The pair that two names are of, however each of the two is called; None for other names."""
    first, second = plain_label(one), plain_label(other)
    for pair in neighbours():
        for left, right in ((pair.one, pair.other), (pair.other, pair.one)):
            if first in left.said and second in right.said:
                return pair
    return None


def _neighbour(name: str, terms: dict[str, tuple[str, ...]]) -> Neighbour:
    """A term with all that it is called: in the table itself, and as an item of the vocabulary."""
    said = [name, *terms.get(name, ())]
    for item in vocabulary().items.values():
        if item.name == name:
            said += [*item.printed, *item.everyday]
    plain = dict.fromkeys(plain_label(word) for word in said)
    return Neighbour(name, tuple(word for word in plain if len(word) >= _SHORTEST_NAME))
