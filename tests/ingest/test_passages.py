"""Passages: what kind they are, how long, and where they stand."""

from __future__ import annotations

from ingest.glossary import sections_to_glossary
from ingest.model import Passage
from ingest.passages import section_to_passages
from ingest.read.reading import Reading
from ingest.sections import pages_to_sections


def passages(text: str, table_spans: tuple[tuple[int, int], ...] = ()) -> tuple[Passage, ...]:
    reading = Reading(text=text, pages=(), table_spans=table_spans)
    sections = pages_to_sections(reading)
    return section_to_passages(reading, sections, sections_to_glossary(reading, sections))


def test_each_duty_is_a_passage_of_its_own() -> None:
    found = passages("第一部分 概况\n一、主要职能\n（一）负责预算管理。\n（二）负责采购监督。")
    assert [(p.kind, p.text) for p in found] == [
        ("duty", "（一）负责预算管理。"),
        ("duty", "（二）负责采购监督。"),
    ]
    assert found[0].section_path == ("第一部分 概况", "一、主要职能")


def test_definitions_reasons_projects_and_notes_are_told_apart() -> None:
    found = passages(
        "第一部分 情况说明\n一、收支情况\n支出增加2万元。主要原因是人员增加。\n"
        "二、某系统运维项目情况\n该项目用于系统运维，保障运行。\n注：本表为空表，没有数据。\n"
        "第二部分 名词解释\n1.其他收入：指其他收入。"
    )
    assert [p.kind for p in found] == ["reason", "project", "note", "definition"]
    assert found[-1].text == "其他收入：指其他收入。"


def test_short_paragraphs_of_one_section_go_together_and_long_ones_are_cut_at_sentences() -> None:
    sentence = "本单位按照规定开展预算绩效管理工作，合计12,345.67万元。"
    text = f"第一部分 说明\n一、总体\n{sentence}\n{sentence}\n二、分项\n{sentence * 40}"
    found = passages(text)
    assert found[0].text == f"{sentence}\n{sentence}"
    assert all(len(p.text) <= 500 and p.text.endswith("。") for p in found)
    assert "".join(p.text for p in found[1:]) == sentence * 40
    for passage in found:
        stood = text[passage.source.start : passage.source.end]
        assert "".join(stood.split()) == "".join(passage.text.split())


def test_grids_and_labels_of_tables_are_no_passages() -> None:
    text = (
        "第一部分 表\n公开01表\n部门：某局 单位：万元\n合计 1.00 2.00\n本部门没有政府性基金收支。"
    )
    start = text.index("合计")
    found = passages(text, ((start, text.index("本部门")),))
    assert [p.text for p in found] == ["本部门没有政府性基金收支。"]
