"""How much of a hostile file is read before giving up (读入的限度)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bytes and pages of the file, seconds and bytes of memory its reading may take.

    `characters` are those of the canonical text: the largest disclosures have one million.
    Of a zip (docx, xlsx, archive): `entries`, `unpacked_bytes` of all of them together, and how
    many times larger than packed one of them may be (`expansion`).
    Of scanned pages no more than `ocr_pages` are recognised; for each of them `ocr_page_seconds`
    are given beside `seconds`.
    """

    file_bytes: int = 200_000_000
    pages: int = 2000
    seconds: float = 120.0
    memory_bytes: int = 2_000_000_000
    characters: int = 10_000_000
    entries: int = 10_000
    unpacked_bytes: int = 300_000_000
    expansion: int = 200
    # Scanned pages are slow (some 3 seconds of a processor each): each lengthens the time.
    ocr_pages: int = 100
    ocr_page_seconds: float = 15.0
