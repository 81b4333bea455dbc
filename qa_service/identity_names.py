"""Identities (勾稽等式) by the number and name readers know, and differences as decimal strings."""

from __future__ import annotations

from ingest.quantity import Quantity, plain_decimal
from ingest.vocabulary.identities import identity_named


def rule_name(key: str) -> tuple[str, str]:
    """An identity's number and name, blank for one that this version does not know."""
    try:
        rule = identity_named(key)
    except KeyError:
        return "", ""
    return rule.number, rule.name


def quantity_plain(quantity: Quantity | None) -> dict[str, str] | None:
    """A difference, or what rounding allows, for programs."""
    if quantity is None:
        return None
    return {"value": plain_decimal(quantity.number.normalize()), "unit": quantity.unit.name}
