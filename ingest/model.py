"""What a disclosure is once read: its outline, tables, figures, passages and definitions.

Every object says where it stood (`Source`). Offsets are Unicode code points of the document's
canonical text (`Document.text`), half-open; pages are physical, from 1; boxes are PDF points on
the page as displayed, origin top left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ingest.quantity import Quantity, Unit
from ingest.report_card import ReportCard


class Level(StrEnum):
    """Whose money (级次): a department with its units, one unit, the department's own office."""

    DEPARTMENT = "部门"
    UNIT = "单位"
    OWN = "本级"
    GOVERNMENT = "政府"


class Kind(StrEnum):
    """What was disclosed: a budget (预算), a final account (决算), or something else."""

    BUDGET = "budget"
    FINAL_ACCOUNT = "final_account"
    OTHER = "other"


class Measure(StrEnum):
    """Which statement of an amount (口径): 预算数, 全年/调整预算数, 执行数, 决算数, 余额."""

    BUDGETED = "budgeted"
    ADJUSTED = "adjusted"
    EXECUTED = "executed"
    FINAL = "final"
    BALANCE = "balance"


class Aspect(StrEnum):
    """What is said of the item: 金额, 增减额, 增减率, 占比, 完成率, 数量."""

    AMOUNT = "amount"
    CHANGE = "change"
    CHANGE_RATE = "change_rate"
    SHARE = "share"
    COMPLETION_RATE = "completion_rate"
    COUNT = "count"


class Base(StrEnum):
    """What a change is measured from (基期): 上年预算, 上年执行数, 上年决算. A year is a str."""

    PRIOR_BUDGET = "prior_budget"
    PRIOR_EXECUTED = "prior_executed"
    PRIOR_FINAL = "prior_final"


class Classification(StrEnum):
    """Which official classification a code belongs to (支出功能分类, 部门/政府经济分类)."""

    FUNCTIONAL = "functional"
    ECONOMIC_DEPARTMENT = "economic_department"
    ECONOMIC_GOVERNMENT = "economic_government"


class Check(StrEnum):
    """What the identities (勾稽) say of a figure."""

    PASSED = "passed"
    FAILED = "failed"
    UNCHECKED = "unchecked"
    UNVERIFIED = "unverified"


class Fund(StrEnum):
    """The money an amount is limited to (资金口径); None means all funds together."""

    GENERAL_PUBLIC_BUDGET = "general_public_budget"
    GOVERNMENT_MANAGED_FUNDS = "government_managed_funds"
    STATE_CAPITAL_OPERATIONS = "state_capital_operations"
    FISCAL_APPROPRIATION = "fiscal_appropriation"


@dataclass(frozen=True)
class Box:
    """A rectangle on a page as displayed, in points from the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    @classmethod
    def around(cls, boxes: Sequence[Box]) -> Box:
        """The smallest one that holds all of them, of which there is at least one."""
        return cls(
            min(b.x0 for b in boxes),
            min(b.top for b in boxes),
            max(b.x1 for b in boxes),
            max(b.bottom for b in boxes),
        )


@dataclass(frozen=True)
class Source:
    """Where something stood: offsets in the canonical text, and its page, box and table cell.

    `gaps` are spans inside that do not belong to it: the page number where it runs over a page.
    """

    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    table_id: str | None = None
    row: int | None = None
    column: int | None = None
    gaps: tuple[tuple[int, int], ...] = ()

    @property
    def page_name(self) -> str:
        """'第3页' for readers, '' where there are no pages."""
        return f"第{self.page}页" if self.page is not None else ""

    def words_in(self, text: str) -> str:
        """What it says in the canonical text, without what stands in its gaps."""
        ends = [self.start, *(edge for gap in self.gaps for edge in gap), self.end]
        return "".join(text[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True))


@dataclass(frozen=True)
class Page:
    """One physical page: its size in points, and the span of canonical text it holds.

    `turn` is by how many degrees clockwise a scanned page was turned for its text to stand
    upright and level, None for any other page; sizes and boxes are those of the turned page.
    """

    number: int
    width: float
    height: float
    start: int
    end: int
    turn: float | None = None


@dataclass(frozen=True)
class LineBox:
    """Where one line of the text is printed on its page: its span, and its box to 1/100 point."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True)
class Section:
    """A heading and what it covers; `path` ends with its own title, `level` counts from 1."""

    section_id: str
    number: str
    title: str
    level: int
    path: tuple[str, ...]
    source: Source


@dataclass(frozen=True)
class Column:
    """A column of a table: the header cells above it, outermost first.

    `unit_source` is the header cell that states a unit of its own ('金额（万元）', '占比%').
    """

    path: tuple[str, ...]
    unit_source: Source | None = None


@dataclass(frozen=True)
class Cell:
    """One cell: as printed ('' is blank), and where."""

    printed: str
    source: Source


