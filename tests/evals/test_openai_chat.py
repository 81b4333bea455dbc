"""A chat endpoint is asked as OpenAI's clients ask, and whatever it does is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from evals.case_files import row_to_case
from evals.model import Verdict
from evals.openai_chat import ask_openai
from evals.run import run_cases
from evals.services import AskFailed


@contextmanager
def endpoint(*says: object) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A chat endpoint that says these in turn (a text, or a body as it is), and what it was sent."""
    sent: list[dict[str, Any]] = []
    left = list(says)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            sent.append({**body, "path": self.path, "key": self.headers["Authorization"]})
            said = left.pop(0)
            message = {"choices": [{"message": {"role": "assistant", "content": said}}]}
            self.send_response(200)
            self.end_headers()
            self.wfile.write(said if isinstance(said, bytes) else json.dumps(message).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing on the error stream."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", sent
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_follow_up_is_asked_within_its_conversation() -> None:
    row = {"question": "比上年呢", "history": ["接待费多少"], "type": "followup", "value": "-0.5"}
    case = row_to_case(json.dumps({**row, "unit": "万元"}), "a")
    with (
        endpoint("1.5万元", "减少0.5万元\n第3页") as (url, sent),
        ask_openai(url, "m", "secret") as ask,
    ):
        scores = run_cases([case], ask)
    assert scores.scores[0].verdict is Verdict.RIGHT
    assert [message["role"] for message in sent[1]["messages"]] == ["system", "user", "assistant", "user"]  # fmt: skip
    assert (sent[1]["path"], sent[1]["key"], sent[1]["model"]) == ("/v1/chat/completions", "Bearer secret", "m")  # fmt: skip
    assert "没有这一年" in sent[0]["messages"][0]["content"]


@pytest.mark.parametrize("said", [None, "", b"{}", b"[]", b'{"choices": []}', b"<html>"])
def test_nonsense_is_that_questions_failure(said: object) -> None:
    with endpoint(said) as (url, _), ask_openai(url, "m") as ask, pytest.raises(AskFailed):
        ask("多少", None, None)


def test_an_address_that_is_none_is_refused_at_once() -> None:
    with pytest.raises(AskFailed, match="地址"), ask_openai("api.example", "m"):
        pass
