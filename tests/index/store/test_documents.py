"""Documents come out of the store exactly as they went in, found by who, which year and what."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest
from sqlalchemy import Engine, select

from index.errors import DocumentNotLoaded
from index.model import Filter
from index.store.documents import Documents
from index.store.schema import figures
from ingest.model import Figure, Kind, Level
from tests.index.made_documents import made_document


@pytest.fixture
def documents(engine: Engine) -> Documents:
    return Documents(engine)


def test_a_document_comes_out_as_it_went_in(documents: Documents) -> None:
    document = made_document(aliases=("园林局", "我局"))
    assert documents.add(document) is True
    assert documents.whole(document.document_id) == document


def test_every_field_of_a_figure_is_set_in_what_comes_out() -> None:
    made = made_document().figures
    unset = [f.name for f in fields(Figure) if all(getattr(x, f.name) in (None, ()) for x in made)]
    assert unset == ["table_kind"]


def test_amounts_are_text_in_the_database_and_keep_every_digit(
    engine: Engine, documents: Documents
) -> None:
    documents.add(made_document())
    with engine.connect() as connection:
        values = list(connection.execute(select(figures.c.value)).scalars())
    assert values == ["1234.50", None, None, "0.00", "0.1000000000000000055", "-8.30"]


def test_a_blank_a_dash_and_a_zero_stay_three_statements(documents: Documents) -> None:
    document = made_document()
    documents.add(document)
    stored = documents.whole(document.document_id).figures
    stated = [(f.printed, f.quantity.number if f.quantity else None) for f in stored[1:4]]
    assert stated == [("—", None), ("", None), ("0.00", Decimal("0.00"))]


def test_the_same_document_again_changes_nothing(documents: Documents) -> None:
    document = made_document()
    documents.add(document)
    before = documents.get(document.document_id)
    again = replace(document, file_name="1.txt", seconds={"read": 9.0})
    assert documents.add(again) is False
    assert documents.get(document.document_id) == before


def test_an_address_that_becomes_known_is_kept_and_stays(documents: Documents) -> None:
    document = replace(made_document(), source_url=None)
    documents.add(document)
    assert documents.add(replace(document, source_url="https://example.org/2")) is True
    assert documents.add(document) is False
    stored = documents.get(document.document_id)
    assert stored is not None
    assert stored.source_url == "https://example.org/2"


def test_the_same_bytes_read_better_replace_what_was_read(documents: Documents) -> None:
    document = made_document()
    documents.add(document)
    better = replace(document, figures=document.figures[:2])
    assert documents.add(better) is True
    assert len(documents.find()) == 1
    assert documents.whole(document.document_id).figures == document.figures[:2]


def test_a_removed_document_leaves_nothing_behind(engine: Engine, documents: Documents) -> None:
    kept, removed = made_document(year=2023), made_document(year=2024)
    documents.add(kept)
    documents.add(removed)
    assert documents.remove(removed.document_id) is True
    assert documents.remove(removed.document_id) is False
    with engine.connect() as connection:
        left = set(connection.execute(select(figures.c.document_id)).scalars())
    assert left == {kept.document_id}
    with pytest.raises(DocumentNotLoaded):
        documents.text(removed.document_id)


def test_documents_are_found_by_every_field_and_all_of_them(documents: Documents) -> None:
    garden = made_document("青河市园林局", 2024, Kind.BUDGET, aliases=("园林局",))
    final = made_document("青河市园林局", 2023, Kind.FINAL_ACCOUNT)
    water = made_document("青河市水务局", 2024, Kind.BUDGET, Level.UNIT)
    for document in (garden, final, water):
        documents.add(document)

    def found(**wanted: object) -> set[str]:
        return set(documents.find_ids(Filter(**wanted)))  # type: ignore[arg-type]

    def ids(*made: object) -> set[str]:
        return {document.document_id for document in made}  # type: ignore[attr-defined]

    assert found() == ids(garden, final, water)
    assert found(organisations=("青河市园林局",)) == ids(garden, final)
    assert found(organisations=("园林局",)) == ids(garden)
    assert found(fiscal_years=(2024,)) == ids(garden, water)
    assert found(fiscal_years=(2023, 2024), kinds=(Kind.FINAL_ACCOUNT,)) == ids(final)
    assert found(levels=(Level.UNIT,)) == ids(water)
    assert found(document_ids=(water.document_id, "nowhere")) == ids(water)
    assert found(organisations=("青河市园林局' OR 1=1 --",)) == set()


def test_organisations_say_what_is_loaded_of_them(documents: Documents) -> None:
    documents.add(made_document("青河市园林局", 2024, aliases=("园林局",)))
    documents.add(made_document("青河市园林局", 2023, Kind.FINAL_ACCOUNT))
    documents.add(made_document("青河市水务局", None))
    garden, water = documents.organisations()
    assert (garden.name, water.name) == ("青河市园林局", "青河市水务局")
    assert garden.fiscal_years == (2024, 2023)
    assert garden.kinds == (Kind.BUDGET, Kind.FINAL_ACCOUNT)
    assert garden.aliases == ("园林局",)
    assert water.fiscal_years == ()


def test_parts_are_asked_for_one_by_one(documents: Documents) -> None:
    document = made_document()
    documents.add(document)
    assert documents.text(document.document_id) == document.text
    assert tuple(documents.sections(document.document_id)) == document.sections
    assert tuple(documents.tables(document.document_id)) == document.tables
    assert documents.tables(document.document_id, kind="income") == []
    assert tuple(documents.pages(document.document_id)) == document.pages
    assert tuple(documents.problems(document.document_id)) == document.problems
    assert documents.sections("nowhere") == []


def test_a_document_is_known_by_its_content(documents: Documents) -> None:
    document = made_document()
    documents.add(document)
    known = documents.by_content(document.content_sha256)
    assert known is not None
    assert known.document_id == document.document_id
    assert documents.by_content("0" * 64) is None


def test_the_fingerprint_follows_what_is_stored(documents: Documents) -> None:
    empty = documents.fingerprint()
    document = made_document()
    documents.add(document)
    full = documents.fingerprint()
    documents.remove(document.document_id)
    assert full != empty == documents.fingerprint()
