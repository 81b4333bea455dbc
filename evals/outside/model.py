"""What running a public set gives: counts by measure, each with the set's own name for it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class NotTheSet(Exception):
    """A file that is not the public set it is said to be; the message says what is missing."""


@dataclass(frozen=True)
class Measure:
    """``hits`` of ``of`` questions did what ``name`` says."""

    name: str
    hits: int
    of: int

    @property
    def share(self) -> float:
        """Between 0 and 1; 0 of none."""
        return self.hits / self.of if self.of else 0.0


@dataclass(frozen=True)
class OutsideResult:
    """One public set, run once. ``remarks`` are for the reader of the table, in Chinese."""

    set_name: str
    file: str
    measures: tuple[Measure, ...]
    remarks: str
    missed: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)

    def as_json(self) -> dict[str, Any]:
        """The figures to keep; shares are between 0 and 1."""
        return {
            "set": self.set_name,
            "file": self.file,
            "remarks": self.remarks,
            "measures": [
                {"name": m.name, "hits": m.hits, "of": m.of, "share": round(m.share, 4)}
                for m in self.measures
            ],
            "missed": list(self.missed),
        }


def read_json(path: Path) -> Any:
    """A public set's file, whole or a JSON object a line. Raises NotTheSet."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NotTheSet(f"读不出 {path}：{error}") from error
    try:
        return json.loads(text)
    except ValueError:
        try:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError as error:
            raise NotTheSet(f"{path.name} 不是 JSON：{error}") from error
