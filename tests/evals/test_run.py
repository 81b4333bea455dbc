"""A run asks every case in its own conversation and survives whatever comes back."""

import json

import pytest

from evals.case_files import row_to_case
from evals.model import Case, Score, Verdict
from evals.run import run_cases
from tests.evals.answers import ScriptedAsk, answered


def case(name: str, question: str, **fields: object) -> Case:
    row = {"question": question, "type": "figure", "value": "1", "unit": "元", **fields}
    return row_to_case(json.dumps(row), name)


def test_earlier_questions_open_the_conversation_and_the_last_is_judged() -> None:
    first = answered("甲", ("9", "元"), conversation_id="c7")
    ask = ScriptedAsk({"甲局呢": first, "那乙呢": answered("乙", ("1", "元"))})
    scores = run_cases([case("a", "那乙呢", history=["甲局呢"], scope={"kinds": ["budget"]})], ask)
    assert scores.scores[0].verdict is Verdict.RIGHT
    scope = {"kinds": ["budget"]}
    assert ask.asked == [("甲局呢", None, scope), ("那乙呢", "c7", scope)]


@pytest.mark.parametrize(
    ("answer", "says"),
    [(None, "连不上"), ({"status": "fine"}, "格式"), ("<html>", "格式")],
)
def test_no_answer_or_a_nonsensical_one_fails_that_case_only(answer: object, says: str) -> None:
    ask = ScriptedAsk({"一": answer, "二": answered("", ("1", "元"))})
    seen: list[Score] = []
    scores = run_cases([case("a", "一"), case("b", "二")], ask, on_score=seen.append)
    assert [score.verdict for score in seen] == [Verdict.FAILED, Verdict.RIGHT]
    assert says in scores.failures[0].why
    assert (scores.tally().points, scores.tally().accuracy) == (1, 0.5)


def test_a_history_that_fails_says_which_question_it_was() -> None:
    scores = run_cases([case("a", "二", history=["一"])], ScriptedAsk({}))
    assert "“一”" in scores.scores[0].why


def test_counts_are_by_type() -> None:
    ask = ScriptedAsk({"一": answered("", ("1", "元")), "二": answered("", ("2", "元"))})
    by_type = run_cases([case("a", "一"), case("b", "二", type="table")], ask).by_type()
    assert list(by_type) == ["figure", "table"]
    assert (by_type["figure"].right, by_type["table"].wrong_rate) == (1, 1.0)
