"""Traditional characters (繁体字) and their simplified ones, read once from traditional.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml


@cache
def simplified() -> Mapping[str, str]:
    """The simplified character of each traditional one that budgets may be printed in."""
    text = files("ingest.vocabulary").joinpath("traditional.yaml").read_text(encoding="utf-8")
    pairs = str(yaml.safe_load(text)["pairs"]).split()
    return {pair[0]: pair[1] for pair in pairs if pair[0] != pair[1]}


def in_simplified(text: str) -> str:
    """A text with its traditional characters as simplified ones, of the same length.

    >>> in_simplified("部門預算")
    '部门预算'
    """
    return text if text.isascii() else text.translate(_table())


@cache
def _table() -> dict[int, str]:
    return str.maketrans(dict(simplified()))
