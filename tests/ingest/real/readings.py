"""Readings of the real documents, each read once in a run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ingest.read.read_file import read_file
from ingest.read.reading import Reading


@cache
def reading_of(path: Path) -> Reading:
    """The reading of a file, kept for the tests that come after."""
    return read_file(path)
