"""A chat model's text as an answer in the contract's form: its state, and the numbers it says.

>>> text_to_answer("3204.10万元\\n见2023年预算第5页")["values"]
[{'value': '3204.10', 'unit': '万元'}]
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from evals.names import REASON_NAMES

PATTERNS = Path(__file__).parent / "chat_text.yaml"
# A year, a date, a page, a number in a list or in brackets is no amount.
_NUMBER = re.compile(
    r"(?P<hundredths>百分之)?(?<![\d.,第\[【（(])(?P<number>[-−]?\d[\d,]*(?:\.\d+)?)(?![\d\]】])"
    r"\s*(?!年|月|日|号|页|[.、)）])"
    r"(?P<unit>亿元|百万元|万元|千元|元|亿|万|个百分点|百分点|[%％‰倍人名辆台个套项次件批户期所家份]|平方米)?"
)
_BEFORE = 10


def text_to_answer(text: str) -> dict[str, Any]:
    """The answer that a text states; a number without a unit counts only if none has one."""
    said = text.strip()
    if _begins("refused", said):
        return _answer("refused", said, reason=_reason(said))
    if _begins("clarify", said):
        options = [line.lstrip("-*•· ") for line in said.split("\n")[1:] if line.strip()]
        return _answer("clarify", said, reason="ambiguous", options=options)
    found = list(_amounts(said))
    with_units = [amount for amount in found if amount["unit"]]
    return _answer("answered", said, values=with_units or found)


def _answer(status: str, text: str, **others: Any) -> dict[str, Any]:
    return {"status": status, "reason": None, "text": text, "values": [], **others}


def _amounts(text: str) -> Iterator[dict[str, str]]:
    for found in _NUMBER.finditer(text):
        number = found["number"].replace(",", "").replace("−", "-")
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        if not number.startswith("-") and _matches("falls", before):
            number = f"-{number}"
        unit = "%" if found["hundredths"] else (found["unit"] or "").replace("％", "%")
        yield {"value": number, "unit": unit.removeprefix("个") if len(unit) > 1 else unit}


def _reason(text: str) -> str | None:
    first = text.split("\n", 1)[0]
    return next((code for code, name in REASON_NAMES.items() if name in first), None)


def _begins(meaning: str, text: str) -> bool:
    return any(pattern.match(text) for pattern in _patterns()[meaning])


def _matches(meaning: str, text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns()[meaning])


@cache
def _patterns() -> dict[str, list[re.Pattern[str]]]:
    rows = yaml.safe_load(PATTERNS.read_text("utf-8"))
    return {meaning: [re.compile(row["pattern"]) for row in of] for meaning, of in rows.items()}
