"""The service as its users run it: the command line and a server, each a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx

from tests.conftest import ROOT

# Passages are found by their words here: the embedding model is tested by itself.
_SETTINGS = {"BUDGET_QA_EMBEDDING_MODEL": "none", "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
ADMIN_KEY = "only-for-these-tests"
_PATIENCE = 60.0  # seconds; only a server that never comes takes them


class Installation:
    """A data folder with the commands that work on it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        of_ours = {"BUDGET_QA_DATA_DIR": str(data), "BUDGET_QA_ADMIN_KEYS": ADMIN_KEY}
        self._environment = os.environ | _SETTINGS | of_ours

    def start(self, *words: str) -> subprocess.Popen[str]:
        """A command at work, at the head of a group of processes."""
        return subprocess.Popen(
            [sys.executable, "-m", "qa_service", *words],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, *words: str) -> tuple[int, str]:
        """A command to its end: its exit code and all it said."""
        with self.start(*words) as process:
            said, _ = process.communicate()
        return process.returncode, said

    def ingest(self, *paths: Path) -> None:
        """Files read in; every one must be."""
        code, said = self.run("ingest", *map(str, paths))
        assert code == 0, said

    def serve(self) -> Server:
        """A server over the folder, ready to answer."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        return Server(self.start("serve", "--port", str(port)), f"http://127.0.0.1:{port}")


def kill_group(process: subprocess.Popen[str]) -> None:
    """End a command and all it started at once, as a power cut does."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class Server:
    """A running server and what is asked of it over HTTP."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process = process
        self.client = httpx.Client(base_url=address, timeout=_PATIENCE)
        self._await_readiness()

    def _await_readiness(self) -> None:
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if self.client.get("/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        kill_group(self.process)
        raise RuntimeError(f"the server did not come: {self.process.communicate()[0]}")

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.client.close()
        if self.process.poll() is None:
            kill_group(self.process)
        self.process.communicate()

    def documents(self) -> dict[str, str]:
        """The ids of the loaded documents by file name."""
        items = self.client.get("/api/v1/documents?limit=500").json()["items"]
        return {item["file_name"]: item["document_id"] for item in items}

    def administer(self, method: str, path: str, **more: Any) -> Any:
        """What the administrators' addresses give."""
        headers = {"Authorization": f"Bearer {ADMIN_KEY}"}
        response = self.client.request(method, f"/api/v1/admin{path}", headers=headers, **more)
        assert response.is_success, response.text
        return response.json()

    def finish(self, job_id: str) -> dict[str, Any]:
        """A job when it has ended; the server sees to it that it does."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            job: dict[str, Any] = self.administer("GET", f"/jobs/{job_id}")
            if job["ended_at"]:
                return job
            time.sleep(0.1)
        raise RuntimeError(f"the job did not end: {job}")

    def ask(self, question: str, **more: Any) -> dict[str, Any]:
        """The answer to a question; `more` is the rest of the request."""
        response = self.client.post("/api/v1/chat", json={"question": question, **more})
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def ask_in_turn(self, questions: Sequence[str], **more: Any) -> list[dict[str, Any]]:
        """The answers of one conversation."""
        answers: list[dict[str, Any]] = []
        for question in questions:
            answer = self.ask(question, **more)
            more["conversation_id"] = answer["conversation_id"]
            answers.append(answer)
        return answers
