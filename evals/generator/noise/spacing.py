"""White space where none belongs: 1, 2, 17 and 21 of the list of noises."""

import random
import re
from dataclasses import replace

from evals.generator.draft import Draft, Span
from evals.generator.noise.lines import (
    change_words,
    facts_of,
    line_at,
    lines_of,
    may_be_rewritten,
    sentences_of,
    some,
    tables_of,
)

CHINESE = re.compile(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
PADDINGS = ("　　", "\u00a0\u00a0", "    ", "　")


def break_numbers(draft: Draft, rng: random.Random) -> int:
    """1: a line ends between a number and its unit, or a page before the number."""
    changed = 0
    for index in some(rng, sentences_of(draft), 0.4, 3):
        for fact in facts_of(line_at(draft, index)):
            if may_be_rewritten(fact) and fact.unit != "%" and rng.random() < 0.5:
                fact.shown = f"{fact.printed}{fact.gap}\n{fact.unit}"
                changed += 1
    if draft.paged:
        changed += _turn_page(draft, rng)
    return changed


def _turn_page(draft: Draft, rng: random.Random) -> int:
    """Begin a new page in the middle of a sentence, before its last number."""
    places = [i for i in sentences_of(draft) if len(list(facts_of(line_at(draft, i)))) > 1]
    for index in some(rng, places, 0.0, 1):
        fact = list(facts_of(line_at(draft, index)))[-1]
        fact.shown = f"\f{fact.text}"
    return min(1, len(places))


def space_numbers(draft: Draft, rng: random.Random) -> int:
    """2: blanks before a number, before its unit and before the percent sign."""
    changed = 0
    for index in some(rng, sentences_of(draft), 0.5, 3):
        for fact in facts_of(line_at(draft, index)):
            if may_be_rewritten(fact) and rng.random() < 0.6:
                before, between = rng.choice([("", " "), (" ", " "), (" ", ""), ("  ", "   ")])
                fact.shown = f"{before}{fact.printed}{between}{fact.unit}"
                changed += 1
    return changed


def pad_lines(draft: Draft, rng: random.Random) -> int:
    """17: full-width indents, no-break spaces, and a hundred blanks at the end of a line."""
    changed = 0
    for index in some(rng, lines_of(draft, "body", "heading", "note"), 0.5, 2):
        line = line_at(draft, index)
        first = next(iter(line.parts), "")
        if not isinstance(first, str):
            continue
        end = " " * 100 if rng.random() < 0.3 else ""
        padded = (rng.choice(PADDINGS) + first, *line.parts[1:], *([end] if end else []))
        draft.rewrite(index, replace(line, parts=padded))
        changed += 1
    for table in tables_of(draft):
        for row in table.rows:
            for place, cell in enumerate(row):
                if isinstance(cell, str) and len(cell) > 3 and rng.random() < 0.2:
                    row[place] = rng.choice(PADDINGS) + cell
                    changed += 1
    return changed


def space_characters(draft: Draft, rng: random.Random) -> int:
    """21: a blank between every two characters of some lines, titles and row labels."""
    changed = 0
    for index in some(rng, lines_of(draft, "page_title", "heading", "body"), 0.15, 2):
        changed += change_words(draft, index, lambda text: CHINESE.sub(" ", text))
    for table in tables_of(draft):
        for row in table.rows:
            for place, cell in enumerate(row):
                if isinstance(cell, Span) and len(cell.text) == 2 and rng.random() < 0.5:
                    row[place] = Span(CHINESE.sub(" ", cell.text), cell.columns, cell.rows)
                    changed += 1
    return changed
