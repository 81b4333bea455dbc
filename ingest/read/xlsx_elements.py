"""The XML of a workbook's parts, element by element (DTDs were refused with the package)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, iterparse

# Elements that are handed out whole; what they hold is not handed out again.
_WHOLE = frozenset(
    (
        "si", "row", "font", "fill", "border", "xf",
        "twoCellAnchor", "oneCellAnchor", "absoluteAnchor", "Fallback",
    )
)  # fmt: skip
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def local_name(element: Element) -> str:
    """The name of an element without its namespace, which differs between editions."""
    return element.tag.rpartition("}")[2]


def elements(package: zipfile.ZipFile, part: str) -> Iterator[Element]:
    """The elements of a part as they end, each emptied when the next is asked for.

    Raises KeyError for a part that is not there, ParseError for what is no XML.
    """
    inside = 0
    with package.open(part) as content:
        held: list[Element] = []
        for event, element in iterparse(content, ("start", "end")):
            is_whole = local_name(element) in _WHOLE
            if event == "start":
                inside += is_whole
                held.append(element)
                continue
            held.pop()
            inside -= is_whole
            if inside:
                continue
            yield element
            element.clear()
            if held:
                held[-1].remove(element)


def rich_text(element: Element) -> str:
    """The text of a string or inline string; its runs joined, phonetic guides left out."""
    pieces = []
    for child in element:
        name = local_name(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name == "r":
            pieces += [part.text or "" for part in child if local_name(part) == "t"]
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(pieces))
