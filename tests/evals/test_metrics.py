"""Rates, their intervals, and what is held out."""

import json
from dataclasses import replace
from typing import Any

import pytest

from evals.case_files import row_to_case
from evals.metrics import Rate, metrics, metrics_to_json
from evals.model import Score, Scores, Verdict
from evals.report import run_to_json
from evals.run import run_cases
from tests.evals.answers import ScriptedAsk, answered, quoting, refused


def scores(*rows: tuple[dict[str, Any], dict[str, Any]]) -> Scores:
    """A run of these cases, each with its answer."""
    cases, script = [], {}
    for number, (row, answer) in enumerate(rows):
        question = f"第{number}问"
        whole = {"type": "figure", "answer": "1元", "value": "1", "unit": "元", **row}
        cases.append(row_to_case(json.dumps({**whole, "question": question}), f"c{number}"))
        script[question] = answer
    return run_cases(cases, ScriptedAsk(script))


ONE = answered("1元", ("1", "元"), citations=quoting("计1元"))
TWO = answered("2元", ("2", "元"), citations=quoting("计2元"))
FIGURE = {"evidence": "计1元"}
ABSENT = {"type": "unanswerable", "value": None, "status": "refused", "reason": "item_missing"}


def test_a_right_answer_earns_a_point_and_a_wrong_one_takes_it() -> None:
    counted = metrics(
        scores((FIGURE, ONE), (FIGURE, ONE), (FIGURE, TWO), (FIGURE, refused("x"))).scores
    )
    assert (counted.accuracy.value, counted.wrong_rate.value) == (0.5, 0.25)
    assert counted.trust_score == 0.25


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (10, 10, 0.7225, 1.0),
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (905, 1000, 0.8852, 0.9217),
    ],
)
def test_an_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert Rate(hits, of).interval() == pytest.approx((low, high), abs=1e-4)


def test_nothing_has_no_rate() -> None:
    assert Rate(0, 0).as_json() == {"value": None, "interval": None, "hits": 0, "of": 0}
    assert metrics([]).trust_score is None


def test_the_trust_score_of_a_few_right_answers_is_not_certain() -> None:
    interval = metrics(scores(*[(FIGURE, ONE)] * 5).scores).trust_interval()
    assert interval is not None
    assert interval[0] < 0.2
    assert interval[1] == 1.0


def test_citations_are_counted_by_what_is_given_and_by_what_is_needed() -> None:
    twice = {**ONE, "citations": quoting("计1元", "别处")}
    bare = answered("1元", ("1", "元"))
    counted = metrics(scores((FIGURE, twice), (FIGURE, bare)).scores)
    assert (counted.citation_precision.hits, counted.citation_precision.of) == (1, 2)
    assert (counted.citation_recall.hits, counted.citation_recall.of) == (1, 2)


def test_refusals_are_counted_by_those_given_and_by_those_wanted() -> None:
    counted = metrics(
        scores(
            (ABSENT, refused("item_missing")),
            (ABSENT, refused("not_loaded")),
            (ABSENT, ONE),
            (FIGURE, refused("item_missing")),
            ({**FIGURE, "accept": ["item_blank"]}, refused("item_blank")),
        ).scores
    )
    assert (counted.refusal_precision.hits, counted.refusal_precision.of) == (3, 4)
    assert (counted.refusal_recall.hits, counted.refusal_recall.of) == (2, 3)
    assert (counted.reason_accuracy.hits, counted.reason_accuracy.of) == (1, 2)


def test_metrics_are_told_by_type_and_by_style_of_document() -> None:
    told = metrics_to_json(
        scores(
            ({**FIGURE, "docs": ["江苏省委办公厅-2018-部门预算.pdf"]}, ONE),
            ({**FIGURE, "style": "我的样式"}, TWO),
            (ABSENT, refused("item_missing")),
        )
    )
    assert set(told["by_type"]) == {"figure", "unanswerable"}
    assert set(told["by_style"]) == {"江苏说明", "我的样式", "其他"}
    assert told["by_style"]["我的样式"]["accuracy"]["value"] == 0.0
    assert told["total"]["latency_ms"]["p95"] is not None


def test_what_is_held_out_is_counted_and_not_listed() -> None:
    made = scores((FIGURE, TWO), ({**FIGURE, "held_out": True}, TWO))
    run = run_to_json(made, cases=[], service="")
    assert run["total"]["wrong"] == 2
    assert run["metrics"]["held_out"]["total"]["wrong_rate"]["hits"] == 1
    assert [score["id"] for score in run["scores"]] == ["c0"]
    assert [score.case.id for score in made.failures] == ["c0"]


def test_what_is_held_out_is_listed_when_asked_for() -> None:
    made = scores((FIGURE, TWO), ({**FIGURE, "held_out": True}, TWO))
    run = run_to_json(replace(made, lists_held_out=True), cases=[], service="")
    assert [score["id"] for score in run["scores"]] == ["c0", "c1"]
    assert run["metrics"]["held_out"]["total"]["cases"] == 1


def test_an_answer_that_never_came_counts_as_no_refusal() -> None:
    case = row_to_case(json.dumps({**ABSENT, "question": "问"}), "x")
    counted = metrics([Score(case, Verdict.FAILED, "", "")])
    assert (counted.refusal_recall.hits, counted.refusal_recall.of) == (0, 1)
