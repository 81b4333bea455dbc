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
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from ingest.model import Identity, Kind, Level, Table
from ingest.printed_lines import fold
from ingest.prose import Paragraph, reading_to_paragraphs
from ingest.read.reading import Reading
from ingest.vocabulary.web_pages import web_pages

_YEAR = r"(?:19|20)\d{2}"
# A year of accounts: 年 follows, and neither a month nor a document number does.
_FISCAL_YEAR = re.compile(rf"(?<!\d)({_YEAR})(?=年)(?!年\d{{1,2}}月)")
_ORGANISATION = (
    r"(?:人民代表大会常务委员会|委员会|办事处|办公厅|办公室|管理局|人民法院|人民检察院|人民政府"
    r"|代表大会|联合会|总工会|工商联|红十字会|研究[院所室]|服务中心|管理站"
    r"|[局厅部委院校馆站队所园处署庭社团会镇乡]|中心|学校|学院|大学|中学|小学|幼儿园|医院|街道"
    r"|监狱|银行|总队|支队|大队)"
)
_KIND_WORDS = r"(?:预算|决算)"
_KIND_NAMES = {Kind.BUDGET: "预算", Kind.FINAL_ACCOUNT: "决算"}
_TITLE = re.compile(
    rf"(?P<organisation>[^，。；：]{{0,40}}?)(?:关于)?(?P<year>{_YEAR})年度?(?P<rest>[^，。；：]{{0,14}}?)"
    rf"(?P<level>部门|单位|政府)?(?P<kind>预算|决算)(?P<tail>公开(?:报表|表|说明|材料)?|情况说明|说明|报表|公开表|表|草案)?"
)
# Who publishes or compiles (公开单位, 编制单位) may be a department as well as a unit.
_FIELDS: dict[str, Level | None] = {
    "预算主管部门": Level.DEPARTMENT,
    "决算主管部门": Level.DEPARTMENT,
    "主管部门": Level.DEPARTMENT,
    "预算部门": Level.DEPARTMENT,
    "预算单位": Level.UNIT,
    "决算单位": Level.UNIT,
    "单位名称": Level.UNIT,
    "部门名称": Level.DEPARTMENT,
    "部门": Level.DEPARTMENT,
    "编制部门": Level.DEPARTMENT,
    "编制单位": None,
    "公开部门": Level.DEPARTMENT,
    "公开单位": None,
}
_FIELD_NAMES = "|".join(sorted(_FIELDS, key=len, reverse=True))
_FIELD = re.compile(
    rf"(?:（)?(?P<field>{_FIELD_NAMES})(?:（公章）|（盖章）|）)?：(?P<value>[^：，。；]{{3,60}})"
)
# What stands beside a name in the caption of a table: '某某局 2024年度 金额单位：万元'.
_AFTER_VALUE = re.compile(
    rf"(?:{_YEAR}年度?)?(?:(?:金额|计量|货币)?单位(?:$|：)|编制日期|报送日期|金额$|$)"
)
_NOT_A_VALUE = re.compile(r"^(?:万元|元|千元|亿元|金额|无|公开\d+表)")
_DATE = re.compile(
    rf"(?<!\d)(?P<year>{_YEAR})[年.\-/](?P<month>\d{{1,2}})[月.\-/](?P<day>\d{{1,2}})日?(?!\d)"
)
_COVER_LINES = 14
_COVER_ENDS = re.compile(r"目录|第[一1]部分|序号|[一1][、.]|（一）|收支预算总表|项目")
# Shorter words for what an organisation is, and words its short name leaves out.
_SHORT_HEADS = {"办公室": ("办",), "办事处": ("街道",), "街道办事处": ("街道",), "委员会": ("委",)}
_LEFT_OUT = ("人民", "常委会", "常务委员会", "中共")


