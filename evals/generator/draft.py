"""A document being written: blocks in order, and a record of every number put into them.

A style writes paragraphs of strings and facts, and tables of cells; the draft notes where each
fact stands. `pdf.py` and `text.py` turn the blocks into files.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from evals.generator.lists import load_lists
from evals.generator.truth import About, Entry, Fact, Statement, Truth

Part = str | Fact | Sequence["Part"]
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Prints:
    """How a document prints numbers in running text, and its tables (`blank` is no amount).

    `gap` stands between a number and its unit; `same` says that nothing changed.
    """

    thousands: bool = True
    trims_zeros: bool = True
    gap: str = ""
    same: str = "持平"
    blank: str = ""
    unit_mark: str = "单位："
    repeats_header: bool = False


@dataclass(frozen=True)
class Line:
    """One line or paragraph; `role` decides its looks."""

    role: str  # cover | cover_field | page_title | heading | body | toc | note | centre
    parts: tuple[str | Fact, ...]

    @property
    def text(self) -> str:
        """The whole line as one string."""
        return "".join(p.text if isinstance(p, Fact) else p for p in self.parts)


@dataclass(frozen=True)
class PageBreak:
    """A new page; landscape or upright."""

    landscape: bool


@dataclass(frozen=True)
class Column:
    """One column: its header path (equal neighbours are merged) and its share of the width."""

    path: tuple[str, ...]
    share: float
    align: str = "right"


@dataclass(frozen=True)
class Span:
    """A label over several columns, and over several rows whose place is then COVERED."""

    text: str
    columns: int
    rows: int = 1


COVERED = Span("", 1, rows=0)


Cell = str | Fact | Span


@dataclass
class Table:
    """A ruled table. The header is drawn from the columns' paths, again before some rows.

    `repeated_at` are those rows; `runs_together` leaves out what parts its two sides.
    """

    title: str
    unit: str
    left: str
    columns: list[Column]
    rows: list[list[Cell]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    repeats_header: bool = False
    unit_mark: str = ""
    empty_rows: int = 0
    repeated_at: tuple[int, ...] = ()
    runs_together: bool = False


Block = Line | PageBreak | Table


class Draft:
    """Blocks and truth of one document.

    `paged` and `in_sheets` say what kind of file it will be, which noise must know; `layered`
    asks a writer of pages to draw numbers after words, as some programs do.
    """

    paged = False
    in_sheets = False
    layered = False

    def __init__(self, about: About, prints: Prints, landscape: bool = False) -> None:
        self.about = about
        self.prints = prints
        self.landscape = landscape
        self.blocks: list[Block] = []
        self.truth = Truth(about, load_lists().disclaimer)
        self._section: list[str] = []

    # Numbers

    def wan(self, label: str, yuan: Decimal, **fields: Any) -> Fact:
        """Return an amount in 万元 with at most two decimals, for running text."""
        value = (yuan / 10000).quantize(HUNDREDTH, ROUND_HALF_UP)
        return self._fact(label, value, "万元", self._print(value), exact_yuan=yuan, **fields)

    def percent(self, label: str, part: Decimal, whole: Decimal, **fields: Any) -> Fact:
        """Return part ÷ whole × 100 with two decimals; `aspect` should be given."""
        value = (part * 100 / whole).quantize(HUNDREDTH, ROUND_HALF_UP)
        printed = f"{abs(value):f}"
        if self.prints.trims_zeros and value == value.to_integral_value():
            printed = f"{abs(value):.0f}"
        return self._fact(label, value, "%", printed, **fields)

    def count(self, label: str, number: int, unit: str, **fields: Any) -> Fact:
        """Return a count (辆, 台套, 个)."""
        fields.setdefault("aspect", "count")
        return self._fact(label, Decimal(number), unit, str(number), **fields)

    def change(
        self,
        label: str,
        now: Decimal,
        before: Decimal,
        base: str,
        **fields: Any,
    ) -> list[Part]:
        """Return '增加12.3万元' or the word for no change, as a signed change against a base."""
        value = ((now / 10000).quantize(HUNDREDTH, ROUND_HALF_UP)) - (
            (before / 10000).quantize(HUNDREDTH, ROUND_HALF_UP)
        )
        fields |= {"aspect": "change", "base": base}
        if value == 0:
            return [self._fact(label, Decimal("0.00"), "万元", self.prints.same, **fields)]
        fact = self._fact(label, value, "万元", self._print(abs(value)), **fields)
        return ["增加" if value > 0 else "减少", fact]

    def rate(
        self, label: str, now: Decimal, before: Decimal, base: str, **fields: Any
    ) -> list[Part]:
        """Return '增长4.5%' or '下降4.5%', signed, from the amounts as printed in 万元."""
        now, before = (v.quantize(Decimal(100), ROUND_HALF_UP) for v in (now, before))
        fact = self.percent(
            label, now - before, before, **(fields | {"aspect": "change_rate", "base": base})
        )
        return ["增长" if now >= before else "下降", fact]

    def cell(
        self,
        label: str,
        value: Decimal | None,
        unit: str,
        column: tuple[str, ...],
        blank: str | None = None,
        places: int = 2,
        **fields: Any,
    ) -> Fact:
        """Return a table cell; None is left blank and zero printed as `blank` says."""
        blank = self.prints.blank if blank is None else blank
        states_zero = blank.startswith("0")
        if value is None or (value == 0 and not states_zero):
            empty = "" if states_zero else blank
            return self._fact(label, None, unit, empty, column_path=column, **fields)
        if value == 0:
            return self._fact(label, value, unit, blank, column_path=column, **fields)
        scaled = value / 10000 if unit == "万元" else value
        scaled = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        return self._fact(
            label, scaled, unit, f"{scaled:,f}", column_path=column, exact_yuan=value, **fields
        )

    def _fact(
        self, label: str, value: Decimal | None, unit: str, printed: str, **fields: Any
    ) -> Fact:
        fields.setdefault("organisation", self.about.organisation)
        fields.setdefault("fiscal_year", self.about.fiscal_year)
        fields.setdefault("item_path", (label,))
        fields.setdefault("level", self.about.level)
        fields.setdefault("kind", self.about.kind)
        return Fact(label, value, unit, printed, gap=self.prints.gap, **fields)

    def _print(self, value: Decimal) -> str:
        printed = f"{value:,f}" if self.prints.thousands else f"{value:f}"
        if self.prints.trims_zeros and value == value.to_integral_value():
            printed = printed.removesuffix(".00")
        return printed

    # Blocks

    def cover(self, lines: Iterable[str], fields: Iterable[str]) -> None:
        """Write the cover, with the words that say the document is invented."""
        self.blocks += [Line("cover", (text,)) for text in lines]
        self.blocks += [Line("cover_field", (text,)) for text in fields]
        self.blocks.append(Line("cover_field", (f"（{self.truth.disclaimer}）",)))

    def page_title(self, text: str) -> None:
        """Write a title that opens a page and has no number."""
        self.blocks.append(Line("page_title", (text,)))
        self._section = [text]

    def heading(self, text: str, depth: int = 1) -> None:
        """Write a numbered heading; depth 0 is 第一部分, 1 is 一、, 2 is （一）."""
        self.blocks.append(Line("page_title" if depth == 0 else "heading", (text,)))
        self._section = [*self._section[:depth], text]

    def paragraph(self, *parts: Part, role: str = "body") -> None:
        """Write a paragraph and note where its facts stand."""
        line = Line(role, tuple(_flatten(parts)))
        self.blocks.append(line)
        for part in line.parts:
            if isinstance(part, Fact):
                self._keep(part, {"narrative": line.text, "section": list(self._section)})

    def lines(self, role: str, *texts: str) -> None:
        """Write lines that hold no fact (a table of contents, a foot)."""
        self.blocks += [Line(role, (text,)) for text in texts]

    def page(self, landscape: bool | None = None) -> None:
        """Begin a new page."""
        self.blocks.append(PageBreak(self.landscape if landscape is None else landscape))

    def table(self, table: Table) -> None:
        """Write a table and note where its cells stand."""
        table.unit_mark = table.unit_mark or self.prints.unit_mark
        table.repeats_header = table.repeats_header or self.prints.repeats_header
        self.blocks.append(table)
        for row in table.rows:
            label = ""
            for cell in row:
                if isinstance(cell, Fact):
                    place = {
                        "table": table.title,
                        "row": label or cell.label,
                        "column": list(cell.column_path),
                    }
                    self._keep(cell, place)
                elif isinstance(cell, Span):
                    label = cell.text or label
                elif cell and not cell.isdigit():
                    label = cell

    def define(
        self, number: str, term: str, definition: str, joint: str = "：指", dot: str = ""
    ) -> None:
        """Write a glossary entry; `dot` stands between number and term and may be empty."""
        self.lines("body", f"{number}{dot}{term}{joint}{definition}")
        self.truth.glossary.append(Entry(term, definition, number, has_dot=bool(dot)))

    def state(
        self, topic: str, text: str, meaning: str, value: Decimal | None = None, role: str = "body"
    ) -> None:
        """Write a sentence that matters and has no number, such as '无“三公”经费支出。'."""
        self.lines(role, text)
        self.truth.statements.append(Statement(topic, text, meaning, value))

    # Changes afterwards (noise)

    def rewrite(self, index: int, line: Line) -> None:
        """Put another line in the place of one; what was stated there is stated as it now is."""
        old = self.blocks[index]
        if not isinstance(old, Line):
            raise TypeError(f"block {index} is no line")
        self.blocks[index] = line
        statements = self.truth.statements
        for number, statement in enumerate(statements):
            if statement.text == old.text:
                statements[number] = replace(statement, text=line.text)
        for fact in self.truth.facts:
            if "section" in fact.where:
                titles = fact.where["section"]
                fact.where["section"] = [line.text if t == old.text else t for t in titles]

    def lose(self, fact: Fact) -> None:
        """Say that a number is no longer stated in full."""
        if not any(lost is fact for lost in self.truth.lost):
            self.truth.facts.remove(fact)
            self.truth.lost.append(fact)

    def settle(self) -> None:
        """Note again in which words every number of the running text stands."""
        for block in self.blocks:
            if isinstance(block, Line):
                for part in block.parts:
                    if isinstance(part, Fact):
                        part.where["narrative"] = block.text

    def _keep(self, fact: Fact, where: dict[str, Any]) -> None:
        if fact.fact_id:
            raise ValueError(f"{fact.label} ({fact.printed}) stands in two places; make two facts")
        fact.fact_id = f"f{len(self.truth.facts) + 1:04d}"
        fact.where = where
        self.truth.facts.append(fact)


def _flatten(parts: Iterable[Part]) -> Iterable[str | Fact]:
    for part in parts:
        if isinstance(part, str | Fact):
            yield part
        else:
            yield from _flatten(part)
