"""The documents we ask about: their styles, and which of them are held out."""

from hashlib import sha256
from pathlib import Path

import pytest

from evals.documents import any_held_out, document_styles, known_documents

SAMPLES = Path(__file__).parents[2] / "samples"
FINAL = "中共上海市普陀区委社会工作部-2024-部门决算.pdf"
PLAIN = "大连高新区营商环境建设局-2023-部门预算.txt"


def test_five_of_the_real_documents_are_held_out_by_the_hash_of_their_names() -> None:
    real = [row for row in known_documents().values() if not row.style.startswith("虚构")]
    ordered = sorted(real, key=lambda row: sha256(row.file.encode()).hexdigest())
    assert len(ordered) == 16
    assert [row.held_out for row in ordered] == [True] * 5 + [False] * 11


def test_every_sample_is_known_and_none_is_held_out() -> None:
    samples = {path.name for path in SAMPLES.iterdir() if path.suffix in (".pdf", ".txt")}
    assert samples <= known_documents().keys()
    assert not any_held_out(samples)


@pytest.mark.real
def test_every_real_document_is_known(real_documents: Path) -> None:
    assert {path.name for path in real_documents.iterdir()} <= known_documents().keys()


def test_several_documents_have_a_style_if_it_is_one() -> None:
    assert document_styles([FINAL, FINAL]) == "决算九表"
    assert document_styles([FINAL, PLAIN]) == "多种样式"
    assert document_styles([]) == document_styles(["别处.pdf"]) == "其他"


def test_a_question_over_a_held_out_document_and_another_is_held_out() -> None:
    assert any_held_out([FINAL, PLAIN])
    assert not any_held_out([FINAL, "别处.pdf"])
