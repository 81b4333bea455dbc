"""A planted contradiction breaks the identity that its record names, and only what is printed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from evals.generator.contradictions import KINDS, plant_contradictions
from evals.generator.draft import Draft
from evals.generator.noise.noises import add_noise
from evals.generator.samples import STYLES, commission_of, make_files, write_draft
from evals.generator.truth import Contradiction, Fact

WITH_TABLES = [name for name, style in STYLES.items() if style.has_tables]


def planted(style: str, count: int, number: int = 0) -> tuple[Draft, list[Contradiction]]:
    draft = write_draft(commission_of(style, number, "plant", style))
    return draft, plant_contradictions(draft, count, "plant")


def by_id(draft: Draft) -> dict[str, Fact]:
    return {fact.fact_id: fact for fact in draft.truth.facts}


def test_every_kind_is_planted_somewhere() -> None:
    kinds = {
        one.kind for style in WITH_TABLES for n in range(3) for one in planted(style, 99, n)[1]
    }
    assert kinds == set(KINDS)


@pytest.mark.parametrize("style", WITH_TABLES)
def test_as_many_are_planted_as_are_asked_for(style: str) -> None:
    draft, found = planted(style, 2)
    assert len(found) == len(draft.truth.contradictions) == 2
    assert len({one.kind for one in found}) == 2


@pytest.mark.parametrize("style", WITH_TABLES)
def test_the_truth_still_says_what_is_printed(style: str) -> None:
    draft, _ = planted(style, 99)
    for fact in draft.truth.facts:
        digits = fact.printed.replace(",", "")
        if fact.value is not None and digits[-1:].isdigit():
            assert Decimal(digits) == abs(fact.value), fact
        if "narrative" in fact.where:
            assert fact.text in fact.where["narrative"]


@pytest.mark.parametrize("style", WITH_TABLES)
def test_one_contradiction_changes_one_number_or_one_word(style: str) -> None:
    for number in range(4):
        clean = write_draft(commission_of(style, number, "plant", style))
        draft, (one,) = planted(style, 1, number)
        before, after = by_id(clean), by_id(draft)
        differ = [i for i, f in after.items() if f.printed != before[i].printed]
        assert differ in ([], [one.fact_ids[0]])
        assert one.says != one.was


def test_a_column_no_longer_adds_up() -> None:
    for number in range(6):
        draft, found = planted("final", 99, number)
        for one in found:
            if one.kind != "column-sum":
                continue
            facts = by_id(draft)
            over = facts[one.fact_ids[1]]
            below = [
                f.value or Decimal(0)
                for f in draft.truth.facts
                if f.code
                and len(f.code) == len(over.code or "") + 2
                and f.code.startswith(over.code or "-")
                and (f.column_path, f.where.get("table")) == (over.column_path, over.where["table"])
            ]
            assert over.value != sum(below)
            return
    pytest.fail("no column sum was planted")


def test_a_direction_is_contrary_to_the_change_beside_it() -> None:
    for number in range(6):
        draft, found = planted("jiangsu", 99, number)
        for one in found:
            if one.kind == "direction":
                rate, change = (by_id(draft)[i].value for i in one.fact_ids)
                assert rate is not None
                assert change is not None
                assert rate * change < 0
                return
    pytest.fail("no direction was planted")


def test_each_of_two_files_names_only_what_it_can_be_seen_to_contradict() -> None:
    for number in range(4):
        commission = commission_of("final", number, "plant", "final", "two-files")
        for made in make_files(replace(commission, contradictions=99)):
            here = {fact.fact_id for fact in made.truth.facts}
            for one in made.truth.contradictions:
                assert one.fact_ids[0] in here
                assert here & set(one.fact_ids[1:])
            lost = {fact.fact_id for fact in made.truth.lost}
            assert all(one.fact_ids[0] in here | lost for one in made.truth.weakened)


def test_a_number_lost_to_noise_contradicts_nothing() -> None:
    for number in range(4):
        draft, _ = planted("jiangsu", 99, number)
        add_noise(draft, ("dropped", "masked", "template"), "plant")
        lost = {fact.fact_id for fact in draft.truth.lost}
        assert lost
        assert all(not lost & set(one.fact_ids) for one in draft.truth.contradictions)
        assert all(lost & set(one.fact_ids) for one in draft.truth.weakened)


def test_the_same_seed_plants_the_same() -> None:
    assert planted("shanghai", 3)[1] == planted("shanghai", 3)[1]


def test_a_rate_that_is_changed_still_says_which_way_it_went() -> None:
    changed = 0
    for number in range(30):
        draft, found = planted("hunan", 99, number)
        rates = [one.fact_ids for one in found if one.kind == "rate"]
        facts = by_id(draft)
        for rate, *others in rates:
            for change in (facts[other] for other in others if facts[other].aspect == "change"):
                fell = (facts[rate].value or 0) < 0, (change.value or 0) < 0
                assert fell[0] is fell[1]
                changed += 1
    assert changed