@dataclass(frozen=True)
class _Found:
    """What one place says; a field left out there is None."""

    source: str
    organisation: str | None = None
    level: Level | None = None
    kind: Kind | None = None
    year: int | None = None
    title: str | None = None


def reading_to_identity(reading: Reading, tables: Sequence[Table], file_name: str) -> Identity:
    """The identity of a document, from `reading`, its tables and its file's own name.

    A file that names no organisation gets its name without the suffix as `organisation`.
    """
    paragraphs = reading_to_paragraphs(reading)
    cover = _cover(reading)
    stem = fold_text(PurePath(file_name).stem)
    # Collectors name files '某某局-2024-部门预算'.
    named_so = re.sub(rf"[-_]({_YEAR})[-_]", r"\1年", stem)
    stated: list[_Found | None] = [
        *_cover_statements(cover),
        *_table_statements(reading, tables),
        *_caption_statements(reading, tables),
        _title_statement(fold_text(_file_title(reading)), "pdf_title"),
        _title_statement(named_so, "file_name"),
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
        aliases=_aliases(text, organisation) if who else (),
    )


def fold_text(text: str) -> str:
    """Text without blanks, digits and punctuation in the form patterns expect."""
    return "".join(fold(c) for c in text if not c.isspace())


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


def _cover_statements(cover: Sequence[str]) -> list[_Found]:
    fields = [place for line in cover for place in _fields(line, "cover")]
    # A title may be spread over the cover's lines; a field line is not part of it.
    plain = [line for line in cover if not _FIELD.search(line)]
    title = None
    for first in range(len(plain)):
        for last in range(first + 1, min(first + 5, len(plain)) + 1):
            found = _title_statement("".join(plain[first:last]), "cover")
            if found is not None and (
                title is None or (found.organisation and not title.organisation)
            ):
                title = found
    statements = [_Found("cover", organisation=f.organisation, level=f.level) for f in fields]
    if title is not None:
        # Beside a field that names the organisation, the title names only its place.
        organisation = None if fields else title.organisation
        statements.append(
            _Found("cover", organisation, title.level, title.kind, title.year, title.title)
        )
    return statements


def _title_statement(text: str, source: str) -> _Found | None:
    """What a title such as '某局2023年部门预算' states, or None where it is no such title."""
    text = re.sub(r"\.(?:xlsx?|docx?|pdf)$", "", text)
    match = _TITLE.search(text)
    if match is None:
        return _undated_title(text, source)
    if len(text) > match.end() + 12 or re.search(r"通知|批复|样张|模板", text):
        return None
    organisation = match["organisation"].strip("《“”") or None
    if organisation is not None and not re.search(
        rf"{_ORGANISATION}(?:（[^）]+）)?$", organisation
    ):
        organisation = None
    level = {"部门": Level.DEPARTMENT, "单位": Level.UNIT, "政府": Level.GOVERNMENT}.get(
        match["level"] or ""
    )
    return _Found(
        source=source,
        organisation=organisation,
        level=level,
        kind=Kind.BUDGET if match["kind"] == "预算" else Kind.FINAL_ACCOUNT,
        year=int(match["year"]),
        title=text,
    )


def _undated_title(text: str, source: str) -> _Found | None:
    match = re.fullmatch(
        r"(?P<organisation>[^，。；：\d]{2,40}?)(?P<level>部门|单位)(?P<kind>预算|决算)(?:公开)?",
        text,
    )
    if match is None:
        return None
    level = Level.DEPARTMENT if match["level"] == "部门" else Level.UNIT
    kind = Kind.BUDGET if match["kind"] == "预算" else Kind.FINAL_ACCOUNT
    organisation = match["organisation"]
    known = re.search(rf"{_ORGANISATION}(?:（[^）]+）)?$", organisation)
    return _Found(source, organisation if known else None, level, kind, None, text)


