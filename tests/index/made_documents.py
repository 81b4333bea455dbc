"""Small documents of invented organisations, for tests that need something to be stored."""

import hashlib
from datetime import date

from ingest.model import (
    Aspect,
    Box,
    Cell,
    Check,
    Classification,
    Column,
    Document,
    Figure,
    Fund,
    GlossaryEntry,
    Identity,
    Kind,
    Level,
    Measure,
    Page,
    Passage,
    Problem,
    Row,
    Section,
    Source,
    Table,
)
from ingest.quantity import Quantity, Unit, wan
from ingest.report_card import Conservation, IdentityResult, ReportCard, Uncaptured

PROSE = (
    "三公经费预算数为12.50万元，与上年持平。",
    "机关运行经费预算为80.20万元，增加的主要原因是人员增加。",
    "政府性基金支出预算0万元，本年没有安排。",
    "本单位负责拟订全市公园的养护标准并监督执行。",
)


def made_content(name: str) -> bytes:
    """The bytes of the original file."""
    return f"《{name}》的原文件".encode()


def figure(
    number: int, label: str, printed: str, quantity: Quantity | None, **more: object
) -> Figure:
    """A figure in a table, budgeted for 2024, with `more` fields set."""
    fields: dict[str, object] = {
        "figure_id": f"f{number}",
        "label": label,
        "item": None,
        "item_path": ("支出", label),
        "column_path": ("本年预算", "合计"),
        "fiscal_year": 2024,
        "measure": Measure.BUDGETED,
        "aspect": Aspect.AMOUNT,
        "printed": printed,
        "quantity": quantity,
        "unit": Unit.WAN,
        "source": Source(10, 16, 1, Box(1.5, 2.0, 3.25, 4.0), "t1", number, 1),
    }
    return Figure(**(fields | more))  # type: ignore[arg-type]


def made_document(
    organisation: str = "青河市园林局",
    year: int | None = 2024,
    kind: Kind = Kind.BUDGET,
    level: Level = Level.DEPARTMENT,
    prose: tuple[str, ...] = PROSE,
    aliases: tuple[str, ...] = (),
    content: bytes | None = None,
) -> Document:
    """A document with one of everything; its content depends on all arguments but `prose`."""
    name = f"{organisation}-{year}-{kind.value}-{level.value}"
    sha256 = hashlib.sha256(made_content(name) if content is None else content).hexdigest()
    source = Source(2, 9, 1, Box(10.0, 20.0, 30.0, 40.0))
    headings = ("第二部分 情况说明", "一、总体说明")
    rows = (Row("合计", "合计", None, (), (Cell("1,234.50", source), Cell("—", source))),)
    figures = (
        figure(1, "公务接待费", "1,234.50", wan("1234.50"), item="official_reception"),
        figure(2, "因公出国（境）费", "—", None, check=Check.PASSED),
        figure(3, "会议费", "", None, fund=Fund.GENERAL_PUBLIC_BUDGET),
        figure(4, "培训费", "0.00", wan("0.00"), facet="basic_expenditure"),
        figure(
            5,
            "行政运行",
            "0.1000000000000000055",
            wan("0.1000000000000000055"),
            item="functional:2010301",
            code="2010301",
            classification=Classification.FUNCTIONAL,
        ),
        figure(
            6,
            "收入总计",
            "减少8.3%",
            Quantity(wan("-8.30").number, Unit.PERCENT),
            unit=Unit.PERCENT,
            aspect=Aspect.CHANGE_RATE,
            base="prior_budget",
            pattern="total_change",
            level=Level.OWN,
            organisation="青河市园林局本级",
            section_path=headings,
            source=Source(0, 4),
            unit_source=Source(3, 4),
            sentence=Source(0, 20),
            reason=Source(21, 30, gaps=((24, 25),)),
            as_of=date(2024, 8, 31),
            scope_note="不含下属单位",
        ),
    )
    return Document(
        document_id=sha256[:16],
        content_sha256=sha256,
        file_name=f"{name}.txt",
        media_type="text/plain",
        identity=Identity(
            organisation=organisation,
            level=level,
            kind=kind,
            fiscal_year=year,
            title=f"{organisation}{year}年部门预算",
            year_source="cover",
            organisation_source="cover",
            published_on=date(2024, 2, 13),
            aliases=aliases,
        ),
        text="".join(prose),
        pages=(Page(1, 595.0, 842.0, 0, len("".join(prose))),),
        sections=(Section("s1", "一、", "总体说明", 2, headings, source),),
        tables=(
            Table(
                table_id="t1",
                title="支出预算表",
                kind="expenditure",
                unit=Unit.WAN,
                pages=(1, 2),
                header=(("项目", "预算数"), ("项目", "合计")),
                columns=(Column(("预算数", "合计")), Column(("预算数", "其中"))),
                rows=rows,
                note="本表为空表。",
                section_path=headings,
                source=source,
                unit_source=source,
            ),
        ),
        figures=figures,
        passages=tuple(
            Passage(f"p{number}", text, headings, "prose", source)
            for number, text in enumerate(prose)
        ),
        glossary=(
            GlossaryEntry("g1", "机关运行经费", ("机关运行经费",), "指保障运行的资金。", source),
            GlossaryEntry(
                "g2",
                "一般公共服务（类）财政事务（款）行政运行（项）",
                ("一般公共服务", "财政事务", "行政运行"),
                "指基本支出。",
                source,
                ("第四部分 名词解释",),
            ),
        ),
        problems=(
            Problem(
                *("check_row_sum", "合计与分项之和不同", (source,), ("f1",), "expenditure_by_use"),
                wan("1.00"),
                wan("0.01"),
            ),
        ),
        report_card=ReportCard(
            tables_expected=9,
            tables_found=("three_public",),
            in_prose=Conservation(2, 1, (Uncaptured("7万元", "说明", 1, 3, 4, "not_read"),)),
            identities=(IdentityResult("share", 1, ("f1 f2",)),),
            passed=1,
            failed=1,
        ),
        source_url="https://example.org/1",
        seconds={"read": 0.1},
    )


def made_file(document: Document) -> bytes:
    """The original file of a made document."""
    return made_content(document.file_name.removesuffix(".txt"))
