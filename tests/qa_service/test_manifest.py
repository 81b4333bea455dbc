"""What a manifest says of where files were published, and which addresses count."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_service.manifest import ManifestInvalid, check_url, read_manifest


def test_a_manifest_names_sources(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text("\ufefffile_name,source_url\n甲.txt,https://example.org/1\n乙.txt,\n", "utf-8")
    assert read_manifest(path) == {"甲.txt": "https://example.org/1"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("名称,网址\n甲.txt,https://example.org\n", "file_name 和 source_url"),
        ("", "不是空的"),
        ("file_name,source_url\n,https://example.org\n", "第 2 行"),
        ("file_name,source_url\n甲.txt,javascript:alert(1)\n", "http"),
    ],
)
def test_a_manifest_that_cannot_be_used_is_told(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "m.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(ManifestInvalid, match=told):
        read_manifest(path)


def test_only_web_addresses_are_sources() -> None:
    assert check_url("http://example.org") == "http://example.org"
    with pytest.raises(ManifestInvalid):
        check_url("file:///etc/passwd")
