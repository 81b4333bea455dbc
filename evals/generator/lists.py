"""The lists the generator draws from (lists.yaml), typed.

They are the generator's own: invented names and our own sentences, shared with no reader.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Place:
    """An invented place, and the grade its covers print (区级, 省级)."""

    name: str
    grade: str
    short: str


@dataclass(frozen=True)
class Body:
    """A trade of organisations: what it does and where its money is booked."""

    name: str
    run: str
    institution_run: str
    projects: tuple[str, ...]
    funds: tuple[str, ...]
    subordinates: tuple[str, ...]
    duties: tuple[str, ...]
    named_projects: tuple[str, ...]


@dataclass(frozen=True)
class EconomicItem:
    """One economic code (经济分类): yuan a head and year, and how often it occurs."""

    code: str
    name: str
    low: int
    high: int
    chance: float
    round: int
    administrative: bool | None


@dataclass(frozen=True)
class Lists:
    """All of lists.yaml."""

    disclaimer: str
    places: tuple[Place, ...]
    syllables_first: tuple[str, ...]
    syllables_last: tuple[str, ...]
    bodies: tuple[Body, ...]
    functional: Mapping[str, str]
    purposes: Mapping[str, str]
    classes: tuple[str, ...]
    economic_groups: Mapping[str, str]
    economic: tuple[EconomicItem, ...]
    reasons_up: tuple[str, ...]
    reasons_down: tuple[str, ...]
    reasons_final: tuple[str, ...]
    glossary: Mapping[str, str]

    def economic_name(self, code: str) -> str:
        """Return the name of an economic code of three or five digits."""
        if code in self.economic_groups:
            return self.economic_groups[code]
        return next(item.name for item in self.economic if item.code == code)


@cache
def load_lists() -> Lists:
    """Read lists.yaml once."""
    raw = yaml.safe_load((Path(__file__).parent / "lists.yaml").read_text(encoding="utf-8"))
    for body in raw["bodies"]:
        body |= {key: tuple(value) for key, value in body.items() if isinstance(value, list)}
    economic = tuple(
        EconomicItem(
            code=item["code"],
            name=item["name"],
            low=item["low"],
            high=item["high"],
            chance=item["chance"],
            round=item.get("round", 0),
            administrative=item.get("administrative"),
        )
        for item in raw["economic"]
    )
    return Lists(
        disclaimer=raw["disclaimer"],
        places=tuple(Place(**place) for place in raw["places"]),
        syllables_first=tuple(raw["syllables_first"]),
        syllables_last=tuple(raw["syllables_last"]),
        bodies=tuple(Body(**body) for body in raw["bodies"]),
        functional=raw["functional"],
        purposes=raw["purposes"],
        classes=tuple(raw["classes"]),
        economic_groups=raw["economic_groups"],
        economic=economic,
        reasons_up=tuple(raw["reasons_up"]),
        reasons_down=tuple(raw["reasons_down"]),
        reasons_final=tuple(raw["reasons_final"]),
        glossary=raw["glossary"],
    )
