"""The outline: levels, what is a heading and what only begins with a number."""

from __future__ import annotations

from ingest.read.reading import Reading
from ingest.sections import body_paragraphs, pages_to_sections, section_path_at
from tests.ingest.made import pages


def paths(text: str) -> list[tuple[str, ...]]:
    return [s.path for s in pages_to_sections(Reading(text=text, pages=()))]


def test_headings_nest_by_the_kind_of_their_number() -> None:
    text = (
        "第1部分 概况\n1、 主要职责：\n（一）负责预算。\n第二部分 情况说明\n一、总体说明\n正文。\n"
        "八、某项目情况\n4.实施方案\n（1） 制定工作安排\n正文。"
    )
    assert paths(text) == [
        ("第1部分 概况",),
        ("第1部分 概况", "1、主要职责"),
        ("第二部分 情况说明",),
        ("第二部分 情况说明", "一、总体说明"),
        ("第二部分 情况说明", "八、某项目情况"),
        ("第二部分 情况说明", "八、某项目情况", "4.实施方案"),
        ("第二部分 情况说明", "八、某项目情况", "4.实施方案", "（1）制定工作安排"),
    ]


def test_sentences_that_begin_with_a_number_are_items() -> None:
    text = (
        "第一部分 概况\n一、加强党的建设。落实基层责任。\n"
        "（二）公务接待费1.35万元\n1.财政拨款：指拨款。"
    )
    assert paths(text) == [("第一部分 概况",)]


def test_short_items_after_a_colon_are_items() -> None:
    text = "第一部分 概况\n二、机构设置\n本部门包括：\n1.某局本部\n2.某中心\n三、工作\n正文。"
    assert [path[-1] for path in paths(text)] == ["第一部分 概况", "二、机构设置", "三、工作"]


def test_a_heading_over_two_lines_is_one() -> None:
    text = "第三部分 某某省人大常委会办公厅\n2017 年度部门预算情况说明\n一、收支情况\n正文。"
    assert paths(text)[0] == ("第三部分 某某省人大常委会办公厅2017年度部门预算情况说明",)


def test_a_part_of_tables_does_not_swallow_the_first_table_s_title() -> None:
    text = "第二部分 2018年度部门预算表\n收支预算总表\n部门：某厅 单位：万元"
    assert paths(text) == [
        ("第二部分 2018年度部门预算表",),
        ("第二部分 2018年度部门预算表", "收支预算总表"),
    ]


def test_a_table_of_contents_is_left_out() -> None:
    contents = "目 录\n第一部分 概况\n一、主要职能\n二、机构设置\n第二部分 名词解释"
    body = "第一部分 概况\n一、主要职能\n某局负责预算。\n二、机构设置\n设三科。\n第二部分 名词解释"
    found = pages_to_sections(pages(contents, body))
    assert [s.source.page for s in found] == [2, 2, 2, 2]


def test_dotted_contents_and_headings_without_numbers() -> None:
    contents = "目 录\n一、部门主要职能 ………………\n二、名词解释 ………………3"
    reading = pages(
        contents,
        "某某区财政局主要职能\n主要职能包括：\n（一）负责预算。",
        "名词解释\n（一）其他收入：指其他收入。",
        "2025年部门预算编制说明\n2025年，某某区财政局收入预算3万元。",
        "其他相关情况说明\n一、2025年“三公”经费预算情况说明\n无。",
    )
    assert [s.path for s in pages_to_sections(reading)] == [
        ("某某区财政局主要职能",),
        ("名词解释",),
        ("2025年部门预算编制说明",),
        ("其他相关情况说明",),
        ("其他相关情况说明", "一、2025年“三公”经费预算情况说明"),
    ]


def test_headings_repeated_in_a_run_are_contents_also_without_the_word() -> None:
    titles = ["一、职能", "二、机构", "三、任务", "四、收支", "五、解释"]
    text = "\n".join(titles) + "\n" + "\n".join(f"{t}\n这里是正文。" for t in titles)
    assert [path[-1] for path in paths(text)] == titles


def test_amounts_that_come_again_in_a_later_section_are_not_contents() -> None:
    items = [
        "办公费（款）支出110万元。用于办公。",
        "水费（款）支出10万元",
        "电费（款）支出20万元。",
    ]
    items += ["邮电费（款）支出70万元。", "差旅费（款）支出200万元。"]
    amounts = [f"（{i}）{item}" for i, item in enumerate(items, start=1)]
    told = ["本年支出如下。", *amounts]
    text = "\n".join(["六、财政拨款情况", *told, "九、一般公共预算情况", *told])
    assert [p.text for p in body_paragraphs(Reading(text=text, pages=()))] == told * 2


def test_a_place_in_the_text_has_the_path_of_its_headings() -> None:
    text = "第一部分 概况\n一、主要职能\n某局负责预算。\n第二部分 说明\n收入多。"
    reading = Reading(text=text, pages=())
    sections = pages_to_sections(reading)
    assert section_path_at(sections, text.index("某局")) == ("第一部分 概况", "一、主要职能")
    assert section_path_at(sections, text.index("收入")) == ("第二部分 说明",)
    assert [p.text for p in body_paragraphs(reading)] == ["某局负责预算。", "收入多。"]
    assert text[sections[1].source.start :].startswith("一、主要职能")
