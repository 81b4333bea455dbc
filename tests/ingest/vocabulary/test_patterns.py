"""Every row of patterns.yaml gives what its own example says."""

from __future__ import annotations

import pytest

from ingest.model import Figure
from ingest.vocabulary.load import vocabulary
from ingest.vocabulary.patterns import ClausePattern, patterns
from tests.ingest.made import figures

CLAUSES = patterns().clauses


def stated(figure: Figure) -> dict[str, str | None]:
    return {
        "label": figure.label,
        "item": figure.item,
        "aspect": figure.aspect.value,
        "measure": figure.measure.value,
        "printed": figure.printed,
    }


@pytest.mark.parametrize("row", CLAUSES, ids=[row.name for row in CLAUSES])
def test_the_example_of_a_pattern_gives_its_fields(row: ClausePattern) -> None:
    example = dict(row.example)
    text = str(example.pop("text"))
    if heading := example.pop("heading", None):
        text = f"{heading}\n1.年度预算安排\n{text}"
    which = int(example.pop("which", 0))
    own = [f for f in figures(text) if row.is_silent or f.pattern == row.name]
    if not row.is_silent:
        assert own, f"{row.name} read nothing"
        assert example in [{k: stated(f)[k] for k in example} for f in own]
    else:
        assert {k: stated(own[which])[k] for k in example} == example


def test_names_of_patterns_and_their_items_are_known() -> None:
    names = [row.name for row in CLAUSES]
    assert len(names) == len(set(names))
    items = {row.item for row in CLAUSES if row.item}
    items |= {key for sides in patterns().fund_items.values() for key in sides.values()}
    items |= {key for keys in patterns().totals.values() for key in keys}
    assert items <= set(vocabulary().items)
