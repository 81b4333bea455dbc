"""The outline (第一部分 / 一、 / （一） / 1. / （1）) of a disclosure.

Headings are short paragraphs of their own; sentences that begin with a list number are items.
The unnumbered headings that open pages are known by what they say (vocabulary/patterns.yaml).
Tables of contents are left out.

>>> from ingest.read.reading import Reading
>>> text = "第一部分 概况\\n一、主要职能\\n（一）负责预算管理。\\n二、机构设置\\n设三个科。"
>>> [s.path for s in pages_to_sections(Reading(text=text, pages=()))][-1]
('第一部分 概况', '二、机构设置')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Section
from ingest.once import once_a_reading
from ingest.prose import MARKER, Paragraph, reading_to_paragraphs
from ingest.read.reading import Reading
from ingest.vocabulary.patterns import patterns

_RANKS = (
    (1, re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:部分|章)")),
    (3, re.compile(r"[一二三四五六七八九十百]{1,4}、")),
    (4, re.compile(r"（[一二三四五六七八九十百]{1,4}）")),
    (5, re.compile(r"\d{1,2}[.、]")),
    (6, re.compile(r"（\d{1,2}）")),
    (7, re.compile(r"[①-⑳]|\d{1,2}）")),
)
_UNNUMBERED_RANK = 2
_LONGEST = 48
_AMOUNT = re.compile(
    r"\d[\d.,]*(?:万元|亿元|元|万|%|辆|台|个|家|人|名)(?!以上)|\d{1,3}(?:,\d{3})+|\d+\.\d\d"
)
_CONTENTS = re.compile(r"目录|目次")
_LEADER = re.compile(r"[…·⋯.]{3,}\d*$|(?<=[^\d年])\d{1,3}$")
_PAGEREF = re.compile(r"PAGEREF\S*$")


@dataclass(frozen=True)
class _Heading:
    paragraph: Paragraph
    index: int
    rank: int
    number: str
    title: str


def pages_to_sections(reading: Reading) -> tuple[Section, ...]:
    """The headings in reading order; each `source` runs from the heading to the next equal one."""
    paragraphs = reading_to_paragraphs(reading)
    headings = _headings(paragraphs)
    sections: list[Section] = []
    open_headings: list[tuple[int, str]] = []
    ranks = _nested_ranks(headings)
    for i, (heading, rank) in enumerate(zip(headings, ranks, strict=True)):
        while open_headings and open_headings[-1][0] >= rank:
            open_headings.pop()
        gap = " " if heading.rank == 1 else ""
        open_headings.append((rank, f"{heading.number}{gap}{heading.title}"))
        start = _start(reading, heading)
        later = zip(headings[i + 1 :], ranks[i + 1 :], strict=True)
        end = next(
            (_start(reading, h) for h, r in later if r <= rank),
            len(reading.text),
        )
        sections.append(
            Section(
                section_id=f"s{i + 1}",
                number=heading.number,
                title=heading.title,
                level=len(open_headings),
                path=tuple(title for _, title in open_headings),
                source=reading.source(start, max(end, heading.paragraph.end)),
            )
        )
    return tuple(sections)


def _nested_ranks(headings: Sequence[_Heading]) -> list[int]:
    """The headings' ranks, doubled; '一、项目概述' under '七、…项目经费情况说明' one deeper."""
    found: list[int] = []
    described: int | None = None
    for heading in headings:
        outline = patterns().project_outline.fullmatch(heading.title) is not None
        nested = outline and described == heading.rank
        found.append(2 * heading.rank + nested)
        if patterns().project_description.fullmatch(heading.title):
            described = heading.rank
        elif described is not None and heading.rank <= described and not nested:
            described = None
    return found


def section_path_at(sections: Sequence[Section], offset: int) -> tuple[str, ...]:
    """The heading path that covers an offset of the canonical text, () before the first."""
    path: tuple[str, ...] = ()
    best = -1
    for section in sections:
        if section.source.start <= offset < section.source.end and section.source.start >= best:
            best, path = section.source.start, section.path
    return path


@once_a_reading
def body_paragraphs(reading: Reading) -> tuple[Paragraph, ...]:
    """The paragraphs that are neither headings nor entries of a table of contents."""
    paragraphs = reading_to_paragraphs(reading)
    left_out = _contents(paragraphs) | {heading.index for heading in _headings(paragraphs)}
    return tuple(p for i, p in enumerate(paragraphs) if i not in left_out)


def is_contents_line(text: str) -> bool:
    """Whether a line ends as the entries of a table of contents do: dots and a page number."""
    return re.search(r"[…·⋯.]{3,}\d*$", text) is not None


def _start(reading: Reading, heading: _Heading) -> int:
    """Where the section begins: a title drawn at the top of a page but written last leads it."""
    paragraph = heading.paragraph
    if heading.number or paragraph.opens_page or paragraph.page is None or not reading.boxes:
        return paragraph.start
    own = reading.source(paragraph.start, paragraph.end).box
    page = next(p for p in reading.pages if p.number == paragraph.page)
    tops = [box.top for s, e, box in reading.boxes if page.start <= s < page.end]
    if own is not None and tops and own.top <= min(tops) + 1:
        return page.start
    return paragraph.start


