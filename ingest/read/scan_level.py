"""How far a scanned page is turned: the small angle by which its lines of text are not level."""

from __future__ import annotations

import numpy as np

from ingest.read.scan_pixels import Pixels, levelled, resized

_MOST = 3.5  # degrees
_STEPS = (0.5, 0.1, 0.02)
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


def _sharpness(ink: Pixels, degrees: float) -> float:
    turned = levelled(ink, degrees, paper=0, is_mask=True)
    rows = turned.sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())
