"""Contradictions planted in documents that have none: nearly all are found, and none passes.

One printed number at a time is changed by a digit that rounding cannot explain, in samples of all
styles, in tables and in prose. What no identity speaks of cannot be found, so only numbers are
changed that an identity vouches for.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.checks import check_figures
from ingest.model import Aspect, Check, Document, Figure
from ingest.quantity import Quantity
from tests.ingest.samples import FILES, sample

A_FILE = 56
SEED = 7


def planted(figure: Figure, chance: random.Random) -> Figure | None:
    """The figure with one digit changed; None where that may be a matter of rounding."""
    if figure.quantity is None:
        return None
    number = figure.quantity.number
    digits = str(abs(number))
    places = [i for i, digit in enumerate(digits) if digit.isdigit()]
    place = chance.choice(places[:-1] or places)
    digit = chance.choice([d for d in "123456789" if d != digits[place]])
    changed = Decimal(digits[:place] + digit + digits[place + 1 :]).copy_sign(number)
    if abs(changed - number) <= figure.quantity.last_place * 40:
        return None
    quantity = Quantity(changed, figure.quantity.unit)
    return replace(figure, printed=digits, quantity=quantity, check=Check.UNCHECKED)


def plant(document: Document, chance: random.Random) -> Counter[str]:
    """Change one number after the other; count what was planted, found, and passed all the same."""
    counted: Counter[str] = Counter()
    figures = [replace(f, check=Check.UNCHECKED) for f in document.figures]
    proven = [i for i, f in enumerate(document.figures) if f.check is Check.PASSED]
    chance.shuffle(proven)
    for place in proven:
        wrong = planted(document.figures[place], chance)
        if wrong is None or counted["planted"] == A_FILE:
            continue
        checked = check_figures(
            [*figures[:place], wrong, *figures[place + 1 :]],
            document.tables,
            document.text,
            document.identity.kind,
        )
        counted["planted"] += 1
        counted["found"] += any(wrong.figure_id in p.figure_ids for p in checked.problems)
        # A rate shows a change only as exactly as the rate is printed.
        exact = wrong.aspect is not Aspect.CHANGE
        counted["passed"] += checked.figures[place].check is Check.PASSED and exact
    return counted


@pytest.fixture(scope="module")
def counted() -> Counter[str]:
    chance = random.Random(SEED)
    total: Counter[str] = Counter()
    for path in FILES:
        total += plant(sample(path), chance)
    return total


def test_nearly_every_planted_contradiction_is_found(counted: Counter[str]) -> None:
    assert counted["planted"] >= 300
    assert counted["found"] >= counted["planted"] * 0.99


def test_no_planted_number_passes(counted: Counter[str]) -> None:
    assert counted["passed"] == 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_document_without_contradictions_has_none(path: Path) -> None:
    problems = [p.message for p in sample(path).problems if p.code.startswith("check_")]
    assert problems == []
