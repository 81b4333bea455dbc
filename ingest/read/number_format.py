"""Numbers as a spreadsheet shows them: a number format (数字格式) laid over an exact number.

A reader of the sheet sees '1,234.50', '12.5%', '-' or nothing at all; that is what is printed,
but for a negative number in brackets, which has its sign.
Format codes: ECMA-376 part 1, 18.8.30, and the '!' that Chinese Excel takes for a backslash.

>>> shown(stored_number("1234.5600000000001"), "#,##0.00").text
'1,234.56'
>>> shown(stored_number("0"), '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ').text
'-'
>>> shown(stored_number("2010301"), "0000000").text, shown(stored_number("0.125"), "0.0%").text
('2010301', '12.5%')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from ingest.read.date_format import is_date_code, shown_date

# The formats that files name by number only; dates as a Chinese Excel shows them.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0', 7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;"¥"-#,##0.00', 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: 'AM/PM h"时"mm"分"', 35: 'AM/PM h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: 'AM/PM h"时"mm"分"', 56: 'AM/PM h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
# Spreadsheets keep 15 significant digits; further ones come from binary arithmetic.
_STORED = Context(prec=15, rounding=ROUND_HALF_UP)
# The larger numbers a spreadsheet cannot hold.
_LARGEST_EXPONENT = 308
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_(?P<width>.)|\*(?P<fill>.)'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)|(?P<exponent>[Ee][+-])"
    r"|(?P<digit>[0#?])|(?P<mark>[.,%/@])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$([^-\]]*)(?:-.*)?")


class Shape(StrEnum):
    """What a number is shown as."""

    NUMBER = "number"
    DATE = "date"
    SCIENTIFIC = "scientific"  # its digits cannot all be seen
    UNKNOWN = "unknown"  # in a format that is not known here: shown plainly


@dataclass(frozen=True)
class Shown:
    """A number as displayed, blanks at its ends left out."""

    text: str
    shape: Shape = Shape.NUMBER


def stored_number(text: str) -> Decimal | None:
    """The number a file stores, to 15 significant digits; None for what no sheet can hold."""
    try:
        number = _STORED.create_decimal(text.strip())
    except ArithmeticError:
        return None
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST_EXPONENT:
        return None
    return number


def shown(number: Decimal, code: str, *, from_1904: bool = False) -> Shown:
    """A number in a format; `from_1904` counts days as old Macintosh files do."""
    sections = _sections(code)
    section, is_signed = _section_for(number, sections)
    tokens = list(_TOKEN.finditer(section))
    if is_date_code(section):
        text = shown_date(number, section, from_1904=from_1904)
        return Shown(text, Shape.DATE) if text is not None else _plainly(number)
    if any((t["bracket"] or "").upper().startswith("DBNUM") or t["mark"] == "/" for t in tokens):
        return _plainly(number)
    sign = "-" if number < 0 and not is_signed else ""
    if any(t["exponent"] for t in tokens):
        return Shown(sign + _scientific(abs(number), tokens), Shape.SCIENTIFIC)
    if not any(t["digit"] for t in tokens):
        general = any(t["general"] or t["mark"] == "@" for t in tokens)
        if section and not general:
            return Shown(_literals(tokens).strip())
        whole = general_text(abs(number)) if general or len(sections) == 1 else ""
        text = "".join(
            whole if t["general"] or t["mark"] == "@" else _literal(t) for t in tokens
        ) or whole  # fmt: skip
        return Shown((sign + text if whole else text).strip())
    text = (sign + _laid_over(abs(number), tokens)).strip()
    return Shown(_with_minus(text) if number < 0 else text)


def _with_minus(text: str) -> str:
    """A negative number that a format shows in brackets or behind a triangle, with a minus sign.

    On paper both are a custom among accountants and may mean something else; here it is sure.
    """
    bare = re.sub(r"^-?(?:[(（](.+)[)）]|[△▲]\s*(.+))$", r"-\1\2", text)
    return bare if re.fullmatch(r"-[^\d-]?[\d,.]+%?", bare) else text


def shown_text(text: str, code: str) -> str:
    """A text in a format: ';;;' hides it."""
    sections = _sections(code)
    return "" if len(sections) >= 4 and not sections[3].strip() else text


def general_text(number: Decimal) -> str:
    """A number without a format: all its digits, no exponent, no zeros at the end."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plainly(number: Decimal) -> Shown:
    return Shown(general_text(number), Shape.UNKNOWN)


def _sections(code: str) -> list[str]:
    """The parts of a code for positive; negative; zero; text, as far as it gives them."""
    parts = [""]
    for match in re.finditer(r'"[^"]*"?|[\\!_*].|\[[^\]]*\]|.', code, re.DOTALL):
        if match.group() == ";":
            parts.append("")
        else:
            parts[-1] += match.group()
    return parts


