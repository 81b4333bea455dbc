"""The work that administrators queue: files sent are read in, documents taken out, and put back.

A server only queues. The work is done by another process (`budget-qa jobs`), so that questions are
answered meanwhile; the server notices the new generation when it is there.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.store.jobs import JobKind, JobState, StoredJob
from ingest.limits import Limits
from qa_service.intake import FoundFiles, archives_opened, read_in
from qa_service.plain_text import file_line
from qa_service.sent_names import plain_name

if TYPE_CHECKING:
    from index.build import IndexWriter

# Searched only after a generation is built, which takes longer the more documents there are.
JOBS_A_GENERATION = 20


def work_off(writer: IndexWriter, limits: Limits, workers: int) -> Iterator[tuple[StoredJob, bool]]:
    """Do what is queued, in order; gives each job and whether it went well, when it has ended.

    A job has ended when its documents can be asked about: a killed process does it again.
    """
    while True:
        ended: dict[str, tuple[StoredJob, JobState, dict[str, Any]]] = {}
        while len(ended) < JOBS_A_GENERATION:
            job = writer.jobs.begin_next(ended)
            if job is None:
                break
            state, result = _done(job, writer, limits, workers)
            ended[job.job_id] = job, state, result
        if not ended:
            return
        writer.build_generation()
        for job, state, result in ended.values():
            writer.jobs.end(job.job_id, state, json.dumps(result, ensure_ascii=False))
            if job.kind is JobKind.ADD:
                writer.uploads.remove(job.job_id)
            yield job, state is JobState.DONE


def _done(
    job: StoredJob, writer: IndexWriter, limits: Limits, workers: int
) -> tuple[JobState, dict[str, Any]]:
    if job.kind is JobKind.ADD:
        return _add(job, writer, limits, workers)
    return _remove(job, writer)


def _add(
    job: StoredJob, writer: IndexWriter, limits: Limits, workers: int
) -> tuple[JobState, dict[str, Any]]:
    """Read in a file that was sent (or the files of an archive)."""
    kept = writer.uploads.path(job.job_id)
    if kept is None:
        return JobState.FAILED, _result([], [(job.subject, "收到的文件不见了，请再上传一次。")])
    documents: list[dict[str, Any]] = []
    failed: list[tuple[str, str]] = []
    with (
        _under_its_name(kept, job.subject) as path,
        archives_opened(FoundFiles((path,), 0, ()), limits) as found,
    ):
        failed += [(job.subject, str(error)) for error in found.refused]
        urls = {it.name: job.source_url for it in found.paths} if job.source_url else {}
        for read in read_in(found.paths, writer, urls, limits, workers):
            if read.document is None:
                failed.append((read.path.name, read.error or ""))
                continue
            documents.append(
                {
                    "document_id": read.document.document_id,
                    "file_name": read.document.file_name,
                    "added": read.added,
                    "line": file_line(read.document, read.seconds, read.added),
                }
            )
    if not documents and not failed:
        failed.append((job.subject, "压缩包里没有能读的文件。"))
    return (JobState.DONE if not failed else JobState.FAILED), _result(documents, failed)


def _remove(job: StoredJob, writer: IndexWriter) -> tuple[JobState, dict[str, Any]]:
    """Take a document out; its original file is kept with the job, so that it can be put back."""
    document = writer.documents.get(job.subject)
    if document is None:
        if writer.uploads.path(job.job_id) is not None:  # a killed process took it out already
            return JobState.DONE, _result([], [])
        message = "没有这份文件，或已删除。"
        return JobState.FAILED, _result([], [(job.subject, message)])
    if (source := writer.source_of(document)) is not None:
        with source.open("rb") as content:
            writer.uploads.keep(job.job_id, document.file_name, content, source.stat().st_size)
    writer.remove(job.subject)
    removed = {"document_id": document.document_id, "file_name": document.file_name}
    return JobState.DONE, _result([removed], []) | {"source_url": document.source_url}


def _result(documents: list[dict[str, Any]], failed: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "documents": documents,
        "failed": [{"file_name": name, "message": message} for name, message in failed],
    }


@contextmanager
def _under_its_name(kept: Path, name: str) -> Iterator[Path]:
    """A kept file under the name it was sent with, which tells the reader something too."""
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        path = Path(folder) / plain_name(name)
        try:
            os.link(kept, path)
        except OSError:  # a file system without links
            shutil.copyfile(kept, path)
        yield path
