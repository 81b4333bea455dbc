"""A zip of files: each member a file under a safe name, the bad ones told, no bomb opened."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from ingest.archive import is_archive, unpack
from ingest.errors import DamagedFile, EncryptedFile, IngestError, UnsafeFile
from ingest.limits import Limits

SUFFIXES = frozenset((".pdf", ".txt", ".docx"))


def archive(folder: Path, members: dict[str, bytes]) -> Path:
    path = folder / "公开材料.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return path


def test_each_document_becomes_a_file_of_its_own(tmp_path: Path) -> None:
    path = archive(
        tmp_path,
        {
            "2024/部门预算.txt": b"a",
            "2025/部门预算.txt": b"b",
            "照片.jpg": b"c",
            "__MACOSX/._部门预算.txt": b"d",
            "2024/.hidden.txt": b"e",
        },
    )
    found = unpack(path, tmp_path / "out", SUFFIXES)
    assert [(p.name, p.read_bytes()) for p in found.paths] == [
        ("部门预算.txt", b"a"),
        ("部门预算.txt", b"b"),
    ]
    assert (found.others, found.refused) == (1, ())


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/部门.txt", "部门.txt"),
        ("/root/部门.txt", "部门.txt"),
        ("..\\..\\部门.txt", "部门.txt"),
        ("部\x1b门:*?.txt", "部_门_.txt"),
        ("长" * 300 + ".txt", "长" * 76 + ".txt"),
    ],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str, shown: str) -> None:
    into = tmp_path / "out"
    found = unpack(archive(tmp_path, {name: b"x"}), into, frozenset((".txt", "")))
    assert [p.name for p in found.paths] == [shown]
    assert all(p.resolve().is_relative_to(into.resolve()) for p in found.paths)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_that_do_not_say_their_encoding_are_read(tmp_path: Path, encoding: str) -> None:
    name = "部门决算.txt".encode(encoding)
    path = archive(tmp_path, {"X" * len(name): b"x"})
    path.write_bytes(path.read_bytes().replace(b"X" * len(name), name))
    assert [p.name for p in unpack(path, tmp_path / "out", SUFFIXES).paths] == ["部门决算.txt"]


def test_an_archive_inside_an_archive_is_told_and_not_opened(tmp_path: Path) -> None:
    inner = archive(tmp_path, {"甲.txt": b"x"}).read_bytes()
    found = unpack(archive(tmp_path, {"内.zip": inner, "乙.txt": b"y"}), tmp_path / "o", SUFFIXES)
    assert [p.name for p in found.paths] == ["乙.txt"]
    assert [str(e) for e in found.refused] == [
        "公开材料.zip：内.zip：是压缩包里的压缩包，没有打开。请解压后提交里面的文件"
    ]


def test_a_word_document_is_no_archive_though_it_is_a_zip(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    (tmp_path / "a.docx").write_bytes(buffer.getvalue())
    (tmp_path / "b.txt").write_bytes(b"PK")
    assert not is_archive(tmp_path / "a.docx")
    assert not is_archive(tmp_path / "b.txt")
    assert is_archive(archive(tmp_path, {"甲.txt": b"x"}))


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("甲.txt", bytes(30_000_000))


def _crowd(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        for number in range(10_001):
            package.writestr(f"{number}.txt", b"")


def _cut(path: Path) -> None:
    _bomb(path)
    path.write_bytes(path.read_bytes()[:-30])


def _locked(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("甲.txt", b"x")
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("make", "error"),
    [(_bomb, UnsafeFile), (_crowd, UnsafeFile), (_cut, DamagedFile), (_locked, EncryptedFile)],
)
def test_a_bad_archive_is_refused_before_anything_is_written(
    tmp_path: Path, make: object, error: type[IngestError]
) -> None:
    path = tmp_path / "a.zip"
    assert callable(make)
    make(path)
    with pytest.raises(error):
        unpack(path, tmp_path / "out", SUFFIXES, Limits())
    assert not (tmp_path / "out").exists()
