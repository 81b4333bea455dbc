"""Paragraphs: what is joined, what is left out, and where each character stood."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Box
from ingest.prose import reading_to_paragraphs
from ingest.read.reading import Reading
from ingest.vocabulary.traditional import simplified
from tests.ingest.made import pages

LINE = "江苏一带某某单位的年度收入和支出预算总计与上一年相比，"


def texts(reading: Reading) -> list[str]:
    return [paragraph.text for paragraph in reading_to_paragraphs(reading)]


def test_a_sentence_cut_at_the_margin_is_one_paragraph() -> None:
    reading = pages(f"{LINE}\n{LINE}\n{LINE}\n增加20849.45 万\n元。")
    assert texts(reading) == [f"{LINE}{LINE}{LINE}增加20849.45万元。"]


def test_a_line_that_a_number_did_not_fit_on_is_full() -> None:
    short = LINE[:-4]
    reading = pages(f"{LINE}\n{LINE}\n{LINE}\n{short}\n100.00%。下一句。")
    assert texts(reading) == [f"{LINE * 3}{short}100.00%。下一句。"]


def test_a_line_that_is_set_in_is_as_full_as_its_right_end_says() -> None:
    first = LINE[:-4]  # two characters of indent, and two that the margin cannot show
    lines = ["一、标题", LINE, LINE, LINE, first, "支出预算1.00万元。"]
    reading = pages("\n".join(lines))
    boxes, start = [], 0
    for i, line in enumerate(lines):
        left = 111.0 if line is first else 79.0
        width = 8.0 * sum(1 if c in ".01" else 2 for c in line)
        boxes.append((start, start + len(line), Box(left, 20.0 * i, left + width, 20.0 * i + 16)))
        start += len(line) + 1
    assert texts(reading)[-1] == "支出预算1.00万元。"
    assert texts(replace(reading, boxes=tuple(boxes)))[-1].endswith(f"{first}支出预算1.00万元。")


def test_a_remark_in_brackets_that_fills_its_line_is_a_paragraph_of_its_own() -> None:
    remark = "（各部门可以根据本年度的实际情况增加或删去以下的名词）"
    reading = pages(f"{LINE}\n{LINE}\n{LINE}\n收入预算。\n{remark}\n采购支出预算总额3.30万元。")
    assert texts(reading)[-2:] == [remark, "采购支出预算总额3.30万元。"]


def test_page_numbers_inside_a_sentence_are_left_out() -> None:
    reading = pages(
        f"1\n{LINE}\n{LINE}\n支出合计403.75", "2\n万元，与上年持平。", "- 3 -\n第三页没有裸的页码。"
    )
    assert texts(reading)[-2:] == [
        f"{LINE * 2}支出合计403.75万元，与上年持平。",
        "第三页没有裸的页码。",
    ]


def test_a_span_leads_back_to_exactly_what_stood_there() -> None:
    reading = pages(f"{LINE}\n{LINE}\n{LINE}\n收入２，１４６．８５ 万\n元，占 22   %。")
    paragraph = reading_to_paragraphs(reading)[0]
    start = paragraph.text.index("2,146.85")
    first, last = paragraph.span(start, start + len("2,146.85万元"))
    assert reading.text[first:last] == "２，１４６．８５ 万\n元"
    assert paragraph.text.endswith("占22%。")


def test_blanks_between_two_numbers_keep_them_apart() -> None:
    assert texts(pages("甲项目 15 20 万元，乙项目。")) == ["甲项目15 20万元，乙项目。"]


def test_letters_spaced_one_by_one_close_up_and_their_digits_with_them() -> None:
    assert texts(pages("财 政 业 务 费 1 0 . 0 0 万 元 。")) == ["财政业务费10.00万元。"]


def test_radicals_and_full_width_letters_are_folded() -> None:
    assert texts(pages("⼀、⼯作经费１２万元。")) == ["一、工作经费12万元。"]


def test_tables_are_not_prose_and_part_what_stands_around_them() -> None:
    text = "说明文字如下\n项目 金额\n合计 12.00\n表后文字。"
    start = text.index("项目")
    reading = Reading(text=text, pages=(), table_spans=((start, text.index("表后")),))
    assert texts(reading) == ["说明文字如下", "表后文字。"]


def test_a_list_number_on_a_line_of_its_own_belongs_to_the_next_line() -> None:
    assert texts(pages("八、\n“三公”经费：指三项经费。")) == ["八、“三公”经费：指三项经费。"]


def test_list_items_stay_apart_and_years_are_not_list_numbers() -> None:
    assert texts(pages("（一）甲。\n（二）乙。\n9.2025年部门表\n2024年预算持平。")) == [
        "（一）甲。",
        "（二）乙。",
        "9.2025年部门表",
        "2024年预算持平。",
    ]


@given(st.text(alphabet="一二万元，。12 0.%\n　（）", max_size=80))
def test_every_kept_character_is_the_one_at_its_offset(text: str) -> None:
    for paragraph in reading_to_paragraphs(Reading(text=text, pages=())):
        assert list(paragraph.offsets) == sorted(paragraph.offsets)
        assert len(paragraph.offsets) == len(paragraph.text)
        for character, offset in zip(paragraph.text, paragraph.offsets, strict=True):
            if character not in ",， ":
                assert text[offset] == character


def test_traditional_characters_and_readings_are_folded_and_places_kept() -> None:
    text = "公務(wù)接待費(fèi)1.35萬元，與上年(a)持平。"
    (paragraph,) = reading_to_paragraphs(Reading(text=text, pages=()))
    assert paragraph.text == "公务接待费1.35万元，与上年（a）持平。"
    assert "".join(text[o] for o in paragraph.offsets)[:11] == "公務接待費1.35萬元"
    assert [text[slice(*gap)] for gap in paragraph.gaps(text, 0, 5)] == ["(wù)"]


def test_no_traditional_character_is_a_simplified_one_too() -> None:
    pairs = simplified()
    assert not set(pairs) & set(pairs.values())


@pytest.mark.parametrize(
    ("after", "whole"),
    [
        ("与上年相比增加10万元。", "机关运行经费预算按规定的标准和人数编制为120万元，与上年相比增加10万元。"),
        ("万元。", "机关运行经费预算按规定的标准和人数编制为120万元，24万元。"),
    ],
)  # fmt: skip
def test_a_bare_number_amid_a_sentence_is_a_page_number_unless_a_unit_follows(
    after: str, whole: str
) -> None:
    text = f"机关运行经费预算按规定的标准和人数编制为120万元，\n24\n{after}"
    assert [p.text for p in reading_to_paragraphs(Reading(text=text, pages=()))] == [whole]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        # A numbered line without punctuation goes on where a name of an item is cut.
        (["（二）公务用车购", "- 29 -", "置及运行费8.95万元。"], 1),
        (["“三公”经费8.95万元，其中公务接", "─3 ─", "待费1万元。"], 1),
        (["2025年本部", "- 4 -", "门政府采购预算3万元。"], 1),
        (["编报绩效目标的2025年", "23", "度项目3个，涉及预算资金9万元。"], 1),
        (["截至2024年12月31日，共有车辆5", "辆，其中：其他用车5", "辆。"], 1),
        (["某某局2025年", "- 7 -", "度收入、支出预算总计3", "万元。"], 1),
        (["5.文化和旅游（款）其他", "- 7 -", "某种支出（项）支出5万元。"], 1),
        (["2025年,本部门编制绩效目标3", "个,预算金额9万元。"], 1),
        (["2025年本部门共3", "个项目实行绩效目标管理。"], 1),
        (["某某局的各项收入和支出都纳入，单价100万元（含", "2", "）以上设备4台（套）。"], 1),
        (["1.因公出国（", "23", "境）费预算支出0万元，与上年相比无变化。"], 1),
        (
            ["4.行政事业单位养老支出（款）机关事业单位职业", "23", "年金缴费支出（项）支出5万元。"],
            1,
        ),
        (["与上年相比，收", "23", "、支预算总计各增加190.84万元，增长6.45%。"], 1),
        # Headings, sentences that ended, paragraphs that begin set in and tables' numbers do not.
        (["（一）机构设置", "- 29 -", "本部门内设科室，共三个。"], 2),
        (["一、支出预算情况说明", "- 29 -", "支出预算8.95万元。"], 2),
        (["公务接待费8.95万元。", "- 29 -", "会议费8万元。"], 2),
        (["公务接待费8.95万元", "- 29 -", "　　会议费8万元。"], 2),
        (["机构设置", "- 29 -", "本部门内设科室，共三个。"], 2),
    ],
)
def test_a_sentence_goes_on_behind_a_page_number_or_a_line_end(
    lines: list[str], whole: int
) -> None:
    read = texts(Reading(text="\n".join(lines), pages=()))
    marks = {"- 29 -", "─3 ─", "- 4 -", "- 7 -", "23", "2"}
    kept = [line.strip() for line in lines if line not in marks]
    assert read == ["".join(kept).replace(",", "，")] if whole == 1 else kept


def test_a_sentence_goes_on_over_a_page_that_broke_it_early() -> None:
    reading = pages("某某局2025年度一般公共预算财政拨\n1", "2\n款支出预算3万元，与上年持平。")
    assert texts(reading) == ["某某局2025年度一般公共预算财政拨款支出预算3万元，与上年持平。"]


def test_a_cover_does_not_run_into_the_next_page() -> None:
    reading = pages("某某局\n2025年部门预算", "本部门主要负责某事，并承担某事。")
    assert texts(reading) == ["某某局", "2025年部门预算", "本部门主要负责某事，并承担某事。"]


def placed(rows: list[tuple[float, str]]) -> Reading:
    """A page of lines that begin so far from its left edge, each character 16 points wide."""
    reading = pages("\n".join(text for _, text in rows))
    boxes, start = [], 0
    for i, (left, text) in enumerate(rows):
        width = 8.0 * sum(1 if c in ".0123456789" else 2 for c in text)
        box = Box(left, 20.0 * i, left + width, 20.0 * i + 16)
        boxes.append((start, start + len(text), box))
        start += len(text) + 1
    return replace(reading, boxes=tuple(boxes))


def test_the_margins_tell_where_a_paragraph_begins() -> None:
    """Behind a sentence that ended at the end of its line."""
    full = "某某局收入和支出总计与上一年相比，各项都没有变动"
    ended = f"{full[:-1]}。"
    rows = [(62, full)] * 4 + [(62, ended), (94, ended[2:]), (62, "会议费9万元。")]
    reading = placed([*rows, (94, ended[2:]), (94, "培训费3万元。")])
    assert texts(reading) == [
        full * 4 + ended, f"{ended[2:]}会议费9万元。", ended[2:], "培训费3万元。",
    ]  # fmt: skip


def test_numbers_drawn_apart_behind_the_page_number_are_not_the_sentence_s() -> None:
    body = "某某局2025年收入预算为3万元，支出预算为3万元，"
    reading = pages(f"{body}\n1\n\n24 \n0", f"{body}\n2\n0", f"{body}\n3")
    assert texts(reading) == [body * 3]


def test_a_reading_among_letters_spaced_one_by_one_is_folded_too() -> None:
    reading = Reading(text="事 業(yè) 單 位 職 業 （ y è ） 年 金", pages=())
    assert texts(reading) == ["事业单位职业年金"]
