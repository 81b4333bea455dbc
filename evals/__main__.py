"""`python -m evals [CASES…]`: the same as `budget-qa eval run`, for work on the project itself."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.run import run_command


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask the cases and report right, refused and wrong answers by type."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=main.__doc__)
    parser.add_argument("cases", nargs="*", type=Path, help="case files; all of ours without")
    parser.add_argument("--url", help="ask this server instead of the service in this process")
    parser.add_argument("--documents", type=Path, help="read these into a temporary data folder")
    parser.add_argument("--report", type=Path, help="write an HTML report")
    parser.add_argument("--json", type=Path, help="write the whole run as JSON")
    parser.add_argument("--baseline", type=Path, help="show gains and losses against this run")
    parser.add_argument("--strict", action="store_true", help="exit code 1 if any is not right")
    chosen = parser.parse_args(arguments)
    return run_command(
        chosen.cases,
        url=chosen.url,
        documents=chosen.documents,
        report=chosen.report,
        json=chosen.json,
        baseline=chosen.baseline,
        strict=chosen.strict,
    )


if __name__ == "__main__":
    sys.exit(main())
