"""How fast the pages are: the first token of an answer over HTTP, the first page in Chromium.

    python -m bench.pages --documents FOLDER

A server of its own is started over the documents. The first question after its start is timed
alone, as a reader meets it who comes first; then the same questions in rounds. A page is usable
when its examples can be pressed; its bytes are those that crossed the wire with an empty cache.
"""

import argparse
import json
import secrets
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any
from urllib.request import Request, urlopen

from selenium.webdriver import Chrome

from bench.measured import keep, percentile
from bench.screenshots import browser, served

ROUNDS = 7
_USABLE = """
const done = arguments[arguments.length - 1];
const look = () => document.querySelector("#examples button")
  ? done([performance.now(), [...performance.getEntriesByType("navigation"),
      ...performance.getEntriesByType("resource")].reduce((sum, it) => sum + it.transferSize, 0)])
  : setTimeout(look, 5);
look();
"""


def first_token(address: str, question: str) -> tuple[float, float]:
    """Milliseconds to the first words of the answer and to its verified end, over HTTP.

    Raises ValueError where the stream ends without an answer.
    """
    body = json.dumps({"question": question, "stream": True}).encode()
    headers = {"Content-Type": "application/json"}
    start = perf_counter()
    first = None
    with urlopen(Request(f"{address}/api/v1/chat", body, headers)) as stream:
        for line in stream:
            now = (perf_counter() - start) * 1000
            if first is None and line.startswith(b"event: delta"):
                first = now
            if line.startswith(b"event: answer"):
                return (now if first is None else first), now
    raise ValueError(f"no answer to {question}")


def first_page(chromium: Chrome, address: str) -> tuple[float, int]:
    """Milliseconds until the first page is usable with nothing cached, and the bytes it took."""
    chromium.get("about:blank")
    chromium.execute_cdp_cmd("Network.clearBrowserCache", {})
    chromium.get(address)
    usable, transferred = chromium.execute_async_script(_USABLE)
    return float(usable), int(transferred)


def measure(documents: Path, rounds: int, settle: float) -> dict[str, Any]:
    """Time a server of its own over the documents; `settle` seconds go by after it is ready."""
    with _server(documents) as address:
        sleep(settle)
        with urlopen(f"{address}/api/v1/examples") as reply:
            questions = [it["question"] for it in json.load(reply)["items"]]
        coldest = first_token(address, questions[-1])[0]
        times = [first_token(address, it) for _ in range(rounds) for it in questions]
        with browser() as chromium:
            pages = [first_page(chromium, address) for _ in range(rounds)]
    return {
        "rounds": rounds,
        "seconds_after_ready": settle,
        "first_question_first_token_ms": round(coldest, 1),
        "first_token_ms": _summary([first for first, _ in times]),
        "whole_answer_ms": _summary([end for _, end in times]),
        "first_page_usable_ms": _summary([usable for usable, _ in pages]),
        "first_page_bytes": max(transferred for _, transferred in pages),
    }


@contextmanager
def _server(documents: Path) -> Iterator[str]:
    with (
        tempfile.TemporaryDirectory() as data,
        served(Path(data), documents, secrets.token_urlsafe(16)) as address,
    ):
        yield address


def _summary(times: Sequence[float]) -> dict[str, float]:
    return {
        "p50": round(median(times), 1),
        "p95": round(percentile(times, 95), 1),
        "max": round(max(times), 1),
    }


def result_to_lines(result: dict[str, Any]) -> list[str]:
    """The result for a reader."""
    token, page = result["first_token_ms"], result["first_page_usable_ms"]
    return [
        f"first token: median {token['p50']} ms, 95th percentile {token['p95']} ms; of the first "
        f"question, {result['seconds_after_ready']} s after the server is ready: "
        f"{result['first_question_first_token_ms']} ms",
        f"first page: usable after {page['p50']} ms (median; at most {page['max']} ms), "
        f"{result['first_page_bytes']} bytes transferred",
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Time the first token and the first page; keep the result in bench/results."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=main.__doc__)
    parser.add_argument("--documents", type=Path, default=Path("samples"))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--settle", type=float, default=3.0, help="seconds after readiness")
    parser.add_argument("--dry-run", action="store_true", help="print only, keep no result")
    chosen = parser.parse_args(arguments)
    result = measure(chosen.documents, chosen.rounds, chosen.settle)
    print("\n".join(result_to_lines(result)))
    if not chosen.dry_run:
        print(keep("pages", result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
