"""Every row of web_pages.yaml reads its own example, and none takes a line of a document."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
import yaml

from ingest.vocabulary.web_pages import web_pages

TEXT = files("ingest.vocabulary").joinpath("web_pages.yaml").read_text("utf-8")
ROWS = [(kind, row) for kind, rows in yaml.safe_load(TEXT).items() for row in rows]


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=[row["example"] for _, row in ROWS])
def test_a_row_reads_its_example(kind: str, row: dict[str, str]) -> None:
    plain = re.sub(r"\s+", "", row["example"])
    if kind == "attachment":
        assert re.search(row["pattern"], plain)
    else:
        assert re.fullmatch(row["pattern"], plain)


@pytest.mark.parametrize(
    "line",
    [
        "2024年收入预算1,234.50万元。",
        "承办市委、市政府交办的其他事项。",
        "一、部门主要职能",
        "单位：万元",
        "资金来源：财政拨款",
        "大中小学教育支出100万元",
        "2024-02-08",
        "下一步工作打算",
        "关闭落后产能支出12.00万元",
    ],
)
def test_lines_of_documents_stay(line: str) -> None:
    rows = (*web_pages().lines, *web_pages().published)
    assert not any(row.fullmatch(line) for row in rows)
