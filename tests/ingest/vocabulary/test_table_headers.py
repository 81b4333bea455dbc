"""A standard table whose title is lost is known by its columns, rows or remark, or not at all."""

from __future__ import annotations

import pytest

from ingest.vocabulary.table_headers import HeaderRule, header_rules, table_by_header


@pytest.mark.parametrize("rule", header_rules(), ids=lambda rule: rule.key)
def test_every_rule_identifies_its_example(rule: HeaderRule) -> None:
    shown = rule.example
    found = table_by_header(shown.get("columns", []), shown.get("rows", []), shown.get("note", ""))
    assert found is not None and found.key == rule.key


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        (["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["教育支出"]),
        (["项目", "预算数"], ["教育支出", "合计"]),
        (["科目名称", "金额"], ["办公费", "因公出国（境）费", "公务接待费", "公务用车运行维护费"]),
        (["单位名称", "人数"], []),
    ],
)
def test_what_several_tables_print_identifies_none(columns: list[str], rows: list[str]) -> None:
    assert table_by_header(columns, rows, "") is None
