"""Settings: one table, read from the environment, all mistakes at once, secrets never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_service.settings import (
    Settings,
    SettingsInvalid,
    read_settings,
    setting_rows,
    unknown_names,
)


@pytest.fixture(autouse=True)
def _no_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_without_anything_set_the_defaults_hold() -> None:
    settings = read_settings()
    assert (settings.data_dir, settings.host, settings.port) == (Path("data"), "127.0.0.1", 8000)


def test_the_environment_goes_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("BUDGET_QA_PORT=9001\nBUDGET_QA_HOST=0.0.0.0\n")
    monkeypatch.setenv("BUDGET_QA_PORT", "9002")
    settings = read_settings()
    assert (settings.host, settings.port) == ("0.0.0.0", 9002)


def test_an_empty_value_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_QA_PORT", "")
    assert read_settings().port == 8000


def test_all_mistakes_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_QA_PORT", "八千")
    monkeypatch.setenv("BUDGET_QA_TORCH_THREADS", "0")
    monkeypatch.setenv("BUDGET_QA_VECTOR_URL", "http://milvus:19530")
    with pytest.raises(SettingsInvalid) as told:
        read_settings()
    assert told.value.problems == [
        "  BUDGET_QA_TORCH_THREADS：不能小于 1",
        "  BUDGET_QA_PORT：应为整数",
        "  BUDGET_QA_VECTOR_URL：还不支持这种地址，请去掉这一项",
    ]


def test_a_mistake_does_not_repeat_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_QA_DATABASE_URL", "postgresql://user:geheim@host/db")
    with pytest.raises(SettingsInvalid) as told:
        read_settings()
    assert "geheim" not in str(told.value)


def test_a_name_that_is_no_setting_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_QA_PROT", "9000")
    monkeypatch.setenv("BUDGET_QA_TEST_DOCUMENTS", "/somewhere")
    assert "BUDGET_QA_PROT" in unknown_names()
    assert "BUDGET_QA_TEST_DOCUMENTS" not in unknown_names()


def test_every_setting_has_a_meaning_in_chinese_and_secrets_are_masked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BUDGET_QA_LLM_API_KEY", "sk-geheim")
    rows = setting_rows(read_settings())
    assert len(rows) == len(Settings.model_fields)
    assert all(any("\u4e00" <= c <= "\u9fff" for c in row.meaning) for row in rows)
    assert {row.name: row.value for row in rows}["BUDGET_QA_LLM_API_KEY"] == "********"
    assert "geheim" not in str(rows)


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read_settings().port = 1


def test_limits_of_reading_come_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_QA_INGEST_MAX_FILE_MB", "3")
    limits = read_settings().limits
    assert (limits.file_bytes, limits.pages, limits.seconds) == (3_000_000, 1000, 120.0)
