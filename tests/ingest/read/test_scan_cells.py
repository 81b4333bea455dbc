"""Cells of a scanned table: what may be misread is doubted."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.read.scan_cells import ScannedPage, read_cells
from ingest.read.scan_pixels import PAPER, Pixels, Rect
from ingest.read.scan_recognise import ReadLine
from ingest.read.scan_rules import RuledCell, RuledGrid

EM = 20.0
CELL = Rect(0, 0, 200, 40)
NUMBER = Rect(100, 10, 160, 28)
GRID = RuledGrid(CELL, 1, 1, (RuledCell(0, 0, 1, 1, CELL),))


class Sure:
    """A reader that is sure of one text."""

    def read(self, line: Pixels) -> ReadLine:
        return ReadLine("3.52", 0.999, (0.999,) * 4)


@pytest.mark.parametrize(
    ("stamp", "doubted"),
    [
        (Rect(85, 5, 99, 35), True),  # where a digit would stand
        (Rect(20, 5, 40, 35), False),
        (None, False),
    ],
)
def test_a_number_with_a_stamp_over_it_or_right_beside_it_is_doubted(
    stamp: Rect | None, doubted: bool
) -> None:
    ink, stamps = (np.zeros((CELL.height, CELL.width), np.uint8) for _ in range(2))
    ink[NUMBER.y0 : NUMBER.y1, NUMBER.x0 : NUMBER.x1] = 255
    if stamp is not None:
        stamps[stamp.y0 : stamp.y1, stamp.x0 : stamp.x1] = 255
    page = ScannedPage((PAPER - ink).astype(np.uint8), ink, stamps, 2.0, EM, 0.0)
    (cell,) = read_cells(GRID, page, Sure())
    assert (cell.text, cell.doubtful) == ("3.52", doubted)
