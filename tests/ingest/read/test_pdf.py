"""PDFs: canonical text, places of cells, and what a reader of the page cannot see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from ingest.errors import DamagedPdf, EncryptedPdf, NoTextLayer, TooManyPages
from ingest.limits import Limits
from ingest.read import pdf_grids
from ingest.read.pdf import pdf_to_reading
from ingest.read.pdf_text import render_page
from ingest.read.reading import GridCell, Reading
from ingest.read.ruled import RuledPage
from tests.ingest.drawn_pdf import FONT, ROW, SIZE, DrawnPdf

WIDTHS = [120.0, 90.0, 90.0]
ROWS = [["项目", "合计", "基本支出"], ["教育支出", "1,234.50", "—"], ["合计", "1,234.50", ""]]


def _read(path: Path) -> Reading:
    return pdf_to_reading(path, path.name, Limits())


def _cell(reading: Reading, row: int, column: int) -> GridCell:
    return next(c for c in reading.grids[0].cells if (c.row, c.column) == (row, column))


def _table(path: Path, rotation: int = 0) -> Path:
    drawn = DrawnPdf(path, rotation=rotation)
    drawn.write(200, 60, "支出预算总表")
    drawn.write(320, 80, "单位：万元")
    drawn.table(90, WIDTHS, ROWS)
    return drawn.save()


def test_a_ruled_table_becomes_a_grid_whose_cells_stand_in_the_text(tmp_path: Path) -> None:
    reading = _read(_table(tmp_path / "a.pdf"))
    (grid,) = reading.grids
    assert (grid.rows, grid.columns) == (3, 3)
    assert [cell.text for cell in grid.cells] == [word for row in ROWS for word in row]
    number = _cell(reading, 1, 1)
    assert reading.text[number.source.start : number.source.end] == "1,234.50"
    assert reading.problems == ()


def test_a_blank_cell_has_a_page_and_a_box_and_no_text(tmp_path: Path) -> None:
    source = _cell(_read(_table(tmp_path / "a.pdf")), 2, 2).source
    assert source.start == source.end and source.page == 1
    assert source.box is not None and round(source.box.x0) == 270


def test_text_outside_the_grid_is_prose_and_text_inside_is_not(tmp_path: Path) -> None:
    reading = _read(_table(tmp_path / "a.pdf"))
    inside = "".join(reading.text[start:end] for start, end in reading.table_spans)
    assert "1,234.50" in inside and "支出预算总表" not in inside


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_shown_sideways_or_upside_down_is_read_upright(
    tmp_path: Path, rotation: int
) -> None:
    upright = _read(_table(tmp_path / "upright.pdf"))
    turned = _read(_table(tmp_path / "turned.pdf", rotation))
    assert [cell.text for cell in turned.grids[0].cells] == [w for row in ROWS for w in row]
    assert turned.pages == upright.pages
    for one, other in zip(upright.grids[0].cells, turned.grids[0].cells, strict=True):
        assert one.source.box is not None and other.source.box is not None
        assert abs(one.source.box.x0 - other.source.box.x0) < 0.1
        assert abs(one.source.box.top - other.source.box.top) < 0.1
    assert turned.problems == ()


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_boxes_are_those_of_the_page_as_displayed(tmp_path: Path, rotation: int) -> None:
    """The page is stored turned and shown upright by its /Rotate, as landscape tables are."""
    drawn = DrawnPdf(tmp_path / "a.pdf", size=(595, 842), rotation=rotation)
    move = {90: (595, 0), 180: (595, 842), 270: (0, 842)}[rotation]
    drawn.canvas.translate(*move)
    drawn.canvas.rotate(rotation)
    drawn.table(842 - 400, WIDTHS, ROWS)
    reading = _read(drawn.save())
    width, height = (842, 595) if rotation in (90, 270) else (595, 842)
    assert (round(reading.pages[0].width), round(reading.pages[0].height)) == (width, height)
    assert [cell.text for cell in reading.grids[0].cells] == [w for row in ROWS for w in row]
    box = reading.grids[0].box
    assert box is not None
    assert (round(box.x0), round(box.top)) == (60, height - 400)
    assert reading.problems == ()


def test_a_cell_is_read_by_place_whatever_the_order_of_the_text(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.table(90, [60.0, 60.0], [["", ""], ["1.00", "2.00"]])
    drawn.write(123, 110, "小计")
    drawn.write(63, 109, "待费")
    drawn.write(63, 99, "公务接")
    reading = _read(drawn.save())
    assert _cell(reading, 0, 0).text == "公务接\n待费"
    assert _cell(reading, 0, 1).text == "小计"


def test_a_number_wider_than_its_cell_stays_whole(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.table(90, [60.0, 60.0], [["", ""], ["一", "二"]])
    drawn.write(119, 104, "82,096,797.42")
    reading = _read(drawn.save())
    assert (_cell(reading, 0, 0).text, _cell(reading, 0, 1).text) == ("", "82,096,797.42")


def test_a_page_number_across_the_lowest_line_of_a_table_is_none_of_its_cells(
    tmp_path: Path,
) -> None:
    drawn = DrawnPdf(tmp_path / "foot.pdf")
    drawn.table(100, [150, 100], [["项目", "决算数"], ["住房保障支出", "150.65"]])
    drawn.write(100, 100 + 2 * ROW + 2, "9")
    reading = _read(drawn.save())
    assert [_cell(reading, 1, column).text for column in (0, 1)] == ["住房保障支出", "150.65"]
    low = DrawnPdf(tmp_path / "low.pdf")
    low.table(100, [150, 100], [["项目", "决算数"], ["住房保障支出", ""]])
    low.write(220, 100 + 2 * ROW + 2, "9")
    assert _cell(_read(low.save()), 1, 1).text == "9"


def test_a_table_open_at_the_sides_keeps_its_outer_columns(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.table(90, WIDTHS, ROWS, sides=False)
    reading = _read(drawn.save())
    assert [cell.text for cell in reading.grids[0].cells] == [word for row in ROWS for word in row]


def test_shading_is_no_ruling(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.canvas.setFillGray(1)
    for i in range(6):
        drawn.canvas.rect(60, 500 + 30 * i, 300, 30, stroke=0, fill=1)
    drawn.canvas.setFillGray(0)
    drawn.write(80, 300, "只有正文的一页")
    assert _read(drawn.save()).grids == ()


def test_white_text_on_paper_is_left_out_and_reported(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.write(60, 60, "支出总计3204.1万元")
    drawn.canvas.setFillGray(1)
    drawn.write(60, 80, "支出总计1万元")
    reading = _read(drawn.save())
    assert "3204.1" in reading.text and "总计1万" not in reading.text
    assert [problem.code for problem in reading.problems] == ["unseen_text"]


def test_white_text_on_a_dark_header_is_read(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.canvas.setFillColorRGB(0.1, 0.2, 0.5)
    drawn.canvas.rect(50, 700, 300, 60, stroke=0, fill=1)
    drawn.canvas.setFillGray(1)
    drawn.write(60, 842 - 720, "预算数")
    assert "预算数" in _read(drawn.save()).text


def test_text_drawn_invisibly_or_outside_the_page_is_left_out(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.write(60, 60, "看得见")
    drawn.write(60, 1200, "页外的字")
    hidden = drawn.canvas.beginText(60, 700)
    hidden.setTextRenderMode(3)
    hidden.textOut("隐形的字")
    drawn.canvas.drawText(hidden)
    reading = _read(drawn.save())
    assert reading.text.strip() == "看得见"
    assert "页外的字" in reading.problems[0].message


def test_text_that_the_page_cuts_off_is_left_out(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    frame = drawn.canvas.beginPath()
    frame.rect(50, drawn.height - 100, 400, 60)
    drawn.canvas.clipPath(frame, stroke=0, fill=0)
    drawn.write(60, 90, "行政运行支出3204.1万元")
    drawn.write(60, 130, "购房补贴支出268.77万元")
    reading = _read(drawn.save())
    assert reading.text.strip() == "行政运行支出3204.1万元"
    assert "购房补贴" in reading.problems[0].message


def test_digits_that_another_reader_sees_differently_are_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Doubting(pdf_grids.PlumbedPdf):
        def page(self, number: int) -> RuledPage | None:
            page = super().page(number)
            return page and RuledPage(page.tables, tuple(("8", x, y) for _, x, y in page.digits))

    monkeypatch.setattr(pdf_grids, "PlumbedPdf", Doubting)
    reading = _read(_table(tmp_path / "a.pdf"))
    assert {problem.code for problem in reading.problems} == {"digits_differ"}
    assert "请核对原文" in reading.problems[0].message


def test_a_title_stored_as_hex_of_gbk_is_decoded(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.canvas.setTitle(f"<{'某局2018年度预算'.encode('gbk').hex().upper()}>")
    drawn.write(60, 60, "正文")
    assert _read(drawn.save()).metadata["title"] == "某局2018年度预算"


def test_pages_tile_the_text(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.write(60, 60, "第一页")
    drawn.next_page()
    drawn.write(60, 60, "第二页")
    reading = _read(drawn.save())
    assert [reading.text[page.start : page.end] for page in reading.pages] == [
        "第一页\n",
        "第二页\n",
    ]
    assert reading.page_at(reading.text.index("第二")) == 2


def test_a_page_is_drawn_as_png(tmp_path: Path) -> None:
    path = _table(tmp_path / "a.pdf")
    assert render_page(path, 1, 72).startswith(b"\x89PNG")
    with pytest.raises(IndexError):
        render_page(path, 2, 72)


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    for _ in range(3):
        drawn.write(60, 60, "页")
        drawn.next_page()
    with pytest.raises(TooManyPages, match=r"有 4 页，超过 2 页的限度"):
        pdf_to_reading(drawn.save(), "a.pdf", Limits(pages=2))


def test_a_scan_without_text_says_so(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.canvas.rect(60, 60, 200, 200, fill=1)
    with pytest.raises(NoTextLayer, match="扫描件"):
        _read(drawn.save())


def test_a_truncated_pdf_is_refused_or_read_but_never_crashes(tmp_path: Path) -> None:
    whole = _table(tmp_path / "a.pdf").read_bytes()
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(whole[: len(whole) // 3])
    with pytest.raises((DamagedPdf, NoTextLayer)):
        _read(cut)


def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.canvas.setEncrypt(StandardEncryption("secret"))
    drawn.write(60, 60 + ROW, "有密码")
    with pytest.raises(EncryptedPdf, match="密码"):
        _read(drawn.save())


def _words_first(drawn: DrawnPdf, y: float, line: str) -> list[tuple[float, float, str]]:
    """Draw the words of a line, and say where its numbers are still to stand."""
    x, later = 60.0, []
    for piece in re.split(r"(\d[\d.,]*)", line):
        if piece[:1].isdigit():
            later.append((x, y, piece))
        else:
            drawn.write(x, y, piece)
        x += stringWidth(piece, FONT, SIZE)
    return later


def test_numbers_drawn_after_all_words_are_read_where_they_stand(tmp_path: Path) -> None:
    lines = ["2024年公务接待费1,234.50万元，比2023年减少6.00万元，", "下降0.48%，用于接待"]
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.table(200, WIDTHS, ROWS)
    later = [
        place for i, line in enumerate(lines) for place in _words_first(drawn, 60 + 20 * i, line)
    ]
    for place in later:
        drawn.write(*place)
    reading = _read(drawn.save())
    prose = reading.text.replace(" ", "")
    assert all(line in prose for line in lines)
    assert prose.count("1,234.50") == 3
    assert _cell(reading, 1, 1).text == "1,234.50"
    at = reading.text.index("1,234.50万元")
    box = reading.source(at, at + len("1,234.50")).box
    assert box is not None and box.top < 70


def test_a_year_alone_before_its_line_is_put_back(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "a.pdf")
    drawn.write(60, 60, "某某局")
    for place in [*_words_first(drawn, 80, "2024年度"), *_words_first(drawn, 100, "部门决算")]:
        drawn.write(*place)
    assert "2024年度" in _read(drawn.save()).text
