"""The check names each kind of mistake a case file can hold."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.check_cases import find_mistakes, main
from evals.run import CASES

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


def mistakes(folder: Path, *rows: dict[str, Any]) -> list[str]:
    (folder / "某局.txt").write_text("一、差旅费 7.10\n万元。", "utf-8")
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
    ],
)
def test_a_planted_mistake_is_named(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    found = mistakes(tmp_path, {**GOOD, **change})
    assert any(says in mistake for mistake in found), found


def test_an_id_used_twice_is_named(tmp_path: Path) -> None:
    assert "已经用过" in mistakes(tmp_path, GOOD, {**GOOD, "question": "另一个"})[0]


def test_a_phrasing_used_more_than_three_times_is_named(tmp_path: Path) -> None:
    asked = [f"某局{year}年差旅费多少？" for year in (2021, 2022, 2023, 2024)]
    rows = [{**GOOD, "id": str(n), "question": text} for n, text in enumerate(asked)]
    assert mistakes(tmp_path, *rows[:3]) == []
    assert "4 次" in mistakes(tmp_path, *rows)[0]


def test_the_command_ends_with_1_where_it_found_a_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mistakes(tmp_path, {**GOOD, "unit": None})
    assert main([str(tmp_path / "cases.jsonl"), "--documents", str(tmp_path)]) == 1
    assert "没有 unit" in capsys.readouterr().out


@pytest.mark.real
def test_our_cases_over_the_real_documents_hold(real_documents: Path) -> None:
    files = [CASES / f"{name}.jsonl" for name in ("real", "citizens-1", "citizens-2", "citizens-3")]
    assert find_mistakes(files, [real_documents]) == []


def test_our_cases_over_the_samples_hold() -> None:
    assert find_mistakes([CASES / "samples.jsonl"], [CASES.parent.parent / "samples"]) == []
