"""What a run of a Word document looks like: hidden, as white as the paper, too small, a heading.

A property is looked for on the run, then in its character style, its paragraph's style and the
styles those are based on, then in the defaults (ECMA-376 part 1, 17.7.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_OFF = frozenset(("0", "false", "off", "none"))
_WHITE = frozenset(("FFFFFF", "FEFEFE", "FDFDFD"))
# Half points: what is no larger than one point cannot be read.
_TINY = 2
_DEEPEST = 20


class Unseen(StrEnum):
    """Why a run cannot be seen."""

    HIDDEN = "设为隐藏"
    WHITE = "白底白字"
    TINY = "字号过小"


@dataclass(frozen=True)
class Surface:
    """Whether what a run stands on is shaded: its paragraph, its cell, its table's style."""

    shaded: bool = False

    def under(self, properties: Element | None) -> Surface:
        """The surface with the shading that properties (pPr, tcPr, tblPr) add."""
        return Surface(self.shaded or _is_shaded(properties))


class Styles:
    """The styles of a document, by their id."""

    def __init__(self, styles: Element | None) -> None:
        self._by_id: dict[str, Element] = {}
        self._default_run: Element | None = None
        self._default_paragraph: Element | None = None
        if styles is None:
            return
        self._default_run = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        for style in styles.iterfind(f"{W}style"):
            self._by_id[style.get(f"{W}styleId", "")] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") == "1":
                self._default_paragraph = style

    def chain(self, style_id: str | None) -> Iterator[Element]:
        """A style and what it is based on, the nearest first."""
        for _ in range(_DEEPEST):
            style = self._by_id.get(style_id or "")
            if style is None:
                return
            yield style
            based = style.find(f"{W}basedOn")
            style_id = based.get(VAL) if based is not None else None

    def paragraph_chain(self, paragraph: Element) -> Iterator[Element]:
        """The styles of a paragraph, the document's default where it names none."""
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        if named is not None:
            yield from self.chain(named.get(VAL))
        elif self._default_paragraph is not None:
            yield from self.chain(self._default_paragraph.get(f"{W}styleId"))

    def is_heading(self, paragraph: Element) -> bool:
        """Whether a paragraph has an outline level of its own or by its style (标题 1–3)."""
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        levels = [own] if own is not None else []
        levels += [
            level
            for style in self.paragraph_chain(paragraph)
            if (level := style.find(f"{W}pPr/{W}outlineLvl")) is not None
        ]
        return bool(levels) and levels[0].get(VAL, "9") in ("0", "1", "2")

    def unseen(self, run: Element, paragraph: Element, surface: Surface) -> Unseen | None:
        """Why a run cannot be seen on a surface; None where it can."""
        places = list(self._places(run, paragraph))
        if any(_is_on(_first(places, name)) for name in ("vanish", "webHidden")):
            return Unseen.HIDDEN
        size = _first(places, "sz")
        if size is not None and size.get(VAL, "").isdecimal() and int(size.get(VAL, "")) <= _TINY:
            return Unseen.TINY
        colour = _first(places, "color")
        if colour is not None and colour.get(VAL, "").upper() in _WHITE:
            own = run.find(f"{W}rPr")
            lifted = surface.under(own).shaded or _first(places, "highlight") is not None
            return None if lifted else Unseen.WHITE
        return None

    def _places(self, run: Element, paragraph: Element) -> Iterator[Element]:
        """The run properties that hold for a run, the nearest first."""
        own = run.find(f"{W}rPr")
        if own is not None:
            yield own
            named = own.find(f"{W}rStyle")
            if named is not None:
                yield from _run_properties(self.chain(named.get(VAL)))
        yield from _run_properties(self.paragraph_chain(paragraph))
        if self._default_run is not None:
            yield self._default_run


def _run_properties(styles: Iterator[Element]) -> Iterator[Element]:
    for style in styles:
        properties = style.find(f"{W}rPr")
        if properties is not None:
            yield properties


def _first(places: list[Element], name: str) -> Element | None:
    return next((e for place in places if (e := place.find(f"{W}{name}")) is not None), None)


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(VAL, "1") not in _OFF


def _is_shaded(properties: Element | None) -> bool:
    if properties is None:
        return False
    shading = properties.find(f"{W}shd")
    if shading is None:
        return False
    fill = shading.get(f"{W}fill", "auto").upper()
    pattern = shading.get(VAL, "clear")
    return fill not in ("AUTO", *_WHITE) or pattern not in ("clear", "nil")
