"""What a chat model says in words is read as the contract's answer."""

import re

import pytest
import yaml

from evals.chat_text import PATTERNS, text_to_answer

ROWS = [
    (meaning, row["pattern"], row["example"])
    for meaning, rows in yaml.safe_load(PATTERNS.read_text("utf-8")).items()
    for row in rows
]


@pytest.mark.parametrize(("meaning", "pattern", "example"), ROWS)
def test_every_pattern_matches_its_example(meaning: str, pattern: str, example: str) -> None:
    assert re.search(pattern, example)
    if meaning != "falls":
        assert text_to_answer(example)["status"] == meaning


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3204.10万元\n见云岭市2023年预算第5页[1]", [("3204.10", "万元")]),
        ("2023年财政拨款收入为3,204.1万元。", [("3204.1", "万元")]),
        ("比上年减少了12.5%", [("-12.5", "%")]),
        ("下降百分之3.2", [("-3.2", "%")]),
        ("同比增长2个百分点", [("2", "百分点")]),
        ("-118.50 万元", [("-118.50", "万元")]),
        ("1. 公务用车3辆，花费2亿元", [("3", "辆"), ("2", "亿元")]),
        ("编制人数为42", [("42", "")]),
        ("2024年1月5日公开，科目2010301", [("2010301", "")]),
        ("没有数字", []),
    ],
)
def test_amounts_are_read_with_their_units_and_direction(
    text: str, values: list[tuple[str, str]]
) -> None:
    assert [(it["value"], it["unit"]) for it in text_to_answer(text)["values"]] == values


def test_a_refusal_names_its_reason_and_gives_no_number() -> None:
    answer = text_to_answer("无法回答：没有这一年\n只载入了2023年的文件，收入3204.1万元。")
    assert (answer["status"], answer["reason"], answer["values"]) == ("refused", "year_missing", [])


def test_a_question_back_offers_its_lines() -> None:
    answer = text_to_answer("请问：\n- 2023年的支出\n- 2024年的支出")
    assert (answer["status"], answer["options"]) == ("clarify", ["2023年的支出", "2024年的支出"])


def test_an_answer_that_mentions_what_is_missing_later_is_an_answer() -> None:
    answer = text_to_answer("公务接待费为0万元。其他项目文件中没有提供。")
    assert (answer["status"], answer["values"]) == ("answered", [{"value": "0", "unit": "万元"}])
