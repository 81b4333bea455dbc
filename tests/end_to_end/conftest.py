"""One server over all samples, and over the real text document where it is present."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.server import Installation, Server
from tests.ingest.samples import FILES


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The samples, loaded once; tests only ask."""
    installation = Installation(tmp_path_factory.mktemp("library"))
    installation.ingest(*FILES)
    with installation.serve() as server:
        yield server


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """An empty data folder."""
    return Installation(tmp_path / "data")
