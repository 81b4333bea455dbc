"""The samples are read as a person has read them on the page: tests/golden, line by line.

After a change that is meant: `python -m tests.ingest.golden`, then read every changed line
against the sample's page before it is committed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document_json import document_from_json
from tests.ingest.golden import FOLDER, document_to_golden, golden_file, golden_json, to_json
from tests.ingest.samples import FILES, sample


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_is_read_as_its_page_was(path: Path) -> None:
    read = document_to_golden(sample(path)).splitlines()
    assert read == golden_file(path).read_text("utf-8").splitlines()


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".txt"])
def test_the_whole_document_is_written_as_json(path: Path) -> None:
    written = to_json(sample(path))
    assert written.splitlines() == golden_json(path).read_text("utf-8").splitlines()
    assert document_from_json(written).figures == sample(path).figures


def test_no_golden_file_is_left_of_a_sample_that_is_gone() -> None:
    wanted = {golden_file(path).name for path in FILES}
    wanted |= {golden_json(path).name for path in FILES if path.suffix == ".txt"}
    assert {path.name for path in FOLDER.iterdir()} == wanted
