"""`python -m ingest`: a line a file, JSON where asked, and an exit code that tells of failures."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.__main__ import main
from ingest.document_json import document_from_json
from tests.ingest.drawn_pdf import DrawnPdf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    drawn = DrawnPdf(tmp_path / "b.pdf")
    drawn.write(60, 60, "某某局2025年部门支出预算总表")
    drawn.write(60, 80, "单位：万元")
    drawn.table(90, [100.0, 90.0], [["项目", "预算数"], ["基本支出", "1.00"]])
    drawn.save()
    (tmp_path / "a.txt").write_text("某某局2025年部门预算\n收入预算3万元。\n", encoding="utf-8")
    (tmp_path / ".hidden").write_bytes(b"")
    return tmp_path


def test_a_folder_is_read_file_by_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--tables"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("：")[0] for line in lines[:2]] == ["a.txt", "b.pdf"]
    assert "2025年预算" in lines[1] and "[支出总表] 万元 第1页 1行×1列" in lines[2]


def test_json_is_one_document_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", str(folder)]) == 0
    documents = [document_from_json(line) for line in capsys.readouterr().out.splitlines()]
    assert [document.file_name for document in documents] == ["a.txt", "b.pdf"]


def test_a_bad_file_is_said_and_the_others_are_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = folder / "坏.pdf"
    bad.write_bytes(b"%PDF-1.4 cut")
    assert main([str(bad), str(folder / "a.txt")]) == 1
    said = capsys.readouterr()
    assert "坏.pdf：文件已损坏或不完整" in said.err and "a.txt" in said.out
