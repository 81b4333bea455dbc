"""`budget-qa eval run`: what is asked, the run, and every file that is made of it."""

import random
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

from evals.case_files import CaseFileError, read_case_files
from evals.in_process import open_in_process
from evals.journal import JournalUnusable, keep_journal, read_journal
from evals.model import Case, Score, Scores
from evals.openai_chat import ask_openai
from evals.options import RunOptions
from evals.report import RunFileError, compare, read_run, run_to_json, write_json
from evals.report_html import run_to_html
from evals.report_rows import write_rows
from evals.report_text import print_comparison, print_error, print_report, progress_bar
from evals.run import CASES, JOBS, run_cases, sources_of
from evals.services import Ask, AskFailed, ask_over_http, loaded_over_http
from evals.source_text import UnreadableSource


@dataclass(frozen=True)
class Asked:
    """What is asked: what a run says of it, the files it has loaded (None if it does not tell)."""

    ask: Ask
    described: str
    loaded: frozenset[str] | None
    jobs: int


def run_command(options: RunOptions) -> int:
    """Ask and report; the exit code, 2 where nothing could be asked."""
    paths = list(options.cases) or sorted(CASES.glob("*.jsonl"))
    try:
        read, bad_rows = read_case_files(paths)
        cases = sample_of(read, options.sample, options.seed)
        earlier = read_run(options.baseline) if options.baseline else None
        sources = sources_of(options.documents) if options.documents else None
        with ExitStack() as stack:
            asked = _open(stack, options)
            done: dict[str, Score] = {}
            keep = [stack.enter_context(progress_bar(len(cases)))]
            if options.resume:
                done = read_journal(options.resume, cases, asked.described)
                keep.append(stack.enter_context(keep_journal(options.resume, asked.described)))

            def on_score(score: Score) -> None:
                for each in keep:
                    each(score)

            for score in done.values():
                keep[0](score)
            scores = run_cases(
                cases,
                asked.ask,
                bad_rows=bad_rows,
                sources=sources,
                loaded=asked.loaded,
                done=done,
                jobs=options.jobs or asked.jobs,
                on_score=on_score,
            )
    except (CaseFileError, RunFileError, UnreadableSource, AskFailed, JournalUnusable) as error:
        print_error(str(error))
        return 2
    scores = replace(scores, lists_held_out=options.list_held_out)
    if not options.with_times:
        scores = untimed(scores)
    run = run_to_json(scores, cases=[path.name for path in paths], service=asked.described)
    if not options.with_times:
        run["made_at"] = None
    run["documents"] = sorted({name for case in cases for name in case.docs})
    print_report(scores)
    comparison = None if earlier is None else compare(run, earlier)
    if comparison is not None:
        print_comparison(comparison)
    if options.json:
        write_json(run, options.json)
    for path in options.rows:
        write_rows(run, path)
    if options.report:
        options.report.write_text(run_to_html(run, comparison), "utf-8")
    return 1 if options.strict and (scores.failures or scores.bad_rows) else 0


def untimed(scores: Scores) -> Scores:
    """The scores without how long each took: what two runs of the same have in common."""
    return replace(scores, scores=tuple(replace(it, elapsed_ms=None) for it in scores.scores))


def sample_of(cases: Sequence[Case], count: int | None, seed: str) -> list[Case]:
    """So many of the cases, in their order; the same seed takes the same."""
    if count is None or count >= len(cases):
        return list(cases)
    chosen = random.Random(f"{seed}|sample").sample(range(len(cases)), count)
    return [cases[place] for place in sorted(chosen)]


def _open(stack: ExitStack, options: RunOptions) -> Asked:
    if options.openai:
        model = options.model or ""
        ask = stack.enter_context(ask_openai(options.openai, model, options.key, options.timeout))
        return Asked(ask, f"{model} at {options.openai}", None, JOBS)
    if options.url:
        ask = stack.enter_context(ask_over_http(options.url, options.timeout))
        loaded = loaded_over_http(options.url, options.timeout)
        return Asked(ask, options.url, loaded, JOBS)
    opened = stack.enter_context(open_in_process(options.documents))
    opened.warm_up()
    return Asked(opened, opened.described, opened.file_names, JOBS)
