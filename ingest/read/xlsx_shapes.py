"""The words in a sheet's text boxes and other shapes (its drawing part), the hidden ones told."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ingest.read.xlsx_elements import elements, local_name

_HIDDEN = frozenset(("1", "true"))
_ANCHORS = frozenset(("twoCellAnchor", "oneCellAnchor", "absoluteAnchor"))


@dataclass(frozen=True)
class Shapes:
    """`paragraphs` of the shapes that are shown, from the top down; `hidden` names of the others
    that hold words."""

    paragraphs: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


def shapes_in(package: zipfile.ZipFile, part: str) -> Shapes:
    """What the shapes of a drawing part say.

    Raises KeyError for a part that is not there, ParseError and ValueError for a broken one.
    """
    shown: list[tuple[tuple[int, int], list[str]]] = []
    hidden: list[str] = []
    for element in elements(package, part):
        for anchor, _ in _inside(element, _ANCHORS):
            for shape, is_hidden in _inside(anchor, frozenset(("sp",))):
                words = _paragraphs(shape)
                if words and is_hidden:
                    hidden.append(_name(shape))
                elif words:
                    shown.append((_place(anchor), words))
    shown.sort(key=lambda one: one[0])
    return Shapes(tuple(text for _, words in shown for text in words), tuple(hidden))


def _inside(element: Element, names: frozenset[str]) -> Iterator[tuple[Element, bool]]:
    """The outermost elements of these names in order, and whether they or their group are hidden.

    What stands in a Fallback repeats a Choice for older programs. No recursion: groups may be
    nested as deep as the file likes.
    """
    waiting = [(element, False)]
    while waiting:
        one, is_hidden = waiting.pop()
        if local_name(one) == "Fallback":
            continue
        is_hidden = is_hidden or _is_hidden(one)
        if local_name(one) in names:
            yield one, is_hidden
        else:
            waiting += [(child, is_hidden) for child in reversed(one)]


def _properties(shape: Element) -> Element | None:
    """The element that names a shape or group and says whether it is hidden."""
    return next(
        (
            inner
            for child in shape
            if local_name(child) in ("nvSpPr", "nvGrpSpPr")
            for inner in child
            if local_name(inner) == "cNvPr"
        ),
        None,
    )


def _is_hidden(shape: Element) -> bool:
    said = _properties(shape)
    return said is not None and said.get("hidden") in _HIDDEN


def _name(shape: Element) -> str:
    said = _properties(shape)
    return f"文本框“{said.get('name', '') if said is not None else ''}”"


def _paragraphs(shape: Element) -> list[str]:
    """Its paragraphs that say something; a line break is white space."""
    paragraphs: list[str] = []
    for body in shape:
        if local_name(body) != "txBody":
            continue
        for paragraph in body:
            if local_name(paragraph) != "p":
                continue
            pieces = []
            for piece in paragraph.iter():
                if local_name(piece) == "t":
                    pieces.append(piece.text or "")
                elif local_name(piece) == "br":
                    pieces.append(" ")
            if text := "".join(pieces).strip():
                paragraphs.append(text)
    return paragraphs


def _place(anchor: Element) -> tuple[int, int]:
    """The row and column that a shape begins at; (0, 0) where it is not tied to a cell."""
    for child in anchor:
        if local_name(child) == "from":
            at = {local_name(part): int(part.text or 0) for part in child}
            return at.get("row", 0), at.get("col", 0)
    return 0, 0
