"""Sixteen real disclosures read whole: who, which year, and the standard tables of their pages.

Titles, pages and units are typed from the pages. Cells, sums and sentences of the same documents
are in tests/ingest/real.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from ingest.model import Document, Table
from ingest.parse import reading_to_document
from tests.conftest import ROOT
from tests.ingest.real.readings import reading_of

pytestmark = pytest.mark.real

IDENTITIES = json.loads((ROOT / "tests/ingest/real/identities.json").read_text("utf-8"))

# Where the data of each standard table begin; on two pages of one document the title stands at
# the foot of the page before. The last of nine is in 万元, the others in 元.
NINE = """
{b}财务收支预算总表 {b}收入预算总表 {b}支出预算总表 {b}财政拨款收支预算总表
{b}一般公共预算支出功能分类预算表 {b}政府性基金预算支出功能分类预算表 {b}国有资本经营预算支出功能分类预算表
{b}一般公共预算基本支出部门预算经济分类预算表 {s}“三公”经费和机关运行经费预算表
"""
DEPARTMENT, UNIT = {"b": "部门", "s": "部门"}, {"b": "预算单位", "s": "单位"}
NINE_TABLES = {
    "上海市普陀区万里街道-2023-部门预算.pdf": (2023, DEPARTMENT, "10 11 15 19 20 24 25 26 28"),
    "上海市普陀区万里街道-2025-部门预算.pdf": (2025, DEPARTMENT, "9 10 14 19 20 25 26 27 29"),
    "上海市普陀区人民政府办公室-2025-单位预算.pdf": (2025, UNIT, "8 9 11 13 14 16 17 18 20"),
    "上海市普陀区人民政府办公室-2025-部门预算.pdf": (2025, DEPARTMENT, "8 9 11 13 14 16 17 18 20"),
    "上海市普陀区财政局-2025-部门预算.pdf": (2025, DEPARTMENT, "9 10 12 14 15 17 18 19 21"),
    "上海市财政局-2025-部门预算.pdf": (2025, UNIT, "7 8 10 12 13 15 16 17 20"),
}
IN_WAN = {
    "中共上海市普陀区委社会工作部-2024-部门决算.pdf": """
5 收入支出决算总表
6 收入决算表
8 支出决算表
10 财政拨款收入支出决算总表
12 一般公共预算财政拨款支出决算表
13 一般公共预算财政拨款基本支出决算表
14 财政拨款“三公”经费支出决算表
15 政府性基金预算财政拨款收入支出决算表
16 国有资本经营预算财政拨款收入支出决算表
""",
    "江苏省人大办公厅-2017-部门预算.pdf": """
7 收支预算总表
9 收入预算总表
10 支出预算总表
11 财政拨款支出预算表
12 财政拨款收支预算总表
13 财政拨款基本支出预算表
15 财政拨款政府性基金支出预算表
16 一般公共预算支出预算表
17 一般公共预算基本支出预算表
19 一般公共预算机关运行经费支出预算表
20 “三公”经费、会议费、培训费支出预算表
20 2017年政府采购预算表
""",
    "江苏省人大办公厅-2018-部门预算.pdf": """
8 收支预算总表
9 收入预算总表
10 支出预算总表
10 财政拨款收支预算总表
11 财政拨款支出预算表（功能科目）
12 财政拨款基本支出预算表（经济科目）
13 一般公共预算支出预算表（功能科目）
14 一般公共预算基本支出预算表（经济科目）
15 “三公”经费、会议费、培训费支出预算表
15 政府性基金预算财政拨款支出预算表
16 一般公共预算机关运行经费支出预算表
17 政府采购支出预算表
""",
    "江苏省委办公厅-2018-部门预算表.pdf": """