def _section_for(number: Decimal, sections: Sequence[str]) -> tuple[str, bool]:
    """The section that shows a number, and whether it prints the sign itself."""
    conditions = [_condition(section) for section in sections[:3]]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=False):
            if condition is None or _holds(number, *condition):
                return section, False
        return "General", False
    numeric = sections[:3] if len(sections) > 1 else sections
    if number < 0 and len(numeric) > 1:
        # Some print a negative in red only: its sign must not get lost with the colour.
        return numeric[1], not numeric[1].strip() or bool(re.search("[-(（－]", numeric[1]))
    if number == 0 and len(numeric) > 2:
        return numeric[2], True
    return numeric[0], False


def _condition(section: str) -> tuple[str, Decimal] | None:
    for bracket in re.findall(r"\[([^\]]*)\]", section):
        if match := _CONDITION.fullmatch(bracket):
            return match[1], Decimal(match[2])
    return None


def _holds(number: Decimal, sign: str, limit: Decimal) -> bool:
    return {
        "<": number < limit, "<=": number <= limit, ">": number > limit,
        ">=": number >= limit, "=": number == limit, "<>": number != limit,
    }[sign]  # fmt: skip


def _literal(token: re.Match[str]) -> str:
    """What a token prints that is no digit."""
    if token["bracket"] is not None:
        currency = _CURRENCY.fullmatch(token["bracket"])
        return currency[1] if currency else ""
    if token["width"] is not None:
        return " "
    if token["mark"] == "%":
        return "%"
    return token["quoted"] or token["escaped"] or token["other"] or ""


def _literals(tokens: Sequence[re.Match[str]]) -> str:
    return "".join(_literal(token) for token in tokens)


def _laid_over(number: Decimal, tokens: Sequence[re.Match[str]]) -> str:
    """Digits put in the places of 0, # and ?, thousands parted, all else printed as it stands."""
    digits = [i for i, t in enumerate(tokens) if t["digit"]]
    point = next((i for i, t in enumerate(tokens) if t["mark"] == "."), None)
    before = [i for i in digits if point is None or i < point]
    after = [i for i in digits if point is not None and i > point]
    last = max(before, default=-1)
    commas = [i for i, t in enumerate(tokens) if t["mark"] == ","]
    grouped = any(before and before[0] < i < last for i in commas)
    end = max(digits)
    # Commas after the last digit place (of either part) divide by a thousand each.
    scaling = sum(1 for i in commas if i > end or (point is not None and last < i < point))
    percents = sum(1 for t in tokens if t["mark"] == "%")
    number = number.scaleb(2 * percents - 3 * scaling)
    number = number.quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP, Context(prec=400))
    whole, _, fraction = format(number, "f").partition(".")
    printed = [_literal(token) for token in tokens]
    if point is not None:
        printed[point] = "."
    _put_whole(whole.lstrip("0"), before, tokens, printed, grouped)
    kept = len(fraction.rstrip("0"))
    for place, i in enumerate(after):
        optional = {"#": "", "?": " "}.get(tokens[i]["digit"], fraction[place])
        printed[i] = fraction[place] if place < kept else optional
    return "".join(printed)


def _put_whole(
    whole: str,
    places: Sequence[int],
    tokens: Sequence[re.Match[str]],
    printed: list[str],
    grouped: bool,
) -> None:
    """The digits before the point, from the right; the first place takes all that are left."""
    put = 0
    for i in reversed(places):
        missing = {"#": "", "?": " "}.get(tokens[i]["digit"], "0")
        taken = whole[-1:] or missing
        whole = whole[:-1]
        while True:
            comma = "," if grouped and put and put % 3 == 0 and taken.isdigit() else ""
            printed[i] = taken + comma + printed[i]
            put += 1
            if i != places[0] or not whole:
                break
            taken, whole = whole[-1], whole[:-1]


def _scientific(number: Decimal, tokens: Sequence[re.Match[str]]) -> str:
    """A mantissa of one digit before the point, and the exponent."""
    at = next(i for i, t in enumerate(tokens) if t["exponent"])
    point = next((i for i, t in enumerate(tokens[:at]) if t["mark"] == "."), at)
    places = sum(1 for t in tokens[point:at] if t["digit"])
    width = sum(1 for t in tokens[at:] if t["digit"])
    text = format(number, f".{places}E")
    mantissa, _, exponent = text.partition("E")
    power = int(exponent)
    plus = "+" if tokens[at]["exponent"].endswith("+") else ""
    return f"{mantissa}E{'-' if power < 0 else plus}{abs(power):0{width}d}"
