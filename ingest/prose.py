"""Prose (叙述文字) made whole for matching, each character still leading to its place.

Pages cut sentences at the right margin and drop page numbers into them. `reading_to_paragraphs`
joins the lines of a paragraph, leaves out tables and page numbers, drops blanks and folds
full-width digits, and keeps the canonical offset of every character it keeps.

>>> from ingest.read.reading import Reading
>>> text = "收入预算１，２３４．５０ 万\\n元。"
>>> [paragraph.text for paragraph in reading_to_paragraphs(Reading(text=text, pages=()))]
['收入预算1,234.50万元。']
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from ingest.model import Page
from ingest.read.reading import Reading

# What a list item, a heading or a note begins with; the digit after '9.' may be a year's.
MARKER = re.compile(
    r"第[一二三四五六七八九十\d]{1,3}(?:部分|章)"
    r"|[一二三四五六七八九十百]{1,4}、"
    r"|（[一二三四五六七八九十百]{1,4}）、?"
    r"|\d{1,2}(?:[.、](?!\d)|[.、](?=(?:19|20)\d\d年)|）)"
    r"|（\d{1,2}）、?"
    r"|[①-⑳]"
)
_OPENS = re.compile(
    MARKER.pattern
    # A definition whose number lost its dot: '8一般公共服务（类）…：反映'.
    + r"|\d{1,2}[\u4e00-\u9fff“”（）、]{2,60}：(?:指|反映|是)"
    + r"|注[:：\d]|注$|说明：|图\d?[:：]|其中：$|公开\d+表|附件[:：\d]"
)
_MARKER_ALONE = re.compile(
    r"(?:[一二三四五六七八九十百]{1,4}|\d{1,2}|（[一二三四五六七八九十\d]{1,4}）)[、.]?"
)
# A line that can only go on: a unit whose number ended the line before, or closing punctuation.
_GOES_ON = re.compile(r"[，,。；：、）%”》〕\]]|万元|亿元|元(?!月|旦)")
_FIRST_NUMBER = re.compile(r"\d[\d.,]*(?:%|万元|年)?")
_AMOUNT = re.compile(r"\d[\d.,]*(?:%|万元|亿元|元)")
_LEADERS = re.compile(r"[…·⋯]{3,}|\.{5,}|[.…·]{2,}\d+$")
_HEADING_END = re.compile(
    r"(?:情况说明|说明|概况|名词解释|名称解释|总体情况|结构情况|具体情况|情况|表)$"
)
_PART = re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:部分|章)")
_SENTENCE_END = "。；：！？"
_DASHED_NUMBER = re.compile(
    r"[-—─－–~]+\s*\d{1,3}\s*[-—─－–~]+|第\s*\d{1,3}\s*页(?:\s*共\s*\d+\s*页)?"
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
# A word cut before 一 ('统⏎一、') looks like a list number.
_BEFORE_ONE = "统划唯单专之合归如同第逐"
# A paragraph's first line is set in by two characters (four halves), give or take one half.
_INDENT = range(3, 6)
_ENOUGH_LINES = 3
_PUNCTUATION = str.maketrans({"(": "（", ")": "）", ":": "：", ";": "；", "!": "！", "?": "？"})


def fold(character: str) -> str:
    """One character in the form patterns expect: ASCII digits and letters, plain radicals.

    Punctuation becomes full-width, but '.', ',' and '%' become ASCII. Never longer than one.
    """
    if character in "，。、；：（）！？…“”":
        return character
    if character in "．﹒":
        return "."
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) != 1:
        return character
    return folded.translate(_PUNCTUATION)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph without blanks; `offsets[i]` is the canonical offset of `text[i]`."""

    text: str
    offsets: tuple[int, ...]
    page: int | None = None
    opens_page: bool = False
    line_ends: tuple[int, ...] = ()  # positions in `text` where a printed line ended

    @property
    def start(self) -> int:
        """Canonical offset of the first character."""
        return self.offsets[0]

    @property
    def end(self) -> int:
        """Canonical offset just past the last character."""
        return self.offsets[-1] + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The canonical span that holds text[start:end], blanks inside included."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def stretches(self, canonical: str, start: int, end: int) -> list[tuple[int, int]]:
        """text[start:end] in parts that nothing left out (a page number) stands inside.

        A quotation over a page break would put the page number's digits into the sentence.
        """
        parts: list[tuple[int, int]] = []
        first = start
        for i in range(start, end - 1):
            if canonical[self.offsets[i] + 1 : self.offsets[i + 1]].strip():
                parts.append((first, i + 1))
                first = i + 1
        return [*parts, (first, end)]


