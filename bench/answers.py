"""How fast answers come: latency in process, resident memory, and start to ready of the server.

    python -m bench.answers --cases evals/cases/real.jsonl --documents FOLDER

Latency is of one question after another, after one warm round: first with passages searched by
keyword alone, then with the embedding model loaded too, where there is one. The server is started
on an empty data folder or on BUDGET_QA_DATA_DIR, and timed until /readyz says ready.
"""

import argparse
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from bench.measured import keep, percentile, resident_memory_mb
from evals.case_files import read_case_files
from evals.in_process import InProcess, open_in_process
from evals.model import Case
from evals.reply import NotAnAnswer, read_reply
from evals.services import Ask, AskFailed

_LONGEST_START = 60.0


def time_answers(cases: Sequence[Case], ask: Ask, rounds: int) -> list[float]:
    """Milliseconds to each last question's answer, over all rounds; a failed one is left out."""
    times: list[float] = []
    for _ in range(rounds):
        times += [taken for case in cases if (taken := _time_answer(case, ask)) is not None]
    return times


def _time_answer(case: Case, ask: Ask) -> float | None:
    try:
        conversation: str | None = None
        for earlier in case.history:
            answer = read_reply(ask(earlier, conversation, case.scope))
            conversation = answer.conversation_id
        start = perf_counter()
        ask(case.question, conversation, case.scope)
    except (AskFailed, NotAnAnswer):
        return None
    return (perf_counter() - start) * 1000


def time_start(command: Sequence[str], ready_url: str) -> tuple[float, float | None]:
    """Seconds from starting a server to its first readiness, and its resident MB then.

    Raises TimeoutError where it is not ready within a minute, or has ended.
    """
    start = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            while not _is_ready(ready_url):
                if server.poll() is not None or perf_counter() - start > _LONGEST_START:
                    raise TimeoutError(f"{' '.join(command)} did not become ready")
                sleep(0.02)
            return perf_counter() - start, resident_memory_mb(server.pid)
        finally:
            server.terminate()


def _is_ready(url: str) -> bool:
    try:
        with urlopen(url, timeout=1) as response:
            return bool(response.status == 200)
    except (URLError, OSError):
        return False


def time_in_process(cases: Sequence[Case], ask: InProcess, rounds: int) -> dict[str, Any]:
    """Time the answers and this process's memory, without the embedding model and with it."""
    by_keyword = _timed(cases, ask, rounds)
    ask.warm_up()
    by_meaning = _timed(cases, ask, rounds) if "meaning" in ask.described else None
    return {"documents": ask.documents, **by_keyword, "with_vectors": by_meaning}


def _timed(cases: Sequence[Case], ask: InProcess, rounds: int) -> dict[str, Any]:
    time_answers(cases, ask, 1)
    times = time_answers(cases, ask, rounds)
    resident = resident_memory_mb(os.getpid())
    return {"service": ask.described, **times_to_result(times, resident)}


def times_to_result(times: Sequence[float], resident_mb: float | None) -> dict[str, Any]:
    """The figures to keep, in ms and MB."""
    return {
        "answers": len(times),
        "latency_ms": {
            "p50": round(median(times), 2) if times else None,
            "p95": round(percentile(times, 95), 2),
            "max": round(max(times, default=0.0), 2),
        },
        "resident_memory_mb": resident_mb,
    }


def result_to_lines(result: dict[str, Any]) -> list[str]:
    """The result for a reader, a line for each way passages are searched and one for the start."""
    lines = [f"{result['documents']} documents, questions of {'、'.join(result['cases'])}"]
    for timed in (result, result["with_vectors"]):
        if timed is not None:
            latency = timed["latency_ms"]
            lines.append(
                f"{timed['service']}: {timed['answers']} answers, median {latency['p50']} ms, "
                f"95th percentile {latency['p95']} ms; {timed['resident_memory_mb']} MB resident"
            )
    if result["start_to_ready_seconds"] is not None:
        lines.append(
            f"the server is ready in {result['start_to_ready_seconds']} s with "
            f"{result['server_resident_memory_mb']} MB"
        )
    return lines


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def main(arguments: Sequence[str] | None = None) -> int:
    """Time answers in this process and the server's start; keep the result in bench/results."""
    parser = argparse.ArgumentParser(prog="python -m bench.answers", description=main.__doc__)
    parser.add_argument("--cases", type=Path, nargs="+", required=True)
    parser.add_argument("--documents", type=Path, help="read into a temporary data folder")
    parser.add_argument("--rounds", type=int, default=3, help="rounds after the warm one")
    parser.add_argument("--no-server", action="store_true", help="do not time the server's start")
    parser.add_argument("--dry-run", action="store_true", help="print only, keep no result")
    chosen = parser.parse_args(arguments)
    cases, _ = read_case_files(chosen.cases)
    with open_in_process(chosen.documents) as ask:
        timed = time_in_process(cases, ask, chosen.rounds)
    start = None
    if not chosen.no_server:
        port = _free_port()
        serve = [sys.executable, "-m", "qa_service", "serve", "--port", str(port)]
        start = time_start(serve, f"http://127.0.0.1:{port}/readyz")
    result = {
        "cases": [path.name for path in chosen.cases],
        **timed,
        "start_to_ready_seconds": round(start[0], 2) if start else None,
        "server_resident_memory_mb": start[1] if start else None,
    }
    print("\n".join(result_to_lines(result)))
    if not chosen.dry_run:
        print(keep("answers", result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
