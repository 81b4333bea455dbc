"""The work of administrators: files to be read in, documents to be taken out, in order.

A job is queued in one transaction and done by one process at a time (which holds the ingest lock).
What a killed process had begun is begun again: reading in and taking out may be done twice.
"""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, RowMapping, func, insert, select, update

from index.store.engine import writing
from index.store.schema import jobs


class JobKind(StrEnum):
    """What is to be done: `subject` is the name of a file that was sent, or a document's id."""

    ADD = "add"
    REMOVE = "remove"


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class StoredJob:
    """One job; `result` is JSON text, kept exactly; times are ISO 8601 in UTC."""

    job_id: str
    kind: JobKind
    subject: str
    source_url: str | None
    state: JobState
    queued_at: str
    started_at: str | None
    ended_at: str | None
    result: str | None


class Jobs:
    """The queue, and what came of what was in it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def queue(
        self, kind: JobKind, subject: str, source_url: str | None = None, job_id: str | None = None
    ) -> str:
        """Put a job at the end; gives its id (`new_job_id` where files are kept for it first)."""
        job_id = job_id or new_job_id()
        row = {
            "job_id": job_id,
            "kind": kind,
            "subject": subject,
            "source_url": source_url,
            "state": JobState.QUEUED,
            "queued_at": _now(),
        }
        with writing(self._engine) as connection:
            connection.execute(insert(jobs), row)
        return job_id

    def begin_next(self, begun: Collection[str] = ()) -> StoredJob | None:
        """The first job that waits, or that a killed process had begun; it is running from now on.

        Only for whoever holds the ingest lock: then nothing that is marked as running is, but what
        it has `begun` itself.
        """
        waits = (
            select(jobs)
            .where(
                jobs.c.state.in_((JobState.RUNNING, JobState.QUEUED)), jobs.c.job_id.not_in(begun)
            )
            .order_by(jobs.c.queued_at, jobs.c.job_id)
            .limit(1)
        )
        with writing(self._engine) as connection:
            row = connection.execute(waits).mappings().first()
            if row is None:
                return None
            changes = {"state": JobState.RUNNING, "started_at": _now()}
            connection.execute(update(jobs).where(jobs.c.job_id == row["job_id"]).values(changes))
        return _stored({**row, **changes})

    def end(self, job_id: str, state: JobState, result: str) -> None:
        """Say what came of a job."""
        change = (
            update(jobs)
            .where(jobs.c.job_id == job_id)
            .values(state=state, result=result, ended_at=_now())
        )
        with writing(self._engine) as connection:
            connection.execute(change)

    def get(self, job_id: str) -> StoredJob | None:
        """One job, or None."""
        with self._engine.connect() as connection:
            row = connection.execute(select(jobs).where(jobs.c.job_id == job_id)).mappings().first()
        return None if row is None else _stored(row)

    def find(self) -> list[StoredJob]:
        """All jobs, newest first."""
        query = select(jobs).order_by(jobs.c.queued_at.desc(), jobs.c.job_id.desc())
        with self._engine.connect() as connection:
            return [_stored(row) for row in connection.execute(query).mappings()]

    def waiting(self) -> int:
        """How many jobs are not ended."""
        open_states = (JobState.RUNNING, JobState.QUEUED)
        query = select(func.count()).where(jobs.c.state.in_(open_states))
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()


def new_job_id() -> str:
    """An id that cannot be guessed and is a plain name of a folder."""
    return secrets.token_hex(12)


def _stored(row: Mapping[str, Any] | RowMapping) -> StoredJob:
    return StoredJob(**{**row, "kind": JobKind(row["kind"]), "state": JobState(row["state"])})


def _now() -> str:
    return datetime.now(UTC).isoformat()
