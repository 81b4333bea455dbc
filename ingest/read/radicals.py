"""Radicals that stand for whole characters (⼀⽉ for 一月): what some fonts say a glyph is.

The page shows 一月; only the font's table of characters names the radical of equal shape. Words
are compared, searched for and quoted by the character, so that is what the canonical text holds:
one code point for one, and all offsets stay as they are.

>>> without_radicals("\u2f00\u2f49\uf90a\u2ed3")
'一月金长'
"""

from __future__ import annotations

import unicodedata

# Kangxi radicals and compatibility ideographs are told by Unicode's own decomposition.
_DECOMPOSED = (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00))
# The CJK Radicals Supplement, and the characters of Unicode's EquivalentUnifiedIdeograph.
_SUPPLEMENT = (
    "\u2e81\u2e82\u2e83\u2e84\u2e85\u2e86\u2e88\u2e89\u2e8a\u2e8b\u2e8c\u2e8d"
    "\u2e8e\u2e8f\u2e90\u2e91\u2e92\u2e93\u2e94\u2e96\u2e97\u2e98\u2e99\u2e9b"
    "\u2e9c\u2e9d\u2e9e\u2e9f\u2ea0\u2ea1\u2ea2\u2ea3\u2ea4\u2ea5\u2ea6\u2ea7"
    "\u2ea8\u2ea9\u2eab\u2eac\u2ead\u2eaf\u2eb0\u2eb1\u2eb2\u2eb3\u2eb4\u2eb6"
    "\u2eb9\u2eba\u2ebb\u2ebc\u2ebe\u2ebf\u2ec0\u2ec1\u2ec2\u2ec3\u2ec4\u2ec5"
    "\u2ec6\u2ec8\u2ec9\u2ecb\u2ecc\u2ecd\u2ece\u2ecf\u2ed0\u2ed1\u2ed2\u2ed3"
    "\u2ed4\u2ed6\u2ed7\u2ed8\u2ed9\u2eda\u2edb\u2edc\u2edd\u2edf\u2ee0\u2ee2"
    "\u2ee3\u2ee4\u2ee5\u2ee6\u2ee7\u2ee8\u2ee9\u2eea\u2eeb\u2eec\u2eed\u2eee"
    "\u2eef\u2ef0\u2ef1\u2ef2\u2ef3"
)
_CHARACTERS = (
    "厂乛乚乙亻冂刀刂卜㔾小小兀尣尢尣巳幺彑忄㣺扌攵旡日月歺母民氵氺灬爫爫丬牛犭王目示"
    "礻糹纟罓罒㓁冗羊耂肀聿肉艹艹艹虎衤覀西见角讠贝车辶辶辶邑钅長镸长门阝雨青韦页风飞"
    "食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
# Where Unicode names a traditional shape and mainland documents print the other.
_MAINLAND = {"\u6236": "\u6237", "\u9751": "\u9752", "\u9ec3": "\u9ec4"}


def _table() -> dict[int, str]:
    found = {ord(a): b for a, b in zip(_SUPPLEMENT, _CHARACTERS, strict=True)}
    for block in _DECOMPOSED:
        for code in block:
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                found[code] = _MAINLAND.get(plain, plain)
    return found


CHARACTERS = _table()


def without_radicals(text: str) -> str:
    """A text with whole characters in the place of radicals; its length stays."""
    return text.translate(CHARACTERS)
