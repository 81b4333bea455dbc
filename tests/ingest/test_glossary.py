"""Definitions, in any numbering."""

from __future__ import annotations

import pytest

from ingest.glossary import sections_to_glossary
from ingest.model import GlossaryEntry
from ingest.read.reading import Reading
from ingest.sections import pages_to_sections
from tests.ingest.made import pages


def glossary(reading: Reading) -> tuple[GlossaryEntry, ...]:
    return sections_to_glossary(reading, pages_to_sections(reading))


@pytest.mark.parametrize(
    ("printed", "term", "meaning"),
    [
        ("一、财政拨款：指拨款。", "财政拨款", "指拨款。"),
        ("（一）、基本支出预算：是计划。", "基本支出预算", "是计划。"),
        (
            "（七）“三公”经费：是三项经费。其中：用车费用于用车。",
            "“三公”经费",
            "是三项经费。其中：用车费用于用车。",
        ),
        ("18.机关运行经费。是指公用经费。", "机关运行经费", "是指公用经费。"),
        ("8一般公共服务（类）：反映服务。", "一般公共服务（类）", "反映服务。"),
        ("12．教育支出（类）：反映教育。", "教育支出（类）", "反映教育。"),
        ("八、\n“三公”经费：指三项。", "“三公”经费", "指三项。"),
    ],
)
def test_an_entry_in_any_numbering(printed: str, term: str, meaning: str) -> None:
    entries = glossary(pages(f"名词解释\n{printed}"))
    assert [(e.term, e.meaning) for e in entries] == [(term, meaning)]


def test_a_meaning_goes_on_to_the_next_entry_and_no_further() -> None:
    reading = pages(
        "第四部分 名词解释\n1.甲收入：指甲。\n还包括乙。\n2.丙支出：反映丙。\n2023年2月13日"
    )
    first, second = glossary(reading)
    assert first.meaning == "指甲。还包括乙。"
    assert second.meaning == "反映丙。"
    assert reading.text[first.source.start : first.source.end] == "甲收入：指甲。\n还包括乙。"


def test_what_ends_the_document_is_no_part_of_the_last_meaning() -> None:
    (entry,) = glossary(pages("名词解释\n1.其他收入：指其他。\n还包括利息。\n示例局办公室"))
    assert entry.meaning == "指其他。还包括利息。"


def test_tables_after_the_definitions_define_nothing() -> None:
    (entry,) = glossary(
        pages(
            "名词解释\n1.其他收入：指其他。\n2024年收入预算总表\n部门：某某局  单位：万元\n注：无。"
        )
    )
    assert (entry.term, entry.meaning) == ("其他收入", "指其他。")


def test_a_functional_term_is_split_at_its_levels() -> None:
    (entry,) = glossary(
        pages("名词解释\n6.一般公共服务（类）财政事务（款）行政运行（项）：反映基本支出。")
    )
    assert entry.term_path == ("一般公共服务", "财政事务", "行政运行")


def test_only_the_glossary_s_section_defines() -> None:
    assert glossary(pages("第一部分 概况\n一、财政拨款：指拨款。")) == ()
