"""A list is right when it is the whole list and nothing else, in any order."""

import pytest

from evals.model import Verdict
from evals.reply import read_reply
from evals.score import judge
from tests.evals.answers import answered, case, refused

ROOMS = case("list", members=["秘书科", ["组织人事科", "组织科"], "督查科"], evidence="设3个科")


@pytest.mark.parametrize(
    "text",
    [
        "下设秘书科、组织人事科、督查科。",
        "共3个：督查科、组织科、秘书科等。主要负责文电、会务。",
        "内设科室：\n- 秘书科\n- 组织人事科\n- 督查科",
        "有秘书科，有组织人事科，还有督查科[1]。",
        "组织人事科为2,329.42元；督查科为500.50元；秘书科为63.00元。",
    ],
)
def test_the_whole_list_is_right_however_it_is_written(text: str) -> None:
    assert judge(ROOMS, read_reply(answered(text))).verdict is Verdict.RIGHT


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("下设秘书科、督查科。", "漏列：组织人事科"),
        ("下设秘书科、组织人事科、督查科、外事科。", "多列：外事科"),
        ("1. 秘书科\n2. 组织人事科\n3. 督查科\n4. 外事科", "多列：外事科"),
        ("见引文", "漏列：秘书科、组织人事科、督查科"),
    ],
)
def test_a_missing_and_an_extra_member_are_wrong(text: str, says: str) -> None:
    judged = judge(ROOMS, read_reply(answered(text)))
    assert (judged.verdict, judged.why) == (Verdict.WRONG, says)


def test_brackets_of_a_members_own_name_are_part_of_it() -> None:
    units = case("list", members=["某办公厅（本级）", "机要局"], evidence="（本级）、机要局")
    told = "包括：省某办公厅（本级）、机要局（保密局）。"
    assert judge(units, read_reply(answered(told))).verdict is Verdict.RIGHT
    more = "包括：省某办公厅（本级）、机要局、文印中心（本级）。"
    assert judge(units, read_reply(answered(more))).why == "多列：文印中心(本级)"


def test_a_refusal_of_a_list_that_stands_there_earns_nothing() -> None:
    assert judge(ROOMS, read_reply(refused("item_missing"))).verdict is Verdict.REFUSED


def test_a_list_of_amounts_holds_them_all_and_no_other() -> None:
    asked = case("list", values=["12.5", "8"], unit="万元", accept=["20.5"])
    both = [("8", "万元"), ("125000", "元")]
    assert judge(asked, read_reply(answered("", *both))).verdict is Verdict.RIGHT
    assert judge(asked, read_reply(answered("", *both, ("20.5", "万元")))).verdict is Verdict.RIGHT
    assert judge(asked, read_reply(answered("", *both[:1]))).verdict is Verdict.WRONG
    assert judge(asked, read_reply(answered("", *both, ("9", "万元")))).verdict is Verdict.WRONG
    assert judge(asked, read_reply(answered("", both[0], ("12.5", "元")))).verdict is Verdict.WRONG
