"""enumerated: the names that a sentence or a numbered list enumerates, in their order.

>>> enumerated("直属单位包括：后勤服务中心、文印中心。")
('后勤服务中心', '文印中心')
"""

from __future__ import annotations

import re

_NUMBERED = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十\d]{1,3}\s*[.．、])\s*(?P<name>.+)$"
)
_OPENS = re.compile(r"包括\s*[：:]?|分别[为是]\s*[：:]?|[：:]")
_MARKS = "。；;，, 　"


def enumerated(text: str) -> tuple[str, ...]:
    """The names that lines with numbers or the words behind a colon list; () for fewer than two."""
    lines = [m["name"].strip(_MARKS) for line in text.splitlines() if (m := _NUMBERED.match(line))]
    if len(lines) > 1:
        return tuple(lines)
    opened = _OPENS.search(text)
    tail = re.split("[。；;]", text[opened.end() :])[0] if opened else ""
    names = [name.strip(_MARKS) for name in tail.split("、")]
    return tuple(n for n in names if n) if len(names) > 1 else ()
