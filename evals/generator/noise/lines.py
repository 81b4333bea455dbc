"""What every noise needs: which lines of a draft it may touch, and how a line is rewritten."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from evals.generator.draft import Draft, Line, Table
from evals.generator.truth import Fact

Change = Callable[[str], str]


def lines_of(draft: Draft, *roles: str) -> list[int]:
    """Return the places of the lines with one of these roles."""
    return [
        index
        for index, block in enumerate(draft.blocks)
        if isinstance(block, Line) and block.role in roles
    ]


def sentences_of(draft: Draft) -> list[int]:
    """Return the places of the paragraphs that state numbers."""
    return [
        index
        for index in lines_of(draft, "body")
        if any(isinstance(part, Fact) for part in line_at(draft, index).parts)
    ]


def plain_lines_of(draft: Draft, *roles: str) -> list[int]:
    """Return the places of lines without numbers that no definition stands in."""
    defined = {entry.definition for entry in draft.truth.glossary}
    return [
        index
        for index in lines_of(draft, *roles)
        if not any(isinstance(part, Fact) for part in line_at(draft, index).parts)
        and not any(line_at(draft, index).text.endswith(text) for text in defined)
    ]


def line_at(draft: Draft, index: int) -> Line:
    """Return the line at a place. Raises TypeError where there is none."""
    block = draft.blocks[index]
    if not isinstance(block, Line):
        raise TypeError(f"block {index} is no line")
    return block


def tables_of(draft: Draft) -> list[Table]:
    """Return the tables, in order."""
    return [block for block in draft.blocks if isinstance(block, Table)]


def facts_of(line: Line) -> Iterator[Fact]:
    """Yield the numbers of a line."""
    for part in line.parts:
        if isinstance(part, Fact):
            yield part


def may_be_rewritten(fact: Fact) -> bool:
    """Whether a number still stands as its style printed it (and is one: not 持平)."""
    return fact.shown is None and fact.printed[-1:].isdigit()


def change_words(draft: Draft, index: int, change: Change) -> bool:
    """Change the words of a line and none of its numbers; say whether anything changed."""
    line = line_at(draft, index)
    parts = tuple(part if isinstance(part, Fact) else change(part) for part in line.parts)
    if parts == line.parts:
        return False
    draft.rewrite(index, replace(line, parts=parts))
    return True


def some(rng: random.Random, places: list[int], share: float, least: int = 1) -> list[int]:
    """Return a share of the places in order, at least so many where there are as many."""
    number = min(len(places), max(least, round(len(places) * share)))
    return sorted(rng.sample(places, number))


def insert(draft: Draft, index: int, *lines: Line) -> None:
    """Put lines before the block at a place."""
    draft.blocks[index:index] = list(lines)
