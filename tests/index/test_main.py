"""python -m index builds an index from document JSON files and their originals."""

from pathlib import Path

import pytest

from index.__main__ import main
from index.open import open_index
from ingest.document_json import document_to_json
from tests.index.made_documents import made_document, made_file


def test_documents_are_put_in_and_what_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, alone = made_document(year=2023), made_document(year=2024)
    (tmp_path / "a.json").write_text(document_to_json(whole), "utf-8")
    (tmp_path / whole.file_name).write_bytes(made_file(whole))
    (tmp_path / "b.json").write_text(document_to_json(alone), "utf-8")
    (tmp_path / "c.json").write_text("{", "utf-8")
    data = tmp_path / "data"
    arguments = ["index", str(tmp_path), "--data", str(data), "--embedding-model", "none"]
    monkeypatch.setattr("sys.argv", arguments)

    assert main() == 0

    said = capsys.readouterr()
    assert "文件 1 份，段落 4 段，向量 0 个" in said.out
    assert f"b.json：旁边没有原文件 {alone.file_name}" in said.err
    assert "c.json：不是 JSON" in said.err
    index = open_index(data)
    assert [stored.identity.fiscal_year for stored in index.documents.find()] == [2023]
    assert index.search("三公")[0].passage == whole.passages[0]