3 收支预算总表
4 收入预算总表
5 支出预算总表
6 财政拨款收支预算总表
7 财政拨款支出预算表
8 财政拨款基本支出预算表
9 一般公共预算支出预算表
10 一般公共预算基本支出预算表
11 “三公”经费、会议费、培训费支出预算表
12 财政拨款政府性基金支出预算表
13 一般公共预算机关运行经费支出预算表
14 2018年政府采购预算表
""",
    "江苏省委办公厅-2019-部门预算表.pdf": """
1 收支预算总表
2 收入预算总表
3 支出预算总表
4 财政拨款收支预算总表
5 财政拨款支出预算表（功能科目）
6 财政拨款基本支出预算表（经济科目）
7 一般公共预算支出预算表（功能科目）
8 一般公共预算基本支出预算表（经济科目）
9 “三公”经费、会议费、培训费支出预算表
10 财政拨款政府性基金支出预算表
11 一般公共预算机关运行经费支出预算表
12 2019年政府采购预算表
""",
    "江苏省政协办公厅-2017-部门预算表.pdf": """
1 收支预算总表
2 收入预算总表
3 支出预算总表
4 财政拨款收支预算总表
5 财政拨款支出预算表
6 财政拨款基本支出预算表
7 财政拨款政府性基金支出预算表
8 一般公共预算支出预算表
9 一般公共预算基本支出预算表
10 一般公共预算机关运行经费支出预算表
11 “三公”经费、会议费、培训费支出预算表（一般公共预算）
12 2017年政府采购预算表
""",
    # Prose only: their tables are published as files of their own, or not at all.
    "大连高新区营商环境建设局-2023-部门预算.txt": "",
    "江苏省委办公厅-2018-部门预算.pdf": "",
    "江苏省委办公厅-2019-部门预算.pdf": "",
    "江苏省政协办公厅-2017-部门预算.pdf": "",
}


@cache
def read_as(path: Path, name: str) -> Document:
    """The whole document of a file that its user knows under a name."""
    return reading_to_document(reading_of(path), name)


def expected_tables(name: str) -> list[tuple[int, str, str]]:
    """Page, title and unit of each standard table, in order."""
    if name in IN_WAN:
        lines = [line.split(" ", 1) for line in IN_WAN[name].strip().splitlines()]
        return [(int(page), title, "万元") for page, title in lines]
    year, words, pages = NINE_TABLES[name]
    titles = [f"{year}年{title}" for title in NINE.format(**words).split()]
    units = ["元"] * 8 + ["万元"]
    return list(zip(map(int, pages.split()), titles, units, strict=True))


def title_on_page(table: Table) -> str:
    """The title without the side that is told apart by it ('…总表（收入）')."""
    title, _, side = table.title.removesuffix("）").rpartition("（")
    return title if side in table.columns[0].path else table.title


@pytest.mark.parametrize("name", [*NINE_TABLES, *IN_WAN])
def test_the_standard_tables_are_those_of_the_pages(name: str, real_documents: Path) -> None:
    document = read_as(real_documents / name, name)
    found = [
        (table.pages[0], title_on_page(table), table.unit.name if table.unit else "")
        for table in document.tables
        if table.kind is not None
    ]
    # A table of two or three sides (收入｜支出) is one table on the page.
    assert list(dict.fromkeys(found)) == expected_tables(name)


@pytest.mark.parametrize(("number", "expected"), list(enumerate(IDENTITIES, start=1)))
def test_a_document_read_whole_is_known_without_its_name(
    number: int, expected: dict[str, str | int], real_documents: Path
) -> None:
    name = str(expected["file"])
    for known_as in (name, f"{number}.pdf"):
        who = read_as(real_documents / name, known_as).identity
        assert (who.organisation, who.level, who.kind, who.fiscal_year) == (
            expected["organisation"],
            expected["level"],
            expected["kind"],
            expected["fiscal_year"],
        )


def test_every_real_document_is_tested(real_documents: Path) -> None:
    names = {path.name for path in real_documents.iterdir() if path.suffix in (".pdf", ".txt")}
    assert names == {str(row["file"]) for row in IDENTITIES} == {*NINE_TABLES, *IN_WAN}
