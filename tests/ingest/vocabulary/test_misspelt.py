"""Every row of misspelt.yaml does what its example shows, and makes no item of another."""

from __future__ import annotations

import pytest

from ingest.misprints import misprints_in, names_of_vocabulary
from ingest.printed_lines import fold
from ingest.vocabulary.load import vocabulary
from ingest.vocabulary.misspelt import Misprint, misspelt, usual_forms


@pytest.mark.parametrize("row", misspelt().variants, ids=lambda row: row.printed)
def test_a_variant_is_read_as_the_usual_character(row: Misprint) -> None:
    assert row.printed in row.example
    assert fold(row.printed) == row.means
    assert row.means not in usual_forms()


@pytest.mark.parametrize("row", misspelt().alike, ids=lambda row: row.printed)
def test_a_character_struck_for_another_is_mended_in_a_name(row: Misprint) -> None:
    (found,) = misprints_in(row.example, (names_of_vocabulary(),))
    assert row.example[: found.start] + found.meant + row.example[found.end :] == (
        row.example.replace(row.printed, row.means)
    )


def test_no_name_of_the_vocabulary_is_taken_for_a_misprint_of_another() -> None:
    known = vocabulary()
    names = {n for item in known.items.values() for n in (item.name, *item.printed)}
    names |= {row.name for row in known.classification}
    wrong = [(n, found) for n in names if (found := misprints_in(n, (names_of_vocabulary(),)))]
    assert wrong == []
