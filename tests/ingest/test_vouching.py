"""What proves a number that was read by OCR, and what does not."""

from __future__ import annotations

from dataclasses import replace

from ingest.checks import check_figures
from ingest.model import Check, Figure, Table
from tests.ingest.drawn import figures_of, table_from
from tests.ingest.made import figures as said

HEADER = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]


def expenditure(*rows: list[str], unit: str = "单位：元") -> Table:
    return table_from("支出预算总表", unit, HEADER, *rows)


def states(table: Table, *more: Figure) -> dict[str, str]:
    """What becomes of the figures of a table that was read by OCR, by row and column."""
    read = [replace(f, check=Check.UNVERIFIED) for f in figures_of(table)]
    checked = check_figures([*read, *more], (table,))
    return {
        f"{f.item_path[-1] if f.item_path else ''} {f.column_path[-1]}": f.check.value
        for f in checked.figures
        if f.column_path
    }


CROSSED = expenditure(
    ["205", "教育支出", "9,000.00", "8,000.00", "1,000.00"],
    ["206", "科学技术支出", "700.00", "400.00", "300.00"],
    ["合计", "<", "9,700.00", "8,400.00", "1,300.00"],
)


def test_a_row_and_a_column_together_prove_a_number() -> None:
    assert set(states(CROSSED).values()) == {"passed"}


def test_one_sum_alone_proves_nothing_of_what_ocr_read() -> None:
    one_row = expenditure(["205", "教育支出", "9,000.00", "8,000.00", "1,000.00"])
    assert set(states(one_row).values()) == {"unverified"}


def test_sums_that_hold_but_for_rounding_do_not_prove_the_last_digit() -> None:
    crossed = expenditure(
        ["205", "教育支出", "9,000.00", "8,000.00", "1,000.01"],
        ["206", "科学技术支出", "700.00", "400.00", "300.00"],
        ["合计", "<", "9,700.00", "8,400.00", "1,300.00"],
    )
    assert states(crossed)["教育支出 项目支出"] == "unverified"
    assert states(crossed)["科学技术支出 基本支出"] != "failed"


def test_a_number_that_stands_twice_in_one_table_does_not_prove_itself() -> None:
    copied = expenditure(
        ["205", "教育支出", "9,000.00", "9,000.00", ""], ["合计", "<", "9,000.00", "9,000.00", ""]
    )
    assert "passed" not in states(copied).values()


def test_sums_without_decimals_in_ten_thousands_do_not_prove_the_scale() -> None:
    rows = [
        ["205", "教育支出", "900000", "800000", "100000"],
        ["206", "科学技术支出", "70000", "40000", "30000"],
        ["合计", "<", "970000", "840000", "130000"],
    ]
    assert "passed" not in states(expenditure(*rows, unit="单位：万元")).values()


def test_prose_with_a_text_layer_proves_a_number_that_ocr_read() -> None:
    name = "机关事业单位职业年金缴费支出"
    one_row = expenditure(["2080506", name, "2,049,197.00", "", ""])
    words = f"社会保障和就业支出（类）行政事业单位养老支出（款）{name}（项）"
    found = states(one_row, *said(f"“{words}”204.92万元。"))
    assert found[f"{name} 合计"] == "passed"


def test_a_number_that_ocr_misread_is_pointed_at() -> None:
    wrong = expenditure(
        ["205", "教育支出", "9,000.00", "8,000.00", "1,000.00"],
        ["206", "科学技术支出", "700.00", "400.00", "800.00"],
        ["合计", "<", "9,700.00", "8,400.00", "1,300.00"],
    )
    found = states(wrong)
    assert found["科学技术支出 项目支出"] == "failed"
    assert [key for key, state in found.items() if state == "failed"] == ["科学技术支出 项目支出"]


def test_two_places_that_both_say_zero_prove_nothing() -> None:
    table = table_from("“三公”经费预算表", "单位：万元", ["项目", "预算数"], ["公务接待费", "0.00"])
    checked = check_figures([*figures_of(table), *said("公务接待费0.00万元。")], (table,))
    assert {f.check for f in checked.figures} == {Check.UNCHECKED}


def of_text(text: str, *tables: Table) -> dict[str, str]:
    """What becomes of the figures of a text, by what is printed."""
    checked = check_figures([*figures_of(*tables), *said(text)], tables, text)
    return {f.printed: f.check.value for f in checked.figures if f.source.table_id is None}


def test_a_change_proves_its_rate_where_the_item_is_known() -> None:
    text = "公务接待费2.40万元，比2024年预算减少0.60万元，下降20.00%。"
    assert set(of_text(text).values()) == {"unchecked", "passed"}
    assert of_text(text)["20.00"] == "passed"


def test_numbers_of_an_item_nobody_knows_do_not_pass() -> None:
    text = "2025年，巡河护堤（项）支出2.40万元，比2024年预算减少0.60万元，下降20.00%。"
    assert "20.00" in of_text(text)
    assert "passed" not in of_text(text).values()


def test_a_name_with_a_page_number_in_it_is_not_vouched_for() -> None:
    first, again = said("公务接待费2.40万元。公务接待费2.40万元。")
    for label in ("公务接（11待）费", "公务11接待费"):
        checked = check_figures([replace(first, label=label), again], ())
        assert [f.check for f in checked.figures] == [Check.UNCHECKED, Check.PASSED]
    own = [replace(f, label="单价100万元以上设备费") for f in (first, again)]
    assert {f.check for f in check_figures(own, ()).figures} == {Check.PASSED}


def test_numbers_of_an_item_that_a_table_of_the_document_names_pass() -> None:
    text = "2025年，水库除险（项）支出2.40万元，比2024年预算减少0.60万元，下降20.00%。"
    assert of_text(text)["20.00"] == "unchecked"
    table = table_from("项目支出表", "单位：万元", ["项目", "预算数"], ["水库除险", "2.40"])
    assert of_text(text, table)["20.00"] == "passed"


def test_a_change_of_which_the_base_is_not_known_does_not_pass() -> None:
    change, rate, amount = [
        replace(f, base=None)
        for f in said("公务接待费2.40万元，比2024年预算减少0.60万元，下降20.00%。")
    ]
    checked = check_figures([change, rate, amount], ())
    assert [f.check for f in checked.figures] == [Check.UNCHECKED] * 3


def test_the_parts_of_one_part_do_not_prove_a_total() -> None:
    text = "支出预算82.00万元，其中：人员经费80.00万元，公用经费2.00万元。"
    assert "passed" not in of_text(text).values()
    both = "支出预算92.00万元，其中：基本支出82.00万元，项目支出10.00万元。"
    assert set(of_text(both).values()) == {"passed"}
