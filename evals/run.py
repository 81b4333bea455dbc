"""Ask every case, judge every answer."""

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from time import perf_counter

from evals.model import BadRow, Case, Score, Scores
from evals.reply import NotAnAnswer, Reply, read_reply
from evals.score import failed_score, reply_to_score
from evals.services import Ask, AskFailed
from evals.source_text import SourceText, read_sources

CASES = Path(__file__).parent / "cases"
# Asked at once, in this process too: an answer waits for the disk more than it computes.
JOBS = 4
_QUOTABLE = frozenset((".pdf", ".txt"))
_NO_DOCUMENTS = frozenset(("", ".json", ".jsonl", ".md", ".csv"))


def run_cases(
    cases: Sequence[Case],
    ask: Ask,
    *,
    bad_rows: Sequence[BadRow] = (),
    sources: SourceText | None = None,
    loaded: Collection[str] | None = None,
    done: Mapping[str, Score] | None = None,
    jobs: int = 1,
    on_score: Callable[[Score], None] = lambda score: None,
) -> Scores:
    """Ask each case in a conversation of its own and judge the answer to its last question.

    A question that brings no answer back, or none in the contract's form, is that case's failure,
    and so is one about a document not among the names ``loaded``; the others are still asked,
    ``jobs`` at a time. Cases ``done`` (by id) are not asked again. ``on_score`` is called after
    each, one at a time; the scores are in the order of the cases.
    """
    scores = dict(done or {})
    names = None if loaded is None else {_plain(name) for name in loaded}
    with ThreadPoolExecutor(jobs) as pool:
        asked = [
            pool.submit(_ask_case, case, ask, sources, names)
            for case in cases
            if case.id not in scores
        ]
        try:
            for future in as_completed(asked):
                score = future.result()
                scores[score.case.id] = score
                on_score(score)
        finally:
            # Interrupted: what was not asked yet is left, not waited for.
            pool.shutdown(cancel_futures=True)
    return Scores(tuple(scores[case.id] for case in cases), tuple(bad_rows))


def _ask_case(
    case: Case, ask: Ask, sources: SourceText | None, loaded: Collection[str] | None
) -> Score:
    if loaded is not None and (lacking := [d for d in case.docs if _plain(d) not in loaded]):
        return failed_score(case, f"没有载入文件：{'、'.join(lacking)}")
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


def sources_of(documents: Path) -> SourceText | None:
    """The text to find quotations in; None where a format is among the documents that our second
    reader does not know, so that a true quotation would seem invented.

    Raises UnreadableSource.
    """
    files = documents.rglob("*") if documents.is_dir() else (documents,)
    others = {it.suffix.lower() for it in files if it.is_file()} - _QUOTABLE - _NO_DOCUMENTS
    return None if others else read_sources(documents)


def _plain(file_name: str) -> str:
    """A document's name whatever its format and however its accents are composed."""
    return unicodedata.normalize("NFC", Path(file_name).stem)
