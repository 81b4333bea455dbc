"""Red stamps (红章) taken out of a coloured page by their colour, before anything is recognised.

Only ink the size of a stamp is taken out: red characters (a headline, a negative amount) stay.
What is printed in black below a stamp stays too.
"""

from __future__ import annotations

import numpy as np

from ingest.read.scan_pixels import PAPER, Pixels, blobs, closed, grown

_REDDER = 38  # of 255: red above both green and blue
# Of a stamp, in points.
_SMALLEST, _LARGEST = 42.0, 260.0
_STROKES_APART = 14.0
_MOST_OBLONG = 2.2
_EDGE = 45  # of 255: how much darker than paper its edges may be
_CONTRAST = 2.5  # print below a stamp is fainter than elsewhere


def grey_of(colours: Pixels, unit: float) -> Pixels:
    """A page in red, green and blue as grey pixels without its red stamps."""
    red, green, blue = (colours[:, :, i].astype(np.int32) for i in range(3))
    # As eyes weigh them (ITU-R BT.601).
    grey = ((299 * red + 587 * green + 114 * blue) // 1000).astype(np.uint8)
    reddish = np.where(red - np.maximum(green, blue) > _REDDER, 255, 0).astype(np.uint8)
    if not reddish.any():
        return grey
    joined = closed(reddish, round(_STROKES_APART * unit), round(_STROKES_APART * unit))
    for blob in blobs(joined):
        r = blob.rect
        long, short = max(r.width, r.height), min(r.width, r.height)
        if short >= _SMALLEST * unit and long <= _LARGEST * unit and long <= _MOST_OBLONG * short:
            window = np.s_[r.y0 : r.y1, r.x0 : r.x1]
            stamped = reddish[window]
            # Its own red is paper; whatever lets less red through is print below it.
            through = np.minimum(red[window] / max(1.0, np.median(red[window][stamped > 0])), 1)
            print_below = (PAPER * through**_CONTRAST).astype(np.uint8)
            # Its edges are darkened by the compression of the picture: print is looked for within.
            edge = np.minimum(red[window] + _EDGE, PAPER).astype(np.uint8)
            within = grown(PAPER - stamped, 2) == 0
            cleaned = np.where(within, print_below, edge)
            grey[window] = np.where(grown(stamped, 3) > 0, cleaned, grey[window])
    return grey
