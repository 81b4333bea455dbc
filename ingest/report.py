"""A document's report card (读取质量), put together from what the stages of reading found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.checks import Checked
from ingest.conservation import conservation
from ingest.model import GlossaryEntry, Identity, Problem, Section, Table
from ingest.read.reading import Reading
from ingest.report_card import ReportCard
from ingest.vocabulary.standard_tables import expected_tables

# How readers of all formats word what they left out ('第8页有 730 个字看不见…').
_UNSEEN = re.compile(r"有 ?(\d+) ?个字看不见")


def report_card(
    reading: Reading,
    identity: Identity,
    sections: Sequence[Section],
    tables: Sequence[Table],
    glossary: Sequence[GlossaryEntry],
    checked: Checked,
) -> ReportCard:
    """What was found, captured and proven of one document."""
    kinds = tuple(dict.fromkeys(table.kind for table in tables if table.kind is not None))
    expected = expected_tables(identity.kind, kinds)
    in_tables, in_prose = conservation(reading, tables, checked.figures, sections, glossary)
    return ReportCard(
        tables_expected=len(expected),
        tables_found=tuple(kind for kind in expected if kind in kinds),
        tables_missing=tuple(kind for kind in expected if kind not in kinds),
        in_tables=in_tables,
        in_prose=in_prose,
        identities=checked.identities,
        passed=checked.passed,
        failed=checked.failed,
        ocr_pages=reading.ocr_pages,
        hidden_characters=_hidden(reading.problems),
    )


def _hidden(problems: Sequence[Problem]) -> int:
    found = (_UNSEEN.search(p.message) for p in problems if p.code == "unseen_text")
    return sum(int(match[1]) for match in found if match is not None)
