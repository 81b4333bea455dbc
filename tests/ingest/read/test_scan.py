"""Scanned pages: what is read from a picture is what stands on the page, or it is doubted."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import DamagedImage, IngestError, NoTextLayer, TooLarge
from ingest.limits import Limits
from ingest.model import Check, Document
from ingest.parse import parse_document
from ingest.read import scan
from ingest.read.read_file import read_file
from ingest.read.reading import Grid, Reading
from tests.ingest.drawn_pdf import LEFT, ROW, DrawnPdf
from tests.ingest.scanned import pdf_of, scan_of, seen, stamped

# A landscape page the size of a hand, so that reading it takes no time.
PAGE = (460.0, 300.0)
ROWS = [
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["205", "教育支出", "1,290.00", "80.00", "1,210.00"],
    ["20502", "普通教育", "1,290.00", "80.00", "1,210.00"],
    ["2050201", "学前教育", "60.35", "60.35", ""],
    ["2050202", "小学教育", "1,229.65", "19.65", "1,210.00"],
    ["", "合计", "1,290.00", "80.00", "1,210.00"],
]
UNHURRIED = Limits(ocr_page_seconds=3600.0)
WIDTHS = [60.0, 80.0, 70.0, 70.0, 70.0]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return drawn(tmp_path_factory.mktemp("drawn") / "table.pdf")


def drawn(path: Path, rows: list[list[str]] = ROWS) -> Path:
    page = DrawnPdf(path, PAGE)
    page.write(180, 40, "支出预算总表")
    page.write(340, 60, "单位：万元")
    page.table(70, WIDTHS[: len(rows[0])], rows)
    return page.save()


def cells(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells]


def texts(reading: Reading) -> list[list[str]]:
    (grid,) = reading.grids
    return [[c.text for c in grid.cells if c.row == row] for row in range(grid.rows)]


def saved(path: Path, picture: Image.Image, dpi: int = 150) -> Path:
    picture.save(path, dpi=(dpi, dpi))
    return path


def test_a_scan_says_what_the_same_page_says_as_text(tmp_path: Path, table: Path) -> None:
    scanned = pdf_of(tmp_path / "scan.pdf", scan_of(table, turn=0.8, grain=6, quality=60))
    text, read = parse_document(table), parse_document(scanned)
    assert [[(c.printed) for c in row.cells] for row in read.tables[0].rows] == [
        [(c.printed) for c in row.cells] for row in text.tables[0].rows
    ]
    assert [(t.title, t.unit, t.kind, t.header) for t in read.tables] == [
        (t.title, t.unit, t.kind, t.header) for t in text.tables
    ]
    assert [(f.item, f.code, f.quantity) for f in read.figures] == [
        (f.item, f.code, f.quantity) for f in text.figures
    ]
    assert read.problems == ()


def test_every_cell_says_where_it_stands(tmp_path: Path, table: Path) -> None:
    text, read = read_file(table), read_file(saved(tmp_path / "a.png", scan_of(table)))
    for a, b in zip(text.grids[0].cells, read.grids[0].cells, strict=True):
        assert a.source.box is not None and b.source.box is not None
        assert abs(a.source.box.x0 - b.source.box.x0) < 2
        assert abs(a.source.box.bottom - b.source.box.bottom) < 2
        assert read.text[b.source.start : b.source.end] == b.text
    assert read.ocr_pages == (1,)


@pytest.mark.parametrize("turn", [-2.5, 91.2, 180.0])
def test_a_page_is_turned_upright_and_level(tmp_path: Path, table: Path, turn: float) -> None:
    read = read_file(saved(tmp_path / "a.jpg", scan_of(table, turn=turn)))
    assert texts(read) == ROWS
    (page,) = read.pages
    assert page.turn is not None and abs((page.turn + turn + 180) % 360 - 180) < 0.15
    assert page.width > page.height


def test_what_stands_below_a_red_stamp_is_read(tmp_path: Path, table: Path) -> None:
    picture = stamped(scan_of(table, grain=5, quality=70), 350, 160, 260)
    assert texts(read_file(saved(tmp_path / "a.jpg", picture))) == ROWS


def test_nothing_is_read_into_what_is_left_of_a_stamp_on_a_grainy_page(tmp_path: Path) -> None:
    page = DrawnPdf(tmp_path / "a.pdf", PAGE)
    page.write(60, 40, "支出预算总表")
    page.write(220, 280, "- 12 -")
    picture = seen(stamped(scan_of(page.save()), 560, 130, 260), grain=22, quality=50)
    read = read_file(saved(tmp_path / "a.jpg", picture))
    assert read.text.split("\n") == ["支出预算总表", "- 12 -", "", ""]
    assert read.problems == ()


def test_a_bent_page_is_refused(tmp_path: Path, table: Path) -> None:
    flat = np.asarray(scan_of(table, grain=5))
    sagging = 0.02 * flat.shape[0] * np.sin(np.linspace(0, np.pi, flat.shape[1]))
    bent = np.stack(
        [np.roll(flat[:, x], round(by), axis=0) for x, by in enumerate(sagging)], axis=1
    )
    path = pdf_of(tmp_path / "a.pdf", Image.fromarray(bent), scan_of(table))
    read = read_file(path, limits=UNHURRIED)
    (problem,) = read.problems
    assert (problem.code, problem.message[:20]) == (
        "pages_unread",
        "第1页拍得弯曲，行不在一条直线上，没有读",
    )
    assert read.ocr_pages == (2,)


def test_a_line_cut_by_a_stamp_still_parts_its_cells(tmp_path: Path, table: Path) -> None:
    picture = scan_of(table, grain=5)
    x = LEFT + sum(WIDTHS[:2])  # before 合计
    cuts = [70 + ROW * row + ROW / 2 for row in (3, 4)]  # in the middle of two rows, 6 points each
    draw = ImageDraw.Draw(picture)
    for y in cuts:
        box = (x - 2, y - 3, x + 2, y + 3)
        draw.rectangle([round(edge * 150 / 72) for edge in box], fill="white")
    assert texts(read_file(saved(tmp_path / "a.png", picture))) == ROWS


def test_merged_cells_are_given_once(tmp_path: Path) -> None:
    page = DrawnPdf(tmp_path / "a.pdf", PAGE)
    line = page.canvas.line
    for y in (230, 190, 170):
        line(60, y, 360, y)
    line(160, 210, 360, 210)
    for x in (60, 160, 360):
        line(x, 170, x, 230)
    line(260, 170, 260, 210)
    for x, y, words in (
        (90, 95, "项目"), (235, 83, "预算数"), (180, 103, "基本支出"), (280, 103, "项目支出"),
        (70, 123, "教育支出"), (180, 123, "12.50"), (280, 123, "0.00"),
    ):  # fmt: skip
        page.write(x, y, words)
    read = read_file(saved(tmp_path / "a.png", scan_of(page.save())))
    assert cells(read.grids[0]) == [
        (0, 0, 2, 1, "项目"), (0, 1, 1, 2, "预算数"), (1, 1, 1, 1, "基本支出"),
        (1, 2, 1, 1, "项目支出"), (2, 0, 1, 1, "教育支出"), (2, 1, 1, 1, "12.50"),
        (2, 2, 1, 1, "0.00"),
    ]  # fmt: skip


def test_a_number_wider_than_its_cell_stays_whole_and_is_doubted(tmp_path: Path) -> None:
    rows = [["项目", "预算数", "执行数"], ["教育支出", "1,234,567,890.50", ""]]
    page = DrawnPdf(tmp_path / "a.pdf", PAGE)
    page.table(70, [80.0, 66.0, 90.0], rows)
    read = read_file(saved(tmp_path / "a.png", scan_of(page.save())))
    # The drawn line runs through its last digit, which nobody can be sure of.
    assert [text[:15] for text in texts(read)[1]] == ["教育支出", "1,234,567,890.5", ""]
    assert [problem.code for problem in read.problems] == ["ocr_doubtful"]


def test_columns_without_lines_are_a_table(tmp_path: Path) -> None:
    page = DrawnPdf(tmp_path / "a.pdf", PAGE)
    page.write(180, 40, "支出预算总表")
    rows = [row[1:] for row in ROWS]
    for i, row in enumerate(rows):
        for x, words in zip((60, 160, 240, 320), row, strict=True):
            page.write(x, 80 + 22 * i, words)
    read = read_file(saved(tmp_path / "a.png", scan_of(page.save())))
    assert texts(read) == rows
    assert read.text.startswith("支出预算总表\n")


def test_two_columns_of_prose_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = ["本单位负责全县的教育工作，", "拟订教育改革与发展的规划，", "指导各级各类学校的建设，",
            "管理教育经费的安排使用。"]  # fmt: skip
    right = ["今年的收入预算主要来自财政", "拨款，比上年略有增加，原因", "是学校的数量有所增加，人员",
             "也随之增加，其余没有变化。"]  # fmt: skip
    page = DrawnPdf(tmp_path / "a.pdf", PAGE)
    for i, (one, other) in enumerate(zip(left, right, strict=True)):
        page.write(50, 60 + 18 * i, one)
        page.write(250, 60 + 18 * i, other)
    read = read_file(saved(tmp_path / "a.png", scan_of(page.save())))
    assert read.text.split() == [*left, *right]


def test_sentences_over_several_lines_say_what_they_say_as_text(tmp_path: Path) -> None:
    page = DrawnPdf(tmp_path / "a.pdf", PAGE)
    for i, (x, words) in enumerate([
        (70, "一、收支预算总体情况"),
        (70, "2025年收入预算2,000.50万元，其中：财政拨款收入1,800.50万元，比"),
        (50, "2024年预算减少200万元；事业收入200万元。"),
        (70, "支出预算2,000.50万元，其中：基本支出500.50万元，占25.02%；项目支"),
        (50, "出1,500万元，占74.98%。"),
    ]):  # fmt: skip
        page.write(x, 60 + 22 * i, words)
    text = page.save()
    scanned = saved(tmp_path / "a.jpg", scan_of(text, turn=-1.2, grain=6, quality=60))
    said, read = parse_document(text), parse_document(scanned)
    assert [(f.item, f.aspect, f.quantity) for f in read.figures] == [
        (f.item, f.aspect, f.quantity) for f in said.figures
    ]
    assert len(said.figures) >= 5


def test_a_page_of_nothing_but_long_lines_stands_upright(tmp_path: Path) -> None:
    lines = [
        "9．“社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位职业年金缴费支出（项）”110.34万元，用来缴纳职业年金。",
        "2018年当年预算执行数为100.59万元，2019年预算安排110.34万元，比2018年预算执行数增加9.70%。主要原因是：本年度新增任务。",
        "10．“卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）”95.20万元，用来缴纳机关人员的医疗保险。2018年执行数为97.82",
    ]
    page = DrawnPdf(tmp_path / "a.pdf", (842.0, 400.0))
    for i, line in enumerate(lines):
        page.write(60, 60 + 18 * i, line)
    read = read_file(saved(tmp_path / "a.jpg", scan_of(page.save(), turn=-0.4, grain=6)))
    assert read.pages[0].turn is not None and abs(read.pages[0].turn) < 1
    assert "行政单位医疗（项）" in read.text and "97.82" in read.text


def test_pages_that_are_pictures_are_read_among_pages_of_text(tmp_path: Path, table: Path) -> None:
    path = tmp_path / "mixed.pdf"
    canvas = Canvas(str(path), pagesize=PAGE)
    canvas.drawString(60, 200, "3,204.10")
    canvas.showPage()
    canvas.drawInlineImage(scan_of(table), 0, 0, *PAGE)
    canvas.save()
    read = read_file(path)
    assert texts(read) == ROWS
    assert (read.ocr_pages, read.text.split()[0]) == ((2,), "3,204.10")
    assert read.page_at(read.grids[0].start) == 2


def test_the_unseen_text_of_another_recognition_is_not_trusted(tmp_path: Path, table: Path) -> None:
    path = tmp_path / "searchable.pdf"
    canvas = Canvas(str(path), pagesize=PAGE)
    canvas.drawInlineImage(scan_of(table), 0, 0, *PAGE)
    unseen = canvas.beginText(60, 200)
    unseen.setTextRenderMode(3)
    unseen.textLine("1,290.O0 8O.00")
    canvas.drawText(unseen)
    canvas.save()
    assert texts(read_file(path)) == ROWS


def test_each_picture_of_a_tiff_is_a_page(tmp_path: Path, table: Path) -> None:
    path = tmp_path / "a.tiff"
    picture = scan_of(table).convert("1")
    picture.save(path, save_all=True, append_images=[picture], dpi=(150, 150))
    read = read_file(path, limits=UNHURRIED)
    assert [(grid.page, grid.rows) for grid in read.grids] == [(1, 6), (2, 6)]
    assert [page.number for page in read.pages] == [1, 2] == list(read.ocr_pages)


def document(tmp_path: Path, rows: list[list[str]]) -> Document:
    page = scan_of(drawn(tmp_path / "drawn.pdf", rows))
    return parse_document(saved(tmp_path / "a.png", page), file_name="某某局2025年部门预算.png")


def checks(read: Document) -> dict[str, set[Check]]:
    found: dict[str, set[Check]] = {}
    for figure in read.figures:
        found.setdefault(figure.printed, set()).add(figure.check)
    return found


def test_what_a_sum_proves_has_passed_and_what_nothing_proves_is_unverified(
    tmp_path: Path,
) -> None:
    proven = [
        ROWS[0],
        ["205", "教育支出", "90.00", "71.25", "18.75"],
        ["2050201", "学前教育", "60.50", "50.15", "10.35"],
        ["2050202", "小学教育", "29.50", "21.10", "8.40"],
    ]
    read = checks(document(tmp_path, proven))
    assert (len(read), set().union(*read.values())) == (9, {Check.PASSED})
    read = checks(
        document(tmp_path, [["科目编码", "科目名称", "合计"], ["205", "教育支出", "90.00"]])
    )
    assert read == {"90.00": {Check.UNVERIFIED}}


def test_what_a_sum_contradicts_has_failed(tmp_path: Path) -> None:
    read = checks(document(tmp_path, [ROWS[0], ["205", "教育支出", "90.00", "83.00", "10.00"]]))
    assert {check for found in read.values() for check in found} == {Check.FAILED}


def test_a_number_without_the_point_its_column_has_is_doubted(tmp_path: Path) -> None:
    rows = [["科目名称", "合计"], ["教育支出", "12.30"], ["卫生支出", "31.00"],
            ["住房支出", "1234"], ["其他支出", "7.50"]]  # fmt: skip
    (problem,) = document(tmp_path, rows).problems
    assert problem.code == "ocr_doubtful"
    assert "第1页是扫描识别的，“1234”认得没有把握" in problem.message
    assert [source.page for source in problem.sources] == [1]


def test_without_the_extra_a_scan_is_refused_with_what_to_install(
    tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "_reader", lambda: None)
    picture = scan_of(table)
    for path in (pdf_of(tmp_path / "a.pdf", picture), saved(tmp_path / "a.png", picture)):
        with pytest.raises(NoTextLayer, match=r"pip install 'budget-qa\[ocr\]'"):
            read_file(path)


def test_without_the_extra_the_pages_of_text_are_read_and_the_others_named(
    tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "_reader", lambda: None)
    path = tmp_path / "mixed.pdf"
    canvas = Canvas(str(path), pagesize=PAGE)
    canvas.drawString(60, 200, "3,204.10")
    canvas.showPage()
    canvas.drawInlineImage(scan_of(table), 0, 0, *PAGE)
    canvas.save()
    read = read_file(path)
    assert (read.text.split(), read.ocr_pages) == (["3,204.10"], ())
    assert [(p.code, p.message[:11]) for p in read.problems] == [
        ("pages_unread", "第2页是扫描图像，没有")
    ]


def test_pages_over_the_limit_are_named(tmp_path: Path, table: Path) -> None:
    picture = scan_of(table)
    path = pdf_of(tmp_path / "a.pdf", picture, picture, picture)
    announced: list[int] = []
    read = read_file(path, limits=Limits(ocr_pages=1), announce=announced.append)
    assert ([grid.page for grid in read.grids], read.ocr_pages, announced) == ([1], (1,), [1])
    assert [p.message[:16] for p in read.problems] == ["第2、3页是扫描图像，超过一份文"]


def test_when_time_is_up_the_pages_left_are_named(tmp_path: Path, table: Path) -> None:
    picture = scan_of(table)
    path = pdf_of(tmp_path / "a.pdf", picture, picture)
    read = read_file(path, limits=Limits(ocr_page_seconds=0.0))
    assert (read.ocr_pages, [p.message[:4] for p in read.problems]) == ((1,), ["第2页是"])


def test_a_picture_of_no_text_is_named_and_the_next_page_read(tmp_path: Path, table: Path) -> None:
    specks = np.random.default_rng(3).random((800, 1200)) > 0.1
    busy = Image.fromarray(specks).convert("L").resize((2400, 1600), Image.Resampling.NEAREST)
    path = pdf_of(tmp_path / "a.pdf", busy, scan_of(table))
    read = read_file(path, limits=UNHURRIED)
    assert ([grid.page for grid in read.grids], read.ocr_pages) == ([2], (2,))
    assert [p.message[:14] for p in read.problems] == ["第1页的图像里碎块太多，不像"]


def png_header(width: int, height: int) -> bytes:
    """A PNG that says its size, and nothing else."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b""))


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (png_header(40_000, 40_000), TooLarge, "超过 80 百万像素的限度"),
        (png_header(12_000, 12_000), TooLarge, "12000×12000 像素"),
        (png_header(100, 100), DamagedImage, "图片已损坏"),
        (b"\x89PNG\r\n\x1a\n", DamagedImage, "图片已损坏"),
        (b"II*\x00\x08\x00\x00\x00", DamagedImage, "图片已损坏"),
    ],
)
def test_a_picture_that_is_too_large_or_broken_is_refused_before_it_is_decoded(
    tmp_path: Path, data: bytes, error: type[IngestError], says: str
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(data)
    with pytest.raises(error, match=says):
        read_file(path)


def test_a_blank_page_has_no_text_to_read(tmp_path: Path) -> None:
    path = pdf_of(tmp_path / "a.pdf", Image.new("RGB", (400, 300), "white"))
    with pytest.raises(NoTextLayer, match="没有认出文字"):
        read_file(path)
