"""A run that was killed goes on: what was answered is kept, the rest is asked."""

import json
from pathlib import Path

import pytest

from evals.case_files import row_to_case
from evals.journal import JournalUnusable, keep_journal, read_journal
from evals.model import Case, Score, Verdict
from evals.run import run_cases
from tests.evals.answers import ScriptedAsk, answered, quoting

ANSWERS = {
    name: answered("一元", ("1", "元"), citations=quoting("1元"), conversation_id="c")
    for name in "甲乙丙"
}


def case(name: str, **changes: object) -> Case:
    row = {"question": name, "type": "figure", "value": "1", "unit": "元", "evidence": "1元"}
    return row_to_case(json.dumps({**row, **changes}), name)


CASES = [case(name) for name in "甲乙丙"]


def run(path: Path, cases: list[Case], ask: ScriptedAsk, asked: str = "here") -> tuple[Score, ...]:
    done = read_journal(path, cases, asked)
    with keep_journal(path, asked) as keep:
        return run_cases(cases, ask, done=done, on_score=keep).scores


def test_what_was_answered_is_not_asked_again_and_the_scores_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "progress.jsonl"
    whole = run(path, CASES, ScriptedAsk(ANSWERS))
    again = ScriptedAsk({})
    assert run(path, CASES, again) == whole
    assert again.asked == []


def test_a_torn_last_line_is_cut_and_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "progress.jsonl"
    run(path, CASES[:2], ScriptedAsk(ANSWERS))
    path.write_bytes(path.read_bytes()[:-20])
    ask = ScriptedAsk(ANSWERS)
    assert [score.verdict for score in run(path, CASES, ask)] == [Verdict.RIGHT] * 3
    assert [question for question, _, _ in ask.asked] == ["乙", "丙"]
    assert len(path.read_text("utf-8").splitlines()) == 3


def test_a_case_without_an_answer_and_a_changed_one_are_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "progress.jsonl"
    run(path, CASES, ScriptedAsk({"甲": ANSWERS["甲"], "乙": ANSWERS["乙"]}))
    ask = ScriptedAsk(ANSWERS)
    run(path, [CASES[0], case("乙", value="2"), CASES[2]], ask)
    assert sorted(question for question, _, _ in ask.asked) == ["丙", "乙"]


def test_the_scores_of_another_service_are_not_taken_for_this_ones(tmp_path: Path) -> None:
    path = tmp_path / "progress.jsonl"
    run(path, CASES, ScriptedAsk(ANSWERS))
    assert read_journal(path, CASES, "http://elsewhere") == {}


@pytest.mark.parametrize("content", ["题号,判定\n", "{}\n", "[1]\n", '{"key": "x"}\n{"id": 1}\n'])
def test_a_file_that_is_no_record_is_left_alone_and_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "别的.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(JournalUnusable, match="别的"):
        read_journal(path, CASES, "here")
    assert path.read_text("utf-8") == content
