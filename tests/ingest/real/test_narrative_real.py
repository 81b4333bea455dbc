"""Figures of real prose, each expectation read from the page by eye."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.identity import reading_to_identity
from ingest.model import Figure
from ingest.narrative import text_to_figures
from ingest.read.reading import Reading
from ingest.sections import body_paragraphs, pages_to_sections, section_path_at
from tests.ingest.real.readings import reading_of

CASES = json.loads((Path(__file__).parent / "narrative.json").read_text("utf-8"))
TEXT = "大连高新区营商环境建设局-2023-部门预算.txt"
_AMOUNT = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?(?:万元|元|%|辆|台（套）|家|个(?!人))")
# Not figures of this document: what an equipment must cost to be counted.
_THRESHOLDS = ["50万元", "100万元"]


def figures_of(path: Path) -> tuple[Reading, tuple[Figure, ...]]:
    reading = reading_of(path)
    sections = pages_to_sections(reading)
    return reading, text_to_figures(reading, sections, reading_to_identity(reading, (), path.name))


@pytest.mark.real
@pytest.mark.parametrize("name", list(CASES))
def test_figures_as_the_page_says(name: str, real_documents: Path) -> None:
    reading, figures = figures_of(real_documents / name)
    for row in CASES[name]:
        item, aspect, number, unit, *more = row
        wanted = dict(zip(more[::2], more[1::2], strict=True))
        found = [
            f
            for f in figures
            if (f.item or f.label) == item
            and f.aspect.value == aspect
            and f.quantity is not None
            and f.quantity.number == Decimal(number)
            and f.unit is not None
            and f.unit.name == unit
            and all(str(getattr(f, key)) == value for key, value in wanted.items())
        ]
        assert found, f"{row} is not read"
    for figure in figures:
        quote = "".join(reading.text[figure.source.start : figure.source.end].split())
        assert figure.printed in quote


@pytest.mark.real
def test_every_amount_of_the_text_document_is_a_figure(real_documents: Path) -> None:
    reading, figures = figures_of(real_documents / TEXT)
    sections = pages_to_sections(reading)
    spans = [(f.source.start, f.source.end) for f in figures]
    missed = []
    for paragraph in body_paragraphs(reading):
        if "名词解释" in "".join(section_path_at(sections, paragraph.start)):
            continue
        for match in _AMOUNT.finditer(paragraph.text):
            start, end = paragraph.span(*match.span())
            if not any(s < end and start < e for s, e in spans):
                missed.append(match.group())
    assert missed == _THRESHOLDS
    assert all(f.item or f.label in {"先予处置金", "营商局工作业务经费项目"} for f in figures)