@dataclass(frozen=True)
class Row:
    """A data row: label without numbering, code joined (类款项 '2010301'), its ancestors.

    `unit_source` is where its own name states a unit ('公务用车保有量（辆）').
    """

    label: str
    printed_label: str
    code: str | None
    path: tuple[str, ...]
    cells: tuple[Cell, ...]
    unit_source: Source | None = None


@dataclass(frozen=True)
class Table:
    """A table read as a grid; a two-sided table (收入｜支出) is one Table per side.

    `kind` is the key of the standard table in vocabulary/tables.yaml, or None; `title` is as
    printed; `unit` is None where none is declared; `note` keeps the words below the table
    (本表为空表 …). `columns` are the value columns, one per entry of `Row.cells`.
    """

    table_id: str
    title: str
    kind: str | None
    unit: Unit | None
    pages: tuple[int, ...]
    header: tuple[tuple[str, ...], ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str
    section_path: tuple[str, ...]
    source: Source
    unit_source: Source | None = None


@dataclass(frozen=True)
class Figure:
    """One statement of a value (数据): what, of whom, which year and measure, and where.

    `label` is the item's own name as printed without numbering. `item` is the key of the
    vocabulary's item it states (vocabulary/items.yaml, or 'functional:2010301',
    'economic:30113'), None where the vocabulary has none; `facet` is the key of the column's
    item where a cell states one item limited to another (行政运行 × 基本支出); `fund` is the
    money it is limited to by its table's title, column or sentence. `quantity` is None where a
    blank, a dash or words without a value ('不可比') are printed. A change is signed (减少 is
    negative). `unit_source` is where the unit is declared: above the table, in the name of the
    column or the row, in the cell, behind the number; None where none is printed ('无').
    """

    figure_id: str
    label: str
    item: str | None
    item_path: tuple[str, ...]
    column_path: tuple[str, ...]
    fiscal_year: int | None
    measure: Measure
    aspect: Aspect
    printed: str
    quantity: Quantity | None
    unit: Unit | None
    source: Source
    unit_source: Source | None = None
    code: str | None = None
    classification: Classification | None = None
    facet: str | None = None
    fund: Fund | None = None
    base: str | None = None
    level: Level | None = None  # where the sentence speaks of another level than the document
    organisation: str | None = None  # where it speaks of another organisation
    table_kind: str | None = None
    pattern: str | None = None  # the sentence pattern that read it, None for a cell
    section_path: tuple[str, ...] = ()
    sentence: Source | None = None  # the whole sentence (text figures)
    reason: Source | None = None  # where the reason of a change stands
    as_of: date | None = None  # the day a stock is stated as of (截至2022年12月31日)
    scope_note: str | None = None  # what is counted in or left out, as printed (不含下属单位)
    check: Check = Check.UNCHECKED


@dataclass(frozen=True)
class Passage:
    """Text worth retrieving: a paragraph with its headings, or a definition."""

    passage_id: str
    text: str
    section_path: tuple[str, ...]
    kind: str  # prose | duty | reason | project | definition | note
    source: Source


@dataclass(frozen=True)
class GlossaryEntry:
    """A term of 名词解释: as printed without numbering, its meaning, and both together's place.

    `term_path` is the term split at （类）（款）（项） ('一般公共服务', '财政事务', '行政运行'), or
    the term alone.
    """

    entry_id: str
    term: str
    term_path: tuple[str, ...]
    meaning: str
    source: Source
    section_path: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """Something odd the document says; ingestion goes on, readers are told.

    Where an identity (勾稽) fails, `identity` is its key in vocabulary/identities.yaml,
    `difference` by how much its two sides differ, and `allowed` what rounding would explain.
    """

    code: str
    message: str
    sources: tuple[Source, ...] = ()
    figure_ids: tuple[str, ...] = ()
    identity: str = ""
    difference: Quantity | None = None
    allowed: Quantity | None = None


@dataclass(frozen=True)
class Identity:
    """Who, which year and what was disclosed, and where each was read.

    `year_source` is cover | table | note | pdf_title | file_name | text, or None.
    """

    organisation: str
    level: Level
    kind: Kind
    fiscal_year: int | None
    title: str
    year_source: str | None = None
    organisation_source: str | None = None
    published_on: date | None = None
    aliases: tuple[str, ...] = ()  # shorter names the document itself uses


@dataclass(frozen=True)
class Document:
    """A disclosure, read. `document_id` is the first 16 hex digits of the content's SHA-256."""

    document_id: str
    content_sha256: str
    file_name: str
    media_type: str
    identity: Identity
    text: str
    pages: tuple[Page, ...]
    lines: tuple[LineBox, ...] = ()  # by their start; none where the format has no pages
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    passages: tuple[Passage, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    problems: tuple[Problem, ...] = ()
    report_card: ReportCard | None = None  # how completely it was read, and what was proven
    source_url: str | None = None
    reader: str = ""  # which reader read it (ingest.reader_version)
    seconds: dict[str, float] = field(default_factory=dict, compare=False)

    def quote(self, source: Source) -> str:
        """What stands at a source, exactly."""
        return self.text[source.start : source.end]
