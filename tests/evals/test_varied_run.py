"""Cases asked twice from the command line: read, asked over documents of their own, and told."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import evals
from evals import narrowed, variants
from evals.model import Case, Score, Verdict
from evals.services import Ask
from evals.varied import Way
from evals.varied_run import run_varied, told

LIBRARY = "云岭市澄溪区图书馆"
TEXT = f"""{LIBRARY}2024年部门预算
一、“三公”经费预算情况
“三公”经费预算数为9万元，比2023年预算减少1万元。其中：公务接待费1万元，与2023年预算持平。
"""
ASKED = {
    "id": "t-1",
    "docs": ["图书24.txt"],
    "question": "云岭市澄溪区图书馆2024年公务接待费是多少",
    "type": "figure",
    "answer": "1万元",
    "value": "1",
    "unit": "万元",
    "evidence": "公务接待费1万元",
}


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The arguments that name one case and the document it is about."""
    monkeypatch.setenv("BUDGET_QA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PYTHONPATH", str(Path(evals.__file__).parents[1]))
    (tmp_path / "公开").mkdir()
    (tmp_path / "公开" / "图书24.txt").write_text(TEXT, "utf-8")
    cases = tmp_path / "cases.jsonl"
    cases.write_text(json.dumps(ASKED, ensure_ascii=False) + "\n", "utf-8")
    return [str(cases), "--documents", str(tmp_path / "公开")]


def test_a_question_is_asked_narrowed_over_the_documents_given(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert narrowed.main(asked) == 0
    assert "加了限定：1 题，当作整项答了 0 题" in capsys.readouterr().out


def test_a_question_is_asked_in_each_way_and_both_rates_are_told(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert variants.main(asked) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("：")[0] for line in lines if "题" in line] == list(Way)
    assert "1 题，照原样答对 100.0%" in lines[0]


def test_a_file_of_cases_that_cannot_be_read_is_told_and_nothing_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def lines(cases: Sequence[Case], ask: Ask, seed: str) -> Iterator[str]:
        raise AssertionError("asked")

    assert run_varied("p", "说明", lines, [str(tmp_path / "没有.jsonl")]) == 2
    assert "没有.jsonl" in capsys.readouterr().err


def test_what_is_held_out_is_counted_and_never_told() -> None:
    def score(held_out: bool) -> Score:
        case = Case("c1", "公务接待费多少", "figure", "1万元", held_out=held_out)
        return Score(case, Verdict.WRONG, "", "答了\n第二行")

    assert list(told([score(True), score(False)])) == ["  c1 wrong 公务接待费多少\n    答了"]
