"""Ask every case, judge every answer; the command that reports on it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter

from evals.case_files import CaseFileError, read_case_files
from evals.in_process import open_in_process
from evals.model import BadRow, Case, Score, Scores
from evals.reply import NotAnAnswer, Reply, read_reply
from evals.report import RunFileError, compare, read_run, run_to_json, write_json
from evals.report_html import run_to_html
from evals.report_text import print_comparison, print_error, print_report, progress_bar
from evals.score import failed_score, reply_to_score
from evals.services import Ask, AskFailed, ask_over_http
from evals.source_text import SourceText, UnreadableSource, read_sources

CASES = Path(__file__).parent / "cases"


def run_cases(
    cases: Sequence[Case],
    ask: Ask,
    *,
    bad_rows: Sequence[BadRow] = (),
    sources: SourceText | None = None,
    on_score: Callable[[Score], None] = lambda score: None,
) -> Scores:
    """Ask each case in a conversation of its own and judge the answer to its last question.

    A question that brings no answer back, or none in the contract's form, is that case's failure;
    the others are still asked. ``on_score`` is called after each.
    """
    scores: list[Score] = []
    for case in cases:
        score = _ask_case(case, ask, sources)
        scores.append(score)
        on_score(score)
    return Scores(tuple(scores), tuple(bad_rows))


def _ask_case(case: Case, ask: Ask, sources: SourceText | None) -> Score:
    conversation: str | None = None
    for earlier in case.history:
        try:
            conversation = _ask(ask, earlier, conversation, case.scope).conversation_id
        except (AskFailed, NotAnAnswer) as error:
            return failed_score(case, f"前一问“{earlier}”没有得到回答：{error}")
    start = perf_counter()
    try:
        reply = _ask(ask, case.question, conversation, case.scope)
    except AskFailed as error:
        return failed_score(case, str(error), _milliseconds_since(start))
    except NotAnAnswer as error:
        return failed_score(case, f"回答不合约定的格式：{error}", _milliseconds_since(start))
    return reply_to_score(case, reply, _milliseconds_since(start), sources)


def _ask(
    ask: Ask, question: str, conversation: str | None, scope: Mapping[str, object] | None
) -> Reply:
    return read_reply(ask(question, conversation, scope))


def _milliseconds_since(start: float) -> float:
    return (perf_counter() - start) * 1000


def _asked(stack: ExitStack, url: str | None, documents: Path | None) -> tuple[Ask, str]:
    """What is asked, and what a run says of it."""
    if url:
        return stack.enter_context(ask_over_http(url)), url
    opened = stack.enter_context(open_in_process(documents))
    opened.warm_up()
    return opened, opened.described


def run_command(
    cases: Sequence[Path] = (),
    *,
    url: str | None = None,
    documents: Path | None = None,
    report: Path | None = None,
    json: Path | None = None,
    baseline: Path | None = None,
    strict: bool = False,
) -> int:
    """`budget-qa eval run`: the exit code, 2 where nothing could be asked.

    Without ``url`` the service runs in this process; with ``documents`` that path is read into a
    temporary data folder first, with vectors, and quotations are checked against it. ``strict``
    makes anything that is not right, or a bad row, exit code 1.
    """
    paths = list(cases) or sorted(CASES.glob("*.jsonl"))
    try:
        read, bad_rows = read_case_files(paths)
        earlier = read_run(baseline) if baseline else None
        sources = read_sources(documents) if documents else None
        with ExitStack() as stack:
            ask, service = _asked(stack, url, documents)
            advance = stack.enter_context(progress_bar(len(read)))
            scores = run_cases(read, ask, bad_rows=bad_rows, sources=sources, on_score=advance)
    except (CaseFileError, RunFileError, UnreadableSource, AskFailed) as error:
        print_error(str(error))
        return 2
    run = run_to_json(scores, cases=[path.name for path in paths], service=service)
    print_report(scores)
    if earlier is not None:
        print_comparison(compare(run, earlier))
    if json:
        write_json(run, json)
    if report:
        report.write_text(run_to_html(run), "utf-8")
    return 1 if strict and (scores.failures or scores.bad_rows) else 0
