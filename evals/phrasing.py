"""How a question is put, apart from whom and what it asks about: the frame of its words.

>>> phrasing("某市教育局2024年公务接待费是多少？", ["某市教育局-2024-部门预算.pdf"])
'甲年项是多少'
>>> phrasing("请问教育局24年三公经费花了几万", ["某市教育局-2024-部门预算.pdf"])
'请问甲年项花了几万'
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from evals.wording import squeeze
from ingest.vocabulary.load import vocabulary

_PUNCTUATION = re.compile(r"[\s,;:。、?!.\"()《》·~-]")
_YEAR = re.compile(r"(?:20)?\d\d年度?|20\d\d(?:年度?)?")
_NUMBER = re.compile(r"\d[\d,.]*")
_KIND = re.compile(r"-.*")
_BODY, _YEARS, _ITEM, _DIGITS = "甲", "年", "项", "数"
# Words that stand in names of bodies and mean nothing else in a question.
_OF_NAMES = "市区县省本级"


def phrasing(question: str, docs: Sequence[str]) -> str:
    """The question with its organisation, year, item and numbers replaced by one letter each."""
    text = _items().sub(_ITEM, squeeze(question))
    text = _YEAR.sub(_YEARS, text)
    text = _NUMBER.sub(_DIGITS, text)
    names = set("".join(_KIND.sub("", Path(doc).stem) for doc in docs)) | set(_OF_NAMES)
    if docs:
        text = re.sub(
            f"[{re.escape(''.join(sorted(names - set(_YEARS + _ITEM))))}]{{2,}}", _BODY, text
        )
    text = _PUNCTUATION.sub("", text)
    return re.sub(r"([甲年项数])\1+", r"\1", text)


@cache
def _items() -> re.Pattern[str]:
    """Every name of an item or a classification that the official vocabulary knows."""
    known = vocabulary()
    names = {row.name for row in known.classification}
    for item in known.items.values():
        names |= {item.name, *item.printed, *item.everyday}
    squeezed = sorted({squeeze(name) for name in names if len(name) > 1}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, squeezed)))
