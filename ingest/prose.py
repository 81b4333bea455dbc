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
from dataclasses import dataclass

from ingest.once import once_a_reading
from ingest.printed_lines import Line, reading_to_lines
from ingest.read.reading import Reading
from ingest.vocabulary.cut_names import cuts_name
from ingest.vocabulary.patterns import patterns

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
_GOES_ON = re.compile(r"[，,。；：、）%”》〕\]]|万元|亿元|元(?!月|旦)|（(?:[类款项]|含|不含)）")
# A counting word whose number ended the line before.
_COUNTED = re.compile(
    r"(?:辆|台（套）|台/套|台|套|家|个|项|名|人次|人|批次|次|平方米)(?=[，,。；：、（）]|项目|[^，。；]{0,4}单位|$)"
)
_FIRST_NUMBER = re.compile(r"\d[\d.,]*(?:%|万元|年)?")
_AMOUNT = re.compile(r"\d[\d.,]*(?:%|万元|亿元|元)")
_LEADERS = re.compile(r"[…·⋯]{3,}|\.{5,}|[.…·]{2,}\d+$")
_HEADING_END = re.compile(
    r"(?:情况说明|说明|概况|名词解释|名称解释|总体情况|结构情况|具体情况|情况|表)$"
)
# What titles, covers and headings without a number end in.
_TITLE_END = re.compile(
    r"(?:预算|决算|公开|目录|职责|职能|设置|事项|单位|部门|[局厅委办院校馆站所处]|[）)：])$"
)
_PART = re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:部分|章)")
_SENTENCE_END = "。；：！？"
_YEAR = re.compile(r"(?:19|20)\d\d")
# The path of a functional item, over a break: '…（款）其他⏎文化和旅游支出（项）'.
_PATH = re.compile(r"（[类款]）[^（），。；：]{0,24}$")
_PATH_GOES_ON = re.compile(r"[^（），。；：\d]{0,24}（[款项]）")
_ONE_CHARACTER = 2  # in halves
# A paragraph that is a remark in brackets: '（各部门根据实际情况增加或者删去名词）'.
_REMARK = re.compile(r"（[^（）]{12,}）")
# A word cut before 一 ('统⏎一、') looks like a list number.
_BEFORE_ONE = "统划唯单专之合归如同第逐"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph without blanks; `offsets[i]` is the canonical offset of `text[i]`."""

    text: str
    offsets: tuple[int, ...]
    page: int | None = None
    opens_page: bool = False
    line_ends: tuple[int, ...] = ()  # positions in `text` where a printed line ended
    dropped: frozenset[int] = frozenset()  # canonical offsets of characters struck twice
    is_cut: bool = False  # a page began it amid a sentence, whose beginning could not be joined

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

    def gaps(self, canonical: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The canonical spans inside text[start:end] that were left out: page numbers.

        What is said there goes on behind them; its canonical text alone would say their digits.
        """
        found: list[tuple[int, int]] = []
        for before, after in zip(self.offsets[start : end - 1], self.offsets[start + 1 : end],
                                 strict=True):  # fmt: skip
            between = canonical[before + 1 : after]
            if between.strip() and not self.dropped.issuperset(range(before + 1, after)):
                blanks = len(between) - len(between.lstrip())
                found.append((before + 1 + blanks, before + 1 + len(between.rstrip())))
        return tuple(found)


