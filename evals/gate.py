"""The gate: no type may fall and no new wrong answer may come. `python -m evals.gate`.

It asks the samples and freshly written documents, and the real ones where they are, compares each
case with evals/baseline.json, and tells every gain and loss.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.baseline import (
    BASELINE,
    Change,
    Difference,
    FileStates,
    difference,
    read_baseline,
    states_of,
    write_baseline,
)
from evals.in_process import KEYWORD_ALONE
from evals.names import STATE_NAMES, TYPE_NAMES
from evals.report import run_to_json, write_json
from evals.services import AskFailed
from evals.source_text import UnreadableSource
from evals.suites import CannotAsk, ask_suite, suites

_ABOUT = """\
问示例文件、现写的文件和（找得到时）真实文件上的全部题目，与 evals/baseline.json 逐题比较。
任何一类答对的少了，或出现了原来没有的错答，退出码就是 1。"""
_EXAMPLES = """\
例：
  python -m evals.gate --fast                不问真实文件（半分钟左右）
  python -m evals.gate --out reports/evals   全部都问，并写出每个题目文件的结果
  python -m evals.gate --update              问过之后，把这次的结果写成新的基线

基线改变的提交，须在说明里列出每一道变差的题（上面“变差”的各行）。"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, compare and tell; the exit code, 2 where a suite could not be asked."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.gate",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--fast", action="store_true", help="不问真实文件")
    part.add_argument("--real", action="store_true", help="只问真实文件")
    part.add_argument(
        "--blind", action="store_true", help="只问 blind-*.jsonl 和 cross-*.jsonl，文件现写"
    )
    parser.add_argument("--update", action="store_true", help="把这次的结果写成新的基线")
    parser.add_argument("--out", type=Path, help="每个题目文件的结果（JSON）写进这个文件夹")
    parser.add_argument("--baseline", type=Path, default=BASELINE, help="另一份基线")
    chosen = parser.parse_args(arguments)
    try:
        one = chosen.fast or chosen.real or chosen.blind
        runs = dict(
            ask_all(
                fast=chosen.fast or not one,
                real=chosen.real or not one,
                blind=chosen.blind or not one,
            )
        )
    except (AskFailed, CannotAsk, UnreadableSource) as error:
        print(error, file=sys.stderr)
        return 2
    if chosen.out:
        chosen.out.mkdir(parents=True, exist_ok=True)
        for file, run in runs.items():
            write_json(run, chosen.out / f"{Path(file).stem}.json")
    before = read_baseline(chosen.baseline)
    now = {file: states_of(run) for file, run in runs.items()}
    found = difference(now, before)
    for line in (*_told(found, runs), *_told_of_vectors(now, before)):
        print(line)
    if chosen.update:
        write_baseline({**before, **now}, chosen.baseline)
        print(f"已写进 {chosen.baseline}")
        return 0
    return 1 if found.faults else 0


def ask_all(
    *, fast: bool = True, real: bool = True, blind: bool = True
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The run of each case file, by its name, over the documents it is about.

    Raises AskFailed, CannotAsk and UnreadableSource.
    """
    for suite in suites(fast=fast, real=real, blind=blind):
        asked = ask_suite(suite)
        for file, scores in asked.scores.items():
            run = run_to_json(scores, cases=[file], service=asked.service)
            run["documents"] = sorted({name for it in suite.cases[file] for name in it.docs})
            yield file, run


def _told(found: Difference, runs: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for file, run in runs.items():
        total = run["total"]
        counts = f"答对 {total['right']}，拒答 {total['refused']}，答错 {total['wrong']}"
        yield f"{file}：{total['cases']} 题，{counts}，没有回答 {total['failed']}"
    for title, changes in (("变好", found.gains), ("变差", found.losses)):
        yield f"{title}的 {len(changes)} 题"
        yield from (f"  {title} {_change(change)}" for change in changes)
    if found.new:
        yield f"基线里没有的 {len(found.new)} 题；写进基线用 --update"
    yield from (f"✗ {fault}" for fault in found.faults)
    if not found.faults:
        yield "✓ 没有一类变差，没有新的错答"


def _told_of_vectors(
    now: Mapping[str, FileStates], before: Mapping[str, FileStates]
) -> Iterator[str]:
    for file, states in now.items():
        alone = [KEYWORD_ALONE in it.service for it in (states, before.get(file, states))]
        if alone == [True, False]:
            yield f"注意：{file} 的基线用了向量，这次没有（python -m index.model_from_wheel）"


def _change(change: Change) -> str:
    states = f"{STATE_NAMES[change.before]} → {STATE_NAMES[change.now.state]}"
    kind = TYPE_NAMES[change.now.kind]
    return f"{change.file} {change.id}（{kind}，{states}）{change.now.question}"


if __name__ == "__main__":
    sys.exit(main())
