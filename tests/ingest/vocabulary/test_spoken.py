"""Each way of speaking reads its example, and names items there are."""

import re

import pytest

from ingest.model import Classification
from ingest.vocabulary.load import vocabulary
from ingest.vocabulary.spoken import spoken


@pytest.mark.parametrize("row", spoken(), ids=lambda row: row.example)
def test_a_row_reads_the_marked_part_of_its_example(row):
    marked = row.example.partition("〔")[2].partition("〕")[0]
    found = row.words.search(re.sub(r"[〔〕]", "", row.example))
    assert found[0] == marked


@pytest.mark.parametrize("row", spoken(), ids=lambda row: row.example)
def test_a_row_names_known_items(row):
    for key in row.keys:
        side, _, code = key.partition(":")
        functional = side == "functional"
        kind = Classification.FUNCTIONAL if functional else Classification.ECONOMIC_DEPARTMENT
        assert key in vocabulary().items or vocabulary().names_of(kind, code)
