"""What a style is asked to write: whose document, from which ledger, with which habits."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from evals.generator.ledger import FunctionalLine, Ledger
from evals.generator.lists import Body, Place, load_lists
from evals.generator.truth import About

NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Commission:
    """One document to be written.

    `blank` is what an empty amount looks like in tables ('', '0', '0.00' or '—');
    `states_executed` makes item sentences compare with what was spent the year before.
    """

    document: str
    style: str
    seed: str
    place: Place
    body: Body
    level: str
    ledger: Ledger
    blank: str = ""
    places: int = 2
    states_executed: bool = False

    @property
    def year(self) -> int:
        """The fiscal year."""
        return self.ledger.fiscal_year

    def random(self) -> random.Random:
        """Return the chance that words (never amounts) are chosen by."""
        return random.Random(f"{self.seed}|{self.document}")

    def about(self, title: str, kind: str) -> About:
        """Return whose document it is."""
        return About(
            self.document,
            title,
            self.ledger.organisation,
            self.level,
            self.year,
            kind,
            self.style,
            self.seed,
        )


def numeral(number: int) -> str:
    """Return 1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return NUMERALS[ones - 1]
    return ("" if tens == 1 else NUMERALS[tens - 1]) + "十" + (NUMERALS[ones - 1] if ones else "")


def item_path(code: str) -> tuple[str, ...]:
    """Return the names of class, section and item down to a functional code."""
    names = load_lists().functional
    return tuple(names[code[:length]] for length in (3, 5, 7) if len(code) >= length)


def economic_path(code: str) -> tuple[str, ...]:
    """Return the names of group and item down to an economic code."""
    lists = load_lists()
    return tuple(lists.economic_name(code[:length]) for length in (3, 5) if len(code) >= length)


def class_lines(ledger: Ledger) -> Iterator[FunctionalLine]:
    """Yield the class totals (类级) in order of code, all funds together."""
    for code, line in ledger.tree().items():
        if len(code) == 3:
            yield line
