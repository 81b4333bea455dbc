"""Passages: what kind they are, how long, and where they stand."""

from __future__ import annotations

from ingest.glossary import sections_to_glossary
from ingest.model import Passage
from ingest.passages import section_to_passages
from ingest.read.reading import Reading
from ingest.sections import pages_to_sections
from ingest.tables import reading_to_tables
from tests.ingest.drawn import reading_of


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


def test_what_a_form_says_of_a_project_is_found_under_its_name() -> None:
    goal = "整治道路两侧乱停乱放，改善沿线环境，方便居民出行。"
    reading = reading_of(
        [[["财政项目支出绩效目标填报表", "<", "<", "<", "<"],
          ["项目名称", "道路养护", "<", "项目性质", "经常性项目"],
          ["项目绩效\n目标", "项目总目标", "<", "年度总体目标", "<"],
          ["^", goal, "<", goal, "<"],
          ["一级指标", "二级指标", "<", "三级指标", "指标值"],
          ["产出指标", "数量指标", "<", "养护里程", "90公里"],
          ["^", "质量指标", "<", "完好率", "95%"]]],
    )  # fmt: skip
    found = section_to_passages(reading, (), (), reading_to_tables(reading))
    assert [(p.kind, p.text) for p in found] == [
        ("project", f"道路养护 项目总目标：{goal}"),
        ("project", "道路养护 绩效指标：数量指标 养护里程 90公里；质量指标 完好率 95%"),
    ]
    assert reading.text[found[0].source.start : found[0].source.end] == goal


def test_a_project_s_description_stands_under_its_name_whatever_its_headings_are_numbered() -> None:
    text = (
        "第二部分 说明\n七、园区扶持项目经费情况说明\n一、项目概述\n扶持园区内的企业和科研单位。\n"
        "二、立项依据\n按照产业发展的规划立项。\n八、其他事项说明\n本单位没有其他需要说明的事项。"
    )
    reading = Reading(text=text, pages=())
    found = section_to_passages(reading, pages_to_sections(reading), ())
    project = ("第二部分 说明", "七、园区扶持项目经费情况说明")
    assert [(p.kind, p.section_path) for p in found] == [
        ("project", (*project, "一、项目概述")),
        ("project", (*project, "二、立项依据")),
        ("prose", ("第二部分 说明", "八、其他事项说明")),
    ]
