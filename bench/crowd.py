"""The same questions with few documents loaded and with many: are the answers the same, how fast?

    python -m bench.crowd --cases evals/cases/real.jsonl --documents FOLDER --generated 500
    python -m bench.crowd --cases evals/cases/real.jsonl --few DATA --many DATA

The crowd are generated documents of invented organisations, in all formats with text. An answer
that cites one of them is of another organisation than was asked about: there should be none.
Questions without an organisation may come to be asked back. Data folders that were made before
(`budget-qa ingest`) are used as they are.
"""

import argparse
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from bench.measured import keep, percentile
from evals.case_files import CaseFileError, read_case_files
from evals.generator.formats import FORMATS
from evals.generator.many import Order, write_one
from evals.in_process import InProcess, open_data_folder, open_in_process
from evals.model import Case, Score, Verdict, tally
from evals.report_text import print_error
from evals.run import run_cases
from evals.services import AskFailed

SEED = "crowd"
# A scan takes as long to read in as fifty others, and two files are not one document.
_FORMATS = tuple(name for name in FORMATS if name not in ("scan", "two-files"))


@dataclass(frozen=True)
class Asked:
    """One case asked: its score, what was said, the documents cited and those figures are of.

    `processor_ms` is processor time, which other work on the machine does not lengthen.
    """

    score: Score
    text: str
    cited: frozenset[str] = frozenset()
    figures_of: frozenset[str] = frozenset()
    processor_ms: float = 0.0


class _Recorder:
    """Asks, and keeps the answer that came last."""

    def __init__(self, ask: InProcess) -> None:
        self._ask = ask
        self.last: Mapping[str, Any] = {}

    def __call__(
        self, question: str, conversation_id: str | None, scope: Mapping[str, object] | None
    ) -> object:
        answer = self._ask(question, conversation_id, scope)
        self.last = answer if isinstance(answer, dict) else {}
        return answer


def ask_all(cases: Sequence[Case], ask: InProcess) -> list[Asked]:
    """Every case one after another, after one that warms up."""
    recorder = _Recorder(ask)
    run_cases(cases[:1], recorder)
    asked = []
    for case in cases:
        recorder.last = {}
        start = process_time()
        (score,) = run_cases([case], recorder).scores
        taken = (process_time() - start) * 1000
        cited = frozenset(str(c["document_id"]) for c in recorder.last.get("citations", ()))
        # A figure's id begins with its document's.
        figures = recorder.last.get("figures", ())
        figures_of = frozenset(str(f["figure_id"]).split(".")[0] for f in figures)
        asked.append(Asked(score, str(recorder.last.get("text", "")), cited, figures_of, taken))
    return asked


def compared(few: Sequence[Asked], many: Sequence[Asked], known: frozenset[str]) -> dict[str, Any]:
    """Verdicts and times of both runs, what changed, and how many answers cite the crowd.

    `known` are the documents that both have. Held-out cases are counted, never listed.
    """
    pairs = list(zip(few, many, strict=True))
    turned = [(a, b) for a, b in pairs if a.score.verdict is not b.score.verdict]
    said = [(a, b) for a, b in pairs if a.text != b.text and (a, b) not in turned]
    crowd = [b for b in many if b.cited - known]
    return {
        "cases": len(pairs),
        "few": _counted(few),
        "many": _counted(many),
        "verdict_changed": len(turned),
        "worse": sum(a.score.verdict is Verdict.RIGHT for a, _ in turned),
        "text_changed": len(said),
        "citing_the_crowd": len(crowd),
        "citing_by_type": dict(Counter(b.score.case.type for b in crowd)),
        "figures_of_the_crowd": sum(bool(b.figures_of - known) for b in many),
        "verdict_changed_by_type": dict(Counter(a.score.case.type for a, _ in turned)),
        "changed": [_shown(a, b) for a, b in (*turned, *said) if not a.score.case.held_out],
        "citing": [b.score.case.id for b in crowd if not b.score.case.held_out],
    }


def _counted(asked: Sequence[Asked]) -> dict[str, Any]:
    counts = tally([a.score for a in asked])
    elapsed = [a.score.elapsed_ms for a in asked if a.score.elapsed_ms is not None]
    return {
        **{name: getattr(counts, name) for name in ("right", "refused", "wrong", "failed")},
        "latency_ms": _spread(elapsed),
        "processor_ms": _spread([a.processor_ms for a in asked]),
    }


