"""The command line of an evaluation that asks its cases twice: as they are, and put otherwise."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from evals.ask_and_report import sample_of
from evals.case_files import CaseFileError, read_case_files
from evals.in_process import open_in_process
from evals.model import Case, Score
from evals.report_text import print_error
from evals.services import Ask, AskFailed

Lines = Callable[[Sequence[Case], Ask, str], Iterator[str]]


def run_varied(prog: str, description: str, lines: Lines, arguments: Sequence[str] | None) -> int:
    """Ask by these arguments and print the lines; 2 where nothing could be asked.

    ``lines`` is given the cases, whom to ask and the seed. Passages are found by keyword alone:
    numbers, which the questions put otherwise are mostly about, need no vectors.
    """
    parser = argparse.ArgumentParser(prog=prog, description=description)
    parser.add_argument("cases", nargs="+", type=Path, help="题目文件（.jsonl 或 .xlsx）")
    parser.add_argument("--documents", type=Path, help="先把这些文件读入临时的数据文件夹")
    parser.add_argument("--sample", type=int, help="只问其中几题")
    parser.add_argument("--seed", default="1", help="种子，任意文字；默认 1")
    chosen = parser.parse_args(arguments)
    try:
        cases, _ = read_case_files(chosen.cases)
        sample = sample_of(cases, chosen.sample, chosen.seed)
        with open_in_process(chosen.documents, vectors=False) as ask:
            for line in lines(sample, ask, chosen.seed):
                print(line)
    except (CaseFileError, AskFailed) as error:
        print_error(str(error))
        return 2
    return 0


def told(scores: Sequence[Score]) -> Iterator[str]:
    """Each question with what was answered; those held out are only counted, never told."""
    for score in scores:
        if not score.case.held_out:
            got = score.got.splitlines()[0][:120] if score.got else ""
            yield f"  {score.case.id} {score.verdict} {score.case.question}\n    {got}"
