"""Numbers written otherwise, and what is lost of them: 3, 12 and 19 of the list of noises."""

import random
import re
from dataclasses import replace
from decimal import Decimal

from evals.generator.draft import Draft
from evals.generator.noise.lines import (
    change_words,
    facts_of,
    line_at,
    lines_of,
    may_be_rewritten,
    sentences_of,
    some,
)
from evals.generator.truth import Fact

NUMBERED = re.compile(r"^([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)(.)(?=..)")
REASON = re.compile(r"(主要原因(?:是|：))[^。]+。")


def mix_thousands(draft: Draft, rng: random.Random) -> int:
    """3: in one document some numbers have commas and others have none."""
    changed = 0
    for index in sentences_of(draft):
        for fact in facts_of(line_at(draft, index)):
            if fact.unit == "%" or not may_be_rewritten(fact) or rng.random() < 0.5:
                continue
            plain = fact.printed.replace(",", "")
            other = plain if "," in fact.printed else f"{Decimal(plain):,f}"
            if other != fact.printed:
                fact.printed = other
                changed += 1
    return changed


def drop_characters(draft: Draft, rng: random.Random) -> int:
    """12: the first character of a heading is gone, or an amount, a rate, a name, a reason."""
    changed = 0
    for index in some(rng, lines_of(draft, "heading"), 0.1, 1):
        heading = line_at(draft, index).text
        changed += change_words(draft, index, lambda text: NUMBERED.sub(r"\1", text))
        _rename(draft, index, heading)
    for index in some(rng, sentences_of(draft), 0.08, 2):
        changed += _lose_one(draft, index, rng)
    reasons = [i for i in lines_of(draft, "body") if REASON.search(line_at(draft, i).text)]
    for index in some(rng, reasons, 0.1, 1):
        changed += _lose_reason(draft, index)
    return changed


def _rename(draft: Draft, index: int, heading: str) -> None:
    """Call numbers that only this heading names what is left of their name in it."""
    found = NUMBERED.match(heading)
    if not found or line_at(draft, index).text == heading:
        return
    named = heading[found.end() - 1 :]
    for place in sentences_of(draft):
        line = line_at(draft, place)
        for fact in facts_of(line):
            if place > index and named.startswith(fact.label) and fact.label not in line.text:
                fact.label = fact.label[1:]


def _lose_one(draft: Draft, index: int, rng: random.Random) -> int:
    facts = [f for f in facts_of(line_at(draft, index)) if may_be_rewritten(f)]
    if not facts:
        return 0
    fact = rng.choice(facts)
    fact.shown = fact.unit
    draft.lose(fact)
    # What is said of it later in the sentence (its rate) still is said.
    return 1


def _lose_reason(draft: Draft, index: int) -> int:
    """Leave “主要原因是。”; a statement of the reason then is none."""
    line = line_at(draft, index)
    draft.truth.statements[:] = [s for s in draft.truth.statements if s.text != line.text]
    return change_words(draft, index, lambda text: REASON.sub(r"\1。", text))


def mask(draft: Draft, rng: random.Random) -> int:
    """19: a name behind asterisks, one character of a heading, an amount as “(略)”."""
    changed = 0
    for index in some(rng, sentences_of(draft), 0.06, 2):
        line = line_at(draft, index)
        places = [
            n
            for n, part in enumerate(line.parts)
            if isinstance(part, Fact) and may_be_rewritten(part)
        ]
        if not places:
            continue
        place = rng.choice(places)
        fact = line.parts[place]
        if not isinstance(fact, Fact):
            continue
        before = line.parts[place - 1] if place else ""
        if rng.random() < 0.5 and isinstance(before, str) and fact.label in before:
            parts = [*line.parts]
            parts[place - 1] = before.replace(fact.label, "*" * (len(fact.label) + 2))
            # Later numbers of the sentence may be known by that name alone.
            for other in [f for f in facts_of(line) if f.label.startswith(fact.label)]:
                draft.lose(other)
            draft.rewrite(index, replace(line, parts=tuple(parts)))
        else:
            fact.shown = "(略)"
            draft.lose(fact)
        changed += 1
    for index in some(rng, lines_of(draft, "heading"), 0.05, 1):
        changed += change_words(draft, index, lambda text: text.replace("一般公共", "* 般公共"))
    return changed
