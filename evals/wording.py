"""Words compared as a reader would: white space, width and the shape of quotation marks aside."""

import re
import unicodedata

_QUOTES = str.maketrans(dict.fromkeys("“”„‟「」『』＂'‘’", '"'))
_SPACE = re.compile(r"\s+")


def squeeze(text: str) -> str:
    """The text without white space, in one width and with one kind of quotation mark.

    >>> squeeze("无“三公” 经费")
    '无"三公"经费'
    """
    return _SPACE.sub("", unicodedata.normalize("NFKC", text).translate(_QUOTES))


def contains(text: str, part: str) -> bool:
    """Whether ``part`` stands in ``text``, compared squeezed."""
    return squeeze(part) in squeeze(text)
