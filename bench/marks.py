"""Every citation mark of many answers, followed in Chromium: does it open what it cites?

    python -m bench.marks --address http://127.0.0.1:8000 --cases evals/cases/pages-*.jsonl

The cases that may be looked at are asked of a running server, the types in turn, until so many
answers have marks. Each answer is opened in the browser and every mark on its page is followed:
the text marked is the quotation, the frame on the page image holds its words (read out of the
original file by another reader than ours), and the table cell marked shows its number.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

from selenium.common.exceptions import TimeoutException
from selenium.webdriver import Chrome
from selenium.webdriver.support.ui import WebDriverWait

from bench.measured import keep
from bench.screenshots import browser
from evals.case_files import read_case_files
from evals.model import Case
from evals.services import Ask, AskFailed, ask_over_http
from evals.source_text import read_frame
from evals.wording import squeeze

ANSWERS = 50
_PATIENCE = 10.0  # seconds
_MARGIN = 0.003  # of the page: strokes may stand that far outside the box of their character
_MARKS = """
return [...document.querySelectorAll(".answer a.mark")].map(
  (it) => [it.getAttribute("href").replace(location.origin, ""), it.title]);
"""
_MARKED = """
const marks = [...document.querySelectorAll("#text mark")];
if (!marks.length) return null;
const { top, bottom } = marks[0].getBoundingClientRect();
const pane = document.getElementById("text").getBoundingClientRect();
return {
  seen: bottom >= Math.max(0, pane.top) && top <= Math.min(innerHeight, pane.bottom),
  parts: marks.map((it) => [Number(it.closest("[data-page]")?.dataset.page), it.textContent]),
};
"""
_FRAME = """
const [box, sheet] = [document.getElementById("box"), document.querySelector(".sheet")];
const image = document.getElementById("image");
if (box.hidden || !image.complete || !image.naturalWidth) return null;
const [b, i, s] = [box, image, sheet].map((it) => it.getBoundingClientRect());
return {
  sides: [(b.left - i.left) / i.width, (b.top - i.top) / i.height,
          (b.right - i.left) / i.width, (b.bottom - i.top) / i.height],
  seen: b.bottom > s.top && b.top < s.bottom && b.right > s.left && b.left < s.right,
  page: Number(/\\d+/.exec(document.getElementById("page-number").textContent)[0]),
};
"""
_CELL = """
const cell = document.querySelector("#grid td.cited");
if (!cell) return null;
const [c, g] = [cell, document.getElementById("grid")].map((it) => it.getBoundingClientRect());
const seen = c.bottom > g.top && c.top < g.bottom && c.right > g.left && c.left < g.right;
return { text: cell.textContent, seen };
"""


@dataclass(frozen=True)
class Mark:
    """Where a citation leads, what it quotes, its page (from 1), and whether a cell is cited."""

    url: str
    quote: str
    page: int | None
    in_table: bool
    file_name: str = ""

    @property
    def document_id(self) -> str:
        return self.url.split("#")[0].rsplit("/", 1)[-1]


@dataclass(frozen=True)
class Followed:
    """What a mark opened: whether a cell was marked, the page framed and the words read in the
    frame, how much of the page's height the frame takes, and what was wrong."""

    mark: Mark
    in_cell: bool = False
    framed: bool = False
    read: bool = False
    height: float = 0.0
    faults: tuple[str, ...] = ()


def follow(chromium: Chrome, address: str, mark: Mark) -> Followed:
    """Open a mark in a fresh page and look at the text, the page image and the table."""
    chromium.get("about:blank")
    chromium.get(address + mark.url)
    marked = _until(chromium, _MARKED)
    if marked is None:
        return Followed(mark, faults=("文字里没有标出引文",))
    faults = []
    if "".join(text for _, text in marked["parts"]) != mark.quote:
        faults.append(f"标出的文字不是引文：{marked['parts']}")
    if mark.page not in {page for page, _ in marked["parts"]} | {None}:
        faults.append(f"出处写第 {mark.page} 页，标出的文字不在这一页")
    if not marked["seen"]:
        faults.append("标出的文字不在眼前")
    if mark.in_table:
        faults += _faults_of_cell(mark, _until(chromium, _CELL))
    if not chromium.execute_script("return !document.getElementById('page').hidden"):
        return Followed(mark, mark.in_table, faults=tuple(faults))
    frame = _until(chromium, _FRAME)
    if frame is None:
        return Followed(mark, mark.in_table, faults=(*faults, "页面图像上没有框"))
    shown = "".join(text for page, text in marked["parts"] if page == frame["page"])
    read, wrong = _faults_of_frame(mark, frame, shown, _original(address, mark.document_id))
    height = frame["sides"][3] - frame["sides"][1]
    return Followed(mark, mark.in_table, True, read, round(height, 3), (*faults, *wrong))


def _faults_of_cell(mark: Mark, cell: Mapping[str, Any] | None) -> Iterator[str]:
    if cell is None:
        yield "表里没有标出格"
        return
    if squeeze(cell["text"]) != squeeze(mark.quote):
        yield f"标出的格是“{cell['text']}”"
    if not cell["seen"]:
        yield "标出的格不在眼前"


def _faults_of_frame(
    mark: Mark, frame: Mapping[str, Any], quote: str, original: bytes | None
) -> tuple[bool, list[str]]:
    """Whether the words in the frame could be read, and what is wrong with it."""
    left, top, right, bottom = frame["sides"]
    faults = [] if frame["seen"] else ["框不在眼前"]
    if not quote and mark.quote:
        return False, [*faults, f"框在第 {frame['page']} 页，引文不在这一页"]
    if not (-0.001 <= left < right <= 1.001 and -0.001 <= top < bottom <= 1.001):
        return False, [*faults, f"框在页外：{frame['sides']}"]
    if original is None:
        return False, faults
    wide = (left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN)
    words = read_frame(original, frame["page"], wide)
    if words is None:
        return False, faults
    if not holds(words, quote):
        faults.append(f"框里是“{words}”")
    return True, faults


