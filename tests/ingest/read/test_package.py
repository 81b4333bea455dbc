"""A zip is checked before anything in it is read: bombs, false sizes, DTDs, passwords."""

from __future__ import annotations

import os
import warnings

import pytest

from ingest.errors import DamagedFile, EncryptedFile, IngestError, TooLarge, UnsafeFile
from ingest.limits import Limits
from ingest.read.package import open_package
from tests.ingest.read.packages import packed, with_false_size, with_password_mark

LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'
COUNT = b"".join(b"%d " % number for number in range(200_000))
PASSWD = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'


def test_a_sound_package_is_opened() -> None:
    package = open_package(
        packed({"a.xml": "<a>预算</a>", "../b.txt": "x", "picture.png": "y"}), "a"
    )
    assert package.read("a.xml").decode() == "<a>预算</a>"


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (packed({"a.xml": "<a/>"})[:-30], DamagedFile, "损坏"),
        (b"PK\x03\x04....", DamagedFile, "损坏"),
        (with_password_mark(packed({"a.xml": "<a/>"})), EncryptedFile, "密码"),
        (packed({f"{i}.xml": "" for i in range(10_001)}), UnsafeFile, "10001 个条目"),
        (packed({"s.xml": b"<s>" + b"0" * 3_000_000}), UnsafeFile, "异常厉害"),
        (with_false_size(packed({"s.xml": "<s/>" * 50}), "s.xml", 1_000_000_000), TooLarge, "300 MB"),
        (with_false_size(packed({"s.xml": b"0" * 5000}), "s.xml", 20), DamagedFile, "损坏"),
        (with_false_size(packed({"s.xml": b"<s/>"}), "s.xml", 900), DamagedFile, "声明不符|损坏"),
        (packed({"word/document.xml": PASSWD}), UnsafeFile, "DTD"),
        (packed({"xl/sharedStrings.xml": LAUGHS}), UnsafeFile, "DTD"),
        (packed({"a.xml": LAUGHS.encode("utf-16")}), UnsafeFile, "DTD"),
        (packed({"a.xml": (b"<a>" + COUNT)[: 2**20 - 3] + b"<!DOCTYPE x>"}), UnsafeFile, "DTD"),
        (packed({"xl/sheet.bin": PASSWD}), UnsafeFile, "DTD"),
        (packed({"a.xml": '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-'}), UnsafeFile, "编码"),
        (packed({"a.xml": LAUGHS.encode("cp037")}), UnsafeFile, "编码"),
        (packed({"_rels/.rels": PASSWD}), UnsafeFile, "DTD"),
    ],
    # A zip holds the time it was written: its bytes are no name for a test.
    ids=[
        *("cut short", "no package", "password", "too many entries", "too much in one entry"),
        *("said to be too large", "said to be smaller", "said to be larger"),
        *("entity of a file", "entities without end", "in UTF-16", "behind a long comment"),
        *("in another name", "in UTF-7", "in EBCDIC", "in the relations"),
    ],
)  # fmt: skip
def test_a_poisonous_package_is_refused_with_its_reason(
    data: bytes, error: type[IngestError], says: str
) -> None:
    with pytest.raises(error, match=says):
        open_package(data, "某局.xlsx")


def test_entries_of_one_name_are_refused_for_programs_differ_in_which_they_show() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of what this test wants
        data = packed({"a.xml": "<a>1</a>"})
        other = packed({"b.xml": "<a>2</a>", "a.xml": "<a>1</a>"}).replace(b"b.xml", b"a.xml")
    assert open_package(data, "a").namelist() == ["a.xml"]
    with pytest.raises(UnsafeFile, match="同名"):
        open_package(other, "a")


def test_the_files_of_an_archive_are_checked_by_their_own_readers() -> None:
    data = packed({"某局.html": "<!DOCTYPE html><p>预算</p>", "a.xml": LAUGHS})
    assert len(open_package(data, "a.zip", is_archive=True).infolist()) == 2


def test_the_limits_are_the_callers() -> None:
    data = packed({"a.bin": os.urandom(5000)})
    with pytest.raises(TooLarge):
        open_package(data, "a", Limits(unpacked_bytes=4000))
