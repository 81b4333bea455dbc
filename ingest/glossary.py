"""The definitions under 名词解释, one entry a term, in any numbering.

>>> from ingest.read.reading import Reading
>>> from ingest.sections import pages_to_sections
>>> text = "第一部分 名词解释\\n1.基本支出：指人员支出和公用支出。\\n2其他收入：指其他。"
>>> reading = Reading(text=text, pages=())
>>> [(e.term, e.meaning) for e in sections_to_glossary(reading, pages_to_sections(reading))]
[('基本支出', '指人员支出和公用支出。'), ('其他收入', '指其他。')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.model import GlossaryEntry, Section
from ingest.prose import Paragraph
from ingest.read.reading import Reading
from ingest.sections import body_paragraphs, section_path_at
from ingest.vocabulary.patterns import patterns

_GLOSSARY = re.compile(r"名词解释|名称解释|名词术语|术语解释")
_NUMBER = re.compile(
    r"(?:（[一二三四五六七八九十百\d]{1,4}）、?|[一二三四五六七八九十百]{1,4}[、.]"
    r"|\d{1,2}(?:[.、）]|(?=[“”\"\u4e00-\u9fff]))|[①-⑳])"
)
# What parts a term from its meaning: a colon, or '是指', '指' after a full stop.
_PARTED = re.compile(
    r"^(?P<term>[^：。；]{2,60}?)(?:[：]|。(?=(?:是?指|包括|反映))|，(?=是指)|(?=是指))"
)
_LONGEST_TERM = 60
_LEVELS = re.compile(r"（(?:类|款|项)）")
_ENDING_DATE = re.compile(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日|附件.*|附：.*")


@dataclass(frozen=True)
class _Start:
    paragraph: int
    term: tuple[int, int]  # positions in the paragraph's text
    meaning: int


def sections_to_glossary(
    reading: Reading, sections: Sequence[Section]
) -> tuple[GlossaryEntry, ...]:
    """The entries of the sections titled 名词解释, each with its whole meaning.

    `source` runs from the term's first character (numbering aside) to the end of the meaning.
    """
    entries: list[GlossaryEntry] = []
    for section in sections:
        if not _GLOSSARY.search(section.title):
            continue
        end = _end(section, sections)
        inside = [
            p
            for p in body_paragraphs(reading)
            if section.source.start <= p.start < end and not _ENDING_DATE.fullmatch(p.text)
        ]
        for term, meaning, start, stop in _entries(reading, inside):
            entries.append(
                GlossaryEntry(
                    entry_id=f"g{len(entries) + 1}",
                    term=term,
                    term_path=_term_path(term),
                    meaning=meaning,
                    source=reading.source(start, stop),
                    section_path=section_path_at(sections, start),
                )
            )
    return tuple(entries)


def _end(section: Section, sections: Sequence[Section]) -> int:
    """Where the definitions end: tables that follow them (附表, further sheets) define nothing."""
    tables = [row.pattern for row in patterns().headings if row.is_table]
    starts = (
        other.source.start
        for other in sections
        if section.source.start < other.source.start < section.source.end
        and any(pattern.fullmatch(re.sub(r"\s", "", other.title)) for pattern in tables)
    )
    return min(starts, default=section.source.end)


def _entries(
    reading: Reading, paragraphs: Sequence[Paragraph]
) -> Iterator[tuple[str, str, int, int]]:
    starts = [s for s in (_start(i, p.text) for i, p in enumerate(paragraphs)) if s is not None]
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        last = (following.paragraph if following else len(paragraphs)) - 1
        # Below the last definition stands what ends the document: a name, a remark.
        while (
            following is None
            and last > start.paragraph
            and paragraphs[last - 1].text.endswith("。")
            and not paragraphs[last].text.endswith(("。", "；", "："))
        ):
            last -= 1
        first = paragraphs[start.paragraph]
        term = first.text[start.term[0] : start.term[1]]
        meaning = first.text[start.meaning :] + "".join(
            p.text for p in paragraphs[start.paragraph + 1 : last + 1]
        )
        if not meaning:
            continue
        yield term, meaning, first.offsets[start.term[0]], paragraphs[last].end


def _start(index: int, text: str) -> _Start | None:
    """Where an entry begins in a paragraph, or None where the paragraph goes on with another's."""
    number = _NUMBER.match(text)
    offset = number.end() if number else 0
    match = _PARTED.match(text[offset:])
    if match is None or len(match["term"]) > _LONGEST_TERM:
        return None
    if number is None and re.match(r"其中|包括|反映|主要", match["term"]):
        return None
    term_end = offset + match.end("term")
    return _Start(index, (offset, term_end), offset + match.end())


def _term_path(term: str) -> tuple[str, ...]:
    parts = tuple(part.strip('“”" ') for part in _LEVELS.split(term) if part.strip('“”" '))
    return parts if _LEVELS.search(term) else (term,)
