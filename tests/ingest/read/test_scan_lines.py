"""Lines of a cell by their ink: everything printed is found, and dirt is not."""

from __future__ import annotations

import numpy as np

from ingest.read.scan_lines import lines_in_cell
from ingest.read.scan_pixels import Pixels, Rect

EM = 20.0
CELL = Rect(0, 0, 400, 60)


def ink_of(*inked: Rect) -> Pixels:
    mask = np.zeros((CELL.height, CELL.width), np.uint8)
    for r in inked:
        mask[r.y0 : r.y1, r.x0 : r.x1] = 255
    return mask


def lines(*inked: Rect, faint: tuple[Rect, ...] = ()) -> list[Rect]:
    return lines_in_cell(ink_of(*inked, *faint), CELL, EM, lambda rect: rect in faint)


def test_a_lone_dash_is_a_line_and_a_speck_is_none():
    assert lines(Rect(50, 30, 62, 32)) == [Rect(50, 30, 62, 32)]
    assert lines(Rect(50, 30, 54, 34)) == []


def test_a_point_belongs_to_the_number_it_stands_beside():
    digits, point = Rect(50, 10, 60, 28), Rect(62, 25, 65, 28)
    assert lines(digits, point) == [Rect(50, 10, 65, 28)]


def test_strokes_one_above_the_other_are_one_character():
    assert lines(Rect(50, 10, 68, 12), Rect(48, 26, 70, 28)) == [Rect(48, 10, 70, 28)]


def test_two_lines_stay_two():
    assert len(lines(Rect(50, 5, 90, 25), Rect(50, 32, 90, 52))) == 2


def test_faint_ink_beside_a_word_is_left_of_a_stamp_and_alone_is_read():
    word, stroke = Rect(50, 10, 90, 28), Rect(200, 2, 212, 12)
    assert lines(word, faint=(stroke,)) == [word]
    assert lines(faint=(stroke,)) == [stroke]


def test_the_thin_strokes_of_a_list_number_belong_to_the_words_behind_them():
    # 二、 and a blank: its two strokes are so thin that the scan left them grey.
    word, strokes = Rect(122, 10, 162, 28), (Rect(80, 11, 96, 13), Rect(78, 25, 97, 27))
    assert lines(word, faint=strokes) == [Rect(78, 10, 162, 28)]
