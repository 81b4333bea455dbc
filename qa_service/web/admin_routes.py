"""For administrators: send files, see what comes of them, take documents out, check drafts."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, File, Form, UploadFile
from starlette.responses import Response

from index.store.feedback import FeedbackState
from index.store.jobs import JobKind, JobState, StoredJob, new_job_id
from index.uploads import UploadTooLarge
from ingest.limits import Limits
from qa_service.errors import (
    Busy,
    DocumentNotFound,
    FileTooLarge,
    InvalidRequest,
    JobNotFound,
    JobNotUndoable,
    StorageFull,
)
from qa_service.feedback import FeedbackDesk
from qa_service.manifest import ManifestInvalid, check_url
from qa_service.sent_names import plain_name
from qa_service.web.admin_gate import ADMIN
from qa_service.web.admin_shapes import feedback_json, job_json
from qa_service.web.paging import DEFAULT_LIMIT, Cursor, Limit, as_list, one_page
from qa_service.web.schemas import SettleRequest

if TYPE_CHECKING:
    from index.open import Index

TAKES_FILES = frozenset((f"{ADMIN}/documents", f"{ADMIN}/checks"))
MOST_FILES = 50
MOST_CHECKS_AT_ONCE = 2
Files = Annotated[list[UploadFile], File(description="文件，一个或多个；zip 会打开")]


def admin_router(
    index: Index,
    desk: FeedbackDesk,
    limits: Limits,
    on_queued: Callable[[], object],
) -> APIRouter:
    """Everything below /admin; `on_queued` is called when there is work."""
    router = APIRouter(prefix=ADMIN, tags=["管理"])
    checking = threading.BoundedSemaphore(MOST_CHECKS_AT_ONCE)

    def queued(ids: Sequence[str]) -> list[StoredJob]:
        on_queued()
        return [job for job_id in ids if (job := index.jobs.get(job_id))]

    @router.post("/documents", status_code=202, summary="上传文件，排队读入")
    def add(
        files: Files, source_url: Annotated[str | None, Form(max_length=2000)] = None
    ) -> dict[str, Any]:
        _not_too_many(files)
        url = _checked(source_url)
        ids = []
        for file in files:
            name = plain_name(file.filename or "")
            job_id = new_job_id()
            try:
                index.uploads.keep(job_id, name, file.file, limits.file_bytes)
            except UploadTooLarge:
                raise FileTooLarge(name, limits.file_bytes // 1_000_000) from None
            except OSError as error:
                raise StorageFull from error
            ids.append(index.jobs.queue(JobKind.ADD, name, url, job_id))
        return as_list([job_json(job) for job in queued(ids)], None)

    @router.delete("/documents/{document_id}", status_code=202, summary="删除文件（可以撤销）")
    def remove(document_id: str) -> dict[str, Any]:
        if index.documents.get(document_id) is None:
            raise DocumentNotFound
        return job_json(queued([index.jobs.queue(JobKind.REMOVE, document_id)])[0])

    @router.get("/jobs", summary="任务，新的在前")
    def jobs(limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> dict[str, Any]:
        page, after = one_page(index.jobs.find(), limit, cursor)
        return as_list([job_json(job) for job in page], after)

    @router.get("/jobs/{job_id}", summary="一个任务")
    def job(job_id: str) -> dict[str, Any]:
        found = index.jobs.get(job_id)
        if found is None:
            raise JobNotFound
        return job_json(found)

    @router.post("/jobs/{job_id}/undo", status_code=202, summary="撤销删除")
    def undo(job_id: str) -> dict[str, Any]:
        removal = index.jobs.get(job_id)
        if removal is None:
            raise JobNotFound
        kept = index.uploads.path(job_id) if removal.kind is JobKind.REMOVE else None
        if removal.state is not JobState.DONE or kept is None:
            raise JobNotUndoable
        name = job_json(removal)["documents"][0]["file_name"]
        again = new_job_id()
        with kept.open("rb") as content:
            index.uploads.keep(again, name, content, kept.stat().st_size)
        return job_json(queued([index.jobs.queue(JobKind.ADD, name, None, again)])[0])

    @router.post("/checks", summary="核对草稿（勾稽），什么也不保存")
    def checks(files: Files) -> dict[str, Any]:
        _not_too_many(files)
        if not checking.acquire(blocking=False):
            raise Busy
        try:
            return _checked_files(files, limits)
        finally:
            checking.release()

    @router.get("/feedback", summary="读者的反馈，新的在前")
    def feedback(
        state: FeedbackState | None = None, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> dict[str, Any]:
        page, after = one_page(desk.queue(state), limit, cursor)
        return as_list([feedback_json(it) for it in page], after)

    @router.get("/feedback/cases", summary="由反馈写成的评测题", response_class=Response)
    def cases() -> Response:
        return Response(
            desk.cases(),
            media_type="application/x-ndjson",
            headers={"Content-Disposition": 'attachment; filename="feedback-cases.jsonl"'},
        )

    @router.post("/feedback/{feedback_id}", summary="处理一条反馈")
    def settle(feedback_id: str, request: SettleRequest) -> dict[str, Any]:
        expected = request.case.model_dump() if request.case else None
        return feedback_json(desk.settle(feedback_id, request.state, expected))

    return router


def _checked_files(files: Sequence[UploadFile], limits: Limits) -> dict[str, Any]:
    """The consistency report of files that are gone again when it is made."""
    # What reads files is loaded when it is needed: questions do not need it.
    from qa_service.check_report import check_paths
    from qa_service.intake import FoundFiles, archives_opened

    with tempfile.TemporaryDirectory(prefix="budget-qa-check-") as folder:
        paths = []
        for number, file in enumerate(files):
            path = Path(folder) / str(number) / plain_name(file.filename or "")
            path.parent.mkdir()
            try:
                with path.open("wb") as kept:
                    while chunk := file.file.read(1024 * 1024):
                        kept.write(chunk)
            except OSError as error:
                raise StorageFull from error
            paths.append(path)
        with archives_opened(FoundFiles(tuple(paths), 0, ()), limits) as found:
            report = check_paths(found.paths, limits).as_json()
            report["unreadable"] += [
                {"file_name": error.file_name, "message": str(error)} for error in found.refused
            ]
            return report


def _not_too_many(files: Sequence[UploadFile]) -> None:
    if len(files) > MOST_FILES:
        raise InvalidRequest(f"一次最多 {MOST_FILES} 个文件，收到 {len(files)} 个。请分几次上传。")


def _checked(url: str | None) -> str | None:
    if not url:
        return None
    try:
        return check_url(url)
    except ManifestInvalid as error:
        raise InvalidRequest(str(error)) from None
