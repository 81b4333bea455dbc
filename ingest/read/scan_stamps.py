"""Red stamps (红章) taken out of a coloured page by their colour, before anything is recognised.

Only ink the size of a stamp is taken out: red characters (a headline, a negative amount) stay.
What is printed in black below a stamp stays too.
"""

from __future__ import annotations

import numpy as np

from ingest.read.scan_pixels import PAPER, Pixels, blobs, closed, grown, smoothed

_REDDER = 38  # of 255: red above both green and blue
# Of a stamp, in points.
_SMALLEST, _LARGEST = 42.0, 260.0
_STROKES_APART = 14.0
_MOST_OBLONG = 2.2
_EDGE = 45  # of 255: how much darker than paper its edges may be
_USUAL = 30  # of 100: less of a stamp has print below it
_CONTRAST = 2.5  # print below a stamp is fainter than elsewhere


def grey_of(colours: Pixels, unit: float) -> tuple[Pixels, Pixels]:
    """A page in red, green and blue as grey pixels without its red stamps; a mask of those."""
    first = colours[:, :, 0]
    if np.array_equal(first, colours[:, :, 1]) and np.array_equal(first, colours[:, :, 2]):
        return first.copy(), np.zeros_like(first)  # scanned in grey
    red, green, blue = (colours[:, :, i].astype(np.int32) for i in range(3))
    # As eyes weigh them (ITU-R BT.601).
    grey = ((299 * red + 587 * green + 114 * blue) // 1000).astype(np.uint8)
    reddish = np.where(red - np.maximum(green, blue) > _REDDER, 255, 0).astype(np.uint8)
    stamps = np.zeros_like(grey)
    if not reddish.any():
        return grey, stamps
    joined = closed(reddish, round(_STROKES_APART * unit), round(_STROKES_APART * unit))
    for blob in blobs(joined):
        r = blob.rect
        long, short = max(r.width, r.height), min(r.width, r.height)
        if short >= _SMALLEST * unit and long <= _LARGEST * unit and long <= _MOST_OBLONG * short:
            window = np.s_[r.y0 : r.y1, r.x0 : r.x1]
            stamped = reddish[window]
            beside = grown(stamped, 3) == 0
            paper = int(np.median(grey[window][beside])) if beside.any() else PAPER
            # Its own red is paper, and so is what is as light; what is darker in both is print
            # below it. (Compression smears colours, which darkens the red of a stamp's edges;
            # grain darkens single pixels.)
            let_through = smoothed(red[window].astype(np.uint8)).astype(np.float64)
            light = smoothed(grey[window]).astype(np.float64)
            usual = [np.percentile(of[stamped > 0], _USUAL) for of in (let_through, light)]
            shares = [let_through / max(1.0, usual[0]), light / max(1.0, usual[1])]
            through = np.minimum(np.maximum(*shares), 1)
            print_below = (paper * through**_CONTRAST).astype(np.uint8)
            lighter = np.maximum(let_through + _EDGE, paper * through)
            edge = np.minimum(lighter, paper).astype(np.uint8)
            within = grown(PAPER - stamped, 2) == 0
            cleaned = np.where(within, print_below, edge)
            grey[window] = np.where(beside, grey[window], cleaned)
            stamps[window] = np.maximum(stamps[window], stamped)
    return grey, stamps
