"""Sums are between items the vocabulary knows, and no item is a part of itself."""

from __future__ import annotations

from ingest.vocabulary.load import vocabulary
from ingest.vocabulary.sums import all_sums, beside, parts_below


def test_every_item_of_a_sum_is_in_the_vocabulary() -> None:
    named = {item for rule in all_sums() for item in (rule.total, *rule.parts)}
    assert {item for item in named if ":" not in item} <= vocabulary().items.keys()


def test_no_item_is_a_part_of_itself() -> None:
    assert [rule.total for rule in all_sums() if rule.total in parts_below(rule.total)] == []


def test_what_is_carried_over_may_stand_beside_the_years_income() -> None:
    assert {"carryover_in", "total_income", "other_income"} <= beside("current_year_income")
