"""No type of question has fallen and no wrong answer has come since the baseline."""

from pathlib import Path

import pytest

from evals import gate
from evals.suites import generated_suite, real_documents


def held(capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
    code = gate.main(arguments)
    shown = capsys.readouterr()
    assert code == 0, shown.out + shown.err


def test_samples_and_freshly_written_documents_are_answered_as_before(
    capsys: pytest.CaptureFixture[str],
) -> None:
    held(capsys, "--fast")


@pytest.mark.real
def test_the_real_documents_are_answered_as_before(capsys: pytest.CaptureFixture[str]) -> None:
    if real_documents() is None:
        pytest.skip("no real documents: set BUDGET_QA_TEST_DOCUMENTS")
    held(capsys, "--real")


def test_the_freshly_written_questions_keep_their_ids(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    (one,) = generated_suite(tmp_path / "a").cases.values()
    (two,) = generated_suite(tmp_path / "b").cases.values()
    assert one == two
    assert len({case.id for case in one}) == len(one) > 50
