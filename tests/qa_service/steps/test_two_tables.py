"""The two tables that a question sets against each other."""

import pytest

from qa_service.steps.two_tables import tables_in


@pytest.mark.parametrize(
    ("question", "tables"),
    [
        ("收支总表和财政拨款收支总表的支出总计一样吗", ["summary", "appropriation_summary"]),
        (
            "支出决算表和一般公共预算财政拨款支出决算表的购房补贴一样吗",
            ["expenditure", "general_public_budget_expenditure"],
        ),
        ("支出总表里的基本支出是多少", ["expenditure"]),
        ("三公经费表里和说明里一样吗", ["three_public"]),
        ("基本支出和项目支出一样吗", []),
    ],
)
def test_the_tables_named_are_read_in_their_order(question, tables):
    found = tables_in(question)
    assert len(found) == len(tables)
    assert all(key in kinds for key, kinds in zip(tables, found, strict=True))
