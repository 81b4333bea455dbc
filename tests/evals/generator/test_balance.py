"""What the generator writes balances, whatever the seed: nothing is drawn that is derived."""

from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.generator.ledger import Ledger, draw_ledgers
from evals.generator.lists import load_lists
from evals.generator.samples import STYLES, commissions, write_draft
from evals.generator.truth import Fact, Truth

SEEDS = st.integers(0, 10**6).map(str)
TABLE_STYLES = ["shanghai", "jiangsu", "final", "hunan", "sichuan"]


def _ledger(seed: str, **options: bool) -> Ledger:
    body = load_lists().bodies[int(seed) % len(load_lists().bodies)]
    return draw_ledgers(seed, "某地", body, [2024, 2025], Decimal(100), **options)[-1]


def _truth(style: str, seed: str) -> Truth:
    return write_draft(next(commissions(style, 1, seed))).truth


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_functional_and_economic_views_agree(seed: str) -> None:
    ledger = _ledger(seed, rich=True)
    items = [value for code, value in ledger.economic().items() if len(code) == 5]
    assert sum(items) == ledger.basic() == ledger.staff() + ledger.office()
    assert ledger.basic() + ledger.project() == ledger.total()
    assert all(line.total > 0 for line in ledger.functional().values())


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_a_department_is_the_sum_of_its_units(seed: str) -> None:
    ledger = _ledger(seed, reserve=True)
    units = [ledger.of_unit(index) for index in range(len(ledger.units))]
    assert sum(unit.total() for unit in units) == ledger.total()
    assert ledger.basic() + ledger.project() + ledger.reserve() == ledger.total()
    assert ledger.operating() == units[0].office()


@settings(max_examples=10, deadline=None)
@given(SEEDS)
def test_a_frugal_organisation_has_no_three_public_expenses(seed: str) -> None:
    assert not any(_ledger(seed, frugal=True).three_public().values())


@pytest.mark.parametrize("style", TABLE_STYLES)
@settings(max_examples=8, deadline=None)
@given(seed=SEEDS)
def test_codes_of_a_table_add_up_in_every_column(style: str, seed: str) -> None:
    columns: dict[tuple[object, ...], dict[str, Decimal]] = defaultdict(dict)
    for fact in _cells(_truth(style, seed)):
        if fact.code and fact.value is not None:
            side = fact.classification
            columns[fact.where["table"], fact.column_path, side][fact.code] = fact.value
    assert columns
    for found in columns.values():
        for code in found:
            children = [
                v for c, v in found.items() if c.startswith(code) and len(c) == len(code) + 2
            ]
            if children:
                assert found[code] == sum(children), (style, seed, code)


@pytest.mark.parametrize("style", TABLE_STYLES)
@settings(max_examples=8, deadline=None)
@given(seed=SEEDS)
def test_both_sides_of_the_first_table_have_one_total(style: str, seed: str) -> None:
    truth = _truth(style, seed)
    first = [
        fact for fact in _cells(truth) if fact.where["table"] == _cells(truth)[0].where["table"]
    ]
    totals = {
        f.value
        for f in first
        if f.label in ("收入总计", "支出总计", "总计", "收入合计", "支出合计")
    }
    assert len(totals) == 1


@pytest.mark.parametrize("style", TABLE_STYLES)
@settings(max_examples=8, deadline=None)
@given(seed=SEEDS)
def test_three_public_parts_add_up_in_the_table(style: str, seed: str) -> None:
    cells = [f for f in _cells(_truth(style, seed)) if "三公" in f.where["table"] and f.value]
    for measure in {fact.measure for fact in cells}:
        values = {f.label: f.value or Decimal(0) for f in cells if f.measure == measure}
        cars = next((v for k, v in values.items() if k.startswith("公务用车购置及")), Decimal(0))
        parts = [v for k, v in values.items() if k in ("因公出国（境）费", "公务接待费")]
        assert values.get("“三公”经费", Decimal(0)) == cars + sum(parts)
        assert cars == sum(
            v for k, v in values.items() if k.startswith("公务用车") and "及" not in k
        )


@pytest.mark.parametrize("style", list(STYLES))
@settings(max_examples=6, deadline=None)
@given(seed=SEEDS)
def test_a_number_in_prose_is_its_exact_amount_rounded(style: str, seed: str) -> None:
    for fact in _truth(style, seed).facts:
        if "narrative" in fact.where and fact.exact_yuan is not None and fact.value is not None:
            assert abs(fact.value * 10000 - fact.exact_yuan) <= 50
            assert Decimal(fact.printed.replace(",", "")) == fact.value


@pytest.mark.parametrize("style", list(STYLES))
def test_the_same_seed_writes_the_same_truth(style: str) -> None:
    assert _truth(style, "7").to_json() == _truth(style, "7").to_json()
    assert _truth(style, "7").to_json() != _truth(style, "8").to_json()


def test_a_decrease_is_negative_and_printed_without_a_sign() -> None:
    draft = write_draft(next(commissions("shanghai", 1, "1")))
    word, fact = draft.change("收入预算", Decimal(1000000), Decimal(1500000), "prior_budget")
    assert isinstance(fact, Fact)
    assert (word, fact.printed, fact.value, fact.aspect) == ("减少", "50", Decimal(-50), "change")


def test_no_change_has_the_value_zero_and_keeps_its_word() -> None:
    draft = write_draft(next(commissions("shanghai", 1, "1")))
    (fact,) = draft.change("公务接待费", Decimal(30000), Decimal(30000), "prior_budget")
    assert isinstance(fact, Fact)
    assert (fact.text, fact.value) == ("持平", Decimal(0))


def test_many_documents_have_many_names() -> None:
    assert len({commission.document for commission in commissions("final", 60, "3")}) == 60


def _cells(truth: Truth) -> list[Fact]:
    return [fact for fact in truth.facts if "table" in fact.where]
