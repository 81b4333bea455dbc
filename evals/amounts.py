"""Amounts as the evaluation compares them: its own reading, apart from the one it judges.

>>> same_amount(Amount(Decimal("71.00"), "万元"), Amount(Decimal("710000"), "元"))
True
>>> same_amount(Amount(Decimal("71.00"), "万元"), Amount(Decimal("71"), "元"))
False
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

# Each known unit: what it measures, and how many of the base unit it is.
_UNITS: dict[str, tuple[str, Decimal]] = {
    "元": ("money", Decimal(1)),
    "千元": ("money", Decimal(1_000)),
    "万": ("money", Decimal(10_000)),
    "万元": ("money", Decimal(10_000)),
    "百万元": ("money", Decimal(1_000_000)),
    "亿": ("money", Decimal(100_000_000)),
    "亿元": ("money", Decimal(100_000_000)),
    "%": ("share", Decimal(1)),
    "百分点": ("share", Decimal(1)),
    "‰": ("share", Decimal("0.1")),
    "倍": ("share", Decimal(100)),
}
_WITH_UNIT = re.compile(r"([-−+]?\d[\d,]*(?:\.\d+)?)\s*(\D*)")


@dataclass(frozen=True)
class Amount:
    """A number and its unit as printed; ``unit`` is "" where none is given."""

    value: Decimal
    unit: str = ""


def read_decimal(text: str) -> Decimal | None:
    """The number a JSON value or an alternative states; None where it is none we can compare."""
    cleaned = text.strip().replace(",", "").replace("−", "-").replace("％", "%").rstrip("%")
    try:
        number = Decimal(cleaned)
    except InvalidOperation:
        return None
    # Beyond any budget: a hostile exponent would only make the comparison overflow.
    return number if number.is_finite() and abs(number.adjusted()) <= 20 else None


def read_amount(text: str, unit: str = "") -> Amount | None:
    """An alternative such as '24788911元' or '385'; without a unit of its own it takes ``unit``."""
    found = _WITH_UNIT.fullmatch(text.strip())
    number = read_decimal(found[1]) if found else None
    if found is None or number is None:
        return None
    return Amount(number, found[2].strip() or unit)


def same_amount(expected: Amount, got: Amount) -> bool:
    """Equal after unit conversion, to the digits printed in ``expected``; only zero equals zero.

    Counts (辆, 台, 个, …) are compared as bare numbers: their unit words vary and convert to
    nothing. An amount of money or a share never equals a bare number.
    """
    expected_kind, expected_factor = _measure(expected.unit)
    got_kind, got_factor = _measure(got.unit)
    if expected_kind != got_kind:
        return False
    converted = got.value * got_factor / expected_factor
    if expected.value == 0 or converted == 0:
        return expected.value == converted
    exponent = expected.value.as_tuple().exponent
    # A finite Decimal has an integer exponent; 1E+2 was still printed to the unit.
    step = Decimal(1).scaleb(min(int(exponent), 0))
    return converted.quantize(step, ROUND_HALF_UP) == expected.value.quantize(step)


def _measure(unit: str) -> tuple[str, Decimal]:
    return _UNITS.get(unit.strip().replace("％", "%"), ("count", Decimal(1)))
