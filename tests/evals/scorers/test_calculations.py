"""A formula shown recomputes, and its numbers have a source."""

from typing import Any

import pytest

from evals.model import Verdict
from evals.reply import read_reply
from evals.score import judge, reply_to_score
from tests.evals.answers import answered, case, quoting

SHARE = case("calc", value="23.51", unit="%")


def figure(name: str, value: str, citation: int | None, unit: str = "万元") -> dict[str, Any]:
    stated = {"figure_id": name, "label": name, "role": "operand", "value": value, "unit": unit}
    return {**stated, "citation": citation}


def share(expression: str, result: str = "23.51", second: int | None = 2) -> dict[str, Any]:
    """An answer of that share, worked out of two figures; the second one's citation."""
    shown = {"expression": expression, "result": result, "unit": "%", "operands": ["a", "b"]}
    return answered(
        f"{result}%",
        (result, "%"),
        figures=[figure("a", "753.14", 1), figure("b", "3204.1", second)],
        calculations=[shown],
        citations=quoting("753.14", "3204.1"),
    )


@pytest.mark.parametrize(
    "expression",
    [
        "753.14 ÷ 3204.1 × 100%",
        "753.14万元/3,204.1万元*100%",
        "7531400 ÷ 32041000 × 100",
        "753.14 ÷ 3204.1 × 100% = 23.51%",
        "人员支出除以总数",
    ],
)
def test_a_formula_that_recomputes_or_is_in_words_stands(expression: str) -> None:
    assert judge(SHARE, read_reply(share(expression))).verdict is Verdict.RIGHT


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("753.14 ÷ 3204.1 × 10%", "得不出"),
        ("(3204.1 − 753.14) ÷ 3204.1 × 100%", "得不出"),
        ("753.14 ÷ 3204.1 × 100% = 23.15%", "得不出"),
        ("753.24 ÷ 3204.1 × 100%", "753.24 没有出处"),
        ("(700 + 53.14) ÷ 3204.1 × 100%", "700、53.14 没有出处"),
    ],
)
def test_a_formula_that_gives_another_number_or_an_invented_operand_is_wrong(
    expression: str, says: str
) -> None:
    judged = judge(SHARE, read_reply(share(expression)))
    assert judged.verdict is Verdict.WRONG
    assert says in judged.why


def test_a_right_number_beside_an_unrelated_formula_is_wrong() -> None:
    answer = share("753.14 ÷ 3204.1 × 100%")
    answer["calculations"][0]["result"] = "32.51"
    assert judge(SHARE, read_reply(answer)).verdict is Verdict.WRONG


def test_a_mean_is_divided_by_how_many_operands_it_has() -> None:
    def mean(expression: str, result: str) -> Verdict:
        answer = share(expression, result)
        wanted = case("calc", value=result, unit="%")
        return judge(wanted, read_reply(answer)).verdict

    assert mean("(753.14 + 3204.1) ÷ 2", "1978.62") is Verdict.RIGHT
    assert mean("(753.14 + 3204.1) ÷ 4", "989.31") is Verdict.WRONG


def test_a_conversion_is_the_same_amount_on_both_sides() -> None:
    asked = case(value="7531400", unit="元")
    shown = {"expression": "753.14万元 = 7531400元", "result": "7531400", "unit": "元"}
    answer = answered("", ("7531400", "元"), figures=[figure("a", "753.14", 1)])
    assert judge(asked, read_reply({**answer, "calculations": [shown]})).verdict is Verdict.RIGHT
    shown["expression"] = "753.14万元 = 753140元"
    assert judge(asked, read_reply({**answer, "calculations": [shown]})).verdict is Verdict.WRONG


def test_a_reader_can_follow_a_formula_whose_operands_are_cited() -> None:
    def followed(answer: dict[str, Any]) -> bool | None:
        return reply_to_score(SHARE, read_reply(answer), 1.0).formula_shown

    expression = "753.14 ÷ 3204.1 × 100%"
    assert followed(share(expression)) is True
    assert followed(share(expression, second=None)) is False
    assert followed(share(expression, second=7)) is False
    assert followed(share("人员支出除以总数")) is False
    assert followed(answered("23.51%", ("23.51", "%"))) is False
