"""Measurements count what they say, and keep the machine beside the figures."""

import json
import sys
from pathlib import Path

import pytest

from bench.answers import time_answers, time_start, times_to_result
from bench.ingest import (
    Pass,
    Timed,
    milliseconds_a_text_page,
    passes_to_result,
    result_to_line,
    time_files,
)
from bench.measured import keep, percentile
from evals.case_files import row_to_case
from tests.evals.answers import ScriptedAsk, answered


def test_a_result_is_kept_with_machine_and_date(tmp_path: Path) -> None:
    kept = json.loads(keep("ingest", {"files": 2}, tmp_path).read_text("utf-8"))
    assert (kept["measurement"], kept["files"]) == ("ingest", 2)
    assert kept["machine"]["cores"] >= 1
    assert kept["machine"]["measured_at"].startswith("20")


def test_the_ratio_compares_the_same_files_only() -> None:
    ours = Pass((Timed("a.pdf", 3.0, 1.5, 10), Timed("b.txt", 9.0, 9.0, 1)), 200.0)
    theirs = Pass((Timed("a.pdf", 9.0, 1.0, 10), Timed("c.pdf", 5.0, 5.0, 9)), 100.0)
    result = passes_to_result(ours, theirs)
    assert result["ratio_to_pdfplumber_extract_tables"] == 1.5
    assert result["seconds_a_file"]["mean"] == 6.0
    assert "1.5 times" in result_to_line(result)


def test_the_median_page_is_of_pages_with_a_text_layer_not_of_files() -> None:
    long, short = Timed("a.pdf", 9.0, 0.4, 20), Timed("b.pdf", 9.0, 0.9, 3)
    scan, text = Timed("c.pdf", 9.0, 9.0, 50, recognised=50), Timed("d.txt", 9.0, 9.0, 0)
    failed = Timed("e.pdf", 9.0, 9.0, 99, error="ValueError")
    assert milliseconds_a_text_page([short, scan, text, failed, long]) == 20.0
    assert milliseconds_a_text_page([scan, text]) is None


def test_a_file_that_cannot_be_read_is_kept_with_its_error_and_not_counted() -> None:
    def read(path: Path) -> tuple[int, int]:
        raise ValueError("truncated")

    timed = time_files([Path("a.pdf")], read)
    assert timed[0].error == "ValueError: truncated"
    assert passes_to_result(Pass(timed, 1.0), Pass((), 1.0))["files"] == 0


def test_only_answered_questions_are_timed_once_a_round() -> None:
    rows = ('{"question": "一", "type": "figure"}', '{"question": "二", "type": "figure"}')
    cases = [row_to_case(row, str(n)) for n, row in enumerate(rows)]
    times = time_answers(cases, ScriptedAsk({"一": answered("")}), rounds=2)
    assert len(times) == 2
    assert times_to_result(times, None)["answers"] == 2


def test_a_server_that_ends_before_it_is_ready_is_an_error() -> None:
    with pytest.raises(TimeoutError, match="did not become ready"):
        time_start([sys.executable, "-c", ""], "http://127.0.0.1:9/readyz")


def test_percentiles_are_by_nearest_rank() -> None:
    assert [percentile([4, 1, 3, 2], share) for share in (50, 95)] == [2, 4]
