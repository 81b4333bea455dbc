"""The words of a Word paragraph: what its runs show, and what they do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.read.docx_styles import Styles, Surface, Unseen, W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_INSIDE = frozenset(
    f"{W}{name}"
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple",
                 "customXml", "dir", "bdo", "ruby", "rubyBase")
)  # fmt: skip
_DELETED = frozenset((f"{W}del", f"{W}moveFrom"))
_PICTURES = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}


@dataclass
class Words:
    """A paragraph's text, cut where a page is broken by force, and the text boxes it anchors."""

    parts: list[str] = field(default_factory=lambda: [""])
    boxes: list[Element] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Text that goes on."""
        self.parts[-1] += text


class Runs:
    """Reads paragraphs and remembers what it left out."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.unseen: dict[Unseen, str] = {}
        self.deleted = 0
        self.hidden_rows = 0

    def of_paragraph(self, paragraph: Element, surface: Surface) -> Words:
        """What a paragraph on a surface shows."""
        words = Words()
        self._inside(paragraph, paragraph, surface.under(paragraph.find(f"{W}pPr")), words)
        return words

    def delete(self, block: Element) -> None:
        """Remember what a tracked change has deleted."""
        self.deleted += len(_shown_or_deleted(block))

    def hide_row(self, row: Element) -> None:
        """Remember a hidden or deleted row of a table."""
        if _shown_or_deleted(row):
            self.hidden_rows += 1

    def _inside(self, parent: Element, paragraph: Element, surface: Surface, words: Words) -> None:
        for child in parent:
            if child.tag == f"{W}r":
                self._run(child, paragraph, surface, words)
            elif child.tag in _INSIDE:
                self._inside(child, paragraph, surface, words)
            elif child.tag in _DELETED:
                self.delete(child)
            elif child.tag == f"{_MC}AlternateContent":
                for choice in _first_choice(child):
                    self._inside(choice, paragraph, surface, words)
            elif child.tag in (f"{_M}oMath", f"{_M}oMathPara"):
                words.add("".join(t.text or "" for t in child.iter(f"{_M}t")))

    def _run(self, run: Element, paragraph: Element, surface: Surface, words: Words) -> None:
        why = self._styles.unseen(run, paragraph, surface)
        for child in run:
            if child.tag == f"{W}t":
                text = child.text or ""
                if why is None or not text.strip():
                    words.add(text)
                else:
                    self.unseen[why] = self.unseen.get(why, "") + text
            elif child.tag == f"{W}br":
                if child.get(f"{W}type") == "page":
                    words.parts.append("")
                else:
                    words.add("\n")
            elif child.tag in _SIGNS:
                words.add(_SIGNS[child.tag])
            elif child.tag in _PICTURES:
                words.boxes += _text_boxes(child)
            elif child.tag == f"{_MC}AlternateContent":
                for choice in _first_choice(child):
                    words.boxes += _text_boxes(choice)
            elif child.tag in _INSIDE:
                self._inside(child, paragraph, surface, words)


def _shown_or_deleted(block: Element) -> str:
    """All the text of a block, what is deleted too."""
    return "".join(e.text or "" for e in block.iter() if e.tag in (f"{W}t", f"{W}delText"))


def _first_choice(alternatives: Element) -> Iterable[Element]:
    """What Word shows of alternatives; the fallback says the same once more."""
    choice = alternatives.find(f"{_MC}Choice")
    if choice is None:
        choice = alternatives.find(f"{_MC}Fallback")
    return () if choice is None else (choice,)


def _text_boxes(drawing: Element) -> list[Element]:
    """The contents of text boxes, the outermost; of alternatives the first."""
    found: list[Element] = []
    for child in drawing:
        if child.tag == f"{W}txbxContent":
            found.append(child)
        elif child.tag == f"{_MC}AlternateContent":
            for choice in _first_choice(child):
                found += _text_boxes(choice)
        else:
            found += _text_boxes(child)
    return found
