"""Two documents are set side by side where a question names two, by year, level or kind."""

import pytest

from ingest.model import Kind, Level
from qa_service.steps.sides import Side, find_sides
from qa_service.steps.years import find_years

BUDGET, FINAL = Kind.BUDGET, Kind.FINAL_ACCOUNT
DEPARTMENT, UNIT = Level.DEPARTMENT, Level.UNIT


def sides(question):
    return find_sides(question, find_years(question))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "2024年部门预算比2023年部门预算多多少",
            (Side(2024, DEPARTMENT, BUDGET), Side(2023, DEPARTMENT, BUDGET)),
        ),
        (
            "2024年预算的公用经费和2023年预算比",
            (Side(2024, None, BUDGET), Side(2023, None, BUDGET)),
        ),
        (
            "2024年部门预算和单位预算相比差多少",
            (Side(2024, DEPARTMENT, BUDGET), Side(2024, UNIT, BUDGET)),
        ),
        (
            "2024年部门和单位预算各多少",
            (Side(2024, DEPARTMENT, BUDGET), Side(2024, UNIT, BUDGET)),
        ),
        (
            "2024年项目支出，决算比部门预算多多少",
            (Side(2024, DEPARTMENT, FINAL), Side(2024, DEPARTMENT, BUDGET)),
        ),
        ("部门口径和单位口径都说一下", (Side(None, DEPARTMENT), Side(None, UNIT))),
    ],
)
def test_documents_named_in_a_question_are_its_sides(question, expected):
    assert sides(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "2024年部门预算里三公经费多少",  # one document
        "2024年一般公共预算和政府性基金预算各多少",  # items
        "决算比年初预算少多少",  # columns of a final account
        "2024年预算数和决算数各是多少",
        "2022年到2024年部门决算里项目支出的变化",  # a span of years
        "2025年预算单位有几家",
    ],
)
def test_columns_items_and_single_documents_are_no_sides(question):
    assert sides(question) == ()