def _fields(line: str, source: str) -> list[_Found]:
    found = []
    for match in _FIELD.finditer(line):
        value = _AFTER_VALUE.split(match["value"])[0]
        if _NOT_A_VALUE.match(value) or not re.search(_ORGANISATION, value):
            continue
        found.append(_Found(source, organisation=value, level=_FIELDS[match["field"]]))
    return found


def _table_statements(reading: Reading, tables: Sequence[Table]) -> list[_Found]:
    """The years that titles and notes of tables state, titles first; the commonest one wins."""
    found: list[_Found] = []
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
            found.append(_Found(source, kind=kind, year=years.most_common(1)[0][0]))
    return found


def _title_lines(reading: Reading) -> list[str]:
    """Lines that read as a title of a table, also where no table was recognised under them."""
    return [
        line
        for line in (fold_text(raw) for raw in reading.text.splitlines())
        if re.fullmatch(rf"[^，。；：]{{0,30}}{_YEAR}年度?[^，。；：]{{2,30}}表", line)
    ]


def _note_lines(reading: Reading) -> list[str]:
    return [
        line
        for line in (fold_text(raw) for raw in reading.text.splitlines())
        if re.match(r"注：|说明：", line) and re.search(r"本(?:部门|单位)|空表", line)
    ]


def _caption_statements(reading: Reading, tables: Sequence[Table]) -> list[_Found]:
    """The organisation that captions of tables name (部门：, 编制部门：), the commonest first."""
    lines = [fold_text(raw) for raw in reading.text.splitlines()]
    named = [place for line in lines for place in _fields(line, "table")]
    named += [place for table in tables for place in _fields(fold_text(table.note), "table")]
    counted = Counter((place.organisation, place.level) for place in named)
    years = Counter(
        int(year) for line in lines if _fields(line, "table") for year in _FISCAL_YEAR.findall(line)
    )
    stated = years.most_common(1)[0][0] if years else None
    return [
        _Found("table", organisation=organisation, level=level, year=stated)
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
            rf"(?<![\d比])({_YEAR})年度?(?:部门|单位|收|支|“三公|一般|财政|政府)", p.text
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


def _aliases(text: str, organisation: str) -> tuple[str, ...]:
    """Shorter or longer names the document uses for the organisation, the commonest first."""
    head = re.search(rf"{_ORGANISATION}$", re.sub(r"（[^）]*）$", "", organisation))
    if head is None:
        return ()
    endings = {head.group(), *_SHORT_HEADS.get(head.group(), ())}
    forms = {organisation, *(organisation.replace(word, "", 1) for word in _LEFT_OUT)}
    counts: Counter[str] = Counter()
    for ending in endings:
        for match in re.finditer(re.escape(ending), text):
            if text.startswith(("公室", "公厅", "办事处"), match.end()):
                continue
            name = max((_longest_name(text, match.end(), form) for form in forms), key=len)
            if len(name) > len(ending) or len(ending) >= 4:
                counts[name] += 1
    for match in re.finditer(rf"([\u4e00-\u9fff]{{4,30}}{head.group()})（本(?:级|部)）", text):
        counts[re.split(r"[由为是括含]", match[1])[-1]] += 1
    named = [
        name for name, _ in counts.most_common() if len(name) >= 3 and name[0] not in "委部会局厅办"
    ]
    named.append(re.sub(r"^中共", "", organisation))
    return tuple(dict.fromkeys(name for name in named if name != organisation))[:4]


def _longest_name(text: str, end: int, organisation: str) -> str:
    """The longest stretch of text up to `end` whose characters run through `organisation`.

    A place (省, 市, 区) must stand right before what it stands before in the full name:
    市财政局 is not a short name of a district's 财政局.
    """
    start, position, places_ok = end, len(organisation), end
    while start > 0:
        before = organisation.rfind(text[start - 1], 0, position)
        if before < 0:
            break
        start -= 1
        if text[start] not in "省市区县州" or before == position - 1:
            places_ok = start
        else:
            break
        position = before
    return text[places_ok:end]
