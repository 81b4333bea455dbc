"""What is done to the pixels of a scanned page: ink told from paper, lines, blobs, turning.

This is the only file that knows OpenCV. Pictures are arrays of bytes, rows first: grey ones
(0 black, 255 paper) of two dimensions; masks hold 0 and 255.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from ingest.read.picture import PageTooBusy

Pixels: TypeAlias = npt.NDArray[np.uint8]

PAPER = 255
_NEIGHBOURHOOD = 14  # points around a pixel whose mean says what paper is like there
_MOST_BLOBS = 60_000  # a dense page of characters has 8000
_DARKER = 22  # of 255 than paper around it: ink


@dataclass(frozen=True)
class Rect:
    """A rectangle of pixels, half-open."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.y1 - self.y0

    def moved(self, right: int, down: int) -> Rect:
        """The same rectangle elsewhere."""
        return Rect(self.x0 + right, self.y0 + down, self.x1 + right, self.y1 + down)

    def gap(self, other: Rect) -> int:
        """Pixels between two rectangles, along the axis that parts them most."""
        across = max(self.x0, other.x0) - min(self.x1, other.x1)
        return max(0, across, max(self.y0, other.y0) - min(self.y1, other.y1))

    def joined(self, other: Rect) -> Rect:
        """The smallest rectangle around both."""
        return Rect(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )


@dataclass(frozen=True)
class Blob:
    """Connected ink: the rectangle around it, and how many pixels it has."""

    rect: Rect
    area: int


def ink_of(grey: Pixels, unit: float) -> Pixels:
    """Mask of what is darker than the paper around it. `unit` is pixels a point."""
    size = int(_NEIGHBOURHOOD * unit) | 1
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    mask = cv2.adaptiveThreshold(
        smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, size, _DARKER
    )
    return np.asarray(mask, dtype=np.uint8)


def blobs(mask: Pixels) -> list[Blob]:
    """Connected pieces of a mask. Raises PageTooBusy."""
    return labelled(mask)[1]


def labelled(mask: Pixels) -> tuple[npt.NDArray[np.int32], list[Blob]]:
    """Connected pieces of a mask, and for each pixel the number (from 1) of its piece.

    Raises PageTooBusy.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if count > _MOST_BLOBS:
        raise PageTooBusy
    found = [Blob(Rect(x, y, x + w, y + h), area) for x, y, w, h, area in stats[1:].tolist()]
    return np.asarray(labels, dtype=np.int32), found


def without(mask: Pixels, unwanted: Pixels) -> Pixels:
    """A mask less another."""
    return np.asarray(cv2.bitwise_and(mask, cv2.bitwise_not(unwanted)), dtype=np.uint8)


def closed(mask: Pixels, width: int, height: int) -> Pixels:
    """A mask with gaps up to `width` × `height` pixels filled."""
    kernel = np.ones((max(1, height), max(1, width)), np.uint8)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel), dtype=np.uint8)


def opened(mask: Pixels, width: int, height: int) -> Pixels:
    """A mask less whatever is not at least `width` × `height` pixels."""
    kernel = np.ones((max(1, height), max(1, width)), np.uint8)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel), dtype=np.uint8)


def grown(mask: Pixels, by: int) -> Pixels:
    """A mask grown by some pixels on all sides."""
    kernel = np.ones((2 * by + 1, 2 * by + 1), np.uint8)
    return np.asarray(cv2.dilate(mask, kernel), dtype=np.uint8)


def smoothed(picture: Pixels) -> Pixels:
    """A picture with less grain, each pixel mixed with those around it."""
    return np.asarray(cv2.GaussianBlur(picture, (3, 3), 0), dtype=np.uint8)


def resized(picture: Pixels, width: int, height: int) -> Pixels:
    """A picture of another size."""
    smaller = width * height < picture.shape[0] * picture.shape[1]
    how = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, (width, height), interpolation=how), dtype=np.uint8)


def quarter_turned(picture: Pixels, degrees: int) -> Pixels:
    """A picture turned clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(picture, k=-(degrees // 90) % 4))


def levelled(picture: Pixels, degrees: float, paper: int = PAPER, is_mask: bool = False) -> Pixels:
    """A picture turned clockwise by a small angle about its middle, its size kept."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    how = cv2.INTER_NEAREST if is_mask else cv2.INTER_CUBIC
    turned = cv2.warpAffine(picture, matrix, (width, height), flags=how, borderValue=(paper,) * 3)
    return np.asarray(turned, dtype=np.uint8)
