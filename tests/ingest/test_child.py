"""Children that parse: limits hold, a killed one costs one file, nothing heavy is loaded."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ingest.child import Outcome, ParsingChild, parse_files, parse_in_child
from ingest.errors import (
    EmptyFile,
    IngestError,
    NotAPdf,
    ReaderDied,
    TookTooLong,
    TooLarge,
    TooMuchMemory,
)
from ingest.limits import Limits
from ingest.parse import parse_document
from tests.ingest.drawn_pdf import DrawnPdf
from tests.ingest.scanned import pdf_of, scan_of
from tests.source_files import ROOT

TEXT = "某某局2025年部门预算\n财政拨款收入{}万元。\n"


def _text(folder: Path, name: str, amount: str = "3204.1") -> Path:
    path = folder / name
    path.write_text(TEXT.format(amount), encoding="utf-8")
    return path


def test_a_child_returns_what_parsing_here_returns(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.write(60, 60, "某某局2025年部门支出预算总表")
    drawn.write(60, 80, "单位：万元")
    drawn.table(90, [100.0, 90.0], [["项目", "预算数"], ["基本支出", "1.00"]])
    path = drawn.save()
    assert parse_in_child(path) == parse_document(path)


def test_a_child_reads_scans(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf", (300.0, 120.0))
    drawn.write(60, 60, "收入预算3204.10万元")
    scanned = pdf_of(tmp_path / "scan.pdf", scan_of(drawn.save()))
    read = parse_in_child(scanned)
    assert read == parse_document(scanned)
    assert "3204.10" in read.text


def test_an_error_arrives_as_itself_with_the_name_users_know(tmp_path: Path) -> None:
    page = tmp_path / "3f2a.pdf"
    page.write_text("<html>404</html>", encoding="utf-8")
    with pytest.raises(NotAPdf, match=r"^某局\.pdf：名为 PDF，内容却是网页"):
        parse_in_child(page, file_name="某局.pdf")


def test_a_file_over_the_limit_of_bytes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLarge):
        parse_in_child(_text(tmp_path, "a.txt"), limits=Limits(file_bytes=10))


def _worker(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Children run this code instead of the reader."""
    honest = subprocess.Popen

    def start(command: list[str], **options: object) -> subprocess.Popen[bytes]:
        return honest([sys.executable, "-c", code, *command[3:]], **options)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(subprocess, "Popen", start)


def test_a_file_that_takes_too_long_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _worker(monkeypatch, "import time; time.sleep(600)")
    with pytest.raises(TookTooLong, match=r"超过 0\.2 秒"):
        parse_in_child(_text(tmp_path, "a.txt"), limits=Limits(seconds=0.2))


def test_memory_that_runs_out_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _worker(
        monkeypatch,
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**28, 2**28)); bytes(2**29)",
    )
    with pytest.raises(TooMuchMemory, match="内存超过"):
        parse_in_child(_text(tmp_path, "a.txt"))


def test_the_worker_limits_its_own_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode() * 1_000_000)
    with pytest.raises((TooMuchMemory, ReaderDied)):
        parse_in_child(path, limits=Limits(memory_bytes=30_000_000))


def test_a_crash_names_the_signal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _worker(monkeypatch, "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    with pytest.raises(ReaderDied, match="SIGSEGV"):
        parse_in_child(_text(tmp_path, "a.txt"))


def test_what_a_library_prints_does_not_get_between_the_answers(tmp_path: Path) -> None:
    code = (
        "import sys, ingest.worker as w, ingest.parse as p\n"
        "real = p.parse_document\n"
        "def loud(*a, **k):\n    print('x' * 70000, flush=True)\n    return real(*a, **k)\n"
        "w.parse_document = loud\nw.main()\n"
    )
    with pytest.MonkeyPatch.context() as monkeypatch:
        _worker(monkeypatch, code)
        document = parse_in_child(_text(tmp_path, "a.txt"))
    assert document.identity.fiscal_year == 2025


def test_many_files_keep_their_order_and_report_progress(tmp_path: Path) -> None:
    paths = [_text(tmp_path, f"{n}.txt", str(n)) for n in range(6)]
    paths[3].write_bytes(b"")
    heard: list[Outcome] = []
    outcomes = list(parse_files(paths, workers=2, on_done=heard.append))
    assert [outcome.path for outcome in outcomes] == paths
    assert [type(outcome.error) for outcome in outcomes if outcome.error] == [EmptyFile]
    assert sorted(outcome.path.name for outcome in heard) == sorted(path.name for path in paths)


def test_a_killed_child_costs_one_file_at_most(tmp_path: Path) -> None:
    path = _text(tmp_path, "a.txt")
    with ParsingChild() as child:
        child.parse(path)
        process = child._process
        assert process is not None
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert child.parse(path).identity.fiscal_year == 2025


def test_a_child_killed_at_work_is_an_error_and_the_next_file_is_read(tmp_path: Path) -> None:
    fifo, path = tmp_path / "stuck.txt", _text(tmp_path, "a.txt")
    os.mkfifo(fifo)
    with ParsingChild() as child:
        child.parse(path)
        process = child._process
        assert process is not None
        # Reading a pipe nobody writes to never ends; the child is killed in the middle of it.
        threading.Timer(0.3, process.kill).start()
        with pytest.raises(IngestError):
            child.parse(fifo)
        assert child.parse(path).identity.fiscal_year == 2025


def test_no_child_is_left_behind(tmp_path: Path) -> None:
    with ParsingChild() as child:
        child.parse(_text(tmp_path, "a.txt"))
        process = child._process
    assert process is not None and process.poll() is not None


def test_the_worker_loads_nothing_heavy() -> None:
    code = (
        "import sys, ingest.worker\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & "
        "{'torch', 'faiss', 'index', 'qa_service', 'sqlalchemy', 'fastapi', 'jieba'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
