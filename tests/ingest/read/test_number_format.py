"""A number is printed as the sheet shows it, from the exact digits it stores."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.read.number_format import BUILT_IN, Shape, shown, shown_text, stored_number

ACCOUNTS = BUILT_IN[43]


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("1234.5", "#,##0.00", "1,234.50"),
        ("1234.5600000000001", "#,##0.00", "1,234.56"),
        ("1234.5600000000001", "General", "1234.56"),
        ("0.30000000000000004", "General", "0.3"),
        ("1.0049999999999999", "0.00", "1.01"),
        ("-1234.5", "#,##0.00", "-1,234.50"),
        ("-1234.5", "#,##0.00_);(#,##0.00)", "-1,234.50"),
        ("-5", "0;-0;0", "-5"),
        ("-5", "0.00;[Red]0.00", "-5.00"),
        ("1.23E+07", "General", "12300000"),
        ("1.23E+07", "#,##0", "12,300,000"),
        ("12345678.9", "#,##0.00;-#,##0.00;;@", "12,345,678.90"),
        ("0", "#,##0.00;-#,##0.00;;@", ""),
        ("0", '#,##0.00;-#,##0.00;"-"', "-"),
        ("0", ";;;", ""),
        ("7", ";;;", ""),
        ("0", "#", ""),
        ("0", "0.00", "0.00"),
        ("0", "General", "0"),
        ("0", ACCOUNTS, "-"),
        ("1234.5", ACCOUNTS, "1,234.50"),
        ("-1234.5", ACCOUNTS, "-1,234.50"),
        ("1234", "#,##0_ ", "1,234"),
        ("2010301", "0000000", "2010301"),
        ("5", "00", "05"),
        ("205", "@", "205"),
        ("0.125", "0.0%", "12.5%"),
        ("-0.0312", "0.00%", "-3.12%"),
        ("12345678", "0!.0,", "1234.6"),
        ("12345678", "0.00,,", "12.35"),
        ("1234567", "#,##0,", "1,235"),
        ("1234.5", '#,##0.00"万元"', "1,234.50万元"),
        ("1234.5", "[Red]#,##0.00", "1,234.50"),
        ("1234.5", "[$¥-804]#,##0.00", "¥1,234.50"),
        ("50", "[>=100]0.0;[<100]0.00", "50.00"),
        ("1234567.891", "0.##", "1234567.89"),
        ("5", "0.##", "5."),
        ("12345", "???,???", "12,345"),
        ("99999999999999", "#,##0.00", "99,999,999,999,999.00"),
        ("0.5", "#,##0.00;[Red]-#,##0.00", "0.50"),
    ],
)
def test_a_number_is_shown_as_its_format_says(stored: str, code: str, text: str) -> None:
    number = stored_number(stored)
    assert number is not None
    assert shown(number, code).text == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("yyyy/m/d", "2024/2/29"),
        ('yyyy"年"m"月"d"日"', "2024年2月29日"),
        ('[$-804]yyyy"年"m"月"d"日";@', "2024年2月29日"),
        ("mmm-yy", "Feb-24"),
        ("yyyy-mm-dd hh:mm:ss", "2024-02-29 12:30:05"),
        ("h:mm AM/PM", "12:30 下午"),
    ],
)
def test_a_day_is_shown_as_a_day_and_told_from_a_number(code: str, text: str) -> None:
    moment = shown(Decimal("45351.520891"), code)
    assert (moment.text, moment.shape) == (text, Shape.DATE)


def test_a_number_whose_digits_cannot_be_seen_is_told() -> None:
    assert shown(Decimal("12345678.9"), "0.00E+00") == shown(Decimal("12345678.9"), BUILT_IN[11])
    lossy = shown(Decimal("12345678.9"), "0.00E+00")
    assert (lossy.text, lossy.shape) == ("1.23E+07", Shape.SCIENTIFIC)
    assert shown(Decimal("0.5"), "# ?/?") == shown(Decimal("0.5"), "[DBNum2]General")
    assert shown(Decimal("0.5"), "# ?/?").shape is Shape.UNKNOWN


@pytest.mark.parametrize("stored", ["NaN", "Infinity", "1E+999999999", "-1E-999999", "12a", ""])
def test_what_no_sheet_can_hold_is_no_number(stored: str) -> None:
    assert stored_number(stored) is None


def test_three_semicolons_hide_a_text_too() -> None:
    assert (shown_text("预算", ";;;"), shown_text("预算", "@"), shown_text("预算", "0;0;0")) == (
        "",
        "预算",
        "预算",
    )
