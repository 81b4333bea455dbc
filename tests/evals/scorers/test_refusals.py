"""A refusal is right where nothing answers, for the right reason; an answer there is wrong."""

import pytest

from evals.model import Verdict
from evals.reply import read_reply
from evals.score import judge
from tests.evals.answers import answered, case, clarify, refused

MISSING = case("unanswerable", status="refused", reason="item_missing", accept=["out_of_scope"])
THERE = case(value="1", unit="元")


@pytest.mark.parametrize("reason", ["item_missing", "out_of_scope"])
def test_a_refusal_for_an_accepted_reason_is_right(reason: str) -> None:
    assert judge(MISSING, read_reply(refused(reason))).verdict is Verdict.RIGHT


def test_a_refusal_for_another_reason_earns_nothing() -> None:
    assert judge(MISSING, read_reply(refused("not_loaded"))).verdict is Verdict.REFUSED


def test_an_answer_to_what_is_not_there_is_wrong() -> None:
    assert judge(MISSING, read_reply(answered("0元", ("0", "元")))).verdict is Verdict.WRONG


@pytest.mark.parametrize("answer", [refused("item_missing"), clarify("甲", "乙")])
def test_a_refusal_where_the_answer_exists_is_not_right(answer: dict[str, object]) -> None:
    assert judge(THERE, read_reply(answer)).verdict is Verdict.REFUSED
