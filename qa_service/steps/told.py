"""told: a count that only a sentence states ('预计办理提案700件左右'), quoted with its sentence.

Asked for only where no figure answers. The clause beside the number must name all that the
question names, and little else; of two numbers that fit alike neither is chosen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.quantity import plain_decimal
from qa_service.corpus import Corpus
from qa_service.draft import Draft, Quote
from qa_service.intent import Intent
from qa_service.model import Reason, Status
from qa_service.names import document_title
from qa_service.steps.quote import quoted, text_of
from qa_service.steps.select import Selection
from qa_service.steps.told_numbers import (
    NUMBER_HERE,
    ToldNumber,
    numbers_told,
    telling_words,
)
from qa_service.steps.wording import plain_question, wording

# How many characters of a clause a question may leave unnamed, and how many more mean another.
_UNNAMED = 4
_NARROWER = 2
_OTHER_SIDE = 3
# How short an abbreviation may be, and how much it may leave out between two characters.
_LEAST_SHORT = 4
_BETWEEN = 2
_NO_COUNT = re.compile(r"钱|元|万|亿|资金|金额|经费|分|%|年|月|天")
_PROJECTS = re.compile(r"(多少|几)项目")
_JOINED = re.compile(r"、|以及|和|与|及")
# What stands in a clause for words that the question names.
NAMED = "；"


@dataclass(frozen=True)
class Wanted:
    """What a question counts: its counting word, the things named, and what is done with them."""

    unit: str | None
    things: tuple[str, ...]
    deeds: tuple[tuple[str, ...], ...] = ()  # for each, the words that say the same


def answer_told(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """The number a sentence tells, with the sentence; both where two fit; None where none does."""
    found: list[ToldNumber] = []
    readings = wanted_of(intent.rest)
    for wanted in readings:
        found = found or _found(wanted, selection, corpus)
    if not found:
        return None
    draft = Draft()
    first = found[0]
    if any(t.quantity != first.quantity for t in found):
        draft.status, draft.reason = Status.CLARIFY, Reason.AMBIGUOUS
        quotes = list(dict.fromkeys(_quote(t) for t in found[:3]))
        shown = "；".join(f"“{text_of(q, corpus)}”{draft.mark_quote(q)}" for q in quotes)
        draft.say(f"原文有几处都可能是所问的数：{shown}。请问是哪一个？")
        return draft
    if first.quantity is None:
        return quoted(_quote(first), corpus)
    quote, title = _quote(first), document_title(first.document)
    draft.say(f"{title}写道：“{text_of(quote, corpus)}”{draft.mark_quote(quote)}，")
    number = f"{plain_decimal(first.quantity.number)}{first.more}"
    draft.say(f"即{number}{first.quantity.unit.name}。")
    draft.give(first.quantity, max(readings[0].things, key=len))
    return draft


def asks_count(question: str) -> bool:
    """Whether a question (plain) asks how many times, people, pieces …, rather than how much."""
    asked = _counter_asked().search(question)
    return asked is not None and asked["unit"] is not None


def states_count(question: str, text: str) -> bool:
    """Whether a text states a number of what the question's counting word counts."""
    asked = _counter_asked().search(question)
    if asked is None or asked["unit"] is None:
        return True
    words = telling_words()
    numbers = words.counter.finditer(plain_question(text))
    return any(words.count_alike(asked["unit"], number["unit"]) for number in numbers)


def wanted_of(question: str) -> tuple[Wanted, ...]:
    """What a question (plain, organisation and year taken out) counts, in the ways to read it.

    First every word as it stands, then with what is done apart from what it is done with: '办提案'
    is 提案 of which something is said by 办, 办理 or 处理. Empty where nothing is counted.
    """
    words = telling_words()
    question = _PROJECTS.sub(r"\1个项目", question)  # 项 counts too, and is here no counting word
    asked = _counter_asked().search(question)
    if asked is None or _NO_COUNT.match(question[asked.end() :]):
        return ()
    around = question[: asked.start()], question[asked.end() :]
    pieces = [
        piece
        for text in around
        for piece in re.split(r"[^\u4e00-\u9fffa-z0-9]+", words.said_anyway.sub("，", text))
        if piece and piece not in wording().particles
    ]
    things: list[str] = []
    deeds: list[tuple[str, ...]] = []
    for piece in pieces:
        rest, done = _without_deeds(piece)
        deeds += done
        things += rest
    readings = (
        Wanted(asked["unit"], tuple(pieces)),
        Wanted(asked["unit"], tuple(things), tuple(deeds)),
    )
    return tuple(r for r in readings if any(len(t) >= 2 for t in r.things))


