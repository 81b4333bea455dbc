"""An identity (勾稽) tried on figures: which it holds between, or what it finds wrong.

Rounding is allowed for as far as the printed digits ask for it, and no further.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from ingest.forms import FORM_COLUMN
from ingest.model import Aspect, Figure, Source, Table
from ingest.quantity import Quantity, Unit


@dataclass(frozen=True)
class Proof:
    """One identity that was tried.

    `operands` are the figures it is about; `vouched` those that are right if it holds. `blamed`
    are those that are wrong if it does not; None where only what else is known of the operands
    can tell. `message` says what is wrong, '' where it holds, `difference` how far the two sides
    are apart, and `allowed` what rounding would explain. `identity` is the key of identities.yaml
    where the check knows it; the others are known by `ingest/identity_results.py`.
    `places` stand for operands that are no figures (a whole table).
    """

    code: str
    holds: bool
    operands: tuple[Figure, ...]
    vouched: tuple[Figure, ...]
    blamed: tuple[Figure, ...] | None = None
    message: str = ""
    difference: Quantity | None = None
    allowed: Quantity | None = None
    identity: str = ""
    places: tuple[Source, ...] = ()


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


def agree(one: Figure, other: Figure) -> bool:
    """Whether two statements can be of one amount, rounded or cut off as each is printed."""
    gap = abs((amount(one) or Decimal(0)) - (amount(other) or Decimal(0)))
    coarse, fine = sorted((step(one), step(other)), reverse=True)
    return gap <= coarse if coarse == fine else gap < coarse


def envelope(operands: Iterable[Figure]) -> Decimal:
    """What rounding may explain, in yuan: half of the last printed place of each operand."""
    return sum((step(f) for f in operands), Decimal(0)) / 2


def in_unit_of(yuan: Decimal, figure: Figure) -> Quantity:
    """An amount in yuan as the unit of a figure has it (万元), for people to read."""
    unit = figure.unit if figure.unit is not None and figure.unit.is_money else Unit.YUAN
    return Quantity(abs(yuan) / (unit.yuan or 1), unit)


def at_usual_precision(figures: Sequence[Figure]) -> list[Figure]:
    """Amounts of prose with the decimals that its other amounts have: '10' is 10.00, not rounded.

    Documents drop zeros at the end ('37.91万元 … 减少10万元'). Where no amount of a unit has
    decimals, whole numbers may be rounded ones and stay so.
    """
    places: dict[Unit, Counter[int]] = {}
    for f in figures:
        if f.quantity is not None and f.quantity.unit.is_money:
            decimals = _decimals(f.quantity.number)
            if decimals and f.aspect in (Aspect.AMOUNT, Aspect.CHANGE):
                places.setdefault(f.quantity.unit, Counter())[decimals] += 1
    usual = {unit: counted.most_common(1)[0][0] for unit, counted in places.items()}
    return [_with_decimals(f, usual) for f in figures]


def _with_decimals(f: Figure, usual: Mapping[Unit, int]) -> Figure:
    if f.quantity is None or f.quantity.number == 0:
        return f
    wanted = usual.get(f.quantity.unit, 0)
    if _decimals(f.quantity.number) >= wanted:
        return f
    number = f.quantity.number.quantize(Decimal(1).scaleb(-wanted))
    return Figure(**(vars(f) | {"quantity": Quantity(number, f.quantity.unit)}))


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def is_nothing(figure: Figure) -> bool:
    """Whether nothing, or a zero, is printed."""
    return figure.quantity is None or figure.quantity.number == 0


@dataclass(frozen=True)
class Places:
    """Names the places of figures for readers."""

    titles: Mapping[str, str]
    files: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Sequence[Table], files: Mapping[str, str] = MappingProxyType({})) -> Places:
        """The places of a document with these tables.

        Of several documents at once, `files` leads from what stands before '/' in the ids of
        their figures to the names of the files.
        """
        return cls({table.table_id: table.title for table in tables}, files)

    def where(self, figure: Figure) -> str:
        """Where a figure stands: '第12页《收入预算总表》“行政运行”一行“合计”一列'."""
        page = figure.source.page_name
        if self.files:
            page = f"〔{self.files[figure.figure_id.split('/')[0]]}〕{page}"
        if figure.source.table_id is None:
            section = f"“{figure.section_path[-1][:30]}”" if figure.section_path else ""
            return f"{page}{section}文字" if page or section else "文字"
        title = self.titles.get(figure.source.table_id, "") or "无标题的表"
        row, column = figure.item_path[-1] if figure.item_path else "", column_name(figure)
        words = f"“{unquoted(row)}”一行" if row and unquoted(row) != column else ""
        words += f"“{column}”一列" if column and column != FORM_COLUMN else ""
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
