"""The printed lines (印刷行) of a reading, folded and without blanks, tables and page numbers.

Each kept character still leads to its place in the canonical text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.line_margins import UNPLACED, Margins, line_margins, printed_width
from ingest.model import Page
from ingest.read.reading import Reading
from ingest.vocabulary.cut_names import cuts_name
from ingest.vocabulary.misspelt import usual_forms
from ingest.vocabulary.traditional import simplified

_DASHED_NUMBER = re.compile(
    r"[-—─－–~]+\s*\d{1,3}\s*[-—─－–~]+|第\s*\d{1,3}\s*页(?:\s*共\s*\d+\s*页)?"
)
# How a word is read aloud, put behind it by sites that copy texts: '財(cái)政'.
_READ_ALOUD = re.compile(
    "(?<=[\u4e00-\u9fff])[ \u00a0]?[(（]"
    "(?=[a-z \u0300-\u036f]*[āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹ\u0300-\u036f])"
    "[a-z āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹ\u0300-\u036f]{1,16}[)）]"
)
# What goes on a number that ended the line before: its unit, its decimals, a counting word.
_GOES_ON_NUMBER = re.compile(r"[.%万亿千百元年月日号倍个辆台套家名人项次批件所处期分平]|[\d.,]+$")
_PUNCTUATED = re.compile(r"[,，。；、）]")
# Words that a number is about to follow: '年初预算为', '增加', '收入'.
_EXPECTS_NUMBER = re.compile(
    r"(?:[为是共计达约各有第加少长降（]|[收支]入?出?|预算|决算|[费款金额数资])$"
)
_LONG_LINE = 24
_SHORT_LINE = 8
_NUMBERS_ALONE = re.compile(r"[\d\s.,%\-—─－–~]+")
_BARE_NUMBER = re.compile(r"\d{1,3}")
# A paragraph's first line is set in by two characters (four halves), give or take one half.
_INDENT = range(3, 6)
_PUNCTUATION = str.maketrans({"(": "（", ")": "）", ":": "：", ";": "；", "!": "！", "?": "？"})


@lru_cache(maxsize=1 << 16)
def fold(character: str) -> str:
    """One character in the form patterns expect: ASCII digits and letters, plain radicals.

    Punctuation becomes full-width, but '.', ',' and '%' become ASCII; traditional characters
    (繁体字) become simplified, unusual forms (釆) the usual one. Never longer than one.
    """
    character = simplified().get(character, character)
    character = usual_forms().get(character, character)
    if character in "，。、；：（）！？…“”":
        return character
    if character in "．﹒":
        return "."
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) != 1:
        return character
    return folded.translate(_PUNCTUATION)


@dataclass(frozen=True)
class Line:
    """A line without blanks; `width` counts half characters, a paragraph's indent with them."""

    text: str
    offsets: tuple[int, ...]
    width: int
    indented: bool
    page: Page | None
    opens_page: bool
    after_gap: bool
    margins: Margins = UNPLACED
    after_page_number: bool = False  # a page number amid the text, left out, stood before it


def reading_to_lines(reading: Reading) -> list[Line]:
    """The lines outside tables, in reading order, without blank ones and page numbers."""
    return _without_page_numbers(_lines(reading), reading)


def _lines(reading: Reading) -> list[Line]:
    inside = bytearray(len(reading.text))
    for start, end in reading.table_spans:
        inside[start:end] = b"\1" * (end - start)
    starts = [page.start for page in reading.pages]
    margins = line_margins(reading, inside)
    openings = frozenset(reading.openings)
    lines: list[Line] = []
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
        here_set = margins.get(offsets[0], UNPLACED)
        lines.append(
            Line(
                text=text,
                offsets=offsets,
                width=printed_width(visible) + _indent(here_set),
                indented=raw.startswith(("　", "  ", "\t")),
                page=page,
                opens_page=(page is not None and page is not seen_page)
                or not openings.isdisjoint(range(here, kept[0][1] + 1)),
                after_gap=gap,
                margins=here_set,
            )
        )
        seen_page, gap = page, False
    return lines


