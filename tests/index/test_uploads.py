"""Files that were sent are kept whole or not at all, under names of ours."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import pytest

from index.uploads import ORPHAN_SECONDS, Uploads, UploadTooLarge

JOB = "0123456789abcdef01234567"


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path)


def test_only_the_extension_of_a_name_is_used(uploads: Uploads) -> None:
    path = uploads.keep(JOB, "../../部门预算.PDF", io.BytesIO(b"%PDF"), 10)
    assert path == uploads.folder / JOB / "file.pdf" == uploads.path(JOB)
    assert path.read_bytes() == b"%PDF"
    odd = uploads.keep("f" * 24, "x.p/../df", io.BytesIO(b"x"), 10)
    assert odd.name == "file"


def test_a_file_above_the_limit_leaves_nothing(uploads: Uploads) -> None:
    with pytest.raises(UploadTooLarge):
        uploads.keep(JOB, "大.pdf", io.BytesIO(b"x" * 11), 10)
    assert uploads.path(JOB) is None
    assert list(uploads.folder.iterdir()) == []


def test_a_full_disk_leaves_nothing(uploads: Uploads) -> None:
    class Full(io.BytesIO):
        def read(self, _: int | None = -1) -> bytes:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        uploads.keep(JOB, "甲.pdf", Full(), 10)
    assert uploads.path(JOB) is None


@pytest.mark.parametrize("job_id", ["..", "../../etc", "", "0123456789ABCDEF01234567"])
def test_only_our_own_ids_name_folders(uploads: Uploads, job_id: str) -> None:
    with pytest.raises(ValueError, match="任务编号"):
        uploads.path(job_id)


def test_what_no_job_knows_is_deleted_when_it_is_old(uploads: Uploads) -> None:
    known, old, young = (letter * 24 for letter in "abc")
    for job_id in (known, old, young):
        uploads.keep(job_id, "甲.txt", io.BytesIO(b"x"), 10)
    long_ago = time.time() - 2 * ORPHAN_SECONDS
    for job_id in (known, old):
        os.utime(uploads.folder / job_id, (long_ago, long_ago))
    uploads.remove_without([known])
    assert sorted(path.name for path in uploads.folder.iterdir()) == [known, young]