def _spread(times: Sequence[float]) -> dict[str, float | None]:
    return {
        "p50": round(median(times), 2) if times else None,
        "p95": round(percentile(times, 95), 2),
        "max": round(max(times, default=0.0), 2),
    }


def _shown(few: Asked, many: Asked) -> dict[str, str]:
    case = few.score.case
    return {
        "id": case.id,
        "question": case.question,
        "few": f"{few.score.verdict}：{few.text}",
        "many": f"{many.score.verdict}：{many.text}",
    }


def result_to_lines(result: Mapping[str, Any]) -> list[str]:
    """The result for a reader."""
    lines = []
    for name in ("few", "many"):
        of = result[name]
        times, cpu = of["latency_ms"], of["processor_ms"]
        lines.append(
            f"{result['documents'][name]} documents: {of['right']} right, {of['refused']} refused, "
            f"{of['wrong']} wrong, {of['failed']} failed of {result['cases']}; median "
            f"{times['p50']} ms, 95th percentile {times['p95']} ms, at most {times['max']} ms; "
            f"of the processor {cpu['p50']} ms and {cpu['p95']} ms"
        )
    lines.append(
        f"{result['verdict_changed']} verdicts changed ({result['worse']} were right), "
        f"{result['text_changed']} others are worded otherwise; "
        f"{result['citing_the_crowd']} answers cite the crowd {result['citing_by_type']}, "
        f"{result['figures_of_the_crowd']} state figures of it"
    )
    for one in result["changed"]:
        lines += [f"  {one['id']} {one['question']}", f"    {one['few']}", f"    {one['many']}"]
    return lines


@contextmanager
def _opened(
    documents: Path | None, data: Path | None, generated: int = 0, seed: str = SEED
) -> Iterator[InProcess]:
    if data is not None:
        with open_data_folder(data) as ask:
            yield ask
        return
    with TemporaryDirectory(prefix="budget-qa-crowd-") as folder:
        for path in sorted(documents.rglob("*")) if documents is not None else ():
            if path.is_file():
                shutil.copy(path, folder)
        order = Order(Path(folder), seed, formats=_FORMATS)
        for number in range(generated):
            write_one(order, number)
        with open_in_process(Path(folder), vectors=False) as ask:
            yield ask


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask the cases over few documents and over many; keep the result in bench/results."""
    parser = argparse.ArgumentParser(prog="python -m bench.crowd", description=main.__doc__)
    parser.add_argument("--cases", type=Path, nargs="+", required=True)
    parser.add_argument("--documents", type=Path, help="the documents asked about")
    parser.add_argument("--generated", type=int, default=500, help="how many others; default 500")
    parser.add_argument("--seed", default=SEED, help="of the others")
    parser.add_argument("--few", type=Path, help="a data folder with the documents alone")
    parser.add_argument("--many", type=Path, help="a data folder with the others too")
    parser.add_argument("--dry-run", action="store_true", help="print only, keep no result")
    chosen = parser.parse_args(arguments)
    if chosen.documents is None and (chosen.few is None or chosen.many is None):
        parser.error("给出 --documents，或 --few 与 --many")
    try:
        cases, _ = read_case_files(chosen.cases)
        with _opened(chosen.documents, chosen.few) as ask:
            known, few_documents = frozenset(ask.document_ids().values()), ask.documents
            few = ask_all(cases, ask)
        with _opened(chosen.documents, chosen.many, chosen.generated, chosen.seed) as ask:
            many_documents = ask.documents
            many = ask_all(cases, ask)
    except (CaseFileError, AskFailed) as error:
        print_error(str(error))
        return 2
    result = {
        "case_files": [path.name for path in chosen.cases],
        "documents": {"few": few_documents, "many": many_documents},
        **compared(few, many, known),
    }
    print("\n".join(result_to_lines(result)))
    if not chosen.dry_run:
        # What the answers say stays out of the repository: they quote documents that are not in it.
        print(keep("crowd", {k: v for k, v in result.items() if k not in ("changed", "citing")}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
