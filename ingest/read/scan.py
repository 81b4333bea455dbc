"""Scanned pages (扫描件) to what a Reading holds of them, within limits; the way in to OCR.

The models are an extra ('budget-qa[ocr]'); this module can be imported without it. What is
recognised is unverified until a sum proves it: `Reading.ocr_pages` says which pages it stands on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ingest.limits import Limits
from ingest.model import Problem
from ingest.read.picture import PageBent, PageTooBusy, Picture
from ingest.read.read_page import ReadPage

INSTALL = "请安装识别扫描件的附加包（pip install 'budget-qa[ocr]'）后重新读入，或提交带文字的文件"

# Told how many pages will be recognised, before the first one is.
Announce = Callable[[int], None]
_Reader = Callable[[Picture], ReadPage]


@dataclass(frozen=True)
class Scans:
    """Scanned pages that were read, by number; and one Problem for those that were not.

    `wanted` are the numbers of all scanned pages.
    """

    pages: dict[int, ReadPage]
    problems: tuple[Problem, ...] = ()
    wanted: tuple[int, ...] = ()


def can_read_scans() -> bool:
    """Whether the extra is installed."""
    return _reader() is not None


def _reader() -> _Reader | None:
    try:
        from ingest.read.scan_page import picture_to_page
        from ingest.read.scan_recognise import PageReader, recogniser
    except ImportError:
        return None
    return lambda picture: picture_to_page(picture, PageReader(recogniser()))


def read_scans(
    numbers: Iterable[int],
    picture_of: Callable[[int], Picture],
    limits: Limits,
    announce: Announce | None = None,
) -> Scans:
    """The scanned pages with these numbers, each drawn by `picture_of` when its turn comes.

    Stops at `limits.ocr_pages` pages, and after `limits.ocr_page_seconds` for each of them.
    """
    wanted = list(numbers)
    if not wanted:
        return Scans({})
    reader = _reader()
    if reader is None:
        return Scans({}, (_unread(wanted, f"是扫描图像，没有读入；{INSTALL}"),))
    now = wanted[: limits.ocr_pages]
    late = wanted[limits.ocr_pages :]
    problems = []
    if late:
        what = f"是扫描图像，超过一份文件识别 {limits.ocr_pages} 页的限度，没有读入；请拆分后提交"
        problems.append(_unread(late, what))
    if announce is not None:
        announce(len(now))
    until = time.monotonic() + limits.ocr_page_seconds * len(now)
    pages: dict[int, ReadPage] = {}
    for done, number in enumerate(now):
        if done and time.monotonic() > until:
            what = "是扫描图像，识别超过时间限度，没有读入；请拆分后提交"
            problems.append(_unread(now[done:], what))
            break
        try:
            pages[number] = reader(picture_of(number))
        except PageTooBusy:
            what = "的图像里碎块太多，不像文字，没有读入"
            problems.append(_unread([number], what))
        except PageBent:
            what = "拍得弯曲，行不在一条直线上，没有读入；请把纸放平后重新扫描"
            problems.append(_unread([number], what))
    return Scans(pages, tuple(problems))


def _unread(numbers: list[int], what: str) -> Problem:
    shown = "、".join(map(str, numbers[:20])) + ("等" if len(numbers) > 20 else "")
    return Problem("pages_unread", f"第{shown}页{what}")
