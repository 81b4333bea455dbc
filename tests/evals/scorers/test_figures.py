"""A number that is right by chance is wrong; so are right digits in another unit."""

import pytest

from evals.model import Verdict
from evals.reply import read_reply
from evals.score import judge
from tests.evals.answers import answered, case, labelled

TRAVEL = case(value="71.00", unit="万元", item=["差旅费"])


def test_the_asked_item_may_be_called_longer_or_shorter() -> None:
    for label in ("差旅费", "差旅费支出", "差旅"):
        assert judge(TRAVEL, read_reply(labelled(label, "71", "万元"))).verdict is Verdict.RIGHT


def test_a_right_number_of_the_wrong_item_is_wrong() -> None:
    judged = judge(TRAVEL, read_reply(labelled("会议费", "71.00", "万元")))
    assert judged.verdict is Verdict.WRONG
    assert "会议费" in judged.why


def test_an_answer_that_labels_nothing_is_judged_by_its_number() -> None:
    assert judge(TRAVEL, read_reply(answered("", ("71", "万元")))).verdict is Verdict.RIGHT


@pytest.mark.parametrize(
    ("value", "unit"),
    [("71.00", "元"), ("71.00", "亿元"), ("71.00", "%"), ("71.00", ""), ("-71.00", "万元")],
)
def test_right_digits_in_the_wrong_unit_or_with_the_wrong_sign_are_wrong(
    value: str, unit: str
) -> None:
    assert judge(TRAVEL, read_reply(labelled("差旅费", value, unit))).verdict is Verdict.WRONG


@pytest.mark.parametrize(
    ("got", "verdict"),
    [("710000", Verdict.RIGHT), ("710049", Verdict.RIGHT), ("710050", Verdict.WRONG)],
)
def test_digits_count_as_far_as_they_are_printed(got: str, verdict: Verdict) -> None:
    assert judge(TRAVEL, read_reply(labelled("差旅费", got, "元"))).verdict is verdict
