"""Words in text boxes that lie over a sheet are read like the paragraphs of the sheet."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from ingest.errors import DamagedFile
from ingest.limits import Limits
from ingest.parse import reading_to_document
from ingest.read.reading import Reading
from ingest.read.xlsx import xlsx_to_reading
from tests.ingest.read.workbooks import raw_workbook, with_parts

OFFICE = "http://schemas.openxmlformats.org"
ROWS = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>说明</t></is></c></row></sheetData>'
RELATIONS = (
    f'<Relationships xmlns="{OFFICE}/package/2006/relationships"><Relationship Id="d"'
    f' Type="{OFFICE}/officeDocument/2006/relationships/drawing"'
    ' Target="../drawings/drawing1.xml"/></Relationships>'
)
SPACES = (
    f'xmlns:x="{OFFICE}/drawingml/2006/spreadsheetDrawing" xmlns:a="{OFFICE}/drawingml/2006/main"'
    f' xmlns:mc="{OFFICE}/markup-compatibility/2006"'
)


def box(*paragraphs: str, name: str = "TextBox 1", hidden: bool = False) -> str:
    """A shape; '|' in a paragraph parts its runs."""
    body = "".join(
        "<a:p>" + "".join(f"<a:r><a:t>{run}</a:t></a:r>" for run in text.split("|")) + "</a:p>"
        for text in paragraphs
    )
    said = ' hidden="1"' if hidden else ""
    return (
        f'<x:sp><x:nvSpPr><x:cNvPr id="2" name="{name}"{said}/></x:nvSpPr>'
        f"<x:txBody>{body}</x:txBody></x:sp>"
    )


def anchored(shape: str, row: int = 3) -> str:
    """A shape tied to a row."""
    begins = f"<x:from><x:col>1</x:col><x:row>{row}</x:row></x:from>"
    return f"<x:twoCellAnchor>{begins}{shape}</x:twoCellAnchor>"


def read(*drawn: str, parts: Mapping[str, bytes | str | None] | None = None) -> Reading:
    """A sheet with this drawing over it."""
    content = {
        "xl/worksheets/_rels/sheet1.xml.rels": RELATIONS,
        "xl/drawings/drawing1.xml": f"<x:wsDr {SPACES}>{''.join(drawn)}</x:wsDr>",
    }
    data = with_parts(raw_workbook(ROWS), {**content, **(parts or {})})
    return xlsx_to_reading(data, "a.xlsx", Limits())


def test_a_sentence_in_a_text_box_is_read_with_its_number() -> None:
    reading = read(anchored(box("2024年|公务接待费|3.20万元。")))
    assert reading.text.splitlines() == ["说明", "2024年公务接待费3.20万元。"]
    (figure,) = reading_to_document(reading, "a.xlsx").figures
    assert (figure.label, figure.printed, figure.fiscal_year) == ("公务接待费", "3.20", 2024)


def test_text_boxes_follow_one_another_from_the_top_down() -> None:
    reading = read(anchored(box("第二段"), row=9), anchored(box("第一段", "续"), row=2))
    assert reading.text.splitlines() == ["说明", "第一段", "续", "第二段"]


@pytest.mark.parametrize(
    "shape",
    [
        box("看不见的9.99万元", hidden=True),
        '<x:grpSp><x:nvGrpSpPr><x:cNvPr id="1" name="组" hidden="1"/></x:nvGrpSpPr>'
        + box("看不见的9.99万元")
        + "</x:grpSp>",
    ],
    ids=["shape", "group"],
)
def test_a_hidden_text_box_is_left_out_and_told(shape: str) -> None:
    reading = read(anchored(shape))
    assert "9.99" not in reading.text
    (problem,) = reading.problems
    assert problem.code == "hidden_shape"
    assert problem.message == "工作表“Sheet1”文本框“TextBox 1”是隐藏的，没有读入"


def test_what_is_repeated_for_older_programs_is_read_once() -> None:
    twice = (
        f"<mc:AlternateContent><mc:Choice>{anchored(box('一次'))}</mc:Choice>"
        f"<mc:Fallback>{anchored(box('一次'))}</mc:Fallback></mc:AlternateContent>"
    )
    assert read(twice).text.splitlines() == ["说明", "一次"]


def test_shapes_nested_very_deep_do_not_stop_the_reader() -> None:
    depth = 3000
    deep = "<x:grpSp>" * depth + box("深处") + "</x:grpSp>" * depth
    assert read(anchored(deep)).text.splitlines() == ["说明", "深处"]


def test_a_drawing_that_is_missing_stops_nothing_and_a_broken_one_is_damage() -> None:
    assert read(parts={"xl/drawings/drawing1.xml": None}).text == "说明\n"
    with pytest.raises(DamagedFile):
        read(parts={"xl/drawings/drawing1.xml": "<wsDr>"})
