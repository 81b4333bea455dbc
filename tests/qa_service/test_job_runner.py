"""What administrators queue is done: read in, taken out, put back; a bad file stops no other."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.build import IndexWriter, open_writer
from index.store.jobs import JobKind, JobState, new_job_id
from ingest.limits import Limits
from qa_service.job_runner import work_off
from qa_service.web.admin_shapes import job_json
from tests.qa_service.scripted import segmenter

TEXT = "示例局2024年部门预算\n一、收入预算\n2024年财政拨款收入12.5万元。\n"
LIMITS = Limits()


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[IndexWriter]:
    with open_writer(tmp_path, segmenter()) as writer:
        yield writer


def send(writer: IndexWriter, name: str, content: bytes, url: str | None = None) -> str:
    job_id = new_job_id()
    writer.uploads.keep(job_id, name, io.BytesIO(content), 10**6)
    return writer.jobs.queue(JobKind.ADD, name, url, job_id)


def outcome(writer: IndexWriter, job_id: str) -> dict[str, Any]:
    job = writer.jobs.get(job_id)
    assert job is not None
    return job_json(job)


def test_a_file_sent_is_read_in_under_its_name_with_its_address(writer: IndexWriter) -> None:
    key = send(writer, "示例局2024.txt", TEXT.encode(), "https://example.org/2024")
    assert [went_well for _, went_well in work_off(writer, LIMITS, 1)] == [True]
    (document,) = writer.documents.find()
    assert (document.file_name, document.source_url) == (
        "示例局2024.txt",
        "https://example.org/2024",
    )
    told = outcome(writer, key)
    assert told["state"] == JobState.DONE
    assert json.dumps(told["documents"], ensure_ascii=False).count(document.document_id) == 1
    assert writer.uploads.path(key) is None


def test_a_bad_file_fails_alone(writer: IndexWriter) -> None:
    bad = send(writer, "坏.pdf", b"no pdf")
    good = send(writer, "好.txt", TEXT.encode())
    assert [went_well for _, went_well in work_off(writer, LIMITS, 1)] == [False, True]
    (why,) = outcome(writer, bad)["failed"]
    assert why["file_name"] == "坏.pdf" and "坏.pdf" in why["message"]
    assert outcome(writer, good)["state"] == JobState.DONE


def test_the_files_of_an_archive_are_read_in(writer: IndexWriter) -> None:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("甲.txt", TEXT)
        archive.writestr("乙.txt", TEXT.replace("2024", "2023"))
    key = send(writer, "两年.zip", package.getvalue())
    list(work_off(writer, LIMITS, 1))
    assert len(outcome(writer, key)["documents"]) == 2
    assert len(writer.documents.find()) == 2


def test_what_is_taken_out_can_be_put_back(writer: IndexWriter) -> None:
    send(writer, "示例局2024.txt", TEXT.encode())
    list(work_off(writer, LIMITS, 1))
    (document,) = writer.documents.find()
    key = writer.jobs.queue(JobKind.REMOVE, document.document_id)
    list(work_off(writer, LIMITS, 1))
    assert writer.documents.find() == []
    kept = writer.uploads.path(key)
    assert kept is not None and kept.read_bytes() == TEXT.encode()
    unknown = writer.jobs.queue(JobKind.REMOVE, "unknown")
    list(work_off(writer, LIMITS, 1))
    assert outcome(writer, unknown)["state"] == JobState.FAILED


def test_a_job_that_was_cut_off_is_done_again(
    writer: IndexWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read in and stored, but killed before the generation was built and the job ended."""
    key = send(writer, "示例局2024.txt", TEXT.encode())
    working = work_off(writer, LIMITS, 1)
    with monkeypatch.context() as cut_off, pytest.raises(KeyboardInterrupt):
        cut_off.setattr(writer, "build_generation", _killed)
        next(working)
    assert outcome(writer, key)["state"] == JobState.RUNNING
    assert [went_well for _, went_well in work_off(writer, LIMITS, 1)] == [True]
    assert len(writer.documents.find()) == 1


def _killed() -> None:
    raise KeyboardInterrupt
