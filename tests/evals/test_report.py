"""Reports are made from a run: JSON, HTML and the accuracy page say the same."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.case_files import row_to_case
from evals.metrics import percentile
from evals.model import BadRow
from evals.report import RunFileError, compare, main, read_run, run_to_json, write_json
from evals.report_html import run_to_html
from evals.report_markdown import run_to_markdown
from evals.run import run_cases
from tests.evals.answers import ScriptedAsk, answered, quoting


def run(*answers: str) -> dict[str, Any]:
    """A run of one case for each answer; each expects 1元 and is called after its place."""
    row = {"type": "figure", "value": "1", "unit": "元", "answer": "<b>1元</b>", "evidence": "1元"}
    cases = [
        row_to_case(json.dumps({**row, "question": f"第{n}问|"}), f"c{n}")
        for n in range(len(answers))
    ]
    script = {
        f"第{n}问|": answered(text, (text, "元"), citations=quoting(f"{text}元"))
        for n, text in enumerate(answers)
    }
    scores = run_cases(cases, ScriptedAsk(script), bad_rows=[BadRow("<x>.jsonl", 3, "坏")])
    return run_to_json(scores, cases=["real.jsonl"], service="in process")


def test_a_run_counts_and_times_and_names_its_bad_rows() -> None:
    made = run("1", "2")
    assert (made["total"]["right"], made["total"]["wrong"], made["total"]["cited"]) == (1, 1, 1)
    assert made["latency_ms"]["p50"] is not None
    assert made["bad_rows"] == ["<x>.jsonl 第 3 行：坏"]


def test_the_html_page_escapes_every_text() -> None:
    page = run_to_html(run("2"))
    assert "&lt;b&gt;1元" in page
    assert "&lt;x&gt;.jsonl" in page
    assert "<b>" not in page
    assert "http://" not in page
    assert "<script" not in page


def test_the_accuracy_page_holds_counts_and_failures_and_no_broken_table() -> None:
    page = run_to_markdown([run("1", "2")])
    assert "| 单个数字 | 2 | 1 | 0 | 1 | 0 | 0 | 50.0% | 50.0% | 1/2 |" in page
    assert "c1 第1问｜" in page
    assert "<b>" not in page


def test_gains_and_losses_are_told_case_by_case() -> None:
    comparison = compare(run("1", "2"), run("2", "1"))
    assert (comparison.gained, comparison.lost) == (("c0",), ("c1",))


def test_the_page_is_written_from_a_file(tmp_path: Path) -> None:
    write_json(run("1"), tmp_path / "run.json")
    page = tmp_path / "accuracy.md"
    assert main([str(tmp_path / "run.json"), "--markdown", str(page)]) == 0
    assert "全部答对" in page.read_text("utf-8")


def test_the_page_counts_runs_together_and_lists_what_was_not_right(tmp_path: Path) -> None:
    for name, made in (("a", run("1", "2")), ("b", run("1"))):
        write_json({**made, "documents": [f"{name}.pdf", "同.pdf"]}, tmp_path / f"{name}.json")
    page = tmp_path / "accuracy.json"
    assert main([str(tmp_path / "a.json"), str(tmp_path / "b.json"), "--page", str(page)]) == 0
    shown = json.loads(page.read_text("utf-8"))
    assert (shown["total"]["cases"], shown["total"]["right"], shown["total"]["wrong"]) == (3, 2, 1)
    assert [(it["name"], it["cases"]) for it in shown["by_type"]] == [("单个数字", 3)]
    assert shown["documents"] == ["a.pdf", "b.pdf", "同.pdf"]
    (group,) = shown["failures"]
    assert [it["id"] for it in group["items"]] == ["c1"]


@pytest.mark.parametrize("content", ["", "[]", "{}"])
def test_a_file_that_is_no_run_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "run.json").write_text(content)
    with pytest.raises(RunFileError, match="--json"):
        read_run(tmp_path / "run.json")


def test_percentiles_are_by_nearest_rank() -> None:
    assert [percentile([1, 2, 3, 4], share) for share in (50, 95, 100)] == [2, 4, 4]
    assert percentile([], 50) is None
