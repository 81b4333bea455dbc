"""The names of files that administrators send."""

from __future__ import annotations

import re
import unicodedata

_LONGEST_NAME_BYTES = 200


def plain_name(name: str) -> str:
    """A client's name for a file as one name without a folder, nothing hidden in it, not too long.

    The extension stays, for it says how to read the file.
    """
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip().lstrip(".")
    stem, dot, suffix = (seen or "文件").rpartition(".")
    if not dot:
        stem, suffix = seen or "文件", ""
    room = _LONGEST_NAME_BYTES - len(suffix.encode()) - 1
    if room < 1:
        return "文件"
    return stem.encode()[:room].decode(errors="ignore") + (f".{suffix}" if suffix else "")
