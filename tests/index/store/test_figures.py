"""Figures are found by exactly what is asked, within exactly the documents that are named."""

import pytest
from sqlalchemy import Engine

from index.store.documents import Documents
from index.store.figures import Figures
from ingest.model import Aspect, Classification, Fund, Measure
from ingest.vocabulary.load import plain_label
from tests.index.made_documents import made_document

GARDEN, WATER = made_document("青河市园林局"), made_document("青河市水务局")


@pytest.fixture
def figures(engine: Engine) -> Figures:
    for document in (GARDEN, WATER):
        Documents(engine).add(document)
    return Figures(engine)


def numbers(figures: Figures, **wanted: object) -> list[str]:
    found = figures.find([GARDEN.document_id], **wanted)  # type: ignore[arg-type]
    return [stored.figure.figure_id for stored in found]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["f1", "f2", "f3", "f4", "f5", "f6"]),
        ({"item": "official_reception"}, ["f1"]),
        ({"item": ["official_reception", "functional:2010301"]}, ["f1", "f5"]),
        ({"code": "2010301", "classification": Classification.FUNCTIONAL}, ["f5"]),
        ({"code": "2010301", "classification": Classification.ECONOMIC_DEPARTMENT}, []),
        ({"label": "1、“会议费”"}, ["f3"]),
        ({"label": "会议"}, []),
        ({"label_part": "费"}, ["f1", "f2", "f3", "f4"]),
        ({"label_part": "%"}, []),
        ({"label": "会议费' OR '1'='1"}, []),
        ({"facet": "basic_expenditure"}, ["f4"]),
        ({"fund": Fund.GENERAL_PUBLIC_BUDGET}, ["f3"]),
        ({"aspect": Aspect.CHANGE_RATE}, ["f6"]),
        ({"measure": Measure.FINAL}, []),
        ({"fiscal_year": 2024, "limit": 2, "offset": 1}, ["f2", "f3"]),
        ({"figure_ids": ["f2", "f9"]}, ["f2"]),
    ],
    ids=str,
)
def test_everything_that_is_given_must_hold(
    figures: Figures, wanted: dict[str, object], expected: list[str]
) -> None:
    assert numbers(figures, **wanted) == expected


def test_figures_come_with_their_document_and_as_they_were(figures: Figures) -> None:
    found = figures.of_document(WATER.document_id)
    assert {stored.document_id for stored in found} == {WATER.document_id}
    assert tuple(stored.figure for stored in found) == WATER.figures


def test_none_asks_for_all_documents_and_an_empty_list_for_none(figures: Figures) -> None:
    assert len(figures.find()) == 12
    assert figures.find([]) == []
    assert figures.labels([]) == []


def test_one_figure_is_asked_for_by_its_document_and_id(figures: Figures) -> None:
    stored = figures.get(WATER.document_id, "f5")
    assert stored is not None
    assert stored.figure == WATER.figures[4]
    assert figures.get(WATER.document_id, "f99") is None


def test_a_document_s_names_are_what_its_figures_are_called_and_part_of(figures: Figures) -> None:
    names = figures.names([WATER.document_id, "none-such"])
    assert names[WATER.document_id] == {
        plain_label(name) for f in WATER.figures for name in (f.label, *f.item_path)
    }
    assert names["none-such"] == frozenset()


def test_labels_say_how_often_an_item_is_stated(figures: Figures) -> None:
    labels = {label.label: label for label in figures.labels()}
    assert len(labels) == 6
    running = labels["行政运行"]
    assert (running.item, running.code, running.figures) == ("functional:2010301", "2010301", 2)
    assert running.classification is Classification.FUNCTIONAL
