"""What a spoken question is wrapped in and what it is stressed by, taken off before it is read.

Rows `wrapping` and `emphasis` of questions.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# '是谁呢' asks what '是谁' does; '那公用经费呢' asks by its 呢 alone.
_ENDS_SOFTLY = re.compile(r"(?P<clause>[^,，;；。?？!！]*)(?P<soft>呢)[?？。!！~\s]*$")


@dataclass(frozen=True)
class Spoken:
    """The rows, compiled; `asks` is what makes a clause a question."""

    opening: re.Pattern[str]
    closing: re.Pattern[str]
    emphasis: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...]
    asks: re.Pattern[str]

    def unwrapped(self, text: str) -> str:
        """What is asked, without what it is wrapped in ('小助手，…到底是多少，给我说一下')."""
        for pattern in (self.closing, self.opening):
            bare = pattern.sub("", text)
            text = bare if any(c.isalnum() for c in bare) else text
        ending = _ENDS_SOFTLY.search(text)
        if ending and self.asks.search(ending["clause"]):
            text = text[: ending.start("soft")] + text[ending.end("soft") :]
        for pattern, unless in self.emphasis:
            if unless is None or not unless.search(text):
                text = pattern.sub("", text)
        return text


def spoken_of(table: Mapping[str, Any]) -> Spoken:
    """The rows of a table of wording that say how people speak."""
    opening, closing = (
        "|".join(str(row["words"]) for row in table["wrapping"] if row["at"] == at)
        for at in ("opening", "closing")
    )
    return Spoken(
        opening=re.compile(rf"^(?:\s*(?:{opening})(?:[哈啊呀哦]?[,，。.!！~])*)+"),
        closing=re.compile(
            rf"(?:[,，。.!！~]*(?:{closing})[呢呀啊吧吗\s]*)+"
            r"(?=[?？。.！!~\s]*$)"
        ),
        emphasis=tuple(
            (re.compile(row["words"]), re.compile(row["unless"]) if "unless" in row else None)
            for row in table["emphasis"]
        ),
        asks=re.compile("|".join(table["asks"])),
    )
