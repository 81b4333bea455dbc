"""Pictures between the words of a page: one large enough for a table is told, none is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from ingest.limits import Limits
from ingest.model import Problem
from ingest.read.pdf import pdf_to_reading
from tests.ingest.drawn_pdf import DrawnPdf

WORDS = "全年支出决算一千二百三十四万元，与上年相比增加，主要原因是新增项目。"
TOLD = (
    "第1页的文字之间有图片，图片里的字和表没有读入；"
    "其中若有数据，请对照页面核对，或提交带文字的文件"
)


def problems(path: Path, *pictures: tuple[float, float, float, float]) -> list[Problem]:
    """Of an A4 page with a sentence at its top; pictures are x, y from below, width, height."""
    page = DrawnPdf(path)
    for x, y, width, height in pictures:
        page.canvas.drawInlineImage(Image.new("L", (60, 40), 230), x, y, width, height)
    page.write(60, 60, WORDS)
    page.write(60, 80, WORDS)
    return list(pdf_to_reading(page.save(), path.name, Limits()).problems)


@pytest.mark.parametrize(
    "pictures",
    [
        [(60, 300, 400, 200)],
        [(60, 300 + 20 * i, 400, 20) for i in range(6)],  # one picture cut into strips
    ],
)
def test_a_page_with_a_picture_that_may_hold_a_table_is_named(
    tmp_path: Path, pictures: list[tuple[float, float, float, float]]
) -> None:
    told = problems(tmp_path / "a.pdf", *pictures)
    assert [(p.code, p.message) for p in told] == [("pictures_unread", TOLD)]


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param((60, 300, 80, 80), id="logo"),
        pytest.param((60, 300, 400, 20), id="line"),
        pytest.param((0, 0, 595, 842), id="background"),
    ],
)
def test_small_pictures_and_what_lies_below_the_text_are_not(
    tmp_path: Path, picture: tuple[float, float, float, float]
) -> None:
    assert problems(tmp_path / "a.pdf", picture) == []