@once_a_reading
def reading_to_paragraphs(reading: Reading) -> tuple[Paragraph, ...]:
    """The paragraphs outside tables, in reading order, lines joined and page numbers dropped."""
    lines = reading_to_lines(reading)
    wrap = _wrap_widths(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _joins(groups[-1][-1], line, groups[-1][0], wrap):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(
        _paragraph(group, groups[i - 1][-1] if i else None) for i, group in enumerate(groups)
    )


def _settle_commas(text: str) -> str:
    """ASCII commas stay only inside numbers; elsewhere they are the Chinese comma.

    A full-width comma before exactly three digits and a unit parts thousands.
    """
    text = re.sub(r"(?<!\d),|,(?!\d)", "，", text)
    return re.sub(r"(?<=\d)，(?=\d{3}(?:\.\d+)?(?:万元|亿元|元|万))", ",", text)


def _group(line: Line) -> int:
    return 0 if line.page is None else round(line.page.width / 10)


def _wrap_widths(lines: list[Line]) -> dict[int, float]:
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


def _joins(before: Line, after: Line, first: Line, wrap: dict[int, float]) -> bool:
    if after.after_gap or _LEADERS.search(before.text):
        return False
    if first is before and _REMARK.fullmatch(before.text):
        return False
    if _MARKER_ALONE.fullmatch(before.text) and not MARKER.match(after.text):
        return True
    # A number is not cut: a line too short for the next one's first number is full too.
    word = _FIRST_NUMBER.match(after.text)
    taken = len(word.group()) if word else 0
    full = before.width + taken >= wrap.get(_group(before), float("inf"))
    if before.margins.room is not None:
        full = full or before.margins.room <= max(taken, _ONE_CHARACTER) + _ONE_CHARACTER
    if _OPENS.match(after.text):
        return full and after.text.startswith("一、") and before.text[-1] in _BEFORE_ONE
    if _GOES_ON.match(after.text) or (
        before.text[-1].isdigit()
        and _COUNTED.match(after.text)
        and not _YEAR.fullmatch(before.text)
    ):
        return True
    if _goes_on_over_page(before, after):
        return True
    if (
        first is before
        and MARKER.match(before.text)
        and _HEADING_END.search(before.text)
        and not re.search("[，,。；]", before.text)
        and not _is_rest_of_heading(after)
    ):
        # A heading that fills its line; what follows is its rest only when it is one too.
        return False
    if _PART.match(before.text) and first is before and not full:
        return _is_rest_of_heading(after) and not _HEADING_END.search(before.text)
    if full:
        if after.opens_page and _HEADING_END.search(after.text) and len(after.text) >= 4:
            return not re.fullmatch(r"[^，。；：\d]*(?:\d{4}年)?[^，。；：]*", after.text)
        inset = after.margins.inset
        if before.text[-1] in _SENTENCE_END + "）" and (inset or 0) >= _ONE_CHARACTER:
            return False
        set_in = (first.margins.inset or 0) >= _ONE_CHARACTER
        if before.text[-1] in _SENTENCE_END and inset is not None and set_in:
            # Where paragraphs begin set in, a line that does not goes on.
            return True
        return not (before.text[-1] in _SENTENCE_END and (after.indented or first.indented))
    if _AMOUNT.match(after.text) and before.text[-1] not in _SENTENCE_END:
        return True
    return before.text[-1] in "，,、（" or (before.text[-1].isdigit() and after.text[0].isdigit())


def _is_over_page(line: Line) -> bool:
    """Whether a page's break or its number, and no heading of the format, stands before a line."""
    if line.page is None and line.opens_page:
        return False
    return line.after_page_number or line.opens_page


def _goes_on_over_page(before: Line, after: Line) -> bool:
    """Whether a sentence goes on behind a page break or a page number, though its line is short.

    A numbered line without punctuation may be a heading: it goes on where the break cuts a name.
    """
    if (
        not _is_over_page(after)
        or before.text[-1] in _SENTENCE_END
        or after.indented
        or (after.margins.inset or 0) >= _ONE_CHARACTER
    ):
        return False
    if before.text[-1] == "年" and after.text[0] == "度":
        return True
    if _PATH.search(before.text) and _PATH_GOES_ON.match(after.text):
        return True
    marker = MARKER.match(before.text)
    if re.search("[，,。；、]", before.text[marker.end() if marker else 0 :]):
        return not _HEADING_END.search(after.text)
    if not re.search(r"[，,。；]|\d$", after.text):
        return False
    if cuts_name(before.text, after.text):
        return True
    return not (
        marker
        or _HEADING_END.search(before.text)
        or _TITLE_END.search(before.text)
        or any(heading.pattern.fullmatch(before.text) for heading in patterns().headings)
    )


def _is_rest_of_heading(line: Line) -> bool:
    return (
        len(line.text) <= 30
        and _HEADING_END.search(line.text) is not None
        and MARKER.match(line.text) is None
        and not re.search(r"[，。；：]", line.text)
    )


def _paragraph(lines: list[Line], before: Line | None) -> Paragraph:
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
        is_cut=before is not None
        and _is_over_page(lines[0])
        and before.text[-1] not in _SENTENCE_END
        and not _HEADING_END.search(before.text)
        and not _OPENS.match(lines[0].text),
    )
