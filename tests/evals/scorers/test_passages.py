"""Prose says each vital fact, in one of its wordings."""

import pytest

from evals.model import Verdict
from evals.reply import read_reply
from evals.score import judge
from tests.evals.answers import answered, case, quoting

REASON = case(
    "text", facts=["在职人数减少", ["2024年成立", "上年成立"]], must_not=["办公楼"], evidence="x"
)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("因单位 2024 年成立，在职人数减少。", Verdict.RIGHT),
        ("在职人数减少，单位上年成立", Verdict.RIGHT),
        ("在职人数减少", Verdict.WRONG),
        ("在职人数增加，单位上年成立", Verdict.WRONG),
        ("在职人数减少，单位上年成立，办公楼维修", Verdict.WRONG),
    ],
)
def test_every_fact_is_said_and_nothing_forbidden(text: str, verdict: Verdict) -> None:
    assert judge(REASON, read_reply(answered(text))).verdict is verdict


def test_a_fact_may_stand_in_what_is_cited_for_prose_but_not_beside_a_number() -> None:
    cited = quoting("在职人数减少，单位上年成立")
    assert judge(REASON, read_reply(answered("见引文", citations=cited))).verdict is Verdict.RIGHT
    number = case(value="1", unit="元", facts=["在职人数减少"])
    answer = answered("1元", ("1", "元"), citations=cited)
    assert judge(number, read_reply(answer)).verdict is Verdict.WRONG
