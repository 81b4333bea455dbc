"""What is printed around grids: titles, units (单位：万元), notes, and running page furniture.

The order of a PDF's text is not the order on the page (titles often come after their table),
so lines are taken by where they stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model import Box, Source
from ingest.quantity import Unit, UnknownUnit, unit_named
from ingest.read.reading import Grid, Reading
from ingest.vocabulary.standard_tables import standard_table
from ingest.vocabulary.traditional import in_simplified

_PAGE_NUMBER = re.compile(r"[\s\d\-—─–_·.第页共/／]+")
_FORM_NUMBER = re.compile(
    r"(?=.*[^\d\s])[（(\[【]?(?:省|市|县|区|级|部门|单位|预算|决算|财决|财预|批复|公开|公|附|报|表|附件|附录|样)*"
    r"[A-Za-z]{0,4}\s*[\-—]?\s*[\d一二三四五六七八九十]+(?:\s*[\-—.]\s*[\d一二三四五六七八九十]+)*"
    r"\s*号?表?[)）\]】]?[:：]?"
)
_UNIT = re.compile(
    r"(?<![一-鿿])(?:金额|计量|货币)?\s*单\s*位\s*[:：]\s*([（(]?(?:人民币)?[一-鿿]{1,4}[)）]?)"
)
_WHOSE = re.compile(
    r"^(?:填报|编制|编报|预算|公开|主管)*(?:部门|单位)(?:名称|编码|代码)?\s*[（(]?.{0,6}[:：]"
)
_NOTE = re.compile(
    r"^[\s*（(]*(?:注\s*[:：\d.、]?|说明|备注|无(?!线|障)|本表|本(?:部门|单位|街道|机关|年度).{0,24}(?:无|没有|空表|未)"
    r"|(?:我|该)(?:部门|单位|局|委|院|校|办).{0,24}(?:无|没有|空表|未))"
)
_NOTE_ITEM = re.compile(r"^(?:\d+[.．、]|[（(]\d+[)）])(?!\d)")
_HEADING = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)"
)
_TITLE_LENGTH = 60
_UNIT_BEHIND = re.compile(r"(?<=表)(?:金额|计量|货币)?单位[:：].*$")
_ASTRAY = 12.0  # points by which the lines of one title may stand apart from another
_LOOK_BACK = 10  # lines


@dataclass(frozen=True)
class Line:
    """A line of text outside grids, and where it stands; no page and box in a text that flows."""

    text: str
    start: int
    end: int
    page: int | None
    box: Box | None
    year: str = ""  # digits that stand right before it, printed in another layer

    @property
    def plain(self) -> str:
        """The text without blanks, with what stands right before it."""
        return self.year + re.sub(r"\s+", "", self.text)

    @property
    def source(self) -> Source:
        """Its place."""
        return Source(self.start, self.end, self.page, self.box)


@dataclass(frozen=True)
class Surroundings:
    """What stands between one grid and the next: the first one's note, the second one's heading.

    `lines` counts what stands between them, page numbers and running heads aside.
    """

    note: str
    title: str
    title_source: Source | None
    unit: Unit | None
    unit_source: Source | None
    lines: int

    @property
    def is_bare(self) -> bool:
        """Whether nothing at all stands between the grids."""
        return self.lines == 0


def surroundings_of(reading: Reading) -> tuple[Surroundings, ...]:
    """What stands before each grid; one more entry for what stands after the last."""
    lines = _outside_lines(reading)
    gaps: list[list[Line]] = []
    at = 0
    for grid in reading.grids:
        gap = []
        while at < len(lines) and _precedes(lines[at], grid):
            gap.append(lines[at])
            at += 1
        gaps.append(gap)
    gaps.append(lines[at:])
    return tuple(
        _surroundings(gap, after_grid=number > 0, before_grid=number < len(reading.grids))
        for number, gap in enumerate(gaps)
    )


def _precedes(line: Line, grid: Grid) -> bool:
    if line.page is None or grid.page is None or line.box is None or grid.box is None:
        return line.start < grid.start
    if line.page != grid.page:
        return line.page < grid.page
    return (line.box.top + line.box.bottom) / 2 < grid.box.top + 1


def _outside_lines(reading: Reading) -> list[Line]:
    """Lines that are not part of grids, from top to bottom, without page furniture."""
    if not reading.pages:
        return _flowing_lines(reading)
    inside = [(s, e) for s, e in reading.table_spans]
    lines: list[tuple[Line, Box]] = []
    span = 0
    for start, end, box in sorted(reading.boxes, key=lambda line: line[0]):
        while span < len(inside) and inside[span][1] <= start:
            span += 1
        if span < len(inside) and inside[span][0] <= start:
            continue
        page = reading.page_at(start)
        if page is not None:
            words = in_simplified(reading.text[start:end])
            lines.append((Line(words, start, end, page, box), box))
    lines.sort(key=lambda line: (line[0].page, round(line[1].bottom / 3), line[1].x0))
    lines = [(_with_year(*pair), pair[1][1]) for pair in zip([None, *lines], lines, strict=False)]
    furniture = _furniture(lines)
    return [line for line, box in lines if not _PAGE_NUMBER.fullmatch(line.text) and
            (re.sub(r"\d", "#", line.plain), round(box.top / 4)) not in furniture]  # fmt: skip


def _flowing_lines(reading: Reading) -> list[Line]:
    """The lines outside grids of a text without pages, in order."""
    lines: list[Line] = []
    at = 0
    for start, end in (*reading.table_spans, (len(reading.text), len(reading.text))):
        for match in re.finditer(r"[^\n]*\S[^\n]*", reading.text[at:start]):
            words = in_simplified(match.group())
            lines.append(Line(words, at + match.start(), at + match.end(), None, None))
        at = end
    return [line for line in lines if not _PAGE_NUMBER.fullmatch(line.text)]


def _with_year(before: tuple[Line, Box] | None, now: tuple[Line, Box]) -> Line:
    """A line with the year that stands right before it, where the text has its digits apart."""
    line, box = now
    if before is None or before[0].page != line.page or not re.fullmatch(r"\d{4}", before[0].text):
        return line
    height = box.bottom - box.top
    level = abs(before[1].bottom - box.bottom) < height / 2
    touches = abs(box.x0 - before[1].x1) < height / 2
    return replace(line, year=before[0].text) if level and touches else line


def _furniture(lines: Sequence[tuple[Line, Box]]) -> set[tuple[str, int]]:
    """Texts that stand at the same height on three pages or more, units and titles excepted."""
    seen = Counter(
        {(re.sub(r"\d", "#", line.plain), round(box.top / 4), line.page) for line, box in lines}
    )
    heights = Counter((text, height) for text, height, _ in seen)
    return {
        (text, height)
        for (text, height), count in heights.items()
        if count >= 3 and not re.search("单位|部门|[:：]|表|注|无", text)
    }


def _surroundings(gap: Sequence[Line], after_grid: bool, before_grid: bool) -> Surroundings:
    title, title_lines = ("", ()) if not before_grid else _title(gap)
    unit, unit_source = (None, None) if not before_grid else _unit(gap)
    note = _note(gap, title_lines) if after_grid else ""
    source = None
    if title_lines:
        first, last = title_lines[0], title_lines[-1]
        source = Source(first.start, last.end, first.page, first.box)
    return Surroundings(note, title, source, unit, unit_source, len(gap))


def _title(gap: Sequence[Line]) -> tuple[str, tuple[Line, ...]]:
    """The nearest line above that ends in 表, with the line before it where it was wrapped."""
    for back, line in enumerate(reversed(gap[-_LOOK_BACK:]), start=1):
        text = re.sub(r"[（(][^（）()]*[)）]$", "", line.plain)
        if _FORM_NUMBER.fullmatch(line.plain):
            continue
        if _WHOSE.match(line.plain) and _title_beside_others(line) is None:
            continue
        if _NOTE.match(line.plain) or len(line.plain) > _TITLE_LENGTH or "。" in line.plain:
            return "", ()
        if (part := _title_beside_others(line)) is not None:
            return part, (line,)
        text = _UNIT_BEHIND.sub("", text)
        if re.search(r"表(?:续)?$", text):
            if back < len(gap) and _is_wrapped(gap[-back - 1], line, text):
                before = gap[-back - 1]
                return before.plain + line.plain, (before, line)
            return (line.plain if text.endswith("续") else _UNIT_BEHIND.sub("", line.plain)), (
                line,
            )
    return "", ()


def _is_wrapped(before: Line, line: Line, text: str) -> bool:
    """Whether a title began on the line before: alone it is none, or names a wider table."""
    if before.page != line.page or _WHOSE.match(before.plain) or unit_in(before.text) is not None:
        return False
    if len(text) <= 4:
        return True
    if "。" in before.plain or _FORM_NUMBER.fullmatch(before.plain):
        return False
    if before.box is not None and line.box is not None and not _stands_below(before.box, line.box):
        return False
    whole = standard_table(before.plain + text)
    return whole is not None and whole is not standard_table(text)


def _stands_below(above: Box, below: Box) -> bool:
    """Whether a line follows another closely, begun at the same edge or about the same middle."""
    height = max(below.bottom - below.top, 1.0)
    left, right = below.x0 - above.x0, below.x1 - above.x1
    aligned = min(abs(left), abs(left + right) / 2) <= _ASTRAY
    return below.top - above.bottom <= 1.2 * height and aligned


def _title_beside_others(line: Line) -> str | None:
    """The title in a line that also holds the form's number or unit ('公开02表 收入决算表')."""
    parts = line.text.split()
    others = [
        p for p in parts if _FORM_NUMBER.fullmatch(p) or _WHOSE.match(p) or unit_in(p) is not None
    ]
    titles = [p for p in parts if p not in others and len(p) >= 4 and p.endswith("表")]
    return titles[0] if others and len(titles) == 1 else None


