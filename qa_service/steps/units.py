"""units: which offices, subordinate units and budget units there are, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from qa_service.corpus import Corpus
from qa_service.draft import Draft, Quote
from qa_service.intent import Intent, Stop
from qa_service.names import document_title
from qa_service.steps.enumerated import enumerated
from qa_service.steps.prose_wording import first_asked, prose_wording
from qa_service.steps.quote import text_of
from qa_service.steps.retrieve import in_lines
from qa_service.steps.select import Selection
from qa_service.steps.statements import Statement, compared, statements_of

_GOES_ON = re.compile(r"^(不含|不包括|其中不|另(外)?|不纳入)")
_ASKS_COUNT = re.compile(r"(?<!哪)(几|多少)(个|家|名)")
_LONGEST_LIST = 3000
_LEAST = 3


def units_listed(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """The sentence that enumerates the kind of units asked for; None where no sentence does."""
    of_duty = prose_wording().duty.office.search(intent.plain)
    if of_duty or not _asks_units(intent) or _ASKS_COUNT.search(intent.plain):
        return None
    wanted = first_asked(prose_wording().unit_lists, intent.plain)
    if wanted is None:
        return None
    for document in (*selection.documents, *selection.others):
        statements = [s for s in statements_of(document, corpus) if _under_units(s)]
        for index, statement in enumerate(statements):
            if not wanted.tells.search(statement.text):
                continue
            below = _listed_below(statement, corpus)
            if below is None and not _enumerates(statement, wanted.tells):
                continue
            draft = Draft()
            if below is not None:
                told = in_lines(below, corpus.contents(document))
                draft.say(f"{document_title(document)}：\n{told}{draft.mark_quote(below)}")
                draft.listed += enumerated(told)
                return draft
            draft.say(f"{document_title(document)}写道：")
            _say(draft, statement.quote(), corpus)
            draft.listed += enumerated(statement.text)
            follows = statements[index + 1 : index + 2]
            if wanted.name == "covered" and follows and _GOES_ON.match(follows[0].text):
                _say(draft, follows[0].quote(), corpus)
            draft.say("。")
            return draft
    return None


def _asks_units(intent: Intent) -> bool:
    return bool(
        re.search(r"哪|什么|啥|名单|列|有谁|是谁|分别|叫|挂着?", intent.plain)
        and re.search(r"单位|机构|处|科|部门|牌|宾馆|中心", intent.plain)
    )


def _listed_below(statement: Statement, corpus: Corpus) -> Quote | None:
    """A sentence that ends in a colon, with the list below it: to the end of its section."""
    if not statement.text.endswith(":"):
        return None
    holding = [
        s.source
        for s in corpus.contents(statement.document).sections
        if s.source.start <= statement.start < s.source.end
    ]
    if not holding:
        return None
    end = min(source.end for source in holding)
    return replace(statement.quote(), end=min(end, statement.start + _LONGEST_LIST))


def _enumerates(statement: Statement, tells: re.Pattern[str]) -> bool:
    """Whether names follow in the same sentence, or a number of them is told."""
    match = tells.search(statement.text)
    behind = statement.text[match.end() :] if match else ""
    inside = match.group() if match else ""
    return len(behind.strip("：:。")) >= _LEAST or "、" in inside


def _under_units(statement: Statement) -> bool:
    units, duties = prose_wording().unit_headings, prose_wording().duty.headings
    return any(units.search(compared(t)) or duties.search(compared(t)) for t in statement.path)


def _say(draft: Draft, quote: Quote, corpus: Corpus) -> None:
    draft.say(f"“{text_of(quote, corpus)}”{draft.mark_quote(quote)}")


def counted_in(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """Whether something is counted in, by the sentence that says so; None where none does."""
    words = prose_wording().membership
    if not words.asks.search(intent.plain):
        return None
    asked = prose_wording().content(intent.rest, words.cue)
    name = max(asked, key=len, default="")
    if len(name) < _LEAST:
        return None
    statements = list(_naming(name, selection, corpus))
    for cue, opening in ((_excluding(name), "没有算在内"), (_including(name), "算在内")):
        for statement in statements:
            if cue.search(statement.text):
                draft = Draft()
                draft.say(f"{opening}。{document_title(statement.document)}写道：")
                _say(draft, statement.quote(), corpus)
                draft.say("。")
                return draft
    return None


def _naming(name: str, selection: Selection, corpus: Corpus) -> Iterator[Statement]:
    for document in (*selection.documents, *selection.others):
        for statement in statements_of(document, corpus):
            if name in statement.text and (_under_units(statement) or "单位" in statement.text):
                yield statement


def _excluding(name: str) -> re.Pattern[str]:
    cue = prose_wording().membership.excludes
    named = re.escape(name)
    return re.compile(
        rf"(?:{cue.pattern})[^。；]{{0,60}}{named}|{named}[^。；]{{0,24}}(?:不单列|除外|不纳入|未纳入)"
    )


def _including(name: str) -> re.Pattern[str]:
    cue = prose_wording().membership.includes
    return re.compile(rf"(?:{cue.pattern})[^。；]{{0,300}}{re.escape(name)}")
