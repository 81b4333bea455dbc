"""Parsing in child processes, with limits on time, memory, pages and bytes.

A hostile file can crash, stall or bloat only its child, which is killed; the next file gets a
new one. The child is a fresh interpreter that loads nothing but ingest.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

import ingest
from ingest.document_json import document_from_json
from ingest.errors import IngestError, ReaderDied, TookTooLong, TooMuchMemory
from ingest.limits import Limits
from ingest.model import Document

# A child is replaced after so many files, so that what leaks does not add up.
_FILES_A_CHILD = 50
_READ_BYTES = 1 << 16


@dataclass(frozen=True)
class Outcome:
    """What became of one file: its Document, or the error that stopped it."""

    path: Path
    document: Document | None
    error: IngestError | None
    seconds: float


class ParsingChild:
    """One child process, started on first use and again after it was killed.

    Not for use by several threads at once.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._stderr: IO[bytes] | None = None
        self._files = 0

    def __enter__(self) -> ParsingChild:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def parse(
        self, path: Path, *, file_name: str | None = None, source_url: str | None = None
    ) -> Document:
        """A file to a Document. Raises the errors of ingest.errors."""
        name = file_name or path.name
        request = {
            "path": str(path.absolute()),
            "file_name": name,
            "source_url": source_url,
            "limits": asdict(self.limits),
        }
        finished = False
        try:
            status, body = self._ask(json.dumps(request).encode() + b"\n", name)
            finished = True
        finally:
            if not finished:
                self.close()
        self._files += 1
        if self._files >= _FILES_A_CHILD:
            self.close()
        if status == "document":
            return document_from_json(body.decode("utf-8"))
        fields = json.loads(body)
        raise _error_class(fields["code"])(fields["file_name"], fields["what"], fields["advice"])

    def close(self) -> None:
        """End the child, whatever it does."""
        process, self._process, self._files = self._process, None, 0
        if process is not None:
            _kill(process)
        if self._stderr is not None:
            self._stderr.close()
            self._stderr = None

    def _start(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        root = str(Path(ingest.__file__).parent.parent)
        path = os.pathsep.join(p for p in (root, os.environ.get("PYTHONPATH", "")) if p)
        # Lives as long as the child: close() closes it.
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ingest.worker", str(self.limits.memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            env={**os.environ, "PYTHONPATH": path},
            cwd=root,
            start_new_session=True,
        )
        return self._process

    def _ask(self, request: bytes, name: str) -> tuple[str, bytes]:
        process = self._start()
        deadline = time.monotonic() + self.limits.seconds
        try:
            if process.stdin is None or process.stdout is None:
                raise self._died(process, name)
            process.stdin.write(request)
            process.stdin.flush()
            answer = _Answer(process.stdout.fileno(), deadline)
            status, size = answer.line().split()
            if status == "scans":
                # Once a file: each scanned page to be recognised lengthens the time.
                pages = min(max(0, int(size)), self.limits.ocr_pages)
                answer.deadline += pages * self.limits.ocr_page_seconds
                status, size = answer.line().split()
            return status, answer.exactly(int(size))
        except TimeoutError as error:
            raise TookTooLong(
                name,
                f"读取超过 {self.limits.seconds:g} 秒的限度，已停止",
                "请拆分后提交，或调高时间限度",
            ) from error
        except (OSError, EOFError, ValueError) as error:
            raise self._died(process, name) from error

    def _died(self, process: subprocess.Popen[bytes], name: str) -> IngestError:
        """The error for a child that ended by itself, by how it ended."""
        try:
            code = process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            code = None
        said = ""
        if self._stderr is not None and not self._stderr.closed:
            self._stderr.seek(0, os.SEEK_END)
            self._stderr.seek(max(0, self._stderr.tell() - 2000))
            lines = self._stderr.read().decode("utf-8", errors="replace").strip().splitlines()
            said = lines[-1][:200] if lines else ""
        if "MemoryError" in said:
            limit = self.limits.memory_bytes // 1_000_000
            return TooMuchMemory(
                name, f"读取需要的内存超过 {limit} MB 的限度", "请拆分后提交，或调高内存限度"
            )
        if code is not None and code < 0:
            how = f"被信号 {signal.Signals(-code).name} 终止"
        else:
            how = said or f"退出码 {code}"
        return ReaderDied(
            name, f"读取过程意外结束（{how}）", "文件可能已损坏，请检查后重试；其余文件不受影响"
        )


class _Answer:
    """Bytes from the child's pipe, waited for no longer than until the deadline."""

    def __init__(self, pipe: int, deadline: float) -> None:
        self.deadline = deadline
        self._pipe = pipe
        self._held = b""

    def line(self) -> str:
        """Up to the first line end. Raises TimeoutError and EOFError."""
        while b"\n" not in self._held:
            self._more()
        line, self._held = self._held.split(b"\n", 1)
        return line.decode("ascii", errors="replace")

    def exactly(self, size: int) -> bytes:
        """The next `size` bytes. Raises TimeoutError and EOFError."""
        parts = [self._held]
        have = len(self._held)
        self._held = b""
        while have < size:
            self._more()
            parts.append(self._held)
            have += len(self._held)
            self._held = b""
        return b"".join(parts)[:size]

    def _more(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._pipe, selectors.EVENT_READ)
            if not selector.select(max(0.0, self.deadline - time.monotonic())):
                raise TimeoutError
        data = os.read(self._pipe, _READ_BYTES)
        if not data:
            raise EOFError
        self._held += data


def parse_in_child(
    path: Path,
    *,
    file_name: str | None = None,
    source_url: str | None = None,
    limits: Limits | None = None,
) -> Document:
    """One file to a Document in a child of its own. Raises the errors of ingest.errors."""
    with ParsingChild(limits) as child:
        return child.parse(path, file_name=file_name, source_url=source_url)


def parse_files(
    paths: Sequence[Path],
    *,
    workers: int = 2,
    limits: Limits | None = None,
    on_done: Callable[[Outcome], None] | None = None,
) -> Iterator[Outcome]:
    """Many files to outcomes, in the order given; a bad file stops no other.

    `on_done` hears of each file as it is finished, in whatever order, one at a time.
    """
    children: list[ParsingChild] = []
    mine = threading.local()
    lock = threading.Lock()

    def run(path: Path) -> Outcome:
        if not hasattr(mine, "child"):
            mine.child = ParsingChild(limits)
            with lock:
                children.append(mine.child)
        started = time.perf_counter()
        document, error = None, None
        try:
            document = mine.child.parse(path)
        except IngestError as stopped:
            error = stopped
        outcome = Outcome(path, document, error, time.perf_counter() - started)
        if on_done is not None:
            with lock:
                on_done(outcome)
        return outcome

    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        futures: list[Future[Outcome]] = [pool.submit(run, path) for path in paths]
        try:
            for future in futures:
                yield future.result()
        finally:
            for future in futures:
                future.cancel()
            for child in list(children):
                child.close()


def _kill(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except BrokenPipeError:
                continue
    if process.poll() is None:
        # The child leads a group of its own: what it started ends with it.
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _error_class(code: str) -> type[IngestError]:
    for kind in IngestError.__subclasses__():
        if kind.code == code:
            return kind
    return IngestError
