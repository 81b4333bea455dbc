"""Word documents: what the reader of the page sees is read, nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor
from PIL import Image

from ingest.errors import DamagedFile, NoTextLayer, TooLarge
from ingest.limits import Limits
from ingest.parse import parse_document
from ingest.read.docx import docx_to_reading
from ingest.read.reading import Reading

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(document: WordDocument) -> Reading:
    return docx_to_reading(saved(document), "a.docx", Limits())


def saved(document: WordDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_body(xml: str) -> WordDocument:
    """A document whose body holds these blocks."""
    document = docx.Document()
    for block in parse_xml(f"<w:body {W}>{xml}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, block)
    return document


def messages(reading: Reading) -> list[str]:
    return [f"{p.code}: {p.message}" for p in reading.problems]


def test_a_budget_in_word_gives_its_figures_with_their_places(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("某某局2024年部门预算")
    document.add_paragraph("某某局2024年收入预算1,234.50万元，其中：财政拨款收入1,200.00万元。")
    document.add_paragraph("支出预算表")
    document.add_paragraph("单位：万元")
    table = document.add_table(rows=3, cols=4)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "科目名称"
    table.cell(0, 1).merge(table.cell(1, 1)).text = "合计"
    table.cell(0, 2).merge(table.cell(0, 3)).text = "其中"
    table.cell(1, 2).text, table.cell(1, 3).text = "基本\n支出", "项目支出"
    for column, text in enumerate(("行政运行", "1,234.50", "—", "")):
        table.cell(2, column).text = text
    path = tmp_path / "a.docx"
    path.write_bytes(saved(document))
    found = parse_document(path)
    assert (found.identity.organisation, found.identity.fiscal_year) == ("某某局", 2024)
    (read_table,) = found.tables
    assert [c.path for c in read_table.columns] == [
        ("合计",),
        ("其中", "基本支出"),
        ("其中", "项目支出"),
    ]
    cells = [f for f in found.figures if f.source.table_id]
    assert [(f.column_path[-1], f.printed, f.quantity is None) for f in cells] == [
        ("合计", "1,234.50", False),
        ("基本支出", "—", True),
        ("项目支出", "", True),
    ]
    assert all(found.quote(f.source).startswith(f.printed) for f in found.figures)
    assert {f.printed for f in found.figures if not f.source.table_id} == {"1,234.50", "1,200.00"}


def test_numbers_that_word_writes_by_itself_are_read() -> None:
    numbering = """
      <w:abstractNum {W} w:abstractNumId="77">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
      </w:abstractNum>"""
    document = docx.Document()
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(numbering.replace("{W}", W)))
    root.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    levels = ((0, "主要职能"), (1, "甲"), (1, "乙"), (0, "机构设置"), (1, "丙"))
    for level, text in levels:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
    assert read(document).text.split() == [
        "一、主要职能",
        "（一）甲",
        "（二）乙",
        "二、机构设置",
        "（一）丙",
    ]


def _hide(document: WordDocument) -> None:
    document.add_paragraph().add_run("合计1万元").font.hidden = True


def _whiten(document: WordDocument) -> None:
    document.add_paragraph().add_run("合计1万元").font.color.rgb = RGBColor(255, 255, 255)


def _shrink(document: WordDocument) -> None:
    document.add_paragraph().add_run("合计1万元").font.size = Pt(1)


@pytest.mark.parametrize(
    ("plant", "why"), [(_hide, "设为隐藏"), (_whiten, "白底白字"), (_shrink, "字号过小")]
)
def test_text_that_cannot_be_seen_is_left_out_and_told(
    plant: Callable[[WordDocument], None], why: str
) -> None:
    document = docx.Document()
    document.add_paragraph("收入合计100万元。")
    plant(document)
    reading = read(document)
    assert reading.text == "收入合计100万元。\n"
    assert messages(reading) == [f"unseen_text: 有 5 个字看不见（{why}），没有读入：合计1万元"]


def test_white_words_on_a_dark_cell_are_read() -> None:
    shaded = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>'
        '<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>项目</w:t></w:r></w:p>'
        "</w:tc></w:tr></w:tbl>"
    )
    reading = read(with_body(shaded))
    assert (reading.text, messages(reading)) == ("项目\n", [])


def test_what_a_tracked_change_deleted_is_left_out_and_what_it_added_is_read() -> None:
    changed = (
        "<w:p><w:r><w:t>预算</w:t></w:r>"
        "<w:del><w:r><w:delText>100</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>120</w:t></w:r></w:ins><w:r><w:t>万元</w:t></w:r></w:p>"
    )
    reading = read(with_body(changed))
    assert reading.text == "预算120万元\n"
    assert [p.code for p in reading.problems] == ["tracked_changes"]


def test_a_text_box_is_read_once_where_it_is_anchored() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>单位：万元</w:t></w:r></w:p></w:txbxContent>"
    anchored = (
        "<w:p><w:r><w:t>支出表</w:t></w:r><w:r><mc:AlternateContent "
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert read(with_body(anchored)).text == "支出表\n单位：万元\n"


def test_a_field_shows_its_result_and_not_its_instruction() -> None:
    field = (
        '<w:p><w:r><w:t>目录</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText> PAGEREF _Toc25831 \\h </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert read(with_body(field)).text == "目录3\n"


def test_a_page_header_is_read_once_and_a_page_number_never() -> None:
    document = docx.Document()
    header = document.sections[0].header
    header.paragraphs[0].text = "某某局部门决算"
    document.sections[0].footer.paragraphs[0].text = "— 3 —"
    document.add_paragraph("第一部分 概况")
    document.add_section()
    document.add_paragraph("第二部分 决算表")
    assert read(document).text.split("\n")[:-1] == [
        "某某局部门决算",
        "第一部分 概况",
        "第二部分 决算表",
    ]


def test_headings_and_page_breaks_open_parts() -> None:
    document = docx.Document()
    document.add_paragraph("封面")
    document.add_heading("主要职能", level=1)
    document.add_paragraph("正文").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("附表")
    reading = read(document)
    opened = [reading.text[at:].split("\n")[0] for at in reading.openings]
    assert opened == ["主要职能", "附表"]


def test_a_table_that_holds_tables_is_only_a_frame() -> None:
    document = docx.Document()
    frame = document.add_table(rows=1, cols=2)
    frame.cell(0, 0).paragraphs[0].text = "收入表"
    inner = frame.cell(0, 1).add_table(rows=2, cols=2)
    for place, text in zip(((0, 0), (0, 1), (1, 0), (1, 1)), "甲乙丙丁", strict=True):
        inner.cell(*place).text = text
    reading = read(document)
    assert [[c.text for c in grid.cells] for grid in reading.grids] == [["甲", "乙", "丙", "丁"]]
    assert reading.text.startswith("收入表\n")


def test_a_hidden_row_changes_no_sum_and_is_told() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for row, texts in enumerate((("项目", "金额"), ("暗", "9"), ("合计", "1"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:hidden {W}/>"))
    reading = read(document)
    assert reading.text == "项目\t金额\n合计\t1\n"
    assert messages(reading) == ["hidden_rows: 表格里有 1 行被隐藏，没有读入"]


def test_a_table_merged_over_a_billion_columns_is_refused() -> None:
    wide = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="900000"/></w:tcPr>'
        "<w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    with pytest.raises(TooLarge, match="列"):
        read(with_body(wide))


def test_pictures_alone_are_no_document(tmp_path: Path) -> None:
    Image.new("L", (50, 50)).save(tmp_path / "a.png")
    document = docx.Document()
    document.add_picture(str(tmp_path / "a.png"), width=5_000_000, height=5_000_000)
    with pytest.raises(NoTextLayer, match="只有图片"):
        read(document)
    document.add_paragraph("本部门二〇二四年收入支出预算总体情况说明如下，详见附图所示。")
    assert [p.code for p in read(document).problems] == ["pictures"]


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels"])
def test_a_document_without_one_of_its_parts_is_damaged(part: str) -> None:
    whole = zipfile.ZipFile(io.BytesIO(saved(docx.Document())))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as cut:
        for name in whole.namelist():
            if name != part:
                cut.writestr(name, whole.read(name))
    with pytest.raises(DamagedFile, match="Word"):
        docx_to_reading(buffer.getvalue(), "a.docx", Limits())
