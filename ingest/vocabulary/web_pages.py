"""What web pages print around a document, read once from web_pages.yaml beside this file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

_LONGEST = 120  # characters of a line of the site
Rows = tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class WebPages:
    """The rows of web_pages.yaml, compiled; see its comments."""

    lines: Rows
    published: Rows
    attachment: Rows
    elements: Rows

    def kept(self, line: str) -> str:
        """A line without the site's words: '' where it is the site's altogether."""
        for row in self.attachment:
            line = row.sub("", line.strip())
        plain = re.sub(r"\s+", "", line)
        if len(plain) > _LONGEST:
            return line
        is_site = any(row.fullmatch(plain) for row in (*self.lines, *self.published))
        return "" if is_site else line

    def published_on(self, line: str) -> str | None:
        """The day that a line of the site says the page was published, as it prints it."""
        plain = re.sub(r"\s+", "", line)
        if len(plain) > _LONGEST:
            return None
        matches = (row.fullmatch(plain) for row in self.published)
        return next((match["day"] for match in matches if match), None)


@cache
def web_pages() -> WebPages:
    """The vocabulary of web pages."""
    text = files("ingest.vocabulary").joinpath("web_pages.yaml").read_text("utf-8")
    data = yaml.safe_load(text)
    return WebPages(**{
        name: tuple(re.compile(row["pattern"]) for row in data[name])
        for name in ("lines", "published", "attachment", "elements")
    })  # fmt: skip
