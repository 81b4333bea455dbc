"""Arithmetic as answers and cases write it: recomputed here, apart from who wrote it.

>>> evaluate("753.14 ÷ 3204.1 × 100%").quantize(Decimal("0.01"))
Decimal('23.51')
>>> evaluate("(3,204.1 − 753.14) + 1")
Decimal('2451.96')
"""

import re
import unicodedata
from decimal import Decimal, DecimalException, localcontext

_LONGEST = 2_000
_DEEPEST = 20
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SYMBOLS = str.maketrans({"−": "-", "–": "-", "×": "*", "÷": "/", "·": "*", "x": "*"})


class NotArithmetic(ValueError):
    """What cannot be worked out: words, brackets that do not close, a division by zero."""


def evaluate(expression: str) -> Decimal:
    """The value of an expression of numbers, + − × ÷ and brackets; 100% counts as 100.

    Raises NotArithmetic.
    """
    reader = _Reader(_plain(expression))
    try:
        with localcontext() as context:
            context.prec = 50
            value = reader.sum(0)
    except DecimalException as error:
        raise NotArithmetic(f"算不出：{expression[:80]}") from error
    if reader.rest():
        raise NotArithmetic(f"不是算式：{expression[:80]}")
    return value


def numbers_in(expression: str) -> list[Decimal]:
    """The numbers an expression is written with, without sign."""
    return [Decimal(found.replace(",", "")) for found in _NUMBER.findall(_plain(expression))]


def _plain(expression: str) -> str:
    text = unicodedata.normalize("NFKC", expression[: _LONGEST + 1]).translate(_SYMBOLS)
    if len(text) > _LONGEST:
        raise NotArithmetic("算式太长")
    # Two numbers side by side are not one.
    text = re.sub(r"(?<=\d)\s+(?=\d)", "?", text)
    return re.sub(r"\s+", "", text).replace("%", "")


class _Reader:
    """Reads sums of products of bracketed sums or numbers, from the left."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0

    def rest(self) -> str:
        return self._text[self._at :]

    def sum(self, depth: int) -> Decimal:
        value = self._product(depth)
        while sign := self._take("+-"):
            term = self._product(depth)
            value = value + term if sign == "+" else value - term
        return value

    def _product(self, depth: int) -> Decimal:
        value = self._factor(depth)
        while sign := self._take("*/"):
            factor = self._factor(depth)
            value = value * factor if sign == "*" else value / factor
        return value

    def _factor(self, depth: int) -> Decimal:
        if depth > _DEEPEST:
            raise NotArithmetic("括号太深")
        if self._take("-"):
            return -self._factor(depth + 1)
        if self._take("("):
            value = self.sum(depth + 1)
            if not self._take(")"):
                raise NotArithmetic("括号没有合上")
            return value
        found = _NUMBER.match(self._text, self._at)
        if found is None:
            raise NotArithmetic(f"这里应是数：{self.rest()[:20]}")
        self._at = found.end()
        return Decimal(found[0].replace(",", ""))

    def _take(self, symbols: str) -> str:
        if self._at < len(self._text) and self._text[self._at] in symbols:
            self._at += 1
            return self._text[self._at - 1]
        return ""
