"""Misprinted names (错字) in what a sentence states, mended before it is read.

A name is mended only where a clause is of nothing we know, and only towards a name that the
vocabulary, the official classification or the document's own tables know (misprints.py). The
canonical text, and so every quotation, stays as printed; staff are told what was read as what.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.misprints import (
    GONE,
    Misprint,
    Names,
    misprints_in,
    names_in_tables,
    names_of_vocabulary,
    shared,
)
from ingest.model import Figure, Problem, Section, Source, Table
from ingest.prose import Paragraph
from ingest.read.reading import Reading
from ingest.reasons import MASK, Masked
from ingest.vocabulary.misspelt import usual_forms

_CLAUSE_ENDS = re.compile(f"[，。；：{MASK}]")
_LONGEST_CLAUSE = 200
# What a clause that states a value has: a number, or words for one.
_SAYS_VALUE = re.compile(r"\d|持平|一致|相同|相等|变|无|（项）")


@dataclass
class Spelling:
    """The names that one document may mean, and the misprints of them found so far."""

    known: tuple[Names, ...]
    found: list[Misprint] = field(default_factory=list)


def spelling_of(tables: Sequence[Table] = ()) -> Spelling:
    """The spelling of a document with these tables, nothing found yet."""
    return Spelling((names_of_vocabulary(), names_in_tables(tables)))


@dataclass(frozen=True)
class Mended:
    """A paragraph with the misprints of one clause mended, and which."""

    paragraph: Paragraph
    masked: Masked
    misprints: tuple[Misprint, ...]


def mend_clause(
    paragraph: Paragraph, masked: Masked, position: int, read: int, known: Sequence[Names]
) -> Mended | None:
    """The clause that begins at `position` with its names mended; None where none is misprinted.

    A pattern may have read more than a clause; it is mended up to `read` at least.
    Characters keep their offsets; one put in has that of the one before it.
    """
    following = _CLAUSE_ENDS.search(masked.text, read)
    end = len(masked.text) if following is None else following.start()
    if end - position > _LONGEST_CLAUSE or not _SAYS_VALUE.search(masked.text, position, end):
        return None
    found = misprints_in(masked.text[position:end], known)
    # What an asterisk hides in a sentence is not ours to say.
    if not found or any(GONE in misprint.printed for misprint in found):
        return None
    text, offsets, dropped = masked.text, paragraph.offsets, set(paragraph.dropped)
    unmasked, moved = paragraph.text, 0
    for misprint in reversed(found):
        start, stop = position + misprint.start, position + misprint.end
        own = _offsets(misprint, offsets[start:stop])
        dropped |= {*offsets[start:stop]} - {*own}
        offsets = (*offsets[:start], *own, *offsets[stop:])
        text = text[:start] + misprint.meant + text[stop:]
        unmasked = unmasked[:start] + misprint.meant + unmasked[stop:]
        moved += len(misprint.meant) - len(misprint.printed)
    reasons = {
        begin + moved if begin >= end else begin: stop + moved if stop > end else stop
        for begin, stop in masked.reasons.items()
    }
    printed = (
        replace(m, start=paragraph.offsets[position + m.start],
                end=paragraph.offsets[position + m.end - 1] + 1)
        for m in found
    )  # fmt: skip
    whole = replace(paragraph, text=unmasked, offsets=offsets, dropped=frozenset(dropped))
    return Mended(whole, Masked(text, reasons), tuple(printed))


def _offsets(misprint: Misprint, offsets: tuple[int, ...]) -> tuple[int, ...]:
    """The offsets of what is meant, those of the characters that it shares with what is printed."""
    left = shared(misprint.printed, misprint.meant)
    missing = len(misprint.meant) - len(offsets)
    if missing > 0:
        return (*offsets[:left], *offsets[left - 1 : left] * missing, *offsets[left:])
    return (*offsets[:left], *offsets[left - missing :])


def misprint_problems(
    spelling: Spelling,
    reading: Reading,
    sections: Iterable[Section],
    figures: Collection[Figure],
) -> Iterator[Problem]:
    """What staff are told: names that were mended, and unusual forms of characters in sentences."""
    for section in sections:
        for one in misprints_in(section.title, spelling.known):
            line = reading.text.find("\n", section.source.start)
            end = section.source.end if line < 0 else min(line, section.source.end)
            place = reading.source(section.source.start, end)
            yield Problem("misspelt", _told(place, one.printed, one.meant), (place,))
    for one in spelling.found:
        source = reading.source(one.start, one.end)
        yield Problem(
            "misspelt",
            _told(source, one.printed, one.meant),
            (source,),
            tuple(f.figure_id for f in figures if _holds(f, source)),
        )
    strange = "".join(form for form in usual_forms() if form in reading.text)
    for match in re.finditer(f"[{strange}]", reading.text) if strange else ():
        place = reading.source(*match.span())
        stated = tuple(f.figure_id for f in figures if _holds(f, place))
        if stated:
            usual = usual_forms()[match.group()]
            yield Problem(
                "misspelt",
                _told(place, match.group(), usual),
                (place,),
                stated,
            )


def _told(place: Source, printed: str, meant: str) -> str:
    return f"{place.page_name}疑为错字：“{printed}”应为“{meant}”，已按后者读入，请核对"


def _holds(figure: Figure, source: Source) -> bool:
    sentence = figure.sentence
    return sentence is not None and sentence.start <= source.start < sentence.end
