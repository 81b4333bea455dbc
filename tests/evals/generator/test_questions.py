"""Questions made from the truth can be asked, and their answers stand in the documents."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from evals.case_files import read_case_files, row_to_case
from evals.check_cases import find_mistakes
from evals.generator.questions import main, truths_to_cases
from evals.generator.truth import read_truth
from evals.model import CASE_TYPES

SAMPLES = Path(__file__).parents[3] / "samples"


@pytest.fixture(scope="module")
def truths() -> list[dict[str, Any]]:
    return [read_truth(path) for path in sorted(SAMPLES.glob("*.truth.json"))]


def test_the_case_file_is_readable_and_its_evidence_stands_in_the_samples(tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    assert main(["--truth", str(SAMPLES), "--out", str(cases), "--seed", "5"]) == 0
    asked, bad_rows = read_case_files([cases])
    assert len(asked) > 150
    assert not bad_rows
    repeated = "同一问法"  # a rule for cases written by hand
    assert [m for m in find_mistakes([cases], [SAMPLES]) if repeated not in m] == []


def test_the_same_seed_asks_the_same(truths: list[dict[str, Any]]) -> None:
    assert truths_to_cases(truths, "1") == truths_to_cases(truths, "1")
    assert truths_to_cases(truths, "1") != truths_to_cases(truths, "2")


def test_a_question_is_asked_in_several_phrasings_of_one_expectation(
    truths: list[dict[str, Any]],
) -> None:
    cases = truths_to_cases(truths, "1", phrasings=3)
    assert len(cases) > 2.5 * len(truths_to_cases(truths, "1"))
    versions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for case in cases:
        versions[case["id"].rsplit("-", 1)[0]].append(case)
    for asked in versions.values():
        assert len({(*c.get("history", ()), c["question"]) for c in asked}) == len(asked)
        assert len({(c["answer"], c.get("evidence"), c["type"]) for c in asked}) == 1


def test_every_sort_of_question_is_asked(truths: list[dict[str, Any]]) -> None:
    types = {case["type"] for case in truths_to_cases(truths, "1")}
    assert types <= set(CASE_TYPES)
    assert types >= {
        *("figure", "table", "delta", "calc", "yoy", "cross", "text", "glossary", "followup"),
        *("ambiguous", "unanswerable"),
    }


def test_an_item_with_two_amounts_in_one_document_is_not_asked() -> None:
    truth = _truth_of(("印刷费", "1.00"), ("印刷费", "2.00"), ("邮电费", "3.00"))
    asked = [case for case in truths_to_cases([truth], "1", 99) if case["type"] == "figure"]
    assert [case["value"] for case in asked] == ["3.00"]


def test_a_blank_cell_is_to_be_refused() -> None:
    truth = _truth_of(("邮电费", "3.00"), ("离休费", None))
    blank = [c for c in truths_to_cases([truth], "1", 99) if c.get("reason") == "item_blank"]
    assert ["离休费" in case["question"] for case in blank] == [True]


def test_the_questions_of_a_held_out_seed_are_held_out() -> None:
    truth = _truth_of(("邮电费", "3.00"))
    for seed, held_out in (("held-out-1", True), ("held-out-1|7", True), ("7", False)):
        truth["about"]["seed"] = seed
        asked = truths_to_cases([truth], "1")
        assert {row_to_case(json.dumps(c), "x").held_out for c in asked} == {held_out}


def test_a_decrease_is_proved_by_the_words_before_it(truths: list[dict[str, Any]]) -> None:
    changes = [c for c in truths_to_cases(truths, "1", 99) if c["type"] == "delta"]
    decreases = [c for c in changes if c["value"].startswith("-") and "万元" in c["evidence"]]
    assert decreases
    assert all("减少" in case["proof"][0] for case in decreases)


def test_a_folder_without_truth_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--truth", str(tmp_path), "--out", str(tmp_path / "x.jsonl")]) == 2
    assert "没有 .truth.json" in capsys.readouterr().err


def _truth_of(*amounts: tuple[str, str | None]) -> dict[str, Any]:
    about = {
        "document": "a.pdf",
        "organisation": "甲局",
        "level": "部门",
        "fiscal_year": 2025,
        "kind": "budget",
    }
    facts = [
        {
            "label": label,
            "value": value,
            "unit": "万元",
            "printed": value or "",
            "fiscal_year": 2025,
            "level": "部门",
            "measure": "budgeted",
            "aspect": "amount",
            "fact_id": f"f{number}",
            "item_path": [label],
            "column_path": ["金额"],
            "where": {"table": "表", "row": label, "column": ["金额"]},
        }
        for number, (label, value) in enumerate(amounts)
    ]
    truth = {"about": about, "facts": facts, "glossary": [], "statements": []}
    copied: dict[str, Any] = json.loads(json.dumps(truth))
    return copied
