"""The documents of our cases, as data: the style of each and which are held out.

>>> document_styles(["大连高新区营商环境建设局-2023-部门预算.txt"])
'纯文字'
>>> document_styles(["别处.pdf"])
'其他'
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

UNKNOWN_STYLE = "其他"
MIXED_STYLES = "多种样式"


@dataclass(frozen=True)
class KnownDocument:
    """One row of documents.yaml."""

    file: str
    style: str
    held_out: bool = False


@cache
def known_documents() -> Mapping[str, KnownDocument]:
    """The rows of documents.yaml by file name."""
    return {row["file"]: KnownDocument(**row) for row in _data()["documents"]}


def seed_held_out(seed: str) -> bool:
    """Whether what was generated from this seed ('7', or '7|12' for its 12th document) is.

    >>> seed_held_out("held-out-1|12")
    True
    """
    return seed.split("|")[0] in _data()["held_out_seeds"]


def document_styles(names: Iterable[str]) -> str:
    """The style of the documents: theirs, UNKNOWN_STYLE of none known, MIXED_STYLES of several."""
    known = known_documents()
    styles = {known[name].style if name in known else UNKNOWN_STYLE for name in names}
    if len(styles) > 1:
        return MIXED_STYLES
    return styles.pop() if styles else UNKNOWN_STYLE


def any_held_out(names: Iterable[str]) -> bool:
    """Whether a question over these documents is looked at only in totals."""
    known = known_documents()
    return any(name in known and known[name].held_out for name in names)


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = yaml.safe_load(
        files("evals").joinpath("documents.yaml").read_text("utf-8")
    )
    return data