@dataclass(frozen=True)
class _Line:
    text: str
    offsets: tuple[int, ...]
    width: int
    indented: bool
    page: Page | None
    opens_page: bool
    after_gap: bool


def reading_to_paragraphs(reading: Reading) -> tuple[Paragraph, ...]:
    """The paragraphs outside tables, in reading order, lines joined and page numbers dropped."""
    lines = _without_page_numbers(_lines(reading), reading)
    wrap = _wrap_widths(lines)
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and _joins(groups[-1][-1], line, groups[-1][0], wrap):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_paragraph(group) for group in groups)


def _lines(reading: Reading) -> list[_Line]:
    inside = bytearray(len(reading.text))
    for start, end in reading.table_spans:
        inside[start:end] = b"\1" * (end - start)
    starts = [page.start for page in reading.pages]
    indents = _indents(reading, inside)
    lines: list[_Line] = []
    seen_page: Page | None = None
    gap = False
    position = 0
    for raw in re.split(r"(?<=[\n\r\f\x0b\u2028\u2029])", reading.text):
        here, position = position, position + len(raw)
        kept = _characters(raw, here, inside)
        if not kept:
            gap = gap or any(inside[here:position])
            continue
        text, offsets = "".join(c for c, _ in kept), tuple(offset for _, offset in kept)
        index = bisect_right(starts, kept[0][1]) - 1
        page = reading.pages[index] if index >= 0 else None
        visible = "".join(c for i, c in enumerate(raw) if not inside[here + i]).strip()
        width = _width(visible)
        lines.append(
            _Line(
                text=text,
                offsets=offsets,
                width=width + indents.get(offsets[0], 0),
                indented=raw.startswith(("　", "  ", "\t")),
                page=page,
                opens_page=page is not None and page is not seen_page,
                after_gap=gap,
            )
        )
        seen_page, gap = page, False
    return lines


def _width(text: str) -> int:
    """How wide a text is printed, in half characters."""
    return sum(2 if ord(c) > 0x2E80 or c in "“”…—" else 1 for c in text)


def _indents(reading: Reading, inside: bytearray) -> dict[int, int]:
    """By its first character, how far a paragraph's first line is set in, in half characters.

    Only as against a margin that lines of prose share on the page; lines set in otherwise are
    centred, and their width says nothing of the margin.
    """
    by_page: dict[int | None, list[tuple[int, float, float]]] = {}
    for start, end, box in reading.boxes:
        line = reading.text[start:end].lstrip()
        first = end - len(line)
        if (width := _width(line.rstrip())) and not inside[first]:
            unit = (box.x1 - box.x0) / width
            by_page.setdefault(reading.page_at(start), []).append((first, box.x0, unit))
    found: dict[int, int] = {}
    for rows in by_page.values():
        lefts = Counter(round(left) for _, left, _ in rows)
        margin, shared = min(lefts.items(), key=lambda left: (-left[1], left[0]))
        for first, left, unit in rows:
            steps = round((left - margin) / unit) if unit > 0 else 0
            if shared >= _ENOUGH_LINES and steps in _INDENT:
                found[first] = steps
    return found