def _indent(margins: Margins) -> int:
    """A paragraph's indent; lines set in otherwise are centred, which says nothing of a margin."""
    return margins.inset if margins.inset is not None and margins.inset in _INDENT else 0


def _is_blank(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Zs")


def _characters(raw: str, here: int, inside: bytearray) -> list[tuple[str, int]]:
    """The folded characters of a line with their offsets.

    Blanks go, but one between two digits stays as a space: it may part two numbers, and only
    a line whose letters are all spaced out ('部 门 预 算') shows that it does not.
    """
    aloud = [match.span() for match in _READ_ALOUD.finditer(raw)]
    marks = [
        (fold(c), here + i)
        for i, c in enumerate(raw)
        if not inside[here + i] and not any(start <= i < end for start, end in aloud)
    ]
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


def _without_page_numbers(lines: list[Line], reading: Reading) -> list[Line]:
    """Leave out '- 8 -' anywhere, and bare numbers that count pages at a page's top or foot."""
    by_page: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        if line.page is not None:
            by_page.setdefault(line.page.number, []).append(i)
    candidates: dict[int, int] = {}
    feet: dict[int, list[int]] = {}  # by page, its last lines that hold nothing but numbers
    for number, indexes in by_page.items():
        foot = len(indexes)
        while foot > 0 and _NUMBERS_ALONE.fullmatch(lines[indexes[foot - 1]].text):
            foot -= 1
        feet[number] = indexes[foot:]
        for i in {indexes[0], *indexes[foot:]}:
            if _BARE_NUMBER.fullmatch(lines[i].text):
                candidates[i] = int(lines[i].text) - number
    shifts = Counter(candidates.values())
    dropped = {i for i, shift in candidates.items() if shifts[shift] >= 2 or shift == 0}
    dropped |= {i for i, line in enumerate(lines) if _is_dashed_number(line, reading)}
    for foot_lines in feet.values():
        # Behind the page's number stand only numbers that were drawn apart from their words.
        mark = next((i for i in foot_lines if i in dropped), None)
        dropped |= {i for i in foot_lines if mark is not None and i > mark}
    dropped |= {
        i for i in range(1, len(lines) - 1) if _is_number_in_sentence(*lines[i - 1 : i + 2])
    }
    kept: list[Line] = []
    opens: Page | None = None
    for i, line in enumerate(lines):
        if i in dropped:
            opens = line.page if line.opens_page else opens
            continue
        if opens is not None and line.page is opens:
            line = replace(line, opens_page=True)
        if i - 1 in dropped:
            line = replace(line, after_page_number=True)
        opens = None
        kept.append(line)
    return kept


def _is_number_in_sentence(before: Line, line: Line, after: Line) -> bool:
    """Whether a bare number stands amid a sentence of a text without pages: a page number."""
    if (
        line.page is not None
        or _BARE_NUMBER.fullmatch(line.text) is None
        or before.text[-1] in "。；：！？"
        or before.text[-1].isdigit()
        # '职业', '3', '年金缴费支出': no three years.
        or (_GOES_ON_NUMBER.match(after.text) and not cuts_name(before.text, after.text))
    ):
        return False
    in_name = before.text[-1] in "（收支" and cuts_name(before.text, after.text)
    expected = not in_name and _EXPECTS_NUMBER.search(before.text) is not None
    if expected and _PUNCTUATED.match(after.text):
        return False
    # A short line may be one of a list of names and numbers, unless a sentence goes on behind.
    goes_on = not expected and re.search(r"[，,。；]|\d$", after.text) is not None
    return before.width >= (_SHORT_LINE if goes_on else _LONG_LINE)


def _is_dashed_number(line: Line, reading: Reading) -> bool:
    raw = reading.text[line.offsets[0] : line.offsets[-1] + 1]
    return _DASHED_NUMBER.fullmatch(raw.strip()) is not None
