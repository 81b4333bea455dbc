"""A web page as a tree of what can be seen, built as browsers build it (HTML5, by lexbor).

Scripts, styles and controls are left out; what is hidden stays as a marker with its words, so
that hidden content of the document can be told. Nothing is ever fetched or run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.errors import UnsafeFile

HIDDEN = "-hidden"  # the tag of the marker
_LEFT_OUT = frozenset(
    ("script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "math",
     "select", "textarea", "button", "input", "audio", "video", "canvas", "map", "link", "meta",
     "-comment", "img", "dialog", "datalist")
)  # fmt: skip
_KEPT_ATTRIBUTES = ("id", "class", "rowspan", "colspan", "href", "role")
_NESTING = re.compile(r"<(/?)(div|span|table|font|b|i|u|em|strong|section|ul|ol|a|center|form)\b",
                      re.IGNORECASE)  # fmt: skip
_DEEPEST = 4000
_INVISIBLE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0+)?(?![.\d])"
    r"|font-size:0(?:\.0+)?(?:px|pt|em|rem|%)?(?![.\d])|text-indent:-\d{3,}"
    r"|(?:left|top|margin-left):-\d{4,}"
)
_COLOUR = re.compile(r"(?:^|;)color:([^;]+)")
_GROUND = re.compile(r"(?:^|;)background(?:-color|-image)?:([^;]+)")
_WHITE = re.compile(r"(?:white|#f{3}|#f{6}|rgba?\(255,255,255(?:,1(?:\.0)?)?\))(?:!important)?")
_NO_GROUND = re.compile(r"transparent|none|inherit|initial")
_MEDIA = re.compile(r"@media[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?(?:[.#][A-Za-z_][\w\-]*)+(?:\s+[a-z]+)?")
_MOST_SELECTORS = 200
_MOST_STYLE = 500_000  # characters


@dataclass
class Element:
    """An element that can be seen; `children` are elements and text as they follow."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """A web page: its body, and what its head says: title, and the day it was published."""

    body: Element
    title: str
    published: str


def html_to_page(text: str, file_name: str) -> Page:
    """The tree of a page. Raises UnsafeFile for one nested deeper than any real page."""
    _check_depth(text, file_name)
    parser = LexborHTMLParser(text.replace("\0", ""))
    title = parser.css_first("title")
    body = Element("body")
    if parser.body is not None:
        _grow(body, parser.body, _hidden_by_rules(parser))
    return Page(
        body=body,
        title=" ".join((title.text() if title is not None else "").split()),
        published=_published(parser),
    )


def _check_depth(text: str, file_name: str) -> None:
    depth = deepest = 0
    for match in _NESTING.finditer(text):
        depth = max(depth - 1, 0) if match[1] else depth + 1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise UnsafeFile(
            file_name, f"网页嵌套了 {deepest} 层，没有正常的网页会这样", "请另存为文本或 PDF 后提交"
        )


def _published(parser: LexborHTMLParser) -> str:
    for meta in parser.css("meta[name][content]")[:100]:
        if (meta.attributes.get("name") or "").lower() in ("pubdate", "publishdate"):
            return (meta.attributes.get("content") or "").strip()
    return ""


def _hidden_by_rules(parser: LexborHTMLParser) -> frozenset[int]:
    """The nodes that rules of the page's own style sheets hide."""
    hidden: set[int] = set()
    tried = 0
    for style in parser.css("style"):
        rules = _MEDIA.sub("", re.sub(r"/\*.*?\*/", "", style.text()[:_MOST_STYLE], flags=re.S))
        for selectors, declared in _RULE.findall(rules):
            if not _INVISIBLE.search(_squeezed(declared)):
                continue
            for selector in selectors.split(","):
                tried += 1
                if tried <= _MOST_SELECTORS and _SELECTOR.fullmatch(selector.strip()):
                    hidden.update(node.mem_id for node in parser.css(selector.strip()))
    return frozenset(hidden)


@dataclass(frozen=True)
class _Ink:
    """How text is drawn: white, and on something that is not white."""

    is_white: bool = False
    has_ground: bool = False


def _grow(root: Element, source: LexborNode, hidden: frozenset[int]) -> None:
    """Copy what can be seen below `source` into `root`, without recursion."""
    waiting: list[tuple[Element, LexborNode, _Ink]] = [(root, source, _Ink())]
    while waiting:
        element, node, ink = waiting.pop()
        child = node.child
        while child is not None:
            tag = child.tag or ""
            if tag == "-text":
                _add_text(element, child.text_content or "", ink)
            elif tag in _LEFT_OUT or tag.startswith("-"):
                pass
            elif child.mem_id in hidden or _is_hidden(child):
                _add_hidden(element, child.text(deep=True))
            else:
                attributes = child.attributes
                kept = {k: attributes[k] or "" for k in _KEPT_ATTRIBUTES if k in attributes}
                grown = Element(tag, kept)
                element.children.append(grown)
                waiting.append((grown, child, _ink(child, ink)))
            child = child.next


def _add_text(element: Element, text: str, ink: _Ink) -> None:
    if ink.is_white and not ink.has_ground and text.strip():
        _add_hidden(element, text)
    else:
        element.children.append(text)


def _add_hidden(element: Element, text: str) -> None:
    if words := " ".join(text.split()):
        element.children.append(Element(HIDDEN, children=[words]))


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if "hidden" in attributes or (attributes.get("aria-hidden") or "").lower() == "true":
        return True
    style = _squeezed(attributes.get("style") or "")
    if _INVISIBLE.search(style):
        return True
    flat = re.search(r"(?:^|;)(?:max-)?(?:height|width):0(?:px)?(?:;|$)", style)
    return flat is not None and "overflow:hidden" in style


def _ink(node: LexborNode, around: _Ink) -> _Ink:
    attributes = node.attributes
    style = _squeezed(attributes.get("style") or "")
    colours = _COLOUR.findall(style) or ([attributes.get("color")] if node.tag == "font" else [])
    grounds = _GROUND.findall(style) or [attributes.get("bgcolor"), attributes.get("background")]
    is_white, has_ground = around.is_white, around.has_ground
    for colour in colours:
        if colour:
            is_white = bool(_WHITE.fullmatch(colour.strip().lower()))
    for ground in grounds:
        if ground and not _NO_GROUND.match(ground):
            has_ground = not _WHITE.fullmatch(ground.strip().lower())
    return _Ink(is_white, has_ground)


def _squeezed(style: str) -> str:
    return re.sub(r"\s+", "", style).lower()


def texts_below(root: Element) -> Iterable[str]:
    """All visible text below an element, in order."""
    waiting: list[Element | str] = [root]
    while waiting:
        found = waiting.pop()
        if isinstance(found, str):
            yield found
        elif found.tag != HIDDEN:
            waiting += reversed(found.children)
