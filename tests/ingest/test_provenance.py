"""Every figure says where it stood and where its unit was declared (出处), in every format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.generator.fonts import font_missing
from evals.generator.samples import assorted, make
from ingest.model import Document, Figure, Source
from ingest.parse import parse_document
from tests.ingest.samples import FILES, sample

FORMATS = ("pdf", "txt", "docx", "xlsx", "xls", "html")


def unplaced(document: Document) -> list[str]:
    """What the figures of a document do not say of their places, one line each."""
    return [
        f"{figure.figure_id} {figure.label} {figure.printed!r}: {fault}"
        for figure in document.figures
        for fault in faults(document, figure)
    ]


def faults(document: Document, figure: Figure) -> Iterator[str]:
    """Page, box, span or cell, the number and the unit as printed: what a figure lacks of them."""
    source = figure.source
    if not 0 <= source.start <= source.end <= len(document.text):
        yield "stands outside of the text"
    if tight(figure.printed) not in tight(source.words_in(document.text)):
        yield f"its place says {source.words_in(document.text)!r}"
    yield from without_page(document, source)
    if source.table_id is not None:
        table = next((t for t in document.tables if t.table_id == source.table_id), None)
        if table is None or source.row is None or source.column is None:
            yield "is in no cell of a table"
        elif table.rows[source.row].cells[source.column].source != source:
            yield "is not the cell it says"
    elif figure.sentence is None or figure.pattern is None:
        yield "is in no cell and no sentence"
    declared = figure.unit_source
    if declared is not None:
        yield from (f"its unit {fault}" for fault in without_page(document, declared))
        if not says_unit(figure, tight(declared.words_in(document.text))):
            yield f"its unit stands at {declared.words_in(document.text)!r}"
    elif figure.unit is not None and re.search(r"[1-9]", figure.printed):
        yield "its unit is declared nowhere"


def without_page(document: Document, source: Source) -> Iterator[str]:
    """The page and the box, where the format has them."""
    if not document.pages:
        return
    page = next((p for p in document.pages if p.number == source.page), None)
    if page is None:
        yield "is on no page"
    elif not page.start <= source.start <= page.end:
        yield f"is not on page {page.number}"
    elif page.width and source.box is None:
        yield "has no box"


def says_unit(figure: Figure, words: str) -> bool:
    """Whether the words name the unit of a figure: '单位：万' leaves 元 out."""
    name = figure.unit.name if figure.unit is not None else ""
    names = {name, name.removesuffix("元") or name, name.replace("%", "％")}
    return any(spelled in words for spelled in names)


def tight(text: str) -> str:
    """Text without its white space."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_figure_of_a_sample_says_where_it_stood(path: Path) -> None:
    assert unplaced(sample(path)) == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_figure_of_a_written_document_says_where_it_stood(
    suffix: str, tmp_path: Path
) -> None:
    if suffix == "pdf" and (problem := font_missing()):
        pytest.skip(problem)
    figures = 0
    for made in map(make, assorted(4, "places", formats=(suffix,))):
        made.write(tmp_path)
        document = parse_document(tmp_path / made.file_name)
        figures += len(document.figures)
        assert unplaced(document) == []
    assert figures > 0
