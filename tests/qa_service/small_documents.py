"""Two small disclosures of an invented organisation, as ingest would hand them on."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from ingest.model import (
    Aspect,
    Box,
    Cell,
    Check,
    Column,
    Document,
    Figure,
    GlossaryEntry,
    Identity,
    Kind,
    Level,
    Measure,
    Page,
    Problem,
    Row,
    Section,
    Source,
    Table,
)
from ingest.quantity import Quantity, Unit, wan
from ingest.report_card import Conservation, IdentityResult, ReportCard

ORGANISATION = "云岭市清泉区数据局"
TEXT = """云岭市清泉区数据局2024年部门预算
第一部分 情况说明
一、收入预算说明
𠮷祥之年，2024年财政拨款收入3204.1万元，比上年减少20.5万元。
<script>alert("1")</script>
二、名词解释
机关运行经费：指为保障单位运行用于购买货物和服务的资金。
三公经费预算表 单位：元
公务接待费 20,000
=1+2 —
"""
PAGE_BREAK = TEXT.index("二、名词解释")


def place(words: str, page: int | None = None) -> Source:
    """Where `words` stand in TEXT."""
    start = TEXT.index(words)
    on = page or (1 if start < PAGE_BREAK else 2)
    top = 80.0 + 30 * TEXT.count("\n", 0, start)
    return Source(start, start + len(words), on, Box(72.0, top, 300.0, top + 20))


def cell(words: str, row: int) -> Source:
    """The cell `words` of the table, in column 1."""
    at = place(words)
    return Source(at.start, at.end, at.page, at.box, "t1", row, 1)


def figure(key: str, label: str, source: Source, **more: object) -> Figure:
    """A figure of 2024 as TEXT prints it."""
    number = more.pop("quantity", None)
    values: dict[str, object] = {
        "figure_id": key,
        "label": label,
        "item": None,
        "item_path": (label,),
        "column_path": (),
        "fiscal_year": 2024,
        "measure": Measure.BUDGETED,
        "aspect": Aspect.AMOUNT,
        "printed": TEXT[source.start : source.end],
        "quantity": number,
        "unit": number.unit if isinstance(number, Quantity) else Unit.YUAN,
        "source": source,
    }
    return Figure(**(values | more))  # type: ignore[arg-type]


def budget(year: int = 2024, file_name: str = "清泉区数据局预算.txt") -> Document:
    """A budget with one sentence, one table, one definition and one problem."""
    text = TEXT.replace("2024", str(year))
    income = figure(
        "f1",
        "财政拨款收入",
        place("3204.1"),
        quantity=wan("3204.1"),
        item="fiscal_appropriation_income",
        fiscal_year=year,
        sentence=place("𠮷祥之年，2024年财政拨款收入3204.1万元，比上年减少20.5万元。"),
        check=Check.PASSED,
    )
    reception = figure(
        "f2",
        "公务接待费",
        cell("20,000", 1),
        quantity=Quantity(Decimal(20000), Unit.YUAN),
        item="official_reception",
        column_path=("预算数",),
        fiscal_year=year,
    )
    hostile = figure("f3", "=1+2", cell("—", 2), column_path=("预算数",), fiscal_year=year)
    rows = tuple(
        Row(it.label, it.label, None, (it.label,), (Cell(it.printed, it.source),))
        for it in (reception, hostile)
    )
    table = Table(
        table_id="t1",
        title="三公经费预算表",
        kind=None,
        unit=Unit.YUAN,
        pages=(2,),
        header=(("项目", "预算数"),),
        columns=(Column(("预算数",)),),
        rows=rows,
        note="",
        section_path=(),
        source=place(TEXT[TEXT.index("三公经费预算表") :]),
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    headings = ("第一部分 情况说明", "一、收入预算说明", "二、名词解释")
    return Document(
        document_id=digest[:16],
        content_sha256=digest,
        file_name=file_name,
        media_type="text/plain",
        identity=Identity(
            ORGANISATION,
            Level.DEPARTMENT,
            Kind.BUDGET,
            year,
            f"{ORGANISATION}{year}年部门预算",
            year_source="cover",
            aliases=("数据局",),
        ),
        text=text,
        pages=(Page(1, 595, 842, 0, PAGE_BREAK), Page(2, 595, 842, PAGE_BREAK, len(text))),
        sections=tuple(
            Section(f"s{n}", "", title, min(n, 2), (title,), place(title))
            for n, title in enumerate(headings, 1)
        ),
        tables=(table,),
        figures=(income, reception, hostile),
        glossary=(
            GlossaryEntry(
                "g1",
                "机关运行经费",
                ("机关运行经费",),
                "指为保障单位运行用于购买货物和服务的资金。",
                place("机关运行经费：指为保障单位运行用于购买货物和服务的资金。"),
            ),
        ),
        problems=(
            Problem("unit_differs", "表格以元、文字以万元为单位", (place("20,000"),), ("f2",)),
            Problem(
                *("check_share", "<b>占比</b>写作30%，请核对", (place("3204.1万元"),), ("f1",)),
                "share",
                Quantity(Decimal("2.5"), Unit.PERCENT),
                Quantity(Decimal("0.01"), Unit.PERCENT),
            ),
        ),
        report_card=ReportCard(
            tables_expected=9,
            tables_found=("three_public",),
            tables_missing=("summary",),
            in_tables=Conservation(1, 1),
            identities=(IdentityResult("share", 1, ("f1 f2",)),),
            passed=1,
            failed=1,
        ),
    )