def _unit(gap: Sequence[Line]) -> tuple[Unit | None, Source | None]:
    """The unit declared nearest above the grid."""
    for line in reversed(gap[-_LOOK_BACK:]):
        found = unit_in(line.text)
        if found is not None:
            unit, start, end = found
            return unit, Source(line.start + start, line.start + end, line.page, line.box)
    return None, None


def unit_in(text: str) -> tuple[Unit, int, int] | None:
    """The unit a text declares ('单位：万元'), and the span of the declaration."""
    for match in _UNIT.finditer(in_simplified(text)):
        name = match.group(1).strip("（()）")
        for length in range(len(name), 0, -1):
            try:
                return unit_named(name[:length]), match.start(), match.end()
            except UnknownUnit:
                continue
    return None


def _note(gap: Sequence[Line], title_lines: Sequence[Line]) -> str:
    """The remarks right below the grid before (注：…, 本表为空表)."""
    lines: list[str] = []
    for line in gap:
        if line in title_lines or _FORM_NUMBER.fullmatch(line.plain) or _WHOSE.match(line.plain):
            break
        starts_note = bool(_NOTE.match(line.plain))
        unfinished = bool(lines) and not re.search(r"[。）)]$", lines[-1])
        if lines and _NOTE_ITEM.match(line.plain):
            starts_note = True
        if not starts_note and (not unfinished or _HEADING.match(line.plain)):
            break
        if starts_note or not lines:
            lines.append(line.plain)
        else:
            lines[-1] += line.plain
    return "\n".join(lines)
