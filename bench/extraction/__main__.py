"""How much of a document is read right: every number of documents written for the purpose.

    python -m bench.extraction --documents 300 --noise all --contradict 1

Documents over all styles and formats are written with their truth, read in child processes and
compared number by number; the report says what share is right, wrong (and of that, vouched for)
and missing, which planted contradictions were found, what was alarmed without cause, and why.
"""

import argparse
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from bench.extraction.report import result_to_markdown, run_to_result
from bench.extraction.run import Plan, run_plan
from bench.measured import RESULTS, keep, machine
from evals.generator.fonts import font_missing
from evals.generator.formats import FORMATS
from evals.generator.noise.noises import NOISES, noise_names
from evals.generator.samples import STYLES


def main(arguments: Sequence[str] | None = None) -> int:
    """Write, read and compare documents; keep the report as JSON and Markdown."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.extraction",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--documents", type=int, default=60, help="how many; default 60")
    parser.add_argument("--seed", default="bench", help="any text; another, other documents")
    parser.add_argument("--formats", default="", help=f"some of {','.join(FORMATS)}")
    parser.add_argument("--styles", default="", help=f"some of {','.join(STYLES)}")
    parser.add_argument(
        "--noise", default="none", help="none, all, each (one a document in turn) or names"
    )
    parser.add_argument("--contradict", type=int, default=0, help="planted in each document")
    parser.add_argument("--workers", type=int, default=2, help="processes that read; default 2")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the report goes")
    parser.add_argument("--keep", type=Path, help="a folder for files that were not read right")
    parser.add_argument("--dry-run", action="store_true", help="print only, keep no report")
    chosen = parser.parse_args(arguments)
    each = chosen.noise == "each"
    try:
        noise = tuple(NOISES) if each else noise_names(chosen.noise)
        plan = Plan(
            chosen.documents,
            chosen.seed,
            _names(chosen.styles, STYLES),
            _names(chosen.formats, FORMATS),
            noise,
            each,
            chosen.contradict,
            chosen.workers,
        )
    except ValueError as error:
        parser.error(str(error))
    if problem := font_missing():
        print(problem, file=sys.stderr)
        return 2
    result = run_to_result(plan, run_plan(plan, chosen.keep))
    text = result_to_markdown(result, machine())
    print(text)
    if not chosen.dry_run:
        path = keep("extraction", result, chosen.out)
        path.with_suffix(".md").write_text(text, "utf-8")
        print(path)
    return 0


def _names(chosen: str, known: Collection[str]) -> tuple[str, ...]:
    names = tuple(name.strip() for name in chosen.split(",") if name.strip())
    if unknown := [name for name in names if name not in known]:
        raise ValueError(f"unknown: {', '.join(unknown)}; known are {', '.join(known)}")
    return names


if __name__ == "__main__":
    sys.exit(main())
