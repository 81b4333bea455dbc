"""Feedback is kept with the answer as it was given, and settled by staff."""

import pytest
from sqlalchemy import Engine

from index.store.feedback import Feedback, FeedbackState


@pytest.fixture
def feedback(engine: Engine) -> Feedback:
    return Feedback(engine)


def give(feedback: Feedback, answer_id: str = "a1", at_most: int = 5) -> str | None:
    return feedback.add(
        answer_id, "f1", "wrong", "应为 12", '["三公多少"]', '{"v": "0.10"}', at_most
    )


def test_it_comes_back_exactly(feedback: Feedback) -> None:
    key = give(feedback)
    assert key is not None
    kept = feedback.get(key)
    assert kept is not None
    assert (kept.answer_id, kept.figure_id, kept.verdict) == ("a1", "f1", "wrong")
    assert (kept.comment, kept.questions, kept.answer) == (
        "应为 12",
        '["三公多少"]',
        '{"v": "0.10"}',
    )
    assert (kept.state, kept.case) == (FeedbackState.OPEN, None)
    assert feedback.get("unknown") is None


def test_an_answer_takes_only_so_many(feedback: Feedback) -> None:
    assert all(give(feedback, at_most=2) for _ in range(2))
    assert give(feedback, at_most=2) is None
    assert give(feedback, "another", at_most=2) is not None


def test_what_is_settled_leaves_the_queue(feedback: Feedback) -> None:
    first, second = give(feedback), give(feedback)
    assert first is not None and second is not None
    assert feedback.settle(first, FeedbackState.CASE, '{"question": "三公多少"}')
    assert not feedback.settle("unknown", FeedbackState.DONE)
    assert [it.feedback_id for it in feedback.find(FeedbackState.OPEN)] == [second]
    assert [it.case for it in feedback.find(FeedbackState.CASE)] == ['{"question": "三公多少"}']
    assert {it.feedback_id for it in feedback.find()} == {first, second}
