"""Which files are taken, and that a bad file stops no other."""

from __future__ import annotations

import zipfile
from pathlib import Path

from index.build import IndexWriter
from ingest.limits import Limits
from qa_service.intake import (
    archives_opened,
    find_files,
    read_in,
)
from tests.qa_service.scripted import segmenter

TEXT = "示例局2024年部门预算\n一、收入预算\n2024年财政拨款收入12.5万元。\n"


def test_a_folder_gives_its_documents_and_counts_the_rest(tmp_path: Path) -> None:
    for name in ("b.txt", "a.PDF", "notes.md", ".hidden.pdf", "sub/c.docx", ".git/d.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = find_files([tmp_path, tmp_path / "b.txt", tmp_path / "absent.pdf"])
    assert [path.relative_to(tmp_path).as_posix() for path in found.paths] == [
        "a.PDF",
        "b.txt",
        "sub/c.docx",
    ]
    assert (found.others, [path.name for path in found.missing]) == (1, ["absent.pdf"])


def test_a_file_named_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("x")
    assert find_files([tmp_path / "notes.md"]).paths == (tmp_path / "notes.md",)


def test_the_files_inside_a_zip_are_read_in_its_place(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as package:
        package.writestr("甲/预算.txt", TEXT)
        package.writestr("里.zip", b"PK\x03\x04")
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "c.zip").write_bytes(b"PK\x03\x04 cut off")
    with archives_opened(find_files([tmp_path]), Limits()) as found:
        assert [path.name for path in found.paths] == ["a.txt", "预算.txt", "c.zip"]
        assert [error.file_name for error in found.refused] == ["b.zip：里.zip"]
        assert found.paths[1].read_text() == TEXT
    assert not found.paths[1].exists()


def test_a_bad_file_is_told_and_the_others_are_in(tmp_path: Path) -> None:
    good, empty, html = (tmp_path / name for name in ("好.txt", "空.txt", "网页.pdf"))
    good.write_text(TEXT, "utf-8")
    empty.write_bytes(b"")
    html.write_text("<!doctype html><html></html>")
    writer = IndexWriter(tmp_path / "data", segmenter())
    urls = {"好.txt": "https://example.org/1"}
    reads = list(read_in([empty, good, html], writer, urls, Limits()))
    assert [read.path.name for read in reads if read.error] == ["空.txt", "网页.pdf"]
    stored = writer.documents.find()
    assert [(d.file_name, d.source_url) for d in stored] == [("好.txt", "https://example.org/1")]
    again = list(read_in([good], writer, urls, Limits()))
    writer.close()
    assert (again[0].error, again[0].added) == (None, False)


def test_reading_again_puts_a_lost_original_back(tmp_path: Path) -> None:
    path = tmp_path / "好.txt"
    path.write_text(TEXT, "utf-8")
    writer = IndexWriter(tmp_path / "data", segmenter())
    list(read_in([path], writer, {}, Limits()))
    (kept,) = (tmp_path / "data" / "sources").iterdir()
    kept.unlink()
    list(read_in([path], writer, {}, Limits()))
    assert kept.read_text("utf-8") == TEXT
    writer.close()
