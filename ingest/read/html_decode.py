"""Bytes of a web page to text: what a page says of its encoding is often wrong, so all are tried.

>>> decode_html("<meta charset=utf-8>预算".encode("gb18030"))[0]
'<meta charset=utf-8>预算'
"""

from __future__ import annotations

import re

from ingest.read.text import BYTE_ORDER_MARKS, unmarked_utf16

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w\-]+)", re.IGNORECASE)
# What browsers read under a name is the largest encoding of that family.
_FAMILIES = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030",
    "utf-8": "utf-8", "utf8": "utf-8", "big5": "big5hkscs", "big5-hkscs": "big5hkscs",
}  # fmt: skip
_ALWAYS_TRIED = ("utf-8", "gb18030")
_SAMPLE = 20_000  # characters
_HEAD = 4096  # bytes


def decode_html(data: bytes) -> tuple[str, int]:
    """The text, and how many places could not be decoded (each is U+FFFD in it)."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, errors="replace")
            return text, text.count("\ufffd")
    if (wide := unmarked_utf16(data)) is not None:
        return data.decode(wide, errors="replace"), 0
    declared = _DECLARED.search(data[:_HEAD])
    name = declared[1].decode("ascii").lower() if declared else ""
    encodings = dict.fromkeys((_FAMILIES.get(name, "utf-8"), *_ALWAYS_TRIED))
    fitting: list[tuple[float, str]] = []
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        fitting.append((_commonness(text), text))
    if fitting:
        # The first of equals is the declared one.
        return max(fitting, key=lambda found: found[0])[1], 0
    texts = [data.decode(encoding, errors="replace") for encoding in encodings]
    best = min(texts, key=lambda text: text.count("\ufffd"))
    return best, best.count("\ufffd")


def _commonness(text: str) -> float:
    """The share of the everyday Chinese characters (level 1 of GB 2312) among those not ASCII."""
    sample = [c for c in text[: 50 * _SAMPLE] if c > "\x7f"][:_SAMPLE]
    if not sample:
        return 1.0
    coded = (c.encode("gb2312", errors="ignore") for c in sample)
    common = sum(len(pair) == 2 and 0xB0 <= pair[0] <= 0xD7 for pair in coded)
    return common / len(sample)
