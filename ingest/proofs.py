"""An identity (勾稽) tried on figures: which it holds between, or what it finds wrong.

Rounding is allowed for as far as the printed digits ask for it, and no further.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.model import Aspect, Figure, Table


@dataclass(frozen=True)
class Proof:
    """One identity that was tried.

    `operands` are the figures it is about; `vouched` those that are right if it holds. `blamed`
    are those that are wrong if it does not; None where only what else is known of the operands
    can tell. `message` says what is wrong, '' where it holds. `is_exact` says that it holds to the
    last digit: only then does it show that no digit was misread.
    """

    code: str
    holds: bool
    operands: tuple[Figure, ...]
    vouched: tuple[Figure, ...]
    blamed: tuple[Figure, ...] | None = None
    message: str = ""
    is_exact: bool = True


def amount(figure: Figure) -> Decimal | None:
    """The amount of money in yuan, None for a blank, a dash, a share or a count."""
    if figure.quantity is None or figure.aspect is not Aspect.AMOUNT:
        return None
    return figure.quantity.yuan


def step(figure: Figure) -> Decimal:
    """What one unit of the last printed digit is worth, in yuan (money) or in the figure's unit.

    0 where nothing is printed, and for a bare '0', which is no rounded number.
    """
    if figure.quantity is None:
        return Decimal(0)
    printed, unit = figure.quantity.number, figure.quantity.unit
    if printed == 0 and printed == printed.to_integral_value() and "." not in str(printed):
        return Decimal(0)
    own = figure.quantity.last_place * 2
    return own if unit.yuan is None else own * unit.yuan


def is_nothing(figure: Figure) -> bool:
    """Whether nothing, or a zero, is printed."""
    return figure.quantity is None or figure.quantity.number == 0


@dataclass(frozen=True)
class Places:
    """Names the places of figures for readers."""

    titles: Mapping[str, str]

    @classmethod
    def of(cls, tables: Sequence[Table]) -> Places:
        """The places of a document with these tables."""
        return cls({table.table_id: table.title for table in tables})

    def where(self, figure: Figure) -> str:
        """Where a figure stands: '第12页《收入预算总表》“行政运行”一行“合计”一列'."""
        page = f"第{figure.source.page}页" if figure.source.page is not None else ""
        if figure.source.table_id is None:
            section = f"“{figure.section_path[-1][:30]}”" if figure.section_path else ""
            return f"{page}{section}文字" if page or section else "文字"
        title = self.titles.get(figure.source.table_id, "") or "无标题的表"
        row, column = figure.item_path[-1] if figure.item_path else "", column_name(figure)
        words = f"“{unquoted(row)}”一行" if row else ""
        words += f"“{column}”一列" if column else ""
        return f"{page}《{title[:40]}》{words}"

    def said(self, figure: Figure) -> str:
        """A figure with its place: '第3页文字“公务接待费”1.35万元'."""
        label = f"“{unquoted(figure.label)[:60]}”" if figure.source.table_id is None else ""
        return f"{self.where(figure)}{label}{printed(figure)}"


def printed(figure: Figure) -> str:
    """A figure's number with its unit; the words that state a zero ('持平') as they stand."""
    unit = figure.unit.name if figure.unit is not None else ""
    if figure.quantity is None:
        return figure.printed or "空白"
    return f"{figure.printed}{unit}" if any(c.isdigit() for c in figure.printed) else figure.printed


def column_name(figure: Figure) -> str:
    """The header cell above a figure, with the one above it where it says little (小计)."""
    path = figure.column_path
    short = len(path) > 1 and len(path[-1]) <= 3
    return unquoted("".join(path[-2:]) if short else path[-1]) if path else ""


def unquoted(name: str) -> str:
    """A name without the quotation marks it holds, to stand between ours."""
    return name.replace("“", "").replace("”", "")


def number(value: Decimal) -> str:
    """A computed number as a person writes it: thousands apart, no zeros at its end."""
    text = format(value, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text
