"""What was typed from the pages by eye: the files of tests/gold.

The gold was typed before any of our readings of these documents was looked at, and no file of it
may ever be made from one. A difference is therefore a mistyped digit or a fault of ours; looking
at the page again decides which.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parents[2] / "gold"


@dataclass(frozen=True)
class GoldCell:
    """A cell as it stands on the page: where, what its row and column are called, its digits."""

    table: str
    side: str
    page: int
    parent: str
    label: str
    code: str | None
    column: tuple[str, ...]
    printed: str
    unit: str
    year: int

    def __str__(self) -> str:
        row = " ".join(part for part in (self.parent, self.code, self.label) if part)
        place = f"{self.table} {self.side}".strip()
        return f"p{self.page} {place}｜{row}｜{'/'.join(self.column)}: '{self.printed}'"


@dataclass(frozen=True)
class GoldStatement:
    """A statement of the narrative: of what, how much, compared with what, and in which words.

    `year` is None where the sentence names a day instead (截至…), `measure` where it names none.
    `names` are the item as the sentence calls it and what else it may rightly be called.
    """

    page: int | None
    names: tuple[str, ...]
    under: str
    value: Decimal
    unit: str
    printed: str
    aspect: str
    base: str | None
    year: int | None
    measure: str | None
    level: str | None

    def __str__(self) -> str:
        item = " ".join(part for part in (self.under, self.names[0]) if part)
        place = "" if self.page is None else f"p{self.page} "
        compared = f" {self.base}" if self.base else ""
        return f"{place}{item}｜{self.aspect}{compared}: {self.printed} {self.unit}"


@dataclass(frozen=True)
class Gold:
    """One document as typed by eye."""

    document: str
    identity: dict[str, Any]
    cells: tuple[GoldCell, ...]
    statements: tuple[GoldStatement, ...]


def load_gold(path: Path) -> Gold:
    """The gold of one file of tests/gold."""
    data = json.loads(path.read_text("utf-8"))
    year = data["identity"]["fiscal_year"]
    cells = [
        GoldCell(
            table["table"],
            table.get("side", ""),
            row.get("page", table["page"]),
            row.get("parent", ""),
            row["label"],
            row["code"],
            tuple(column.split("/")),
            printed,
            table["unit"],
            year,
        )
        for table in data["tables"]
        for row in table["rows"]
        for column, printed in row["cells"].items()
    ]
    statements = [
        GoldStatement(
            row["page"],
            (row["label"], *row.get("also", ())),
            row.get("under", ""),
            Decimal(row["value"]),
            row["unit"],
            row["printed"],
            row["aspect"],
            row["base"],
            row["fiscal_year"],
            row["measure"],
            row.get("level"),
        )
        for row in data["narrative"]
    ]
    return Gold(data["document"], data["identity"], tuple(cells), tuple(statements))
