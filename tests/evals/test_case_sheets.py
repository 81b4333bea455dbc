"""A workbook of questions: heads in Chinese, bad rows named, the template its own example."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from evals.case_files import CaseFileError, read_case_files
from evals.case_sheets import COLUMNS, template_bytes
from evals.model import CASE_TYPES

HEADS = ("问题", "类型", "数值", "单位", "先前的问题", "拒答原因", "组别")


def sheet_of(*rows: tuple[object, ...], heads: tuple[str, ...] = HEADS) -> Worksheet:
    sheet = openpyxl.Workbook().active
    assert isinstance(sheet, Worksheet)
    for row in (heads, *rows):
        sheet.append(row)
    return sheet


def saved(sheet: Worksheet, folder: Path) -> Path:
    path = folder / "题.xlsx"
    assert sheet.parent is not None
    sheet.parent.save(path)
    return path


def test_a_row_is_a_case_with_its_heads_and_choices_in_chinese(tmp_path: Path) -> None:
    row = ("局长工资多少", "答不了的", None, None, "甲局呢\n乙局呢", "没有这一项", "三组")
    (case,), bad = read_case_files([saved(sheet_of(row), tmp_path)])
    assert (case.type, case.reason, case.history) == ("unanswerable", "item_missing", ("甲局呢", "乙局呢"))  # fmt: skip
    assert (case.id, case.others, bad) == ("题-2", {"组别": "三组"}, [])


@pytest.mark.parametrize(
    ("typed", "number_format", "read"),
    [
        ("3,204.10", "@", "3204.10"),
        (3204.1, "General", "3204.1"),
        (32.2, "0.00", "32.20"),
        (32.255, "0.00", "32.255"),
        (0.1 + 0.2, "General", "0.3"),
        (1500, "#,##0", "1500"),
    ],
)
def test_a_number_is_read_as_the_cell_shows_it_and_never_shorter(
    tmp_path: Path, typed: object, number_format: str, read: str
) -> None:
    sheet = sheet_of(("多少", "figure", typed, "万元"))
    sheet["C2"].number_format = number_format
    (case,), _ = read_case_files([saved(sheet, tmp_path)])
    assert str(case.value) == read


def test_each_bad_row_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    sheet = sheet_of(
        ("好题一", "figure", "1"),
        (None, "figure", "1"),
        ("不知何类", "谜语"),
        ("公式", "figure", "=1+1"),
        ("合并", "figure", "2"),
        ("合并的下一行", "figure", "2"),
        (None, None, None),
        ("不是数", "figure", "三"),
        ("好题二", "单个数字", "2"),
    )
    sheet.merge_cells("D6:D7")
    cases, bad = read_case_files([saved(sheet, tmp_path)])
    assert [case.question for case in cases] == ["好题一", "好题二"]
    assert [row.line for row in bad] == [3, 4, 5, 6, 7, 9]
    for row, word in zip(bad, ("question", "谜语", "C5", "D6:D7", "D6:D7", "三"), strict=True):
        assert word in row.problem


def test_a_workbook_without_the_needed_heads_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = saved(sheet_of(("多少", "figure"), heads=("题干", "类型")), tmp_path)
    with pytest.raises(CaseFileError, match=r"“问题”.*template"):
        read_case_files([path])


@pytest.mark.parametrize("content", [b"", b"PK", b"<html>", b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "题.xlsx").write_bytes(content)
    with pytest.raises(CaseFileError, match=r"题\.xlsx"):
        read_case_files([tmp_path / "题.xlsx"])


def test_the_template_holds_an_example_of_every_type_that_reads_back(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_bytes()))
    assert book.sheetnames == ["题目", "例题", "说明"]
    book.remove(book["题目"])
    book.save(tmp_path / "例题.xlsx")
    cases, bad = read_case_files([tmp_path / "例题.xlsx"])
    assert [case.type for case in cases] == list(CASE_TYPES)
    assert bad == []
    assert cases[0].value == Decimal("3204.10")
    assert cases[12].accept == ("out_of_scope",)


def test_the_empty_template_offers_the_types_to_choose_from() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(template_bytes()))["题目"]
    assert [cell.value for cell in sheet[1]] == [column.head for column in COLUMNS]
    rules = {str(rule.sqref).split("2:")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}  # fmt: skip
    assert "单个数字,增减额" in rules["C"]
    assert all(len(formula) <= 255 for formula in rules.values())


def test_the_template_is_the_same_bytes_each_time() -> None:
    assert template_bytes() == template_bytes()
