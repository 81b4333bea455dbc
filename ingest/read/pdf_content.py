"""What pdfminer reads of a PDF page, at less cost: what is drawn, and the digits.

pdfminer's own reading, made faster in two ways: the common tokens of a content stream are told
by one pattern each run of the loop (everything else goes pdfminer's way), and characters that
are no digits are measured but not kept. What is drawn and the digits are exactly pdfminer's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTItem, LTPage
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter
from pdfminer.pdftypes import stream_value
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import KWD, LIT, PSKeyword, keyword_name
from pdfplumber.page import Page

# A token that ends where this can see it: inside the piece of the stream that is held.
_TOKEN = re.compile(
    rb"""\s*(?:
        ([-+]?[0-9]{1,15})(?=[\s\[\]()<>/])
      | ([-+]?(?:[0-9]{1,15}\.[0-9]{0,15}|\.[0-9]{1,15}))(?=[\s\[\]()<>/])
      | ([A-Za-z][^#/%\[\]()<>{}\s]*)(?=\s)
      | \(([^()\\]*)\)
      | <((?:[0-9A-Fa-f]{2})+)>(?=[^>])
      | /([A-Za-z0-9_.+\-]+)(?=[/\[\]()<>\s])
      | ([\[\]])
    )""",
    re.VERBOSE,
)
_READ: tuple[Callable[[bytes], Any], ...] = (
    int,
    float,
    KWD,
    bytes,
    lambda found: bytes.fromhex(found.decode("ascii")),
    lambda found: LIT(found.decode("ascii")),
    KWD,
)
_KEYWORD = 3  # the group of _TOKEN
_ELSEWHERE = frozenset((b"true", b"false"))  # tokens that look like an operator
_IMAGE_DATA = b"ID"  # what follows is no token
# Keywords that open and close what is made of several tokens.
_STRUCTURE = frozenset(KWD(word) for word in (b"[", b"]", b"<<", b">>", b"{", b"}", b"BI", b"ID"))


class ContentParser(PDFContentParser):
    """pdfminer's reader of content streams."""

    def _parse_main(self, s: bytes, i: int) -> int:
        """Read all common tokens from `i` on, or one other token pdfminer's way."""
        start = i
        read = _TOKEN.scanner(s, i).match  # type: ignore[attr-defined]
        while (match := read()) is not None:
            kind = match.lastindex
            found = match[kind]
            if kind == _KEYWORD and found in _ELSEWHERE:
                break
            opening = match.start(kind) - (1 if 4 <= kind <= 6 else 0)
            self._tokens.append((self.bufpos + opening, _READ[kind - 1](found)))
            i = match.end()
            if kind == _KEYWORD and found == _IMAGE_DATA:
                break
        return i if i > start else super()._parse_main(s, i)

    def nextobject(self) -> Any:
        """The next operand or operator; one that is a single token goes no long way."""
        if not (self.results or self.curstack or self.context):
            position, token = self.nexttoken()
            if not isinstance(token, PSKeyword) or token not in _STRUCTURE:
                return position, token
            self._tokens.insert(0, (position, token))
        return super().nextobject()


class _Interpreter(PDFPageInterpreter):
    def __init__(self, rsrcmgr: Any, device: Any) -> None:
        super().__init__(rsrcmgr, device)
        self._operators: dict[PSKeyword, tuple[Callable[..., object], int] | None] = {}

    def execute(self, streams: Sequence[object]) -> None:
        """Run content streams, but for one that is being run already (it would never end)."""
        self.stream_ids.clear()
        own = []
        for each in streams:
            stream = stream_value(each)
            if stream.objid is not None and stream.objid not in self.parent_stream_ids:
                own.append(stream)
                self.stream_ids.add(stream.objid)
        try:
            parser = ContentParser(own)
            while True:
                _, thing = parser.nextobject()
                if isinstance(thing, PSKeyword):
                    self._run(thing)
                else:
                    self.push(thing)
        except PSEOF:
            return

    def _run(self, keyword: PSKeyword) -> None:
        if keyword not in self._operators:
            self._operators[keyword] = self._operator(keyword)
        found = self._operators[keyword]
        if found is None:
            return
        operator, count = found
        if not count:
            operator()
            return
        operands = self.pop(count)
        if len(operands) == count:
            operator(*operands)

    def _operator(self, keyword: PSKeyword) -> tuple[Callable[..., object], int] | None:
        name = keyword_name(keyword)
        for sign, word in (("*", "_a"), ('"', "_w"), ("'", "_q")):
            name = name.replace(sign, word)
        method = getattr(self, f"do_{name}", None)
        return None if method is None else (method, method.__code__.co_argcount - 1)


class _DigitsAndLines(PDFPageAggregator):
    def render_char(
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """How far a character moves on; only a digit is kept."""
        try:
            is_digit = font.to_unichr(cid).isdecimal()
        except PDFUnicodeNotDefined:
            is_digit = False
        if is_digit:
            return super().render_char(
                matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate
            )
        return float(font.char_width(cid) * fontsize * scaling)


class DrawnPage(Page):
    """A page of pdfplumber with what is drawn on it, and of its characters the digits."""

    @property
    def layout(self) -> LTPage:
        """What pdfminer finds on the page. Raises what pdfminer raises over a broken one."""
        if not hasattr(self, "_layout"):
            device = _DigitsAndLines(self.pdf.rsrcmgr, self.page_number, self.pdf.laparams)
            _Interpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            self._layout = device.get_result()
        return self._layout

    def process_object(self, obj: LTItem) -> dict[str, Any]:
        """What is known of a thing on the page; of a digit its place alone."""
        if not isinstance(obj, LTChar):
            found: dict[str, Any] = super().process_object(obj)
            return found
        left, top = self.mediabox[:2]
        return {
            "object_type": "char",
            "text": obj.get_text(),
            "x0": obj.x0 + left,
            "x1": obj.x1 + left,
            "top": (self.height - obj.y1) + top,
            "bottom": (self.height - obj.y0) + top,
        }


def drawn_page(pdf: Any, number: int) -> DrawnPage:
    """Page `number` (from 1) of an open pdfplumber document. Raises IndexError."""
    page = pdf.pages[number - 1]
    return DrawnPage(pdf, page.page_obj, page.page_number, page.initial_doctop)
