"""Over HTTP, whatever a server does becomes an answer or a clear failure."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from evals.ask_and_report import run_command
from evals.options import RunOptions
from evals.services import AskFailed, ask_over_http
from tests.evals.answers import answered


@contextmanager
def server(status: int, body: bytes, waits: threading.Event | None = None) -> Iterator[str]:
    """A server that answers every question alike; it holds back until ``waits`` is set."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            if waits is not None:
                waits.wait()
            self.send_response(status if self.path == "/api/v1/chat" else 404)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing on the error stream."""

    running = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}/"
    finally:
        if waits is not None:
            waits.set()
        running.shutdown()
        thread.join()
        running.server_close()


def test_an_answer_comes_back_as_json() -> None:
    answer = answered("一元", ("1", "元"))
    with server(200, json.dumps(answer).encode()) as url, ask_over_http(url) as ask:
        assert ask("多少", None, {"fiscal_years": [2023]}) == answer


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (200, b"<html>", "不是 JSON"),
        (200, b"", "不是 JSON"),
        (503, b'{"detail": "\xe6\xad\xa3\xe5\x9c\xa8\xe5\x90\xaf\xe5\x8a\xa8"}', "503：正在启动"),
        (500, b"oops", "500：oops"),
    ],
)
def test_a_bad_response_is_a_failure_that_says_what_came(
    status: int, body: bytes, says: str
) -> None:
    with (
        server(status, body) as url,
        ask_over_http(url) as ask,
        pytest.raises(AskFailed, match=says),
    ):
        ask("多少", None, None)


def test_a_server_that_does_not_answer_in_time_is_a_failure() -> None:
    with (
        server(200, b"{}", waits=threading.Event()) as url,
        ask_over_http(url, timeout=0.05) as ask,
        pytest.raises(AskFailed, match="没有回答"),
    ):
        ask("多少", None, None)


def test_nobody_listening_is_a_failure() -> None:
    with server(200, b"") as url:
        pass
    with ask_over_http(url) as ask, pytest.raises(AskFailed, match="连不上"):
        ask("多少", None, None)


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://a", "http://", ""])
def test_an_address_that_is_none_is_refused_at_once(url: str) -> None:
    with pytest.raises(AskFailed, match="地址"), ask_over_http(url):
        pass


def test_the_command_reports_and_is_strict_only_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text(
        '{"question": "多少", "type": "figure", "value": "2", "unit": "元", "answer": "2元"}\n{',
        "utf-8",
    )
    page, run = tmp_path / "report.html", tmp_path / "run.json"
    with server(200, json.dumps(answered("一元", ("1", "元"))).encode()) as url:
        assert run_command(RunOptions((cases,), url=url, report=page, json=run)) == 0
        assert run_command(RunOptions((cases,), url=url, strict=True, baseline=run)) == 1
    shown = capsys.readouterr().out
    assert "应为 2元，给出 1元" in shown
    assert "第 2 行" in shown
    assert "比基线多对：无" in shown
    assert json.loads(run.read_text("utf-8"))["total"]["wrong"] == 1
    assert "应为 2元" in page.read_text("utf-8")