def _headings(paragraphs: Sequence[Paragraph]) -> list[_Heading]:
    contents = _contents(paragraphs)
    found: list[_Heading] = []
    item_rank: int | None = None
    in_glossary = False
    for i, paragraph in enumerate(paragraphs):
        if i in contents:
            continue
        before = paragraphs[i - 1].text if i and i - 1 not in contents else ""
        heading = _heading(paragraph, i)
        if heading is None:
            # An item of a list: the short ones beside it are items too.
            rank = _rank(paragraph.text)
            item_rank = (
                rank[0] if rank else (None if not paragraph.text.endswith("。") else item_rank)
            )
            continue
        listed = heading.rank >= 5 and (
            (item_rank == heading.rank and not _after_heading(found, i))
            or (
                before.endswith("：")
                and "（类）" not in heading.title
                and not before.startswith("其中")
            )
        )
        if listed:
            item_rank = heading.rank
            continue
        if in_glossary and heading.rank > 3:
            continue
        item_rank = None
        in_glossary = heading.title.endswith(("名词解释", "名称解释"))
        found.append(heading)
    return found


def _after_heading(found: Sequence[_Heading], index: int) -> bool:
    return bool(found) and found[-1].index == index - 1


def _rank(text: str) -> tuple[int, str] | None:
    for rank, pattern in _RANKS:
        if match := pattern.match(text):
            return rank, match.group()
    return None


def _heading(paragraph: Paragraph, index: int) -> _Heading | None:
    text = paragraph.text
    if is_contents_line(text):
        return None
    ranked = _rank(text) if MARKER.match(text) or _RANKS[0][1].match(text) else None
    if ranked is None:
        if len(text) > 60 or re.search(r"[。；！？]", text):
            return None
        for row in patterns().headings:
            if row.pattern.fullmatch(text) and (row.anywhere or paragraph.opens_page):
                return _Heading(paragraph, index, _UNNUMBERED_RANK, "", text)
        if not paragraph.opens_page and paragraph.page is not None and len(text) < 45:
            for row in patterns().headings:
                if row.pattern.fullmatch(text):
                    return _Heading(paragraph, index, _UNNUMBERED_RANK, "", text)
        return None
    rank, number = ranked
    title = text[len(number) :].lstrip("、.")
    longest = 70 if rank == 1 else _LONGEST
    if not title or len(title) > longest or re.search(r"[。；！？，]", title):
        return None
    if "：" in title[:-1] or (title.endswith("：") and len(title) > 14):
        return None
    if _AMOUNT.search(title):
        return None
    return _Heading(paragraph, index, rank, number, title.rstrip("："))


def _contents(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Indexes of the paragraphs of tables of contents."""
    inside: set[int] = set()
    for i, paragraph in enumerate(paragraphs):
        if _CONTENTS.fullmatch(paragraph.text):
            inside.add(i)
            inside |= _contents_after(paragraphs, i)
            inside |= _contents_before(paragraphs, i)
        elif is_contents_line(paragraph.text):
            inside.add(i)
    return inside | _bare_runs(paragraphs, inside)


def _contents_after(paragraphs: Sequence[Paragraph], start: int) -> set[int]:
    first = ""
    inside: set[int] = set()
    for j in range(start + 1, len(paragraphs)):
        paragraph = paragraphs[j]
        title = _entry(paragraph.text)
        if re.search(r"[。；]", paragraph.text) or len(paragraph.text) > 70 + 60 * bool(
            first == ""
        ):
            break
        if first and title == first:
            break
        if (
            paragraph.opens_page
            and paragraph.page != paragraphs[start].page
            and not _rank(paragraph.text)
            and not is_contents_line(paragraph.text)
            and not _more_entries(paragraphs, j)
        ):
            # A new page that goes on with something else; a wrapped entry is short and goes on.
            break
        first = first or title
        inside.add(j)
    return inside


def _more_entries(paragraphs: Sequence[Paragraph], index: int) -> bool:
    following = [p for p in paragraphs[index + 1 : index + 4] if p.page == paragraphs[index].page]
    return bool(following) and all(_rank(p.text) and len(p.text) < 60 for p in following)


def _contents_before(paragraphs: Sequence[Paragraph], start: int) -> set[int]:
    """Entries written before the word 目录 on its page (some programs write the title last)."""
    page = paragraphs[start].page
    inside: set[int] = set()
    for j in range(start - 1, -1, -1):
        paragraph = paragraphs[j]
        if page is None or paragraph.page != page or re.search(r"[。；]", paragraph.text):
            break
        if _rank(paragraph.text):
            inside.add(j)
    return inside


def _entry(text: str) -> str:
    return re.sub(r"[第部分、.（）\s]", "", _LEADER.sub("", _PAGEREF.sub("", text)))


def _states(text: str) -> bool:
    return text.endswith("。") or _AMOUNT.search(text) is not None


def _bare_runs(paragraphs: Sequence[Paragraph], known: set[int]) -> set[int]:
    """Runs of numbered headings with nothing between them that come again further on.

    An amount or a sentence that is told twice is no heading: two sections may list the same.
    """
    entries = [
        _entry(p.text) if _rank(p.text) and len(p.text) < 60 and not _states(p.text) else ""
        for p in paragraphs
    ]
    later: dict[str, int] = {entry: i for i, entry in enumerate(entries) if entry}
    inside: set[int] = set()
    run: list[int] = []
    for i, entry in enumerate([*entries, ""]):
        if entry and i not in known:
            run.append(i)
            continue
        repeated = [j for j in run if later[entries[j]] > run[-1]] if run else []
        if len(run) >= 5 and len(repeated) * 2 >= len(run):
            inside |= set(run[: run.index(repeated[-1]) + 1])
        run = []
    return inside
