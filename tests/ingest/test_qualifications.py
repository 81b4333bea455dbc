"""The day a stock is stated as of, and what a number leaves out, kept beside the number."""

from __future__ import annotations

import pytest

from ingest.parse import reading_to_document
from ingest.read.reading import Reading
from tests.ingest.drawn import Rows, reading_of

TITLE = "某某局2025年部门预算\n"


def said(text: str) -> list[tuple[str, str | None, str | None]]:
    """Each figure's number, day and note."""
    return stated(Reading(text=TITLE + text + "\n", pages=()))


def stated(reading: Reading) -> list[tuple[str, str | None, str | None]]:
    return [
        (f.printed, f.as_of.isoformat() if f.as_of else None, f.scope_note)
        for f in reading_to_document(reading, "某某局2025年部门预算.txt").figures
    ]


def test_vehicles_are_stated_as_of_a_day_and_those_to_buy_are_not() -> None:
    text = (
        "截至2024年8月31日，某某局共有车辆8辆，其中：其他用车8辆；"
        "单价100万元（含）以上设备（不含车辆）2台（套）。2025年部门预算安排购置车辆1辆。"
    )
    assert said(text) == [
        ("8", "2024-08-31", None), ("8", "2024-08-31", None), ("2", "2024-08-31", "不含车辆"),
        ("1", None, None),
    ]  # fmt: skip


def test_a_day_holds_for_the_sentences_behind_it_until_another_time_is_named() -> None:
    text = "截至2024年12月31日，某某局共有车辆3辆。单价100万元（含）以上设备（不含车辆）0台（套）。"
    assert [day for _, day, _ in said(text)] == ["2024-12-31", "2024-12-31"]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("公务接待费3万元（不含下属单位），公务用车运行费2万元。", ["不含下属单位", None]),
        ("公务接待费（不含外宾接待）3万元。", ["不含外宾接待"]),
        ("公务接待费3万元，不含下属单位。", ["不含下属单位"]),
        ("公务接待费3万元。不含下属单位。", [None]),
        ("公务接待费3万元，主要原因是不含下属单位。", [None]),
    ],
)
def test_a_remark_limits_the_numbers_it_stands_with(text: str, notes: list[str | None]) -> None:
    assert [note for _, _, note in said(text)] == notes


def test_what_is_said_below_a_table_limits_all_its_numbers() -> None:
    rows: Rows = [["项目", "预算数"], ["教育支出", "2"], ["车辆（辆）", "3"]]
    reading = reading_of(
        ["支出预算表", "单位：万元", rows, "注：本表不含下属单位，车辆截至2024年12月31日。"]
    )
    note = "注：本表不含下属单位，车辆截至2024年12月31日"
    assert stated(reading) == [("2", None, note), ("3", "2024-12-31", note)]
