"""Every pair of near terms names terms there are, and tells them apart without a figure."""

import re

import pytest

from ingest.model import Classification
from ingest.vocabulary.load import vocabulary
from ingest.vocabulary.neighbours import between, neighbours

PAIRS = pytest.mark.parametrize(
    "pair", neighbours(), ids=lambda pair: f"{pair.one.name}-{pair.other.name}"
)


def known(name: str) -> bool:
    kinds = (Classification.FUNCTIONAL, Classification.ECONOMIC_DEPARTMENT)
    return any(item.name == name for item in vocabulary().items.values()) or any(
        vocabulary().codes_named(kind, name) for kind in kinds
    )


@PAIRS
def test_a_pair_is_of_terms_that_the_vocabulary_or_the_table_explains(pair):
    for term in (pair.one, pair.other):
        assert known(term.name) or len(term.said) > 1 or term.name in pair.tells


@PAIRS
def test_what_tells_two_terms_apart_names_both_and_states_no_figure(pair):
    assert not re.search(r"\d", pair.tells)
    assert pair.tells.endswith("。")
    assert any(said in pair.tells for said in pair.one.said)
    assert any(said in pair.tells for said in pair.other.said)


def test_no_two_terms_are_paired_twice():
    named = [frozenset((pair.one.name, pair.other.name)) for pair in neighbours()]
    assert len(named) == len(set(named))


def test_a_name_within_the_other_name_is_no_second_term():
    basic = between("基本支出", "项目支出")
    assert basic is not None
    assert basic.named_in("基本支出和项目支出") == len("基本支出项目支出")
    assert basic.named_in("基本支出是什么") == 0


def test_two_names_are_paired_however_they_are_called_and_in_either_order():
    assert between("车补", "公务用车运行维护费") is between("公务用车运行维护费", "其他交通费用")
    assert between("公用经费", "离休费") is None
