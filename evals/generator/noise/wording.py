"""Words that are not what they should be: 13 to 16, 18, 20, 22 and 24 of the list of noises."""

import random
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from evals.generator.draft import Draft, Line
from evals.generator.noise.lines import (
    Change,
    change_words,
    facts_of,
    insert,
    line_at,
    lines_of,
    may_be_rewritten,
    plain_lines_of,
    sentences_of,
    some,
)
from evals.generator.truth import Fact

DIRECTION = re.compile(r"(增加|减少)$")


@cache
def _rows() -> dict[str, Any]:
    text = (Path(__file__).parent / "wording.yaml").read_text(encoding="utf-8")
    rows: dict[str, Any] = yaml.safe_load(text)
    return rows


def leave_template(draft: Draft, rng: random.Random) -> int:
    """13: instructions of the form between paragraphs; 增加（减少） where one should be struck."""
    changed = 0
    for index in reversed(some(rng, lines_of(draft, "heading"), 0.15, 2)):
        insert(draft, index + 1, Line("body", (rng.choice(_rows()["template"]),)))
        changed += 1
    for index in some(rng, sentences_of(draft), 0.06, 1):
        changed += _keep_both_directions(draft, index)
    return changed


def _keep_both_directions(draft: Draft, index: int) -> int:
    """Write 增加（减少）: which of the two is meant, nobody can tell."""
    line = line_at(draft, index)
    parts = list(line.parts)
    for place, fact in enumerate(parts[1:], 1):
        before = parts[place - 1]
        if isinstance(fact, Fact) and fact.aspect == "change" and isinstance(before, str):
            if not DIRECTION.search(before):
                continue
            other = "减少" if before.endswith("增加") else "增加"
            parts[place - 1] = f"{before}（{other}）"
            draft.lose(fact)
            draft.rewrite(index, replace(line, parts=tuple(parts)))
            return 1
    return 0


def misspell(draft: Draft, rng: random.Random) -> int:
    """14: words doubled, swapped or written with another character."""
    changed = 0
    for index in some(rng, sentences_of(draft), 0.25, 2):
        rows = [row for row in _rows()["typos"] if row["says"] in line_at(draft, index).text]
        if rows:
            row = rng.choice(rows)
            changed += change_words(draft, index, _replaced(row["says"], row["becomes"], 1))
    return changed


def _replaced(says: str, becomes: str, times: int = -1) -> Change:
    return lambda text: text.replace(says, becomes, times)


def mispunctuate(draft: Draft, rng: random.Random) -> int:
    """15: half-width marks, odd quotes, 万 without 元, a rate without its %."""
    changed = 0
    for index in some(rng, sentences_of(draft), 0.4, 3):
        row = rng.choice(_rows()["punctuation"])
        changed += change_words(draft, index, _replaced(row["says"], row["becomes"]))
        for fact in facts_of(line_at(draft, index)):
            if not may_be_rewritten(fact):
                continue
            if fact.unit == "万元" and rng.random() < 0.1:
                fact.shown = f"{fact.printed}{fact.gap}万"
                changed += 1
            elif fact.unit == "%" and rng.random() < 0.06:
                fact.shown = fact.printed
                draft.lose(fact)
                changed += 1
    return changed


def misbracket(draft: Draft, rng: random.Random) -> int:
    """16: the number of a document in brackets of another shape; it is no amount."""
    text = rng.choice(_rows()["references"]).format(
        place=draft.about.organisation[:3], year=draft.about.fiscal_year - 1, n=rng.randrange(3, 90)
    )
    places = plain_lines_of(draft, "body") or sentences_of(draft)
    insert(draft, rng.choice(places), Line("body", (text,)))
    return 1


def wrap_in_site(draft: Draft, rng: random.Random) -> int:
    """18: crumbs, counters and the name of an attachment before the title; no PDF has them."""
    if draft.paged:
        return 0
    lines = [
        row.format(
            date=f"{draft.about.fiscal_year}-{rng.randrange(1, 9):02d}-1{rng.randrange(10)}",
            hits=rng.randrange(100, 30000), n=rng.randrange(10**5, 10**6),
            file=f"1724{rng.randrange(10**12, 10**13)}",
        )
        for row in _rows()["shell"]
    ]  # fmt: skip
    insert(draft, 0, *(Line("body", (text,)) for text in lines))
    return len(lines)


def pollute(draft: Draft, rng: random.Random) -> int:
    """20: traditional characters with their readings; a name so written is no longer a name."""
    table = _rows()["traditional"]

    def change(text: str) -> str:
        return "".join(table.get(character, character) for character in text)

    changed = 0
    for index in some(rng, sentences_of(draft), 0.05, 1):
        line = line_at(draft, index)
        if change_words(draft, index, change):
            for fact in list(facts_of(line)):
                if fact in draft.truth.facts:
                    draft.lose(fact)
            changed += 1
    return changed


def caption(draft: Draft, rng: random.Random) -> int:
    """22: captions and legends of pictures between paragraphs; their numbers are no statement."""
    places = sentences_of(draft)
    if not places:
        return 0
    share = rng.randrange(4000, 9000)
    values = {"a": f"{share / 100:.2f}", "b": f"{(10000 - share) / 100:.2f}"}
    index = rng.choice(places)
    rows = [row.format(**values) for row in _rows()["captions"]]
    insert(draft, index + 1, *(Line("centre", (text,)) for text in rows))
    return len(rows)


def leave_old_year(draft: Draft, rng: random.Random) -> int:
    """24: sentences that still name the year before."""
    texts = [row.format(year=draft.about.fiscal_year - 1) for row in _rows()["stale"]]
    places = plain_lines_of(draft, "body") or sentences_of(draft)
    for text in texts:
        insert(draft, rng.choice(places), Line("body", (text,)))
    return len(texts)
