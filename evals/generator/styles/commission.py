"""What a style is asked to write: whose document, from which ledger, with which habits."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from evals.generator.draft import Prints
from evals.generator.ledger import FunctionalLine, Ledger
from evals.generator.lists import Body, Place, load_lists
from evals.generator.truth import About

NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Habits:
    """How one office writes; nothing here changes an amount. Not every style heeds every habit.

    `blank` is what an empty amount looks like in tables ('', '0', '0.00' or '—'), `gap` what
    stands between number and unit, `same` the word for no change (None: the style's own).
    `states_executed` makes item sentences compare with what was spent the year before;
    `cars_first` sets vehicles before receptions in the table of 三公.
    """

    blank: str = ""
    gap: str | None = None
    same: str | None = None
    unit_mark: str = "单位："
    page_mark: str | None = None
    states_executed: bool = False
    cars_first: bool = False
    repeats_header: bool = False

    def prints(self, prints: Prints) -> Prints:
        """Return how numbers are printed, a style's own way changed by these habits."""
        return replace(
            prints,
            blank=self.blank,
            unit_mark=self.unit_mark,
            repeats_header=self.repeats_header,
            gap=prints.gap if self.gap is None else self.gap,
            same=prints.same if self.same is None else self.same,
        )


def draw_habits(rng: random.Random) -> Habits:
    """Draw the habits of an office."""
    return Habits(
        blank=rng.choice(["", "", "0", "0.00", "—"]),
        gap=rng.choice([None, None, "", " "]),
        same=rng.choice([None, None, "持平", "一致", "相同"]),
        unit_mark=rng.choice(["单位：", "单位:", "金额单位："]),
        page_mark=rng.choice([None, "", "{n}", "- {n} -", "— {n} —", "─{n} ─"]),
        states_executed=rng.random() < 0.5,
        cars_first=rng.random() < 0.5,
        repeats_header=rng.random() < 0.3,
    )


@dataclass(frozen=True)
class Commission:
    """One document to be written; `places` are the decimals of its amounts in yuan.

    `format` is a name of evals.generator.formats, '' the style's own; `noise` are names of
    evals.generator.noise.noises; so many `contradictions` are planted.
    """

    document: str
    style: str
    seed: str
    place: Place
    body: Body
    level: str
    ledger: Ledger
    habits: Habits = Habits()
    places: int = 2
    format: str = ""
    noise: tuple[str, ...] = ()
    contradictions: int = 0

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
