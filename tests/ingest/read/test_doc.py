"""Old Word documents are read where LibreOffice is, and refused clearly where it is not."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from ingest.errors import DamagedFile, TookTooLong, UnsupportedFormat
from ingest.limits import Limits
from ingest.parse import parse_document
from ingest.read.doc import doc_to_reading
from ingest.read.media_types import DOC, RTF, media_type_of


def converted(folder: Path, to: str) -> Path:
    """A small budget as an old Word document, written by LibreOffice itself."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("没有 LibreOffice（soffice）：旧版 Word 文档的转换没有测试；make test 会安装")
    document = docx.Document()
    document.add_paragraph("某某局2024年部门预算")
    document.add_paragraph("支出预算表")
    document.add_paragraph("单位：万元")
    table = document.add_table(rows=2, cols=2)
    for row, texts in enumerate((("科目名称", "合计"), ("行政运行", "1,234.50"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.add_paragraph("注：本表为示例。")
    path = folder / "a.docx"
    document.save(str(path))
    subprocess.run(
        [soffice, f"-env:UserInstallation={(folder / 'p').as_uri()}", "--headless",
         "--convert-to", to, "--outdir", str(folder), str(path)],
        check=True, capture_output=True,
    )  # fmt: skip
    return path.with_suffix(f".{to}")


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, does: str) -> None:
    """Another program in LibreOffice's place."""
    script = folder / "soffice"
    script.write_text(f"#!/bin/sh\n{does}\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")


@pytest.mark.parametrize(("suffix", "media_type"), [("doc", DOC), ("rtf", RTF)])
def test_an_old_word_document_gives_the_figures_of_a_new_one(
    tmp_path: Path, suffix: str, media_type: str
) -> None:
    path = converted(tmp_path, suffix)
    document = parse_document(path)
    assert media_type_of(path.read_bytes(), path.name) == media_type == document.media_type
    assert [(f.label, f.printed) for f in document.figures] == [("行政运行", "1,234.50")]
    assert "converted" in [p.code for p in document.problems]


def test_without_libreoffice_the_user_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnsupportedFormat, match="另存为 docx"):
        doc_to_reading(b"", "a.doc", Limits())


def test_a_conversion_that_hangs_is_stopped_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, monkeypatch, f"sleep 600 & echo $! > {tmp_path}/pid; wait")
    with pytest.raises(TookTooLong, match="另存为 docx"):
        doc_to_reading(b"", "a.doc", Limits(seconds=1))
    started = (tmp_path / "pid").read_text().strip()
    state = subprocess.run(["ps", "-o", "stat=", "-p", started], capture_output=True, text=True)
    assert state.stdout.strip()[:1] in ("", "Z")


def test_what_libreoffice_cannot_open_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, monkeypatch, "exit 0")
    with pytest.raises(DamagedFile, match="打不开"):
        doc_to_reading(b"", "a.doc", Limits())
