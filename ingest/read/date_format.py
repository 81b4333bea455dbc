"""Days and times as a spreadsheet shows them: serial numbers under a date format (日期格式).

>>> shown_date(Decimal(45292), 'yyyy"年"m"月"d"日"')
'2024年1月1日'
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!_*](?P<escaped>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<weekday>a{3,4})|(?P<letters>y+|e+|m+|d+|h+|s+)"
    r"|(?P<fraction>\.0+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = "一二三四五六日"
_LAST_DAY = 2_958_465  # 9999-12-31
_SECONDS_A_DAY = 86_400


def is_date_code(section: str) -> bool:
    """Whether a section of a format code shows a day or a time."""
    tokens = list(_TOKEN.finditer(section))
    if any(t["other"] and t["other"] in "0#?@" for t in tokens):
        return False
    if re.search("general|G/通用格式", section, re.IGNORECASE):
        return False
    return any(
        t["letters"] or re.fullmatch("h+|m+|s+", t["bracket"] or "", re.IGNORECASE)
        for t in tokens
    )  # fmt: skip


def shown_date(number: Decimal, section: str, *, from_1904: bool = False) -> str | None:
    """A serial number of days as displayed; None for one that is no day."""
    if not 0 <= number < _LAST_DAY:
        return None
    tokens = list(_TOKEN.finditer(section))
    seconds = int((number * _SECONDS_A_DAY).quantize(Decimal(1), ROUND_HALF_UP))
    days, seconds = divmod(seconds, _SECONDS_A_DAY)
    # Day 60 of the 1900 system is a 29 February that never was.
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if days > 60 else 31)
    moment = start + timedelta(days=days, seconds=seconds)
    half_days = any(t["half"] for t in tokens)
    printed = []
    for place, token in enumerate(tokens):
        if token["letters"]:
            printed.append(_part(moment, tokens, place, half_days))
        elif token["half"]:
            printed.append("上午" if moment.hour < 12 else "下午")
        elif token["weekday"]:
            day = _WEEKDAYS[moment.weekday()]
            printed.append(f"星期{day}" if len(token["weekday"]) == 4 else day)
        elif (elapsed := token["bracket"]) is not None:
            if elapsed and elapsed[0] in "hH":
                printed.append(str(days * 24 + seconds // 3600))
        else:
            printed.append(token["quoted"] or token["escaped"] or token["other"] or "")
    text = "".join(printed)
    return re.sub(r"[;@]+$", "", text).strip()


def _part(
    moment: datetime, tokens: list[re.Match[str]], place: int, half_days: bool
) -> str:  # fmt: skip
    letters = tokens[place]["letters"].lower()
    width = min(len(letters), 2)
    match letters[0]:
        case "y" | "e":
            return f"{moment.year % 100:02d}" if letters in ("y", "yy") else str(moment.year)
        case "d":
            return f"{moment.day:0{width}d}"
        case "h":
            hour = (moment.hour - 1) % 12 + 1 if half_days else moment.hour
            return f"{hour:0{width}d}"
        case "s":
            return f"{moment.second:0{width}d}"
    if _is_minute(tokens, place):
        return f"{moment.minute:0{width}d}"
    return _MONTHS[moment.month - 1] if len(letters) >= 3 else f"{moment.month:0{width}d}"


def _is_minute(tokens: list[re.Match[str]], place: int) -> bool:
    """Whether an m stands right after hours or right before seconds."""
    letters = [(i, t["letters"] or t["bracket"]) for i, t in enumerate(tokens)
               if t["letters"] or re.fullmatch("[hms]+", t["bracket"] or "", re.I)]  # fmt: skip
    order = [i for i, _ in letters].index(place)
    before = letters[order - 1][1][0].lower() if order else ""
    after = letters[order + 1][1][0].lower() if order + 1 < len(letters) else ""
    return before == "h" or after == "s"
