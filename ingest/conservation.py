"""Numbers captured of numbers printed (数字守恒), in tables and in prose.

What is printed is counted in the canonical text itself, not in what was read from it. Not counted,
because they state no amount, share or count of the organisation:

* in tables: codes (201 | 01 | 05), line numbers (行次, 栏次), years and dates, numbers inside words
  (单价100万元以上设备), and indicators of forms (绩效目标 ≥95%);
* in prose: every number without a unit (ordinals, years, dates, numbers of laws and documents),
  page numbers, thresholds (100万元以上), and what stands in tables of contents, in definitions
  (名词解释) and in the reason of a change, whose amounts are not the item's. Of counts with a
  general counting word (3个方面, 12次会议) those that are read as figures count, the others are
  words.

Captured means stored as a figure with item path, column path, unit, year and measure. In prose a
sentence has no columns; in a form (绩效目标表) neither.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from ingest.forms import is_form_title
from ingest.model import Figure, GlossaryEntry, Section, Source, Table
from ingest.quantity import COUNTING_WORDS
from ingest.read.reading import Reading
from ingest.report_card import Conservation, Uncaptured

_MOST_LISTED = 20
_NUMBER = re.compile(r"(?<![\d.,，])-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d])")
_DATE = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}\s*日?)?")
_YEAR = re.compile(r"(?:19|20)\d\d(?=\s*年)|^(?:19|20)\d\d$")
_UNITS = ("亿元", "万元", "元", "亿", "万", "%", "％", "倍", "个百分点", *COUNTING_WORDS)
_GENERAL = frozenset("个家人名次批项件份所处期分台套") | {"平方米"}
_UNIT = re.compile(
    r"\s*(?:" + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True)) + ")"
)
_THRESHOLD = re.compile(r"\s*\S{0,3}?\s*(?:（含）|\(含\))?\s*(?:以上|以下|以内|（含|\(含)")
_CONTENTS = re.compile(r"[.．·…]{4,}\s*[\d-]*\s*$")
_WORDY = re.compile(r"[\u4e00-\u9fffA-Za-z≥≤＞＜>]")


def conservation(
    reading: Reading,
    tables: Sequence[Table],
    figures: Sequence[Figure],
    sections: Sequence[Section],
    glossary: Sequence[GlossaryEntry],
) -> tuple[Conservation, Conservation]:
    """What is captured of the numbers in tables, and of those in prose."""
    cells = _Spans((f.source, f) for f in figures if f.source.table_id is not None)
    said = _Spans((f.source, f) for f in figures if f.source.table_id is None)
    forms = {table.table_id for table in tables if is_form_title(table.title)}
    in_tables = _count(_in_tables(reading, tables, cells, forms))
    in_prose = _count(_in_prose(reading, said, figures, sections, glossary))
    return in_tables, in_prose


class _Spans:
    """What stands where, found by an offset; spans do not overlap or the later one counts."""

    def __init__(self, spans: Iterable[tuple[Source, Figure | Table | None]]) -> None:
        found = sorted(((s.start, s.end, what) for s, what in spans), key=lambda span: span[:2])
        self._starts = [start for start, _, _ in found]
        self._found = found

    def at(self, start: int, end: int) -> tuple[Figure | Table | None] | None:
        """What covers this stretch of text, in a tuple; None for nothing."""
        place = bisect_right(self._starts, start)
        for begin, stop, what in reversed(self._found[max(0, place - 4) : place]):
            if begin <= start and end <= stop:
                return (what,)
        return None


# A printed number, where it stands, and why it is not captured ('' where it is).
_Counted = tuple[str, str, int | None, int, int, str]


def _count(numbers: Iterable[_Counted]) -> Conservation:
    printed = captured = 0
    missed: list[Uncaptured] = []
    for text, where, page, start, end, reason in numbers:
        printed += 1
        if not reason:
            captured += 1
        elif len(missed) < _MOST_LISTED:
            missed.append(Uncaptured(text, where, page, start, end, reason))
    return Conservation(printed, captured, tuple(missed))


def _in_tables(
    reading: Reading, tables: Sequence[Table], cells: _Spans, forms: set[str]
) -> Iterator[_Counted]:
    value_cells = _Spans((c.source, t) for t in tables for row in t.rows for c in row.cells)
    extents = _Spans((table.source, table) for table in tables)
    codes = {
        code for table in tables for row in table.rows if row.code for code in _parts(row.code)
    }
    for span_start, span_end in reading.table_spans:
        text = reading.text[span_start:span_end]
        dates = [m.span() for m in _DATE.finditer(text)]
        for match in _NUMBER.finditer(text):
            start, end = span_start + match.start(), span_start + match.end()
            if any(a <= match.start() and match.end() <= b for a, b in dates):
                continue
            figure = cells.at(start, end)
            cell = value_cells.at(start, end)
            table = (cell or extents.at(start, end) or (None,))[0]
            if figure is None and not _is_amount(reading.text, start, end, cell, codes, forms):
                continue
            where = table.title if isinstance(table, Table) else ""
            reason = "not_read" if figure is None else _lacking(figure[0], forms)
            if figure is None and isinstance(table, Table) and table.unit is None:
                reason = "no_unit"
            yield match[0], where, reading.page_at(start), start, end, reason


def _parts(code: str) -> set[str]:
    """A code, whole and cut into 类、款、项 in the ways tables print it."""
    return {code, code[:3], code[3:5], code[5:7], code[:5]} - {""}


def _is_amount(
    text: str,
    start: int,
    end: int,
    cell: tuple[Figure | Table | None] | None,
    codes: set[str],
    forms: set[str],
) -> bool:
    """Whether a number in a grid that is no figure may be one that was missed."""
    number = text[start:end]
    if _WORDY.match(text, max(0, start - 1)) or _WORDY.match(text, end):
        return False  # part of words
    if cell is not None:
        table = cell[0]
        return not (isinstance(table, Table) and table.table_id in forms)
    if number in codes or _YEAR.match(number):
        return False
    return not number.isdigit() or len(number) > 3


def _in_prose(
    reading: Reading,
    said: _Spans,
    figures: Sequence[Figure],
    sections: Sequence[Section],
    glossary: Sequence[GlossaryEntry],
) -> Iterator[_Counted]:
    aside = [s for f in figures if (s := f.reason) is not None]
    aside += [entry.source for entry in glossary]
    without = _Spans((source, None) for source in aside)
    headings = sorted((s.source.start, s.title) for s in sections)
    starts = [start for start, _ in headings]
    for begin, stop in _outside(reading.table_spans, len(reading.text)):
        for match in _NUMBER.finditer(reading.text, begin, stop):
            start, end = match.span()
            unit = _UNIT.match(reading.text, end)
            if unit is None or _THRESHOLD.match(reading.text, unit.end()):
                continue
            figure = said.at(start, end)
            if figure is None and (
                unit[0].strip() in _GENERAL
                or without.at(start, end)
                or _is_contents(reading.text, start)
                or _is_page_number(reading, start, end)
            ):
                continue
            place = bisect_right(starts, start)
            where = headings[place - 1][1] if place else ""
            reason = "not_read" if figure is None else _lacking(figure[0], None)
            printed = reading.text[start : unit.end()]
            yield printed, where, reading.page_at(start), start, end, reason


def _outside(spans: Sequence[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end in spans:
        if at < start:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length


def _is_contents(text: str, at: int) -> bool:
    """Whether the line is one of a table of contents."""
    line_end = text.find("\n", at)
    line = text[text.rfind("\n", 0, at) + 1 : line_end if line_end >= 0 else len(text)]
    return _CONTENTS.search(line) is not None


def _is_page_number(reading: Reading, start: int, end: int) -> bool:
    """Whether a number is all that the first or last line of a page holds."""
    number = reading.page_at(start)
    page = next((page for page in reading.pages if page.number == number), None)
    if page is None:
        return False
    before, after = reading.text[page.start : start], reading.text[end : page.end]
    alone = "\n" in after[: len(after) - len(after.lstrip(" ")) + 1] or not after.strip()
    return (not before.strip() and alone) or (
        not after.strip() and before.rstrip(" ")[-1:] in ("", "\n")
    )


def _lacking(figure: Figure | Table | None, forms: set[str] | None) -> str:
    """What a stored figure lacks to be captured, '' for nothing."""
    if not isinstance(figure, Figure) or figure.quantity is None:
        return "not_read"
    if figure.unit is None:
        return "no_unit"
    if figure.fiscal_year is None:
        return "no_year"
    if not any(figure.item_path) and figure.item is None:
        return "no_item"
    is_cell = forms is not None and figure.source.table_id not in forms
    return "no_column" if is_cell and not any(figure.column_path) else ""
