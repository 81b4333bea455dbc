"""The identities (勾稽等式) that are tried, read once from identities.yaml beside this file.

>>> identity_named("three_public_parts").number
'8'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.model import Kind


@dataclass(frozen=True)
class Term:
    """One side's operand: an item of a standard table ('text' for prose), or one in its place."""

    places: tuple[tuple[str, str], ...]  # (table, item), the first that is printed counts
    is_optional: bool = False


@dataclass(frozen=True)
class Kin:
    """Which results of the checks belong to an identity; () and '' ask for nothing."""

    code: str
    tables: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    of: str = ""


@dataclass(frozen=True)
class IdentityRule:
    """One row of identities.yaml; see there for the fields."""

    key: str
    number: str
    name: str
    kinds: tuple[Kind, ...]
    means: str
    when: str
    tables: tuple[tuple[str, ...], ...]
    proofs: tuple[Kin, ...]
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    relation: str
    condition: str
    example: Mapping[str, Any]


@cache
def identities() -> tuple[IdentityRule, ...]:
    """All identities, in the order in which results are matched and reports list them."""
    text = files("ingest.vocabulary").joinpath("identities.yaml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return tuple(_identity(row) for row in rows)


def identity_named(key: str) -> IdentityRule:
    """The identity with this key. Raises KeyError."""
    return _by_key()[key]


@cache
def _by_key() -> Mapping[str, IdentityRule]:
    return {row.key: row for row in identities()}


def _identity(row: Mapping[str, Any]) -> IdentityRule:
    return IdentityRule(
        key=str(row["key"]),
        number=str(row["number"]),
        name=str(row["name"]),
        kinds=tuple(Kind(kind) for kind in row["kinds"]),
        means=str(row["means"]),
        when=str(row.get("when", "")),
        tables=tuple(tuple(str(table).split("|")) for table in row.get("tables", ())),
        proofs=tuple(
            Kin(
                code=str(kin["code"]),
                tables=tuple(kin.get("tables", ())),
                items=tuple(kin.get("items", ())),
                both=tuple(kin.get("both", ())),
                of=str(kin.get("of", "")),
            )
            for kin in row.get("proofs", ())
        ),
        left=_terms(row.get("left")),
        right=_terms(row.get("right")),
        relation=str(row.get("relation", "=")),
        condition=str(row.get("if", "")),
        example=row["example"],
    )


def _terms(printed: str | list[str] | None) -> tuple[Term, ...]:
    if printed is None:
        return ()
    terms = [printed] if isinstance(printed, str) else printed
    return tuple(_term(term) for term in terms)


def _term(printed: str) -> Term:
    places = [place.split(".", 1) for place in printed.rstrip("?").split("|")]
    return Term(tuple((table, item) for table, item in places), printed.endswith("?"))
