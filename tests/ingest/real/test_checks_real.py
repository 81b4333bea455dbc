"""What the real documents contradict themselves in, each read on the page; nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.model import Check, Document
from ingest.parse import reading_to_document
from tests.ingest.real.readings import reading_of

# File name to problems: code, and what stands in the message.
CONTRADICTIONS: dict[str, list[tuple[str, ...]]] = {
    "上海市普陀区万里街道-2023-部门预算.pdf": [
        ("check_form_sum", "10,903,043.00", "11,419,043.00"),
        ("check_agreement", "441.25", "2,206,272"),
        ("check_change_rate", "314.82", "289.12"),
        ("check_change_rate", "60.54", "232.79"),
    ],
    # 887.36 stands for 87.36: in its own sentence and in the list it is a part of.
    "上海市普陀区财政局-2025-部门预算.pdf": [
        ("check_list_sum", "相差"),
        ("check_agreement", "887.36", "873,617.00"),
    ],
    "中共上海市普陀区委社会工作部-2024-部门决算.pdf": [
        ("check_completion_rate", "完成年初预算的95.89", "全年预算数321.02"),
    ],
    "江苏省人大办公厅-2017-部门预算.pdf": [
        ("check_share", "8.75", "26.69"),
        ("check_share", "7.22", "22.02"),
        ("check_share", "16.81", "51.28"),
    ],
    "江苏省人大办公厅-2018-部门预算.pdf": [("check_change_rate", "1312.56", "1,212.56")],
}


def document_of(path: Path) -> Document:
    return reading_to_document(reading_of(path), path.name)


@pytest.mark.real
def test_contradictions_are_found_and_none_is_invented(real_documents: Path) -> None:
    for path in sorted(real_documents.iterdir()):
        problems = [p for p in document_of(path).problems if p.code.startswith("check_")]
        wanted = CONTRADICTIONS.get(path.name, [])
        assert [p.code for p in problems] == [code for code, *_ in wanted], path.name
        for problem, (_, *words) in zip(problems, wanted, strict=True):
            assert all(word in problem.message for word in words), problem.message


@pytest.mark.real
def test_most_printed_numbers_of_tables_are_proven(real_documents: Path) -> None:
    printed = [
        figure
        for path in sorted(real_documents.iterdir())
        for figure in document_of(path).figures
        if figure.table_kind is not None and figure.quantity is not None
    ]
    proven = [figure for figure in printed if figure.check is Check.PASSED]
    assert len(proven) / len(printed) > 0.9


@pytest.mark.real
def test_a_contradicted_number_fails_and_the_proven_one_beside_it_passes(
    real_documents: Path,
) -> None:
    figures = document_of(real_documents / "上海市普陀区财政局-2025-部门预算.pdf").figures
    checks = {f.printed: f.check for f in figures if f.item == "functional:2080506" and f.quantity}
    assert checks == {"887.36": Check.FAILED, "873,617.00": Check.PASSED}
