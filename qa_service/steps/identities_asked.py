"""Which identities (勾稽等式) a question asks about, read once from identities_asked.yaml.

>>> asks_whether("收入总计和支出总计对得上吗"), asks_whether("收入总计是多少")
(True, False)
>>> sorted(families_in("三公占比写得对吗"))
['share']
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class AskedIdentity:
    """How an identity is asked for, and how its two sides are told; see the YAML for the fields."""

    key: str
    families: frozenset[str]
    form: str
    asked: re.Pattern[str] | None

    def is_named_in(self, question: str) -> bool:
        """Whether the question names it by more than its items ('支出总表和基本支出表')."""
        return self.asked is not None and self.asked.search(question) is not None


@dataclass(frozen=True)
class _Rows:
    asks: re.Pattern[str]
    whole: re.Pattern[str]
    families: Mapping[str, re.Pattern[str]]
    identities: Mapping[str, AskedIdentity]


def asks_whether(question: str) -> bool:
    """Whether a plain question asks if numbers belong together, rather than for the numbers."""
    return _rows().asks.search(question) is not None


def asks_of_all(question: str) -> bool:
    """Whether it asks about whatever a document says, where it names no figures."""
    return _rows().whole.search(question) is not None


def families_in(question: str) -> frozenset[str]:
    """The kinds of identities it speaks of: sum, share, places …; none where it does not say."""
    return frozenset(name for name, words in _rows().families.items() if words.search(question))


def without_asking(question: str) -> str:
    """The question without the words that ask to check: what is left may name an item."""
    for words in (_rows().asks, _rows().whole, *_rows().families.values()):
        question = words.sub("，", question)
    return question


def asked_identity(key: str) -> AskedIdentity:
    """How the identity with this key is asked for. Raises KeyError."""
    return _rows().identities[key]


@cache
def _rows() -> _Rows:
    text = files("qa_service.steps").joinpath("identities_asked.yaml").read_text("utf-8")
    table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return _Rows(
        asks=_any_of(table["asks"]),
        whole=_any_of(table["whole"]),
        families={str(row["name"]): re.compile(row["words"]) for row in table["families"]},
        identities={str(row["key"]): _identity(row) for row in table["identities"]},
    )


def _any_of(rows: list[dict[str, Any]]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['words']})" for row in rows))


def _identity(row: Mapping[str, Any]) -> AskedIdentity:
    asked = row.get("asked")
    return AskedIdentity(
        key=str(row["key"]),
        families=frozenset(row["families"]),
        form=str(row["form"]),
        asked=re.compile(asked) if asked else None,
    )
