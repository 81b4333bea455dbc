"""The command line, over one small text of an invented bureau."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from qa_service.cli import app
from tests.ingest.read.written import to_html, to_xls, to_xlsx
from tests.source_files import ROOT

TEXT = """示例市清风局2024年部门预算
第二部分 部门预算情况说明
一、收入支出预算总体情况
2024年，示例市清风局财政拨款收入12.5万元，比2023年预算减少1.5万元，主要原因是压减支出。
第三部分 名词解释
1.机关运行经费：指为保障单位运行用于购买货物和服务的各项资金。
"""


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUDGET_QA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("BUDGET_QA_EMBEDDING_MODEL", "none")


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    folder = tmp_path / "文件"
    folder.mkdir()
    (folder / "清风局.txt").write_text(TEXT, "utf-8")
    assert run("ingest", str(folder)).exit_code == 0
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_a_file_read_in_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "清风局.txt").write_text(TEXT, "utf-8")
    result = run("ingest", "清风局.txt")
    line = next(line for line in result.stdout.splitlines() if "清风局.txt" in line)
    assert "示例市清风局 部门 2024年预算" in line
    assert "表 0 张" in line and "勾稽相符" in line and "秒" in line
    assert result.exit_code == 0


def test_a_bad_file_makes_the_exit_code_one_and_the_others_are_in(loaded: Path) -> None:
    (loaded / "空.txt").write_bytes(b"")
    result = run("ingest", str(loaded), "没有.pdf")
    assert result.exit_code == 1
    assert "文件是空的" in result.output and "没有.pdf" in result.output
    assert "读入 1 份，失败 2 份" in result.output
    assert len(json.loads(run("list", "--json").stdout)) == 1


def test_what_is_asked_is_answered_with_its_place(loaded: Path) -> None:
    answer = json.loads(run("ask", "财政拨款收入是多少", "--json").stdout)
    assert answer["values"] == [{"value": "12.5", "unit": "万元", "label": "财政拨款收入"}]
    assert answer["citations"][0]["quote"] in TEXT
    assert "12.5万元" in run("ask", "财政拨款收入是多少").stdout


@pytest.mark.parametrize("write", [to_xlsx, to_xls, to_html])
def test_a_document_without_pages_is_cited_by_its_table(
    write: Callable[[Path], Path], tmp_path: Path
) -> None:
    path = write(tmp_path)
    assert run("ingest", str(path)).exit_code == 0
    answer = json.loads(run("ask", "一般行政管理事务的项目支出是多少", "--json").stdout)
    assert answer["values"][0]["value"] == "34.50"
    citation = answer["citations"][0]
    assert (citation["page"], citation["quote"]) == (None, "34.50")
    assert citation["table"] == {
        "title": "2024年部门支出预算总表",
        "row": "一般行政管理事务",
        "column": "支出预算 / 项目支出",
        "unit": "万元",
    }


def test_a_conversation_goes_on_in_another_process(loaded: Path) -> None:
    run("ask", "财政拨款收入是多少", "--conversation", "mine-0001")
    follow = run("ask", "为什么比上年少了", "--conversation", "mine-0001", "--json")
    assert json.loads(follow.stdout)["context"]["item"] == "财政拨款收入"


def test_a_term_is_explained_or_told_to_be_missing(loaded: Path) -> None:
    assert "指为保障单位运行" in run("glossary", "机关运行经费").stdout
    assert json.loads(run("glossary", "机关运行经费", "--json").stdout)[0]["exact"] is True
    assert run("glossary", "没有的词").exit_code == 1


def test_a_removed_document_is_gone_everywhere(loaded: Path) -> None:
    document_id = json.loads(run("list", "--json").stdout)[0]["document_id"]
    assert run("verify").exit_code == 0
    assert run("remove", document_id).exit_code == 0
    assert json.loads(run("list", "--json").stdout) == []
    assert run("verify").exit_code == 0
    assert run("remove", document_id).exit_code == 1


def test_a_damaged_data_folder_is_told(loaded: Path, tmp_path: Path) -> None:
    next((tmp_path / "data" / "sources").iterdir()).write_bytes(b"changed")
    result = run("verify")
    assert result.exit_code == 1
    assert "被改动过" in result.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("ask", ""), "问题是空的"),
        (("ask", "问" * 1001), "最多 1000 个字"),
        (("ask", "问", "--conversation", "1"), "8 到 64 个"),
        (("ingest", ".", "--source-url", "https://example.org"), "--manifest"),
        (("ingest", ".", "--manifest", "没有.csv"), "没有.csv"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(words: tuple[str, ...], told: str) -> None:
    result = run(*words)
    assert result.exit_code in (1, 2)
    assert told in result.output and "Traceback" not in result.output


def test_settings_are_listed_with_their_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_QA_ADMIN_KEYS", "geheim-und-lang-genug")
    result = run("settings")
    assert "BUDGET_QA_DATA_DIR" in result.stdout and "数据文件夹" in result.stdout
    assert "geheim-und-lang-genug" not in result.output


def test_a_wrong_setting_is_told_by_every_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_QA_PORT", "x")
    for words in (("list",), ("settings",), ("ask", "问")):
        result = run(*words)
        assert result.exit_code == 1
        assert "BUDGET_QA_PORT：应为整数" in result.output


def test_the_module_is_the_command() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "qa_service", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for command in ("ingest", "remove", "list", "verify", "ask", "glossary", "serve", "eval"):
        assert command in shown


WRONG = TEXT.replace("减少1.5万元", "减少1.5万元，下降30.00%")


def test_a_draft_is_checked_and_nothing_is_stored(tmp_path: Path) -> None:
    (tmp_path / "草稿.txt").write_text(WRONG, "utf-8")
    result = run("check", "草稿.txt")
    assert result.exit_code == 1
    assert "✗ 不符 1 处" in result.stdout and "增减率＝增减额÷上年数" in result.stdout
    assert "计算为10.71%" in result.stdout and "未能核对" in result.stdout
    assert not (tmp_path / "data").exists()


def test_a_check_for_programs_names_both_places(tmp_path: Path) -> None:
    (tmp_path / "草稿.txt").write_text(WRONG, "utf-8")
    report = json.loads(run("check", "草稿.txt", "--json").stdout)["reports"][0]
    (wrong,) = report["contradictions"]
    assert (wrong["identity"], wrong["number"]) == ("change_rate", "25")
    assert wrong["difference"] == {"value": "19.29", "unit": "%"}
    assert wrong["allowed"] == {"value": "0.01", "unit": "%"}
    assert [place["printed"] for place in wrong["places"]] == ["30.00", "12.5", "1.5"]
    assert report["files"][0]["report_card"]["in_prose"]["printed"] == 3
    assert report["status"] == "contradictions"


def test_a_check_without_contradictions_ends_with_zero_and_one_unreadable_with_two(
    tmp_path: Path,
) -> None:
    (tmp_path / "草稿.txt").write_text(TEXT, "utf-8")
    assert run("check", "草稿.txt").exit_code == 0
    (tmp_path / "空.txt").write_bytes(b"")
    result = run("check", str(tmp_path))
    assert result.exit_code == 2
    assert "文件是空的" in result.output and "没有发现不符" in result.output
    assert run("check", "没有.pdf").exit_code == 2


def test_the_help_of_check_says_what_the_exit_code_means() -> None:
    words = run("check", "--help").stdout
    assert "退出码：0 没有发现不符，1 有不符，2 有文件读不了" in words
