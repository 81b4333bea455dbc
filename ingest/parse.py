"""A file to a Document: the stages of ingestion, in order.

Reading this file tells what ingestion does; each stage is a function of its own module.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, replace
from pathlib import Path

from ingest.checks import check_figures
from ingest.figures import table_problems, table_to_figures
from ingest.glossary import sections_to_glossary
from ingest.identity import reading_to_identity
from ingest.limits import Limits
from ingest.misspelt import misprint_problems, spelling_of
from ingest.model import Box, Check, Document, Figure, LineBox
from ingest.narrative import text_to_figures
from ingest.passages import section_to_passages
from ingest.qualifications import with_qualifications
from ingest.read.file_bytes import read_bytes
from ingest.read.media_types import media_type_of
from ingest.read.read_file import read_file
from ingest.read.reading import Reading
from ingest.read.scan import Announce
from ingest.reader_version import reader_version
from ingest.report import report_card
from ingest.row_meanings import class_codes
from ingest.sections import pages_to_sections
from ingest.table_codes import sentences_with_codes
from ingest.table_units import with_proven_units
from ingest.tables import place_in_sections, reading_to_tables


def parse_document(
    path: Path,
    *,
    file_name: str | None = None,
    source_url: str | None = None,
    limits: Limits | None = None,
    announce: Announce | None = None,
) -> Document:
    """A file to a Document; `seconds` says how long each stage took.

    `file_name` is the name users know the file by, where it lies under another. `announce` is
    told how many scanned pages will be recognised. Raises the errors of ingest.errors; what is
    merely odd becomes a Problem of the document.
    """
    name = file_name or path.name
    limits = limits or Limits()
    clock = _Clock()
    with clock.stage("read"):
        data = read_bytes(path, name, limits)
        digest = hashlib.sha256(data).hexdigest()
        media_type = media_type_of(data, name)
        reading = read_file(path, name, limits, announce)
    document = reading_to_document(reading, name)
    return replace(
        document,
        document_id=digest[:16],
        content_sha256=digest,
        media_type=media_type,
        source_url=source_url,
        reader=reader_version(),
        seconds={**clock.seconds, **document.seconds},
    )


def reading_to_document(reading: Reading, file_name: str) -> Document:
    """What a reading says, as a Document without identity of its content (hash, id, type)."""
    clock = _Clock()
    with clock.stage("sections"):
        sections = pages_to_sections(reading)
    with clock.stage("tables"):
        read, inferred = with_proven_units(reading_to_tables(reading), reading.text)
        tables = place_in_sections(read, sections)
    with clock.stage("identity"):
        identity = reading_to_identity(reading, tables, file_name)
    with clock.stage("figures"):
        classes = class_codes(tables)
        cells = [f for table in tables for f in table_to_figures(table, identity, classes)]
        odd = [problem for table in tables for problem in table_problems(table)]
    with clock.stage("narrative"):
        spelling = spelling_of(tables)
        sentences = text_to_figures(reading, sections, identity, spelling)
        sentences = tuple(sentences_with_codes(sentences, cells))
        misspelt = misprint_problems(spelling, reading, sections, sentences)
    with clock.stage("checks"):
        figures = with_qualifications((*cells, *sentences), tables, reading)
        figures = _unverified(figures, reading)
        checked = check_figures(figures, tables, reading.text, identity.kind)
    with clock.stage("glossary"):
        glossary = sections_to_glossary(reading, sections)
    with clock.stage("passages"):
        passages = section_to_passages(reading, sections, glossary, tables)
    with clock.stage("report"):
        card = report_card(reading, identity, sections, tables, glossary, checked)
    return Document(
        document_id="",
        content_sha256="",
        file_name=file_name,
        media_type="",
        identity=identity,
        text=reading.text,
        pages=reading.pages,
        lines=_lines(reading),
        sections=sections,
        tables=tables,
        figures=checked.figures,
        passages=passages,
        glossary=glossary,
        problems=(*reading.problems, *inferred, *odd, *misspelt, *checked.problems),
        report_card=card,
        seconds=clock.seconds,
    )


def _lines(reading: Reading) -> tuple[LineBox, ...]:
    return tuple(
        LineBox(start, end, Box(*(round(side, 2) for side in astuple(box))))
        for start, end, box in reading.boxes
    )


def _unverified(figures: list[Figure], reading: Reading) -> list[Figure]:
    """The figures, those read from the picture of a page, or that a page shows only in part,
    marked so: proof comes after."""
    return [
        replace(f, check=Check.UNVERIFIED)
        if f.source.page in reading.ocr_pages
        or any(f.source.start < end and start < f.source.end for start, end in reading.cut_spans)
        else f
        for f in figures
    ]


class _Clock:
    """How long each stage took, in seconds."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(time.perf_counter() - started, 4)
