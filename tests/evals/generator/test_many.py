"""Many documents are written in processes that are renewed, in order, none left out."""

from pathlib import Path

import pytest

from evals.generator import many
from evals.generator.many import Order, write_many


def test_every_document_is_written_whichever_process_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("alone", "together"):
        (tmp_path / folder).mkdir()
    monkeypatch.setattr(many, "DOCUMENTS_A_PROCESS", 1)
    alone = list(write_many(Order(tmp_path / "alone", "many", ("plain",)), 3))
    together = list(write_many(Order(tmp_path / "together", "many", ("plain",)), 3, processes=2))
    assert [path.name for path in together] == [path.name for path in alone]
    assert [path.read_bytes() for path in together] == [path.read_bytes() for path in alone]
