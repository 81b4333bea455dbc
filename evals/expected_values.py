"""Is an expected number in the case's evidence, or worked out of the numbers there?

What a person typed as the expected number is proved by what the page prints: the number itself in
any unit of money, '持平' or '无' for a zero, or arithmetic over numbers that all stand in evidence.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import permutations

from evals.arithmetic import NotArithmetic, evaluate, numbers_in
from evals.model import Case
from evals.wording import squeeze

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_ZERO = re.compile(r"持平|一致|相同|相等|无|没有|未发生|[-—]")
_DECREASE = re.compile(r"减|降|少|下滑|[-−－]")
_FACTORS = (Decimal(1), Decimal("0.0001"), Decimal(10_000), Decimal("0.00000001"))
# What a formula may hold without a place in the document.
_CONSTANTS = (Decimal(1), Decimal(100), Decimal(10_000))
_MEAN = re.compile(r"\([\d., +]+\) ÷ \d+")


def unproved_values(case: Case) -> Iterator[str]:
    """What is wrong with each expected number, in a reader's words; none of a proved case."""
    texts = [squeeze(text) for text in evidence_texts(case)]
    stated = [Decimal(found.replace(",", "")) for text in texts for found in _NUMBER.findall(text)]
    unproved = [value for value in case.numbers if not _stands(value, stated, texts)]
    if case.formula:
        try:
            yield from _invented(case.formula, stated)
            result = evaluate(case.formula)
        except NotArithmetic as error:
            yield f"formula 算不出：{error}"
            return
        if not any(_close(result, value) for value in case.numbers):
            yield f"formula 得 {result:.8g}，不是应有的数"
        unproved = [value for value in unproved if not _close(result, value)]
    for value in unproved:
        if not _recomputes(value, stated):
            yield f"{value:f} 不在引文里，也不能由引文里的数算出；是算出来的请写 formula"


def _invented(formula: str, stated: list[Decimal]) -> Iterator[str]:
    # A mean is divided by how many numbers it is of.
    counted = len(numbers_in(formula)) - 1 if _MEAN.fullmatch(formula) else None
    for number in numbers_in(formula):
        if number not in _CONSTANTS and number != counted and not _among(number, stated):
            yield f"formula 里的 {number:f} 不在引文里"


def evidence_texts(case: Case) -> list[str]:
    """Every quotation of the case."""
    main = [case.evidence] if case.evidence else []
    places = (place.evidence for place in case.evidences)
    return [*main, *case.evidence_also, *places, *case.proof]


def _stands(value: Decimal, stated: list[Decimal], texts: list[str]) -> bool:
    if value == 0:
        return 0 in stated or any(_ZERO.search(text) for text in texts)
    if value < 0 and not any(_DECREASE.search(text) for text in texts):
        return False
    return _among(abs(value), stated)


def _among(value: Decimal, stated: Iterable[Decimal]) -> bool:
    return any(_close(one * factor, value) for one in stated for factor in _FACTORS)


def _recomputes(value: Decimal, stated: list[Decimal]) -> bool:
    """A sum of all, or a sum, a difference, a share, a rate or a multiple of two of the numbers."""
    if len(stated) >= 2 and _among(value, [sum(stated, Decimal(0))]):
        return True
    for one, other in permutations(stated, 2):
        for scale in _FACTORS:
            a, b = one * scale, other
            if any(_close(r * factor, value) for r in (a - b, a + b) for factor in _FACTORS):
                return True
            if b and any(_close(r, value) for r in (a / b, a / b * 100, (a - b) / b * 100)):
                return True
    return False


def _close(got: Decimal, value: Decimal) -> bool:
    """Equal as far as the expected value is printed, either way of rounding a half."""
    exponent = value.as_tuple().exponent
    step = Decimal(1).scaleb(min(int(exponent), 0))
    return abs(got - value) <= step / 2 if got else value == 0
