"""How far a scanned page is turned: the small angle by which its lines of text are not level."""

from __future__ import annotations

import numpy as np

from ingest.read.scan_pixels import Pixels, levelled, resized

_MOST = 3.5  # degrees
_STEPS = (0.5, 0.1, 0.02)
_BENT = 1.5  # degrees between the lines of the left and of the right half
_BEND_STEP = 0.25
_SHARPER = 1.3
_SMALL_SIDE = 700  # pixels are enough to see which way lines run


def skew_of(ink: Pixels) -> float:
    """Degrees clockwise by which a page must be turned for its lines to run level.

    0 for a page with hardly any ink. Rows of ink and of paper are told apart best when the page
    is level: then the rows' sums differ most from one to the next.
    """
    if np.count_nonzero(ink) < 50:
        return 0.0
    height, width = ink.shape
    best, reach = 0.0, _MOST
    for step in _STEPS:
        # The finest step is seen only at full size.
        factor = 1.0 if step < 0.05 else min(1.0, _SMALL_SIDE / min(height, width))
        small = resized(ink, max(1, int(width * factor)), max(1, int(height * factor)))
        angles = best + np.arange(-round(reach / step), round(reach / step) + 1) * step
        best = float(max(angles, key=lambda angle: (_sharpness(small, float(angle)), -abs(angle))))
        reach = step
    return best if abs(best) <= _MOST else 0.0


def is_bent(ink: Pixels) -> bool:
    """Whether the lines of a levelled page run another way in its left half than in its right.

    So they do on a photograph of a page that does not lie flat. (On pages that do, neither half
    is a tenth sharper when turned; on a bent one at least one is by a third.)
    """
    height, width = ink.shape
    factor = min(1.0, _SMALL_SIDE / min(height, width))
    angles = np.arange(-_MOST, _MOST + _BEND_STEP / 2, _BEND_STEP)
    best: list[float] = []
    gains: list[float] = []
    for half in (ink[:, : width // 2], ink[:, width // 2 :]):
        small = resized(half, max(1, int(width // 2 * factor)), max(1, int(height * factor)))
        sharp = [_sharpness(small, float(angle)) for angle in angles]
        level = _sharpness(small, 0.0)
        if level == 0.0:
            return False
        best.append(float(angles[int(np.argmax(sharp))]))
        gains.append(max(sharp) / level)
    return max(gains) >= _SHARPER and abs(best[0] - best[1]) >= _BENT


def _sharpness(ink: Pixels, degrees: float) -> float:
    turned = levelled(ink, degrees, paper=0, is_mask=True)
    rows = turned.sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())
