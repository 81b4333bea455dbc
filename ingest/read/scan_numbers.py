"""Which numbers of a scanned page are certain: digits are what matters, and are never guessed.

Only what is certain is put right (full-width digits, the comma between groups of three digits,
blanks beside them); everything else that looks wrong stays as it was recognised, and is said to
be doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％－", "0123456789.,%-")
_DASHES = r"\-—–－−一ー_"
_DASH = re.compile(rf"[{_DASHES}]+")
_MINUS = re.compile(rf"^[{_DASHES}](?=\d)")
_SPACED = re.compile(r"(?<=\d) ?([,.]) ?(?=\d)")
_WELL_FORMED = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_LIKE_A_NUMBER = re.compile(r"[\d\s.,，。．·:：;；'’`、%％\-—–－−一OoQDlI|iSsZBgq（）()+~]+")
_TWO_DECIMALS = re.compile(r"-?[\d,]+\.\d\d")
_INTEGER = re.compile(r"-?[\d,]+")
# A reading less probable than this is wrong too often to be taken for certain.
LEAST_PROBABILITY = 0.9
_LEAST_DIGIT = 0.8
_BESIDE_CHINESE = re.compile(r"(?<=[一-鿿）])[,:;()]|[,:;()](?=[一-鿿（])")
_DECLARED_UNIT = re.compile(r"(?<=单位)[\s.·;；,，、]*(?=(?:人民币)?(?:百万|万|亿|千)?元)")
_TO_FULL = str.maketrans(",:;()", "，：；（）")
_SEPARATOR = re.compile(r"\s?[.,:;，。；：·'’` ]\s?")
_SEPARATED = re.compile(
    rf"(-?)(\d{{1,3}}(?:{_SEPARATOR.pattern}\d{{3}})*){_SEPARATOR.pattern}(\d\d)"
)
_PAGE_NUMBER = re.compile(rf"[{_DASHES}\s]*(\d{{1,4}})[{_DASHES}\s]*")
# Forms of other countries that differ in a stroke; a header read as 決算数 is no 决算数.
_TWINS = str.maketrans("決収単県効別", "决收单县效别")
_SPECKS = " .·'`_-"  # before and after Chinese words
_DIRT = " .,·:'`"  # what specks before and after a number are taken for
_ENOUGH = 3  # cells that show how a column prints its numbers
_MOST_OF = 0.7


def tidied(text: str) -> str:
    """A recognised cell with what is certain put right: '１，２３４．５０' is '1,234.50'.

    >>> tidied("1, 234.50"), tidied("一"), tidied("行政运行")
    ('1,234.50', '—', '行政运行')
    """
    text = text.strip()
    if _DASH.fullmatch(text):
        return "—"
    if any(c >= "一" for c in text):
        text = text.strip(_SPECKS)
    plain = text.translate(_FULL_WIDTH)
    if not _LIKE_A_NUMBER.fullmatch(plain) or not any(c.isdecimal() for c in plain):
        return punctuated(text)
    plain = _MINUS.sub("-", _SPACED.sub(r"\1", plain)).strip(_DIRT)
    return plain if _WELL_FORMED.fullmatch(plain) else text


def repaired(text: str) -> str:
    """A number whose separators were misread, its digits as they stand; other text unchanged.

    The digits tell what the separators must be: three digits follow a comma, two the point. That
    leaves a doubt all the same.

    >>> repaired("17,588;000.00"), repaired("2,607.380 55"), repaired("19:25"), repaired("12:345")
    ('17,588,000.00', '2,607,380.55', '19.25', '12:345')
    """
    match = _SEPARATED.fullmatch(text)
    if match is None:
        return text
    sign, whole, decimals = match.groups()
    return f"{sign}{_SEPARATOR.sub(',', whole)}.{decimals}"


def punctuated(text: str) -> str:
    """Words with the full-width punctuation that stands beside Chinese characters.

    Characters are those of the mainland.

    The colon of a declared unit is put back: its two points are easily lost, and all amounts of
    the table with them.

    >>> punctuated("注:共3,505.20万元(不含结转),见附表")
    '注：共3,505.20万元（不含结转），见附表'
    """
    text = text.translate(_TWINS)
    text = _BESIDE_CHINESE.sub(lambda match: match.group().translate(_TO_FULL), text)
    return _DECLARED_UNIT.sub("：", text)


def page_number(line: str) -> str | None:
    """A line that holds a page number only, with its dashes put right; None for any other line.

    They are easily lost or taken for 一. Whether the line stands where page numbers do is not
    looked at: a negative number alone in a line is taken for one.

    >>> page_number("一17一"), page_number("8一"), page_number("5"), page_number("第3页")
    ('- 17 -', '- 8 -', '5', None)
    """
    match = _PAGE_NUMBER.fullmatch(line.strip())
    if match is None:
        return None
    return match[1] if line.strip() == match[1] else f"- {match[1]} -"


def is_number(text: str) -> bool:
    """Whether a text is a number as documents print it."""
    return _WELL_FORMED.fullmatch(text) is not None


def looks_like_number(text: str) -> bool:
    """Whether a text is a number, or was one before it was misread ('l23.4O', '1，23。50')."""
    return bool(_LIKE_A_NUMBER.fullmatch(text)) and any(c.isdecimal() for c in text)


def is_doubtful(text: str, probability: float) -> bool:
    """Whether a recognised cell states a number that may have been misread."""
    plain = text.strip()
    if not looks_like_number(plain):
        return False
    has_specks = plain[0] in _DIRT or plain[-1] in _DIRT
    return has_specks or probability < LEAST_PROBABILITY or not is_number(tidied(plain))


def out_of_pattern(column: Sequence[str]) -> list[int]:
    """The places in a column of cells whose numbers lack the two decimals of the others.

    >>> out_of_pattern(["12.30", "5.00", "31.07", "1234", "0"])
    [3]
    """
    decimal = sum(_TWO_DECIMALS.fullmatch(text) is not None for text in column)
    others = [place for place, text in enumerate(column) if is_number(text) and len(text) > 1]
    whole = [place for place in others if _INTEGER.fullmatch(column[place])]
    if decimal < max(_ENOUGH, _MOST_OF * len(others)):
        return []
    return whole


def has_doubtful_digit(text: str, certain: Sequence[float]) -> bool:
    """Whether a digit, or a point between digits, of a line of prose may have been misread."""
    return any(
        sure < _LEAST_DIGIT
        and (
            char.isdecimal()
            or (
                char in ".,，。"
                and 0 < i < len(text) - 1
                and text[i - 1].isdecimal()
                and text[i + 1].isdecimal()
            )
        )
        for i, (char, sure) in enumerate(zip(text, certain, strict=True))
    )
