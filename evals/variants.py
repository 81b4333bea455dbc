"""How much worse the same questions are answered with a typo, in traditional characters, spoken.

    python -m evals.variants evals/cases/real.jsonl --documents FOLDER --sample 200

Each way is compared with the plain questions of the very cases it could vary.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.ask_and_report import sample_of
from evals.case_files import CaseFileError, read_case_files
from evals.in_process import open_in_process
from evals.model import Case, Score, Verdict
from evals.report_text import print_error
from evals.run import run_cases
from evals.services import Ask, AskFailed
from evals.varied import Way, vary


@dataclass(frozen=True)
class Compared:
    """The scores of the cases a way could vary, asked as they are and asked in that way."""

    way: Way
    plain: tuple[Score, ...]
    varied: tuple[Score, ...]

    @property
    def worse(self) -> list[Score]:
        """The varied ones that are not right while the plain ones are."""
        right = {s.case.id for s in self.plain if s.verdict is Verdict.RIGHT}
        return [s for s in self.varied if s.case.id in right and s.verdict is not Verdict.RIGHT]

    def line(self) -> str:
        """Both rates and how many points lower the varied ones are."""
        plain, varied = _rate(self.plain), _rate(self.varied)
        wrong = sum(s.verdict is Verdict.WRONG for s in self.varied)
        before = sum(s.verdict is Verdict.WRONG for s in self.plain)
        return (
            f"{self.way}：{len(self.plain)} 题，照原样答对 {plain:.1f}%，换一种问法 {varied:.1f}%，"
            f"低 {plain - varied:.1f} 点；答错 {before} → {wrong}"
        )


def compare_variants(cases: Sequence[Case], ask: Ask, seed: str) -> Iterator[Compared]:
    """Ask the cases plainly, then in each way; one case at a time."""
    plain = {score.case.id: score for score in run_cases(cases, ask, jobs=1).scores}
    for way in Way:
        varied = [other for case in cases if (other := vary(case, way, seed)) is not None]
        scores = run_cases(varied, ask, jobs=1).scores
        yield Compared(way, tuple(plain[s.case.id] for s in scores), tuple(scores))


def _rate(scores: Sequence[Score]) -> float:
    return 100 * sum(s.verdict is Verdict.RIGHT for s in scores) / max(1, len(scores))


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare and print; 2 where nothing could be asked."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.variants",
        description="同样的题，打错一个字、用繁体字、口语化之后，少答对多少。",
    )
    parser.add_argument("cases", nargs="+", type=Path, help="题目文件（.jsonl 或 .xlsx）")
    parser.add_argument("--documents", type=Path, help="先把这些文件读入临时的数据文件夹")
    parser.add_argument("--sample", type=int, help="只问其中几题")
    parser.add_argument("--seed", default="1", help="种子，任意文字；默认 1")
    chosen = parser.parse_args(arguments)
    try:
        cases, _ = read_case_files(chosen.cases)
        with open_in_process(chosen.documents, vectors=False) as ask:
            for each in compare_variants(
                sample_of(cases, chosen.sample, chosen.seed), ask, chosen.seed
            ):
                print(each.line())
                for score in each.worse:
                    print(f"  {score.case.id} {score.verdict} {score.case.question}")
    except (CaseFileError, AskFailed) as error:
        print_error(str(error))
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
