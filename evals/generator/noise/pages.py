"""What the making of pages leaves in a text: 4, 5, 6, 11 and 23 of the list of noises."""

import random
import re
from dataclasses import replace

from evals.generator.draft import COVERED, Draft, Line, Span, Table
from evals.generator.noise.lines import (
    facts_of,
    insert,
    line_at,
    lines_of,
    plain_lines_of,
    sentences_of,
    some,
    tables_of,
)

MARKS = ("─{n} ─", "- {n} -", "— {n} —", "{n}")
ARABIC = re.compile(r"^(\d{1,2})(?:[.．、]|. )")
CHINESE_NUMBER = re.compile(r"^([一二三四五六七八九十])、")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
LONG = 14  # a run of words long enough to be cut in the middle


def number_pages_in_text(draft: Draft, rng: random.Random) -> int:
    """4: a page number in the middle of a sentence."""
    changed = 0
    for index in some(rng, sentences_of(draft), 0.12, 2):
        line = line_at(draft, index)
        places = [n for n, p in enumerate(line.parts) if isinstance(p, str) and len(p) >= LONG]
        if not places:
            continue
        place, parts = rng.choice(places), list(line.parts)
        text = str(parts[place])
        middle = len(text) // 2
        while text[middle - 1].isascii() or text[middle].isascii():
            middle += 1
            if middle >= len(text):
                break
        if middle >= len(text):
            continue
        # Where there are pages the mark is that of a real one.
        mark = "\n" + rng.choice(MARKS).format(n=rng.randrange(2, 30)) + "\n"
        parts[place] = text[:middle] + ("\f" if draft.paged else mark) + text[middle:]
        draft.rewrite(index, replace(line, parts=tuple(parts)))
        changed += 1
    return changed


def mix_numbering(draft: Draft, rng: random.Random) -> int:
    """5: １、 beside 10、, 1) beside 1. beside 1 with nothing, 一一、."""

    def other(text: str) -> str:
        if found := ARABIC.match(text):
            number = found.group(1)
            style = rng.choice(["１、", "1．", "1.", "1、", "1)", "1"])
            if style == "１、":
                number = number.translate(FULL_WIDTH)
            # A number without a point would run into a number that follows.
            rest = text[found.end() :]
            return number + style[1:] + rest if not rest[:1].isdigit() else text
        if CHINESE_NUMBER.match(text) and rng.random() < 0.15:
            return text[0] + text
        return text

    changed = 0
    defined = set(plain_lines_of(draft, "body", "heading")) | set(sentences_of(draft))
    for index in sorted(defined):
        line = line_at(draft, index)
        first = next(iter(line.parts), "")
        if isinstance(first, str) and (new := other(first)) != first:
            draft.rewrite(index, replace(line, parts=(new, *line.parts[1:])))
            changed += 1
    return changed


def repeat_headers(draft: Draft, rng: random.Random) -> int:
    """6: the header again in the middle of a table, a title twice."""
    changed = 0
    for table in tables_of(draft):
        table.repeats_header = True
        if len(table.rows) > 12 and rng.random() < 0.4:
            at = rng.randrange(6, len(table.rows) - 3)
            if not _is_covered(table, at):
                table.repeated_at = (at,)
        changed += 1
    places = [i for i, block in enumerate(draft.blocks) if isinstance(block, Table)]
    for index in reversed(some(rng, places, 0.1, 1) if places else []):
        block = draft.blocks[index]
        if isinstance(block, Table):
            insert(draft, index, Line("centre", (block.title,)))
            changed += 1
    return changed


def _is_covered(table: Table, row: int) -> bool:
    around = [cell for cells in table.rows[max(0, row - 8) : row + 1] for cell in cells]
    return any(cell is COVERED or (isinstance(cell, Span) and cell.rows > 1) for cell in around)


def leave_contents_fields(draft: Draft, rng: random.Random) -> int:
    """11: what is left of the fields of a table of contents, dots and page numbers."""
    changed = 0
    for index in lines_of(draft, "toc"):
        page = rng.randrange(2, 30)
        rest = rng.choice(
            [f" PAGEREF _Toc{rng.randrange(10**4, 10**5)} \\h {page}", "…" * 9 + str(page),
             f"………{page}-{page + 1}"]
        )  # fmt: skip
        line = line_at(draft, index)
        draft.rewrite(index, replace(line, parts=(*line.parts, rest)))
        changed += 1
    return changed


def part_layers(draft: Draft, rng: random.Random) -> int:
    """23: a page whose words are drawn first and whose numbers after all of them."""
    draft.layered = draft.paged
    stated = [len(list(facts_of(line_at(draft, index)))) for index in sentences_of(draft)]
    return sum(stated) if draft.paged else 0
