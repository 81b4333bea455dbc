"""premise: what a question takes for granted, a direction or an amount, against the figure.

'三公经费有500万吗' is answered by whether it is so, not by whether there is any.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ingest.quantity import Quantity
from qa_service.intent import Intent
from qa_service.steps.wording import wording

SO = "是的，与问题所说的相符："
NEARLY = "与问题所说的大致相符："
# What a question takes for granted and is not so, and what it asks to be told and is not so.
UNLIKE = "与问题所说的不同："
NOT_SO = f"不对，{UNLIKE}"

# As much may be rounded away without a word like 大概.
_ROUNDED = Decimal("0.01")
YES_OR_NO = re.compile(
    r"吗|么[?？]*$|嘛|是不是|是否|有没有|对不对|吧[?？]*$|没有?[?？]*$|真的|[准对]不[准对]|[对准][?？]*$"
)
ASKS_WHICH = re.compile(r"多少|几(?!十|百|千)|哪|谁|什么|怎么|为何|为啥")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": Decimal(10000), "亿": Decimal(100000000)} | {
    word: Decimal(worth) for word, worth in _TENS.items()
}
_AMOUNT = re.compile(
    r"(?P<how>(?<!有)没有?(?:超过|高于|多于|大于)|不(?:超过|高于|多于|大于|止)|超过|超出|突破|高于|多于|大于|"
    r"不(?:到|足|满)|(?<!有)没有?(?:到|达到)|低于|少于|小于|达到)?了?"
    r"(?P<about>大概|大约|约|将近|近|差不多)?(?:是|有)?"
    r"(?P<digits>\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千]+)"
    r"(?P<more>[多余来])?个?(?P<scale>[十百千]?[万亿]|(?<=\d)[百千])?(?P<more_behind>[多余来])?"
    r"(?P<unit>元|块钱|(?<=[\d百千万亿])块|%|辆|台|个|人|名|家|套)?(?P<around>左右|上下)?(?P<bound>以上|以下|以内)?"
)


@dataclass(frozen=True)
class Said:
    """An amount a question states: at least `low`, at most `high`; None leaves that end open.

    In yuan for money (`unit` 元), else in `unit`. `place` is the worth of its last digit.
    """

    low: Decimal | None
    high: Decimal | None
    unit: str
    place: Decimal
    about: bool = False

    def holds_of(self, amount: Decimal) -> str:
        """SO, NEARLY or NOT_SO for the document's amount in the same unit."""
        if self.low is not None and self.low == self.high:
            if amount == self.low:
                return SO
            steps = (amount / self.place).quantize(Decimal(1), rounding=ROUND_HALF_UP)
            close = self.about or abs(amount - self.low) <= amount * _ROUNDED
            return NEARLY if close and steps * self.place == self.low else NOT_SO
        above = self.low is None or amount >= self.low
        below = self.high is None or amount <= self.high
        return SO if above and below else NOT_SO


def against_amount(intent: Intent, quantity: Quantity | None) -> str | None:
    """How an answer to '有500万吗' begins, None where the question states no amount."""
    if quantity is None or not YES_OR_NO.search(intent.plain) or ASKS_WHICH.search(intent.plain):
        return None
    text = intent.rest
    for item in intent.items:
        text = text.replace(item.text, "，")
    said = amount_said(text)
    if said is None:
        return None
    amount = quantity.number if quantity.yuan is None else quantity.yuan
    unit = "元" if quantity.yuan is not None else quantity.unit.name
    if said.unit != unit:
        return None
    if against_direction(intent.plain, quantity):
        return NOT_SO
    return said.holds_of(abs(amount))


def amount_said(text: str) -> Said | None:
    """The amount a question states, None where it states none (a bare number is none).

    >>> amount_said("超过五百万").low
    Decimal('5000000.01')
    """
    for match in _AMOUNT.finditer(text):
        if not (match["scale"] or match["unit"]):
            continue
        number, place = number_said(match["digits"])
        scale = Decimal(1)
        for word in match["scale"] or "":
            scale *= _SCALES[word]
        number, place = number * scale, place * scale
        unit = match["unit"] or "元"
        unit = "元" if unit.startswith("块") else unit
        least = Decimal("0.01") if unit in ("元", "%") else Decimal(1)
        how = match["how"] or ""
        if re.match(r"没有?[超高多大]|不[超高多大]", how):
            return Said(None, number, unit, place)
        if how in ("超过", "超出", "突破", "高于", "多于", "大于", "不止"):
            return Said(number + least, None, unit, place)
        if how == "达到":
            return Said(number, None, unit, place)
        if how:
            return Said(None, number - least, unit, place)
        if match["bound"]:
            above = match["bound"] == "以上"
            return Said(number if above else None, None if above else number, unit, place)
        if match["more"] or match["more_behind"]:
            return Said(number, number + _last_digit(number) - least, unit, place)
        if match["about"] or match["around"]:
            return Said(number, number, unit, _last_digit(number), about=True)
        return Said(number, number, unit, place)
    return None


def number_said(digits: str) -> tuple[Decimal, Decimal]:
    """The number that digits or words say, and the worth of its last digit: '一百二十' → 120, 1."""
    if digits[0].isdigit() and digits[0].isascii():
        number = Decimal(digits.replace(",", ""))
        return number, Decimal(1).scaleb(int(number.as_tuple().exponent))
    total, digit = 0, 0
    for sign in digits:
        if sign in _TENS:
            total, digit = total + (digit or 1) * _TENS[sign], 0
        else:
            digit = _DIGITS[sign]
    return Decimal(total + digit), Decimal(1)


def _last_digit(number: Decimal) -> Decimal:
    """The worth of the last digit that is not 0: 800000 → 100000."""
    if number == 0:
        return Decimal(1)
    return Decimal(1).scaleb(int(number.normalize().as_tuple().exponent))


def against_premise(question: str, change: Quantity) -> bool:
    """Whether the question takes for granted a direction that the change does not have."""
    asks = re.search(
        r"还是|有没有|是不是|吗|吧[?？]*$|没有?[?？]*$|变没变|增减|涨跌|变化", question
    )
    return not asks and against_direction(question, change)


def against_direction(question: str, change: Quantity) -> bool:
    """Whether the question names one direction only, and the change has another."""
    more, less = (wording().presumes(name, question) for name in ("more", "less"))
    if more == less:
        return False
    return change.number <= 0 if more else change.number >= 0


def against_spending(question: str, more: Quantity) -> bool:
    """Whether 超支 or 节省 is taken for granted, and spending less its budget is not so."""
    over, under = (wording().presumes(name, question) for name in ("over", "under"))
    if over == under:
        return False
    return more.number <= 0 if over else more.number >= 0
