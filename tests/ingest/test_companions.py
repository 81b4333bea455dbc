"""One document in two files, its text and its tables: found and proven together."""

from __future__ import annotations

from dataclasses import replace

from ingest.companions import check_together, companions
from ingest.model import Document
from ingest.parse import reading_to_document
from tests.ingest.drawn import Rows, reading_of
from tests.ingest.made import pages

TABLE: list[str | Rows] = [
    "示例市清风局2025年部门预算",
    "“三公”经费支出预算表",
    "单位：万元",
    [["项目", "预算数"], ["公务接待费", "3.50"], ["因公出国（境）费", "0.00"]],
]


def tables() -> Document:
    return reading_to_document(reading_of(TABLE), "示例市清风局2025年部门预算表.pdf")


def text(amount: str = "3.50", year: int = 2025) -> Document:
    words = f"示例市清风局{year}年部门预算\n一、三公经费说明\n公务接待费{amount}万元。"
    return reading_to_document(pages(words), f"示例市清风局{year}年部门预算.pdf")


def test_text_and_tables_of_one_document_belong_together() -> None:
    assert [len(group) for group in companions([text(), tables()])] == [2]


def test_another_year_and_two_versions_of_one_table_do_not() -> None:
    assert [len(group) for group in companions([text(year=2024), tables()])] == [1, 1]
    assert [len(group) for group in companions([tables(), tables()])] == [1, 1]
    assert [len(group) for group in companions([text(), text()])] == [1, 1]


def test_a_name_with_the_party_before_it_is_the_same_name() -> None:
    one = tables()
    who = replace(one.identity, organisation=f"中共{one.identity.organisation}")
    assert [len(group) for group in companions([text(), replace(one, identity=who)])] == [2]


def test_the_text_of_one_is_tried_against_the_tables_of_the_other() -> None:
    assert check_together([text(), tables()]).problems == ()
    (problem,) = check_together([text("13.50"), tables()]).problems
    assert problem.identity == "three_public_text_and_table"
    assert "〔示例市清风局2025年部门预算.pdf〕" in problem.message
    assert "〔示例市清风局2025年部门预算表.pdf〕" in problem.message
    assert {figure_id[:2] for figure_id in problem.figure_ids} == {"1/", "2/"}


def test_a_document_alone_is_checked_as_it_is_when_read() -> None:
    alone = tables()
    assert check_together([alone]).figures == alone.figures
