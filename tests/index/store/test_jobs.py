"""Jobs are done in order, each by one process, and again where that process was killed."""

import pytest
from sqlalchemy import Engine

from index.store.jobs import JobKind, Jobs, JobState


@pytest.fixture
def jobs(engine: Engine) -> Jobs:
    return Jobs(engine)


def test_jobs_are_begun_in_the_order_they_came(jobs: Jobs) -> None:
    first = jobs.queue(JobKind.ADD, "甲.pdf", "https://example.org/1")
    second = jobs.queue(JobKind.REMOVE, "0a1b")
    begun = jobs.begin_next()
    assert begun is not None
    assert (begun.job_id, begun.kind, begun.subject) == (first, JobKind.ADD, "甲.pdf")
    assert (begun.source_url, begun.state) == ("https://example.org/1", JobState.RUNNING)
    following = jobs.begin_next([first])
    assert following is not None and following.job_id == second
    assert jobs.begin_next([first, second]) is None
    assert jobs.waiting() == 2


def test_what_a_killed_process_had_begun_is_begun_again(jobs: Jobs) -> None:
    key = jobs.queue(JobKind.ADD, "甲.pdf")
    assert jobs.begin_next() is not None
    again = jobs.begin_next()
    assert again is not None and again.job_id == key


def test_an_ended_job_keeps_what_came_of_it(jobs: Jobs) -> None:
    key = jobs.queue(JobKind.ADD, "甲.pdf")
    jobs.begin_next()
    jobs.end(key, JobState.FAILED, '{"failed": []}')
    ended = jobs.get(key)
    assert ended is not None
    assert (ended.state, ended.result) == (JobState.FAILED, '{"failed": []}')
    assert ended.queued_at <= str(ended.started_at) <= str(ended.ended_at)
    assert (jobs.begin_next(), jobs.waiting()) == (None, 0)
    assert [it.job_id for it in jobs.find()] == [key]
    assert jobs.get("unknown") is None
