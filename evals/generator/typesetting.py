"""Words and numbers into the lines of a page: any two characters may part, digits may not."""

import re
from collections.abc import Iterator, Sequence

from reportlab.pdfbase import pdfmetrics

from evals.generator.truth import Fact

Token = tuple[str, Fact | None]
LINE, PAGE = "\n", "\f"
BREAKS = (LINE, PAGE)
NEVER_FIRST = set("，。；：、）)”》％%！？")
NEVER_LAST = set("（(“《")
TOKEN = re.compile(r"[0-9A-Za-z][0-9A-Za-z,.\-]*|.", re.DOTALL)


def joined(tokens: Sequence[Token]) -> str:
    return "".join(text for text, _ in tokens if text not in BREAKS)


def to_tokens(parts: Sequence[str | Fact]) -> list[Token]:
    tokens: list[Token] = []
    for part in parts:
        fact = part if isinstance(part, Fact) else None
        text = part.text if isinstance(part, Fact) else part
        tokens += [(match.group(), fact) for match in TOKEN.finditer(text)]
    return tokens


def break_lines(
    tokens: Sequence[Token], font: str, size: float, width: float, first: float
) -> Iterator[list[Token]]:
    """Yield lines: any two characters may part, digits of a number may not.

    A break that was asked for is the last token of its line.
    """
    line: list[Token] = []
    used = first
    for token in tokens:
        if token[0] in BREAKS:
            yield [*line, token]
            line, used = [], 0.0
            continue
        wide = pdfmetrics.stringWidth(token[0], font, size)
        if line and used + wide > width and token[0] not in NEVER_FIRST:
            carried = [line.pop()] if line[-1][0] in NEVER_LAST and len(line) > 1 else []
            yield line
            line = carried
            used = sum(pdfmetrics.stringWidth(text, font, size) for text, _ in line)
        line.append(token)
        used += wide
    yield line