def holds(words: str, quote: str) -> bool:
    """Whether the words are all there, in whatever order the file wrote them.

    >>> holds("支出 1,234.50", "1,234.50"), holds("1,234.5", "1,234.50")
    (True, False)
    """
    inside, wanted = squeeze(words), squeeze(quote)
    return wanted in inside or not Counter(wanted) - Counter(inside)


@cache
def _original(address: str, document_id: str) -> bytes | None:
    """The original file where it is a PDF."""
    with urlopen(f"{address}/api/v1/documents/{document_id}/source") as reply:
        is_pdf = reply.headers.get_content_type() == "application/pdf"
        return bytes(reply.read()) if is_pdf else None


def _until(chromium: Chrome, script: str) -> Any:
    """What a script gives once it is there and in sight; the last it gave after too long."""
    given: Any = None

    def is_in_sight(driver: Chrome) -> bool:
        nonlocal given
        given = driver.execute_script(script)
        return bool(given) and (not isinstance(given, dict) or given["seen"])

    with suppress(TimeoutException):
        WebDriverWait(chromium, _PATIENCE, 0.05).until(is_in_sight)
    return given


def marks_of(chromium: Chrome, address: str, answer: Mapping[str, Any]) -> list[Mark]:
    """The marks on the answer's page, each as often as it stands there.

    Raises ValueError where a mark leads elsewhere than the answer's citations.
    """
    chromium.get(f"{address}/?{urlencode({'answer': answer['answer_id']})}")
    shown = _until(chromium, _MARKS) or []
    cited = {(c["url"], c["quote"]): c for c in answer["citations"]}
    if lost := cited.keys() - {tuple(it) for it in shown}:
        raise ValueError(f"citations without a mark: {sorted(lost)}")
    if strange := {tuple(it) for it in shown} - cited.keys():
        raise ValueError(f"marks without a citation: {sorted(strange)}")
    return [
        Mark(url, quote, cited[url, quote]["page"], bool(cited[url, quote]["table"]))
        for url, quote in shown
    ]


def types_in_turn(cases: Iterable[Case]) -> list[Case]:
    """The cases that may be looked at: the first of each type, then the second of each, ..."""
    by_type: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if not case.held_out:
            by_type[case.type].append(case)
    turns = zip_longest(*by_type.values())
    return [case for case in chain.from_iterable(turns) if case is not None]


def ask_case(ask: Ask, case: Case) -> Mapping[str, Any]:
    """The answer to a case's question after those before it. Raises AskFailed."""
    conversation: str | None = None
    answer: Mapping[str, Any] = {}
    for question in (*case.history, case.question):
        given = ask(question, conversation, case.scope)
        if not isinstance(given, dict):
            raise AskFailed(f"“{question}”没有得到回答")
        answer, conversation = given, given["conversation_id"]
    return answer


def answers_with_marks(
    ask: Ask, cases: Iterable[Case], number: int
) -> Iterator[tuple[Case, Mapping[str, Any]]]:
    """So many answers that cite something, each with its case. Raises AskFailed."""
    found = 0
    for case in cases:
        answer = ask_case(ask, case)
        if answer["citations"]:
            yield case, answer
            found += 1
            if found == number:
                return


def follow_all(
    chromium: Chrome,
    address: str,
    answers: Iterable[Mapping[str, Any]],
    on_followed: Callable[[Followed], None] = lambda followed: None,
) -> tuple[int, list[Followed]]:
    """Follow every mark of the answers, each place once; how many marks there were, and what
    the places showed."""
    marks = [mark for answer in answers for mark in marks_of(chromium, address, answer)]
    followed = []
    for mark in dict.fromkeys(marks):
        followed.append(follow(chromium, address, mark))
        on_followed(followed[-1])
    return len(marks), followed


def summary(answers: int, marks: int, followed: Sequence[Followed]) -> dict[str, Any]:
    """The counts of a run."""
    return {
        "answers": answers,
        "marks": marks,
        "places": len(followed),
        "documents": len({it.mark.document_id for it in followed}),
        "in_cells": sum(it.in_cell for it in followed),
        "framed": sum(it.framed for it in followed),
        "words_read_in_frame": sum(it.read for it in followed),
        "with_faults": sum(bool(it.faults) for it in followed),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Follow the marks; keep the counts in bench/results. Fails where one opens something else."""
    parser = argparse.ArgumentParser(prog="python -m bench.marks", description=main.__doc__)
    parser.add_argument("--address", required=True, help="a running server, http://host:port")
    parser.add_argument("--cases", type=Path, nargs="+", required=True)
    parser.add_argument("--answers", type=int, default=ANSWERS)
    parser.add_argument("--dry-run", action="store_true", help="print only, keep no result")
    given = parser.parse_args(arguments)
    cases, _ = read_case_files(given.cases)

    def told(it: Followed) -> None:
        for fault in it.faults:
            print(f"{it.mark.url} “{it.mark.quote}”：{fault}", flush=True)

    with ask_over_http(given.address) as ask, browser() as chromium:
        chromium.set_window_size(1280, 900)
        asked = list(answers_with_marks(ask, types_in_turn(cases), given.answers))
        marks, followed = follow_all(chromium, given.address, [it for _, it in asked], told)
    result = summary(len(asked), marks, followed)
    result["answers_by_type"] = dict(Counter(case.type for case, _ in asked))
    print(json.dumps(result, ensure_ascii=False, indent=1))
    if not given.dry_run:
        print(keep("marks", result))
    return 1 if result["with_faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
