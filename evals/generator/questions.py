"""Cases in the contract's case-file format, from what generated documents say.

python -m evals.generator.questions --truth samples --out cases.jsonl --seed 1
"""

import argparse
import json
import random
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from string import ascii_lowercase

from evals.generator import questions_of_one, questions_of_several
from evals.generator.asking import Asker, Case, Document, Record
from evals.generator.truth import read_truth


def truths_to_cases(
    truths: Sequence[Record], seed: str, each: int = 4, phrasings: int = 1
) -> list[Case]:
    """Return cases, at most `each` of a sort and document; the same seed gives the same.

    Each is asked in so many `phrasings`, or as many as its sort has; their ids end in -a, -b.
    """
    documents = [Document(truth) for truth in truths]
    turns = [_cases(documents, seed, each, turn) for turn in range(phrasings)]
    cases: list[Case] = []
    for number, versions in enumerate(zip(*turns, strict=True), 1):
        asked: set[tuple[str, ...]] = set()
        for letter, case in zip(ascii_lowercase, versions, strict=False):
            said = (*case.get("history", ()), case["question"])
            if said not in asked:
                suffix = f"-{letter}" if phrasings > 1 else ""
                cases.append(case | {"id": f"g{seed}-{number:04d}{suffix}"})
            asked.add(said)
    return cases


def _cases(documents: Sequence[Document], seed: str, each: int, turn: int) -> list[Case]:
    """What is asked in one turn; another turn asks the same in other words."""
    rng = random.Random(f"{seed}|questions")
    asker = Asker(rng, turn)
    cases: list[Case] = []
    for document in documents:
        for sort in questions_of_one.SORTS:
            found = list(sort(asker, document))
            cases += found if len(found) <= each else rng.sample(found, each)
    for sort_of_pair in questions_of_several.SORTS:
        found = list(sort_of_pair(asker, documents))
        cases += found if len(found) <= 2 * each else rng.sample(found, 2 * each)
    return cases


def main(arguments: Sequence[str] | None = None) -> int:
    """Write cases over generated documents."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.generator.questions",
        description="按 .truth.json 出题，写成评测用的 JSON Lines。同一个种子出同样的题。",
    )
    parser.add_argument("--truth", type=Path, required=True, help="放 .truth.json 的文件夹")
    parser.add_argument("--out", type=Path, required=True, help="写到哪个 .jsonl 文件")
    parser.add_argument("--seed", default="1", help="种子，任意文字")
    parser.add_argument("--each", type=int, default=4, help="每份文件每类至多出几题，默认 4")
    parser.add_argument("--phrasings", type=int, default=1, help="每题换几种问法，默认 1")
    chosen = parser.parse_args(arguments)
    if not 1 <= chosen.phrasings <= len(ascii_lowercase):
        parser.error(f"--phrasings 应在 1 与 {len(ascii_lowercase)} 之间")
    files = sorted(chosen.truth.glob("*.truth.json"))
    if not files:
        print(
            f"{chosen.truth} 里没有 .truth.json；先运行 python -m evals.generator", file=sys.stderr
        )
        return 2
    cases = truths_to_cases(
        [read_truth(path) for path in files], chosen.seed, chosen.each, chosen.phrasings
    )
    chosen.out.write_text(_to_lines(cases), encoding="utf-8")
    print(f"{chosen.out}  {len(cases)} 题")
    return 0


def _to_lines(cases: Iterable[Case]) -> str:
    return "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)


if __name__ == "__main__":
    sys.exit(main())
