"""Pictures on pages of text that may hold a table: what stands in them is not read, and is told.

A picture that lies below the text (a background, a watermark) is none of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.model import Box, Problem
from ingest.read.pdf_text import PageChars

# Large enough for a table of three rows.
_WIDE = 0.35  # of the page's width
_HIGH = 50.0  # points
_TOUCHING = 3.0  # points between the strips that one picture is cut into
_BACKGROUND = 10  # characters upon it
_SHOWN = 20


def unread_pictures(sheets: Sequence[PageChars]) -> list[Problem]:
    """One Problem that names the pages of text with such pictures; none where there are none."""
    pages = [sheet.number for sheet in sheets if _large_pictures(sheet)]
    if not pages:
        return []
    shown = "、".join(map(str, pages[:_SHOWN])) + ("等" if len(pages) > _SHOWN else "")
    return [
        Problem(
            "pictures_unread",
            f"第{shown}页的文字之间有图片，图片里的字和表没有读入；"
            "其中若有数据，请对照页面核对，或提交带文字的文件",
        )
    ]


def _large_pictures(sheet: PageChars) -> list[Box]:
    return [
        box
        for box in _joined(sheet.pictures)
        if box.x1 - box.x0 >= _WIDE * sheet.width
        and box.bottom - box.top >= _HIGH
        and sum(_is_upon(box, sheet)) < _BACKGROUND
    ]


def _is_upon(box: Box, sheet: PageChars) -> list[bool]:
    """For each printed character whether it stands upon a picture."""
    return [
        box.x0 <= (char.x0 + char.x1) / 2 <= box.x1
        and box.top <= (char.top + char.bottom) / 2 <= box.bottom
        for char in sheet.chars
        if char.has_box and char.text.strip()
    ]


def _joined(pictures: Sequence[Box]) -> list[Box]:
    """Pictures that touch, as one."""
    whole: list[Box] = []
    shown = [box for box in pictures if box.x0 < box.x1 and box.top < box.bottom]
    for picture in sorted(shown, key=lambda box: (box.top, box.x0)):
        touching = [box for box in whole if _touch(box, picture)]
        whole = [box for box in whole if box not in touching]
        whole.append(Box.around((*touching, picture)))
    return whole


def _touch(one: Box, other: Box) -> bool:
    return (
        other.x0 - one.x1 <= _TOUCHING
        and one.x0 - other.x1 <= _TOUCHING
        and other.top - one.bottom <= _TOUCHING
        and one.top - other.bottom <= _TOUCHING
    )
