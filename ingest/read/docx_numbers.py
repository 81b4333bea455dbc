"""The numbers Word writes before paragraphs by itself (自动编号): 一、 （一） 1. ①.

They are no text of the document but are what readers see, so they are computed as Word does
(ECMA-376 part 1, 17.9): each list counts its levels, a level starts anew below a higher one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ingest.read.docx_styles import VAL, Styles, W

_DIGITS = "零一二三四五六七八九"
_LEGAL = str.maketrans("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LEVEL = re.compile(r"%(\d)")


@dataclass(frozen=True)
class _Level:
    start: int
    form: str
    text: str


class Numbers:
    """Counts the numbered paragraphs of a document, which must be asked for in order."""

    def __init__(self, numbering: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, dict[int, _Level]] = {}
        self._abstract_of: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read(numbering)

    def before(self, paragraph: Element) -> str:
        """What stands before a paragraph: '（一）', or '' where it is not numbered."""
        found = self._number_of(paragraph)
        if found is None:
            return ""
        list_id, depth = found
        abstract = self._abstract_of.get(list_id)
        levels = self._lists.get(abstract or "", {})
        if abstract is None or depth not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        restart = self._restarts.get(list_id, {}).pop(depth, None)
        start = restart if restart is not None else levels[depth].start
        counts[depth] = start if restart is not None or depth not in counts else counts[depth] + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if levels[depth].form in ("bullet", "none"):
            return ""

        def shown(match: re.Match[str]) -> str:
            level = int(match.group(1)) - 1
            if level not in levels:
                return ""
            return number_words(counts.get(level, levels[level].start), levels[level].form)

        return _LEVEL.sub(shown, levels[depth].text)

    def _number_of(self, paragraph: Element) -> tuple[str, int] | None:
        """The list and level of a paragraph, by itself or by its style; numId 0 takes it out."""
        places = [paragraph.find(f"{W}pPr/{W}numPr")]
        places += [s.find(f"{W}pPr/{W}numPr") for s in self._styles.paragraph_chain(paragraph)]
        list_id = depth = None
        for place in places:
            if place is None:
                continue
            number, level = place.find(f"{W}numId"), place.find(f"{W}ilvl")
            if list_id is None and number is not None:
                list_id = number.get(VAL)
            if depth is None and level is not None:
                depth = level.get(VAL)
        if list_id in (None, "0") or not (depth or "0").isdecimal():
            return None
        return str(list_id), int(depth or 0)

    def _read(self, numbering: Element) -> None:
        for abstract in numbering.iterfind(f"{W}abstractNum"):
            levels = {}
            for level in abstract.iterfind(f"{W}lvl"):
                depth = level.get(f"{W}ilvl", "")
                if depth.isdecimal():
                    levels[int(depth)] = _Level(
                        start=_int(level.find(f"{W}start"), 1),
                        form=_value(level.find(f"{W}numFmt"), "decimal"),
                        text=_value(level.find(f"{W}lvlText"), ""),
                    )
            self._lists[abstract.get(f"{W}abstractNumId", "")] = levels
        for number in numbering.iterfind(f"{W}num"):
            list_id = number.get(f"{W}numId", "")
            self._abstract_of[list_id] = _value(number.find(f"{W}abstractNumId"), "")
            for override in number.iterfind(f"{W}lvlOverride"):
                start = override.find(f"{W}startOverride")
                depth = override.get(f"{W}ilvl", "")
                if start is not None and depth.isdecimal():
                    self._restarts.setdefault(list_id, {})[int(depth)] = _int(start, 1)


def number_words(number: int, form: str) -> str:
    """A number in one of Word's forms; decimal for forms that disclosures do not use.

    >>> [number_words(12, form) for form in ("chineseCounting", "decimal", "upperLetter")]
    ['十二', '12', 'L']
    >>> number_words(3, "decimalEnclosedCircleChinese"), number_words(2, "ideographTraditional")
    ('③', '乙')
    """
    return _FORMS.get(form, str)(number)


def _chinese(number: int) -> str:
    """1 to 99 in Chinese; other numbers in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    words = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return words + (_DIGITS[ones] if ones else "")


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 0 < number <= 20 else str(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _letter(number: int) -> str:
    return chr(ord("A") + number - 1) if 0 < number <= 26 else str(number)


def _stem(number: int) -> str:
    return _STEMS[number - 1] if 0 < number <= len(_STEMS) else str(number)


def _roman(number: int) -> str:
    pairs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    if not 0 < number < 40:
        return str(number)
    words = ""
    for value, letters in pairs:
        words += letters * (number // value)
        number %= value
    return words


_FORMS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "chineseLegalSimplified": lambda number: _chinese(number).translate(_LEGAL),
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "ideographDigital": _chinese,
    "ideographTraditional": _stem,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": _full_width,
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}


def _value(element: Element | None, default: str) -> str:
    return default if element is None else element.get(VAL, default)


def _int(element: Element | None, default: int) -> int:
    value = _value(element, "")
    return int(value) if value.isdecimal() else default
