"""A workbook says what its reader sees: the displayed numbers, the visible rows, the titles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from ingest.limits import Limits
from ingest.model import Document, Figure
from ingest.parse import reading_to_document
from ingest.read.reading import Reading
from ingest.read.xlsx import xlsx_to_reading
from tests.ingest.read.workbooks import filled, raw_workbook, read, ruled

TITLE = ["2024年财政拨款支出预算表"]
CAPTION = ["编制部门：某某市某某局", None, None, "单位：万元"]
HEADER = ["功能科目名称", "合计", "基本支出", "项目支出"]


def workbook(*rows: Sequence[object]) -> Workbook:
    """One unruled table with title and unit over it."""
    made = Workbook()
    filled(made.active, [TITLE, CAPTION, HEADER, *rows])
    return made


def document(reading: Reading) -> Document:
    return reading_to_document(reading, "a.xlsx")


def printed(reading: Reading) -> list[str]:
    """What stands in the value cells of all tables."""
    tables = document(reading).tables
    return [c.printed for table in tables for row in table.rows for c in row.cells]


def told(reading: Reading) -> list[str]:
    return [f"{p.code}: {p.message}" for p in reading.problems]


def figures(reading: Reading) -> list[Figure]:
    return list(document(reading).figures)


@pytest.mark.parametrize("lines", [True, False], ids=["ruled", "without lines"])
def test_title_unit_and_department_above_the_table_are_found(lines: bool) -> None:
    made = workbook(["行政运行", "1,234.50", 1200, "—"], ["注：本表均为财政拨款。"])
    made.active.merge_cells("A1:D1")
    if lines:
        ruled(made.active, "A3:D4")
    found = document(read(made))
    (table,) = found.tables
    assert (table.title, table.unit and table.unit.name) == (TITLE[0], "万元")
    assert table.note == "注：本表均为财政拨款。"
    assert found.identity.organisation == "某某市某某局"
    assert found.identity.fiscal_year == 2024
    assert [(f.printed, found.quote(f.source)) for f in found.figures] == [
        ("1,234.50", "1,234.50"),
        ("1200", "1200"),
        ("—", "—"),
    ]


def test_a_title_drawn_inside_the_lines_is_a_title_all_the_same() -> None:
    made = workbook(["行政运行", 1.5, 1, 0.5])
    made.active.merge_cells("A1:D1")
    ruled(made.active, "A1:D4")
    (table,) = document(read(made)).tables
    assert (table.title, table.unit and table.unit.name) == (TITLE[0], "万元")
    assert table.header == (tuple(HEADER),)


def test_tables_on_one_sheet_are_parted_by_blank_rows_and_titles() -> None:
    made = workbook(["行政运行", 1.5, 1, 0.5])
    filled(
        made.active,
        [["2024年“三公”经费预算表"], ["单位：万元"], ["项目", "预算数"], ["公务接待费", 2]],
        first=6,
    )
    filled(
        made.active,
        [["2024年收入预算表"], ["单位：元"], ["项目", "预算数"], ["财政拨款收入", 3]],
        first=10,
    )
    assert [
        (t.title, t.unit and t.unit.name, [[c.printed for c in r.cells] for r in t.rows])
        for t in document(read(made)).tables
    ] == [
        (TITLE[0], "万元", [["1.5", "1", "0.5"]]),
        ("2024年“三公”经费预算表", "万元", [["2"]]),
        ("2024年收入预算表", "元", [["3"]]),
    ]


@pytest.mark.parametrize("lines", [True, False], ids=["ruled", "without lines"])
def test_blank_rows_inside_a_table_do_not_end_it(lines: bool) -> None:
    made = workbook(["行政运行", 1.5, 1, 0.5], [], ["合计", 1.5, 1, 0.5])
    if lines:
        ruled(made.active, "A3:D6")
    (table,) = document(read(made)).tables
    assert [row.label for row in table.rows] == ["行政运行", "合计"]


def test_merged_headers_give_paths_and_blanks_stay_blank() -> None:
    made = Workbook()
    rows: list[list[object]] = [
        ["支出预算表"],
        ["单位：元"],
        ["项目", "合计", "其中"],
        [None, None, "基本支出", "项目支出"],
        ["教育支出", 100, None, 0],
    ]
    filled(made.active, rows)
    for area in ("A1:D1", "A3:A4", "B3:B4", "C3:D3"):
        made.active.merge_cells(area)
    (table,) = document(read(made)).tables
    assert [c.path for c in table.columns] == [
        ("合计",),
        ("其中", "基本支出"),
        ("其中", "项目支出"),
    ]
    assert [c.printed for c in table.rows[0].cells] == ["100", "", "0"]


def test_a_header_merged_over_three_rows_with_equal_names_keeps_its_columns() -> None:
    made = Workbook()
    rows: list[list[object]] = [
        ["支出表"],
        ["单位：元"],
        ["科目", "合计", "合计", "合计"],
        ["科目", "合计", "小计", "小计"],
        ["科目", "合计", "小计", "项目支出"],
        ["教育支出", 30, 10, 20],
    ]
    filled(made.active, rows)
    for area in ("A3:A5", "B3:B5", "C3:D3", "C4:C5"):
        made.active.merge_cells(area)
    (table,) = document(read(made)).tables
    assert [[c.printed for c in row.cells] for row in table.rows] == [["30", "10", "20"]]
    assert [c.path[-1] for c in table.columns] == ["合计", "小计", "项目支出"]


@pytest.mark.parametrize(
    ("stored", "number_format", "shows"),
    [
        ("1234.5600000000001", "#,##0.00", "1,234.56"),
        ("1234.5600000000001", "General", "1234.56"),
        ("0.30000000000000004", "General", "0.3"),
        ("1.23E+07", "General", "12300000"),
        ("0.125", "0.0%", "12.5%"),
        ("0", "#,##0.00;-#,##0.00;&quot;-&quot;", "-"),
        ("0", "#,##0.00;-#,##0.00;", ""),
        ("0", "0.00", "0.00"),
        ("-1234.5", "#,##0.00_);(#,##0.00)", "-1,234.50"),
        ("-1234.5", "_(* #,##0.00_);_(* (#,##0.00);_(* &quot;-&quot;??_);_(@_)", "-1,234.50"),
        ("-1234.5", "#,##0.00;△#,##0.00", "-1,234.50"),
        ("1234.5", "#,##0.00_);(#,##0.00)", "1,234.50"),
        ("2010301", "0000000", "2010301"),
    ],
)
def test_a_number_is_printed_as_it_is_displayed(
    stored: str, number_format: str, shows: str
) -> None:
    reading = xlsx_to_reading(_one_number(stored, number_format), "a.xlsx", Limits())
    assert reading.text == f"项目\t预算数\n甲\t{shows}\n乙\t7\n"


def _one_number(stored: str, number_format: str) -> bytes:
    styles = (
        f'<numFmts><numFmt numFmtId="200" formatCode="{number_format}"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs>'
    )
    rows = (
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c>'
        f'<c r="B2" s="1"><v>{stored}</v></c></row>'
        '<row><c t="inlineStr"><is><r><t>乙</t></r></is></c><c><v>7</v></c></row></sheetData>'
    )
    return raw_workbook(rows, styles=styles, strings=["项目", "预算数"])


def test_a_number_shown_with_an_exponent_is_told_and_no_figure() -> None:
    made = workbook(["行政运行", 12345678.9, 1, 2])
    made.active["B4"].number_format = "0.00E+00"
    reading = read(made)
    assert told(reading) == [
        "scientific_number: 工作表“Sheet”B4“1.23E+07”以科学计数法显示，看不出全部数位，没有读入"
    ]
    assert [f.printed for f in figures(reading)] == ["1", "2"]


@pytest.mark.parametrize(
    "text", ["1,234.50", " 1,234.50 ", "１,２３４.５０", "1，234.50", "1 234.50"]
)
def test_a_number_typed_as_text_is_a_number(text: str) -> None:
    found = figures(read(workbook(["行政运行", text, 1, 2])))
    assert next(str(f.quantity.number) for f in found if f.quantity) == "1234.50"


def test_a_comma_in_a_cell_stays_in_its_cell() -> None:
    assert printed(read(workbook(["其他支出,含结转", "1,234.50", 1, 2]))) == ["1,234.50", "1", "2"]


def test_a_formula_gives_the_value_that_was_stored_with_it() -> None:
    rows = (
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c>'
        '<c r="B1"><f>SUM(C1:D1)</f><v>3</v></c><c r="C1"><v>1</v></c><c r="D1"><v>2</v></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>乙</t></is></c>'
        '<c r="B2" t="str"><f>IF(C1&gt;0,"","x")</f><v></v></c><c r="C2"><v>5</v></c></row></sheetData>'
    )
    reading = xlsx_to_reading(raw_workbook(rows), "a.xlsx", Limits())
    assert reading.text == "甲\t3\t1\t2\n乙\t\t5\t\n"
    assert told(reading) == []


def test_a_formula_without_a_value_is_no_figure_and_told() -> None:
    reading = read(workbook(["行政运行", "=C4+D4", 1, 2], ["合计", "=SUM(B4:B4)", 1, 2]))
    assert told(reading) == [
        "formula_without_value: 工作表“Sheet”B4、B5是公式，文件里没有存下它的值，没有读入；"
        "请用 Excel 或 WPS 打开后保存再提交"
    ]
    assert [f.printed for f in figures(reading)] == ["1", "2", "1", "2"]


def test_a_zero_that_a_program_wrote_for_a_formula_it_left_to_others_is_no_value() -> None:
    rows = '<sheetData><row r="1"><c r="A1"><f>B1+C1</f><v>0</v></c><c r="B1"><v>2</v></c></row></sheetData>'
    left = raw_workbook(rows, workbook='<calcPr fullCalcOnLoad="1"/>')
    assert [p.code for p in xlsx_to_reading(left, "a.xlsx").problems] == ["formula_without_value"]
    assert xlsx_to_reading(raw_workbook(rows), "a.xlsx").problems == ()


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A"])
def test_a_formula_gone_wrong_is_told_and_no_figure(error: str) -> None:
    reading = read(workbook(["行政运行", error, 1, 2]))
    assert told(reading) == [f"cell_error: 工作表“Sheet”B4“{error}”是出错的公式，没有读入"]
    assert [f.printed for f in figures(reading)] == ["1", "2"]


def test_a_hidden_row_that_changes_a_sum_is_left_out_and_told() -> None:
    made = workbook(["行政运行", 1, 1, 0], ["事业运行", 2, 2, 0], ["合计", 3, 3, 0])
    made.active.row_dimensions[5].hidden = True
    reading = read(made)
    assert "事业运行" not in reading.text
    assert told(reading) == [
        "hidden_rows: 工作表“Sheet”第5行是隐藏的，没有读入；合计可能包含其中的数"
    ]


def test_a_table_with_hidden_rows_and_columns_stays_one_table() -> None:
    made = workbook(["行政运行", 1, 1, 0], ["事业运行", 2, 2, 0], ["合计", 3, 3, 0])
    made.active.merge_cells("A1:D1")
    made.active.merge_cells("B5:B6")
    ruled(made.active, "A3:D6")
    made.active.row_dimensions[4].hidden = True
    made.active.column_dimensions["C"].hidden = True
    (table,) = document(read(made)).tables
    assert [column.path for column in table.columns] == [("合计",), ("项目支出",)]
    assert [(row.label, [c.printed for c in row.cells][-1]) for row in table.rows] == [
        ("事业运行", "0"),
        ("合计", "0"),
    ]


def test_hidden_columns_sheets_and_white_text_are_left_out_and_told() -> None:
    made = workbook(["行政运行", 1, 1, 0])
    made.active.column_dimensions["C"].hidden = True
    filled(made.active, [["999"]], first=9)
    made.active["A9"].font = Font(color="FFFFFFFF")
    made.active["B3"].font = Font(color="FFFFFFFF")
    made.active["B3"].fill = PatternFill("solid", fgColor="FF1F4E79")
    secret = made.create_sheet("测算")
    secret["A1"] = "底数"
    secret.sheet_state = "veryHidden"
    reading = read(made)
    assert "基本支出" not in reading.text
    assert "底数" not in reading.text
    assert "999" not in reading.text
    assert "合计" in reading.text  # white on a dark ground is seen
    assert told(reading) == [
        "hidden_columns: 工作表“Sheet”C列是隐藏的，没有读入；合计可能包含其中的数",
        "hidden_text: 工作表“Sheet”A9是白底白字，看不见，没有读入",
        "hidden_sheet: 工作表“测算”是隐藏的，其中 1 格内容没有读入",
    ]


def test_a_merged_cell_is_seen_where_part_of_it_is() -> None:
    made = workbook(["行政运行", 1, 1, 0])
    made.active.merge_cells("A1:D1")
    made.active.column_dimensions["A"].hidden = True
    assert TITLE[0] in read(made).text


def test_a_code_that_became_a_day_is_told() -> None:
    made = Workbook()
    rows: list[list[object]] = [
        ["支出预算表"],
        ["单位：元"],
        ["科目编码", "科目名称", "金额"],
        [2010301, "行政运行", 5],
        [date(2010, 5, 1), "事业运行", 6],
    ]
    filled(made.active, rows)
    made.active["A5"].number_format = "mmm-yy"
    reading = read(made)
    assert told(reading) == [
        "date_for_number: 工作表“Sheet”A5“May-10”显示为日期，可能是编码或金额被表格软件改成了日期，"
        "没有当作数字读入"
    ]
    assert [row.code for row in document(reading).tables[0].rows] == ["2010301", None]


def test_days_among_days_are_days() -> None:
    made = Workbook()
    filled(made.active, [["项目", "起始日期"], ["甲", date(2024, 1, 1)], ["乙", date(2024, 2, 1)]])
    assert told(read(made)) == []


def test_a_sheet_is_named_only_where_its_name_says_what_nothing_else_does() -> None:
    made = workbook(["行政运行", 1, 1, 0])
    made.active.title = "支出预算表"
    other = made.create_sheet("政府采购预算表")
    filled(other, [["单位：万元"], ["项目", "金额"], ["货物", 5]])
    third = made.create_sheet("Sheet3")
    filled(third, [["项目", "金额"], ["货物", 5]])
    text = read(made).text
    assert [
        name for name in ("支出预算表\n2024", "政府采购预算表\n", "Sheet3") if name in text
    ] == ["政府采购预算表\n"]
    assert len(read(made).openings) == 3


def test_a_table_of_blanks_is_a_table_under_its_title() -> None:
    found = document(read(workbook(["行政运行"], ["合计"])))
    assert [row.label for row in found.tables[0].rows] == ["行政运行", "合计"]
    assert {f.printed for f in found.figures} == {""}


def test_prose_in_a_cell_is_paragraphs() -> None:
    made = Workbook()
    made.active["A1"] = "2024年部门预算编制说明"
    made.active["A3"] = "一、收入预算\n    2024年收入预算1,234.50万元。"
    assert (
        read(made).text
        == "2024年部门预算编制说明\n一、收入预算\n    2024年收入预算1,234.50万元。\n"
    )


def test_a_used_range_that_is_a_bomb_costs_what_its_cells_cost() -> None:
    made = workbook(["行政运行", 1, 1, 0])
    made.active["XFD1048576"] = "末"
    reading = read(made)
    assert reading.text.endswith("末\n")
    assert len(document(reading).tables) == 1
