"""What a generated document says, one record a printed number: the expected answers.

The field names are those of a figure in the outside contract (design of answers), so that a
test can compare record with figure.
"""

import json
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class About:
    """Whose document it is: printed on its cover, true of every number unless said otherwise.

    `companion` is the other file of a document that was published in two.
    """

    document: str
    title: str
    organisation: str
    level: str
    fiscal_year: int
    kind: str
    style: str
    seed: str
    companion: str = ""


@dataclass
class Fact:
    """One printed number, or one blank cell, and where it stands.

    `value` is None for a blank or a dash; a printed 0 and '持平' have the value 0. A change
    that is a decrease is negative, though it is printed without a sign. `exact_yuan` is the
    amount before it was rounded to be printed. `of` is the budget that a completion rate is
    a part of. `page` is physical, from 1 (None in a text).
    """

    label: str
    value: Decimal | None
    unit: str
    printed: str
    organisation: str
    fiscal_year: int
    measure: str = "budgeted"
    aspect: str = "amount"
    base: str | int | None = None
    of: str | None = None
    item_path: tuple[str, ...] = ()
    column_path: tuple[str, ...] = ()
    code: str | None = None
    classification: str | None = None
    exact_yuan: Decimal | None = None
    fact_id: str = ""
    level: str = ""
    kind: str = ""
    where: dict[str, Any] = field(default_factory=dict)
    page: int | None = None
    gap: str = ""
    shown: str | None = None

    @property
    def text(self) -> str:
        """The number as running text has it, with its unit; `shown` where noise changed that."""
        if self.shown is not None:
            return self.shown
        if self.printed and self.printed[-1].isdigit():
            gap = "" if self.unit == "%" else self.gap
            return f"{self.printed}{gap}{self.unit}"
        return self.printed


@dataclass(frozen=True)
class Entry:
    """One entry of 名词解释."""

    term: str
    definition: str
    number: str
    has_dot: bool = True


@dataclass(frozen=True)
class Statement:
    """A planted sentence that carries no number: 无三公, an empty table, a reason."""

    topic: str
    text: str
    meaning: str
    value: Decimal | None = None


@dataclass(frozen=True)
class Contradiction:
    """One number changed so that an identity fails (numbers of the list of identities, 勾稽).

    `fact_ids` are the number that was changed and those it no longer agrees with.
    """

    identity: int
    kind: str
    fact_ids: tuple[str, ...]
    was: str
    says: str
    place: str


@dataclass
class Truth:
    """Everything one document says.

    `lost` holds what noise left half stated (a number without its item, a rate without its %):
    it need not be read, and must not be read as anything else. `noise` names what was applied.
    `weakened` are planted contradictions of which noise, or the other of two files, took a part:
    that they are found cannot be asked, but who says that their number is wrong is right.
    """

    about: About
    disclaimer: str
    pages: int | None = None
    facts: list[Fact] = field(default_factory=list)
    glossary: list[Entry] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    lost: list[Fact] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)
    weakened: list[Contradiction] = field(default_factory=list)
    noise: list[str] = field(default_factory=list)

    def to_json(self) -> str:
        """Return stable JSON, one record a line: decimals as strings, empty fields left out."""

        def plain(value: object) -> object:
            if isinstance(value, Decimal):
                return format(value, "f")
            raise TypeError(f"no JSON form for {type(value).__name__}")

        def line(record: dict[str, Any]) -> str:
            kept = {k: v for k, v in record.items() if k == "value" or v not in (None, (), "", [])}
            if "fact_id" in kept:
                kept.setdefault("printed", "")
            return json.dumps(kept, ensure_ascii=False, separators=(",", ":"), default=plain)

        def lines(records: list[dict[str, Any]]) -> str:
            return "[\n" + ",\n".join(map(line, records)) + "\n]"

        whole = asdict(self)
        if not self.about.companion:
            del whole["about"]["companion"]
        for key in ("lost", "contradictions", "weakened", "noise"):
            if not whole[key]:
                del whole[key]
        for fact in [*whole["facts"], *whole.get("lost", [])]:
            del fact["gap"], fact["shown"]
            if fact["unit"] == "元":
                del fact["exact_yuan"]  # it is the value
        parts = [
            f'"{key}": '
            + (lines(part) if _holds_records(part) else json.dumps(part, ensure_ascii=False))
            for key, part in whole.items()
        ]
        return "{\n" + ",\n".join(parts) + "\n}\n"


def _holds_records(part: object) -> bool:
    return isinstance(part, list) and not any(isinstance(entry, str) for entry in part)


def read_truth(path: Path) -> dict[str, Any]:
    """Read a truth file as plain data; amounts stay decimal strings."""
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record
