"""A collection of invented documents that are always written the same, for questions about them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from evals.generator.formats import FORMATS
from evals.generator.ledger import Ledger, draw_ledgers
from evals.generator.lists import Body, Place, load_lists
from evals.generator.places import places_of_generation
from evals.generator.samples import SAME_AS_STYLE, STYLES, make_files
from evals.generator.styles.commission import Commission, Habits

_STEP = Decimal(100)


@dataclass(frozen=True)
class Wanted:
    """One document: whose, of which year, and how it is written."""

    place: str
    body: str
    year: int
    style: str
    format: str
    level: str = "部门"
    habits: Habits = SAME_AS_STYLE
    contradictions: int = 0


@dataclass(frozen=True)
class Collection:
    """Documents of one seed. Bodies may be ``rich`` (money besides the general budget), ``frugal``
    (no 三公) or ``reserving`` (单位预留机动经费); ``names`` are those not called as in the lists.
    """

    seed: str
    wanted: tuple[Wanted, ...]
    rich: frozenset[str] = frozenset()
    frugal: frozenset[str] = frozenset()
    reserving: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> Iterator[Path]:
        """Write the documents, each with its truth beside it; yield their files."""
        folder.mkdir(parents=True, exist_ok=True)
        ledgers: dict[tuple[str, str], dict[int, Ledger]] = {}
        for wanted in self.wanted:
            whose = wanted.place, wanted.body
            if whose not in ledgers:
                ledgers[whose] = self._ledgers(*whose)
            for made in make_files(self._commission(wanted, ledgers[whose][wanted.year])):
                made.write(folder)
                yield folder / made.file_name

    def _commission(self, wanted: Wanted, ledger: Ledger) -> Commission:
        if wanted.level == "单位":
            ledger = ledger.of_unit(0)
        word = STYLES[wanted.style].word.replace("部门", wanted.level)
        suffix = FORMATS[wanted.format].suffix
        return Commission(
            document=f"{ledger.organisation}-{wanted.year}-{word}.{suffix}",
            style=wanted.style,
            seed=self.seed,
            place=_place(wanted.place),
            body=self._body(wanted.body),
            level=wanted.level,
            ledger=ledger,
            habits=wanted.habits,
            format=wanted.format,
            contradictions=wanted.contradictions,
        )

    def _ledgers(self, place: str, body: str) -> dict[int, Ledger]:
        """The accounts of an organisation by year, drawn together: they follow each other."""
        drawn = draw_ledgers(
            self.seed,
            _place(place).name,
            self._body(body),
            {it.year for it in self.wanted if (it.place, it.body) == (place, body)},
            _STEP,
            rich=body in self.rich,
            frugal=body in self.frugal,
            reserve=body in self.reserving,
        )
        return {ledger.fiscal_year: ledger for ledger in drawn}

    def _body(self, name: str) -> Body:
        body = next(it for it in load_lists().bodies if it.name == name)
        return replace(body, name=self.names.get(name, name))


def _place(short: str) -> Place:
    return next(it for n in range(3) for it in places_of_generation(n) if it.short == short)
