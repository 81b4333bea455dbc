"""Case files are read row by row: a bad one is named, the others are kept."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evals.case_files import CaseFileError, RowError, read_case_files, row_to_case

GOOD: dict[str, Any] = {"id": "a", "question": "多少？", "type": "figure", "answer": "1元"}


def row(**changes: object) -> str:
    return json.dumps({**GOOD, **changes}, ensure_ascii=False)


def test_a_row_becomes_a_case_and_keeps_keys_it_does_not_know() -> None:
    case = row_to_case(row(value="3204.10", unit="万元", docs=["a.txt"], asker="王"), "x")
    assert (case.value, case.unit, case.docs) == (Decimal("3204.10"), "万元", ("a.txt",))
    assert case.others == {"asker": "王"}


@pytest.mark.parametrize("written", ["3204.1", '"3204.1"', '"3,204.1"'])
def test_a_number_and_a_decimal_string_are_read_without_a_float(written: str) -> None:
    line = f'{{"question": "多少", "type": "figure", "value": {written}}}'
    assert row_to_case(line, "x").value == Decimal("3204.1")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "JSON"),
        ("[1]", "对象"),
        (row(question=" "), "question"),
        (row(type="riddle"), "riddle"),
        (row(status="maybe"), "status"),
        (row(reason="lazy"), "reason"),
        (row(value="三"), "三"),
        (row(value=True, unit="元"), "True"),
        ('{"question": "多少", "type": "figure", "value": NaN}', "nan"),
        (row(values="1"), "列表"),
        (row(docs=[1.5, None]), "docs"),
        (row(scope=[]), "scope"),
        (row(evidences=[{"doc": "a"}]), "evidences"),
        ("[" * 20000, "JSON"),
    ],
)
def test_a_bad_row_is_refused_with_what_is_wrong(line: str, problem: str) -> None:
    with pytest.raises(RowError, match=problem):
        row_to_case(line, "x")


def test_bad_rows_are_named_by_file_and_line_and_the_rest_is_read(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join([row(), "{", "", row(id="b"), row(id="a")]), "utf-8")
    cases, bad = read_case_files([file])
    assert [case.id for case in cases] == ["a", "b"]
    assert [(one.file, one.line) for one in bad] == [("cases.jsonl", 2), ("cases.jsonl", 5)]
    assert "已经用过" in str(bad[1])


def test_a_row_without_an_id_is_called_after_its_place(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text('{"question": "多少", "type": "figure"}', "utf-8")
    assert read_case_files([file])[0][0].id == "mine-1"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsx", b"PK", "另存"),
        ("a.jsonl", "多少".encode("gb18030"), "UTF-8"),
        ("absent.jsonl", None, "打不开"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(CaseFileError, match=says):
        read_case_files([tmp_path / name])
