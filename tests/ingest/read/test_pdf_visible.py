"""Text that a reader of the page cannot see is left out and reported, whatever hides it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from ingest.limits import Limits
from ingest.model import Check, Document
from ingest.parse import parse_document, reading_to_document
from ingest.read.pdf import pdf_to_reading
from ingest.read.reading import Reading
from tests.ingest.drawn_pdf import DrawnPdf
from tests.ingest.written_pdf import written_pdf

SEEN, HIDDEN = "支出总计3204.1万元", "支出总计1万元"


def _read(path: Path) -> Reading:
    return pdf_to_reading(path, path.name, Limits())


def _white_on_white(drawn: DrawnPdf) -> None:
    drawn.canvas.setFillGray(1)
    drawn.write(60, 200, HIDDEN)


def _nearly_white(drawn: DrawnPdf) -> None:
    drawn.canvas.setFillGray(0.99)
    drawn.write(60, 200, HIDDEN)


def _in_the_colour_of_its_box(drawn: DrawnPdf) -> None:
    drawn.canvas.setFillColorRGB(0.1, 0.2, 0.5)
    drawn.canvas.rect(50, 600, 300, 60, stroke=0, fill=1)
    drawn.write(60, 842 - 630, HIDDEN)


def _white_on_a_white_box_on_a_dark_one(drawn: DrawnPdf) -> None:
    drawn.canvas.setFillColorRGB(0.1, 0.2, 0.5)
    drawn.canvas.rect(50, 600, 300, 60, stroke=0, fill=1)
    drawn.canvas.setFillGray(1)
    drawn.canvas.rect(55, 610, 250, 40, stroke=0, fill=1)
    drawn.write(60, 842 - 630, HIDDEN)


def _under_a_box(drawn: DrawnPdf) -> None:
    drawn.write(60, 842 - 630, HIDDEN)
    drawn.canvas.setFillGray(1)
    drawn.canvas.rect(50, 600, 300, 60, stroke=0, fill=1)


def _under_a_picture(drawn: DrawnPdf) -> None:
    drawn.write(60, 842 - 630, HIDDEN)
    picture = ImageReader(Image.new("RGB", (30, 6), "lightblue"))
    drawn.canvas.drawImage(picture, 50, 600, 300, 60)


def _white_on_a_white_picture(drawn: DrawnPdf) -> None:
    drawn.canvas.drawImage(ImageReader(Image.new("RGB", (30, 6), "white")), 50, 600, 300, 60)
    drawn.canvas.setFillGray(1)
    drawn.write(60, 842 - 630, HIDDEN)


def _transparent(drawn: DrawnPdf) -> None:
    drawn.canvas.setFillAlpha(0.01)
    drawn.write(60, 200, HIDDEN)


def _invisible_mode(drawn: DrawnPdf) -> None:
    words = drawn.canvas.beginText(60, 600)
    words.setTextRenderMode(3)
    words.textOut(HIDDEN)
    drawn.canvas.drawText(words)


def _tiny(drawn: DrawnPdf) -> None:
    drawn.canvas.setFont("STSong-Light", 0.6)
    drawn.write(60, 200, HIDDEN)


def _scaled_down(drawn: DrawnPdf) -> None:
    drawn.canvas.translate(60, 600)
    drawn.canvas.scale(0.05, 0.05)
    drawn.canvas.drawString(0, 0, HIDDEN)


def _off_the_page(drawn: DrawnPdf) -> None:
    drawn.write(700, 200, HIDDEN)


def _clipped_away(drawn: DrawnPdf) -> None:
    path = drawn.canvas.beginPath()
    path.rect(300, 300, 100, 20)
    drawn.canvas.clipPath(path, stroke=0)
    drawn.write(60, 200, HIDDEN)


def _white_inside_a_form(drawn: DrawnPdf) -> None:
    drawn.canvas.beginForm("inner")
    drawn.canvas.setFont("STSong-Light", 10)
    drawn.canvas.setFillGray(1)
    drawn.canvas.drawString(60, 600, HIDDEN)
    drawn.canvas.endForm()
    drawn.canvas.doForm("inner")


HIDING = [
    _white_on_white, _nearly_white, _in_the_colour_of_its_box, _white_on_a_white_box_on_a_dark_one,
    _under_a_box, _under_a_picture, _white_on_a_white_picture, _transparent, _invisible_mode,
    _tiny, _scaled_down, _off_the_page, _clipped_away, _white_inside_a_form,
]  # fmt: skip


@pytest.mark.parametrize("hide", HIDING, ids=lambda hide: hide.__name__.strip("_"))
def test_hidden_text_is_left_out_and_reported(
    tmp_path: Path, hide: Callable[[DrawnPdf], None]
) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.write(60, 60, SEEN)
    hide(drawn)
    reading = _read(drawn.save())
    assert reading.text.split() == [SEEN]
    codes = [p.code for p in reading.problems if p.code != "pictures_unread"]
    assert codes == ["unseen_text"]
    assert HIDDEN in reading.problems[-1].message


def _on_a_dark_box(drawn: DrawnPdf) -> None:
    drawn.canvas.setFillColorRGB(0.1, 0.2, 0.5)
    drawn.canvas.rect(50, 700, 300, 120, stroke=0, fill=1)
    drawn.canvas.setFillGray(1)


def _on_a_dark_picture(drawn: DrawnPdf) -> None:
    drawn.canvas.drawImage(ImageReader(Image.new("RGB", (30, 6), "navy")), 50, 700, 300, 120)
    drawn.canvas.setFillGray(1)


def _on_shading(drawn: DrawnPdf) -> None:
    drawn.canvas.setFillGray(0.9)
    drawn.canvas.rect(50, 700, 300, 120, stroke=0, fill=1)
    drawn.canvas.setFillGray(0)


def _outlined(drawn: DrawnPdf) -> None:
    drawn.canvas.setFillGray(1)
    drawn.canvas._code.append("1 Tr")  # outlined text, as headings are


def _within_a_clip(drawn: DrawnPdf) -> None:
    path = drawn.canvas.beginPath()
    path.rect(50, 700, 300, 120)
    drawn.canvas.clipPath(path, stroke=0)


@pytest.mark.parametrize(
    "prepare",
    [_on_a_dark_box, _on_a_dark_picture, _on_shading, _outlined, _within_a_clip],
    ids=lambda prepare: prepare.__name__.strip("_"),
)
def test_text_that_is_seen_is_kept(tmp_path: Path, prepare: Callable[[DrawnPdf], None]) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    prepare(drawn)
    drawn.write(60, 60, SEEN)
    reading = _read(drawn.save())
    assert (reading.text.split(), reading.problems) == ([SEEN], ())


def _marker(drawn: DrawnPdf) -> None:
    drawn.canvas.setFillColorRGB(1, 1, 0)
    drawn.canvas.setFillAlpha(0.4)
    drawn.canvas.rect(50, 760, 300, 40, stroke=0, fill=1)


def _seal(drawn: DrawnPdf) -> None:
    seal = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    drawn.canvas.drawImage(ImageReader(seal), 50, 760, 300, 40, mask="auto")


def _clipped_box(drawn: DrawnPdf) -> None:
    path = drawn.canvas.beginPath()
    path.rect(50, 100, 300, 40)
    drawn.canvas.clipPath(path, stroke=0)
    drawn.canvas.setFillGray(1)
    drawn.canvas.rect(0, 0, 595, 842, stroke=0, fill=1)


@pytest.mark.parametrize(
    "paint", [_marker, _seal, _clipped_box], ids=lambda paint: paint.__name__.strip("_")
)
def test_what_lets_text_show_through_hides_nothing(
    tmp_path: Path, paint: Callable[[DrawnPdf], None]
) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.write(60, 60, SEEN)
    paint(drawn)
    reading = _read(drawn.save())
    assert (reading.text.split(), reading.problems) == ([SEEN], ())


def test_a_word_cut_by_the_border_of_its_cell_is_kept_whole(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    path = drawn.canvas.beginPath()
    path.rect(50, 700, 60, 120)
    drawn.canvas.clipPath(path, stroke=0)
    drawn.write(60, 60, SEEN)
    assert _read(drawn.save()).text.split() == [SEEN]


def _clipped_at(right: float, text: str, path: Path) -> Reading:
    """A number of 10 points drawn from 60 on, of which nothing shows beyond `right`."""
    drawn = DrawnPdf(path / "a.pdf")
    clip = drawn.canvas.beginPath()
    clip.rect(50, 700, right - 50, 120)
    drawn.canvas.clipPath(clip, stroke=0)
    drawn.write(60, 60, text)
    return _read(drawn.save())


def test_a_number_of_which_a_part_is_clipped_away_is_told(tmp_path: Path) -> None:
    reading = _clipped_at(85, "1234567.89", tmp_path)
    (problem,) = reading.problems
    assert problem.code == "cut_number"
    assert "第1页有 1 个数在页面上只露出一部分：“1234567.89”" in problem.message


def test_a_figure_of_which_a_part_is_clipped_away_is_unverified(tmp_path: Path) -> None:
    sentence = "2024年公务接待费1234567.89万元。"
    whole = _clipped_at(500, sentence, tmp_path)
    cut = _clipped_at(150, sentence, tmp_path)
    checks = [
        [f.check for f in reading_to_document(reading, "a.pdf").figures] for reading in (whole, cut)
    ]
    assert checks == [[Check.UNCHECKED], [Check.UNVERIFIED]]


@pytest.mark.parametrize("missing", [0.0, 2.0], ids=["whole", "its last edge cut"])
def test_a_number_whose_digits_can_all_be_told_is_not_doubted(
    tmp_path: Path, missing: float
) -> None:
    shown = _clipped_at(500, "1234567.89", tmp_path)
    ((_, _, box),) = shown.boxes
    assert _clipped_at(box.x1 - missing, "1234567.89", tmp_path).problems == ()


@pytest.mark.parametrize("off", [True, False])
@pytest.mark.parametrize(
    "hidden",
    [
        "/OC /L BDC BT /F 12 Tf 60 600 Td (1.00) Tj ET EMC",
        "/OC /M BDC BT /F 12 Tf 60 600 Td (1.00) Tj ET EMC",
        "/X Do",
    ],
    ids=["words", "words by membership", "form"],
)
def test_a_layer_that_is_off_is_not_read(tmp_path: Path, hidden: str, off: bool) -> None:
    content = f"BT /F 12 Tf 60 700 Td (3204.1) Tj ET {hidden}"
    path = written_pdf(tmp_path / "a.pdf", content, layer_is_off=off)
    assert _read(path).text.split() == (["3204.1"] if off else ["3204.1", "1.00"])


def test_hidden_text_changes_no_total(tmp_path: Path) -> None:
    def parsed(name: str, *, poisoned: bool) -> Document:
        drawn = DrawnPdf(tmp_path / name)
        drawn.write(200, 60, "2025年部门支出预算总表")
        drawn.write(320, 80, "单位：万元")
        drawn.table(
            90, [120.0, 90.0], [["项目", "合计"], ["教育支出", "3204.10"], ["合计", "3204.10"]]
        )
        if poisoned:
            drawn.canvas.setFillGray(1)
            drawn.write(240, 90 + 22 * 2 + 14, "9")
            drawn.write(183, 90 + 22 * 2 + 14, "1.00")
            drawn.write(200, 300, "2025年支出预算总计1万元。")
        return parse_document(drawn.save())

    clean, poisoned = parsed("a.pdf", poisoned=False), parsed("b.pdf", poisoned=True)
    assert [f.printed for f in clean.figures] == ["3204.10", "3204.10"]
    assert [(f.printed, f.quantity, f.check) for f in poisoned.figures] == [
        (f.printed, f.quantity, f.check) for f in clean.figures
    ]
    assert "unseen_text" in {problem.code for problem in poisoned.problems}
