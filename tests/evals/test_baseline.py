"""Against the baseline every gain and loss is told, and what must not happen fails."""

from pathlib import Path
from typing import Any

import pytest

from evals import gate
from evals.baseline import difference, read_baseline, states_of, write_baseline


def run(*states: str, held_out: tuple[int, int] = (0, 0), kind: str = "figure") -> dict[str, Any]:
    """A run of cases a, b, c … in these states, and (right, wrong) of cases not listed."""
    verdicts = ["right" if state == "uncited" else state for state in states]
    tally = {
        "cases": len(states) + sum(held_out),
        "right": verdicts.count("right") + held_out[0],
        "refused": verdicts.count("refused"),
        "wrong": verdicts.count("wrong") + held_out[1],
        "failed": verdicts.count("failed"),
    }
    scores = [
        {"id": name, "type": kind, "question": f"问{name}", "verdict": verdict, "cited": state != "uncited"}
        for name, state, verdict in zip("abcdef", states, verdicts, strict=False)
    ]  # fmt: skip
    return {"service": "here", "total": tally, "by_type": {kind: tally}, "scores": scores}


def faults(now: dict[str, Any], before: dict[str, Any]) -> tuple[str, ...]:
    return difference({"题": states_of(now)}, {"题": states_of(before)}).faults


def test_the_same_run_passes_and_has_nothing_to_tell() -> None:
    same = run("right", "wrong", "uncited", held_out=(3, 1))
    found = difference({"题": states_of(same)}, {"题": states_of(same)})
    assert (found.changes, found.faults) == ((), ())


def test_a_type_that_falls_fails() -> None:
    assert faults(run("right", "refused"), run("right", "right")) == (
        "单个数字：答对的由 2 题减为 1 题",
    )


def test_a_wrong_answer_that_was_not_there_fails_even_where_another_became_right() -> None:
    assert faults(run("wrong", "right"), run("right", "refused")) == ("新的答错：题 a 问a",)
    assert faults(run("wrong"), run("refused")) == ("新的答错：题 a 问a",)
    assert faults(run("right", "wrong"), run("right")) == ("新的答错：题 b 问b",)


def test_new_cases_do_not_hide_a_fall() -> None:
    assert faults(run("refused", "right", "right"), run("right"))


def test_gains_and_losses_are_case_by_case_and_a_lost_citation_is_a_loss() -> None:
    now, before = run("right", "uncited", "right", "right"), run("wrong", "right", "right")
    found = difference({"题": states_of(now)}, {"题": states_of(before)})
    assert [it.id for it in found.gains] == ["a"]
    assert [it.id for it in found.losses] == ["b"]
    assert [it.id for it in found.new] == ["d"]
    assert found.faults == ()


def test_held_out_cases_are_compared_by_their_totals_alone() -> None:
    (fault,) = faults(run("right", held_out=(4, 1)), run("right", held_out=(5, 0)))
    assert "保留题" in fault and "5 → 4" in fault
    assert faults(run("right", held_out=(9, 9)), run("right", held_out=(5, 0))) == ()


def test_a_file_that_was_not_asked_is_left_out() -> None:
    before = {"题": states_of(run("right")), "真": states_of(run("right"))}
    assert difference({"题": states_of(run("right"))}, before).faults == ()


def test_the_baseline_reads_back_as_written_one_case_a_line(tmp_path: Path) -> None:
    states = {"题": states_of(run("right", "uncited", "wrong", held_out=(2, 1)))}
    path = tmp_path / "baseline.json"
    write_baseline(states, path)
    back = read_baseline(path)
    assert difference(states, back).changes == ()
    assert back["题"].held_out == {"figure": {"cases": 3, "right": 2, "wrong": 1}}
    assert '"b": "figure uncited",\n' in path.read_text("utf-8")


def test_the_gate_tells_each_loss_fails_and_passes_once_the_baseline_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "baseline.json"
    write_baseline({"题": states_of(run("right", "right"))}, path)
    monkeypatch.setattr(
        gate, "ask_all", lambda *, fast, real, blind: iter([("题", run("right", "wrong"))])
    )
    assert gate.main(["--fast", "--baseline", str(path)]) == 1
    shown = capsys.readouterr().out
    assert "变差 题 b（单个数字，答对 → 答错）问b" in shown
    assert "✗ 新的答错" in shown and "✗ 单个数字" in shown
    assert gate.main(["--fast", "--baseline", str(path), "--update"]) == 0
    assert gate.main(["--fast", "--baseline", str(path)]) == 0
