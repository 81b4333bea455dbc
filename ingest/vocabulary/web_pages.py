"""What web pages print around a document, read once from web_pages.yaml beside this file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

Rows = tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class WebPages:
    """The rows of web_pages.yaml, compiled; see its comments."""

    lines: Rows
    published: Rows
    attachment: Rows
    elements: Rows


@cache
def web_pages() -> WebPages:
    """The vocabulary of web pages."""
    text = files("ingest.vocabulary").joinpath("web_pages.yaml").read_text("utf-8")
    data = yaml.safe_load(text)
    return WebPages(**{
        name: tuple(re.compile(row["pattern"]) for row in data[name])
        for name in ("lines", "published", "attachment", "elements")
    })  # fmt: skip
