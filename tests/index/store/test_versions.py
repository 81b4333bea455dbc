"""A correction (更正) takes the place of what it corrects, as long as it is there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from index.store.documents import Documents
from ingest.model import Document, Kind, Level
from tests.index.made_documents import made_document


@pytest.fixture
def documents(engine: Engine) -> Documents:
    return Documents(engine)


def version(
    title: str,
    sentences: bool = True,
    cells: bool = True,
    year: int = 2024,
    kind: Kind = Kind.BUDGET,
    level: Level = Level.DEPARTMENT,
) -> Document:
    made = made_document(content=f"{title}{year}{kind}{level}".encode(), kind=kind, level=level)
    cell = made.figures[0]
    figures = (cell,) * cells + (replace(cell, figure_id="s1", pattern="amount"),) * sentences
    identity = replace(made.identity, title=title, fiscal_year=year)
    return replace(made, identity=identity, figures=figures)


def states(documents: Documents) -> dict[str, str]:
    return {d.identity.title: d.state for d in documents.find()}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["in order", "the correction first"])
def test_a_correction_supersedes_the_first_version(
    documents: Documents, order: tuple[int, int]
) -> None:
    both = (version("部门预算"), version("部门预算（更正）"))
    for place in order:
        documents.add(both[place])
    assert states(documents) == {"部门预算": "superseded", "部门预算（更正）": "loaded"}
    corrected = documents.get(both[1].document_id)
    assert corrected is not None and corrected.supersedes == both[0].document_id


def test_without_its_correction_the_first_version_is_in_force_again(documents: Documents) -> None:
    first, second = version("部门预算"), version("部门预算（更正）")
    documents.add(first)
    documents.add(second)
    documents.remove(second.document_id)
    assert states(documents) == {"部门预算": "loaded"}


def test_a_correction_of_the_tables_leaves_the_text_in_force(documents: Documents) -> None:
    documents.add(version("部门预算"))
    documents.add(version("部门预算表", sentences=False))
    documents.add(version("部门预算表（更正）", sentences=False))
    assert states(documents) == {
        "部门预算": "loaded",
        "部门预算表": "superseded",
        "部门预算表（更正）": "loaded",
    }


@pytest.mark.parametrize(
    "other",
    [
        version("部门预算", year=2023),
        version("部门预算", kind=Kind.FINAL_ACCOUNT),
        version("部门预算", level=Level.UNIT),
    ],
    ids=["another year", "another kind", "another level"],
)
def test_another_document_is_not_corrected(documents: Documents, other: Document) -> None:
    documents.add(other)
    documents.add(version("部门预算（更正）"))
    assert set(states(documents).values()) == {"loaded"}


def test_two_versions_of_which_none_says_it_corrects_are_both_in_force(
    documents: Documents,
) -> None:
    documents.add(version("部门预算"))
    documents.add(version("2024年部门预算"))
    assert set(states(documents).values()) == {"loaded"}
