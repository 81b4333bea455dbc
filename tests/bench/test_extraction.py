"""The benchmark of extraction counts what is right, wrong and missing, and says why."""

import json
from dataclasses import replace

import pytest

from bench.extraction.__main__ import main
from bench.extraction.compare import Verdict, compare
from bench.extraction.names import plain_name
from bench.extraction.report import result_to_markdown, run_to_result
from bench.extraction.run import Plan, Run, run_plan
from bench.extraction.score import FileScore, score
from bench.measured import machine
from evals.generator.samples import commission_of, make
from ingest.model import Check, Document, Problem
from ingest.parse import parse_document
from ingest.quantity import Quantity


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, dict[str, object]]:
    folder = tmp_path_factory.mktemp("plain")
    made = make(commission_of("plain", 0, "bench", "plain"))
    made.write(folder)
    return parse_document(folder / made.file_name), json.loads(made.truth.to_json())


def _scored(document: Document, truth: dict[str, object]) -> FileScore:
    file = FileScore("a.txt", "plain", "txt", [], 0.1)
    score(document, truth, compare(document, truth), file)
    return file


def test_a_document_read_whole_is_all_right(read: tuple[Document, dict[str, object]]) -> None:
    file = _scored(*read)
    assert file.said.total > 15
    assert (file.said.right, file.wrong, file.alarms) == (file.said.total, 0, [])


def test_another_value_is_wrong_and_counted_as_vouched_for(
    read: tuple[Document, dict[str, object]],
) -> None:
    document, truth = read
    first = next(f for f in document.figures if f.quantity and f.quantity.number > 1)
    assert first.quantity is not None
    other = replace(
        first, quantity=Quantity(first.quantity.number + 1, first.quantity.unit), check=Check.PASSED
    )
    figures = tuple(other if f is first else f for f in document.figures)
    file = _scored(replace(document, figures=figures), truth)
    assert (file.said.wrong, file.passed) == (1, 1)
    assert [cause for cause in file.causes if cause.startswith("text wrong value")]


def test_a_figure_that_is_not_there_is_missing(read: tuple[Document, dict[str, object]]) -> None:
    document, truth = read
    first = next(f for f in document.figures if f.quantity and f.quantity.number > 1)
    less = tuple(f for f in document.figures if f is not first)
    file = _scored(replace(document, figures=less), truth)
    assert (file.said.missing, file.wrong) == (1, 0)


def test_a_figure_nobody_stated_is_wrong(read: tuple[Document, dict[str, object]]) -> None:
    document, truth = read
    first = next(f for f in document.figures if f.quantity and f.quantity.number > 1)
    twice = (*document.figures, replace(first, figure_id="again"))
    assert _scored(replace(document, figures=twice), truth).extra == 1


def test_what_is_lost_need_not_be_read_but_must_not_be_something_else(
    read: tuple[Document, dict[str, object]],
) -> None:
    document, truth = read
    facts = truth["facts"]
    assert isinstance(facts, list)
    lost = {**truth, "facts": facts[1:], "lost": facts[:1]}
    assert _scored(document, lost).wrong == 0
    answers = [r.figure for r in compare(document, truth).facts if r.verdict is Verdict.RIGHT]
    gone = replace(document, figures=tuple(f for f in document.figures if f is not answers[0]))
    assert _scored(gone, lost).wrong == 0


def test_a_contradiction_is_found_where_a_problem_names_one_of_its_numbers(
    read: tuple[Document, dict[str, object]],
) -> None:
    document, truth = read
    result = compare(document, truth).facts[0]
    assert result.figure is not None
    planted = {
        **truth,
        "contradictions": [
            {"identity": 25, "kind": "rate", "fact_ids": [result.fact["fact_id"]], "place": "…"}
        ],
    }
    named = Problem("check_share", "…", (), (result.figure.figure_id,))
    found = _scored(replace(document, problems=(named,)), planted)
    silent = _scored(replace(document, problems=()), planted)
    assert (found.planted, found.found, found.alarms) == (1, 1, [])
    assert (silent.found, silent.missed) == (0, ["25 rate: …"])
    alarmed = _scored(replace(document, problems=(named,)), truth)
    assert len(alarmed.alarms) == 1


def test_an_alarm_beside_a_planted_contradiction_is_one_still(
    read: tuple[Document, dict[str, object]],
) -> None:
    document, truth = read
    changed, other = compare(document, truth).facts[:2]
    assert other.figure is not None
    planted = [{"identity": 25, "kind": "rate", "fact_ids": [changed.fact["fact_id"]], "place": ""}]
    named = Problem("check_share", "…", (), (other.figure.figure_id,))
    file = _scored(replace(document, problems=(named,)), {**truth, "contradictions": planted})
    assert (file.found, len(file.alarms)) == (0, 1)


def test_a_contradiction_that_noise_weakened_may_be_found_and_need_not(
    read: tuple[Document, dict[str, object]],
) -> None:
    document, truth = read
    facts = truth["facts"]
    assert isinstance(facts, list)
    figure = compare(document, truth).facts[0].figure
    assert figure is not None
    weakened = {
        **truth,
        "facts": facts[1:],
        "lost": facts[:1],
        "weakened": [{"identity": 25, "kind": "rate", "fact_ids": [facts[0]["fact_id"], "gone"]}],
    }
    named = Problem("check_share", "…", (), (figure.figure_id,))
    for problems in ((), (named,)):
        file = _scored(replace(document, problems=problems), weakened)
        assert (file.planted, file.alarms, file.missed) == (0, [], [])


def test_quotation_marks_do_not_make_another_name() -> None:
    assert plain_name("“三公”经费") == plain_name('三公"经费')
    assert plain_name("项(xiàng)目支出") == plain_name("项目支出")


def test_the_report_names_what_is_wrong_and_vouched_for() -> None:
    file = FileScore("a.txt", "plain", "txt", [], 0.1, passed=1, vouched=["项目: amount 3"])
    text = result_to_markdown(run_to_result(Plan(1, "1", (), (), ()), Run([file])), machine())
    assert "## 读错而标为 passed 的" in text
    assert "* a.txt: 项目: amount 3" in text


def test_a_run_reports_by_format_style_and_cause() -> None:
    plan = Plan(2, "bench", ("plain",), ("txt",), ("site",), workers=1)
    result = run_to_result(plan, run_plan(plan))
    assert result["by_format"]["txt"]["files"] == result["by_style"]["plain"]["files"] == 2
    assert result["all"]["said"] > 30
    text = result_to_markdown(result, machine())
    assert "| txt | 2 | 0 |" in text
    assert "没有读对的，按原因" in text


def test_a_file_that_cannot_be_read_is_named_and_not_counted() -> None:
    files = [
        FileScore("a.docx", "final", "docx", [], 0.1, error="UnsupportedFormat"),
        FileScore("b.pdf", "final", "pdf", [], 0.1),
    ]
    plan = Plan(2, "1", (), (), ())
    result = run_to_result(plan, Run(files))
    assert result["unreadable"] == {"docx: UnsupportedFormat": 1}
    assert result["by_format"]["docx"]["unreadable"] == 1


def test_an_unknown_format_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--formats", "wps"])
    assert "unknown: wps" in capsys.readouterr().err
