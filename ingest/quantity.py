"""Quantities (金额, 比例, 数量) as budget documents print them, kept exact.

>>> read_quantity("1,234.50", Unit.WAN) == read_quantity("12,345,000", Unit.YUAN)
True
>>> read_number("—") is None, read_number("0.00")
(True, Decimal('0.00'))
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar


class UnitKind(StrEnum):
    """What a unit measures: only money has a value in yuan."""

    MONEY = "money"
    PERCENT = "percent"
    MULTIPLE = "multiple"
    COUNT = "count"


class NotAQuantity(ValueError):
    """Text that states no number: `printed` is what stood there."""

    def __init__(self, printed: str) -> None:
        super().__init__(f"“{printed[:40]}”不是数量")
        self.printed = printed


class UnknownUnit(ValueError):
    """A unit name that is neither money, a share nor a known counting word."""

    def __init__(self, name: str) -> None:
        super().__init__(f"不认识的计量单位“{name[:20]}”")
        self.name = name


@dataclass(frozen=True)
class Unit:
    """A unit (计量单位): its printed name, what it measures, and its worth in yuan (money only)."""

    name: str
    kind: UnitKind
    yuan: Decimal | None = None

    YUAN: ClassVar[Unit]
    QIAN: ClassVar[Unit]
    WAN: ClassVar[Unit]
    MILLION: ClassVar[Unit]
    YI: ClassVar[Unit]
    PERCENT: ClassVar[Unit]
    MULTIPLE: ClassVar[Unit]

    @property
    def is_money(self) -> bool:
        """Whether amounts in this unit can be turned into yuan."""
        return self.kind is UnitKind.MONEY


Unit.YUAN = Unit("元", UnitKind.MONEY, Decimal(1))
Unit.QIAN = Unit("千元", UnitKind.MONEY, Decimal(1000))
Unit.WAN = Unit("万元", UnitKind.MONEY, Decimal(10000))
Unit.MILLION = Unit("百万元", UnitKind.MONEY, Decimal(1000000))
Unit.YI = Unit("亿元", UnitKind.MONEY, Decimal(100000000))
Unit.PERCENT = Unit("%", UnitKind.PERCENT)
Unit.MULTIPLE = Unit("倍", UnitKind.MULTIPLE)

COUNTING_WORDS = (
    "台（套）", "台/套", "台套", "平方米", "人次", "批次", "团组",
    "辆", "台", "套", "个", "家", "人", "名", "次", "批", "项", "件", "份", "所", "处", "期", "分",
)  # fmt: skip
_MONEY = {u.name: u for u in (Unit.YUAN, Unit.QIAN, Unit.WAN, Unit.MILLION, Unit.YI)}
# '单位：万' and '1000.86万' are printed where 元 was lost; 人民币 and (元) decorate it.
_MONEY |= {"万": Unit.WAN, "亿": Unit.YI, "人民币元": Unit.YUAN, "人民币万元": Unit.WAN}


def unit_named(name: str) -> Unit:
    """The unit printed as `name` ('万元', '％', '台（套）').

    Raises UnknownUnit for anything else.
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
    if plain in _MONEY:
        return _MONEY[plain]
    if plain in {"%", "百分比"}:
        return Unit.PERCENT
    if plain == "倍":
        return Unit.MULTIPLE
    for word in COUNTING_WORDS:
        if plain == unicodedata.normalize("NFKC", word):
            return Unit(word, UnitKind.COUNT)
    raise UnknownUnit(name)


@dataclass(frozen=True, eq=False)
class Quantity:
    """A number with its unit; equal when they state the same amount (1 万元 == 10000 元)."""

    number: Decimal
    unit: Unit

    @property
    def yuan(self) -> Decimal | None:
        """The amount in yuan, or None where the unit is not money."""
        return None if self.unit.yuan is None else self.number * self.unit.yuan

    def to(self, unit: Unit) -> Quantity:
        """The same amount in another money unit, exactly. Raises UnknownUnit across kinds."""
        if unit == self.unit:
            return self
        if self.unit.yuan is None or unit.yuan is None:
            raise UnknownUnit(unit.name)
        return Quantity(self.number * self.unit.yuan / unit.yuan, unit)

    @property
    def last_place(self) -> Decimal:
        """Half a unit of the last printed digit: the rounding a reader must allow for."""
        exponent = self.number.as_tuple().exponent
        return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Quantity):
            return NotImplemented
        if self.yuan is not None and other.yuan is not None:
            return self.yuan == other.yuan
        return self.unit == other.unit and self.number == other.number

    def __hash__(self) -> int:
        return hash(self.yuan if self.yuan is not None else (self.number, self.unit))

    def __neg__(self) -> Quantity:
        return Quantity(-self.number, self.unit)


DASHES = frozenset("-‐‑‒–—―−－─━一/\\")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_MINUS = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣─", "-"))


def is_blank(printed: str) -> bool:
    """Whether nothing at all stands there (空白): neither a digit nor a dash."""
    return not unicodedata.normalize("NFKC", printed).strip()


def is_dash(printed: str) -> bool:
    """Whether only dashes stand there (—): the author says 'not applicable', not zero."""
    plain = re.sub(r"\s+", "", printed)
    return bool(plain) and all(c in DASHES for c in plain)


_STRUCK = re.compile(r"[*＊]+|[(（](?:略|保密|涉密)[)）]|略")


def is_struck(printed: str) -> bool:
    """Whether what stood there was struck out (****, （略）): neither blank nor a number."""
    return _STRUCK.fullmatch(re.sub(r"\s+", "", printed)) is not None


def read_number(printed: str) -> Decimal | None:
    """The number printed, or None for a blank and for a dash (which are not zero).

    Reads thousands separators, full-width digits, spaces inside, and signs written
    '-', '－', '（－）'. Raises NotAQuantity for anything else, '12,34' and '****' included.
    """
    if is_blank(printed) or is_dash(printed):
        return None
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", printed)).translate(_MINUS)
    plain = re.sub(r"^\(-\)", "-", plain)
    if not _NUMBER.fullmatch(plain):
        raise NotAQuantity(printed)
    return Decimal(plain.replace(",", ""))


def read_quantity(printed: str, unit: Unit) -> Quantity | None:
    """The quantity printed in a cell or sentence, or None for a blank or a dash."""
    number = read_number(printed)
    return None if number is None else Quantity(number, unit)


def wan(number: str) -> Quantity:
    """An amount in 万元, for tests and examples: wan("1234.50")."""
    return Quantity(Decimal(number), Unit.WAN)


def plain_decimal(number: Decimal) -> str:
    """A Decimal as the digits a person writes: no exponent, the printed precision kept."""
    return format(number, "f")
