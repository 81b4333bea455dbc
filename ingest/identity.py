"""Who disclosed what for which year (单位, 级次, 预算或决算, 年度), read from the document itself.

The year comes from the cover, then titles and notes of tables, then the file's own title, then
its name; never from digits inside a code, a date of issue or a year the text merely mentions.

>>> from ingest.read.reading import Reading
>>> text = "某某市2025年市级单位预算\\n预算单位：某某市档案馆\\n目录\\n一、主要职能"
>>> found = reading_to_identity(Reading(text=text, pages=()), (), "1.txt")
>>> (found.organisation, found.level.value, found.kind.value, found.fiscal_year, found.year_source)
('某某市档案馆', '单位', 'budget', 2025, 'cover')
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from ingest.model import Identity, Kind, Level, Table
from ingest.organisation_names import names_used
from ingest.prose import Paragraph, reading_to_paragraphs
from ingest.read.reading import Reading
from ingest.stated_identity import FIELD, YEAR, Stated, fields_of, fold_text, title_statement
from ingest.vocabulary.web_pages import web_pages

# A year of accounts: 年 follows, and neither a month nor a document number does.
_FISCAL_YEAR = re.compile(rf"(?<!\d)({YEAR})(?=年)(?!年\d{{1,2}}月)")
_KIND_WORDS = r"(?:预算|决算)"
_KIND_NAMES = {Kind.BUDGET: "预算", Kind.FINAL_ACCOUNT: "决算"}
_DATE = re.compile(
    rf"(?<!\d)(?P<year>{YEAR})[年.\-/](?P<month>\d{{1,2}})[月.\-/](?P<day>\d{{1,2}})日?(?!\d)"
)
_COVER_LINES = 14
_COVER_ENDS = re.compile(r"目录|第[一1]部分|序号|[一1][、.]|（一）|收支预算总表|项目")


def reading_to_identity(reading: Reading, tables: Sequence[Table], file_name: str) -> Identity:
    """The identity of a document, from `reading`, its tables and its file's own name.

    A file that names no organisation gets its name without the suffix as `organisation`.
    """
    paragraphs = reading_to_paragraphs(reading)
    cover = _cover(reading)
    stem = fold_text(PurePath(file_name).stem)
    # Collectors name files '某某局-2024-部门预算'.
    named_so = re.sub(rf"[-_]({YEAR})[-_]", r"\1年", stem)
    stated: list[Stated | None] = [
        *_cover_statements(cover),
        *_table_statements(reading, tables),
        *_caption_statements(reading, tables),
        title_statement(fold_text(_file_title(reading)), "pdf_title"),
        title_statement(named_so, "file_name"),
    ]
    places = [place for place in stated if place is not None]
    year = next(((p.year, p.source) for p in places if p.year), None)
    if year is None:
        year = _year_in_text(paragraphs)
    who = next(((p.organisation, p.source) for p in places if p.organisation), None)
    kind = next((p.kind for p in places if p.kind), None) or _kind_in_text(paragraphs)
    organisation = who[0] if who and who[0] else stem
    level = next((p.level for p in places if p.level), Level.DEPARTMENT)
    title = next((p.title for p in places if p.title), None)
    if title is None and year is not None and who is not None:
        title = f"{organisation}{year[0]}年{level.value}{_KIND_NAMES.get(kind, '')}"
    text = "".join(paragraph.text for paragraph in paragraphs)
    return Identity(
        organisation=organisation,
        level=level,
        kind=kind,
        fiscal_year=year[0] if year else None,
        title=title or stem,
        year_source=year[1] if year else None,
        organisation_source=who[1] if who else "file_name",
        published_on=_published_on(paragraphs, year[0] if year else None),
        aliases=names_used(text, organisation) if who else (),
    )


def _cover(reading: Reading) -> list[str]:
    """The printed lines before the contents or the first numbered heading, page numbers aside."""
    end = reading.pages[0].end if reading.pages else len(reading.text)
    lines: list[str] = []
    site = web_pages()  # whose words come along where a page is copied into a document
    for line in (site.kept(fold_text(raw)) for raw in reading.text[:end].splitlines()):
        if not line or re.fullmatch(r"[-—─]*\d{1,3}[-—─]*|监督索引号\d*(?:公开)?", line):
            continue
        if _COVER_ENDS.match(line) or "。" in line or len(line) > 80 or len(lines) == _COVER_LINES:
            break
        lines.append(line)
    return lines


def _cover_statements(cover: Sequence[str]) -> list[Stated]:
    fields = [place for line in cover for place in fields_of(line, "cover")]
    # A title may be spread over the cover's lines; a field line is not part of it.
    plain = [line for line in cover if not FIELD.search(line)]
    title = None
    for first in range(len(plain)):
        for last in range(first + 1, min(first + 5, len(plain)) + 1):
            found = title_statement("".join(plain[first:last]), "cover")
            if found is not None and (
                title is None or (found.organisation and not title.organisation)
            ):
                title = found
    statements = [Stated("cover", organisation=f.organisation, level=f.level) for f in fields]
    if title is not None:
        # Beside a field that names the organisation, the title names only its place.
        organisation = None if fields else title.organisation
        statements.append(
            Stated("cover", organisation, title.level, title.kind, title.year, title.title)
        )
    return statements


def _table_statements(reading: Reading, tables: Sequence[Table]) -> list[Stated]:
    """The years that titles and notes of tables state, titles first; the commonest one wins."""
    found: list[Stated] = []
    for source, texts in (
        ("table", [fold_text(t.title) for t in tables] + _title_lines(reading)),
        ("note", [fold_text(t.note) for t in tables] + _note_lines(reading)),
    ):
        years = Counter(int(y) for text in texts for y in _FISCAL_YEAR.findall(text))
        if years:
            kinds = Counter(
                Kind.BUDGET if "预算" in t else Kind.FINAL_ACCOUNT
                for t in texts
                if re.search(_KIND_WORDS, t)
            )
            kind = kinds.most_common(1)[0][0] if kinds and source == "table" else None
            found.append(Stated(source, kind=kind, year=years.most_common(1)[0][0]))
    return found


def _title_lines(reading: Reading) -> list[str]:
    """Lines that read as a title of a table, also where no table was recognised under them."""
    return [
        line
        for line in (fold_text(raw) for raw in reading.text.splitlines())
        if re.fullmatch(rf"[^，。；：]{{0,30}}{YEAR}年度?[^，。；：]{{2,30}}表", line)
    ]


def _note_lines(reading: Reading) -> list[str]:
    return [
        line
        for line in (fold_text(raw) for raw in reading.text.splitlines())
        if re.match(r"注：|说明：", line) and re.search(r"本(?:部门|单位)|空表", line)
    ]


def _caption_statements(reading: Reading, tables: Sequence[Table]) -> list[Stated]:
    """The organisation that captions of tables name (部门：, 编制部门：), the commonest first."""
    lines = [fold_text(raw) for raw in reading.text.splitlines()]
    named = [place for line in lines for place in fields_of(line, "table")]
    named += [place for table in tables for place in fields_of(fold_text(table.note), "table")]
    counted = Counter((place.organisation, place.level) for place in named)
    years = Counter(
        int(year)
        for line in lines
        if fields_of(line, "table")
        for year in _FISCAL_YEAR.findall(line)
    )
    stated = years.most_common(1)[0][0] if years else None
    return [
        Stated("table", organisation=organisation, level=level, year=stated)
        for (organisation, level), _ in counted.most_common(1)
    ]


def _file_title(reading: Reading) -> str:
    """The title the file states of itself; some programs write it as hexadecimal GBK bytes."""
    title = reading.metadata.get("title", "")
    coded = re.fullmatch(r"<((?:[0-9A-Fa-f]{2})+)>", title.strip())
    if coded is None:
        return title
    return bytes.fromhex(coded[1]).decode("gb18030", errors="replace")


def _kind_in_text(paragraphs: Sequence[Paragraph]) -> Kind:
    words = Counter(re.findall(r"支出(预算|决算)", "".join(p.text for p in paragraphs)))
    if not words:
        return Kind.OTHER
    return Kind.BUDGET if words["预算"] >= words["决算"] else Kind.FINAL_ACCOUNT


def _year_in_text(paragraphs: Sequence[Paragraph]) -> tuple[int, str] | None:
    """The year most sentences speak of as this year's, for documents that state it nowhere else."""
    years = Counter(
        int(y)
        for p in paragraphs
        for y in re.findall(
            rf"(?<![\d比])({YEAR})年度?(?:部门|单位|收|支|“三公|一般|财政|政府)", p.text
        )
    )
    if not years:
        return None
    return years.most_common(1)[0][0], "text"


def _published_on(paragraphs: Sequence[Paragraph], fiscal_year: int | None) -> date | None:
    """A date that stands alone at the head or the end of the document."""
    for paragraph in [*paragraphs[-3:], *paragraphs[:_COVER_LINES]]:
        match = _DATE.fullmatch(
            re.sub(r"^(?:发布|公开|发文|成文)?(?:日期|时间)：", "", paragraph.text)
        )
        if match is None:
            continue
        try:
            found = date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue
        if fiscal_year is None or abs(found.year - fiscal_year) <= 2:
            return found
    return None