def _without_deeds(piece: str) -> tuple[list[str], list[tuple[str, ...]]]:
    """The things a piece of a question names, and the deeds, each with what says the same."""
    deeds: list[tuple[str, ...]] = []
    for written, spoken in telling_words().deeds:
        if said := next((w for w in written if w in piece), None):
            deeds.append((*written, *spoken))
            piece = piece.replace(said, "，")
    if deeds or len(piece) == 2:  # 建议 is no 议 that is built
        return [t for t in piece.split("，") if t], deeds
    for written, spoken in telling_words().deeds:
        if piece.startswith(spoken):
            return [piece[1:]] if piece[1:] else [], [(*written, *spoken)]
        if piece.endswith(spoken):
            return [piece[:-1]], [(*written, *spoken)]
    return [piece], []


@cache
def _counter_asked() -> re.Pattern[str]:
    """'多少件', '几次', '多少': with the counting word where one is said."""
    units = sorted({u for g in telling_words().units for u in g} - {"人"}, key=len, reverse=True)
    return re.compile(
        rf"(?:多少|好多|几多|几)(?:个(?=人(?!大)|批|团组))?(?P<unit>{'|'.join(units)}|人(?!大))?"
    )


def _found(wanted: Wanted, selection: Selection, corpus: Corpus) -> list[ToldNumber]:
    """The numbers whose clauses name what is wanted, those with the fewest other words."""
    fitting: list[tuple[int, ToldNumber]] = []
    for document in selection.documents:
        for told in numbers_told(document, corpus):
            unnamed = _unnamed(wanted, told, selection)
            if unnamed is not None and unnamed <= _UNNAMED:
                fitting.append((unnamed, told))
    fewest = min((unnamed for unnamed, _ in fitting), default=0)
    near = [told for unnamed, told in fitting if unnamed < fewest + _NARROWER]
    return sorted(near, key=lambda t: t.start)


def _unnamed(wanted: Wanted, told: ToldNumber, selection: Selection) -> int | None:
    """How many characters of the clause the question does not name; None where it does not fit.

    Those on the other side of the number from what is named count little: '与某报联办12期法制专刊'.
    """
    words = telling_words()
    if wanted.unit is not None and not words.count_alike(wanted.unit, told.unit):
        return None
    years = {int(y) for y in re.findall(r"20\d\d(?=年)", told.before + told.clause)}
    if years - set(selection.years):
        return None
    left = told.clause
    for thing in wanted.things:
        shortened = words_taken_from(left, thing) or _abbreviated(left, thing)
        if shortened is None:
            return None
        left = shortened
    for group in wanted.deeds:
        if not any(w in told.before + told.clause for w in group):
            return None
    before, _, after = left.partition(NUMBER_HERE)
    if before.endswith("等"):
        before = ""  # '财务处、文印中心等20个处室': the names are of what is counted
    if NAMED in after:  # '38个处室及机关党委': what is joined on is another thing
        after = next(part for part in _JOINED.split(after) if NAMED in part)
    if NAMED in before and (done := _JOINED.split(before)[-1]) and _with_deeds_marked(done) != done:
        before = done if NAMED in done else before  # '主席以及主席会议督办重点提案20件'
    return sum(_strange(s) if NAMED in s else _strange(s) // _OTHER_SIDE for s in (before, after))


def _strange(text: str) -> int:
    """How many characters of a clause's side say something that a question may not have meant."""
    beside = telling_words().counter.sub("", text)  # '10多批200多人次'
    said = telling_words().said_anyway.sub("，", _with_deeds_marked(beside))
    return len(re.findall(r"[\u4e00-\u9fffa-z0-9]", said))


def _with_deeds_marked(text: str) -> str:
    """The text with '，' for words that tell what is done."""
    for written, _ in telling_words().deeds:
        for word in written:
            text = text.replace(word, "，")
    return text


def words_taken_from(clause: str, thing: str) -> str | None:
    """The clause without the words of a thing, in any order; None if it lacks one.

    A word is at least two characters of the thing that the clause says together.
    """
    if len(thing) < 2:
        return clause.replace(thing, NAMED) if thing in clause else None
    for size in range(len(thing), 1, -1):
        for at in range(len(thing) - size + 1):
            word = thing[at : at + size]
            if word not in clause:
                continue
            rest: str | None = clause.replace(word, NAMED)
            for other in (thing[:at], thing[at + size :]):
                if other and rest is not None:
                    rest = words_taken_from(rest, other)
            if rest is not None:
                return rest
    return None


def _abbreviated(clause: str, thing: str) -> str | None:
    """The clause without what a thing is short for: '国际友人' for 国际友好人士."""
    if len(thing) < _LEAST_SHORT:
        return None
    between = f"[\u4e00-\u9fff]{{0,{_BETWEEN}}}?"
    written = re.escape(thing[:2]) + between + between.join(map(re.escape, thing[2:]))
    whole = re.compile(f"{written}[\u4e00-\u9fff]?(?=[^\u4e00-\u9fff]|$)")
    return whole.sub(NAMED, clause, count=1) if whole.search(clause) else None


def _quote(told: ToldNumber) -> Quote:
    return Quote(told.document, *told.sentence, told.section_path, told.page)
