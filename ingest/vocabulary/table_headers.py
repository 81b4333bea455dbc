"""Which standard table a header, rows and remark identify where the title is lost.

>>> table_by_header(["合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费"], [], "").key
'three_public'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.vocabulary.standard_tables import StandardTable, tables_by_key

_Patterns = tuple[re.Pattern[str], ...]
_QUOTES = re.compile("[“”\"'‘’\\s]")


@dataclass(frozen=True)
class HeaderRule:
    """One row of table_headers.yaml."""

    key: str
    columns: _Patterns
    rows: _Patterns
    not_columns: _Patterns
    not_rows: _Patterns
    note: re.Pattern[str] | None
    example: Mapping[str, Any]

    @property
    def weight(self) -> int:
        """How telling it is: a remark says it, other rules by how much they ask for."""
        if self.note is not None:
            return 100
        return sum(map(len, (self.columns, self.rows, self.not_columns, self.not_rows)))

    def fits(self, columns: Sequence[str], rows: Sequence[str], note: str) -> bool:
        """Whether a table with these words is the one."""
        if self.note is not None:
            return bool(self.note.search(note))
        return (
            all(_found(p, columns) for p in self.columns)
            and all(_found(p, rows) for p in self.rows)
            and not any(_found(p, columns) for p in self.not_columns)
            and not any(_found(p, rows) for p in self.not_rows)
        )


def table_by_header(columns: Iterable[str], rows: Iterable[str], note: str) -> StandardTable | None:
    """The standard table of header paths (cells joined by '/'), words of rows, and a remark.

    None where no rule fits, or equally telling ones name different tables.
    """
    heads = [_QUOTES.sub("", column) for column in columns]
    labels = [_QUOTES.sub("", row) for row in rows]
    remark = _QUOTES.sub("", note)
    fitting = [rule for rule in header_rules() if rule.fits(heads, labels, remark)]
    most = max((rule.weight for rule in fitting), default=0)
    keys = {rule.key for rule in fitting if rule.weight == most}
    return tables_by_key()[keys.pop()] if len(keys) == 1 else None


@cache
def header_rules() -> tuple[HeaderRule, ...]:
    """All rules shipped with the package."""
    text = files("ingest.vocabulary").joinpath("table_headers.yaml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return tuple(
        HeaderRule(
            key=row["key"],
            columns=_patterns(row, "columns"),
            rows=_patterns(row, "rows"),
            not_columns=_patterns(row, "not_columns"),
            not_rows=_patterns(row, "not_rows"),
            note=re.compile(row["note"]) if "note" in row else None,
            example=row["example"],
        )
        for row in rows
    )


def _patterns(row: Mapping[str, Any], name: str) -> _Patterns:
    return tuple(re.compile(pattern) for pattern in row.get(name, ()))


def _found(pattern: re.Pattern[str], texts: Sequence[str]) -> bool:
    return any(pattern.search(text) for text in texts)
