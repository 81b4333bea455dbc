"""The check names each kind of mistake a case file can hold."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.blind import CASE_FILES, write_blind_documents
from evals.case_files import row_to_case
from evals.check_cases import CASES, SAMPLES, find_mistakes, main
from evals.collection import missing_cases
from evals.cross import CROSS
from evals.naming import naming_mistakes

GOOD: dict[str, Any] = {
    "id": "a",
    "docs": ["某局.txt"],
    "question": "某局2023年差旅费多少",
    "type": "figure",
    "answer": "7.10万元",
    "value": "7.10",
    "unit": "万元",
    "evidence": "差旅费7.10万元",
    "source": "第1页",
}
PAGE = "一、差旅费 7.10\n万元，比上年减少0.40万元。会议费2.90万元，与上年持平。"


def mistakes(folder: Path, *rows: dict[str, Any]) -> list[str]:
    (folder / "某局.txt").write_text(PAGE, "utf-8")
    cases = folder / "cases.jsonl"
    cases.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return find_mistakes([cases], [folder])


def test_a_good_case_has_no_mistake(tmp_path: Path) -> None:
    assert mistakes(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"docs": ["无.txt"]}, "找不到文件 无.txt"),
        ({"docs": []}, "没有 docs"),
        ({"evidence": "差旅费7.20万元"}, "引文不在文件里"),
        ({"evidence_also": ["招待费"]}, "引文不在文件里：招待费"),
        ({"evidences": [{"doc": "某局.txt", "evidence": "水费"}]}, "引文不在文件里：水费"),
        ({"evidence": "差" * 41}, "引文超过 40 字"),
        ({"evidence": None}, "没有 evidence"),
        ({"source": "第2页"}, "没有第 2 页"),
        ({"type": "riddle"}, "riddle"),
        ({"status": "perhaps"}, "perhaps"),
        ({"reason": "lazy"}, "lazy"),
        ({"value": "七"}, "七"),
        ({"value": None}, "没有可核对的内容"),
        ({"unit": None}, "没有 unit"),
        ({"answer": ""}, "没有 answer"),
        ({"type": "unanswerable", "evidence": None}, "写明 reason"),
        ({"value": "7.20"}, "7.20 不在引文里"),
        ({"value": "7.1", "unit": "元", "evidence": "会议费2.90万元"}, "7.1 不在引文里"),
        ({"value": "-7.10"}, "-7.10 不在引文里"),
        ({"value": "0"}, "0 不在引文里"),
        ({"values": ["2.90"]}, "2.90 不在引文里"),
        ({"value": "10.00", "formula": "7.10 + 2.90"}, "formula 里的 2.90 不在引文里"),
        ({"proof": ["会议费2.90万元"], "formula": "7.10 − 2.90"}, "formula 得 4.20"),
        ({"formula": "七加二"}, "formula 算不出"),
        ({"proof": ["水费1.00万元"]}, "引文不在文件里：水费"),
        ({"pages": [2]}, "没有第 2 页"),
        ({"pages": [0]}, "pages"),
        ({"members": [[]]}, "members"),
        ({"facts": [7]}, "facts"),
        ({"style": 7.5, "held_out": "yes"}, "held_out"),
    ],
)
def test_a_planted_mistake_is_named(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    found = mistakes(tmp_path, {**GOOD, **change})
    assert any(says in mistake for mistake in found), found


@pytest.mark.parametrize(
    "change",
    [
        {"value": "71000", "unit": "元", "answer": "71000元"},
        {"value": "-0.40", "evidence": "比上年减少0.40万元"},
        {"value": "0", "evidence": "与上年持平"},
        {"value": "10.00", "proof": ["会议费2.90万元"]},
        {"value": "41", "unit": "%", "proof": ["2.90"], "formula": "2.90 ÷ 7.10 × 100"},
        {"value": "5.00", "proof": ["2.90"], "formula": "(2.90 + 7.10) ÷ 2"},
        {"question": "差旅费多少", "history": ["某局2023年会议费多少"], "type": "followup"},
        {"question": "差旅费多少", "unnamed": True},
    ],
)
def test_what_the_page_proves_is_no_mistake(tmp_path: Path, change: dict[str, Any]) -> None:
    assert mistakes(tmp_path, {**GOOD, **change}) == []


@pytest.mark.parametrize("asked", ["2018年差旅费多少", "18年省民政厅差旅费多少"])
def test_a_question_that_names_another_body_or_none_is_named(asked: str) -> None:
    row = {**GOOD, "docs": ["江苏省委办公厅-2018-部门预算.pdf"], "question": asked}
    found = [*naming_mistakes(row_to_case(json.dumps(row), "x"))]
    assert found == ["问题没有说是哪个机构；有意不说的请写 unnamed"]


def test_a_year_is_named_where_a_body_has_documents_of_several(tmp_path: Path) -> None:
    name = "江苏省委办公厅-2018-部门预算.pdf"
    row = {**GOOD, "docs": [name], "question": "江苏省委办公厅差旅费多少"}
    case = row_to_case(json.dumps(row), "x")
    assert [*naming_mistakes(case)] == ["问题没有说是哪一年；有意不说的请写 unnamed"]
    dated = row_to_case(json.dumps({**row, "question": "省委办公厅18年差旅费多少"}), "x")
    assert [*naming_mistakes(dated)] == []


def test_a_collection_with_too_few_of_a_type_or_document_is_named() -> None:
    cases = [row_to_case(json.dumps({**GOOD, "id": str(n)}), "x") for n in range(30)]
    lacking = "\n".join(missing_cases(cases))
    assert "类型 figure" not in lacking
    assert "类型 list 只有 0 题" in lacking
    assert "江苏省委办公厅-2018-部门预算.pdf 只有 0 题" in lacking
    assert "真实文件只有 0 题" in lacking


def test_an_id_used_twice_is_named(tmp_path: Path) -> None:
    assert "已经用过" in mistakes(tmp_path, GOOD, {**GOOD, "question": "另一个"})[0]


def test_a_phrasing_used_more_than_three_times_is_named(tmp_path: Path) -> None:
    asked = [f"某局{year}年{item}多少？" for year, item in ((2021, "差旅费"), (2022, "会议费"))]
    rows = [{**GOOD, "id": f"a{n}", "question": text} for n, text in enumerate(asked * 2)]
    assert mistakes(tmp_path, *rows[:3]) == []
    assert "4 次" in mistakes(tmp_path, *rows)[0]


def test_the_command_ends_with_1_where_it_found_a_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mistakes(tmp_path, {**GOOD, "unit": None})
    assert main([str(tmp_path / "cases.jsonl"), "--documents", str(tmp_path)]) == 1
    assert "没有 unit" in capsys.readouterr().out


@pytest.mark.real
def test_our_cases_hold_and_are_enough(
    real_documents: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = main(["--documents", str(real_documents)])
    assert (ended, capsys.readouterr().out) == (0, "")


def test_our_cases_over_the_samples_hold() -> None:
    assert find_mistakes([CASES / "samples.jsonl"], [SAMPLES]) == []


def test_the_blind_cases_over_the_documents_they_are_about_hold(tmp_path: Path) -> None:
    written = {path.name for path in write_blind_documents(tmp_path)}
    assert len(written) == 33
    assert find_mistakes(sorted(CASES.glob(CASE_FILES)), [tmp_path]) == []


@pytest.mark.parametrize("name", sorted(CROSS))
def test_the_cross_cases_over_the_documents_they_are_about_hold(name: str, tmp_path: Path) -> None:
    assert [*CROSS[name].write(tmp_path)]
    assert find_mistakes([CASES / name], [tmp_path]) == []
