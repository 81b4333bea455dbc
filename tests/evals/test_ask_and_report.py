"""The whole command over a scripted server: rows named, files written, twice the same bytes."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pytest

from evals.ask_and_report import run_command, sample_of
from evals.case_files import row_to_case
from evals.command import main
from evals.options import RunOptions
from tests.evals.answers import answered, quoting


@contextmanager
def server(loaded: tuple[str, ...] = ("甲.pdf",)) -> Iterator[str]:
    """Speaks the contract: answers “N元” to “N”, nonsense to “乱”; tells what is loaded."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            items = [{"file_name": name} for name in loaded]
            here = urlsplit(self.path).path == "/api/v1/documents"
            self._send(200 if here else 404, {"items": items, "next_cursor": None})

        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["question"]
            answer = answered(
                f"{question}元。", (question, "元"), citations=quoting(f"={question}元")
            )
            self._send(200, "乱" if question == "乱" else answer)

        def _send(self, status: int, content: object) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(content).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing on the error stream."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}"
    finally:
        running.shutdown()
        thread.join()
        running.server_close()


def write_cases(path: Path, *rows: dict[str, object]) -> Path:
    default = {"type": "figure", "value": "1", "unit": "元", "answer": "1元", "evidence": "=1元"}
    path.write_text("".join(json.dumps({**default, **row}) + "\n" for row in rows), "utf-8")
    return path


def test_each_row_that_goes_wrong_is_named_and_the_others_are_scored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = write_cases(
        tmp_path / "题.jsonl",
        {"question": "1", "docs": ["甲.docx"]},
        {"question": "1", "docs": ["丙.pdf"], "id": "absent"},
        {"question": "乱", "id": "nonsense"},
        {"question": ""},
        {"question": "1", "type": "谜"},
        {"question": "2"},
    )
    with server() as url:
        assert run_command(RunOptions((cases,), url=url, json=tmp_path / "run.json")) == 0
    shown = capsys.readouterr().out
    run = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert [it["verdict"] for it in run["scores"]] == ["right", "failed", "failed", "wrong"]
    assert "没有载入文件：丙.pdf" in shown and "不合约定的格式" in shown
    assert "第 4 行" in shown and "第 5 行" in shown


def test_a_server_that_is_down_fails_every_row_and_not_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = write_cases(tmp_path / "题.jsonl", {"question": "1"}, {"question": "2"})
    with server() as url:
        pass
    assert run_command(RunOptions((cases,), url=url)) == 0
    assert capsys.readouterr().out.count("连不上") == 2


def test_two_runs_write_the_same_bytes_however_many_are_asked_at_once(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{"question": str(n), "value": str(n % 3)} for n in range(20)]
    cases = write_cases(tmp_path / "题.jsonl", *rows)
    with server() as url:
        for name, jobs in (("a", 1), ("b", 8)):
            files = {
                kind: tmp_path / f"{name}.{kind}" for kind in ("json", "html", "jsonl", "xlsx")
            }
            run_command(
                RunOptions(
                    (cases,),
                    url=url,
                    jobs=jobs,
                    json=files["json"],
                    report=files["html"],
                    rows=(files["jsonl"], files["xlsx"]),
                    with_times=False,
                )
            )
    for kind in ("json", "html", "jsonl", "xlsx"):
        assert (tmp_path / f"a.{kind}").read_bytes() == (tmp_path / f"b.{kind}").read_bytes()


def test_the_rows_hold_verdict_and_reason_and_nothing_that_runs(tmp_path: Path) -> None:
    cases = write_cases(tmp_path / "题.jsonl", {"question": "2"}, {"question": ""})
    with server() as url:
        run_command(RunOptions((cases,), url=url, rows=(tmp_path / "r.xlsx",)))
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["逐题"]
    first, bad = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert first[2:5] == ["答错", "应为 1元，给出 2元", "不对"]
    assert (bad[2], "第 2 行" in bad[3]) == ("没能问", True)
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells if str(cell.value).startswith("=")] == [True]


def test_a_run_goes_on_from_its_record(tmp_path: Path) -> None:
    cases = write_cases(tmp_path / "题.jsonl", {"question": "1"}, {"question": "2"})
    record = tmp_path / "progress.jsonl"
    with server() as url:
        options = RunOptions((cases,), url=url, resume=record, json=tmp_path / "run.json")
        run_command(options)
        whole = record.read_text("utf-8")
        record.write_text(whole.splitlines()[0] + "\n" + whole.splitlines()[1][:30], "utf-8")
        run_command(options)
    assert len(record.read_text("utf-8").splitlines()) == 2
    assert json.loads((tmp_path / "run.json").read_text("utf-8"))["total"]["cases"] == 2


def test_a_sample_is_the_same_for_the_same_seed_and_keeps_the_order() -> None:
    cases = [row_to_case('{"question": "多少", "type": "figure"}', str(n)) for n in range(100)]
    one = [case.id for case in sample_of(cases, 10, "1")]
    assert one == [case.id for case in sample_of(cases, 10, "1")]
    assert one == sorted(one, key=int) and len(set(one)) == 10
    assert one != [case.id for case in sample_of(cases, 10, "2")]


def test_the_command_writes_the_template_and_leaves_a_file_that_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "题.xlsx"
    assert main(["template", str(path)]) == 0
    assert main(["template", str(path)]) == 2
    assert main(["template", str(tmp_path / "题.csv")]) == 2
    assert "没有动它" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["--url", "http://a", "--openai", "http://b", "--model", "m"], ["--openai", "http://b"]],
)
def test_choices_that_contradict_each_other_are_told(arguments: list[str]) -> None:
    assert main(["run", "题.jsonl", *arguments]) == 2


def test_the_help_teaches_by_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["run", "--help"])
    shown = capsys.readouterr().out
    for word in ("--resume", "--openai", "--without-times", "template 题目.xlsx", "退出码"):
        assert word in shown


def test_a_held_out_question_is_counted_and_listed_only_when_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = write_cases(tmp_path / "题.jsonl", {"question": "2", "held_out": True})
    out = tmp_path / "run.json"
    with server() as url:
        run_command(RunOptions((cases,), url=url, json=out))
        assert "--list-held-out" in capsys.readouterr().out
        run = json.loads(out.read_text("utf-8"))
        assert (run["total"]["wrong"], run["scores"]) == (1, [])
        run_command(RunOptions((cases,), url=url, json=out, list_held_out=True))
    assert [it["verdict"] for it in json.loads(out.read_text("utf-8"))["scores"]] == ["wrong"]
