"""Which part of a web page is the document: chrome (导航、页脚、工具条) left out.

Elements that hold links, or are named as chrome, go; then the smallest element that still holds
everything of substance is the document. Nothing with a table of numbers or with sentences about
money is ever given up for the sake of a clean page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.read.html_tree import HIDDEN, Element, texts_below
from ingest.vocabulary.web_pages import web_pages

_CHROME_TAGS = frozenset(("nav", "footer", "aside"))
_BLOCKS = frozenset(
    ("div", "ul", "ol", "dl", "section", "table", "td", "p", "li", "header", "form")
)
_HEADINGS = frozenset(("h1", "h2", "h3"))
_DATA = re.compile(r"\d[\d,]*\.\d|万元|\d[\d,]{3,}元|预算|决算")
_NUMBER = re.compile(r"\s*[-－]?\d[\d,]*(?:\.\d+)?%?\s*")
_CHROME_TEXT = 400  # characters that chrome may hold outside links
_LINK_SHARE = 0.5
_FEWEST_LINKS = 3


@dataclass
class _Weight:
    """What an element holds: characters, those in links, links, marks of a document, h1.

    `numbers` are texts of digits alone, `cells` those of them that stand in tables.
    """

    characters: int = 0
    in_links: int = 0
    links: int = 0
    substance: int = 0
    headings: int = 0
    numbers: int = 0
    cells: int = 0

    def add(self, other: _Weight) -> None:
        self.characters += other.characters
        self.in_links += other.in_links
        self.links += other.links
        self.substance += other.substance
        self.headings += other.headings
        self.numbers += other.numbers
        self.cells += other.cells


def page_to_content(body: Element) -> tuple[list[Element], Element]:
    """Headings that stand before the document, and the element that holds the document."""
    weights = _weights(body)
    _drop_chrome(body, weights)
    weights = _weights(body)
    content = body
    headings: list[Element] = []
    while True:
        inside = [child for child in content.children if isinstance(child, Element)]
        heavy = [child for child in inside if weights[id(child)].substance]
        loose = any(isinstance(c, str) and c.strip() for c in content.children)
        if len(heavy) != 1 or loose or heavy[0].tag in ("table", "p", "ul", "ol", "pre"):
            break
        before = inside[: inside.index(heavy[0])]
        headings += [found for child in before for found in _headings_below(child)]
        content = heavy[0]
    return headings, content


def _headings_below(root: Element) -> list[Element]:
    """h1 to h3, and lines that speak of a budget or final account, in what stands before."""
    found: list[Element] = []
    waiting: list[Element] = [root]
    while waiting:
        element = waiting.pop()
        own = "".join(child for child in element.children if isinstance(child, str))
        if element.tag in _HEADINGS or re.search("预算|决算|(?:日期|时间)[:：]", own):
            found.append(element)
            continue
        waiting += [child for child in reversed(element.children) if isinstance(child, Element)]
    return found


def _weights(root: Element) -> dict[int, _Weight]:
    """What each element holds, by the identity of the element; children before parents."""
    weights: dict[int, _Weight] = {}
    waiting: list[tuple[Element, bool]] = [(root, False)]
    while waiting:
        element, is_done = waiting.pop()
        if not is_done:
            waiting.append((element, True))
            waiting += [(c, False) for c in element.children if isinstance(c, Element)]
            continue
        weight = _Weight()
        for child in element.children:
            if isinstance(child, Element):
                weight.add(weights[id(child)])
            else:
                weight.characters += len(child.strip())
                weight.substance += len(_DATA.findall(child)) + child.count("。")
                weight.numbers += bool(_NUMBER.fullmatch(child))
        if element.tag == HIDDEN:
            weight = _Weight()
        elif element.tag == "a" and element.attributes.get("href"):
            weight = _Weight(weight.characters, weight.characters, 1, 0, weight.headings)
        elif element.tag == "table":
            # A table is kept even where it has no words that tell.
            weight.substance += weight.characters > weight.in_links
            weight.cells = weight.numbers
        weight.headings += element.tag == "h1"
        weights[id(element)] = weight
    return weights


def _drop_chrome(root: Element, weights: dict[int, _Weight]) -> None:
    whole = weights[id(root)].substance
    waiting = [root]
    while waiting:
        element = waiting.pop()
        element.children = [
            child
            for child in element.children
            if isinstance(child, str) or not _is_chrome(child, weights[id(child)], whole)
        ]
        waiting += [child for child in element.children if isinstance(child, Element)]


def _is_chrome(element: Element, weight: _Weight, whole: int) -> bool:
    if element.tag == HIDDEN or weight.headings or weight.cells:
        return False
    own = weight.characters - weight.in_links
    if own > _CHROME_TEXT or weight.substance * 5 > whole:
        return False
    if element.tag in _CHROME_TAGS or _is_named_chrome(element):
        return True
    if element.tag not in _BLOCKS or weight.links < _FEWEST_LINKS:
        return False
    return weight.in_links > weight.characters * _LINK_SHARE


def _is_named_chrome(element: Element) -> bool:
    names = f"{element.attributes.get('id', '')} {element.attributes.get('class', '')}".lower()
    words = re.split(r"[^a-z]+", names)
    return any(row.fullmatch(word) for word in words if word for row in web_pages().elements)


def hidden_words(root: Element) -> list[str]:
    """The words of everything hidden below an element, in order."""
    found = []
    waiting: list[Element | str] = [root]
    while waiting:
        element = waiting.pop()
        if isinstance(element, str):
            continue
        if element.tag == HIDDEN:
            found.append("".join(c for c in element.children if isinstance(c, str)))
        else:
            waiting += reversed(element.children)
    return found


def plain_text(root: Element) -> str:
    """The visible text below an element without blanks."""
    return re.sub(r"\s+", "", "".join(texts_below(root)))
