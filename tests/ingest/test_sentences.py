"""The 35 sentence patterns of budget prose, each with its wordings and noise (sentences.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.model import Aspect, Figure, Identity
from ingest.narrative import text_to_figures
from ingest.quantity import plain_decimal
from ingest.read.reading import Reading
from ingest.sections import pages_to_sections
from ingest.statements import usual_measure
from tests.ingest.made import BUDGET, FINAL

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8")
)
PATTERNS = 35


def described(figure: Figure, identity: Identity) -> str:
    """A figure in one line: item, aspect, printed words and value, then what is not usual."""
    words = [figure.item or f"「{'/'.join(figure.item_path)}」", figure.aspect.value]
    quantity = figure.quantity
    value = f"{plain_decimal(quantity.number)}{quantity.unit.name}" if quantity else "nothing"
    if not any(c.isdigit() for c in figure.printed):
        value = f"“{figure.printed}”{value}"
    words.append(value)
    if figure.measure is not usual_measure(identity):
        words.append(figure.measure.value)
    if figure.aspect in (Aspect.CHANGE, Aspect.CHANGE_RATE) and figure.base:
        words += ["vs", figure.base]
    if figure.fiscal_year != identity.fiscal_year:
        words += ["in", str(figure.fiscal_year)]
    if figure.column_path:
        words += ["of", "/".join(figure.column_path)]
    if figure.fund:
        words.append(f"({figure.fund.value})")
    return " ".join(words)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['pattern']}-{row['text'][:20]}")
def test_a_sentence_gives_exactly_its_figures(row: dict[str, Any]) -> None:
    identity = FINAL if row.get("of") == "final" else BUDGET
    reading = Reading(text=row["text"], pages=())
    found = text_to_figures(reading, pages_to_sections(reading), identity)
    assert [described(figure, identity) for figure in found] == row["figures"]
    assert sum(figure.reason is not None for figure in found) == row.get("reasons", 0)
    for figure in found:
        quoted = reading.text[figure.source.start : figure.source.end]
        assert figure.printed in "".join(quoted.split())


def test_every_pattern_has_its_sentences() -> None:
    assert {row["pattern"] for row in ROWS} == set(range(1, PATTERNS + 1))
