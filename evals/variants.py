"""How much worse the same questions are answered with a typo, in traditional characters, spoken.

    python -m evals.variants evals/cases/real.jsonl --documents FOLDER --sample 200

Each way is compared with the plain questions of the very cases it could vary.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.model import Case, Score, Verdict
from evals.run import run_cases
from evals.services import Ask
from evals.varied import Way, vary
from evals.varied_run import run_varied, told


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


def _lines(cases: Sequence[Case], ask: Ask, seed: str) -> Iterator[str]:
    for each in compare_variants(cases, ask, seed):
        yield each.line()
        yield from told(each.worse)


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare and print; 2 where nothing could be asked."""
    return run_varied(
        "python -m evals.variants",
        "同样的题，打错一个字、用繁体字、口语化之后，少答对多少。",
        _lines,
        arguments,
    )


if __name__ == "__main__":
    sys.exit(main())