def _is_blank(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Zs")


def _characters(raw: str, here: int, inside: bytearray) -> list[tuple[str, int]]:
    """The folded characters of a line with their offsets.

    Blanks go, but one between two digits stays as a space: it may part two numbers, and only
    a line whose letters are all spaced out ('部 门 预 算') shows that it does not.
    """
    marks = [(fold(c), here + i) for i, c in enumerate(raw) if not inside[here + i]]
    solid = [(c, offset) for c, offset in marks if not _is_blank(c)]
    spaced = len(marks) > 1.6 * len(solid) and len(solid) > 4
    kept: list[tuple[str, int]] = []
    for c, offset in solid:
        if (
            kept
            and not spaced
            and kept[-1][0].isdigit()
            and c.isdigit()
            and offset - kept[-1][1] > 1
        ):
            kept.append((" ", offset - 1))
        kept.append((c, offset))
    return kept


def _settle_commas(text: str) -> str:
    """ASCII commas stay only inside numbers; elsewhere they are the Chinese comma.

    A full-width comma before exactly three digits and a unit parts thousands.
    """
    text = re.sub(r"(?<!\d),|,(?!\d)", "，", text)
    return re.sub(r"(?<=\d)，(?=\d{3}(?:\.\d+)?(?:万元|亿元|元|万))", ",", text)


def _without_page_numbers(lines: list[_Line], reading: Reading) -> list[_Line]:
    """Leave out '- 8 -' anywhere, and bare numbers that count pages at a page's top or foot."""
    by_page: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        if line.page is not None:
            by_page.setdefault(line.page.number, []).append(i)
    candidates: dict[int, int] = {}
    for number, indexes in by_page.items():
        for i in {indexes[0], indexes[-1]}:
            if _BARE_NUMBER.fullmatch(lines[i].text):
                candidates[i] = int(lines[i].text) - number
    shifts = Counter(candidates.values())
    dropped = {i for i, shift in candidates.items() if shifts[shift] >= 2 or shift == 0}
    dropped |= {i for i, line in enumerate(lines) if _is_dashed_number(line, reading)}
    kept: list[_Line] = []
    opens: Page | None = None
    for i, line in enumerate(lines):
        if i in dropped:
            opens = line.page if line.opens_page else opens
            continue
        if opens is not None and line.page is opens:
            line = _Line(**{**line.__dict__, "opens_page": True})
        opens = None
        kept.append(line)
    return kept


def _is_dashed_number(line: _Line, reading: Reading) -> bool:
    raw = reading.text[line.offsets[0] : line.offsets[-1] + 1]
    return _DASHED_NUMBER.fullmatch(raw.strip()) is not None


def _group(line: _Line) -> int:
    return 0 if line.page is None else round(line.page.width / 10)


def _wrap_widths(lines: list[_Line]) -> dict[int, float]:
    """Per page width, the width at which prose is cut; absent where nothing shows it is cut."""
    # A line that ends inside a sentence shows the width; one that ends it may just be short.
    widths: dict[int, list[int]] = {}
    for line in lines:
        if line.text[-1] not in _SENTENCE_END:
            widths.setdefault(_group(line), []).append(line.width)
    found: dict[int, float] = {}
    for group, values in widths.items():
        # Headings of a text file end without punctuation too, and are short.
        least, enough = (24, 3) if group else (40, max(5, len(lines) // 4))
        near = {w: sum(0.92 * w <= v <= w for v in values) for w in set(values) if w >= least}
        best = max(near, key=lambda w: (near[w], w), default=0)
        if best and near[best] >= enough:
            found[group] = 0.86 * best
    return found


def _joins(before: _Line, after: _Line, first: _Line, wrap: dict[int, float]) -> bool:
    if after.after_gap or _LEADERS.search(before.text):
        return False
    if _MARKER_ALONE.fullmatch(before.text) and not MARKER.match(after.text):
        return True
    # A number is not cut: a line too short for the next one's first number is full too.
    word = _FIRST_NUMBER.match(after.text)
    room = before.width + (len(word.group()) if word else 0)
    full = room >= wrap.get(_group(before), float("inf"))
    if _OPENS.match(after.text):
        return full and after.text.startswith("一、") and before.text[-1] in _BEFORE_ONE
    if _GOES_ON.match(after.text):
        return True
    if (
        first is before
        and MARKER.match(before.text)
        and _HEADING_END.search(before.text)
        and not re.search(r"[，。；]", before.text)
        and not _is_rest_of_heading(after)
    ):
        # A heading that fills its line; what follows is its rest only when it is one too.
        return False
    if _PART.match(before.text) and first is before and not full:
        return _is_rest_of_heading(after) and not _HEADING_END.search(before.text)
    if full:
        if after.opens_page and _HEADING_END.search(after.text) and len(after.text) >= 4:
            return not re.fullmatch(r"[^，。；：\d]*(?:\d{4}年)?[^，。；：]*", after.text)
        return not (before.text[-1] in _SENTENCE_END and (after.indented or first.indented))
    if _AMOUNT.match(after.text) and before.text[-1] not in _SENTENCE_END:
        return True
    return before.text[-1] in "，,、（" or (before.text[-1].isdigit() and after.text[0].isdigit())


def _is_rest_of_heading(line: _Line) -> bool:
    return (
        len(line.text) <= 30
        and _HEADING_END.search(line.text) is not None
        and MARKER.match(line.text) is None
        and not re.search(r"[，。；：]", line.text)
    )


def _paragraph(lines: list[_Line]) -> Paragraph:
    ends: list[int] = []
    length = 0
    for line in lines:
        length += len(line.text)
        ends.append(length)
    return Paragraph(
        text=_settle_commas("".join(line.text for line in lines)),
        offsets=tuple(offset for line in lines for offset in line.offsets),
        page=lines[0].page.number if lines[0].page else None,
        opens_page=lines[0].opens_page,
        line_ends=tuple(ends),
    )
