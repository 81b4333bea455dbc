"""The vocabulary of public finance, read once from the YAML beside this file.

>>> vocabulary().item_for("一、财政拨款收入").key
'fiscal_appropriation_income'
>>> vocabulary().item_for("公务车购置及运行费").key
'official_vehicles'
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml

from ingest.model import Classification


@dataclass(frozen=True)
class Item:
    """An item (项目): its key, term, other printed names, the public's words, parts and near items.

    `side` is income | expenditure | count | asset | performance. `parts` sum to the item; `under`
    are items it is spoken of under without being one of their parts.
    """

    key: str
    name: str
    side: str
    printed: tuple[str, ...] = ()
    everyday: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    under: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClassificationName:
    """A code of the official classification with a name that documents print for it."""

    classification: Classification
    code: str
    name: str
    years: str


@dataclass(frozen=True)
class Vocabulary:
    """Items and classification names, with look-ups by printed label."""

    items: Mapping[str, Item]
    classification: tuple[ClassificationName, ...]
    everyday: Mapping[str, tuple[str, ...]]  # the public's words for classification keys
    _by_label: Mapping[str, tuple[Item, ...]] = field(repr=False)
    _by_code: Mapping[tuple[Classification, str], tuple[str, ...]] = field(repr=False)
    _by_name: Mapping[tuple[Classification, str], tuple[str, ...]] = field(repr=False)

    def item_for(self, label: str, side: str | None = None) -> Item | None:
        """The item a printed label names, or None. `side` chooses between equal labels."""
        candidates = self._by_label.get(plain_label(label), ())
        for item in candidates:
            if side is None or item.side == side:
                return item
        return None

    def within(self, key: str) -> tuple[str, ...]:
        """The keys of an item's parts and of theirs, each before its own; () where it has none."""
        item = self.items.get(key)
        parts = item.parts if item is not None else ()
        return tuple(k for part in parts for k in (part, *self.within(part)))

    def names_of(self, classification: Classification, code: str) -> tuple[str, ...]:
        """The names documents print for a code, the latest first; () where we know none."""
        return self._by_code.get((classification, code), ())

    def codes_named(self, classification: Classification, label: str) -> tuple[str, ...]:
        """The codes a printed label names, () for none; several share names (行政运行)."""
        return self._by_name.get((classification, plain_label(label)), ())

    def key_of(self, classification: Classification, code: str, name: str) -> str:
        """The key of the item a code with a printed name states ('economic:30113').

        The economic classification was renumbered in 2018: where a code was given to another
        item, its former name means the code that took the name over (30311 住房公积金 is 30113).
        """
        if classification is Classification.FUNCTIONAL:
            return f"functional:{code}"
        names = [plain_label(known) for known in self.names_of(classification, code)]
        if plain_label(name) in names[1:] and plain_label(name) != names[0]:
            heirs = [c for c in self.codes_named(classification, name) if len(c) == len(code)]
            heirs.remove(code)
            if len(heirs) == 1:
                return f"economic:{heirs[0]}"
        return f"economic:{code}"


_NUMBERING = re.compile(
    r"^(?:[（(][一二三四五六七八九十百\d]+[)）]|第[一二三四五六七八九十\d]+部分"
    r"|[一二三四五六七八九十百]+、|\d+(?:[.．](?!\d)|[、)）])|[①-⑳]|其中[:：])"
)
_QUOTES = str.maketrans("", "", "“”\"'‘’「」『』《》〈〉")


def without_numbering(label: str) -> str:
    """A label without the list number or '其中：' before it ('一、财政拨款' → '财政拨款')."""
    text = label.strip()
    while match := _NUMBERING.match(text):
        rest = text[match.end() :].lstrip(" 　、.．:：")
        if not rest:
            break
        text = rest
    return text


def plain_label(label: str) -> str:
    """The form labels are compared in: NFKC, no blanks, quotes, numbering or (类)(款)(项)."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", label)).translate(_QUOTES)
    text = without_numbering(text)
    return re.sub(r"\((?:类|款|项)\)", "", text).rstrip("。:;,，：；")


def _rows(name: str) -> list[dict[str, object]]:
    text = files("ingest.vocabulary").joinpath(name).read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return list(rows)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list) else ()


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary shipped with the package, read on first use."""
    items = {
        str(row["key"]): Item(
            key=str(row["key"]),
            name=str(row["name"]),
            side=str(row["side"]),
            printed=_texts(row.get("printed")),
            everyday=_texts(row.get("everyday")),
            parts=_texts(row.get("parts")),
            see=_texts(row.get("see")),
            under=_texts(row.get("under")),
        )
        for row in _rows("items.yaml")
    }
    names = tuple(
        ClassificationName(
            Classification(str(row["classification"])),
            str(row["code"]),
            str(row["name"]),
            str(row["years"]),
        )
        for row in _rows("classification.yaml")
    )
    by_label: dict[str, list[Item]] = {}
    for item in items.values():
        for label in (item.name, *item.printed):
            known = by_label.setdefault(plain_label(label), [])
            if item not in known:
                known.append(item)
    by_code: dict[tuple[Classification, str], list[str]] = {}
    by_name: dict[tuple[Classification, str], list[str]] = {}
    for row in sorted(names, key=lambda row: row.years[-4:], reverse=True):
        by_code.setdefault((row.classification, row.code), []).append(row.name)
        codes = by_name.setdefault((row.classification, plain_label(row.name)), [])
        if row.code not in codes:
            codes.append(row.code)
    return Vocabulary(
        items=items,
        classification=names,
        everyday={str(row["key"]): _texts(row["words"]) for row in _rows("everyday.yaml")},
        _by_label={k: tuple(v) for k, v in by_label.items()},
        _by_code={k: tuple(v) for k, v in by_code.items()},
        _by_name={k: tuple(v) for k, v in by_name.items()},
    )
