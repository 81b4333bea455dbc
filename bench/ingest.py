"""How fast documents are read: a page, a file, beside pdfplumber's own table finder; and memory.

    python -m bench.ingest FOLDER

The ratio, of processor seconds, says what the whole reading (text to figures) costs against
`extract_tables()` alone over the same PDFs in the same run; each runs in a process of its own,
so that one does not warm or swell the other.
"""

import argparse
import multiprocessing
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from time import perf_counter, process_time
from typing import Any

from bench.measured import keep, peak_memory_mb, percentile
from ingest.errors import IngestError


@dataclass(frozen=True)
class Timed:
    """One file read: seconds by the clock and of the processor; ``error`` where it could not be.

    On a busy machine the clock counts what others do; the processor's seconds do not.
    """

    file: str
    seconds: float
    processor_seconds: float
    pages: int
    error: str | None = None
    recognised: int = 0  # of the pages, those read from their picture


@dataclass(frozen=True)
class Pass:
    """One reader over all files, and the most memory its process held, in MB."""

    files: tuple[Timed, ...]
    peak_memory_mb: float


Reader = Callable[[Path], tuple[int, int]]


def time_files(paths: Sequence[Path], read: Reader) -> tuple[Timed, ...]:
    """Time ``read``, which gives a file's pages and how many of them were recognised.

    What it raises is kept beside the file.
    """
    return tuple(_time_file(path, read) for path in paths)


def _time_file(path: Path, read: Reader) -> Timed:
    start, processor_start, problem = perf_counter(), process_time(), None
    pages = recognised = 0
    try:
        pages, recognised = read(path)
    except (IngestError, ValueError, OSError, RuntimeError) as error:
        problem = f"{type(error).__name__}: {error}"
    seconds, processor_seconds = perf_counter() - start, process_time() - processor_start
    return Timed(path.name, seconds, processor_seconds, pages, problem, recognised)


def read_whole(path: Path) -> tuple[int, int]:
    """The project's whole reading of one document; its pages, and those recognised."""
    from ingest.parse import parse_document

    document = parse_document(path)
    card = document.report_card
    return len(document.pages), len(card.ocr_pages) if card is not None else 0


def read_tables_only(path: Path) -> tuple[int, int]:
    """pdfplumber's tables of one PDF; its pages, none recognised."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()
            page.close()
        return len(document.pages), 0


_READERS: dict[str, Reader] = {"whole": read_whole, "tables": read_tables_only}


def run_pass(reader: str, paths: Sequence[Path]) -> Pass:
    """One reader over all files, after one file that is not counted: imports are not reading."""
    read = _READERS[reader]
    time_files(paths[:1], read)
    return Pass(time_files(paths, read), peak_memory_mb())


def milliseconds_a_text_page(files: Sequence[Timed]) -> float | None:
    """The median over pages, each at its document's processor time a page; None of none.

    A document is read as a whole, so a page has its share of it. Documents with recognised pages
    and those without pages do not count.
    """
    each = [
        1000 * timed.processor_seconds / timed.pages
        for timed in files
        if timed.error is None and not timed.recognised
        for _ in range(timed.pages)
    ]
    return round(median(each), 1) if each else None


def passes_to_result(ours: Pass, theirs: Pass) -> dict[str, Any]:
    """The figures to keep; seconds, MB, and our seconds for one of theirs over the same files."""
    read = [timed for timed in ours.files if timed.error is None]
    tables = {timed.file: timed for timed in theirs.files if timed.error is None}
    both = [timed for timed in read if timed.file in tables]
    tables_seconds = sum(tables[timed.file].processor_seconds for timed in both)
    seconds = [timed.seconds for timed in read]
    processor = [timed.processor_seconds for timed in read]
    pages = sum(timed.pages for timed in read)
    return {
        "files": len(read),
        "pages": pages,
        "seconds_a_file": {
            "mean": _rounded(mean(seconds)) if seconds else None,
            "median": _rounded(median(seconds)) if seconds else None,
            "p95": _rounded(percentile(seconds, 95)),
        },
        "processor_seconds_a_file": {
            "mean": _rounded(mean(processor)) if processor else None,
            "median": _rounded(median(processor)) if processor else None,
            "most": _rounded(max(processor, default=0.0)),
        },
        "median_processor_milliseconds_a_text_page": milliseconds_a_text_page(read),
        "seconds_a_page": _rounded(sum(seconds) / pages) if pages else None,
        "ratio_to_pdfplumber_extract_tables": (
            _rounded(sum(timed.processor_seconds for timed in both) / tables_seconds)
            if tables_seconds
            else None
        ),
        "peak_memory_mb": {"ours": ours.peak_memory_mb, "pdfplumber": theirs.peak_memory_mb},
        "each": [
            {
                "file": timed.file,
                "seconds": _rounded(timed.seconds),
                "pages": timed.pages,
                "processor_seconds": _rounded(timed.processor_seconds),
                "pdfplumber_processor_seconds": (
                    _rounded(tables[timed.file].processor_seconds) if timed.file in tables else None
                ),
                "error": timed.error,
            }
            for timed in ours.files
        ],
    }


def result_to_line(result: dict[str, Any]) -> str:
    """The result in one line for a reader."""
    each, processor = result["seconds_a_file"], result["processor_seconds_a_file"]
    return (
        f"{result['files']} files, {result['pages']} pages: "
        f"median {result['median_processor_milliseconds_a_text_page']} ms a text-layer page, "
        f"{processor['mean']} s a file on average, median {processor['median']} s, "
        f"most {processor['most']} s (processor; by the clock {each['mean']} s on average), "
        f"{result['ratio_to_pdfplumber_extract_tables']} times pdfplumber's extract_tables(), "
        f"peak memory of the reading process {result['peak_memory_mb']['ours']} MB"
    )


def _rounded(seconds: float) -> float:
    return round(seconds, 4)


def main(arguments: Sequence[str] | None = None) -> int:
    """Time the reading of documents and keep the result under bench/results."""
    parser = argparse.ArgumentParser(prog="python -m bench.ingest", description=main.__doc__)
    parser.add_argument("documents", type=Path, help="a folder of PDF and text documents")
    parser.add_argument("--dry-run", action="store_true", help="print only, keep no result")
    chosen = parser.parse_args(arguments)
    paths = sorted(p for p in chosen.documents.rglob("*") if p.suffix.lower() in (".pdf", ".txt"))
    if not paths:
        print(f"no documents in {chosen.documents}", file=sys.stderr)
        return 2
    pdfs = [path for path in paths if path.suffix.lower() == ".pdf"]
    # A new process each: spawn, so that neither inherits what the other has loaded.
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        ours = pool.apply(run_pass, ("whole", paths))
        theirs = pool.apply(run_pass, ("tables", pdfs))
    result = passes_to_result(ours, theirs)
    print(result_to_line(result))
    if not chosen.dry_run:
        print(keep("ingest", result))
    return 1 if any(timed.error for timed in ours.files) else 0


if __name__ == "__main__":
    sys.exit(main())
