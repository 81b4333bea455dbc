"""What the service's accuracy means: the same cases asked of what people build today.

    python -m bench.comparators --documents FOLDER evals/cases/real.jsonl

(a) text splitter, embedding model, FAISS, five best pieces; (b) BM25 alone; (c) with --openai and
--model a chat model that reads the pieces of (a), its key in OPENAI_API_KEY. Needs documents as
PDF or text. The result goes to bench/results, as JSON and as a table in Markdown.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.progress import Progress

from bench.comparators.chunks import OVERLAP, SIZE, folder_to_chunks
from bench.comparators.retrieve import Bm25Retriever, MeaningRetriever, Retriever
from bench.comparators.run import TOP, Compared, retrieval_to_compared
from bench.comparators.table import compared_to_markdown
from bench.comparators.with_model import ModelOverChunks
from bench.measured import RESULTS, keep, machine
from evals.case_files import CaseFileError, read_case_files
from evals.in_process import open_in_process
from evals.model import Case
from evals.openai_chat import ask_openai
from evals.run import CASES, run_cases
from evals.services import AskFailed
from evals.source_text import UnreadableSource, read_sources
from index.errors import EmbedderUnavailable
from qa_service.settings import read_settings
from qa_service.wiring import embedder_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask every case of each system, print the table and keep it."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.comparators",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("cases", nargs="*", type=Path, help="case files; default: all of evals")
    parser.add_argument("--documents", type=Path, required=True, help="what the cases ask about")
    parser.add_argument("--openai", help="a chat endpoint, such as https://host/v1")
    parser.add_argument("--model", default="", help="the endpoint's model")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the result goes")
    chosen = parser.parse_args(arguments)
    try:
        cases, bad = read_case_files(chosen.cases or sorted(CASES.glob("*.jsonl")))
        for row in bad:
            print(row, file=sys.stderr)
        compared = compare_systems(cases, chosen.documents, chosen.openai, chosen.model)
    except (CaseFileError, UnreadableSource, AskFailed, EmbedderUnavailable) as error:
        print(error, file=sys.stderr)
        return 2
    described = {
        "cases": len(cases),
        "pieces": {"characters": SIZE, "overlap": OVERLAP, "best": TOP},
        "systems": [one.as_json() for one in compared],
    }
    path = keep("comparators", described, chosen.out)
    table = compared_to_markdown(compared, machine())
    path.with_suffix(".md").write_text(table, "utf-8")
    print(table)
    return 0


def compare_systems(
    cases: Sequence[Case], documents: Path, endpoint: str | None = None, model: str = ""
) -> list[Compared]:
    """The service, then the comparators, over the same documents; a model where one is named.

    Raises AskFailed, UnreadableSource and EmbedderUnavailable where one cannot be set up.
    """
    chunks = folder_to_chunks(documents)
    with open_in_process(documents) as service:
        service.warm_up()
        with _progress("budget-qa", len(cases)) as advance:
            scores = run_cases(
                cases, service, sources=read_sources(documents), on_score=lambda _: advance()
            )
    found = [Compared("budget-qa", scores)]
    by_words = Bm25Retriever(chunks)
    by_meaning: Retriever | None = None
    if embedder := embedder_of(read_settings()):
        by_meaning = MeaningRetriever(chunks, embedder)
        with _progress("FAISS", len(cases)) as advance:
            found.append(retrieval_to_compared("FAISS", cases, by_meaning, advance))
    with _progress("BM25", len(cases)) as advance:
        found.append(retrieval_to_compared("BM25", cases, by_words, advance))
    if endpoint:
        with (
            ask_openai(endpoint, model, os.environ.get("OPENAI_API_KEY")) as ask,
            _progress(model, len(cases)) as advance,
        ):
            reads = ModelOverChunks(ask, by_meaning or by_words)
            scores = run_cases(cases, reads, on_score=lambda _: advance())
        found.append(Compared(f"FAISS + {model}" if by_meaning else f"BM25 + {model}", scores))
    return found


@contextmanager
def _progress(name: str, total: int) -> Iterator[Callable[[], None]]:
    with Progress(transient=True) as progress:
        task = progress.add_task(name, total=total)
        yield lambda: progress.advance(task)


if __name__ == "__main__":
    sys.exit(main())
