"""The child process that reads hostile files: `python -m ingest.worker`, started by ingest.child.

Takes one request a line on standard input, and answers each with a line that says how many bytes
of JSON follow; before it, where scanned pages are to be recognised, a line says how many
('scans 12'). It limits itself before it reads anything, and imports nothing of ours but ingest.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from typing import BinaryIO

from ingest.document_json import document_to_json
from ingest.errors import IngestError, TooMuchMemory
from ingest.limits import Limits
from ingest.parse import parse_document

# Reading that the parent could not stop (it was killed) ends by itself after so many limits.
_CPU_SPARE = 20


def answer_requests(requests: BinaryIO, answers: BinaryIO) -> None:
    """Parse one file a request until the parent closes the pipe."""
    for line in requests:
        request = json.loads(line)
        limits = Limits(**request["limits"])
        _limit_cpu(limits.seconds)

        def announce(pages: int, limits: Limits = limits) -> None:
            answers.write(f"scans {pages}\n".encode())
            answers.flush()
            seconds = pages * limits.ocr_page_seconds
            _limit_cpu(limits.seconds + seconds * (os.cpu_count() or 1))

        name = request["file_name"]
        try:
            document = parse_document(
                Path(request["path"]),
                file_name=name,
                source_url=request["source_url"],
                limits=limits,
                announce=announce,
            )
            status, body = "document", document_to_json(document)
        except MemoryError:
            error = TooMuchMemory(
                name,
                f"读取需要的内存超过 {limits.memory_bytes // 1_000_000} MB 的限度",
                "请拆分后提交，或调高内存限度",
            )
            status, body = "error", _error_json(error)
        except IngestError as error:
            status, body = "error", _error_json(error)
        data = body.encode("utf-8")
        answers.write(f"{status} {len(data)}\n".encode())
        answers.write(data)
        answers.flush()


def _error_json(error: IngestError) -> str:
    fields = {
        "code": error.code,
        "file_name": error.file_name,
        "what": error.what,
        "advice": error.advice,
    }
    return json.dumps(fields, ensure_ascii=False)


def _limit_cpu(seconds: float) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    _lower(resource.RLIMIT_CPU, spent + int(seconds) + _CPU_SPARE)


def _lower(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, hard))


def main() -> None:
    """Limit memory to the bytes of the first argument, then answer requests."""
    _lower(resource.RLIMIT_AS, int(sys.argv[1]))
    _lower(resource.RLIMIT_CORE, 0)
    # Whatever a library prints must not get between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    answer_requests(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
