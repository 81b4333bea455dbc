"""Charts as data: which amounts stand side by side, under which names, in which unit.

Amounts stay exact here. Drawing them is `draw_chart`'s; the same chart in words is `chart_text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from ingest.quantity import Unit, plain_decimal
from ingest.vocabulary.load import plain_label
from qa_service.comparison import CellState, ComparedCell
from qa_service.model import Fact
from qa_service.names import KIND_NAMES
from qa_service.steps.compose import signed_amount

MOST_SERIES = 6
MOST_BARS = 40
_SUM = re.compile(r"(?:合计|总计|总额)$")
_YI_FROM = Decimal(10) ** 10  # yuan: from 100亿 on, amounts are told in 亿元


class Shape(StrEnum):
    """How a chart is laid out."""

    YEARS = "years"  # columns over years, one series beside another
    NAMES = "names"  # bars below one another: organisations, or items
    PARTS = "parts"  # what a whole is made of


@dataclass(frozen=True)
class Bar:
    """One amount; `yuan` None where there is none, and `said` then tells why."""

    group: str
    series: str
    yuan: Decimal | None
    said: str


@dataclass(frozen=True)
class Chart:
    """Bars by group and series, in the order they are to stand."""

    shape: Shape
    title: str
    unit: Unit
    bars: tuple[Bar, ...]

    @property
    def groups(self) -> list[str]:
        """The names along the axis, each once."""
        return list(dict.fromkeys(bar.group for bar in self.bars))

    @property
    def series(self) -> list[str]:
        """The names of the series, each once."""
        return list(dict.fromkeys(bar.series for bar in self.bars))

    def in_unit(self, yuan: Decimal) -> Decimal:
        """An amount in the unit of the chart."""
        return yuan / (self.unit.yuan or Decimal(1))


def chart_of_cells(cells: Sequence[ComparedCell]) -> Chart | None:
    """The cells of one item as a chart, None where fewer than two of them state an amount.

    Several years stand along the axis; of one year alone, organisations do. None as well where
    there would be more than a reader can tell apart: the table shows them all.
    """
    told = [cell for cell in cells if _yuan(cell.fact) is not None]
    if len(told) < 2:
        return None
    # Organisations and kinds without any amount are the table's to tell.
    whose, which = {c.organisation for c in told}, {c.kind for c in told}
    cells = [c for c in cells if c.organisation in whose and c.kind in which]
    years = len({c.fiscal_year for c in cells}) > 1
    organisations = len({c.organisation for c in cells}) > 1
    kinds = len({c.kind for c in cells}) > 1

    def names(cell: ComparedCell) -> tuple[str, str]:
        kind = KIND_NAMES[cell.kind]
        if not years:
            return cell.organisation, kind
        series = (cell.organisation, kind) if organisations and kinds else ()
        return str(cell.fiscal_year), " ".join(series) or (
            cell.organisation if organisations else kind
        )

    bars = [Bar(*names(cell), _yuan(cell.fact), _said(cell)) for cell in cells]
    if years:
        bars.sort(key=lambda bar: int(bar.group))
    shape = Shape.YEARS if years else Shape.NAMES
    return _chart(shape, _title(cells), bars)


def chart_of_parts(whole: Fact, parts: Sequence[Fact]) -> Chart | None:
    """What an item is made of, the largest part first; None for fewer than two parts."""
    bars = [
        Bar(part.own_label, "", yuan, signed_amount(part))
        for part in parts
        if (yuan := _yuan(part)) is not None
    ]
    bars.sort(key=lambda bar: bar.yuan or Decimal(0), reverse=True)
    whose = f"{whole.organisation}{whole.figure.fiscal_year}年{KIND_NAMES[whole.kind]}"
    title = f"{whose}：{whole.own_label}的构成"
    return _chart(Shape.PARTS, title, bars) if len(bars) > 1 else None


def chart_of_answer(figures: Iterable[Mapping[str, Any]]) -> Chart | None:
    """The figures that answer (as JSON, role `answer`), where they differ in one thing alone.

    In the year: columns over years. In the organisation or the item: bars; organisations of
    several levels are named with theirs. Otherwise, and for fewer than three amounts, None: two
    numbers are as clear in words.
    """
    told = [f for f in figures if f["role"] == "answer" and f["value_yuan"] is not None]
    told = [f for f in told if f["aspect"] == "amount"]
    if len(told) < 3:
        return None
    along = next(
        (name for name in ("fiscal_year", "organisation") if len({f[name] for f in told}) > 1),
        "label",
    )
    fixed = {"fiscal_year", "organisation", "kind", "measure"} - {along}
    if along == "fiscal_year":
        fixed.add("level")  # a ranking names its levels instead
    one_item = along == "label" or len({_bare_label(f["label"]) for f in told}) == 1
    alike = all(len({f[name] for f in told}) == 1 for name in fixed)
    if not alike or not one_item or len({f[along] for f in told}) < len(told):
        return None
    levels = along == "organisation" and len({f["level"] for f in told}) > 1
    bars = [
        Bar(
            f"{f[along]}（{f['level']}）" if levels else str(f[along]),
            "",
            Decimal(f["value_yuan"]),
            f"{f['value']}{f['unit'] or ''}",
        )
        for f in told
    ]
    if along == "fiscal_year":
        bars.sort(key=lambda bar: int(bar.group))
    elif along == "label":
        bars.sort(key=lambda bar: bar.yuan or Decimal(0), reverse=True)
    first = told[0]
    owner = "" if along == "organisation" else first["organisation"]
    year = "" if along == "fiscal_year" else f"{first['fiscal_year']}年"
    item = "各项金额" if along == "label" else first["label"]
    kind = {"budget": "预算", "final_account": "决算"}.get(first["kind"], "")
    shape = Shape.YEARS if along == "fiscal_year" else Shape.NAMES
    return _chart(shape, f"{owner}{year}{kind}：{item}", bars)


def _bare_label(label: str) -> str:
    """A label as years and organisations print it alike: 支出合计 and 支出总计 are one item."""
    return _SUM.sub("", plain_label(label))


def chart_text(chart: Chart) -> str:
    """The chart in words, every bar with its amount as printed: what is read out instead."""
    told = "；".join(
        " ".join(filter(None, (bar.group, bar.series))) + f" {bar.said}" for bar in chart.bars
    )
    return f"{chart.title}。{told}。"


def bar_label(chart: Chart, bar: Bar) -> str:
    """The amount in the unit of the chart, to two places: '1,234.50', '0.95'."""
    if bar.yuan is None:
        return "无数据"
    number = chart.in_unit(bar.yuan)
    short = number.quantize(Decimal("0.01"))
    return f"{plain_decimal(short):}" if abs(short) < 1000 else f"{short:,}"


def _chart(shape: Shape, title: str, bars: Sequence[Bar]) -> Chart | None:
    amounts = [abs(bar.yuan) for bar in bars if bar.yuan is not None]
    unit = Unit.YI if max(amounts, default=Decimal(0)) >= _YI_FROM else Unit.WAN
    chart = Chart(shape, title, unit, tuple(bars))
    many = len(bars) > MOST_BARS or len(chart.series) > MOST_SERIES
    return None if many else chart


def _title(cells: Sequence[ComparedCell]) -> str:
    organisations = {c.organisation for c in cells}
    years = sorted({c.fiscal_year for c in cells})
    kinds = list(dict.fromkeys(KIND_NAMES[c.kind] for c in cells))
    span = f"{years[0]}年" if len(years) == 1 else f"{years[0]}—{years[-1]}年"
    whose = next(iter(organisations)) if len(organisations) == 1 else f"{len(organisations)}个单位"
    return f"{whose}{span}{'与'.join(kinds)}：{cells[0].item}"


def _yuan(fact: Fact | None) -> Decimal | None:
    quantity = fact.figure.quantity if fact else None
    return quantity.yuan if quantity else None


def _said(cell: ComparedCell) -> str:
    if cell.state is CellState.STATED and cell.fact is not None:
        return signed_amount(cell.fact)
    return cell.note
