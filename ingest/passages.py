"""Text worth retrieving: paragraphs with their headings, duties whole, definitions, notes.

>>> from ingest.read.reading import Reading
>>> from ingest.sections import pages_to_sections
>>> text = "第一部分 概况\\n一、主要职能\\n（一）负责预算管理。\\n（二）负责采购监督。"
>>> reading = Reading(text=text, pages=())
>>> found = section_to_passages(reading, pages_to_sections(reading), ())
>>> [(p.kind, p.text) for p in found]
[('duty', '（一）负责预算管理。'), ('duty', '（二）负责采购监督。')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.forms import is_form_title
from ingest.model import GlossaryEntry, Passage, Row, Section, Table
from ingest.prose import MARKER, Paragraph
from ingest.read.reading import Reading
from ingest.sections import body_paragraphs, section_path_at

_LONGEST = 500
_JOIN_BELOW = 200
_GOAL = re.compile("(?=.{10}).*[，。；、]", re.DOTALL)
_DUTY = re.compile(r"职能|职责")
_PROJECT = re.compile(r"项目.{0,4}(?:情况|说明)|重点项目|项目概[况述]|立项依据|年度预算安排")
_NOTE = re.compile(r"注[:：\d]|说明：|本表")
_REASON = re.compile(r"(?:主要)?原因(?:是|为|：|一是)|主要是")
# Lines that label a table rather than say something.
_LABEL = re.compile(
    r"(?:编制)?(?:部门|单位)(?:名称)?：.*|.{0,20}单位：.{1,6}|公开\d+表|图\d*：.*|[\d.,%\s]*"
)
_SENTENCE = re.compile(r"[^。；！？]*[。；！？]+[”）]?|[^。；！？]+$")


def section_to_passages(
    reading: Reading,
    sections: Sequence[Section],
    glossary: Sequence[GlossaryEntry],
    tables: Sequence[Table] = (),
) -> tuple[Passage, ...]:
    """Passages of 200 to 500 characters where the text allows, never across headings.

    Each definition of the glossary is one passage (`definition`). Tables are left out but for
    what forms say of a project: its goals, each with the project's name, and its indicators.
    """
    defined = [(entry.source.start, entry.source.end) for entry in glossary]
    kept = [
        p
        for p in body_paragraphs(reading)
        if not any(start < p.end and p.start < end for start, end in defined)
        and _says_something(p.text)
    ]
    found: list[tuple[int, int, str, str, tuple[str, ...]]] = [
        (
            entry.source.start,
            entry.source.end,
            f"{entry.term}：{entry.meaning}",
            "definition",
            entry.section_path,
        )
        for entry in glossary
    ]
    for path, kind, group in _groups(kept, sections):
        for start, end, text in _pieces(group, kind):
            found.append((start, end, text, kind, path))
    for table in tables:
        if is_form_title(table.title):
            found += [(*said, "project", table.section_path) for said in _form_pieces(table)]
    found.sort(key=lambda row: (row[0], row[1]))
    return tuple(
        Passage(
            passage_id=f"p{i + 1}",
            text=text,
            section_path=path,
            kind=kind,
            source=reading.source(start, end),
        )
        for i, (start, end, text, kind, path) in enumerate(found)
    )


def _form_pieces(form: Table) -> Iterator[tuple[int, int, str]]:
    """What a form says in words of its project, and its indicators together."""
    said: set[str] = set()
    indicators = [row for row in form.rows if any("指标" in part for part in row.path)]
    for row in form.rows:
        cell = row.cells[0]
        if row in indicators or not _GOAL.match(cell.printed) or cell.printed in said:
            continue
        said.add(cell.printed)
        text = f"{_project_of(row)}{row.label}：{cell.printed}"
        yield cell.source.start, cell.source.end, text
    if indicators:
        text = "；".join(f"{row.path[-1]} {row.label} {row.cells[0].printed}" for row in indicators)
        places = [row.cells[0].source for row in indicators]
        start, end = min(p.start for p in places), max(p.end for p in places)
        yield start, end, f"{_project_of(indicators[0])}绩效指标：{text}"


def _project_of(row: Row) -> str:
    return f"{row.path[0]} " if row.path else ""


def _says_something(text: str) -> bool:
    """Whether a paragraph is prose: not a table's label or row, nor a stray heading."""
    if _LABEL.fullmatch(text) or len(text) < 5:
        return False
    figures = sum(c.isdigit() or c in ".,%" for c in text)
    return figures < 0.4 * len(text) and bool(
        re.search(r"[。；，：、！？]", text) or len(text) > 12
    )


def _groups(
    paragraphs: Sequence[Paragraph], sections: Sequence[Section]
) -> Iterator[tuple[tuple[str, ...], str, list[Paragraph]]]:
    """Paragraphs that belong together: same headings, same kind; each duty stands alone."""
    group: list[Paragraph] = []
    now: tuple[tuple[str, ...], str] | None = None
    for paragraph in paragraphs:
        path = section_path_at(sections, paragraph.start)
        kind = _kind(paragraph.text, path)
        alone = kind in ("duty", "note")
        length = sum(len(p.text) for p in group)
        if group and (
            (path, kind) != now
            or alone
            or length + len(paragraph.text) > _LONGEST
            or length >= _JOIN_BELOW
        ):
            yield *_known(now), group
            group = []
        now = (path, kind)
        group.append(paragraph)
    if group:
        yield *_known(now), group


def _known(now: tuple[tuple[str, ...], str] | None) -> tuple[tuple[str, ...], str]:
    return now if now is not None else ((), "prose")


def _kind(text: str, path: tuple[str, ...]) -> str:
    if _NOTE.match(text):
        return "note"
    if path and _DUTY.search(path[-1]) and MARKER.match(text):
        return "duty"
    if any(_PROJECT.search(title) for title in path):
        return "project"
    return "reason" if _REASON.search(text) else "prose"


def _pieces(group: Sequence[Paragraph], kind: str) -> Iterator[tuple[int, int, str]]:
    """The group's text in pieces of at most `_LONGEST` characters, cut where sentences end."""
    text = "\n".join(p.text for p in group)
    if len(text) <= _LONGEST or (kind == "duty" and len(text) <= 2 * _LONGEST):
        yield group[0].start, group[-1].end, text
        return
    for paragraph in group:
        start = end = 0
        for match in _SENTENCE.finditer(paragraph.text):
            if match.end() - start > _LONGEST and end > start:
                yield *paragraph.span(start, end), paragraph.text[start:end]
                start = end
            end = match.end()
        if end > start:
            yield *paragraph.span(start, end), paragraph.text[start:end]
