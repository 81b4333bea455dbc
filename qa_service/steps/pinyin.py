"""How characters sound (汉语拼音), without tones: 公 is "gong". Nothing else asks pypinyin."""

from __future__ import annotations

from functools import cache

from pypinyin import Style, pinyin


@cache
def sound(character: str) -> str:
    """The commonest reading of one character without its tone; what has none stands for itself.

    >>> sound("费")
    'fei'
    """
    return str(pinyin(character, style=Style.NORMAL)[0][0])


def sounds(text: str) -> tuple[str, ...]:
    """The reading of each character of a text."""
    return tuple(map(sound, text))


def initials(text: str) -> str:
    """The first letter of each reading, as people type a term they know: 三公经费 → 'sgjf'."""
    return "".join(each[0] for each in sounds(text))
