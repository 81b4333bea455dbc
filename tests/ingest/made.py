"""Readings and figures made from a few lines of text, for the tests of prose."""

from __future__ import annotations

from ingest.model import Figure, Identity, Kind, Level, Page
from ingest.narrative import text_to_figures
from ingest.read.reading import Reading
from ingest.sections import pages_to_sections

BUDGET = Identity("某某局", Level.DEPARTMENT, Kind.BUDGET, 2025, "某某局2025年部门预算")
FINAL = Identity("某某局", Level.DEPARTMENT, Kind.FINAL_ACCOUNT, 2024, "某某局2024年度部门决算")


def pages(*texts: str, width: float = 600) -> Reading:
    """A reading of several pages, its text the pages' joined by newlines."""
    found, start = [], 0
    for number, text in enumerate(texts, start=1):
        found.append(Page(number, width, 800, start, start + len(text)))
        start += len(text) + 1
    return Reading(text="\n".join(texts), pages=tuple(found))


def figures(text: str, identity: Identity = BUDGET) -> tuple[Figure, ...]:
    """The figures of a text without pages."""
    reading = Reading(text=text, pages=())
    return text_to_figures(reading, pages_to_sections(reading), identity)
