"""Prove the case files against the documents: `python -m evals.check_cases --documents PATH`.

Expected values are typed by people who read pages; people mistype. Each mistake is named. Without
case files it is all of ours, and they must also be many enough of each kind.
"""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.blind import write_blind_documents
from evals.case_files import CaseFileError, read_case_files
from evals.collection import missing_cases
from evals.cross import CROSS
from evals.expected_values import evidence_texts, unproved_values
from evals.model import REASONS, Case
from evals.naming import naming_mistakes
from evals.phrasing import phrasing
from evals.source_text import UnreadableSource, read_pages
from evals.wording import squeeze

CASES = Path(__file__).parent / "cases"
SAMPLES = Path(__file__).parent.parent / "samples"

# An excerpt longer than this copies the document instead of pointing into it.
LONGEST_EVIDENCE = 40
MOST_REPEATED = 3
_PAGE = re.compile(r"第(\d+)页")


def find_mistakes(
    files: Sequence[Path], folders: Sequence[Path], *, whole: bool = False
) -> list[str]:
    """What is wrong with the case files, one line each; the documents lie in ``folders``.

    With ``whole`` the files are a collection that must hold enough of every type and document.
    Raises CaseFileError where a file cannot be read at all.
    """
    cases, bad_rows = read_case_files(files)
    mistakes = [str(row) for row in bad_rows]
    for case in cases:
        mistakes += [f"{case.id}：{mistake}" for mistake in _case_mistakes(case, folders)]
    mistakes += _repeated_phrasings(cases)
    return mistakes + list(missing_cases(cases)) if whole else mistakes


def _case_mistakes(case: Case, folders: Sequence[Path]) -> Iterable[str]:
    if not case.answer:
        yield "没有 answer（给人看的答案）"
    if case.wants_refusal and case.reason not in REASONS:
        yield "应当拒答的题要写明 reason"
    if not case.wants_refusal and not (
        case.numbers or case.vital or case.facts or case.members or case.options
    ):
        yield "没有可核对的内容：value、values、vital、facts 或 members"
    if case.numbers and not case.unit:
        yield "有数值却没有 unit"
    if not case.wants_refusal and not case.evidence and not case.evidences:
        yield "没有 evidence（原文中的短引文）"
    if not case.docs:
        yield "没有 docs（文件名）"
        return
    missing = [doc for doc in case.docs if _find(doc, folders) is None]
    for doc in missing:
        yield f"找不到文件 {doc}"
    if missing:
        return
    for evidence, docs in _evidences(case):
        yield from _evidence_mistakes(evidence, docs, folders)
    yield from _page_mistakes(case, folders)
    if evidence_texts(case):
        yield from unproved_values(case)
    yield from naming_mistakes(case)


def _evidences(case: Case) -> Iterable[tuple[str, tuple[str, ...]]]:
    if case.evidence:
        yield case.evidence, case.docs
    for evidence in (*case.evidence_also, *case.proof):
        yield evidence, case.docs
    for place in case.evidences:
        yield place.evidence, (place.doc,)


def _evidence_mistakes(
    evidence: str, docs: tuple[str, ...], folders: Sequence[Path]
) -> Iterable[str]:
    if len(evidence) > LONGEST_EVIDENCE:
        yield f"引文超过 {LONGEST_EVIDENCE} 字：{evidence}"
    paths = [path for doc in docs if (path := _find(doc, folders))]
    if not any(squeeze(evidence) in "".join(_pages(path)) for path in paths):
        yield f"引文不在文件里：{evidence}"


def _page_mistakes(case: Case, folders: Sequence[Path]) -> Iterable[str]:
    """The first page ``source`` names, and ``pages``, hold the evidence in the first document."""
    named = _PAGE.search(case.source or "")
    evidence = case.evidence or (case.evidences[0].evidence if case.evidences else None)
    path = _find(case.evidences[0].doc if case.evidences else case.docs[0], folders)
    if evidence is None or path is None:
        return
    texts = _pages(path)
    for number in [*([int(named[1])] if named else []), *case.pages]:
        if not 1 <= number <= len(texts):
            yield f"{path.name} 没有第 {number} 页"
        elif not any(
            squeeze(text) in texts[number - 1] for text in (evidence, *case.evidence_also)
        ):
            yield f"引文不在第 {number} 页：{evidence}"


def _repeated_phrasings(cases: Sequence[Case]) -> list[str]:
    phrasings: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        phrasings[phrasing(case.question, case.docs)].append(case.id)
    return [
        f"同一问法用了 {len(ids)} 次（至多 {MOST_REPEATED} 次）：{'、'.join(ids)}"
        for ids in phrasings.values()
        if len(ids) > MOST_REPEATED
    ]


def _find(doc: str, folders: Sequence[Path]) -> Path | None:
    return next((folder / doc for folder in folders if (folder / doc).is_file()), None)


@cache
def _pages(path: Path) -> tuple[str, ...]:
    return tuple(squeeze(page) for page in read_pages(path))


def main(arguments: Sequence[str] | None = None) -> int:
    """Check case files against the documents they ask about."""
    parser = argparse.ArgumentParser(prog="python -m evals.check_cases", description=main.__doc__)
    parser.add_argument("cases", nargs="*", type=Path, help="case files; all of ours without")
    parser.add_argument("--documents", type=Path, action="append", required=True)
    chosen = parser.parse_args(arguments)
    files, folders = chosen.cases, chosen.documents
    try:
        if files:
            mistakes = find_mistakes(files, folders)
        else:
            with TemporaryDirectory(prefix="budget-qa-cases-") as invented:
                _ = [*write_blind_documents(Path(invented))]
                for collection in CROSS.values():
                    _ = [*collection.write(Path(invented))]
                folders = [*folders, SAMPLES, Path(invented)]
                mistakes = find_mistakes(sorted(CASES.glob("*.jsonl")), folders, whole=True)
    except (CaseFileError, UnreadableSource) as error:
        print(error, file=sys.stderr)
        return 2
    for mistake in mistakes:
        print(mistake)
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
