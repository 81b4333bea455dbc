"""Asked in this process, a question brings the contract's answer or a clear failure."""

from pathlib import Path

import pytest

import evals
from evals.in_process import open_in_process
from evals.reply import read_reply
from evals.services import AskFailed
from qa_service.errors import QuestionEmpty


@pytest.fixture(autouse=True)
def _empty_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUDGET_QA_EMBEDDING_MODEL", "none")
    monkeypatch.setenv("PYTHONPATH", str(Path(evals.__file__).parents[1]))
    monkeypatch.setenv("BUDGET_QA_DATA_DIR", str(tmp_path / "data"))


def test_an_empty_data_folder_answers_in_the_contracts_form() -> None:
    with open_in_process(None) as ask:
        reply = read_reply(ask("某局2023年差旅费多少", None, {"fiscal_years": [2023]}))
    assert reply.status != "answered"
    assert reply.conversation_id


def test_a_run_says_that_it_went_without_vectors() -> None:
    with open_in_process(None) as ask:
        assert not ask.warm_up()
        assert ask.described == "in process, passages by keyword alone"
        assert ask.documents == 0


def test_a_model_that_cannot_be_had_leaves_the_documents_to_be_asked_by_keyword(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BUDGET_QA_EMBEDDING_MODEL", str(tmp_path / "no-model"))
    document = tmp_path / "清泉.txt"
    document.write_text("云岭市清泉区数据局2024年部门预算\n一、职责\n负责数据共享。\n", "utf-8")
    with open_in_process(document) as ask:
        ask.warm_up()
        assert "keyword alone" in ask.described
        assert ask.documents == 1
    assert "只按关键词检索" in capsys.readouterr().err


def test_documents_of_which_none_can_be_read_are_told(tmp_path: Path) -> None:
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(AskFailed, match="坏"), open_in_process(broken):
        pass


def test_what_the_service_refuses_to_take_is_a_failure_in_its_words() -> None:
    with open_in_process(None) as ask, pytest.raises(AskFailed) as failed:
        ask(" ", None, None)
    assert str(failed.value) == QuestionEmpty().detail


def test_a_scope_outside_the_contract_is_the_cases_own_failure() -> None:
    with open_in_process(None) as ask, pytest.raises(AskFailed, match="scope"):
        ask("多少", None, {"pages": [1]})


def test_wrong_settings_are_told_before_anything_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_QA_PORT", "many")
    with pytest.raises(AskFailed, match="BUDGET_QA_PORT"), open_in_process(None):
        pass


def test_documents_that_are_not_there_are_told() -> None:
    with pytest.raises(AskFailed, match="absent"), open_in_process(Path("absent")):
        pass
