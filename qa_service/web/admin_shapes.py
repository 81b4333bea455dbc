"""What administrators see, as JSON."""

from __future__ import annotations

import json
from typing import Any

from index.store.feedback import StoredFeedback
from index.store.jobs import StoredJob


def job_json(job: StoredJob) -> dict[str, Any]:
    """A job as administrators see it."""
    result = json.loads(job.result) if job.result else {}
    return {
        "job_id": job.job_id,
        "kind": job.kind,
        "subject": job.subject,
        "state": job.state,
        "queued_at": job.queued_at,
        "started_at": job.started_at,
        "ended_at": job.ended_at,
        "documents": result.get("documents", []),
        "failed": result.get("failed", []),
    }


def feedback_json(kept: StoredFeedback) -> dict[str, Any]:
    """A verdict of a reader, with the questions and the answer as they were."""
    return {
        "feedback_id": kept.feedback_id,
        "answer_id": kept.answer_id,
        "figure_id": kept.figure_id,
        "verdict": kept.verdict,
        "comment": kept.comment,
        "given_at": kept.given_at,
        "state": kept.state,
        "questions": json.loads(kept.questions),
        "answer": json.loads(kept.answer),
        "case": json.loads(kept.case) if kept.case else None,
    }
