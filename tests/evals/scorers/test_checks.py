"""Whether numbers agree is answered with those numbers, in any order, and no others."""

import pytest

from evals.model import Verdict
from evals.reply import read_reply
from evals.score import judge
from tests.evals.answers import answered, case, refused

ADDS_UP = case("check", value="867.50", unit="万元", formula="839 + 28.50")


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ([("867.5", "万元")], Verdict.RIGHT),
        ([("839", "万元"), ("28.5", "万元"), ("8675000", "元")], Verdict.RIGHT),
        ([("839", "万元"), ("28.5", "万元")], Verdict.WRONG),
        ([("1735", "万元"), ("867.5", "万元")], Verdict.WRONG),
        ([("867.5", "元")], Verdict.WRONG),
        ([], Verdict.WRONG),
    ],
)
def test_the_total_is_given_with_its_parts_or_alone(
    values: list[tuple[str, str]], verdict: Verdict
) -> None:
    assert judge(ADDS_UP, read_reply(answered("", *values))).verdict is verdict


def test_two_places_that_disagree_are_both_given() -> None:
    asked = case("check", values=["30", "29.15"], unit="%", reason="documents_disagree")
    both = answered("", ("29.15", "%"), ("30", "%"))
    assert judge(asked, read_reply(both)).verdict is Verdict.RIGHT
    assert judge(asked, read_reply(answered("", ("30", "%")))).verdict is Verdict.WRONG
    assert judge(asked, read_reply(refused("documents_disagree"))).verdict is Verdict.RIGHT
    assert judge(asked, read_reply(refused("item_missing"))).verdict is Verdict.REFUSED
