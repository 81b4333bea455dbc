"""The sample documents, each read once in a run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ingest.model import Document
from ingest.parse import parse_document
from tests.conftest import ROOT

FOLDER = ROOT / "samples"
FILES = tuple(sorted(path for path in FOLDER.iterdir() if path.suffix in (".pdf", ".txt")))


@cache
def sample(path: Path) -> Document:
    """The document a sample file holds, kept for the tests that come after."""
    return parse_document(path)
