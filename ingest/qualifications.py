"""Figures with the day they are stated as of and what they leave out (截至日、口径范围).

Neither is part of the item: '截至2022年12月31日，共有车辆3辆', '公务接待费3万元（不含下属单位）'.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ingest.model import Aspect, Figure, Table
from ingest.prose import Paragraph, reading_to_paragraphs
from ingest.read.reading import Reading
from ingest.reasons import mask
from ingest.vocabulary.qualifications import (
    Note,
    clauses_in,
    days_in,
    notes_of_table,
    remarks_in,
)

_STATED = (Aspect.AMOUNT, Aspect.COUNT)
_WORTH_A_LOOK = re.compile(r"截\s*[至止]|[含包括]|剔\s*除|扣\s*除")
# A sentence that names a year of its own speaks of that year, no longer of the day before it.
_OF_ANOTHER_TIME = re.compile(r"[^，；：]{0,16}?(?:(?:19|20)\d\d年|本年|当年|全年)")
_ENDS_OF_CLAUSE = "，。；："


def with_qualifications(
    figures: Iterable[Figure], tables: Sequence[Table], reading: Reading
) -> list[Figure]:
    """The figures, each with the `as_of` and the `scope_note` that its words or table state."""
    by_id = {table.table_id: _TableWords(table) for table in tables}
    paragraphs = [_Words(p) for p in reading_to_paragraphs(reading) if p.offsets]
    starts = [words.paragraph.start for words in paragraphs]
    qualified = []
    for figure in figures:
        if figure.source.table_id is not None:
            day, note = by_id[figure.source.table_id].of(figure)
        else:
            place = bisect_right(starts, figure.source.start) - 1
            day, note = paragraphs[place].of(figure) if place >= 0 else (None, "")
        stated = replace(figure, as_of=day, scope_note=note or None) if day or note else figure
        qualified.append(stated)
    return qualified


class _TableWords:
    """What a table says of its numbers: below it, in the names of its columns and rows."""

    def __init__(self, table: Table) -> None:
        note = re.sub(r"[^\S\n]+", "", table.note)
        self._days = days_in(note) + days_in(table.title)
        self._notes = notes_of_table(note)

    def of(self, figure: Figure) -> tuple[date | None, str]:
        """The day and the note of one of its figures."""
        named = [part for part in (*figure.item_path[-1:], *figure.column_path) if "（" in part]
        remarks = [note for part in named for note in remarks_in(part)]
        said = [day for part in figure.column_path for day in days_in(part)]
        days = said or (self._days if figure.aspect is Aspect.COUNT else [])
        day = days[0].day if days and figure.aspect in _STATED else None
        return day, _joined((*remarks, *self._notes))


class _Words:
    """What a paragraph says of its numbers, its reasons and purposes left out."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph
        looked_at = _WORTH_A_LOOK.search(paragraph.text) is not None
        self._text = mask(paragraph.text).text if looked_at else ""
        self._days = days_in(self._text)
        self._remarks = remarks_in(self._text)
        self._clauses = clauses_in(self._text)

    def of(self, figure: Figure) -> tuple[date | None, str]:
        """The day and the note of one of its figures."""
        if not (self._days or self._remarks or self._clauses):
            return None, ""
        start = bisect_left(self.paragraph.offsets, figure.source.start)
        end = bisect_left(self.paragraph.offsets, figure.source.end)
        if start >= len(self._text):
            return None, ""
        return self._day(figure, start, end), self._note(start, end)

    def _day(self, figure: Figure, start: int, end: int) -> date | None:
        """The day said before it, or in a bracket right behind it."""
        if figure.aspect not in _STATED:
            return None
        behind = [d for d in self._days if d.start == end + 1 and self._text[end] == "（"]
        before = [d for d in self._days if d.end <= start]
        for as_of in (*behind, *reversed(before)):
            sentences = self._text[as_of.end : start].split("。")[1:] if as_of in before else ()
            still_holds = not any(_OF_ANOTHER_TIME.match(sentence) for sentence in sentences)
            return as_of.day if still_holds else None
        return None

    def _note(self, start: int, end: int) -> str:
        """The remarks of its clause, and the clauses of its sentence that limit it."""
        of_clause = [n for n in self._remarks if not self._parted(start, end, n, _ENDS_OF_CLAUSE)]
        of_sentence = [n for n in self._clauses if not self._parted(start, end, n, "。")]
        return _joined((*of_clause, *of_sentence))

    def _parted(self, start: int, end: int, note: Note, ends: str) -> bool:
        """Whether one of the characters `ends` stands between a number and a note."""
        span = (end, note.start) if note.start >= end else (note.end, start)
        return any(character in ends for character in self._text[slice(*span)])


def _joined(notes: Iterable[Note]) -> str:
    return "；".join(dict.fromkeys(note.words for note in notes))
