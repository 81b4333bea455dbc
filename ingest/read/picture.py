"""The picture of a page: its pixels, and the size of the page they show."""

from __future__ import annotations

from dataclasses import dataclass

# Pixels a point that recognition works at (200 dpi), and the longest side it takes.
WORKING_SCALE = 200 / 72
LONGEST_SIDE = 3400


@dataclass(frozen=True)
class Picture:
    """Pixels as red, green and blue bytes row by row; the page's size in points."""

    number: int
    width: int
    height: int
    colours: bytes
    page_width: float
    page_height: float


class PageTooBusy(Exception):
    """A picture with more on it than a page of text has: a photograph, or one made to stall us."""


class PageBent(Exception):
    """A picture of a page that does not lie flat: its rows would be taken for others."""


def working_scale(page_width: float, page_height: float) -> float:
    """Pixels a point at which a page of this size is drawn to be recognised."""
    return min(WORKING_SCALE, LONGEST_SIDE / max(page_width, page_height, 1.0))
