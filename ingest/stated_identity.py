"""What one line states of a document: a title ('某局2023年部门预算'), fields (编制单位：某局)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.model import Kind, Level
from ingest.organisation_names import ORGANISATION_END
from ingest.printed_lines import fold

YEAR = r"(?:19|20)\d{2}"
_TITLE = re.compile(
    rf"(?P<organisation>[^，。；：]{{0,40}}?)(?:关于)?(?P<year>{YEAR})年度?(?P<rest>[^，。；：]{{0,14}}?)"
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
FIELD = re.compile(
    rf"(?:（)?(?P<field>{_FIELD_NAMES})(?:（公章）|（盖章）|）)?：(?P<value>[^：，。；]{{3,60}})"
)
# What stands beside a name in the caption of a table: '某某局 2024年度 金额单位：万元'.
_AFTER_VALUE = re.compile(
    rf"(?:{YEAR}年度?)?(?:(?:金额|计量|货币)?单位(?:$|：)|编制日期|报送日期|金额$|$)"
)
_NOT_A_VALUE = re.compile(r"^(?:万元|元|千元|亿元|金额|无|公开\d+表)")


@dataclass(frozen=True)
class Stated:
    """What one place says; a field left out there is None."""

    source: str
    organisation: str | None = None
    level: Level | None = None
    kind: Kind | None = None
    year: int | None = None
    title: str | None = None


def fold_text(text: str) -> str:
    """Text without blanks, digits and punctuation in the form patterns expect."""
    return "".join(fold(c) for c in text if not c.isspace())


def title_statement(text: str, source: str) -> Stated | None:
    """What a title such as '某局2023年部门预算' states, or None where it is no such title."""
    text = re.sub(r"\.(?:xlsx?|docx?|pdf)$", "", text)
    match = _TITLE.search(text)
    if match is None:
        return _undated_title(text, source)
    if len(text) > match.end() + 12 or re.search(r"通知|批复|样张|模板", text):
        return None
    organisation = match["organisation"].strip("《“”") or None
    if organisation is not None and not re.search(
        rf"{ORGANISATION_END}(?:（[^）]+）)?$", organisation
    ):
        organisation = None
    level = {"部门": Level.DEPARTMENT, "单位": Level.UNIT, "政府": Level.GOVERNMENT}.get(
        match["level"] or ""
    )
    return Stated(
        source=source,
        organisation=organisation,
        level=level,
        kind=Kind.BUDGET if match["kind"] == "预算" else Kind.FINAL_ACCOUNT,
        year=int(match["year"]),
        title=text,
    )


def _undated_title(text: str, source: str) -> Stated | None:
    match = re.fullmatch(
        r"(?P<organisation>[^，。；：\d]{2,40}?)(?P<level>部门|单位)(?P<kind>预算|决算)(?:公开)?",
        text,
    )
    if match is None:
        return None
    level = Level.DEPARTMENT if match["level"] == "部门" else Level.UNIT
    kind = Kind.BUDGET if match["kind"] == "预算" else Kind.FINAL_ACCOUNT
    organisation = match["organisation"]
    known = re.search(rf"{ORGANISATION_END}(?:（[^）]+）)?$", organisation)
    return Stated(source, organisation if known else None, level, kind, None, text)


def fields_of(line: str, source: str) -> list[Stated]:
    """The organisations that fields in a line name, with the level a field implies."""
    found = []
    for match in FIELD.finditer(line):
        value = _AFTER_VALUE.split(match["value"])[0]
        if _NOT_A_VALUE.match(value) or not re.search(ORGANISATION_END, value):
            continue
        found.append(Stated(source, organisation=value, level=_FIELDS[match["field"]]))
    return found
