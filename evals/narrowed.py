"""Questions about numbers, each narrowed to what its document does not hold, must not be answered.

    python -m evals.narrowed evals/cases/real.jsonl --documents FOLDER

'东片区的公务接待费' is not the 公务接待费 that the document states: a refusal is right, the number
of the whole is wrong. What is put in, and where, are rows of varied.yaml; seeded by the case.
"""

import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evals.model import Case, Score, Verdict
from evals.run import run_cases
from evals.services import Ask
from evals.varied import longest_name, narrowings
from evals.varied_run import run_varied, told

# The name of a table says where to look: what stands before it narrows nothing.
_TABLE = re.compile(r"[\u4e00-\u9fff]*?(?:表|明细)(?:里|中|上|内|的|，|,|\s)")
NUMBERS = ("figure", "table", "delta", "calc", "yoy", "cross")


@dataclass(frozen=True)
class Narrowed:
    """The scores of the narrowed questions whose plain ones are answered right.

    They are judged as the plain ones: what is right is the number of the whole.
    """

    scores: tuple[Score, ...]

    @property
    def as_the_whole(self) -> list[Score]:
        """Those answered with the number that is not theirs."""
        return [s for s in self.scores if s.verdict is Verdict.RIGHT]

    @property
    def otherwise(self) -> list[Score]:
        """Those answered with something else."""
        return [s for s in self.scores if s.verdict is Verdict.WRONG]

    def line(self) -> str:
        """How many were asked, and how many answered though nothing is stated of them."""
        return (
            f"加了限定：{len(self.scores)} 题，当作整项答了 {len(self.as_the_whole)} 题，"
            f"答了别的 {len(self.otherwise)} 题"
        )


def narrow(case: Case, seed: str) -> Case | None:
    """The case asked of less than its item; None of another type, or where no item is named."""
    name = longest_name(_TABLE.sub("，", case.question))
    if case.type not in NUMBERS or case.wants_refusal or name is None:
        return None
    row = random.Random(f"{seed}|{case.id}").choice(narrowings())
    narrower = row["words"] + name if row["put"] == "before" else name + row["words"]
    return replace(case, question=case.question.replace(name, narrower, 1))


def ask_narrowed(cases: Sequence[Case], ask: Ask, seed: str) -> Narrowed:
    """Ask the cases plainly, and then those answered right narrowed."""
    able = [case for case in cases if narrow(case, seed) is not None]
    plain = run_cases(able, ask, jobs=1).scores
    right = [s.case for s in plain if s.verdict is Verdict.RIGHT]
    narrowed = [other for case in right if (other := narrow(case, seed)) is not None]
    return Narrowed(run_cases(narrowed, ask, jobs=1).scores)


def _lines(cases: Sequence[Case], ask: Ask, seed: str) -> Iterator[str]:
    narrowed = ask_narrowed(cases, ask, seed)
    yield narrowed.line()
    yield from told((*narrowed.as_the_whole, *narrowed.otherwise))


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask and print; 2 where nothing could be asked."""
    return run_varied(
        "python -m evals.narrowed",
        "问数的题，加上文件里没有的限定（东片区的、二季度的），不该再答整项的数。",
        _lines,
        arguments,
    )


if __name__ == "__main__":
    sys.exit(main())
